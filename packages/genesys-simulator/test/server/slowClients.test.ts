import { afterEach, describe, expect, test } from 'vitest'
import { CHAT_PATH, createAgentClient } from '../../src/server/index.ts'
import { type RunningSimulator, type ServeOptions, serve } from '../../src/server/node/serve.ts'
import { postForm } from './support/client.ts'
import { askRaw, openRaw } from './support/rawClient.ts'

const running: RunningSimulator[] = []
afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.close()
})

async function start(options: ServeOptions) {
  const simulator = await serve(options)
  running.push(simulator)
  return simulator
}

const post = `POST ${CHAT_PATH} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n`

const halves: [what: string, text: string][] = [
  ['nothing', ''],
  ['half a line', 'GET /agent/sess'],
  ['half the headers', 'GET /agent/sessions HTTP/1.1\r\nhost: localhost\r\n'],
  ['no body', `${post}content-length: 100\r\n\r\n`],
  ['half a body', `${post}content-length: 100\r\n\r\n{"data":`],
  ['half of the chunks', `${post}transfer-encoding: chunked\r\n\r\n8\r\n{"data":\r\n`],
]

test.each(halves)('a client that sends %s is cut', async (_what, text) => {
  const { port } = await start({ requestTimeoutMs: 100 })
  expect(await askRaw(port, text)).toMatchObject({ status: 408, code: 'REQUEST_TIMEOUT' })
})

test('a client that trickles its body is cut, too', async () => {
  const { port } = await start({ requestTimeoutMs: 200 })
  const { socket, closed } = await openRaw(port, `${post}content-length: 100\r\n\r\n`)
  const trickle = setInterval(() => socket.writable && socket.write(' '), 20)
  expect(await closed).toContain('408')
  clearInterval(trickle)
})

test('500 half-sent requests do not block other customers, and are cut', async () => {
  const simulator = await start({ requestTimeoutMs: 1500, holdMs: 20_000 })
  const slow = await Promise.all(
    Array.from({ length: 500 }, (_, i) => openRaw(simulator.port, halves[i % halves.length]?.[1])),
  )
  const started = await fetch(simulator.dataUrl, postForm({ 'data[nickname]': 'Joe' }))
  const { data } = await started.json()
  const agent = await createAgentClient(simulator.url).newest()
  const poll = async () =>
    (
      await fetch(`${simulator.dataUrl}/${agent.sessionId}/messages`, {
        headers: { 'x-nexus-client-key': data.clientToken },
      })
    ).json()
  await poll()
  const held = poll()
  await agent.join('Anna')
  expect((await held).data.messages).toMatchObject([{ type: 'ParticipantJoined' }])
  const answers = await Promise.all(slow.map(({ closed }) => closed))
  expect(answers.filter((answer) => answer.startsWith('HTTP/1.1 408'))).toHaveLength(500)
})

test('a poll may be held for longer than requestTimeoutMs', async () => {
  const simulator = await start({ requestTimeoutMs: 50, holdMs: 400 })
  const started = await fetch(simulator.dataUrl, postForm({ 'data[nickname]': 'Joe' }))
  const { clientToken } = (await started.json()).data
  const { sessionId } = await createAgentClient(simulator.url).newest()
  const poll = () =>
    fetch(`${simulator.dataUrl}/${sessionId}/messages`, { headers: { 'x-nexus-client-key': clientToken } })
  await poll()
  const begin = performance.now()
  expect((await poll()).status).toBe(200)
  expect(performance.now() - begin).toBeGreaterThan(200)
})

test('closes connections beyond maxConnections', async () => {
  const { port } = await start({ maxConnections: 2 })
  const [first] = [await openRaw(port), await openRaw(port)]
  expect(await (await openRaw(port)).closed).toBe('')
  first.socket.destroy()
  await expect
    .poll(async () => {
      const { socket, received } = await openRaw(
        port,
        'GET /agent/sessions HTTP/1.1\r\nhost: localhost\r\n\r\n',
      )
      await new Promise((resolve) => setTimeout(resolve, 20))
      socket.destroy()
      return received()
    })
    .toContain('200 OK')
})

describe('answers an invalid request with JSON that says why:', () => {
  const close = 'connection: close\r\n'
  test.each([
    ['garbage', '\x00\x01\x02\r\n\r\n', 400, 'This is not HTTP.'],
    ['a broken chunk', `${post}transfer-encoding: chunked\r\n\r\nzz\r\n`, 400, 'This is not HTTP.'],
    [
      'large headers',
      `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'The headers are too large.',
    ],
    ['an invalid host', `GET / HTTP/1.1\r\nhost: a b\r\n${close}\r\n`, 400, 'not valid'],
    ['no host', `GET / HTTP/1.0\r\n${close}\r\n`, 400, 'not valid: Missing host header.'],
    ['an asterisk', `OPTIONS * HTTP/1.1\r\nhost: localhost\r\n${close}\r\n`, 400, 'not valid'],
    [
      'HTTP/2',
      'GET / HTTP/1.1\r\nhost: localhost\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n',
      400,
      'Only a WebSocket',
    ],
    [
      'a WebSocket to an invalid host',
      'GET /v1 HTTP/1.1\r\nhost: a b\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
      400,
      'not valid',
    ],
  ])('%s', async (_what, text, status, message) => {
    const { port } = await start({})
    const answer = await askRaw(port, text)
    expect(answer).toMatchObject({
      status,
      code: expect.any(String),
      message: expect.stringContaining(message),
    })
  })
})

test('a request that is cut off logs no error', async () => {
  const failures: unknown[] = []
  const { error } = console
  console.error = (...what) => void failures.push(what)
  try {
    const simulator = await start({})
    for (const [, text] of halves) (await openRaw(simulator.port, text)).socket.destroy()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await fetch(`${simulator.url}/agent/sessions`)).status).toBe(200)
    expect(failures).toEqual([])
  } finally {
    console.error = error
  }
})

describe('the agent’s event stream', () => {
  const request = 'GET /agent/events HTTP/1.1\r\nhost: localhost\r\n\r\n'
  /** Waits until what has been done was written. */
  const pause = () => new Promise((resolve) => setTimeout(resolve))

  async function talk() {
    const simulator = await start({})
    const chat = simulator.centre.open({ nickname: 'Joe' })
    chat.join('Anna')
    const say = async (count: number): Promise<void> => {
      for (let n = 0; n < count; n++) {
        chat.say({ type: 'Text', text: 'x'.repeat(16_000) })
        if (n % 50 === 0) await pause()
      }
    }
    return { ...simulator, say }
  }

  test('cuts a client that does not read', async () => {
    const { port, say } = await talk()
    const { socket, closed } = await openRaw(port, request)
    await expect.poll(() => socket.bytesRead).toBeGreaterThan(0)
    socket.pause()
    await say(1500)
    socket.resume()
    // The stream has no end by itself.
    expect((await closed).length).toBeLessThan(20_000_000)
  })

  test('serves one that does', async () => {
    const { port, say } = await talk()
    const { socket, received } = await openRaw(port, request)
    await expect.poll(() => socket.bytesRead).toBeGreaterThan(0)
    for (let n = 0; n < 30; n++) {
      await say(50)
      await expect.poll(() => received().length).toBeGreaterThan((n + 1) * 50 * 16_000)
    }
    expect(socket.destroyed).toBe(false)
    socket.destroy()
  })
})
