import { describe, expect, test } from 'vitest'
import { whySkipped } from './harness.ts'
import { prepareRealWidget } from './prepareRealWidget.ts'

const { begin } = prepareRealWidget()

const MODES = ['async', 'regular'] as const
const IN_BOTH_MODES = describe.skipIf(whySkipped).each(MODES)

IN_BOTH_MODES('the real widget on our server, in a chat that is %s', (mode) => {
  test('sends and receives messages', async () => {
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

  test('restores the chat after a reload, with messages from before and from meanwhile', async () => {
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

  test('receives both interaction states, shows neither, and leaves the input enabled', async () => {
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

  test('stops polling when the server ends the chat, and publishes no end', async () => {
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

  test('loses a session that the server has forgotten', async () => {
    const { widget, chat } = await begin(mode)
    const since = widget.events.length
    await chat.forget()
    const lost = await widget.waitFor('WebChatService.sessionLost', { since })
    expect(lost.data).toMatchObject({ status: 404, responseJSON: { status: { code: 'INVALID_SESSION' } } })
    await widget.waitFor('WebChatService.pollingStopped', { since })
  })

  test.each([500, 429])('continues after a while of status %i, without losing a message', async (status) => {
    const { widget, chat, hears } = await begin(mode)
    await widget.agent.addFault({ status, forMs: 1500 })
    await chat.join('Anna')
    await chat.say('missed?')
    const { data } = await widget.waitFor('WebChatService.error', { since: 0 })
    const code = status === 429 ? 'TOO_MANY_REQUESTS' : 'ERROR'
    expect(data).toMatchObject({ errors: [{ code: `pureengage-v3-rest-${code}`, response: { status } }] })
    await hears('missed?')
  })

  test('notices that the network is lost, and back', async () => {
    const { widget, chat, hears } = await begin(mode)
    await widget.agent.addFault({ drop: true, forMs: 60_000 })
    await widget.waitFor('WebChatService.disconnected', { since: 0 })
    await chat.join('Anna')
    await widget.agent.clearFaults()
    await widget.waitFor('WebChatService.reconnected', { since: 0 })
    await hears('Anna')
  })

  test('accepts messages that come twice or in reverse order', async () => {
    const { widget, chat, transcript } = await begin(mode)
    await widget.agent.addFault({ duplicate: true, reorder: true, forMs: 60_000 })
    const session = widget.simulator.centre.session(chat.sessionId)
    session.join('Anna')
    session.say({ type: 'Text', text: 'first' })
    session.say({ type: 'Text', text: 'second' })
    await transcript.getByText('first').waitFor()
    expect(await transcript.getByText(/^(first|second)$/).allTextContents()).toEqual(['second', 'first'])
  })

  test('endChat ends a regular session, and leaves an asynchronous one', async () => {
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

  test('gets a message at once from a poll that is held open', async () => {
    const { chat, hears, names } = await begin(mode, { server: { holdMs: 20_000 } })
    await chat.join('Anna')
    await hears('Anna')
    await chat.say('quick')
    await hears('quick')
    const polls = names().filter((name) => name === 'WebChatService.pollingStarted')
    expect(polls.length).toBeLessThanOrEqual(4)
  })
})
