import { expect, test, vi } from 'vitest'
import { createTestCentre, inShort } from './support/client.ts'

test('requests fail with the status that was asked for, and for as long; nothing is lost by it', async () => {
  const { startChat, agent, clock } = createTestCentre()
  const joe = await startChat()
  await joe.poll()
  await agent.addFault({ status: 500, forMs: 2000 })
  await joe.chat.join('Anna')
  expect(await joe.ask('/messages')).toMatchObject({ status: 500, code: 'ERROR' })
  clock.advance(1999)
  expect(await joe.ask('/messages')).toMatchObject({ status: 500 })
  clock.advance(1)
  expect(inShort((await joe.poll()).messages)).toEqual(['Anna: ParticipantJoined'])
})

test.each([
  [401, 'AUTHENTICATION_REQUIRED'],
  [404, 'INVALID_SESSION'],
  [429, 'TOO_MANY_REQUESTS'],
  [503, 'ERROR'],
])('status %i comes with the code %s', async (status, code) => {
  const { startChat, agent } = createTestCentre()
  const joe = await startChat()
  await agent.addFault({ status, forMs: 1000 })
  expect(await joe.ask('/messages')).toMatchObject({ status, code })
})

test('the agent’s side is never hit, and can call it off', async () => {
  const { startChat, agent } = createTestCentre()
  const joe = await startChat()
  await agent.addFault({ status: 500, drop: true, forMs: 60_000 })
  await expect(joe.chat.summary()).resolves.toMatchObject({ sessionId: joe.sessionId })
  await agent.clearFaults()
  expect(await joe.ask('/messages')).toMatchObject({ status: 200 })
})

/** Long enough for an answer that is not held back. */
const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 20))

test('answers can be late', async () => {
  const { startChat, agent, clock } = createTestCentre()
  const joe = await startChat()
  await agent.addFault({ latencyMs: 3000, forMs: 60_000 })
  let answered = false
  const slow = joe.poll().then((delivery) => {
    answered = true
    return delivery
  })
  await vi.waitUntil(() => clock.pending === 1)
  clock.advance(2999)
  await settle()
  expect(answered).toBe(false)
  clock.advance(1)
  expect(inShort((await slow).messages)).toEqual(['Joe: ParticipantJoined'])
})

test('a cut connection is a network error in a page', async () => {
  const { startChat, agent, fetch } = createTestCentre()
  const joe = await startChat()
  await agent.addFault({ drop: true, forMs: 1000 })
  await expect(fetch(`/nexus/v3/chat/sessions/${joe.sessionId}/messages`)).rejects.toThrow(TypeError)
})

test('messages can come twice, and backwards', async () => {
  const { startChat, agent } = createTestCentre()
  const joe = await startChat()
  await joe.chat.join('Anna')
  await agent.addFault({ duplicate: true, forMs: 1000 })
  await agent.addFault({ reorder: true, forMs: 1000 })
  expect(inShort((await joe.poll()).messages)).toEqual([
    'Anna: ParticipantJoined',
    'Anna: ParticipantJoined',
    'Joe: ParticipantJoined',
    'Joe: ParticipantJoined',
  ])
})

test('only some requests can be hit, as often as asked for, with a code of their own', async () => {
  const { startChat, agent } = createTestCentre()
  const joe = await startChat()
  await agent.addFault({ status: 503, code: 'BUSY', requests: ['restore', 'send'], times: 2, forMs: 1000 })
  expect(await joe.ask('/messages')).toMatchObject({ status: 200 })
  expect(await joe.ask('/messages?count=20')).toMatchObject({ status: 503, code: 'BUSY' })
  expect(await joe.ask('/messages?index=1-0&count=20')).toMatchObject({ status: 200 })
  expect(await joe.send('hello?')).toMatchObject({ status: 503, code: 'BUSY' })
  expect(await joe.send('hello!')).toMatchObject({ status: 200 })
})

test('only one session, or only one kind of request, can be hit', async () => {
  const { startChat, agent } = createTestCentre()
  const [joe, eve] = [await startChat(), await startChat('shop', 'Eve')]
  await agent.addFault({ status: 500, sessionId: joe.sessionId, method: 'DELETE', forMs: 1000 })
  expect(await joe.ask('/messages')).toMatchObject({ status: 200 })
  expect(await eve.leave()).toMatchObject({ status: 200 })
  expect(await joe.leave()).toMatchObject({ status: 500 })
})
