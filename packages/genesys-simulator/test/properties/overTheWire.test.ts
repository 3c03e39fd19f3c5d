import fc from 'fast-check'
import { afterAll, beforeAll, describe } from 'vitest'
import { type RunningSimulator, serve } from '../../src/server/node/serve.ts'
import { openRaw } from '../server/support/rawClient.ts'
import { holds, soon } from './support/holds.ts'
import { json, words } from './support/requests.ts'
import { mustBeReadable } from './support/world.ts'

// What only a server has: HTTP itself, and CometD. An exception that nobody catches would end the process. Vitest fails then.

let simulator: RunningSimulator
beforeAll(async () => {
  simulator = await serve({ requestTimeoutMs: 1000 })
})
afterAll(() => simulator.close())

const mustStillServe = () =>
  mustBeReadable({ centre: simulator.centre, send: (path, init) => fetch(simulator.url + path, init) })

const lines = fc.constantFrom(
  ...[
    'host: localhost',
    'host: a b',
    'content-length: 5',
    'content-length: -1',
    'transfer-encoding: chunked',
  ],
  ...[
    'upgrade: websocket',
    'upgrade: h2c',
    'connection: upgrade',
    'sec-websocket-version: 13',
    'expect: 100-continue',
  ],
  ...[
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
    'content-type: multipart/form-data; boundary=',
    'origin: null',
  ],
)
const requests = fc
  .record({
    start: fc.constantFrom(
      'GET /agent/sessions',
      'POST /nexus/v3/chat/sessions',
      'PUT //',
      'GET /v1?deploymentId=a',
      'OPTIONS *',
      'CONNECT a:1',
      'POST /genesys/cometd',
    ),
    headers: fc.array(lines, { maxLength: 8 }),
    body: fc.string({ unit: 'binary' }),
    cutAt: fc.option(fc.nat(300), { nil: Number.POSITIVE_INFINITY }),
  })
  .map(({ start, headers, body, cutAt }) =>
    [`${start} HTTP/1.1`, ...headers, '', body].join('\r\n').slice(0, cutAt),
  )

const bayeux = fc.array(
  fc.record(
    {
      channel: fc.oneof(
        fc.constantFrom(
          '/meta/handshake',
          '/meta/subscribe',
          '/meta/unsubscribe',
          '/meta/disconnect',
          '/meta/x',
        ),
        { weight: 3, arbitrary: fc.constant('/service/chatV2/shop') },
        words,
      ),
      id: json,
      version: words,
      subscription: fc.oneof(words, json, fc.array(words)),
      supportedConnectionTypes: fc.oneof(fc.constant(['long-polling']), json),
      advice: json,
      ext: json,
      data: fc.record({
        operation: fc.constantFrom(
          'requestChat',
          'sendMessage',
          'refresh',
          'updateData',
          'disconnect',
          'toString',
        ),
        nickname: words,
        userData: json,
        transcriptPosition: words,
        message: words,
      }),
    },
    { requiredKeys: ['channel'] },
  ),
  { minLength: 1, maxLength: 5 },
)

describe('over the wire', () => {
  holds(
    'any bytes are answered, or the connection is closed, and the server keeps serving',
    fc.array(fc.oneof({ weight: 5, arbitrary: requests }, fc.string({ unit: 'binary' })), {
      minLength: 1,
      maxLength: 5,
    }),
    async (texts) => {
      const clients = await Promise.all(texts.map((text) => openRaw(simulator.port, text)))
      for (const { socket } of clients) socket.end()
      await soon(Promise.all(clients.map(({ closed }) => closed)).then(() => {}))
      for (const { received } of await Promise.all(clients)) {
        if (/^HTTP\/1\.1 5/.test(received())) throw new Error(received().slice(0, 300))
      }
      await mustStillServe()
    },
    0.25,
  )

  holds(
    'any messages of the Bayeux protocol are answered',
    bayeux,
    async (messages) => {
      let cookie = ''
      const post = async (body: unknown) => {
        const init = { method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(10_000) }
        const response = await fetch(simulator.gmsCometD.cometURL, { ...init, headers: { cookie } })
        if (response.status >= 500) throw new Error(`${response.status} ${await response.text()}`)
        cookie ||= response.headers.get('set-cookie')?.split(';')[0] ?? ''
        const text = await response.text()
        return response.status === 200 ? JSON.parse(text) : undefined
      }
      const handshake = {
        channel: '/meta/handshake',
        version: '1.0',
        supportedConnectionTypes: ['long-polling'],
      }
      const [{ clientId }] = await post([handshake])
      await post(messages.map((message) => ({ ...message, clientId })))
      await post([{ channel: '/meta/disconnect', clientId }])
      await mustStillServe()
    },
    0.25,
  )
})
