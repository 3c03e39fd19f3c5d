import { request } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { GUEST_PATH } from '../../src/server/index.ts'
import { type RunningSimulator, serve } from '../../src/server/node/serve.ts'
import { createTestCentre, postForm, postJson, type TestCentre } from './support/client.ts'
import { askGms, startGmsChat } from './support/gmsClient.ts'
import { askGuest, startRequest } from './support/guestClient.ts'
import { createTestMessenger } from './support/messengerClient.ts'

/** JSON that is nested as deep as a body allows. `JSON.parse` reads it, and `JSON.stringify` overflows the stack. */
const DEPTH = 5000
const deepJson = `${'{"a":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`
const wide = () => Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`k${i}`, 1]))
/** A body that `JSON.stringify` could not write. */
const post = (body: string, method = 'POST') => ({
  method,
  body,
  headers: { 'content-type': 'application/json' },
})

const running: RunningSimulator[] = []
afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.close()
})

describe.each([
  ['deep', deepJson, 'nested deeper than 16 levels'],
  ['wide', JSON.stringify(wide()), 'more than 1000 values'],
])('userData that is too %s', (_how, userData, reason) => {
  /** The agent's side stays readable for everybody, and nothing was kept. */
  const expectReadable = async ({ agent }: Pick<TestCentre, 'agent'>, chats: number) => {
    const sessions = await agent.sessions()
    expect(sessions).toHaveLength(chats)
    for (const each of sessions) expect(Object.keys(each.userData).length).toBeLessThan(10)
  }

  test('starts no chat on Digital Channels', async () => {
    const centre = createTestCentre()
    const answer = await centre.ask('', post(`{"data":{"nickname":"Joe","userData":${userData}}}`))
    expect(answer).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
      message: expect.stringContaining(reason),
    })
    await expectReadable(centre, 0)
  })

  test('does not get into a chat on Digital Channels', async () => {
    const centre = createTestCentre()
    const joe = await centre.startChat()
    const answer = await joe.ask('/userdata', post(`{"data":${userData}}`, 'PUT'))
    expect(answer).toMatchObject({ status: 400, message: expect.stringContaining(reason) })
    await expectReadable(centre, 1)
  })

  test('starts no chat on GMS, nor gets into one', async () => {
    const centre = createTestCentre()
    const start = await askGms(centre, '/shop', post(`{"nickname":"Joe","userData":${userData}}`))
    expect(start).toMatchObject({ status: 400, errors: [{ advice: expect.stringContaining(reason) }] })
    const { keys } = await startGmsChat(centre)
    const { chatId, ...shown } = keys
    const body = `{${JSON.stringify(shown).slice(1, -1)},"userData":${userData}}`
    expect(await askGms(centre, `/shop/${chatId}/updateData`, post(body))).toMatchObject({ status: 400 })
    await expectReadable(centre, 1)
  })

  test('starts no chat on Genesys Cloud', async () => {
    const centre = createTestCentre()
    const body = JSON.stringify({ ...startRequest, memberInfo: { displayName: 'Joe', customFields: '?' } })
    const answer = await askGuest(centre, '', post(body.replace('"?"', userData)))
    expect(answer).toMatchObject({ httpStatus: 400, message: expect.stringContaining(reason) })
    await expectReadable(centre, 0)
  })

  test('is refused over CometD', async () => {
    const simulator = await serve()
    running.push(simulator)
    const { cometURL } = simulator.gmsCometD
    const body = `[{"channel":"/service/chatV2/shop","data":{"operation":"requestChat","userData":${userData}}}]`
    const answer = await fetch(cometURL, post(body))
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain(reason)
  })

  test('is refused from an agent', async () => {
    const { fetch } = createTestCentre()
    const answer = await fetch('/agent/faults', post(`{"forMs":1,"x":${userData}}`))
    expect(answer.status).toBe(400)
    expect((await answer.json()).status.message).toContain(reason)
  })

  test('is refused without HTTP', async () => {
    const { centre } = createTestCentre()
    expect(() => centre.open({ nickname: 'Joe', userData: JSON.parse(userData) })).toThrow(reason)
  })
})

test('userData cannot grow beyond its limit update by update', async () => {
  const { startChat } = createTestCentre()
  const joe = await startChat()
  const update = (from: number) => {
    const data = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${from + i}`, 'x']))
    return joe.ask('/userdata', postJson({ data }, 'PUT'))
  }
  for (const from of [0, 300, 600]) expect(await update(from)).toMatchObject({ status: 200 })
  const refused = await update(900)
  expect(refused).toMatchObject({ status: 413, code: 'LIMIT_USER_DATA' })
  expect(Object.keys((await joe.chat.summary()).userData)).toHaveLength(900)
  expect(await update(0)).toMatchObject({ status: 200 })
})

test('userData that refers to itself is refused', () => {
  const { centre } = createTestCentre()
  const userData: Record<string, unknown> = {}
  userData.self = userData
  expect(() => centre.open({ nickname: 'Joe', userData })).toThrow('nested deeper than 16 levels')
  expect(() => centre.open({ nickname: 'Joe', userData: { a: 'x'.repeat(70_000) } })).toThrow(
    '65536 characters',
  )
})

describe('a form', () => {
  test.each([
    ['12 500 times d[]=', 'd[]=&'.repeat(12_500), 'at most 1000'],
    ['a key of 20 000 brackets', `data[nickname]=Joe&d${'[a]'.repeat(20_000)}=1`, 'nested too deep'],
  ])('with %s is refused', async (_what, body, reason) => {
    const { ask } = createTestCentre()
    const { headers } = postForm({})
    const answer = await ask('', { method: 'POST', body, headers: headers ?? {} })
    expect(answer).toMatchObject({ status: 400, message: expect.stringContaining(reason) })
  })

  test.each([
    [
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n\r\n'.repeat(90_000),
    ],
    ['application/x-www-form-urlencoded', 'a&'.repeat(1_000_000)],
  ])('of an upload, %s, with too many fields is refused before it is read', async (type, body) => {
    const centre = createTestCentre()
    const joe = await centre.startChat()
    const init = { method: 'POST', body, headers: { 'content-type': type } }
    const tooMany = expect.stringContaining('at most 50')
    expect(
      await joe.ask('/images', { ...init, headers: { ...init.headers, 'x-nexus-client-key': joe.token } }),
    ).toMatchObject({ status: 400, message: tooMany })
    expect(await askGms(centre, '/shop/x/file', init)).toMatchObject({
      status: 400,
      errors: [{ advice: tooMany }],
    })
  })
})

test('a refusal stays short, however much was wrong', async () => {
  const { fetch } = createTestCentre()
  for (const body of [
    Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`nonsense${i}`, 1])),
    { steps: Array.from({ length: 100 }, () => ({ do: 'say', afterMs: -1 })) },
  ]) {
    const answer = await fetch('/agent/script', postJson(body))
    expect(answer.status).toBe(400)
    expect((await answer.text()).length).toBeLessThan(1000)
  }
})

describe('a chat that is full', () => {
  test('accepts no more messages, can be read, and ends', async () => {
    const { startChat } = createTestCentre({ maxMessages: 4 })
    const joe = await startChat()
    await joe.chat.join('Anna')
    await joe.send('one')
    await joe.send('two')
    expect(await joe.send('three')).toMatchObject({ status: 409, code: 'LIMIT_MESSAGE_COUNT' })
    await expect(joe.chat.say('hm')).rejects.toThrow('This chat has 4 messages')
    await expect(joe.chat.state('Completed')).rejects.toThrow('This chat has 4 messages')
    await expect(joe.chat.join('Bert')).rejects.toThrow('This chat has 4 messages')
    expect((await joe.poll()).messages).toHaveLength(4)
    expect(await joe.chat.end()).toMatchObject({ ended: true })
  })

  test('refuses messages on the other transports, too', async () => {
    const centre = createTestCentre({ maxMessages: 1 })
    const joe = await startGmsChat(centre)
    expect(await joe.ask('send', { message: 'hi' })).toMatchObject({ status: 400, errors: [{ code: 409 }] })
    const guest = await askGuest(centre, '', postJson(startRequest))
    const { id, jwt, member } = guest as unknown as { id: string; jwt: string; member: { id: string } }
    const init = postJson({ body: 'hi' })
    const sent = await centre.fetch(`${GUEST_PATH}/${id}/members/${member.id}/messages`, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${jwt}` },
    })
    expect(sent.status).toBe(409)
  })
})

test('refuses an upload that is far too large, or was not announced, without reading it', async () => {
  const messenger = await createTestMessenger({ deploymentOf: () => ({ maxFileSizeKB: 1 }) })
  running.push(messenger.simulator)
  const joe = await messenger.open()
  const file = { attachmentId: 'a', fileName: 'a.png', fileType: 'image/png' }
  const announced = await joe.ask('onAttachment', file)
  /** On a connection of its own, which the server cuts when it does not want to read on. */
  const put = (url: string, bytes: number) =>
    new Promise((resolve, reject) => {
      const sent = request(url, { method: 'PUT', agent: false }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      sent.on('error', reject)
      sent.end(new Uint8Array(bytes))
    })
  const { url } = announced.body as { url: string }
  expect(await put(url, 1_000_000)).toBe(413)
  expect(await put(`${messenger.simulator.url}/api/v2/webmessaging/files/unknown`, 1_000_000)).toBe(404)
  expect(await put(url, 1500)).toBe(200)
  await joe.hear((frame) => frame.class === 'UploadFailureEvent')
  expect(await put(url, 500)).toBe(200)
  await joe.hear((frame) => frame.class === 'UploadSuccessEvent')
})
