import { afterEach, expect, test } from 'vitest'
import { createAgentClient } from '../../src/server/client/agentClient.ts'
import { type RunningSimulator, serve } from '../../src/server/node/serve.ts'

let simulator: RunningSimulator

afterEach(() => simulator.close())

test('a chat goes back and forth over HTTP', async () => {
  simulator = await serve()
  const started = await fetch(simulator.dataUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'operationId=1&data[nickname]=Joe&data[endpoint]=chat&data[userData][a]=b',
  })
  const { data, operationId } = await started.json()
  expect(operationId).toBe('1')
  const holder = JSON.parse(atob(data.clientToken.split('.')[1]))
  expect(holder).toMatchObject({ nickname: 'Joe' })

  const chat = await createAgentClient(simulator.url).newest()
  await chat.join('Anna')
  await chat.say('hi')
  await chat.state('Finalizing')
  await chat.leave()

  const polled = await fetch(`${simulator.dataUrl}/${holder.sessionId}/messages`, {
    headers: { 'x-nexus-client-key': data.clientToken },
  })
  const { messages } = (await polled.json()).data
  expect(messages.map((message: { type: string }) => message.type)).toEqual([
    'ParticipantJoined',
    'ParticipantJoined',
    'Text',
    'System',
    'ParticipantLeft',
  ])
})
