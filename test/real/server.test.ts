import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  launchBrowser,
  type RealWidget,
  type RealWidgetOptions,
  startRealWidget,
  whySkipped,
} from './harness.ts'

let browser: Browser
let widget: RealWidget | undefined

beforeAll(async () => {
  if (!whySkipped) browser = await launchBrowser()
})
afterAll(() => browser?.close())

afterEach(async () => {
  await widget?.close()
  widget = undefined
})

async function begin(mode: RealWidgetOptions['mode'], options: Omit<RealWidgetOptions, 'mode'> = {}) {
  const started = await startRealWidget({ browser, mode, ...options })
  widget = started
  const chat = await started.startChat()
  const hears = (text: string, since = 0) =>
    started.waitFor('WebChatService.messageReceived', {
      since,
      where: (data) => JSON.stringify(data).includes(text),
    })
  const names = (since = 0) => started.events.slice(since).map(({ event }) => event)
  const transcript = started.page.locator('.cx-webchat .cx-transcript')
  const input = started.page.locator('.cx-webchat textarea.cx-message-input')
  return { widget: started, chat, hears, names, transcript, input }
}

const MODES = ['async', 'regular'] as const
const IN_BOTH_MODES = describe.skipIf(whySkipped).each(MODES)

IN_BOTH_MODES('the real widget on our server, in a chat that is %s', (mode) => {
  test('talks both ways, as a customer would', async () => {
    const { chat, transcript, input } = await begin(mode)
    await chat.join('Anna')
    await chat.typing()
    await chat.say('Hello Joe')
    await transcript.getByText('Hello Joe').waitFor()
    await input.fill('my question')
    await input.press('Enter')
    await transcript.getByText('my question').waitFor()
    const { messages } = await chat.messages()
    const texts = messages.filter(({ type }) => type === 'Text')
    expect(texts.map(({ text, from }) => `${from.nickname}: ${text}`)).toEqual([
      'Anna: Hello Joe',
      'Joe: my question',
    ])
    expect(messages.map(({ type }) => type)).toContain('TypingStarted')
  })

  test('comes back after a reload, with what was said and what is said meanwhile', async () => {
    const { widget, chat, hears } = await begin(mode)
    await chat.join('Anna')
    await chat.say('before')
    await hears('before')
    const since = await widget.reload()
    const restored = await widget.waitFor('WebChatService.restored', { since })
    expect(restored.data).toEqual({ async: mode === 'async' })
    await hears('before', since)
    await chat.say('after')
    await hears('after', since)
    expect((await widget.agent.sessions()).length).toBe(1)
  })

  test('hears both closing states, shows neither, and leaves the input open', async () => {
    const { chat, hears, transcript, input } = await begin(mode)
    await chat.join('Anna')
    await chat.state('Finalizing')
    await hears('Finalizing')
    await chat.leave()
    await chat.state('Completed')
    await hears('Completed')
    await transcript.getByText('Anna Disconnected').waitFor()
    expect(await transcript.textContent()).not.toMatch(/Finalizing|Completed/)
    await input.fill('thank you!')
    await input.press('Enter')
    await transcript.getByText('thank you!').waitFor()
    expect((await chat.summary()).segments).toHaveLength(mode === 'async' ? 2 : 1)
  })

  test('stops polling when the server ends the chat, without a word on the bus', async () => {
    const { widget, chat, names } = await begin(mode)
    await chat.join('Anna')
    const since = widget.events.length
    await chat.end()
    await widget.waitFor('WebChatService.pollingStopped', { since })
    await widget.waitFor('WebChatService.agentDisconnected', { since })
    expect(names(since)).not.toContain('WebChatService.ended')
    expect(await widget.command('WebChatService.getSessionData')).toMatchObject({ value: {} })
    expect(await widget.command('WebChatService.startChat', { form: { firstname: 'Joe' } })).toMatchObject({
      outcome: 'rejected',
    })
  })

  test('loses a session that is forgotten', async () => {
    const { widget, chat } = await begin(mode)
    const since = widget.events.length
    await chat.forget()
    const lost = await widget.waitFor('WebChatService.sessionLost', { since })
    expect(lost.data).toMatchObject({ status: 404, responseJSON: { status: { code: 'INVALID_SESSION' } } })
    await widget.waitFor('WebChatService.pollingStopped', { since })
  })

  test.each([500, 429])('goes on after a while of status %i, and misses nothing', async (status) => {
    const { widget, chat, hears } = await begin(mode)
    await widget.agent.addFault({ status, forMs: 1500 })
    await chat.join('Anna')
    await chat.say('missed?')
    const { data } = await widget.waitFor('WebChatService.error', { since: 0 })
    const code = status === 429 ? 'TOO_MANY_REQUESTS' : 'ERROR'
    expect(data).toMatchObject({ errors: [{ code: `pureengage-v3-rest-${code}`, response: { status } }] })
    await hears('missed?')
  })

  test('notices that the network is gone, and is back', async () => {
    const { widget, chat, hears } = await begin(mode)
    await widget.agent.addFault({ drop: true, forMs: 60_000 })
    await widget.waitFor('WebChatService.disconnected', { since: 0 })
    await chat.join('Anna')
    await widget.agent.clearFaults()
    await widget.waitFor('WebChatService.reconnected', { since: 0 })
    await hears('Anna')
  })

  test('takes messages that come twice or backwards', async () => {
    const { widget, chat, transcript } = await begin(mode)
    await widget.agent.addFault({ duplicate: true, reorder: true, forMs: 60_000 })
    const session = widget.simulator.centre.session(chat.sessionId)
    session.join('Anna')
    session.say({ type: 'Text', text: 'first' })
    session.say({ type: 'Text', text: 'second' })
    await transcript.getByText('first').waitFor()
    expect(await transcript.getByText(/^(first|second)$/).allTextContents()).toEqual(['second', 'first'])
  })

  test('ends when it is told to: the session of a regular chat, the visit of an asynchronous one', async () => {
    const { widget, chat, names } = await begin(mode)
    await chat.join('Anna')
    await widget.waitFor('WebChatService.agentConnected', { since: 0 })
    const since = widget.events.length
    expect(await widget.command('WebChatService.endChat')).toMatchObject({ outcome: 'resolved' })
    await widget.waitFor('WebChatService.ended', { since })
    await widget.waitFor('WebChat.completed', { since })
    expect(names(since)).not.toContain('WebChatService.error')
    expect(await chat.summary()).toMatchObject({ ended: mode === 'regular', customer: { present: false } })
  })

  test('waits on a poll that is held, and hears at once', async () => {
    const { chat, hears, names } = await begin(mode, { server: { holdMs: 20_000 } })
    await chat.join('Anna')
    await hears('Anna')
    await chat.say('quick')
    await hears('quick')
    const polls = names().filter((name) => name === 'WebChatService.pollingStarted')
    expect(polls.length).toBeLessThanOrEqual(4)
  })
})

describe.skipIf(whySkipped)('the real widget on our server', () => {
  test('pages back through an asynchronous chat until there is nothing older', async () => {
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

  test('joins an asynchronous chat again after having left it', async () => {
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

  test('gives up a chat that the server ended while the page was away, and may start another', async () => {
    const { widget, chat } = await begin('async')
    await chat.end()
    await widget.waitFor('WebChatService.pollingStopped', { since: 0 })
    const since = await widget.reload()
    await widget.waitFor('WebChatService.sessionLost', { since })
    const next = await widget.startChat()
    expect(next.sessionId).not.toBe(chat.sessionId)
  })

  test('says who is there when a bot hands over to an agent', async () => {
    const { widget, chat, hears, transcript } = await begin('regular')
    await chat.join('Robo', 'Bot')
    await hears('Robo')
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

  test('sends an image, and says why another file is refused', async () => {
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

  test('knows a customer whose name is not English', async () => {
    const { widget } = await begin('regular')
    await widget.command('WebChatService.endChat')
    const since = widget.events.length
    await widget.command('WebChatService.startChat', { form: { firstname: '李雷 Zoë?' } })
    const { data } = await widget.waitFor('WebChatService.started', { since })
    expect(data).toMatchObject({ data: { nickname: '李雷 Zoë?' } })
  })

  test('lets a script of ours join the page, before the widget or after it', async () => {
    widget = await startRealWidget({
      browser,
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
  ])('is told %s when a chat cannot start', async (code, transport) => {
    widget = await startRealWidget({ browser, mode: 'regular', transport })
    const form = code === 'INVALID_NICKNAME' ? {} : { firstname: 'Joe' }
    expect(await widget.command('WebChatService.startChat', { form })).toMatchObject({ outcome: 'rejected' })
    const { data } = await widget.waitFor('WebChatService.error', { since: 0 })
    expect(data).toMatchObject({ errors: [{ code: `pureengage-v3-rest-${code}` }] })
  })
})
