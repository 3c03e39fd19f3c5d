import { describe, expect, test } from 'vitest'
import { whySkipped } from './harness.ts'
import { prepareRealWidget } from './prepareRealWidget.ts'

// What docs/real-widget-gms.md says of the real widget over GMS Chat API v2, and that it believes our server.

const { start, begin } = prepareRealWidget()
const gms = { transport: 'gms' } as const
const beginGms = (options = {}) => begin('regular', { ...gms, ...options })
const png = Buffer.from('89504e470d0a1a0a', 'hex')
const NO_SESSION = { sessionID: '', userId: '', secureKey: '', alias: '' }
const told = /ended|error|polling|Disconnected|restore|sessionActive/

describe.skipIf(whySkipped)('the real widget on our GMS', () => {
  test('talks, and reports that the customer types', async () => {
    const { widget, chat, hears, input, transcript } = await beginGms()
    await chat.join('Anna')
    await hears('"Anna"')
    await input.press('h')
    await widget.waitFor('WebChatService.clientTypingStarted', { since: 0 })
    await widget.waitFor('WebChatService.clientTypingStopped', { since: 0 })
    await input.fill('hello <b>there</b>')
    await input.press('Enter')
    await transcript.getByText('hello <b>there</b>').waitFor()
    const { messages } = await chat.messages()
    expect(messages.map(({ type, text }) => text ?? type)).toEqual([
      'ParticipantJoined',
      'ParticipantJoined',
      'h',
      'h',
      'hello <b>there</b>',
    ])
    expect(widget.pageErrors).toEqual([])
  })

  test('shows a supervisor, a link and a message from outside', async () => {
    const { widget, chat, hears, transcript } = await beginGms()
    const session = widget.simulator.centre.session(chat.sessionId)
    session.join('Sue', 'Supervisor')
    await widget.waitFor('WebChatService.supervisorConnected', { since: 0 })
    expect(await widget.command('WebChatService.getAgents')).toMatchObject({
      value: { agents: { 2: { name: 'Sue', supervisor: true, connected: true } } },
    })
    session.say({ type: 'PushUrl', url: 'https://example.com/' })
    await transcript.getByRole('link', { name: 'https://example.com/' }).waitFor()
    session.deliver({ type: 'Message', from: { type: 'External', nickname: 'Shop' }, text: 'You are second' })
    await transcript.getByText('You are second').waitFor()
    session.leave()
    await widget.waitFor('WebChatService.supervisorDisconnected', { since: 0 })
    await hears('External')
  })

  test('sends a file, learns the limits, and says why another file is refused', async () => {
    const { widget, chat, transcript } = await beginGms({ webchat: { uploadsEnabled: true } })
    const upload = widget.page.locator('.cx-webchat input[type=file]')
    expect(await widget.command('WebChatService.getFileLimits')).toMatchObject({ outcome: 'resolved' })
    expect(await upload.getAttribute('accept')).toBe('.png,.jpeg,.jpg,.gif,.webp')
    await upload.setInputFiles({ name: 'cat.png', mimeType: 'image/png', buffer: png })
    const { data } = await widget.waitFor('WebChatService.messageReceived', {
      since: 0,
      where: (data) => JSON.stringify(data).includes('FileUploaded'),
    })
    expect(data).toMatchObject({
      messages: [
        { fileDetails: { 'file-name': 'cat.png', 'file-size': '8', 'file-id': expect.any(String) } },
      ],
    })
    await transcript.getByText('cat.png').waitFor()
    expect((await chat.messages()).messages.at(-1)).toMatchObject({ type: 'Structured' })
    const since = widget.events.length
    await upload.setInputFiles({ name: 'cat.txt', mimeType: 'text/plain', buffer: png })
    const error = await widget.waitFor('WebChatService.error', { since })
    expect(error.data).toMatchObject({ status: 400, responseText: expect.stringContaining('203') })
    await widget.page.getByText('File type is not allowed.').first().waitFor()
  })

  test('is restored with the whole chat; who left meanwhile is not there any more', async () => {
    const { widget, chat } = await beginGms()
    await chat.join('Anna')
    await widget.waitFor('WebChatService.agentConnected', { since: 0 })
    await widget.page.goto('about:blank')
    await chat.say('Bye')
    await chat.leave()
    const since = await widget.goBack()
    const { data } = await widget.waitFor('WebChatService.messageReceived', { since })
    expect(data).toMatchObject({ restoring: true, messages: { length: 4 } })
    await widget.waitFor('WebChat.opened', { since })
    expect(await widget.command('WebChatService.getAgents')).toMatchObject({
      value: { agents: { 2: { connected: false } } },
    })
    expect(await chat.summary()).toMatchObject({ customer: { present: true }, needsAgent: false })
  })

  test.each(['end', 'forget'] as const)(
    'after the server’s %s while it was away, tells restoreTimeout',
    async (how) => {
      const { widget, chat, names } = await beginGms()
      await widget.page.goto('about:blank')
      await chat[how]()
      const since = await widget.goBack()
      await widget.waitFor('WebChatService.restoreTimeout', { since })
      if (how === 'forget') await widget.waitFor('WebChatService.error', { since })
      expect(await widget.command('WebChatService.getSessionData')).toMatchObject({ value: NO_SESSION })
      expect(names(since)).not.toContain('WebChatService.ended')
      expect((await widget.startChat()).sessionId).not.toBe(chat.sessionId)
    },
  )

  test('away for too long, it does not even ask', async () => {
    const { widget } = await beginGms({ webchat: { restoreTimeout: 1 } })
    await widget.waitFor('WebChatService.messageReceived', { since: 0 })
    await widget.page.goto('about:blank')
    const requests = widget.requests.length
    const since = await widget.goBack()
    await widget.waitFor('WebChatService.restoreTimeout', { since })
    expect(widget.requests).toHaveLength(requests)
  })

  test('an unknown chat has ended, with an error', async () => {
    const { widget, chat, names } = await beginGms()
    const since = widget.events.length
    await chat.forget()
    await widget.waitFor('WebChatService.pollingStopped', { since })
    expect(names(since).filter((name) => told.test(name))).toEqual([
      'WebChatService.data.sessionActive',
      'WebChatService.ended',
      'WebChatService.error',
      'WebChatService.pollingStopped',
    ])
  })

  test.each([500, 503, 429, 401])(
    'reports the status %i at each failed poll, and goes on',
    async (status) => {
      const { widget, chat, hears } = await beginGms()
      await widget.agent.addFault({ status, forMs: 1000 })
      const { data } = await widget.waitFor('WebChatService.error', { since: 0 })
      expect(data).toMatchObject({ status, responseJSON: { errors: [{ code: status }] } })
      await chat.join('Anna')
      await hears('"Anna"')
    },
  )

  test('reports a failed poll whose body has no errors only for 404, 500 and 502', async () => {
    const { widget, hears } = await beginGms()
    await hears('Joe Doe')
    const statuses = [401, 404, 429, 500, 502, 503]
    const reported = new Set<unknown>()
    for (const status of statuses) {
      const since = widget.events.length
      await widget.page.route('**/refresh', (route) =>
        route.fulfill({ status, body: 'Sorry', headers: { 'access-control-allow-origin': '*' } }),
      )
      await widget.page.waitForResponse((response) => response.status() === status)
      await widget.settled(500)
      const errors = widget.events.slice(since).filter(({ event }) => event === 'WebChatService.error')
      for (const { data } of errors) reported.add((data as { status: number }).status)
      await widget.page.unroute('**/refresh')
    }
    expect([...reported]).toEqual([404, 500, 502])
  })

  test('loses the network and finds it again; what was sent meanwhile counts as sent, and is lost', async () => {
    const { widget, chat, hears } = await beginGms()
    await hears('Joe Doe')
    await widget.context.setOffline(true)
    await widget.waitFor('WebChatService.disconnected', { since: 0 })
    expect(await widget.command('WebChatService.sendMessage', { message: 'lost' })).toEqual({
      outcome: 'resolved',
      value: { statusCode: 1 },
    })
    await chat.join('Anna')
    await widget.context.setOffline(false)
    await widget.waitFor('WebChatService.reconnected', { since: 0 })
    await hears('"Anna"')
    const { messages } = await chat.messages()
    expect(messages.map(({ text }) => text)).not.toContain('lost')
  })

  test('hears of a chat server that is away, and back', async () => {
    const { widget, chat, hears } = await beginGms({ webchat: { pollExceptionLimit: 1 } })
    await widget.agent.addFault({ chatServerAway: true, forMs: 60_000 })
    await widget.waitFor('WebChatService.chatServerWentOffline', { since: 0 })
    await chat.join('Anna')
    await widget.agent.clearFaults()
    await widget.waitFor('WebChatService.chatServerBackOnline', { since: 0 })
    await hears('"Anna"')
  })

  test('cannot end the chat while the request fails: endChat rejects, and the chat counts as ended nevertheless', async () => {
    const { widget, chat } = await beginGms()
    await widget.agent.addFault({ status: 500, requests: ['leave'], forMs: 60_000 })
    const since = widget.events.length
    expect(await widget.command('WebChatService.endChat')).toMatchObject({
      outcome: 'rejected',
      value: { status: 500 },
    })
    await widget.waitFor('WebChatService.ended', { since })
    expect(await chat.summary()).toMatchObject({ ended: false })
  })

  test('opens again when its window is closed in a live chat', async () => {
    const { widget, chat } = await beginGms()
    const since = widget.events.length
    await widget.command('WebChat.close')
    await widget.waitFor('WebChatService.restored', { since })
    await widget.waitFor('WebChat.opened', { since })
    expect(await chat.summary()).toMatchObject({ ended: false })
  })

  test('in two tabs, both get every message, and the end in one is noticed in the other', async () => {
    const { widget, chat } = await beginGms()
    const tab = await widget.openTab()
    await tab.waitFor('WebChatService.restored', { since: 0 })
    await chat.join('Anna')
    await widget.waitFor('WebChatService.agentConnected', { since: 0 })
    await tab.waitFor('WebChatService.agentConnected', { since: 0 })
    await tab.command('WebChatService.endChat', {}, 500)
    await widget.waitFor('WebChatService.ended', { since: 0 })
    expect(await chat.summary()).toMatchObject({ ended: true })
    await tab.close()
  })

  test('two chats in a row are two sessions', async () => {
    const { widget, chat } = await beginGms()
    await widget.command('WebChatService.endChat', {}, 500)
    await widget.command('WebChat.close')
    const second = await widget.startChat()
    expect(second.sessionId).not.toBe(chat.sessionId)
    expect(await chat.summary()).toMatchObject({ ended: true, customer: { present: false } })
  })

  test('takes the customer’s name beside `form`, not from it, and is told when there is none', async () => {
    const widget = await start({ mode: 'regular', ...gms })
    const startChat = (data: object) => widget.command('WebChatService.startChat', data)
    const refused = await startChat({ form: { firstname: 'Joe', lastname: 'Doe' } })
    expect(refused).toMatchObject({
      outcome: 'rejected',
      value: { responseJSON: { errors: [{ code: 161 }] } },
    })
    expect(await startChat({ nickname: 'Joe' })).toMatchObject({ outcome: 'resolved' })
    expect(await widget.agent.sessions()).toMatchObject([{ customer: { nickname: 'Joe' } }])
  })

  test('is refused with a wrong key', async () => {
    const widget = await start({ mode: 'regular', ...gms, webchat: { apikey: 'wrong' } })
    const refused = await widget.command('WebChatService.startChat', { nickname: 'Joe' })
    expect(refused).toMatchObject({ outcome: 'rejected', value: { status: 403 } })
  })

  test('keeps user data', async () => {
    const { widget, chat } = await beginGms()
    expect(await widget.command('WebChatService.updateUserData', { order: '4711' })).toMatchObject({
      outcome: 'resolved',
    })
    expect(await chat.summary()).toMatchObject({
      endpoint: 'shop',
      userData: { order: '4711', _genesys_source: 'web' },
    })
  })
})
