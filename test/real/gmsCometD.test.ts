import { describe, expect, test } from 'vitest'
import { whySkipped } from './harness.ts'
import { prepareRealWidget } from './prepareRealWidget.ts'

// What docs/real-widget-gms.md says of the real widget in an asynchronous chat over CometD.

const { begin } = prepareRealWidget()
const beginAsync = (options = {}) => begin('async', { transport: 'gms', ...options })
const stored = 'shop.chat'

describe.skipIf(whySkipped)('the real widget on our GMS over CometD', () => {
  test('talks in an asynchronous chat, where a follow-up opens a segment', async () => {
    const { widget, chat, hears, transcript } = await beginAsync()
    await chat.join('Anna')
    await hears('"Anna"')
    await chat.typing()
    await widget.waitFor('WebChatService.agentTypingStarted', { since: 0 })
    await chat.say('Bye')
    await chat.leave()
    await widget.waitFor('WebChatService.agentDisconnected', { since: 0 })
    expect(await chat.summary()).toMatchObject({ mode: 'async', transport: 'gms', needsAgent: false })
    const sent = await widget.command('WebChatService.sendMessage', { message: 'one more thing' })
    expect(sent).toEqual({ outcome: 'resolved', value: { statusCode: 0 } })
    await transcript.getByText('one more thing').waitFor()
    expect(await chat.summary()).toMatchObject({ segments: { length: 2 }, needsAgent: true })
    await chat.join('Bert')
    await hears('Bert')
  })

  test('is restored after a reload, without a sign that the history is old', async () => {
    const { widget, chat, hears, names } = await beginAsync()
    await chat.join('Anna')
    await hears('"Anna"')
    await widget.page.goto('about:blank')
    await chat.leave()
    const since = await widget.goBack()
    const { data } = await widget.waitFor('WebChatService.messageReceived', { since })
    expect(data).toMatchObject({ restoring: false, oldMessages: false, messages: { length: 3 } })
    expect(names(since)).toContain('WebChatService.restored')
    await chat.join('Bert')
    await hears('Bert', since)
  })

  test('ended by the server: ended', async () => {
    const { widget, chat, names } = await beginAsync()
    await chat.join('Anna')
    await widget.waitFor('WebChatService.agentConnected', { since: 0 })
    const since = widget.events.length
    await chat.end()
    await widget.waitFor('WebChatService.ended', { since })
    expect(names(since)).toEqual(
      expect.arrayContaining(['WebChatService.agentDisconnected', 'WebChatService.clientDisconnected']),
    )
    expect(names(since)).not.toContain('WebChatService.error')
  })

  test('ended while it was away: it asks, and publishes nothing', async () => {
    const { widget, chat, names } = await beginAsync()
    await widget.page.goto('about:blank')
    await chat.end()
    const asked = widget.page.waitForResponse((response) => response.url().endsWith('/genesys/cometd/'))
    const since = await widget.goBack()
    expect(await (await asked).text()).toContain('"chatEnded":true')
    await widget.settled()
    expect(names(since).filter((name) => /ended|restore|error|message/.test(name))).toEqual([])
    expect(await widget.command('WebChatService.getSessionData')).toMatchObject({
      value: { sessionID: chat.sessionId },
    })
  })

  test('endChat never settles; ended comes at once, and the customer has left', async () => {
    const { widget, chat } = await beginAsync()
    expect(await widget.command('WebChatService.endChat', {}, 500)).toMatchObject({
      outcome: 'never settled',
    })
    await widget.waitFor('WebChatService.ended', { since: 0 })
    await expect.poll(async () => (await chat.summary()).customer.present).toBe(false)
  })

  test('a text that cannot be sent counts as sent, and an error follows', async () => {
    const { widget, chat } = await beginAsync()
    await widget.agent.addFault({ status: 503, requests: ['send'], forMs: 60_000 })
    const sent = await widget.command('WebChatService.sendMessage', { message: 'hello?' })
    expect(sent).toEqual({ outcome: 'resolved', value: { statusCode: 0 } })
    await widget.waitFor('WebChatService.error', { since: 0 })
    expect((await chat.messages()).messages.map(({ text }) => text)).not.toContain('hello?')
  })

  test('finds the network again, and what was said meanwhile', async () => {
    const { widget, chat, hears } = await beginAsync()
    await widget.agent.addFault({ drop: true, forMs: 60_000 })
    // The request that is held open ends with the next message. The one after it fails.
    await chat.join('Anna')
    await widget.waitFor('WebChatService.disconnected', { since: 0 })
    await chat.say('still there?')
    await widget.agent.clearFaults()
    await widget.waitFor('WebChatService.reconnected', { since: 0 })
    await hears('still there?')
  })

  test('sends a file to the address for files', async () => {
    const { widget, hears } = await beginAsync({ webchat: { uploadsEnabled: true } })
    const buffer = Buffer.from('89504e470d0a1a0a', 'hex')
    const upload = widget.page.locator('.cx-webchat input[type=file]')
    await upload.setInputFiles({ name: 'cat.png', mimeType: 'image/png', buffer })
    await hears('FileUploaded')
    expect(await widget.command('WebChatService.getFileLimits')).toMatchObject({ outcome: 'resolved' })
  })

  test('in two tabs, both are told of every message', async () => {
    const { widget, chat } = await beginAsync()
    const tab = await widget.openTab()
    await tab.waitFor('WebChatService.restored', { since: 0 })
    await chat.join('Anna')
    await widget.waitFor('WebChatService.agentConnected', { since: 0 })
    await tab.waitFor('WebChatService.agentConnected', { since: 0 })
    await tab.close()
  })

  test('an unknown chat is forgotten by its page only if the page does it', async () => {
    const { widget, chat } = await beginAsync()
    await chat.forget()
    await widget.waitFor('WebChatService.ended', { since: 0 })
    expect(await widget.page.evaluate((key) => localStorage.getItem(key), stored)).not.toBeNull()
  })
})
