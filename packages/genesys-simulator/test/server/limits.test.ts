import { describe, expect, test } from 'vitest'
import type { Delivery } from '../../src/server/index.ts'
import { createTestCentre, postForm } from './support/client.ts'

describe('limits', () => {
  test('too many requests are 429, until a little later', async () => {
    const { startChat, clock } = createTestCentre({ rateLimit: { requests: 2, perMs: 1000 } })
    const [joe, eve] = [await startChat(), await startChat('shop', 'Eve')]
    await joe.poll()
    await joe.poll()
    expect(await joe.ask('/messages')).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' })
    expect(await eve.ask('/messages')).toMatchObject({ status: 200 })
    clock.advance(1000)
    expect(await joe.ask('/messages')).toMatchObject({ status: 200 })
  })

  test('a body that is too large is refused before it is read', async () => {
    const { ask } = createTestCentre({ maxBodyBytes: 1000 })
    const answer = await ask('', postForm({ 'data[nickname]': 'x'.repeat(2000) }))
    expect(answer).toMatchObject({ status: 413, code: 'LIMIT_BODY_SIZE' })
  })

  test('the oldest chats are forgotten when there are too many', async () => {
    const { startChat, agent } = createTestCentre({ maxSessions: 2 })
    const first = await startChat()
    await startChat()
    await startChat()
    expect(await agent.sessions()).toHaveLength(2)
    expect(await first.ask('/messages')).toMatchObject({ status: 404 })
  })
})

describe('from another origin', () => {
  test('the preflight allows what the widget sends', async () => {
    const { fetch } = createTestCentre({ apiKey: 'shop-key' })
    const answer = await fetch('/nexus/v3/chat/sessions/x/messages', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'x-api-key,x-nexus-client-key,content-type',
      },
    })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-methods')).toContain('PUT')
    expect(answer.headers.get('access-control-allow-headers')).toContain('x-nexus-client-key')
  })

  test('refusals can be read too', async () => {
    const { fetch, agent } = createTestCentre()
    const headersOf = async (path: string) => (await fetch(path)).headers.get('access-control-allow-origin')
    expect(await headersOf('/nexus/v3/chat/sessions/x/messages')).toBe('*')
    await agent.addFault({ status: 500, forMs: 1000 })
    expect(await headersOf('/nexus/v3/chat/sessions/x/messages')).toBe('*')
  })
})

test('what is not there is 404, in the envelope', async () => {
  const { ask } = createTestCentre()
  expect(await ask('/a/b/c/d')).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  expect(await ask<Delivery>('', { method: 'PATCH' })).toMatchObject({ status: 404, code: 'NOT_FOUND' })
})
