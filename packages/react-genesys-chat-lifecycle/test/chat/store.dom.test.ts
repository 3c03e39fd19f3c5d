import { createReplayBus } from 'genesys-models/replay'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { allAgentsLeft, createChatLifecycle, textMarker } from '../../src/core.ts'
import { createTestBus } from '../../src/testing/index.ts'
import { outcome } from '../support/outcome.ts'
import { rawConversation } from '../support/rawBus.tsx'
import { Channel } from '../support/tabs.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  Channel.all.clear()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const COMPLETED = {
  type: 'System',
  index: '2000-1',
  from: { type: 'System' },
  event: 'InteractionStateChange',
  data: { interactionState: 'Completed' },
}
const batch = (...messages: object[]) => ({ messages })
const SESSION = { 'WebChatService.getSessionData': { resolve: { sessionId: 'session-1' } } }

describe('a store', () => {
  it('listens from the first who attaches to the last who lets go, however often that one says so', async () => {
    const testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    testBus.start()
    const store = createChatLifecycle({ bus: testBus.bus })
    store.destroy()
    const first = store.attach()
    const second = store.attach()
    await testBus.settle()
    const listening = testBus.subscriberCount()
    first()
    first()
    expect(testBus.subscriberCount()).toBe(listening)
    second()
    expect(testBus.subscriberCount('WebChatService.messageReceived')).toBe(0)
    expect(testBus.subscriberCount()).toBeLessThan(listening)
    store.attach()
    await testBus.settle()
    expect(testBus.subscriberCount()).toBe(listening)
  })

  it('is one change to its subscribers, whatever a batch holds, and none where nothing changed', async () => {
    const { chat, publish } = await rawConversation({}, 'session-1', SESSION)
    const change = vi.fn()
    const off = chat.subscribe(change)
    chat.subscribe(change)
    await publish('WebChatService.messageReceived', batch(COMPLETED, { ...COMPLETED, index: '2001-1' }))
    expect(change).toHaveBeenCalledTimes(2)
    const before = chat.getState()
    await publish('WebChatService.messageReceived', batch({ type: 'TypingStarted', index: '2002-1' }))
    expect(chat.getState()).toBe(before)
    off()
    await publish('WebChatService.ended')
    expect(change).toHaveBeenCalledTimes(3)
  })

  it('is unavailable when the service never gets ready, and not when a restore takes its time', async () => {
    const bus = createReplayBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    const chat = createChatLifecycle({ bus: bus.bus, busTimeoutMs: 15_000 })
    await bus.wait(14_900)
    expect(chat.getState().phase).toBe('connecting')
    await bus.wait(200)
    expect(chat.getState().phase).toBe('unavailable')

    const slow = createReplayBus({
      advanceTimers: vi.advanceTimersByTimeAsync,
      answers: { 'WebChatService.getSessionData': { resolve: { sessionId: 's' } } },
    })
    const restoring = createChatLifecycle({ bus: slow.bus, busTimeoutMs: 1_000 })
    slow.publish('App.ready')
    slow.publish('WebChatService.data.sessionActive', { value: true })
    slow.publish('WebChatService.ready')
    await slow.wait(5_000)
    expect(restoring.getState().phase).toBe('connecting')
  })

  it('takes the mode that it is told, and the bus’s own again when it is told none', async () => {
    const { chat, publish } = await rawConversation()
    await publish('WebChatService.capabilitiesChanged', { async: true })
    expect(chat.getState().isAsync).toBe(true)
    chat.setOptions({ asyncMode: false })
    expect(chat.getState().isAsync).toBe(false)
    await publish('WebChatService.capabilitiesChanged', { async: true })
    expect(chat.getState().isAsync).toBe(false)
    chat.setOptions({ asyncMode: 'auto' })
    expect(chat.getState().isAsync).toBe(true)
    chat.setOptions({ asyncMode: false })
    expect(chat.getState().isAsync).toBe(false)
    chat.setOptions({ asyncMode: undefined })
    expect(chat.getState().isAsync).toBe(true)
  })

  it.each([
    ['an agent', 'Agent', true],
    // Nobody was reached yet.
    ['a bot', 'Bot', false],
    ['a supervisor', 'Supervisor', false],
  ])('takes the leaving of all for an end when it was %s', async (_, type, isEnd) => {
    const bus = createReplayBus({ advanceTimers: vi.advanceTimersByTimeAsync, answers: SESSION })
    const chat = createChatLifecycle({ bus: bus.bus, closeSignals: [allAgentsLeft({ graceMs: 1_000 })] })
    for (const event of ['App.ready', 'WebChatService.ready']) bus.publish(event)
    bus.publish('WebChatService.started', { data: { sessionId: 'session-1' } })
    const from = { type, participantId: 'x' }
    bus.publish(
      'WebChatService.messageReceived',
      batch(
        { type: 'ParticipantJoined', index: '1-1', from },
        { type: 'ParticipantLeft', index: '2-1', from },
      ),
    )
    await bus.wait(990)
    expect(chat.getState().phase).toBe('waiting')
    await bus.wait(20)
    expect(chat.getState().phase).toBe(isEnd ? 'closed' : 'waiting')
  })
})

describe('destroy', () => {
  async function listening() {
    const testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    testBus.start()
    const store = createChatLifecycle({ bus: testBus.bus })
    await testBus.settle()
    const isListening = () => testBus.subscriberCount('WebChatService.messageReceived') > 0
    return { testBus, store, isListening }
  }

  it('stops listening, whoever is attached, and changes the state no more', async () => {
    const { testBus, store, isListening } = await listening()
    store.attach()
    expect(isListening()).toBe(true)
    const change = vi.fn()
    store.subscribe(change)
    store.destroy()
    store.destroy()
    expect(isListening()).toBe(false)
    expect(vi.getTimerCount()).toBe(0)
    testBus.customer.open()
    await testBus.settle()
    expect(change).not.toHaveBeenCalled()
    expect(store.getState().phase).toBe('idle')
  })

  it('cancels commands that wait for the bus', async () => {
    const store = createChatLifecycle({ bus: () => undefined })
    const opening = outcome(store.actions.openWindow())
    store.destroy()
    await vi.advanceTimersByTimeAsync(0)
    expect(opening.error).toMatchObject({ kind: 'cancelled' })
  })

  it('can be followed by attach, which listens anew', async () => {
    const { testBus, store, isListening } = await listening()
    store.destroy()
    testBus.customer.open()
    await testBus.settle()
    const detach = store.attach()
    await testBus.settle()
    expect(store.getState().phase).toBe('waiting')
    detach()
    expect(isListening()).toBe(false)
  })

  it('settles all attachments: one that is given back later stops nobody else', async () => {
    const { store, isListening } = await listening()
    const before = store.attach()
    store.destroy()
    const after = store.attach()
    before()
    expect(isListening()).toBe(true)
    after()
    expect(isListening()).toBe(false)
    const again = store.attach()
    expect(isListening()).toBe(true)
    again()
    expect(isListening()).toBe(false)
  })
})

describe('setOptions', () => {
  it('changes the options that are given, and keeps the others', async () => {
    const onSegmentClosed = vi.fn()
    const { chat, publish } = await rawConversation({ onSegmentClosed, asyncMode: true })
    chat.setOptions({ closeSignals: [textMarker(/^BYE$/)] })
    await publish('WebChatService.messageReceived', batch(COMPLETED))
    expect(chat.getState()).toMatchObject({ phase: 'active', isAsync: true })
    const bye = { type: 'Text', text: 'BYE', index: '3000-1', from: { type: 'Bot', participantId: 'b' } }
    await publish('WebChatService.messageReceived', batch(bye))
    expect(onSegmentClosed).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ signal: 'textMarker', isAsync: true }),
    )
  })

  it('replaces a callback, and removes one that is given as undefined', async () => {
    const [first, second] = [vi.fn(), vi.fn()]
    const { chat, publish } = await rawConversation({ onSegmentClosed: first, onEnded: first })
    chat.setOptions({ onSegmentClosed: second })
    chat.setOptions({ onEnded: undefined })
    await publish('WebChatService.messageReceived', batch(COMPLETED))
    await publish('WebChatService.ended')
    expect(first).not.toHaveBeenCalled()
    expect(second).toHaveBeenCalledTimes(1)
  })

  it('applies times to the commands that follow', async () => {
    const { bus, chat } = await rawConversation({ commandTimeoutMs: 5_000 }, 'session-1', {
      'WebChatService.sendTyping': 'never',
    })
    chat.setOptions({ asyncMode: true })
    const patient = outcome(chat.actions.sendTyping())
    chat.setOptions({ commandTimeoutMs: 100 })
    const hasty = outcome(chat.actions.sendTyping())
    await bus.wait(200)
    expect(hasty.error).toMatchObject({ kind: 'timeout' })
    expect(patient).toStrictEqual({})
    await bus.wait(5_000)
    expect(patient.error).toMatchObject({ kind: 'timeout' })
  })

  it('keeps the bus, also when another one is forced upon it', async () => {
    const { bus, chat, publish } = await rawConversation()
    chat.setOptions({ bus: () => undefined } as never)
    chat.destroy()
    chat.attach()
    await bus.wait(500)
    await publish('WebChatService.started', { data: { sessionId: 'session-2' } })
    expect(chat.getState()).toMatchObject({ phase: 'waiting', sessionId: 'session-2' })
  })
})

describe('on', () => {
  const agent = { type: 'Agent', participantId: 'a1', name: 'Anna' }

  it('reports each event once per occurrence, with what its callback receives', async () => {
    const onSegmentClosed = vi.fn()
    const { chat, publish } = await rawConversation({ asyncMode: true, onSegmentClosed })
    const heard: [string, unknown][] = []
    for (const event of ['segmentClosed', 'segmentReopened', 'ended', 'error'] as const) {
      chat.on(event, (payload: unknown) => heard.push([event, payload]))
    }
    await publish('WebChatService.messageReceived', batch(COMPLETED, { ...COMPLETED, index: '2001-1' }))
    await publish('WebChatService.messageReceived', batch(COMPLETED))
    const { closedSegment } = chat.getState()
    expect(heard).toEqual([['segmentClosed', closedSegment]])
    expect(onSegmentClosed).toHaveBeenCalledExactlyOnceWith(closedSegment)

    const joins = { type: 'ParticipantJoined', index: '3000-1', from: { ...agent, participantId: 'a2' } }
    await publish('WebChatService.messageReceived', batch(joins))
    await publish('WebChatService.messageReceived', batch(joins))
    expect(heard.splice(0)).toEqual([
      ['segmentClosed', closedSegment],
      ['segmentReopened', closedSegment],
    ])

    const fault = { errors: [{ code: 'INVALID', text: 'No.' }] }
    for (let poll = 0; poll < 3; poll++) await publish('WebChatService.error', fault)
    await publish('WebChatService.ended')
    await publish('WebChatService.ended')
    expect(heard).toMatchObject([
      ['error', { code: 'INVALID', message: 'No.' }],
      ['ended', { reason: 'customer', sessionId: 'session-1', isAsync: true }],
    ])
  })

  it('calls every listener, each until it is removed', async () => {
    const { chat, publish } = await rawConversation({ asyncMode: true })
    const [first, second] = [vi.fn(), vi.fn()]
    const off = chat.on('segmentClosed', first)
    chat.on('segmentClosed', second)
    await publish('WebChatService.messageReceived', batch(COMPLETED))
    off()
    off()
    const joins = { type: 'ParticipantJoined', index: '3000-1', from: agent }
    await publish('WebChatService.messageReceived', batch(joins, { ...COMPLETED, index: '4000-1' }))
    expect(first).toHaveBeenCalledTimes(1)
    expect(second).toHaveBeenCalledTimes(2)
  })

  it('reports what a listener throws to onError, and calls the others', async () => {
    const onError = vi.fn()
    const { chat, publish } = await rawConversation({ onError })
    chat.on('segmentClosed', () => {
      throw new Error('broken')
    })
    const other = vi.fn()
    chat.on('segmentClosed', other)
    await publish('WebChatService.messageReceived', batch(COMPLETED))
    expect(other).toHaveBeenCalledTimes(1)
    expect(onError).toHaveBeenCalledExactlyOnceWith(new Error('broken'))
    expect(chat.getState().phase).toBe('closed')
  })

  it('is not called again after a reload for what was reported before', async () => {
    const answers = { ...SESSION }
    const { bus, chat, publish } = await rawConversation({}, 'session-1', answers)
    const before = vi.fn()
    chat.on('segmentClosed', before)
    await publish('WebChatService.messageReceived', batch(COMPLETED))
    expect(before).toHaveBeenCalledTimes(1)
    chat.destroy()
    bus.reload()
    const again = createChatLifecycle({ bus: bus.bus })
    const after = vi.fn()
    again.on('segmentClosed', after)
    await publish('App.ready')
    await publish('WebChatService.data.sessionActive', { value: true })
    await publish('WebChatService.ready')
    await publish('WebChatService.restored', { async: false })
    await publish('WebChatService.messageReceived', batch(COMPLETED))
    expect(again.getState().phase).toBe('closed')
    expect(after).not.toHaveBeenCalled()
    again.destroy()
  })
})

describe('the other tabs', () => {
  /** A chat, and what a tab that listens hears of it. */
  async function overheard(answers = {}) {
    vi.stubGlobal('BroadcastChannel', Channel)
    const other = new Channel()
    const news: Record<string, unknown>[] = []
    other.onmessage = ({ data }) => news.push(data as Record<string, unknown>)
    const raw = await rawConversation({}, 'session-1', { ...SESSION, ...answers })
    await raw.bus.wait(50)
    news.length = 0
    const ask = async () => {
      other.postMessage({ ask: true })
      await raw.bus.wait(50)
      return news.splice(0).map(({ answer }) => answer)
    }
    return { ...raw, other, news, ask }
  }

  it('are told how the segment stands when that is decided, and nothing else', async () => {
    const { publish, news, bus } = await overheard()
    await publish('WebChatService.agentTypingStarted')
    await publish(
      'WebChatService.messageReceived',
      batch({ type: 'Text', index: '1500-1', from: { type: 'Agent' } }),
    )
    await bus.wait(50)
    // Who writes first has opened the segment.
    expect(news.splice(0)).toMatchObject([
      { sessionId: 'session-1', segment: { closedSegment: null, openedAt: [1500, 1] } },
    ])
    await publish(
      'WebChatService.messageReceived',
      batch({ type: 'Text', index: '1501-1', from: { type: 'Agent' } }),
    )
    await bus.wait(50)
    expect(news).toEqual([])
    await publish('WebChatService.messageReceived', batch(COMPLETED))
    await bus.wait(50)
    expect(news).toMatchObject([
      { sessionId: 'session-1', segment: { closedSegment: { key: 'session-1:2000-1' } } },
    ])
  })

  it('are told of an end once, with its reason', async () => {
    const { publish, news, bus } = await overheard()
    await publish('WebChatService.ended')
    await publish('WebChatService.ended')
    await publish('WebChat.opened')
    await bus.wait(50)
    expect(news).toEqual([{ sessionId: 'session-1', ended: 'customer' }])
  })

  it.each([
    // The tab that ended it has told the server.
    ['agent', 0],
    // Nobody has told the widgets.
    ['server', 1],
  ] as const)('are not told what came from them: an end by the %s', async (reason, requests) => {
    const { other, news, chat, bus } = await overheard()
    const segment = {
      ...{ sessionId: 'session-1', closedThrough: [2000, 1], openedAt: null, reopenedAt: null },
      ...{ tailDue: false, surveyBots: [], serving: [], newest: [2000, 1], interactionState: 'Completed' },
      lastAgent: null,
      closedSegment: {
        ...{ key: 'session-1:2000-1', state: 'completed', signal: 'interactionState', at: 5 },
        ...{ agentName: null, isAsync: false, sessionId: 'session-1' },
      },
    }
    other.postMessage({ sessionId: 'session-1', segment })
    await bus.wait(50)
    expect(chat.getState().phase).toBe('closed')
    other.postMessage({ sessionId: 'session-1', ended: reason })
    await bus.wait(500)
    expect(chat.getState()).toMatchObject({ phase: 'ended', endReason: reason })
    expect(news.filter((each) => !('ask' in each))).toEqual([])
    expect(bus.commandsNamed('WebChatService.endChat')).toHaveLength(requests)
  })

  it('that tell how the segment stands have told of no end', async () => {
    const { other, bus, chat } = await overheard()
    other.postMessage({ sessionId: 'session-1', segment: {} })
    const segment = {
      ...{ sessionId: 'session-1', closedThrough: null, openedAt: [1, 0], reopenedAt: null },
      ...{ tailDue: false, surveyBots: [], serving: [], newest: [2000, 1], interactionState: null },
      ...{ lastAgent: null, closedSegment: null },
    }
    other.postMessage({ sessionId: 'session-1', segment })
    await bus.wait(500)
    expect(chat.getState().phase).toBe('active')
    expect(bus.commandsNamed('WebChatService.endChat')).toEqual([])
  })

  it('that tell of an end have this one tidied up, unless a chat has begun here meanwhile', async () => {
    const { other, bus, chat, publish } = await overheard()
    other.postMessage({ sessionId: 'session-1', ended: 'customer' })
    await bus.wait(10)
    expect(chat.getState()).toMatchObject({ phase: 'ended', endReason: 'customer' })
    await publish('WebChatService.started', { data: { sessionId: 'session-2' } })
    await bus.wait(500)
    expect(chat.getState()).toMatchObject({ phase: 'waiting', sessionId: 'session-2' })
    expect(bus.commandsNamed('WebChatService.endChat')).toEqual([])
  })

  it('that tell of another session, or of one that is over here, change nothing', async () => {
    const { other, bus, chat, publish } = await overheard()
    other.postMessage({ sessionId: 'session-2', ended: 'agent' })
    await bus.wait(500)
    expect(chat.getState().phase).toBe('active')
    await publish('WebChatService.ended')
    const sent = bus.commands.length
    other.postMessage({ sessionId: 'session-1', ended: 'agent' })
    await bus.wait(500)
    expect(chat.getState().endReason).toBe('customer')
    expect(bus.commands).toHaveLength(sent)
  })

  it('are told which session there is, if one goes on', async () => {
    const { ask, publish } = await overheard()
    expect(await ask()).toEqual(['session-1'])
    await publish('WebChatService.ended')
    await ask()
    expect(await ask()).toEqual([])
  })
})
