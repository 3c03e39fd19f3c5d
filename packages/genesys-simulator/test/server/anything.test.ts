import { createRandom } from 'genesys-models/centre'
import { expect, test } from 'vitest'
import { createTestCentre } from './support/client.ts'

/** Requests that nobody would write: whatever comes, the answer is a refusal in the envelope, never a crash. */
test('3000 odd requests are all answered, none with a failure of ours', async () => {
  const random = createRandom(4)
  const pick = <Value>(values: readonly Value[]): Value => {
    const value = values[Math.floor(random.fraction() * values.length)]
    if (value === undefined) throw new Error('nothing to pick from')
    return value
  }
  const { startChat, fetch } = createTestCentre()
  const joe = await startChat('shop-async')
  const places = [
    '',
    '/ID',
    '/ID/messages',
    '/ID/images',
    '/ID/userdata',
    '/ID/participants/x',
    '/%00',
    '/__proto__/messages',
  ]
  const desk = [
    '/sessions',
    '/sessions/ID',
    ...['join', 'say', 'typing', 'state', 'leave', 'transfer', 'script'].map(
      (verb) => `/sessions/ID/${verb}`,
    ),
    '/faults',
    '/script',
  ]
  const gms = [
    '',
    '/',
    ...['refresh', 'send', 'file', 'file/limits', 'file/x/download'].map((name) => `/ID/${name}`),
  ]
  const queries = [
    '',
    '?count=1e9',
    '?count=NaN',
    '?index=0-0',
    '?index=%F0%9F',
    '?count=5&count=6',
    '?operationId=',
  ]
  const bodies = [
    '',
    '{',
    '[]',
    'null',
    '0',
    '"x"',
    '{"data":null}',
    '{"data":{"text":{}}}',
    '{"data":{"text":1e999}}',
    '{"__proto__":{"a":1}}',
    'data=1&data[text]=2',
    'data[text]=%E0%A4%A',
    'secureKey[x]=1&transcriptPosition=1e999',
    'data[__proto__][x]=1',
    '=&=&=',
    'data[text]=\u0000',
    'data[[[=1',
    '{"name":"\\ud800"}',
    '{"steps":[{"do":"join"}]}',
    '{"interactionState":null}',
    '{"text":"a","as":{}}',
    '%',
  ]
  const types = [
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    'text/plain',
    '',
  ]
  for (let count = 0; count < 3000; count++) {
    const path = pick([
      `/agent${pick(desk)}`,
      `/nexus/v3/chat/sessions${pick(places)}`,
      `/genesys/2/chat/shop${pick(gms)}`,
    ]).replace('ID', pick([joe.sessionId, 'x']))
    const method = pick(['GET', 'POST', 'PUT', 'DELETE'])
    const headers = { 'content-type': pick(types), 'x-nexus-client-key': pick([joe.token, 'x', '']) }
    const body = method === 'GET' ? null : pick(bodies)
    const response = await fetch(path + pick(queries), { method, headers, body })
    const what = `${method} ${path} ${headers['content-type']} ${body}`
    expect(response.status, what).toBeLessThan(500)
    expect(response.headers.get('content-type'), what).toContain('json')
    await response.json()
  }
})
