import { describe, expect, test } from 'vitest'
import type { Delivery } from '../../src/server/index.ts'
import { createTestCentre, inShort, postForm, postJson, readToken } from './support/client.ts'

describe('starting a chat', () => {
  test('answers with a token that a browser can read with atob, whatever the nickname', async () => {
    const nicknames = ['Joe', 'Zoë', '李雷', '>>>???~~~', 'a"b\\c', '\u007f🙂']
    for (const nickname of nicknames) {
      const { token } = await createTestCentre().startChat('shop', nickname)
      expect(token.split('.')[1]).toMatch(/^[A-Za-z0-9]+$/)
      expect(readToken(token)).toMatchObject({ nickname })
    }
  })

  test("the first message is the customer's own joining", async () => {
    const joe = await createTestCentre().startChat()
    const { messages, chatEnded } = await joe.poll()
    expect(inShort(messages)).toEqual(['Joe: ParticipantJoined'])
    expect(messages[0]).toMatchObject({
      visibility: 'All',
      index: '1767225600000-0',
      streamId: '1767225600000-0',
      utcTime: '2026-01-01T00:00:00.000Z',
      from: { type: 'Customer', nickname: 'Joe', participantId: joe.participantId },
    })
    expect(chatEnded).toBe(false)
  })

  test('takes a JSON body as well as a form, and keeps what came along', async () => {
    const { ask, agent } = createTestCentre()
    const userData = { _genesys_source: 'web', order: '4711' }
    await ask('', postJson({ data: { nickname: 'Joe', endpoint: 'shop', userData } }))
    await ask(
      '',
      postForm({ 'data[nickname]': 'Joe', 'data[endpoint]': 'shop', 'data[userData][order]': '4711' }),
    )
    const [byJson, byForm] = await agent.sessions()
    expect(byJson).toMatchObject({ endpoint: 'shop', mode: 'regular', userData })
    expect(byForm).toMatchObject({ endpoint: 'shop', mode: 'regular', userData: { order: '4711' } })
  })

  test('answers in the envelope, with the operation id that was sent', async () => {
    const { ask } = createTestCentre()
    const answer = await ask('', postForm({ operationId: 'op-1', 'data[nickname]': 'Joe' }))
    expect(answer).toMatchObject({ status: 200, code: 'SUCCESS', operationId: 'op-1' })
  })

  test('needs a nickname', async () => {
    const { ask } = createTestCentre()
    for (const nickname of ['', '   ', 'x'.repeat(129)]) {
      expect(await ask('', postForm({ 'data[nickname]': nickname }))).toMatchObject({
        status: 400,
        code: 'INVALID_NICKNAME',
      })
    }
    expect(await ask('', postForm({ 'data[firstName]': 'Joe' }))).toMatchObject({ code: 'SUCCESS' })
  })

  test('refuses an endpoint that the contact centre does not have', async () => {
    const { ask } = createTestCentre({ modeOf: (endpoint) => (endpoint === 'shop' ? 'async' : undefined) })
    const start = (endpoint: string) =>
      ask('', postForm({ 'data[nickname]': 'Joe', 'data[endpoint]': endpoint }))
    expect(await start('shop')).toMatchObject({ code: 'SUCCESS' })
    expect(await start('bank')).toMatchObject({ status: 400, code: 'INVALID_ENDPOINT' })
  })

  test('with the token of a chat joins that chat again, without a second joining', async () => {
    const { startChat, ask } = createTestCentre()
    const joe = await startChat('shop-async')
    const again = await ask<{ clientToken: string }>('', {
      method: 'POST',
      headers: { 'x-nexus-client-key': joe.token },
    })
    expect(readToken(again.data.clientToken)).toMatchObject({
      sessionId: joe.sessionId,
      participantId: joe.participantId,
    })
    expect(inShort((await joe.poll()).messages)).toEqual(['Joe: ParticipantJoined'])
  })
})

describe('what a customer may see', () => {
  test('is nothing without a token, or with one that was not issued here', async () => {
    const { startChat, ask } = createTestCentre()
    const joe = await startChat()
    const stranger = await createTestCentre().startChat()
    const [head = '', body = ''] = joe.token.split('.')
    const unsigned = `${btoa('{"alg":"none"}').replaceAll('=', '')}.${body}.`
    for (const token of [
      undefined,
      '',
      'undefined',
      'nonsense',
      stranger.token,
      unsigned,
      `${head}.${body}.AAAA`,
    ]) {
      const headers: Record<string, string> = token === undefined ? {} : { 'x-nexus-client-key': token }
      const answer = await ask(`/${joe.sessionId}/messages`, { headers })
      expect(answer, `token ${token}`).toMatchObject({ status: 401, code: 'AUTHENTICATION_REQUIRED' })
    }
  })

  test("is never another customer's chat", async () => {
    const { startChat, ask } = createTestCentre()
    const [joe, eve] = [await startChat(), await startChat('shop', 'Eve')]
    const headers = { 'x-nexus-client-key': eve.token }
    const tries = [
      ask(`/${joe.sessionId}/messages`, { headers }),
      ask(`/${joe.sessionId}/messages`, { ...postForm({ 'data[text]': 'hi' }), headers }),
      ask(`/${joe.sessionId}/userdata`, { ...postForm({ 'data[x]': 'y' }, 'PUT'), headers }),
      ask(`/${joe.sessionId}/participants/${joe.participantId}`, { method: 'DELETE', headers }),
    ]
    for (const answer of await Promise.all(tries))
      expect(answer).toMatchObject({ status: 404, code: 'INVALID_SESSION' })
    expect(inShort((await joe.poll()).messages)).toEqual(['Joe: ParticipantJoined'])
  })

  test('ends when the token is too old', async () => {
    const { startChat, clock } = createTestCentre({ tokenLifetimeMs: 60_000 })
    const joe = await startChat()
    clock.advance(59_000)
    expect(await joe.ask('/messages')).toMatchObject({ status: 200 })
    clock.advance(2_000)
    expect(await joe.ask('/messages')).toMatchObject({ status: 401, code: 'AUTHENTICATION_REQUIRED' })
  })

  test('needs the right x-api-key, if one is set', async () => {
    const { ask } = createTestCentre({ apiKey: 'shop-key' })
    const start = (key: string) =>
      ask('', { ...postForm({ 'data[nickname]': 'Joe' }), headers: { 'x-api-key': key } })
    expect(await start('other')).toMatchObject({ status: 403, code: 'INVALID_CONTACT_CENTER' })
    expect(await start('shop-key')).toMatchObject({ status: 200, code: 'SUCCESS' })
  })
})

describe('talking', () => {
  test('delivers each message once, the customer’s own included', async () => {
    const joe = await createTestCentre().startChat()
    await joe.poll()
    await joe.send('my question')
    await joe.chat.join('Anna')
    await joe.chat.say('my answer')
    const { messages, lastDeliveredIndex } = await joe.poll()
    expect(inShort(messages)).toEqual(['Joe: my question', 'Anna: ParticipantJoined', 'Anna: my answer'])
    expect(lastDeliveredIndex).toBe(messages.at(-1)?.index)
    expect(await joe.poll()).toMatchObject({ messages: [], lastDeliveredIndex })
  })

  test('takes typing, which is delivered but is no history', async () => {
    const joe = await createTestCentre().startChat()
    await joe.poll()
    await joe.ask('/messages', postForm({ 'data[type]': 'TypingStarted', 'data[text]': '' }))
    await joe.chat.join('Anna')
    await joe.chat.typing()
    await joe.chat.typing({ stopped: true })
    expect(inShort((await joe.poll()).messages)).toEqual([
      'Joe: TypingStarted',
      'Anna: ParticipantJoined',
      'Anna: TypingStarted',
      'Anna: TypingStopped',
    ])
    expect(inShort((await joe.poll('?count=20')).messages)).toEqual([
      'Joe: ParticipantJoined',
      'Anna: ParticipantJoined',
    ])
  })

  test('refuses silence, unknown types and texts without end, saying why', async () => {
    const joe = await createTestCentre().startChat()
    const send = (fields: Record<string, string>) => joe.ask('/messages', postForm(fields))
    expect(await send({ 'data[text]': '  ' })).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
      message: 'data.text: say something.',
    })
    expect(await send({ 'data[type]': 'Shout', 'data[text]': 'hi' })).toMatchObject({
      status: 400,
      message: expect.stringContaining('data.type'),
    })
    expect(await send({ 'data[text]': 'x'.repeat(16_385) })).toMatchObject({
      status: 400,
      message: expect.stringContaining('data.text'),
    })
    expect(await send({})).toMatchObject({ status: 400, message: expect.stringContaining('data') })
  })

  test('keeps user data that comes later', async () => {
    const joe = await createTestCentre().startChat()
    await joe.ask('/userdata', postForm({ 'data[order]': '1', 'data[colour]': 'red' }, 'PUT'))
    await joe.ask('/userdata', postForm({ 'data[order]': '2' }, 'PUT'))
    expect(await joe.chat.summary()).toMatchObject({ userData: { order: '2', colour: 'red' } })
  })
})

describe('history', () => {
  const withMessages = async (count: number) => {
    const joe = await createTestCentre().startChat()
    await joe.chat.join('Anna')
    for (let number = 1; number <= count; number++) await joe.chat.say(`text ${number}`)
    return joe
  }

  test('restores the last messages, oldest first, and polls go on from there', async () => {
    const joe = await withMessages(5)
    expect(inShort((await joe.poll('?count=3')).messages)).toEqual([
      'Anna: text 3',
      'Anna: text 4',
      'Anna: text 5',
    ])
    expect((await joe.poll()).messages).toEqual([])
    await joe.chat.say('news')
    expect(inShort((await joe.poll()).messages)).toEqual(['Anna: news'])
  })

  test('an older page ends with the index that was asked for; when there is nothing older, it comes alone', async () => {
    const joe = await withMessages(5)
    const [oldest] = (await joe.poll('?count=3')).messages
    const page = (await joe.poll(`?index=${oldest?.index}&count=3`)).messages
    expect(inShort(page)).toEqual(['Anna: text 1', 'Anna: text 2', 'Anna: text 3'])
    const first = (await joe.poll(`?index=${page[0]?.index}&count=20`)).messages
    expect(inShort(first)).toEqual(['Joe: ParticipantJoined', 'Anna: ParticipantJoined', 'Anna: text 1'])
    expect(inShort((await joe.poll(`?index=${first[0]?.index}&count=20`)).messages)).toEqual([
      'Joe: ParticipantJoined',
    ])
  })

  test('an older page takes nothing away from the polls', async () => {
    const joe = await withMessages(1)
    const [oldest] = (await joe.poll('?count=1')).messages
    await joe.chat.say('news')
    await joe.poll(`?index=${oldest?.index}&count=2`)
    expect(inShort((await joe.poll()).messages)).toEqual(['Anna: news'])
  })

  test('a poll with an index brings again what came after it', async () => {
    const joe = await withMessages(2)
    const { messages } = await joe.poll()
    expect(inShort((await joe.poll(`?index=${messages.at(-2)?.index}`)).messages)).toEqual(['Anna: text 2'])
  })

  test('refuses a count or an index that is none', async () => {
    const joe = await createTestCentre().startChat()
    for (const query of [
      '?count=0',
      '?count=x',
      '?count=-1',
      '?count=10001',
      '?index=17',
      '?index=1-2-3&count=20',
    ]) {
      expect(await joe.ask(`/messages${query}`), query).toMatchObject({
        status: 400,
        code: 'INVALID_REQUEST',
      })
    }
  })
})

describe('the end', () => {
  test('of a regular chat is when the customer leaves', async () => {
    const joe = await createTestCentre().startChat('shop')
    await joe.chat.join('Anna')
    expect(await joe.leave()).toMatchObject({ status: 200, data: { chatEnded: true } })
    const { messages, chatEnded } = await joe.poll()
    expect(inShort(messages).slice(2)).toEqual(['Joe: ParticipantLeft', 'Anna: ParticipantLeft'])
    expect(chatEnded).toBe(true)
    expect(await joe.send('too late')).toMatchObject({ status: 200, data: { chatEnded: true } })
    expect((await joe.chat.messages()).messages).toHaveLength(4)
  })

  test('an asynchronous chat stays when the customer leaves, and can be joined again', async () => {
    const { startChat, ask } = createTestCentre()
    const joe = await startChat('shop-async')
    await joe.poll()
    expect(await joe.leave()).toMatchObject({ data: { chatEnded: false } })
    expect(await joe.chat.summary()).toMatchObject({ ended: false, customer: { present: false } })
    await ask('', { method: 'POST', headers: { 'x-nexus-client-key': joe.token } })
    expect(inShort((await joe.poll()).messages)).toEqual(['Joe: ParticipantLeft', 'Joe: ParticipantJoined'])
  })

  test('by the server comes with the last messages, and no token opens that chat again', async () => {
    const { startChat, ask } = createTestCentre()
    const joe = await startChat('shop-async')
    await joe.poll()
    await joe.chat.join('Anna')
    await joe.chat.end()
    const delivery = await joe.poll()
    expect(inShort(delivery.messages)).toEqual(['Anna: ParticipantJoined', 'Anna: ParticipantLeft'])
    expect(delivery.chatEnded).toBe(true)
    expect(await joe.poll('?count=20')).toMatchObject({ chatEnded: true, messages: { length: 3 } })
    const rejoin = await ask('', { method: 'POST', headers: { 'x-nexus-client-key': joe.token } })
    expect(rejoin).toMatchObject({ status: 404, code: 'INVALID_SESSION' })
  })

  test('after which a forgotten chat is no session any more', async () => {
    const joe = await createTestCentre().startChat()
    await joe.chat.forget()
    expect(await joe.ask('/messages')).toMatchObject({ status: 404, code: 'INVALID_SESSION' })
    expect(await joe.send('hello?')).toMatchObject({ status: 404, code: 'INVALID_SESSION' })
    await expect(joe.chat.summary()).rejects.toThrow('There is no such session.')
  })

  test('nobody can be thrown out by a customer', async () => {
    const joe = await createTestCentre().startChat()
    const { participantId } = await joe.chat.join('Anna')
    expect(await joe.ask(`/participants/${participantId}`, { method: 'DELETE' })).toMatchObject({
      status: 400,
    })
    expect(await joe.chat.summary()).toMatchObject({ participants: [{ nickname: 'Anna' }] })
  })

  test('the widget’s second DELETE, to "undefined", is refused without harm', async () => {
    const { ask } = createTestCentre()
    const headers = { 'x-nexus-client-key': 'undefined' }
    const answer = await ask('/undefined/participants/undefined', { method: 'DELETE', headers })
    expect(answer).toMatchObject({ status: 401 })
  })
})

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
    expect(await headersOf('/nowhere')).toBe('*')
    await agent.addFault({ status: 500, forMs: 1000 })
    expect(await headersOf('/nexus/v3/chat/sessions/x/messages')).toBe('*')
  })
})

test('what is not there is 404, in the envelope', async () => {
  const { ask } = createTestCentre()
  expect(await ask('/a/b/c/d')).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  expect(await ask<Delivery>('', { method: 'PATCH' })).toMatchObject({ status: 404, code: 'NOT_FOUND' })
})
