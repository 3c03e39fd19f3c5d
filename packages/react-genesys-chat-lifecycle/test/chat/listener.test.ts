import { createReplayBus, type ReplayAnswer } from 'genesys-models/replay'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createChatLifecycle } from '../../src/core.ts'
import { createTestBus } from '../../src/testing/index.ts'
import { rawConversation } from '../support/rawBus.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const SESSION = { resolve: { sessionId: 's' } }
const NOTHING = { resolve: {} }
const said = (...texts: string[]): ReplayAnswer => ({
  resolve: {
    messages: texts.map((text, i) => ({ type: 'Text', text, index: `${i + 1}-1`, from: { type: 'Client' } })),
  },
})

/** A page that mounts us when the service has long been ready, and what the service answers. */
async function lateMount(
  isActive: boolean | undefined,
  data: ReplayAnswer,
  transcript: ReplayAnswer = said(),
  agents: ReplayAnswer = { resolve: { agents: {} } },
) {
  const bus = createReplayBus({
    advanceTimers: vi.advanceTimersByTimeAsync,
    answers: {
      'WebChatService.getSessionData': data,
      'WebChatService.getTranscript': transcript,
      'WebChatService.getAgents': agents,
    },
  })
  for (const event of ['App.ready', 'WebChatService.ready']) bus.publish(event)
  if (isActive !== undefined) bus.publish('WebChatService.data.sessionActive', { value: isActive })
  const chat = createChatLifecycle({ bus: bus.bus })
  const phases: string[] = [chat.getState().phase]
  chat.subscribe(() => {
    if (chat.getState().phase !== phases.at(-1)) phases.push(chat.getState().phase)
  })
  await bus.wait(300)
  return { bus, chat, phases }
}

describe('who comes late asks the service what there is', () => {
  it.each<[string, boolean | undefined, ReplayAnswer, ReplayAnswer, string]>([
    ['no session', false, NOTHING, said(), 'idle'],
    ['no session, as the bus says, whatever the service remembers', false, SESSION, said('hi'), 'idle'],
    ['no session, as the service says, where the bus says nothing', undefined, NOTHING, said('hi'), 'idle'],
    ['a session', true, SESSION, said('hi'), 'waiting'],
    ['a session, where the bus says nothing', undefined, SESSION, said('hi'), 'waiting'],
    ['a session that the server has ended', true, NOTHING, said('hi'), 'ended'],
    [
      'a session that the server has ended, by another word for nothing',
      true,
      { resolve: '' },
      said('hi'),
      'ended',
    ],
    ['a session whose data cannot be told', true, { reject: 'no' }, said('hi'), 'waiting'],
    ['a session whose transcript cannot be told', undefined, SESSION, { reject: 'no' }, 'connecting'],
    [
      'a service that answers nothing, as one that is not ready',
      true,
      { reject: 'no' },
      { reject: 'no' },
      'connecting',
    ],
  ])('%s', async (_, isActive, data, transcript, phase) => {
    const { chat } = await lateMount(isActive, data, transcript)
    expect(chat.getState().phase).toBe(phase)
  })

  it.each([
    [{ sessionId: 's' }, 's'],
    [{ conversationId: 'c' }, 'c'],
    [{ chatId: 'k' }, 'k'],
    [{ sessionId: 7, token: 'secret' }, null],
    [{ sessionId: { toString: () => 's' } }, null],
  ])('%j is the session %s', async (data, sessionId) => {
    const { chat } = await lateMount(true, { resolve: data }, said('hi'))
    expect(chat.getState()).toMatchObject({ phase: 'waiting', sessionId })
  })

  it('waits for a restore under way, and knows after a while what became of it', async () => {
    let data = SESSION as { resolve: object }
    const found = await lateMount(true, () => data)
    expect(found.phases).toEqual(['connecting'])
    await found.bus.wait(9_000)
    expect(found.phases).toEqual(['connecting'])
    await found.bus.wait(2_000)
    expect(found.chat.getState()).toMatchObject({ phase: 'waiting', sessionId: 's' })

    const lost = await lateMount(true, () => data)
    data = NOTHING
    await lost.bus.wait(11_000)
    expect(lost.phases).toEqual(['connecting', 'idle'])
  })

  it('does not ask what became of a restore that has told', async () => {
    const { bus, chat } = await lateMount(true, SESSION)
    bus.publish('WebChatService.restored', { async: true })
    bus.publish('WebChatService.ended')
    await bus.wait(1_500)
    expect(chat.getState()).toMatchObject({ phase: 'ended', isAsync: true })
    await bus.wait(20_000)
    expect(chat.getState().phase).toBe('ended')
  })

  it.each([
    { resolve: { agents: null } },
    { resolve: { agents: 'Anna' } },
    { resolve: { agents: [null, 7, 'Anna'] } },
    { resolve: { agents: { a: { name: 'Anna' }, b: { connected: 'yes' } } } },
    { resolve: null },
    { reject: 'no' },
  ])('sees nobody in %j', async (agents) => {
    const { chat } = await lateMount(true, SESSION, said('hi'), agents)
    expect(chat.getState()).toMatchObject({ phase: 'waiting', agents: [] })
  })
})

describe('a restore', () => {
  const restore = async (data: object) => {
    const raw = await rawConversation({}, 'session-1', { 'WebChatService.getSessionData': SESSION })
    await raw.publish('WebChatService.ended')
    const phases: string[] = []
    raw.chat.subscribe(() => phases.push(raw.chat.getState().phase))
    await raw.publish('WebChatService.restored', data)
    return { ...raw, phases }
  }
  const BATCH = {
    messages: [{ type: 'ParticipantJoined', index: '5-1', from: { type: 'Agent', name: 'Bob' } }],
  }

  it('is shown with its history, in one', async () => {
    const { publish, chat, phases } = await restore({ async: true })
    expect(chat.getState().phase).toBe('ended')
    await publish('WebChatService.messageReceived', BATCH)
    expect(phases).toEqual(['active'])
    expect(chat.getState()).toMatchObject({ isAsync: true, sessionId: 's' })
  })

  it('is shown at once when its history is there before the session is known', async () => {
    const { bus, phases } = await restore({ async: true })
    await bus.wait(1_100)
    phases.length = 0
    bus.publish('WebChatService.ended')
    bus.publish('WebChatService.restored', { async: true })
    bus.publish('WebChatService.messageReceived', BATCH)
    await bus.wait(50)
    expect(phases.at(-1)).toBe('active')
  })

  it('on a page that was idle is waited for by who ends the chat', async () => {
    let data = NOTHING as { resolve: object }
    const { bus, chat } = await lateMount(false, () => data)
    expect(chat.getState().phase).toBe('idle')
    data = { resolve: { sessionId: 's' } }
    bus.publish('WebChatService.data.sessionActive', { value: true })
    bus.publish('WebChatService.restored', { async: true })
    await bus.wait(5)
    void chat.actions.end()
    await bus.wait(900)
    expect(bus.commandsNamed('WebChatService.endChat')).toEqual([])
    await bus.wait(300)
    expect(bus.commandsNamed('WebChatService.endChat')).toHaveLength(1)
    expect(chat.getState().phase).toBe('ended')
  })

  it('of a chat that the server ended while the page was away ends with the first poll, which nothing tells', async () => {
    let data = SESSION as { resolve: object }
    const raw = await rawConversation({}, 's', { 'WebChatService.getSessionData': () => data })
    // What was asked about the chat before has been answered for good.
    for (let poll = 0; poll < 2; poll += 1) await raw.publish('WebChatService.pollingStarted')
    await raw.bus.wait(600)
    await raw.publish('WebChatService.ended')
    await raw.publish('WebChatService.restored', { async: true })
    await raw.publish('WebChatService.messageReceived', BATCH)
    expect(raw.chat.getState().phase).toBe('active')
    await raw.publish('WebChatService.pollingStarted')
    data = NOTHING
    await raw.bus.wait(550)
    expect(raw.chat.getState()).toMatchObject({ phase: 'ended', endReason: 'server' })
  })

  it('of a chat that goes on asks nothing more about it', async () => {
    const raw = await rawConversation({}, 's', { 'WebChatService.getSessionData': SESSION })
    for (let poll = 0; poll < 2; poll += 1) await raw.publish('WebChatService.pollingStarted')
    await raw.bus.wait(600)
    await raw.publish('WebChatService.restored', { async: true })
    const asked = raw.bus.commandsNamed('WebChatService.getSessionData').length
    await raw.bus.wait(600)
    expect(raw.bus.commandsNamed('WebChatService.getSessionData')).toHaveLength(asked)
  })

  it('is shown without one when none comes for a second', async () => {
    const { bus, phases } = await restore({ async: true })
    await bus.wait(990)
    expect(phases).toEqual([])
    await bus.wait(20)
    expect(phases).toEqual(['waiting'])
  })

  it.each([undefined, 'yes', 1, null])('tells nothing of the mode by %j', async (async) => {
    const { bus, chat } = await restore({ async })
    await bus.wait(1_100)
    expect(chat.getState()).toMatchObject({ phase: 'waiting', isAsync: false })
  })

  it('of a chat that goes on is no news, and takes no time', async () => {
    const raw = await rawConversation({}, 'session-1', {
      'WebChatService.getSessionData': { resolve: { sessionId: 'session-1' } },
    })
    const change = vi.fn()
    raw.chat.subscribe(change)
    await raw.publish('WebChatService.restored', { async: false })
    expect(change).not.toHaveBeenCalled()
    expect(raw.chat.getState()).toMatchObject({ phase: 'active', agents: [{ name: 'Anna' }] })
  })
})

describe('a message', () => {
  it('of a session whose beginning was missed has it looked for, and then counts', async () => {
    let data = NOTHING as { resolve: object }
    const { bus, chat } = await lateMount(undefined, () => data, said('hi'))
    expect(chat.getState().phase).toBe('idle')
    data = { resolve: { sessionId: 's' } }
    bus.publish('WebChatService.data.sessionActive', { value: true })
    bus.publish('WebChatService.messageReceived', {
      messages: [{ type: 'ParticipantJoined', index: '5-1', from: { type: 'Agent', name: 'Bob' } }],
    })
    await bus.wait(100)
    expect(chat.getState()).toMatchObject({ phase: 'active', sessionId: 's', agents: [{ name: 'Bob' }] })
  })

  it('of a chat that has ended is not looked into', async () => {
    const { bus, publish, chat } = await rawConversation()
    await publish('WebChatService.ended')
    const asked = bus.commands.length
    await publish('WebChatService.messageReceived', { messages: [{ type: 'Text', text: 'late' }] })
    await bus.wait(100)
    expect(bus.commands).toHaveLength(asked)
    expect(chat.getState().phase).toBe('ended')
  })

  it('that is none changes nothing', async () => {
    const { publish, chat } = await rawConversation()
    const change = vi.fn()
    chat.subscribe(change)
    await publish('WebChatService.messageReceived', { messages: [null, 7] })
    expect(change).not.toHaveBeenCalled()
  })
})

it('the window of a plugin that comes late is closed until it says otherwise', async () => {
  const testBus = createTestBus({ webChat: false, advanceTimers: vi.advanceTimersByTimeAsync })
  const chat = createChatLifecycle({ bus: testBus.bus })
  testBus.start()
  await testBus.settle()
  expect(chat.getState().window).toBe('absent')
  const plugin = testBus.bus.registerPlugin('WebChat')
  if (!plugin) throw new Error('the name is taken')
  plugin.republish('ready', {})
  await testBus.settle()
  expect(chat.getState().window).toBe('closed')
  plugin.publish('minimized')
  await testBus.settle()
  plugin.republish('ready', {})
  await testBus.settle()
  expect(chat.getState().window).toBe('minimized')
})

it('a session that is proven by a second poll is asked about no more', async () => {
  const { bus, publish } = await rawConversation({}, 'session-1', {
    'WebChatService.getSessionData': { resolve: { sessionId: 'session-1' } },
  })
  const asked = () => bus.commandsNamed('WebChatService.getSessionData').length
  const before = asked()
  await publish('WebChatService.pollingStarted')
  await bus.wait(500)
  expect(asked()).toBe(before + 1)
  await publish('WebChatService.pollingStarted')
  await bus.wait(60_000)
  expect(asked()).toBe(before + 1)
})

it('one that no second poll proves is asked about less and less, and not for good', async () => {
  const { bus } = await rawConversation({}, 'session-1', {
    'WebChatService.getSessionData': { resolve: { sessionId: 'session-1' } },
  })
  const asked = () => bus.commandsNamed('WebChatService.getSessionData').length
  const before = asked()
  await bus.wait(600_000)
  // After 0.5, 1.5, 3.5, 7.5, 15.5, 31.5 and 63.5 seconds.
  expect(asked() - before).toBe(7)
})

it.each([
  ['another one has begun meanwhile', { data: { sessionId: 'session-2' } }, 'session-2'],
  ['it has ended meanwhile', undefined, 'session-1'],
])('a session that is said to be gone is not ended when %s', async (_, started, sessionId) => {
  let isRacing = false
  const { bus, chat, publish } = await rawConversation({}, 'session-1', {
    'WebChatService.getSessionData': () => (isRacing ? NOTHING : { resolve: { sessionId: 'session-1' } }),
  })
  bus.bus.before('WebChatService.getSessionData', (data) => {
    if (!isRacing) return data
    // Delivered ahead of the answer.
    bus.publish('WebChatService.ended')
    if (started) bus.publish('WebChatService.started', started)
    return data
  })
  isRacing = true
  await publish('WebChatService.pollingStopped')
  await bus.wait(100)
  expect(chat.getState()).toMatchObject({
    phase: started ? 'waiting' : 'ended',
    endReason: started ? null : 'customer',
    sessionId,
  })
})
