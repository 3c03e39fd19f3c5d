import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { ContactCentre, createWebMessaging } from '../../src/server/index.ts'
import { attachMessenger } from '../../src/server/node/attachMessenger.ts'
import { serve } from '../../src/server/node/serve.ts'
import { askRaw, openRaw } from './support/rawClient.ts'

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

interface Served {
  readonly port: number
  readonly centre: ContactCentre
}

async function simulator(): Promise<Served> {
  const running = await serve({ messengerRates: {} })
  closers.push(() => running.close())
  return running
}

async function ownServer(): Promise<Served> {
  const centre = new ContactCentre()
  const server = createServer()
  const detach = attachMessenger(server, { webMessaging: createWebMessaging({ centre, rates: {} }) })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    detach()
    server.close()
    server.closeAllConnections()
  })
  return { port: (server.address() as AddressInfo).port, centre }
}

const DEPTH = 8000
const deep = `${'{"a":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`

// An exception that nobody catches would end the process. Vitest fails then.
describe.each([
  ['the simulator', simulator],
  ['a server of one’s own', ownServer],
])('Messenger’s WebSocket on %s', (_where, start) => {
  const open = async (port: number) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/v1?deploymentId=shop`)
    socket.on('error', () => {})
    await once(socket, 'open')
    return socket
  }
  const isServing = async (port: number) => {
    const socket = await open(port)
    socket.send('{}')
    const [data] = await once(socket, 'message')
    socket.terminate()
    return String(data).includes('400')
  }

  test.each([
    [
      'a malformed frame',
      (socket: WebSocket) => rawOf(socket).write(Buffer.from([0xff, 0xff, 0xff, 0xff])),
      1002,
    ],
    ['a frame that is too large', (socket: WebSocket) => socket.send('x'.repeat(300_000)), 1009],
    ['an unmasked frame', (socket: WebSocket) => rawOf(socket).write(Buffer.from([0x81, 0x01, 0x61])), 1002],
    [
      'a text that is not UTF-8',
      (socket: WebSocket) => socket.send(Buffer.from([0xff, 0xfe]), { binary: false }),
      1007,
    ],
  ])('closes for %s, and serves the others', async (_what, attack, code) => {
    const { port } = await start()
    const socket = await open(port)
    attack(socket)
    expect((await once(socket, 'close'))[0]).toBe(code)
    expect(await isServing(port)).toBe(true)
  })

  test.each([
    ['{'],
    ['null'],
    [`{"action":"onMessage","token":"x","message":${deep}}`],
    ['['.repeat(100_000)],
  ])('answers %.20s', async (text) => {
    const { port } = await start()
    const socket = await open(port)
    socket.send(text)
    expect(JSON.parse(String((await once(socket, 'message'))[0]))).toMatchObject({ code: 400 })
    socket.terminate()
  })

  test('cuts a client that does not read', async () => {
    const { port, centre } = await start()
    const socket = await open(port)
    socket.send('{"action":"configureSession","deploymentId":"shop","token":"x"}')
    await once(socket, 'message')
    socket.pause()
    const [session] = centre.sessions
    session?.join('Anna')
    for (let i = 0; i < 2000; i++) {
      session?.say({ type: 'Text', text: 'x'.repeat(16_000) })
      if (i % 100 === 0) await new Promise((resolve) => setTimeout(resolve))
    }
    socket.resume()
    expect((await once(socket, 'close'))[0]).toBe(1006)
    expect(await isServing(port)).toBe(true)
  })

  test('survives clients that disconnect before they are refused', async () => {
    const { port } = await start()
    for (const path of ['/v1', '/nowhere', '/v1?deploymentId=shop']) {
      const { socket } = await openRaw(port, upgradeTo(path))
      socket.resetAndDestroy()
    }
    expect(await isServing(port)).toBe(true)
  })

  test.each(['//', '/nowhere', '/v1%00'])('refuses %s', async (path) => {
    const { port } = await start()
    const { closed } = await openRaw(port, upgradeTo(path))
    expect(await closed).toMatch(/^HTTP\/1\.1 4\d\d /)
    expect(await isServing(port)).toBe(true)
  })

  test('refuses an invalid host', async () => {
    const { port } = await start()
    const upgrade = upgradeTo('/v1?deploymentId=shop').replace('localhost', 'a b')
    expect((await askRaw(port, upgrade)).status).toBeOneOf([400, 404])
  })
})

function upgradeTo(path: string): string {
  return `${[
    `GET ${path} HTTP/1.1`,
    'host: localhost',
    'connection: upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
  ].join('\r\n')}\r\n\r\n`
}

/** Past the protocol. */
function rawOf(socket: WebSocket): { write(bytes: Buffer): void } {
  return (socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket
}

test('the simulator takes half an upgrade for a request that is none', async () => {
  const { port } = await simulator()
  const request = 'GET /v1?deploymentId=shop HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\n\r\n'
  const { socket, received } = await openRaw(port, request)
  await expect.poll(received).toMatch(/^HTTP\/1\.1 400 /)
  socket.destroy()
})
