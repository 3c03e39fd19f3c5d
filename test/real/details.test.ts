import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { whySkipped } from './harness.ts'
import { prepareRealWidget } from './prepareRealWidget.ts'

const { start, begin } = prepareRealWidget()

describe.skipIf(whySkipped)('the real widget on our server', () => {
  test('fetches older pages of an asynchronous chat until there are none', async () => {
    const { widget, chat, hears } = await begin('async')
    await chat.join('Anna')
    for (let number = 1; number <= 45; number++) await chat.say(`text ${number}.`)
    await hears('text 45.')
    const since = await widget.reload()
    await hears('text 45.', since)
    const fetched = () =>
      widget.events.slice(since).filter(({ event, data }) => {
        return event === 'WebChatService.messageReceived' && (data as { oldMessages?: boolean }).oldMessages
      })
    for (const page of [1, 2]) {
      expect(await widget.command('WebChatService.fetchHistory')).toMatchObject({ outcome: 'resolved' })
      await expect.poll(fetched).toHaveLength(page)
    }
    const texts = fetched().flatMap(({ data }) => {
      return (data as { originalMessages: { text?: string }[] }).originalMessages.map(({ text }) => text)
    })
    expect(texts.filter(Boolean)).toEqual(Array.from({ length: 25 }, (_, at) => `text ${25 - at}.`))
    await widget.command('WebChatService.fetchHistory')
    expect(await widget.command('WebChatService.fetchHistory')).toEqual({
      outcome: 'rejected',
      value: 'No more messages to fetch',
    })
    await chat.say('still there')
    await hears('still there', since)
  })

  test('brings a follow-up to the next agent, in the same session', async () => {
    const { widget, chat, hears } = await begin('async')
    await chat.join('Anna')
    await chat.state('Completed')
    await chat.leave()
    await hears('Completed')
    await widget.command('WebChatService.sendMessage', { message: 'one more thing' })
    expect(await chat.summary()).toMatchObject({ needsAgent: true, segments: { length: 2 } })
    await chat.join('Bert')
    await hears('Bert')
    expect(await widget.agent.sessions()).toHaveLength(1)
  })

  test('joins an asynchronous chat again after leaving it', async () => {
    const { widget, chat } = await begin('async')
    await widget.command('WebChatService.endChat')
    await widget.waitFor('WebChatService.ended', { since: 0 })
    await widget.command('WebChat.close')
    const since = widget.events.length
    await widget.command('WebChat.open')
    await widget.waitFor('WebChatService.restored', { since })
    expect(await chat.summary()).toMatchObject({ customer: { present: true } })
    expect(await widget.agent.sessions()).toHaveLength(1)
  })

  test('gives up a chat that the server ended while the page was away, and can start another', async () => {
    const { widget, chat } = await begin('async')
    await chat.end()
    await widget.waitFor('WebChatService.pollingStopped', { since: 0 })
    const since = await widget.reload()
    await widget.waitFor('WebChatService.sessionLost', { since })
    const next = await widget.startChat()
    expect(next.sessionId).not.toBe(chat.sessionId)
  })

  test('reports who is there when a bot hands over to an agent', async () => {
    const { widget, chat, hears, transcript } = await begin('regular')
    await chat.join('Robo', 'Bot')
    await hears('Robo')
    await transcript.getByText('Robo Connected').waitFor()
    expect(await widget.command('WebChatService.getAgents')).toEqual({
      outcome: 'resolved',
      value: { agents: {} },
    })
    await chat.transfer('Anna')
    await widget.waitFor('WebChatService.agentConnected', { since: 0 })
    await transcript.getByText('Anna Connected').waitFor()
    expect(await widget.command('WebChatService.getAgents')).toMatchObject({
      value: {
        agents: {
          [(await chat.summary()).participants[0]?.participantId ?? '']: { name: 'Anna', connected: true },
        },
      },
    })
  })

  test('sends an image, and reports why another file is refused', async () => {
    const { widget, chat } = await begin('regular', { webchat: { uploadsEnabled: true } })
    const upload = widget.page.locator('.cx-webchat input[type=file]')
    const png = Buffer.from('89504e470d0a1a0a', 'hex')
    await upload.setInputFiles({ name: 'cat.png', mimeType: 'image/png', buffer: png })
    await widget.waitFor('WebChatService.messageReceived', {
      since: 0,
      where: (data) => JSON.stringify(data).includes('cat.png'),
    })
    expect((await chat.messages()).messages.at(-1)).toMatchObject({ type: 'Structured' })
    const since = widget.events.length
    await upload.setInputFiles({ name: 'cat.txt', mimeType: 'text/plain', buffer: png })
    const { data } = await widget.waitFor('WebChatService.error', { since })
    expect(data).toMatchObject({ errors: [{ code: 'pureengage-v3-rest-INVALID_FILE_TYPE' }] })
  })

  test('keeps a name with characters outside ASCII', async () => {
    const { widget } = await begin('regular')
    await widget.command('WebChatService.endChat')
    const since = widget.events.length
    await widget.command('WebChatService.startChat', { form: { firstname: '李雷 Zoë?' } })
    const { data } = await widget.waitFor('WebChatService.started', { since })
    expect(data).toMatchObject({ data: { nickname: '李雷 Zoë?' } })
  })

  test('runs our own scripts before or after the widget’s', async () => {
    const widget = await start({
      mode: 'regular',
      folders: { '/here/': fileURLToPath(new URL('.', import.meta.url)) },
      scripts: [
        { content: 'window.before = typeof CXBus', place: 'before' },
        { content: 'window.after = typeof CXBus' },
      ],
      body: '<p>The shop</p>',
    })
    await widget.page.getByText('The shop').waitFor()
    const seen = await widget.page.evaluate(() => [
      Reflect.get(window, 'before'),
      Reflect.get(window, 'after'),
    ])
    expect(seen).toEqual(['undefined', 'object'])
    const served = await widget.page.evaluate(async () => (await fetch('/here/server.test.ts')).status)
    expect(served).toBe(200)
  })

  test.each([
    ['INVALID_CONTACT_CENTER', { headers: { 'x-api-key': 'wrong' } }],
    ['INVALID_NICKNAME', {}],
  ])('is told %s when a chat cannot start', async (code, transportOptions) => {
    const widget = await start({ mode: 'regular', transportOptions })
    const form = code === 'INVALID_NICKNAME' ? {} : { firstname: 'Joe' }
    expect(await widget.command('WebChatService.startChat', { form })).toMatchObject({ outcome: 'rejected' })
    const { data } = await widget.waitFor('WebChatService.error', { since: 0 })
    expect(data).toMatchObject({ errors: [{ code: `pureengage-v3-rest-${code}` }] })
  })
})
