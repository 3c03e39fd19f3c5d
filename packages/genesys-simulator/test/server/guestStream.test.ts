import { once } from 'node:events'
import type { GuestFrame } from 'genesys-models/centre'
import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createAgentClient } from '../../src/server/index.ts'
import { type RunningSimulator, type ServeOptions, serve } from '../../src/server/node/serve.ts'
import { startGuestChat, type TestGuest } from './support/guestClient.ts'

// The event stream needs a server: there is no WebSocket without one.

const running: RunningSimulator[] = []
afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.close()
})

async function begin(options: ServeOptions = {}) {
  const simulator = await serve({ heartbeatMs: 0, ...options })
  running.push(simulator)
  const agent = createAgentClient(simulator.url)
  const guest = await startGuestChat({
    agent,
    fetch: (path, init) => fetch(simulator.url + path, init),
  })
  return { simulator, agent, guest }
}

/** Opens the event stream, and keeps what it tells. */
async function open({ eventStreamUri }: Pick<TestGuest, 'eventStreamUri'>) {
  const socket = new WebSocket(eventStreamUri)
  const frames: GuestFrame[] = []
  socket.on('message', (data) => frames.push(JSON.parse(String(data))))
  await once(socket, 'open')
  return { socket, frames }
}

/** The status with which a stream is refused. */
async function refusal(uri: string): Promise<number | undefined> {
  const socket = new WebSocket(uri)
  const [, response] = await once(socket, 'unexpected-response')
  response.resume()
  return response.statusCode
}

const types = (frames: readonly GuestFrame[]) =>
  frames.map((frame) => ('metadata' in frame ? frame.metadata.type : frame.eventBody.message))

test('tells every listener what happens, until the customer or the server goes', async () => {
  const { simulator, guest } = await begin()
  const [one, other] = [await open(guest), await open(guest)]
  await guest.chat.join('Anna')
  await guest.chat.typing()
  await guest.send('hi')
  const told = ['member-change', 'message', 'typing-indicator', 'message']
  await expect.poll(() => types(one.frames)).toEqual(told)
  await expect.poll(() => types(other.frames)).toEqual(told)
  const closed = once(other.socket, 'close')
  one.socket.close()
  await once(one.socket, 'close')
  await guest.chat.say('still there?')
  await expect.poll(() => other.frames).toHaveLength(5)
  await simulator.close()
  await closed
})

test('beats', async () => {
  const { guest } = await begin({ heartbeatMs: 20 })
  const { frames } = await open(guest)
  await expect.poll(() => types(frames).slice(0, 2)).toEqual(['WebSocket Heartbeat', 'WebSocket Heartbeat'])
})

test('is refused without the jwt, without a WebSocket, and once the conversation is forgotten', async () => {
  const { guest, simulator } = await begin()
  const uri = new URL(guest.eventStreamUri)
  expect((await fetch(`${simulator.url}${uri.pathname}${uri.search}`)).status).toBe(400)
  const { socket } = await open(guest)
  const closed = once(socket, 'close')
  await guest.chat.forget()
  await closed
  expect(await refusal(uri.href)).toBe(404)
  uri.searchParams.set('token', 'x')
  expect(await refusal(uri.href)).toBe(401)
})

test('is cut when the network drops, and cannot be opened meanwhile', async () => {
  const { guest, agent } = await begin()
  const { socket } = await open(guest)
  const closed = once(socket, 'close')
  await agent.addFault({ drop: true, forMs: 60_000 })
  await closed
  const [error] = await once(new WebSocket(guest.eventStreamUri), 'error')
  expect(String(error)).toContain('socket hang up')
  await agent.clearFaults()
  await agent.addFault({ status: 503, requests: ['poll'], forMs: 60_000 })
  expect(await refusal(guest.eventStreamUri)).toBe(503)
  await agent.clearFaults()
  await open(guest)
})
