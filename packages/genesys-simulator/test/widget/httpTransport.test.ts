import { type SessionKey, TransportError } from 'genesys-models/widget'
import { describe, expect, test, vi } from 'vitest'
import type { Fetch } from '../../src/widget/answerTo.ts'
import { httpTransport } from '../../src/widget/httpTransport.ts'

const dataURL = 'http://chat.example/nexus/v3/chat/sessions'
const key: SessionKey = { sessionId: 's1', participantId: 'p1', token: 'secret' }

function transportOver(answer: unknown, status = 200) {
  const fetch = vi.fn<Fetch>(async () => new Response(JSON.stringify(answer), { status }))
  return { transport: httpTransport({ dataURL, headers: { 'x-api-key': 'tenant' }, fetch }), fetch }
}

function lastRequest(fetch: ReturnType<typeof vi.fn<Fetch>>): {
  method: string
  path: string
  init: RequestInit
} {
  const [url, init] = fetch.mock.lastCall ?? ['', {}]
  const path = url.slice(dataURL.length).replace(/operationId=[^&]+/, 'operationId=…')
  return { method: init.method ?? 'GET', path, init }
}

function bodyOf(init: RequestInit): Record<string, string> {
  return Object.fromEntries(
    [...new URLSearchParams(String(init.body))].filter(([name]) => name !== 'operationId'),
  )
}

describe('the transport over HTTP', () => {
  test('creates a session without a token, and names the customer as the API does', async () => {
    const { transport, fetch } = transportOver({ data: { clientToken: 't' } })
    const answer = await transport.create({
      token: undefined,
      data: { firstname: 'Joe', lastname: 'Doe', endpoint: 'support' },
    })

    expect(answer).toEqual({ clientToken: 't' })
    const { method, path, init } = lastRequest(fetch)
    expect([method, path]).toEqual(['POST', ''])
    expect(init.headers).toMatchObject({ 'x-api-key': 'tenant' })
    expect(init.headers).not.toHaveProperty('x-nexus-client-key')
    expect(bodyOf(init)).toEqual({
      'data[firstName]': 'Joe',
      'data[lastName]': 'Doe',
      'data[nickname]': 'Joe',
      'data[endpoint]': 'support',
    })
  })

  test('joins again with the token that it is given', async () => {
    const { transport, fetch } = transportOver({ data: { clientToken: 't' } })
    await transport.create({ token: 'old', data: {} })
    expect(lastRequest(fetch).init.headers).toMatchObject({ 'x-nexus-client-key': 'old' })
  })

  test('asks for what is new, for the last, and for an older page', async () => {
    const { transport, fetch } = transportOver({ data: { messages: [], chatEnded: false } })
    await transport.poll(key, { signal: new AbortController().signal })
    expect(lastRequest(fetch).path).toBe('/s1/messages?operationId=…')
    await transport.restore(key, 20)
    expect(lastRequest(fetch).path).toBe('/s1/messages?count=20&operationId=…')
    await transport.olderPage(key, '100-1', 20)
    expect(lastRequest(fetch).path).toBe('/s1/messages?index=100-1&count=20&operationId=…')
  })

  test('sends what the customer writes, and leaves', async () => {
    const { transport, fetch } = transportOver({ data: {} })
    await transport.send(key, { type: 'Text', text: 'Hello' })
    expect(bodyOf(lastRequest(fetch).init)).toEqual({ 'data[type]': 'Text', 'data[text]': 'Hello' })
    await transport.leave(key)
    expect(lastRequest(fetch)).toMatchObject({ method: 'DELETE', path: '/s1/participants/p1' })
  })

  test('loads an image with the chat’s headers, from beside the sessions', async () => {
    const fetch = vi.fn<Fetch>(async () => new Response('…', { headers: { 'content-type': 'image/png' } }))
    const transport = httpTransport({ dataURL, headers: { 'x-api-key': 'k' }, fetch })
    const url = await transport.image?.(key, '/sessions/s1/images/i1')
    expect(url).toBe('data:image/png;base64,4oCm')
    const [asked, init] = fetch.mock.calls[0] ?? []
    expect(asked).toBe(`${dataURL}/s1/images/i1`)
    expect(init?.headers).toEqual({ 'x-api-key': 'k', 'x-nexus-client-key': key.token })
  })

  test('keeps the status and the code of a refusal', async () => {
    const { transport } = transportOver({ status: { code: 'INVALID_SESSION', message: 'gone' } }, 404)
    await expect(transport.restore(key, 20)).rejects.toMatchObject({ status: 404, code: 'INVALID_SESSION' })
  })

  test('takes an answer that is no JSON', async () => {
    const fetch: Fetch = async () => new Response('<h1>Bad gateway</h1>', { status: 502 })
    const refused = httpTransport({ dataURL, fetch }).restore(key, 20)
    await expect(refused).rejects.toBeInstanceOf(TransportError)
    await expect(refused).rejects.toMatchObject({ status: 502 })
  })

  test('tells a lost network by status 0', async () => {
    const fetch: Fetch = () => Promise.reject(new TypeError('Failed to fetch'))
    await expect(httpTransport({ dataURL, fetch }).restore(key, 20)).rejects.toMatchObject({ status: 0 })
  })

  test('a poll that was given up on purpose is no lost network', async () => {
    const stop = new AbortController()
    const fetch: Fetch = () => Promise.reject(stop.signal.reason)
    stop.abort()
    const poll = httpTransport({ dataURL, fetch }).poll(key, { signal: stop.signal })
    await expect(poll).rejects.not.toBeInstanceOf(TransportError)
  })
})
