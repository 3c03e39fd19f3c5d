import { describe, expect, test } from 'vitest'
import { whySkipped } from './harness.ts'
import { prepareRealWidget } from './prepareRealWidget.ts'
import { createStoppableClock } from './stoppableClock.ts'

// What docs/real-widget-wire.md says of the real widget.

const { start } = prepareRealWidget()

const messagesOf = (data: unknown) =>
  (data as { originalMessages: { text?: string; index: string; content?: { url: string }[] }[] })
    .originalMessages

describe.skipIf(whySkipped)('on the wire', () => {
  test('history is sorted by the index without its dash: the tenth message of a millisecond comes last', async () => {
    const clock = createStoppableClock()
    const widget = await start({ mode: 'async', server: { clock } })
    const { sessionId } = await widget.startChat()
    const session = widget.simulator.centre.session(sessionId)
    clock.stop()
    session.join('Anna')
    for (let number = 0; number < 14; number++) session.say({ type: 'Text', text: `text ${number}` })
    await widget.waitFor('WebChatService.messageReceived', {
      since: 0,
      where: (data) => JSON.stringify(data).includes('text 13'),
    })
    clock.go()
    session.say({ type: 'Text', text: 'later' })
    const sent = session.read().map(({ index }) => index)
    const since = await widget.reload()
    const { data } = await widget.waitFor('WebChatService.messageReceived', { since })
    const received = messagesOf(data).map(({ index }) => index)
    const withoutDash = (index: string) => Number(index.replace('-', ''))
    expect(received).toEqual(sent.toSorted((a, b) => withoutDash(a) - withoutDash(b)))
    expect(received).not.toEqual(sent)
  })

  test('after an older page it polls once with the index of the last message it took from that page', async () => {
    const widget = await start({ mode: 'async' })
    const chat = await widget.startChat()
    await chat.join('Anna')
    for (let number = 1; number <= 30; number++) await chat.say(`text ${number}.`)
    const since = await widget.reload()
    await widget.waitFor('WebChatService.messageReceived', { since })
    await widget.command('WebChatService.fetchHistory')
    const page = await widget.waitFor('WebChatService.messageReceived', {
      since,
      where: (data) => data.oldMessages === true,
    })
    await widget.waitFor('WebChatService.waking', { since })
    const withIndex = widget.requests.filter(({ query }) => query.has('index') && !query.has('count'))
    expect(withIndex.map(({ query }) => query.get('index'))).toEqual([messagesOf(page.data)[0]?.index])
    const before = widget.events.length
    await chat.say('news')
    const { data } = await widget.waitFor('WebChatService.messageReceived', { since: before })
    expect(messagesOf(data).map(({ text }) => text)).toEqual(['news'])
  })

  test('fetchHistory in a chat that was not restored in this page load never settles', async () => {
    const widget = await start({ mode: 'async' })
    await widget.startChat()
    expect(await widget.command('WebChatService.fetchHistory', {}, 2000)).toMatchObject({
      outcome: 'never settled',
    })
    expect(widget.requests.filter(({ query }) => query.has('index'))).toEqual([])
  })

  test('a second endChat goes to "undefined", without a key', async () => {
    const widget = await start({ mode: 'regular' })
    await widget.startChat()
    await widget.command('WebChatService.endChat')
    await widget.command('WebChatService.endChat')
    const deletes = () => widget.requests.filter(({ method }) => method === 'DELETE')
    await expect.poll(deletes).toHaveLength(2)
    expect(deletes()?.at(-1)).toMatchObject({ path: '/undefined/participants/undefined' })
    expect(deletes()?.map(({ headers }) => 'x-nexus-client-key' in headers)).toEqual([true, false])
  })

  test('after startChat has joined a stored session again, every later startChat sends its token', async () => {
    const widget = await start({ mode: 'async' })
    const chat = await widget.startChat()
    await widget.command('WebChatService.endChat')
    const form = { firstname: 'Joe' }
    expect(await widget.command('WebChatService.startChat', { form })).toMatchObject({ outcome: 'resolved' })
    const since = widget.events.length
    await chat.forget()
    await widget.waitFor('WebChatService.sessionLost', { since })
    expect(await widget.page.evaluate(() => localStorage.getItem('shop.chat'))).toBeNull()
    const again = await widget.command('WebChatService.startChat', { form })
    expect(again).toMatchObject({ outcome: 'rejected' })
    await widget.reload()
    expect(await widget.command('WebChatService.startChat', { form })).toMatchObject({ outcome: 'resolved' })
  })

  test('a regular chat that the server ended while the page was away is restored, and then silent', async () => {
    const widget = await start({ mode: 'regular' })
    const chat = await widget.startChat()
    await chat.join('Anna')
    await widget.page.goto('about:blank')
    await chat.end()
    const since = await widget.goBack()
    await widget.waitFor('WebChatService.messageReceived', { since })
    await expect.poll(async () => (await widget.command('WebChatService.getSessionData'))?.value).toEqual({})
    const names = widget.events.slice(since).map(({ event }) => event)
    expect(names.filter((name) => name === 'WebChatService.pollingStarted')).toHaveLength(1)
    expect(names).not.toContain('WebChatService.ended')
    expect(names).not.toContain('WebChatService.pollingStopped')
  })

  test('an image arrives on the bus as a data URL', async () => {
    const widget = await start({ mode: 'regular', webchat: { uploadsEnabled: true } })
    await widget.startChat()
    await widget.page.locator('.cx-webchat input[type=file]').setInputFiles({
      name: 'cat.png',
      mimeType: 'image/png',
      buffer: Buffer.from('89504e470d0a1a0a', 'hex'),
    })
    const { data } = await widget.waitFor('WebChatService.messageReceived', {
      since: 0,
      where: (data) => JSON.stringify(data).includes('cat.png'),
    })
    expect(messagesOf(data)[0]?.content?.[0]?.url).toBe('data:image/png;base64,iVBORw0KGgo=')
  })

  test.each([
    ['async', '20'],
    ['regular', '10000'],
  ] as const)('a chat that is %s is restored with its last %s messages', async (mode, count) => {
    const widget = await start({ mode })
    await widget.startChat()
    const since = await widget.reload()
    await widget.waitFor('WebChatService.restored', { since })
    expect(widget.requests.map(({ query }) => query.get('count')).filter(Boolean)).toEqual([count])
  })

  test('opening the window joins a chat again with its token, and does not keep the token', async () => {
    const widget = await start({ mode: 'async' })
    const chat = await widget.startChat()
    await widget.command('WebChatService.endChat')
    await widget.waitFor('WebChatService.ended', { since: 0 })
    await widget.command('WebChat.close')
    const before = widget.requests.length
    await widget.command('WebChat.open')
    await widget.waitFor('WebChatService.restored', { since: 0 })
    expect(widget.requests.slice(before, before + 2)).toMatchObject([
      { method: 'POST', path: '', headers: { 'x-nexus-client-key': expect.stringMatching(/^ey/) } },
      { method: 'GET', path: `/${chat.sessionId}/messages` },
    ])
    await chat.forget()
    await widget.waitFor('WebChatService.sessionLost', { since: 0 })
    const again = await widget.command('WebChatService.startChat', { form: { firstname: 'Joe' } })
    expect(again).toMatchObject({ outcome: 'resolved' })
  })

  test('a message into an ended chat counts as sent, and the next poll reports the end', async () => {
    const widget = await start({ mode: 'regular', pollTimeout: 3000 })
    const chat = await widget.startChat()
    await chat.end()
    const sent = await widget.command('WebChatService.sendMessage', { message: 'too late' })
    expect(sent).toMatchObject({ outcome: 'resolved', value: { data: { chatEnded: true } } })
    const names = () => widget.events.map(({ event }) => event)
    expect(names()).not.toContain('WebChatService.pollingStopped')
    await widget.waitFor('WebChatService.pollingStopped', { since: 0 })
  })

  test('404 to a message does not lose the session', async () => {
    const widget = await start({ mode: 'regular' })
    const chat = await widget.startChat()
    await widget.agent.addFault({ status: 404, method: 'POST', forMs: 60_000 })
    const sent = await widget.command('WebChatService.sendMessage', { message: 'hello?' })
    expect(sent).toMatchObject({ outcome: 'rejected' })
    await widget.waitFor('WebChatService.error', { since: 0 })
    await chat.join('Anna')
    await widget.waitFor('WebChatService.agentConnected', { since: 0 })
    expect(widget.events.map(({ event }) => event)).not.toContain('WebChatService.sessionLost')
  })
})
