import { request } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { type RunningSimulator, type ServeOptions, serve } from '../../src/server/node/serve.ts'

const running: RunningSimulator[] = []
afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.close()
})

interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Sends headers that `fetch` does not let its caller choose. */
async function start(options: ServeOptions = {}) {
  const simulator = await serve(options)
  running.push(simulator)
  const { port } = simulator
  const ask = (path: string, { method = 'GET', headers = {}, body }: Sent = {}) =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; code: string; message: string }>(
      (resolve, reject) => {
        const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
          let text = ''
          response.setEncoding('utf8').on('data', (chunk) => {
            text += chunk
          })
          response.on('end', () => {
            const { code = '', message = '' } = (text && JSON.parse(text).status) || {}
            resolve({ status: response.statusCode ?? 0, headers: response.headers, code, message })
          })
        })
        sent.on('error', reject)
        sent.end(body)
      },
    )
  return { simulator, port, ask }
}

const json = { 'content-type': 'application/json' }

describe('a page of another origin', () => {
  test.each([
    ['reads the chats', '/agent/sessions', { headers: { origin: 'https://evil.example' } }],
    ['is sandboxed', '/agent/sessions', { headers: { origin: 'null' } }],
    ['stands on another port', '/agent/sessions', { headers: { origin: 'http://127.0.0.1:1' } }],
    ['listens', '/agent/events', { headers: { origin: 'https://evil.example' } }],
    [
      'embeds a picture',
      '/agent/sessions',
      { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' } },
    ],
    ['embeds it from another port', '/agent/sessions', { headers: { 'sec-fetch-site': 'same-site' } }],
    [
      'sends a form',
      '/agent/faults',
      {
        method: 'POST',
        headers: { origin: 'https://evil.example', 'content-type': 'text/plain' },
        body: '{"drop":true,"forMs":60000}',
      },
    ],
    [
      'sends JSON',
      '/agent/faults',
      {
        method: 'POST',
        headers: { origin: 'https://evil.example', ...json },
        body: '{"drop":true,"forMs":60000}',
      },
    ],
    [
      'sends a preflight',
      '/agent/faults',
      {
        method: 'OPTIONS',
        headers: {
          origin: 'https://evil.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      },
    ],
    ['hides in the path', '/%61gent//sessions', { headers: { origin: 'https://evil.example' } }],
  ])('that %s is refused, and cannot read why', async (_what, path, sent: Sent) => {
    const { ask, simulator } = await start()
    const answer = await ask(path, sent)
    expect(answer.status).toBeGreaterThanOrEqual(403)
    expect(answer.status).toBeLessThan(500)
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    expect(await (await fetch(`${simulator.url}/agent/faults`)).json()).toEqual({ faults: [] })
  })

  test('gets a refusal that says how to allow it', async () => {
    const { ask } = await start()
    const answer = await ask('/agent/sessions', { headers: { origin: 'http://localhost:5173' } })
    expect(answer).toMatchObject({ status: 403, code: 'FORBIDDEN_ORIGIN' })
    expect(answer.message).toContain('--allow-origin http://localhost:5173')
  })

  test('may use the agent’s side if it is allowed', async () => {
    const { ask } = await start({ allowedOrigins: ['http://localhost:5173/'] })
    const origin = 'http://localhost:5173'
    const preflight = await ask('/agent/faults', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })
    expect(preflight.status).toBe(204)
    for (const answer of [preflight, await ask('/agent/sessions', { headers: { origin } })]) {
      expect(answer.headers['access-control-allow-origin']).toBe(origin)
    }
    expect(await ask('/agent/sessions', { headers: { origin: 'https://evil.example' } })).toMatchObject({
      status: 403,
    })
  })
})

test('a page of the simulator’s own origin may use the agent’s side', async () => {
  const { ask, port } = await start()
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
    const headers = { ...json, host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }
    expect(await ask('/agent/script', { method: 'DELETE', headers })).toMatchObject({ status: 200 })
  }
})

test('a link to the agent’s side works, and no answer can be embedded', async () => {
  const { ask } = await start()
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  expect(await ask('/agent/sessions', { headers: link })).toMatchObject({
    status: 200,
    headers: {
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
    },
  })
})

describe('a foreign host name (DNS rebinding)', () => {
  test.each(['evil.example', 'evil.example:8090', 'localhost.evil.example', '127.0.0.1.evil.example'])(
    '%s is refused, although the page is of the same origin',
    async (host) => {
      const { ask } = await start()
      const headers = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }
      const answer = await ask('/agent/sessions', { headers })
      expect(answer).toMatchObject({ status: 403, code: 'FORBIDDEN_HOST' })
      expect(answer.message).toContain(`--allow-host ${host.replace(':8090', '')}`)
    },
  )

  test.each([
    'localhost',
    'LOCALHOST.:1',
    'shop.localhost:8090',
    '127.0.0.1',
    '192.168.1.7:8090',
    '[::1]:8090',
  ])('%s is allowed', async (host) => {
    const { ask } = await start()
    expect(await ask('/agent/sessions', { headers: { host } })).toMatchObject({ status: 200 })
  })

  test('is allowed if an option says so', async () => {
    const { ask } = await start({ allowedHosts: ['Simulator'] })
    expect(await ask('/agent/sessions', { headers: { host: 'simulator:8090' } })).toMatchObject({
      status: 200,
    })
    expect(await ask('/agent/sessions', { headers: { host: 'other:8090' } })).toMatchObject({ status: 403 })
  })
})

describe('a body of the agent’s side', () => {
  const body = '{"drop":true,"forMs":60000}'

  test.each([
    ['text/plain', { 'content-type': 'text/plain' }],
    ['text/plain that mentions json', { 'content-type': 'text/plain; x=json' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['no type', {}],
  ])('with %s is refused, and the refusal says what to send', async (_type, headers) => {
    const { ask } = await start()
    const answer = await ask('/agent/faults', { method: 'POST', headers, body })
    expect(answer).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' })
    expect(answer.message).toContain('application/json')
  })

  test('is not needed', async () => {
    const { ask } = await start()
    expect(await ask('/agent/sessions/x/end', { method: 'POST' })).toMatchObject({ code: 'INVALID_SESSION' })
    expect(
      await ask('/agent/faults', {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body,
      }),
    ).toMatchObject({ status: 200 })
  })
})

test.each(['/agent/sessions', '/agent', '/nowhere', '/'])('CORS does not open %s', async (path) => {
  const { ask } = await start()
  expect((await ask(path)).headers['access-control-allow-origin']).toBeUndefined()
})
