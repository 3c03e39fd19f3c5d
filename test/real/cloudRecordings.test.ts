import { type Clock, systemClock } from 'genesys-simulator/server'
import { describe, expect, test } from 'vitest'
import { type RealWidget, type RealWidgetOptions, whySkipped } from './harness.ts'
import { prepareRealWidget } from './prepareRealWidget.ts'
import { messageShapes, recording, tell } from './story.ts'

// The recordings were made against another server. What the real widget makes of our guest chat API must be the same.

const { begin } = prepareRealWidget()

const PATIENTLY = { timeout: 10_000 }

async function beginChat(options: Partial<RealWidgetOptions> = {}) {
  const { widget, chat, hears } = await begin('regular', { transport: 'genesys-cloud', ...options })
  return { widget, chat: widget.simulator.centre.session(chat.sessionId), hears }
}

/** As most recordings begin: Anna answers, and the customer, too. */
async function converse() {
  const { widget, chat, hears } = await beginChat()
  const anna = chat.join('Anna')
  await hears('member-join')
  chat.say({ type: 'Text', text: 'Hello, how can I help?' })
  await hears('how can I help?')
  await widget.command('WebChatService.sendMessage', { message: 'my order is late' })
  await hears('my order is late')
  return { widget, chat, anna: anna.participantId, hears }
}

/** No two messages fall into one millisecond: the order in which the widget puts those is not theirs. */
function createStrictClock(): Clock {
  let last = 0
  const now = () => {
    last = Math.max(last + 1, systemClock.now())
    return last
  }
  return { ...systemClock, now }
}

async function expectSame(widget: RealWidget, name: string, told = tell): Promise<void> {
  const recorded = recording(name).events
  await expect.poll(() => told(widget.events), PATIENTLY).toEqual(told(recorded))
  expect(messageShapes(widget.events)).toEqual(messageShapes(recorded))
}

/** The widget asks for each person who comes or goes, at once: of two at the same time, either can be told first. */
const tellTakeOver: typeof tell = (events) => {
  const told = tell(events)
  const indexOf = (text: string) => told.findIndex((line) => line.includes(text))
  const [from, to] = [indexOf('You are number 3') + 1, indexOf('member-leave')]
  return [...told.slice(0, from), ...told.slice(from, to).toSorted(), ...told.slice(to)]
}

describe.skipIf(whySkipped)('on Genesys Cloud, the same as in the recording', () => {
  test('cloud-start-converse-agent-leaves', async () => {
    const { widget, chat } = await converse()
    chat.say({ type: 'TypingStarted' })
    await widget.waitFor('WebChatService.agentTypingTimeout', { since: 0 })
    chat.say({ type: 'Text', text: 'Done. Bye' })
    chat.leave()
    await expectSame(widget, 'cloud-start-converse-agent-leaves')
  })

  test('cloud-same-name-transfer', async () => {
    const { widget, chat, anna, hears } = await converse()
    const since = widget.events.length
    chat.join('Anna')
    await hears('member-join', since)
    chat.leave(anna)
    await hears('member-leave')
    chat.say({ type: 'Text', text: 'Hi, I took over' })
    await expectSame(widget, 'cloud-same-name-transfer')
    const { value } = await widget.command('WebChatService.getAgents')
    const { agents } = value as { agents: Record<string, unknown> }
    expect(Object.values(agents)).toMatchObject([
      { name: 'Anna', connected: false },
      { name: 'Anna', connected: true },
    ])
  })

  test('cloud-bot-then-agent', async () => {
    const { widget, chat, hears } = await beginChat({ transportOptions: { botEventsEnabled: true } })
    const { participantId } = chat.join('Inbound flow', 'Bot')
    await hears('member-join')
    chat.say({ type: 'Text', text: 'I am a bot' })
    await hears('I am a bot')
    chat.say({ type: 'Notice', text: 'You are number 3' })
    await hears('You are number 3')
    const since = widget.events.length
    chat.leave(participantId)
    chat.join('Anna')
    await hears('member-join', since)
    chat.say({ type: 'Text', text: 'Hello' })
    await hears('"Hello"')
    chat.leave()
    await expectSame(widget, 'cloud-bot-then-agent', tellTakeOver)
  })

  test('cloud-restore', async () => {
    const { widget, chat } = await converse()
    const since = await widget.reload()
    await widget.waitFor('WebChat.opened', { since })
    await widget.settled()
    chat.leave()
    await expectSame(widget, 'cloud-restore')
  })

  test('cloud-late-history', async () => {
    const { widget, chat, hears } = await beginChat({
      transportOptions: { maxMessagePageSize: 4 },
      server: { clock: createStrictClock() },
    })
    chat.join('Anna')
    await hears('member-join')
    for (let number = 0; number < 6; number++) chat.say({ type: 'Text', text: `line ${number}` })
    await hears('line 5')
    const since = await widget.reload()
    await widget.waitFor('WebChat.opened', { since })
    expect(await widget.command('WebChatService.fetchHistory')).toMatchObject({ outcome: 'resolved' })
    await expectSame(widget, 'cloud-late-history')
    expect(await widget.command('WebChatService.fetchHistory')).toEqual({
      outcome: 'rejected',
      value: 'No more messages to fetch',
    })
  })

  test('cloud-server-ends', async () => {
    const { widget, chat } = await converse()
    chat.end()
    await widget.waitFor('WebChat.completed', { since: 0 })
    expect(await widget.command('WebChatService.getSessionData')).toEqual({ outcome: 'resolved', value: {} })
    await widget.command('WebChat.close')
    const since = widget.events.length
    const second = widget.simulator.centre.session((await widget.startChat()).sessionId)
    second.join('Anna')
    await widget.waitFor('WebChatService.messageReceived', {
      since,
      where: (data) => JSON.stringify(data).includes('member-join'),
    })
    second.say({ type: 'Text', text: 'Hello again' })
    await expectSame(widget, 'cloud-server-ends')
  })

  test('cloud-customer-ends', async () => {
    const { widget, chat, hears } = await converse()
    const since = widget.events.length
    chat.join('Zoe')
    await hears('member-join', since)
    expect(await widget.command('WebChatService.endChat')).toMatchObject({ outcome: 'resolved' })
    await hears('member-leave')
    expect(await widget.command('WebChatService.endChat')).toEqual({
      outcome: 'rejected',
      value: 'There is no active chat session',
    })
    await expect
      .poll(() => widget.events.filter(({ event }) => event === 'WebChat.completed'))
      .toHaveLength(2)
    await widget.command('WebChat.close')
    await widget.settled()
    const [mine, recorded] = [tell(widget.events), tell(recording('cloud-customer-ends').events)]
    const end = 1 + recorded.indexOf('WebChatService.ended')
    expect(mine.slice(0, end)).toEqual(recorded.slice(0, end))
    // The answer and the event stream race from here on: who is seen to leave depends on which of them was faster.
    expect(recorded.slice(end)).toEqual(expect.arrayContaining(mine.slice(end)))
    expect(mine.slice(-4)).toEqual(recorded.slice(-4))
  })
})
