import { createReplayBus, replay } from 'genesys-models/replay'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { allAgentsLeft, createChatLifecycle, textMarker } from '../../src/index.ts'
import { outcome } from '../support/outcome.ts'
import { rawConversation } from '../support/rawBus.tsx'
import { recording } from '../support/recordings.ts'
import { play } from '../support/replayed.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

// What the library makes of everything that the real widget published on GMS and Genesys Cloud, and of single events.
// `onTransports.test.tsx` has the cases, on the test bus, which publishes the same.

const closeSignals = [allAgentsLeft({ graceMs: 500 })]

const ANNA = [{ name: 'Anna', role: 'agent' }]

/** How it ends: the state, and how often the segment was closed, the chat ended, and `endChat` sent by us. */
const STORIES: Readonly<
  Record<string, { state: object; closed?: number; ended?: readonly string[]; sent?: number; guard?: null }>
> = {
  'start-converse-agent-leaves': {
    state: { phase: 'ended', endReason: 'agent', agents: [] },
    closed: 1,
    ended: ['agent'],
    sent: 1,
  },
  'bot-then-agent': { state: { phase: 'ended', endReason: 'agent' }, closed: 1, ended: ['agent'], sent: 1 },
  'same-name-transfer': { state: { phase: 'active', agents: ANNA } },
  restore: { state: { phase: 'closed', agents: [], isRestored: true }, closed: 1, guard: null },
  'server-ends': { state: { phase: 'active', agents: ANNA }, ended: ['server'] },
  // A recording sends no commands, so nothing tells that it was the customer.
  'customer-ends': { state: { agents: [] }, ended: ['server'] },
}

it.each(
  Object.entries(STORIES).flatMap(([story, expected]) =>
    (['gms', 'genesys-cloud'] as const).map((transport) => ({ story, transport, ...expected })),
  ),
)('$story on $transport', async ({ story, transport, state, closed = 0, ended = [], sent = 0, guard }) => {
  const prefix = transport === 'gms' ? 'gms' : 'cloud'
  const played = await play(`${prefix}-${story}`, {
    provider: { closeSignals },
    ...(guard === null && { guard }),
  })
  expect(played.state()).toMatchObject({ transport, isAsync: false, ...state })
  expect(played.closed).toHaveLength(closed)
  expect(played.ended.map(({ reason }) => reason)).toEqual(ended)
  expect(played.sent('WebChatService.endChat')).toBe(sent)
})

it('an agent who joined before the page of history is known on Genesys Cloud', async () => {
  const played = await play('cloud-late-history', { provider: { closeSignals } })
  expect(played.state()).toMatchObject({ phase: 'active', agents: ANNA })
})

it.each(['gms', 'cloud'])(
  'mounted in the middle of a recording on %s, knows one Anna, and hears her leave',
  async (prefix) => {
    const bus = createReplayBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    let chat: ReturnType<typeof createChatLifecycle> | undefined
    const seen: number[] = []
    await replay(bus, recording(`${prefix}-start-converse-agent-leaves`), {
      onEvent: async ({ event, data }) => {
        const isHello = event === 'WebChatService.messageReceived' && JSON.stringify(data).includes('Hello')
        if (!chat && isHello) {
          chat = createChatLifecycle({ bus: bus.bus, closeSignals })
          await bus.wait(500)
        }
        if (chat) seen.push(chat.getState().agents.length)
      },
    })
    await bus.wait(2_000)
    expect(Math.max(...seen)).toBe(1)
    expect(chat?.getState()).toMatchObject({ agents: [], phase: 'closed' })
    chat?.destroy()
  },
)

it('GMS over CometD: an asynchronous chat is restored with its agent', async () => {
  const played = await play('gms-cometd-async-restore-and-history', { provider: { closeSignals } })
  expect(played.state()).toMatchObject({
    phase: 'active',
    isAsync: true,
    agents: [{ id: '2', name: 'Anna' }],
  })
})

it('a session without an id has a closing of its own, also where an earlier one closed at the same place', async () => {
  const onSegmentClosed = vi.fn()
  for (const text of ['Bye', 'Goodbye']) {
    const { chat, publish } = await rawConversation(
      { onSegmentClosed, closeSignals: [textMarker(text)] },
      null as never,
    )
    const from = { type: 'Agent', participantId: 'a1', name: 'Anna' }
    const originalMessages = [{ type: 'Text', text, from, index: '1000-2' }]
    await publish('WebChatService.messageReceived', { originalMessages, messages: [] })
    expect(chat.getState()).toMatchObject({ phase: 'closed', sessionId: null })
    chat.destroy()
  }
  expect(onSegmentClosed).toHaveBeenCalledTimes(2)
})

describe('GMS', () => {
  const gms = async () => {
    const bus = createReplayBus({
      advanceTimers: vi.advanceTimersByTimeAsync,
      answers: {
        'WebChatService.endChat': 'never',
        'WebChatService.getSessionData': { resolve: { sessionID: 'g1', secureKey: 'secret' } },
      },
    })
    const chat = createChatLifecycle({ bus: bus.bus, commandTimeoutMs: 5_000 })
    const publish = async (event: string, data?: unknown) => {
      bus.publish(event, data)
      await bus.wait(5)
    }
    for (const event of ['App.ready', 'WebChatService.ready']) await publish(event)
    await publish('WebChatService.data.sessionActive', { value: true })
    await publish('WebChatService.started', { sessionID: 'g1', secureKey: 'secret' })
    return { bus, chat, publish }
  }

  it('end() resolves with the end, although the command never settles', async () => {
    const { bus, chat, publish } = await gms()
    const ending = outcome(chat.actions.end())
    await bus.wait(100)
    await publish('WebChatService.data.sessionActive', { value: false })
    await publish('WebChatService.ended')
    await bus.wait(100)
    expect(ending).toHaveProperty('value')
    expect(chat.getState()).toMatchObject({ phase: 'ended', endReason: 'customer', sessionId: 'g1' })
    chat.destroy()
  })

  it('an end by the widget is the customer’s, although the session lives until the server has answered', async () => {
    const { bus, chat, publish } = await gms()
    bus.bus.command('WebChatService.endChat')
    await publish('WebChatService.pollingStopped')
    await bus.wait(500)
    await publish('WebChatService.data.sessionActive', { value: false })
    await publish('WebChatService.ended')
    expect(chat.getState()).toMatchObject({ phase: 'ended', endReason: 'customer' })
    chat.destroy()
  })

  it('an end that a hook of the page stopped is none: the one that comes later is the server’s', async () => {
    const { bus, chat, publish } = await gms()
    bus.bus.before('WebChatService.endChat', () => false)
    bus.bus.command('WebChatService.endChat')
    await bus.wait(500)
    await publish('WebChatService.ended')
    expect(chat.getState()).toMatchObject({ phase: 'ended', endReason: 'server' })
    chat.destroy()
  })

  it('the window is closed after the end, although the provider is unmounted meanwhile', async () => {
    const { bus, chat, publish } = await gms()
    await publish('WebChat.ready')
    await publish('WebChat.opened')
    const ending = outcome(chat.actions.end({ closeWindow: true }))
    await bus.wait(100)
    chat.destroy()
    await publish('WebChatService.ended')
    await bus.wait(100)
    expect(ending).not.toHaveProperty('error')
    expect(bus.commandsNamed('WebChat.close')).toHaveLength(1)
  })

  it('what comes late after a reset is of no chat, although the widget still has the data of the last one', async () => {
    const { bus, chat, publish } = await gms()
    const phases: string[] = []
    const ended: string[] = []
    chat.on('ended', ({ reason }) => ended.push(reason))
    const reset = outcome(chat.actions.reset())
    await bus.wait(100)
    await publish('WebChatService.data.sessionActive', { value: false })
    await publish('WebChatService.ended')
    await bus.wait(6_000)
    expect(reset).not.toEqual({})
    expect(chat.getState().phase).toBe('idle')
    chat.subscribe(() => phases.push(chat.getState().phase))
    const left = { type: 'ParticipantLeft', index: 3, from: { id: 1, type: 'Client', name: 'Joe' } }
    await publish('WebChatService.messageReceived', { messages: [left], originalMessages: [left] })
    await bus.wait(1_000)
    expect(phases).toEqual([])
    expect(ended).toEqual(['customer'])
    chat.destroy()
  })

  describe('a page with a session to restore', () => {
    const session = { sessionID: 'g1', userId: '', secureKey: '', alias: '' }
    const restoring = async () => {
      vi.stubGlobal('_genesys', { widgets: { webchat: { dataURL: 'https://gms.example/genesys/2/chat' } } })
      const bus = createReplayBus({
        advanceTimers: vi.advanceTimersByTimeAsync,
        answers: { 'WebChatService.getSessionData': { resolve: session } },
      })
      const chat = createChatLifecycle({ bus: bus.bus })
      const phases: string[] = []
      chat.subscribe(() => phases.at(-1) !== chat.getState().phase && phases.push(chat.getState().phase))
      bus.publish('App.ready')
      bus.publish('WebChatService.data.sessionActive', { value: false })
      bus.publish('WebChatService.ready')
      await bus.wait(500)
      return { bus, chat, phases }
    }
    afterEach(() => void vi.unstubAllGlobals())

    it('is not idle first, although the session is active only once it is restored', async () => {
      const { bus, chat, phases } = await restoring()
      const join = { type: 'ParticipantJoined', index: 2, from: { id: 2, type: 'Agent', name: 'Anna' } }
      bus.publish('WebChatService.restored')
      bus.publish('WebChatService.messageReceived', { messages: [join], originalMessages: [join] })
      bus.publish('WebChatService.data.sessionActive', { value: true })
      await bus.wait(100)
      expect(phases).toEqual(['connecting', 'active'])
      chat.destroy()
    })

    it('makes a start wait, which would begin a second session beside it', async () => {
      const { bus, chat } = await restoring()
      const started = outcome(chat.actions.start({ form: { firstname: 'Joe' } }))
      await bus.wait(100)
      expect(bus.commandsNamed('WebChatService.startChat')).toEqual([])
      bus.publish('WebChatService.restored')
      bus.publish('WebChatService.data.sessionActive', { value: true })
      await bus.wait(2_000)
      expect(bus.commandsNamed('WebChatService.startChat')).toHaveLength(1)
      expect(started).not.toEqual({})
      expect(chat.getState()).toMatchObject({ phase: 'waiting', sessionId: 'g1' })
      chat.destroy()
    })

    it('is idle in the end, if nothing is restored and nothing is told', async () => {
      const { bus, chat, phases } = await restoring()
      await bus.wait(15_000)
      expect(phases).toEqual(['connecting', 'idle'])
      chat.destroy()
    })
  })

  it('keys of two chats with a closing at the same message count differ', async () => {
    const { chat, publish } = await gms()
    const keys: (string | undefined)[] = []
    const marker = { type: 'Message', text: 'BYE', index: 5, from: { id: 2, type: 'Agent', name: 'Anna' } }
    chat.setOptions({ closeSignals: [textMarker('BYE')] })
    await publish('WebChatService.messageReceived', { messages: [marker], originalMessages: [marker] })
    keys.push(chat.getState().closedSegment?.key)
    await publish('WebChatService.ended')
    await publish('WebChatService.started', { sessionID: 'g2' })
    await publish('WebChatService.messageReceived', { messages: [marker], originalMessages: [marker] })
    keys.push(chat.getState().closedSegment?.key)
    expect(keys).toEqual(['g1:5-0', 'g2:5-0'])
    chat.destroy()
  })
})

describe('Genesys Cloud', () => {
  const anna = { id: 'anna', displayName: 'Anna', role: 'AGENT' }
  const cloud = async () => {
    const bus = createReplayBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    const chat = createChatLifecycle({ bus: bus.bus, closeSignals })
    /** Who was there, after each change. */
    const present: string[] = []
    chat.subscribe(() => {
      const names = chat.getState().agents.map(({ name, joinedAt }) => `${name} ${joinedAt !== null}`)
      if (names.join() !== (present.at(-1) ?? '')) present.push(names.join())
    })
    const publish = async (event: string, data?: unknown) => {
      bus.publish(`WebChatService.${event}`, data)
      await bus.wait(5)
    }
    const deliver = (bodyType: string, id: string) => {
      const timestamp = new Date().toISOString()
      return publish('messageReceived', {
        originalMessages: [{ id: `${id} ${bodyType}`, sender: { id }, bodyType, timestamp }],
        messages: [{ id: `${id} ${bodyType}` }],
      })
    }
    bus.publish('App.ready', {})
    await publish('ready')
    return { bus, chat, publish, deliver, present }
  }
  const started = { data: { conversationId: 'c1', memberId: 'joe', jwt: 'secret', WebSocketUrl: 'wss://x' } }

  it('makes up for joins and leaves whose messages the widget has lost, once', async () => {
    const { bus, chat, publish, deliver, present } = await cloud()
    await publish('started', started)
    await publish('agentConnected', { message: { ...anna, state: 'CONNECTED' } })
    expect(chat.getState().phase).toBe('waiting')
    await bus.wait(2_000)
    expect(chat.getState()).toMatchObject({ phase: 'active', agents: [{ id: 'anna', name: 'Anna' }] })
    await publish('agentDisconnected', { message: { ...anna, state: 'DISCONNECTED' } })
    await publish('agentDisconnected', { message: { ...anna, state: 'DISCONNECTED' } })
    await bus.wait(3_000)
    expect(chat.getState()).toMatchObject({ phase: 'closed', agents: [] })

    await publish('agentConnected', { message: { ...anna, state: 'CONNECTED' } })
    await deliver('member-join', 'anna')
    await publish('agentDisconnected', { message: { ...anna, state: 'DISCONNECTED' } })
    await deliver('member-leave', 'anna')
    await bus.wait(3_000)
    // A join that is made up has no time.
    expect(present).toEqual(['Anna false', '', 'Anna true', ''])
    chat.destroy()
  })

  it('makes up for no join of somebody whose leave came as a message alone, since the widget could not ask who it was', async () => {
    const { bus, chat, publish, deliver } = await cloud()
    await publish('started', started)
    await publish('agentConnected', { message: { ...anna, state: 'CONNECTED' } })
    await deliver('member-join', 'anna')
    await deliver('member-leave', 'anna')
    await bus.wait(3_000)
    expect(chat.getState()).toMatchObject({ phase: 'closed', agents: [] })
    chat.destroy()
  })

  it('makes up for nothing of a former chat, nor after it was destroyed', async () => {
    const { bus, chat, publish, present } = await cloud()
    await publish('started', started)
    await publish('agentConnected', { message: { ...anna, state: 'CONNECTED' } })
    await publish('ended')
    await publish('started', { data: { ...started.data, conversationId: 'c2' } })
    await bus.wait(3_000)
    expect(chat.getState()).toMatchObject({ phase: 'waiting', sessionId: 'c2', agents: [] })
    await publish('agentConnected', { message: { ...anna, state: 'CONNECTED' } })
    chat.destroy()
    await bus.wait(3_000)
    expect(present).toEqual([])
  })

  it('takes the last messages of a former chat, which the widget delivers late, for no news of the next one', async () => {
    const { bus, chat, publish } = await cloud()
    const say = async (conversation: string, ...told: [bodyType: string, id: string][]) => {
      const originalMessages = told.map(([bodyType, id]) => ({
        ...{ id: `${conversation} ${id} ${bodyType}`, conversation: { id: conversation } },
        ...{ sender: { id }, bodyType, timestamp: new Date().toISOString() },
      }))
      await publish('messageReceived', {
        originalMessages,
        messages: originalMessages.map(({ id }) => ({ id })),
      })
    }
    await publish('started', started)
    await publish('agentConnected', { message: { ...anna, state: 'CONNECTED' } })
    await say('c1', ['member-join', 'anna'])
    expect(chat.getState().phase).toBe('active')
    await publish('ended')
    await publish('started', { data: { ...started.data, conversationId: 'c2', memberId: 'joe2' } })
    await say('c1', ['member-leave', 'joe'], ['member-leave', 'anna'])
    await bus.wait(1_000)
    expect(chat.getState()).toMatchObject({ phase: 'waiting', sessionId: 'c2', agents: [] })
    await say('c2', ['member-join', 'anna'])
    expect(chat.getState()).toMatchObject({ phase: 'active', agents: [{ name: 'Anna' }] })
    chat.destroy()
  })

  it('an end by the server is the server’s, although the last agent leaves in the same moment', async () => {
    const played = await play('cloud-server-ends', {
      provider: { closeSignals: [allAgentsLeft({ graceMs: 0 })] },
    })
    expect(played.ended.map(({ reason }) => reason)).toEqual(['server'])
    expect(played.sent('WebChatService.endChat')).toBe(0)
  })

  it.each([
    [{ id: 'joe', role: 'CUSTOMER', state: 'DISCONNECTED' }, 'server'],
    ['failed to retrieve conversation state', 'restore-failed'],
  ])('a restore that fails with %j ends the chat: %s', async (data, endReason) => {
    const { chat, publish } = await cloud()
    await publish('started', started)
    await publish('restoreFailed', data)
    expect(chat.getState()).toMatchObject({ phase: 'ended', endReason })
    chat.destroy()
  })

  it('mounted late, knows by the answer of getAgents alone who has left without a word', async () => {
    const joined = {
      id: 'm1',
      sender: { id: 'anna' },
      bodyType: 'member-join',
      timestamp: '2026-01-01T00:00:00Z',
    }
    const left = { ...joined, id: 'm2', bodyType: 'member-leave', timestamp: '2026-01-01T00:00:01Z' }
    const original = [joined, left]
    const messages = original.map(({ id }) => ({ id }))
    const bus = createReplayBus({
      advanceTimers: vi.advanceTimersByTimeAsync,
      answers: {
        'WebChatService.getSessionData': { resolve: { conversationId: 'c1', memberId: 'joe' } },
        'WebChatService.getTranscript': { resolve: { originalMessages: original, messages } },
        'WebChatService.getAgents': { resolve: { agents: { anna: { name: 'Anna', connected: false } } } },
      },
    })
    bus.publish('App.ready', {})
    bus.publish('WebChatService.data.sessionActive', { value: true })
    bus.publish('WebChatService.ready')
    const chat = createChatLifecycle({ bus: bus.bus, closeSignals })
    await bus.wait(2_000)
    expect(chat.getState()).toMatchObject({ phase: 'closed', closedSegment: { agentName: 'Anna' } })
    chat.destroy()
  })

  it('a bot is there as soon as it joins, where the widget tells of bots', async () => {
    const bus = createReplayBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    const chat = createChatLifecycle({ bus: bus.bus, closeSignals })
    const seen: boolean[] = []
    await replay(bus, recording('cloud-bot-then-agent'), {
      onEvent: async ({ event, data }) => {
        if (event === 'WebChatService.messageReceived' && JSON.stringify(data).includes('member-join'))
          seen.push(chat.getState().botActive)
      },
    })
    expect(seen[0]).toBe(true)
    expect(chat.getState().botActive).toBe(false)
    chat.destroy()
  })
})
