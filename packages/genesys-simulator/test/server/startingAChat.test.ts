import { describe, expect, test } from 'vitest'
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
