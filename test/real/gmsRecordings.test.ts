import { describe, expect, test } from 'vitest'
import { type RealWidget, whySkipped } from './harness.ts'
import { prepareRealWidget } from './prepareRealWidget.ts'
import { messageShapes, recording, tell } from './story.ts'

// The recordings were made against another server. What the real widget makes of our GMS Chat API v2 must be the same.

const { begin } = prepareRealWidget()

const PATIENTLY = { timeout: 10_000 }

async function beginChat() {
  const { widget, chat, hears } = await begin('regular', { transport: 'gms' })
  await hears('ParticipantJoined')
  return { widget, chat: widget.simulator.centre.session(chat.sessionId), hears }
}

/** As the recordings begin: Anna answers, and the customer, too. */
async function converse() {
  const { widget, chat, hears } = await beginChat()
  chat.join('Anna')
  await hears('"Anna"')
  chat.say({ type: 'Text', text: 'Hello, how can I help?' })
  await hears('how can I help?')
  await widget.command('WebChatService.sendMessage', { message: 'my order is late' })
  await hears('my order is late')
  return { widget, chat, hears }
}

async function expectSame(widget: RealWidget, name: string): Promise<void> {
  const recorded = recording(name).events
  await expect.poll(() => tell(widget.events), PATIENTLY).toEqual(tell(recorded))
  expect(messageShapes(widget.events)).toEqual(messageShapes(recorded))
}

describe.skipIf(whySkipped)('over GMS, the same as in the recording', () => {
  test('gms-start-converse-agent-leaves', async () => {
    const { widget, chat } = await converse()
    chat.say({ type: 'TypingStarted' })
    await widget.waitFor('WebChatService.agentTypingStarted', { since: 0 })
    chat.say({ type: 'Text', text: 'Done. Bye' })
    chat.leave()
    await expectSame(widget, 'gms-start-converse-agent-leaves')
  })

  test('gms-server-ends', async () => {
    const { widget, chat } = await converse()
    chat.end()
    await widget.waitFor('WebChat.completed', { since: 0 })
    expect(await widget.command('WebChatService.getSessionData')).toEqual({
      outcome: 'resolved',
      value: { sessionID: '', userId: '', secureKey: '', alias: '' },
    })
    await widget.command('WebChat.close')
    const since = widget.events.length
    const second = widget.simulator.centre.session((await widget.startChat()).sessionId)
    await widget.waitFor('WebChatService.messageReceived', { since })
    second.join('Anna')
    await widget.waitFor('WebChatService.agentConnected', { since })
    second.say({ type: 'Text', text: 'Hello again' })
    await expectSame(widget, 'gms-server-ends')
  })

  test('gms-customer-ends', async () => {
    const { widget } = await converse()
    expect(await widget.command('WebChatService.endChat', {}, 1000)).toMatchObject({
      outcome: 'never settled',
    })
    expect(await widget.command('WebChatService.endChat')).toEqual({
      outcome: 'rejected',
      value: 'There is no active chat session',
    })
    await widget.command('WebChat.close')
    await expectSame(widget, 'gms-customer-ends')
  })

  test('gms-restore', async () => {
    const { widget, chat } = await converse()
    const since = await widget.reload()
    await widget.waitFor('WebChat.opened', { since })
    chat.leave()
    await expectSame(widget, 'gms-restore')
  })

  test('gms-same-name-transfer', async () => {
    const { widget, chat } = await converse()
    const [first] = chat.summary().participants
    const since = widget.events.length
    chat.join('Anna')
    await widget.waitFor('WebChatService.agentConnected', { since })
    chat.leave(first?.participantId)
    await widget.waitFor('WebChatService.agentDisconnected', { since })
    chat.say({ type: 'Text', text: 'Hi, I took over' })
    await expectSame(widget, 'gms-same-name-transfer')
    expect(await widget.command('WebChatService.getAgents')).toMatchObject({
      value: { agents: { 2: { name: 'Anna', connected: false }, 3: { name: 'Anna', connected: true } } },
    })
  })

  test('gms-cometd-async-restore-and-history', async () => {
    const async = { enabled: true, maxMessagePageSize: 4 }
    const { widget, chat, hears } = await begin('async', { transport: 'gms', webchat: { async } })
    const session = widget.simulator.centre.session(chat.sessionId)
    session.join('Anna')
    await hears('"Anna"')
    for (let number = 0; number < 6; number++) session.say({ type: 'Text', text: `line ${number}` })
    await hears('line 5')
    const since = await widget.reload()
    await hears('line 5', since)
    expect(await widget.command('WebChatService.getAgents')).toMatchObject({ value: { agents: {} } })
    expect(await widget.command('WebChatService.fetchHistory')).toMatchObject({ outcome: 'resolved' })
    await hears('line 0', since)
    expect(await widget.command('WebChatService.fetchHistory')).toEqual({
      outcome: 'rejected',
      value: 'No more messages to fetch',
    })
    await expectSame(widget, 'gms-cometd-async-restore-and-history')
  })

  test('gms-bot-then-agent', async () => {
    const { widget, chat, hears } = await beginChat()
    chat.join('Robo', 'Bot')
    await widget.waitFor('WebChatService.botConnected', { since: 0 })
    chat.say({ type: 'Text', text: 'I am a bot' })
    await hears('I am a bot')
    chat.leave()
    chat.join('Anna')
    await widget.waitFor('WebChatService.agentConnected', { since: 0 })
    chat.say({ type: 'Text', text: 'Hello' })
    await hears('"Hello"')
    chat.leave()
    await expectSame(widget, 'gms-bot-then-agent')
  })
})
