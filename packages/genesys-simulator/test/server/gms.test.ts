import { describe, expect, test } from 'vitest'
import { createTestCentre, postForm } from './support/client.ts'
import { askGms, startGmsChat } from './support/gmsClient.ts'

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47])
const png = (bytes = PNG) => new File([bytes], 'cat.png', { type: 'image/png' })

describe('starting a chat over GMS', () => {
  test('works with and without a slash at the end; the service is the endpoint, unless another one is named', async () => {
    const testCentre = createTestCentre()
    const form = { nickname: 'Joe', 'userData[order]': '4711' }
    expect(await askGms(testCentre, '/shop', postForm(form))).toMatchObject({ status: 200, statusCode: 0 })
    await askGms(testCentre, '/shop/', postForm({ ...form, endpoint: 'sales' }))
    expect(await testCentre.agent.sessions()).toMatchObject([
      { transport: 'gms', endpoint: 'shop', mode: 'regular', userData: { order: '4711' } },
      { transport: 'gms', endpoint: 'sales' },
    ])
  })

  test('is refused in the shape of GMS', async () => {
    const testCentre = createTestCentre({
      modeOf: (endpoint) => (endpoint === 'shop' ? 'regular' : undefined),
    })
    const start = (path: string, form: Record<string, string>) => askGms(testCentre, path, postForm(form))
    expect(await start('/shop', {})).toMatchObject({ status: 400, statusCode: 2, errors: [{ code: 161 }] })
    expect(await start('/nowhere', { nickname: 'Joe' })).toMatchObject({
      status: 400,
      errors: [{ code: 306 }],
    })
    expect(await start('/shop', { 'nickname[x]': 'Joe' })).toMatchObject({
      status: 400,
      errors: [{ code: 400 }],
    })
  })

  test('needs the key of the contact centre, in the header apikey', async () => {
    const testCentre = createTestCentre({ apiKey: 'shop-key' })
    const start = (apikey: string) =>
      askGms(testCentre, '/shop', { ...postForm({ nickname: 'Joe' }), headers: { apikey } })
    expect(await start('x')).toMatchObject({ status: 403, statusCode: 2, errors: [{ code: 403 }] })
    expect(await start('shop-key')).toMatchObject({ status: 200 })
  })
})

describe('a chat over GMS', () => {
  test('is one of the sessions on the agent’s side, beside those of Digital Channels', async () => {
    const testCentre = createTestCentre()
    const [joe, eve] = [await startGmsChat(testCentre), await testCentre.startChat('shop', 'Eve')]
    await joe.chat.join('Anna')
    await eve.chat.join('Anna')
    await joe.ask('startTyping', { message: 'my qu' })
    await joe.ask('stopTyping')
    await joe.ask('send', { message: 'my question', messageType: 'text' })
    await joe.chat.typing()
    await joe.chat.say('my answer')
    await joe.chat.leave()
    expect((await joe.chat.messages()).messages.map(({ text, type }) => text ?? type)).toEqual([
      'ParticipantJoined',
      'ParticipantJoined',
      'my qu',
      'TypingStopped',
      'my question',
      'TypingStarted',
      'my answer',
      'ParticipantLeft',
    ])
    expect((await joe.refresh(6)).map(({ index, text, type }) => [index, text ?? type])).toEqual([
      [6, 'TypingStarted'],
      [7, 'my answer'],
      [8, 'ParticipantLeft'],
    ])
  })

  test('has quick replies as JSON in the attributes of the message', async () => {
    const joe = await startGmsChat(createTestCentre())
    await joe.chat.join('Robo', 'Bot')
    await joe.chat.offer({ text: 'Did that help?', quickReplies: ['Yes', 'No'] })
    const content = JSON.stringify({
      contentType: 'quick-replies',
      content: [{ text: 'Yes' }, { text: 'No' }],
    })
    expect((await joe.refresh(3))[0]).toMatchObject({
      text: 'Did that help?',
      eventAttributes: {
        GCTI_SYSTEM: { 'party-info': { style: 'BOT' } },
        'structured-content': { 'genesys-chat': { content } },
      },
    })
  })

  test('keeps user data and notices that come later', async () => {
    const joe = await startGmsChat(createTestCentre())
    await joe.ask('updateData', { 'userData[order]': '1' })
    await joe.ask('customNotice', { message: 'paid' })
    expect(await joe.chat.summary()).toMatchObject({ userData: { order: '1' } })
    expect(await joe.refresh(2)).toMatchObject([{ type: 'CustomNotice', text: 'paid' }])
  })

  test('ends when the customer leaves, and when the server ends it', async () => {
    const testCentre = createTestCentre()
    const [joe, eve] = [await startGmsChat(testCentre), await startGmsChat(testCentre)]
    expect(await joe.ask('disconnect')).toMatchObject({ status: 200, chatEnded: true })
    await eve.chat.end()
    expect(await eve.ask('refresh', { transcriptPosition: '2' })).toMatchObject({
      status: 200,
      statusCode: 0,
      chatEnded: true,
      messages: [{ type: 'ParticipantLeft', from: { participantId: 1 } }],
    })
  })

  test('that is unknown has ended, and is no HTTP error: the widget reads nothing else', async () => {
    const testCentre = createTestCentre({ tokenLifetimeMs: 5000 })
    const [joe, eve] = [await startGmsChat(testCentre), await startGmsChat(testCentre)]
    const unknown = { status: 200, statusCode: 2, chatEnded: true, errors: [{ code: 204 }] }
    expect(await joe.ask('refresh', { secureKey: eve.keys.secureKey })).toMatchObject(unknown)
    await joe.chat.forget()
    expect(await joe.ask('refresh')).toMatchObject(unknown)
    testCentre.clock.advance(5000)
    expect(await eve.ask('send', { message: 'hi' })).toMatchObject(unknown)
  })
})

describe('files over GMS', () => {
  test('are uploaded, limited and downloaded', async () => {
    const testCentre = createTestCentre()
    const joe = await startGmsChat(testCentre)
    expect(await joe.upload('file', png())).toMatchObject({ status: 200, statusCode: 0 })
    expect(await joe.upload('file/limits')).toMatchObject({
      status: 200,
      messages: [{ userData: { 'used-upload-max-files': '1' } }],
    })
    const [message] = await joe.refresh(2)
    const fileId = message?.userData?.['file-id'] ?? ''
    const path = `/genesys/2/chat/shop/${joe.keys.chatId}/file/${fileId}/download`
    const response = await testCentre.fetch(path, postForm({ ...joe.keys }))
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(PNG)
    expect((await testCentre.fetch(path, postForm({}))).headers.get('content-type')).toContain('json')
    expect((await testCentre.fetch(`/agent/sessions/${joe.keys.chatId}/images/${fileId}`)).status).toBe(200)
  })

  test('that are none, too large or too many are refused with the widget’s codes', async () => {
    const joe = await startGmsChat(createTestCentre({ images: { maxBytes: 10, maxCount: 1 } }))
    const txt = new File(['x'], 'a.txt', { type: 'text/plain' })
    const refused = (code: number, status = 400) => ({ status, chatEnded: false, errors: [{ code }] })
    expect(await joe.upload('file')).toMatchObject(refused(400))
    expect(await joe.upload('file', txt)).toMatchObject(refused(203))
    expect(await joe.upload('file', png(new Uint8Array(11)))).toMatchObject(refused(202))
    expect(await joe.upload('file', png(new Uint8Array(200_000)))).toMatchObject(refused(202, 413))
    expect(await joe.upload('file', png(), png())).toMatchObject(refused(201))
    await joe.upload('file', png())
    expect(await joe.upload('file', png())).toMatchObject(refused(201))
  })
})

describe('what can go wrong over GMS', () => {
  test('only some requests can be hit, and the answer has the shape of GMS', async () => {
    const testCentre = createTestCentre()
    const joe = await startGmsChat(testCentre)
    await testCentre.agent.addFault({
      status: 503,
      requests: ['poll', 'leave'],
      message: 'busy',
      forMs: 1000,
    })
    expect(await joe.ask('refresh')).toEqual({
      status: 503,
      statusCode: 2,
      chatEnded: false,
      messages: [],
      errors: [{ code: 503, advice: 'busy' }],
    })
    expect(await joe.ask('disconnect')).toMatchObject({ status: 503 })
    for (const operation of ['startTyping', 'customNotice', 'updateData', 'file/limits']) {
      expect(await joe.ask(operation), operation).toMatchObject({ status: 200 })
    }
    await testCentre.agent.clearFaults()
    await testCentre.agent.addFault({
      status: 500,
      code: '240',
      requests: ['create', 'send', 'notice', 'updateUserData', 'sendFile', 'fileLimits', 'image'],
      forMs: 1000,
    })
    for (const operation of [
      ...['send', 'startTyping', 'stopTyping', 'customNotice', 'updateData', 'file', 'file/limits'],
      'file/x/download',
    ]) {
      expect(await joe.ask(operation), operation).toMatchObject({ status: 500, errors: [{ code: 240 }] })
    }
    expect(await askGms(testCentre, '/shop', postForm({ nickname: 'Joe' }))).toMatchObject({ status: 500 })
    expect(await joe.ask('refresh')).toMatchObject({ status: 200 })
  })

  test('a connection can be cut, in one chat only', async () => {
    const testCentre = createTestCentre()
    const [joe, eve] = [await startGmsChat(testCentre), await startGmsChat(testCentre)]
    await testCentre.agent.addFault({ drop: true, sessionId: joe.keys.chatId, forMs: 1000 })
    await expect(joe.ask('refresh')).rejects.toThrow(TypeError)
    expect(await eve.ask('refresh')).toMatchObject({ status: 200 })
  })

  test('too many requests of a chat are 429, and too large ones 413', async () => {
    const testCentre = createTestCentre({ rateLimit: { requests: 2, perMs: 1000 }, maxBodyBytes: 1000 })
    const [joe, eve] = [await startGmsChat(testCentre), await startGmsChat(testCentre)]
    await joe.refresh()
    await joe.refresh()
    expect(await joe.ask('refresh')).toMatchObject({ status: 429, statusCode: 2, errors: [{ code: 429 }] })
    expect(await eve.ask('send', { message: 'x'.repeat(2000) })).toMatchObject({ status: 413 })
  })

  test('a page of another origin may send the header, and read every answer', async () => {
    const { fetch } = createTestCentre()
    const preflight = await fetch('/genesys/2/chat/shop/x/refresh', {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'apikey',
      },
    })
    expect(preflight.headers.get('access-control-allow-headers')).toContain('apikey')
    const answer = await fetch('/genesys/2/chat/shop/x/refresh', postForm({}))
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })
})
