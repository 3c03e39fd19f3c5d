import { describe, expect, it } from 'vitest'
import type { ChatEvent } from '../../src/chat/events.ts'
import { project } from '../../src/chat/project.ts'
import { type ChatRecord, initialRecord, reduceChat } from '../../src/chat/reducer.ts'
import type { SegmentMemory } from '../../src/chat/segment.ts'
import { interactionState } from '../../src/chat/signals/interactionState.ts'
import { detectClose } from '../../src/chat/signals/signal.ts'
import type { MessageSource, TransportName } from '../../src/platform/port.ts'
import { ChatServiceError } from '../../src/platform/serviceError.ts'
import { readMessage } from '../support/read.ts'

const run = (state: ChatRecord, ...events: ChatEvent[]): ChatRecord => events.reduce(reduceChat, state)
const joined = (
  sessionId: string | null,
  {
    memory = null,
    restoredBefore = 0,
    startedAt = null,
  }: { memory?: SegmentMemory | null; restoredBefore?: number; startedAt?: number | null } = {},
): ChatEvent => ({ type: 'joined', sessionId, memory, restoredBefore, startedAt })
const messages = (raw: object[], source: MessageSource = 'live'): ChatEvent => ({
  type: 'messages',
  messages: raw.map((each) => {
    const message = readMessage(each) as never
    return { closes: detectClose(message, [interactionState()], () => {}), ...(message as object) } as never
  }),
  source,
  now: 900,
})
const status = (
  now: 'connecting' | 'connected' | 'unavailable',
  transport: TransportName | null = 'digital-channels',
): ChatEvent => ({ type: 'status', status: now, platform: 'genesys-widgets', transport })
const anna = { type: 'Agent', participantId: 'a', name: 'Anna' }
const arrives = (from: object, index = '1-0') => ({ type: 'ParticipantJoined', index, from })
const closes = (index = '2-0') => ({
  type: 'System',
  index,
  from: { type: 'System' },
  event: 'InteractionStateChange',
  data: { interactionState: 'Completed' },
})
const fault = (code: string, message = ''): ChatEvent => ({
  type: 'error',
  error: new ChatServiceError(code, message),
})

const connected = run(initialRecord, status('connected'))
const idle = run(connected, { type: 'noSession' })
const starting = run(idle, { type: 'starting' })
const live = run(idle, joined('s'))
const active = run(live, messages([arrives(anna)]))
const closed = run(active, messages([closes()]))
const ending = run(active, { type: 'ending' })
const ended = run(active, { type: 'ended', reason: 'customer' })

it.each([
  ['connecting', initialRecord],
  ['connecting', connected],
  ['idle', idle],
  ['starting', starting],
  ['waiting', live],
  ['active', active],
  ['closed', closed],
  ['ending', ending],
  ['ended', ended],
])('is %s', (phase, state) => {
  expect(project(state).phase).toBe(phase)
})

it('the first state is empty', () => {
  expect(project(initialRecord)).toEqual({
    phase: 'connecting',
    interactionState: null,
    closedSegment: null,
    endReason: null,
    isAsync: false,
    sessionId: null,
    agents: [],
    botActive: false,
    agentTyping: false,
    connection: 'online',
    window: 'absent',
    canSend: false,
    error: null,
    hasSession: false,
    isRestored: false,
    startedAt: null,
    platform: null,
    transport: null,
  })
})

describe('an event that changes nothing returns the same object', () => {
  it.each<[string, ChatRecord, ChatEvent]>([
    ['deciding, with a session', live, { type: 'deciding' }],
    ['deciding, twice', connected, { type: 'deciding' }],
    ['no session, with one', live, { type: 'noSession' }],
    ['no session, when it has ended', ended, { type: 'noSession' }],
    ['a start, with a session', live, { type: 'starting' }],
    ['a start, while it ends', ending, { type: 'starting' }],
    ['a start that failed, with a session', live, { type: 'startFailed' }],
    ['a start that failed, when all is over', ended, { type: 'startFailed' }],
    ['messages without a session', idle, messages([arrives(anna)])],
    ['the last words of a chat that is over', ended, messages([arrives(anna), closes()])],
    ['who is there, without a session', idle, { type: 'presence', messages: [] }],
    ['a signal without a session', idle, { type: 'signal', signal: 'own', now: 5 }],
    ['a signal when it is closed', closed, { type: 'signal', signal: 'own', now: 5 }],
    ['news without a session', ended, { type: 'told', segment: closed.segment }],
    ['news of another session', live, { type: 'told', segment: { ...closed.segment, sessionId: 't' } }],
    ['typing without a session', idle, { type: 'typing', typing: true }],
    ['the same error', run(live, fault('a', 'b')), fault('a', 'b')],
    ['an end that is asked for without a session', idle, { type: 'ending' }],
    ['an end that is asked for when it is over', ended, { type: 'ending' }],
    ['an end that failed, of none', live, { type: 'endFailed' }],
    ['an end that failed, when it is over', ended, { type: 'endFailed' }],
    ['a second end', ended, { type: 'ended', reason: 'server' }],
    ['an end without a session', idle, { type: 'ended', reason: 'server' }],
    ['the former chat’s end, while one starts', starting, { type: 'ended', reason: 'customer' }],
    ['the same session, joined again', live, joined('s')],
  ])('%s', (_, state, event) => {
    expect(reduceChat(state, event)).toBe(state)
  })
})

describe('a session', () => {
  it('is looked for again when the service reports that it is ready', () => {
    expect(project(run(idle, { type: 'deciding' })).phase).toBe('connecting')
  })

  it('has ended when its restore fails, also before it was known that there was one', () => {
    expect(run(connected, { type: 'ended', reason: 'restore-failed' })).toMatchObject({
      session: 'ended',
      endReason: 'restore-failed',
    })
    expect(run(idle, { type: 'ended', reason: 'restore-failed' }).session).toBe('ended')
  })

  it('does not exist when its start fails, by its command or by an error that is published', () => {
    expect(run(starting, { type: 'startFailed' }).session).toBe('none')
    expect(run(starting, fault('500'))).toMatchObject({ session: 'none', error: { code: '500' } })
    expect(run(live, fault('500')).session).toBe('live')
  })

  it('clears the error when it starts, and what else was wrong when it is joined', () => {
    const broken = run(ended, fault('500'), { type: 'connection', connection: 'offline' })
    expect(run(broken, { type: 'starting' })).toMatchObject({ endReason: null, error: null })
    expect(run(broken, joined('t'))).toMatchObject({
      endReason: null,
      error: null,
      connection: 'online',
      status: 'connected',
    })
    expect(run(active, { type: 'typing', typing: true }, joined('s')).agentTyping).toBe(false)
  })

  it('goes on when it is joined again, and another one begins anew', () => {
    expect(run(closed, joined('s')).segment).toBe(closed.segment)
    expect(run(closed, joined('t'))).toMatchObject({
      agents: [],
      segment: { sessionId: 't', closedSegment: null },
    })
    expect(project(run(ended, joined('s'))).phase).toBe('waiting')
  })

  it('without an id is the current session, if there is one', () => {
    expect(run(closed, joined(null)).segment).toBe(closed.segment)
    expect(run(ended, joined(null)).segment).toMatchObject({ sessionId: null, closedSegment: null })
  })

  it('goes on ending when it is joined again; another one does not', () => {
    expect(run(ending, joined('s')).session).toBe('ending')
    expect(run(ending, joined('t')).session).toBe('live')
  })

  it('goes on when the request to end it was never sent', () => {
    expect(run(ending, { type: 'endFailed' }).session).toBe('live')
  })

  it('takes up what is remembered of it, and of no other session', () => {
    const memory = closed.segment
    expect(run(idle, joined('s', { memory })).segment).toBe(memory)
    expect(run(idle, joined('t', { memory })).segment.closedSegment).toBeNull()
    const nameless = { ...memory, sessionId: null }
    expect(run(idle, joined(null, { memory: nameless })).segment.closedSegment).toBeNull()
  })

  it('keeps its id after the end until the window is closed, but no closed segment', () => {
    const over = run(closed, { type: 'window', window: 'open' }, { type: 'ended', reason: 'agent' })
    expect(project(over)).toMatchObject({
      sessionId: 's',
      closedSegment: null,
      endReason: 'agent',
      agents: [],
    })
    const gone = run(over, { type: 'window', window: 'closed' })
    expect(project(gone)).toMatchObject({ phase: 'idle', sessionId: null, endReason: null })
  })

  it.each(['open', 'minimized'] as const)(
    'is forgotten after its end when a window that was %s closes',
    (window) => {
      const over = run(ended, { type: 'window', window })
      expect(run(over, { type: 'window', window: 'minimized' }).session).toBe('ended')
      expect(run(over, { type: 'window', window: 'closed' }).session).toBe('none')
      expect(run(ended, { type: 'window', window: 'closed' }).session).toBe('ended')
    },
  )
})

describe('the people', () => {
  const supervisor = { type: 'Supervisor', participantId: 'v', name: 'Vera' }
  const bot = { type: 'Bot', participantId: 'b', name: 'Robo' }

  it('are agents and supervisors by name, and a bot as a flag', () => {
    const all = run(live, messages([arrives(anna, '1-0'), arrives(supervisor, '2-0'), arrives(bot, '3-0')]))
    expect(project(all)).toMatchObject({
      phase: 'active',
      agents: [
        { id: 'a', name: 'Anna', role: 'agent', joinedAt: null },
        { id: 'v', name: 'Vera', role: 'supervisor', joinedAt: null },
      ],
      botActive: true,
    })
    expect(project(run(live, messages([arrives(bot)])))).toMatchObject({ phase: 'active', agents: [] })
    expect(project(run(live, messages([arrives(supervisor)]))).phase).toBe('waiting')
  })

  it('keep their list while nothing in it changes', () => {
    expect(run(active, messages([arrives(bot, '3-0')])).agents).toBe(active.agents)
    expect(run(active, messages([arrives(anna, '3-0')])).agents).toBe(active.agents)
    expect(run(live, messages([arrives(bot)])).agents).toBe(live.agents)
  })

  it.each([
    { ...anna, name: 'Anne' },
    { ...anna, type: 'Supervisor' },
  ])('get a new list when somebody changes: %j', (from) => {
    expect(run(active, messages([arrives(from, '3-0')])).agents).not.toBe(active.agents)
  })

  it('get a new list when one leaves and another one joins', () => {
    const swapped = run(
      active,
      messages([
        { ...arrives(anna, '3-0'), type: 'ParticipantLeft' },
        arrives({ ...anna, participantId: 'z' }, '4-0'),
      ]),
    )
    expect(swapped.agents).toEqual([{ id: 'z', name: 'Anna', role: 'agent', joinedAt: null }])
  })

  it('include those that the platform knows without a message', () => {
    const event = { type: 'presence', messages: [readMessage({ ...arrives(anna), index: null })] } as never
    expect(project(run(live, event)).agents).toHaveLength(1)
  })
})

describe('messages', () => {
  it('are taken in the order of their places; one without a place follows the message before it', () => {
    const gone = { ...arrives(anna, '5-0'), type: 'ParticipantLeft' }
    expect(run(live, messages([gone, arrives(anna, '4-0')])).agents).toEqual([])
    const { index: _, ...unplaced } = closes()
    const last = run(live, messages([arrives(anna, '4-0'), unplaced, closes('3-0')])).segment
    expect(last.closedThrough?.[0]).toBe(4)
    expect(last.closedSegment?.key).toBe('s:4-0.0001')
    expect(run(active, messages([{ ...unplaced, text: 'first' }])).segment.closedSegment?.key).toBe(
      's:1-0.0001',
    )
  })

  it('of an older page tell who is there, and close nothing', () => {
    const state = run(live, messages([arrives(anna), closes()], 'page'))
    expect(project(state)).toMatchObject({ phase: 'active', closedSegment: null })
  })

  it('of a restored history close the segment', () => {
    expect(project(run(live, messages([arrives(anna), closes()], 'history'))).phase).toBe('closed')
  })

  it('clear the error, because the connection works', () => {
    expect(run(live, fault('500'), messages([])).error).toBeNull()
  })

  it('of the agent clear `agentTyping`', () => {
    const typing = run(active, { type: 'typing', typing: true })
    expect(typing.agentTyping).toBe(true)
    expect(run(typing, messages([{ type: 'Text', index: '3-0', from: anna }])).agentTyping).toBe(false)
    expect(
      run(typing, messages([{ type: 'Text', index: '3-0', from: { type: 'Client' } }])).agentTyping,
    ).toBe(true)
    expect(run(typing, messages([{ type: 'Notice', index: '3-0', from: anna }])).agentTyping).toBe(true)
    expect(run(typing, { type: 'ended', reason: 'customer' }).agentTyping).toBe(false)
  })

  it('close the segment in the current mode, at the page’s time if they have none', () => {
    const state = run(active, { type: 'mode', isAsync: true }, messages([closes()]))
    expect(state.segment.closedSegment).toMatchObject({ isAsync: true, at: 900 })
  })
})

it('a signal without a message closes the segment right after the newest message', () => {
  const { closedSegment, newest } = run(active, { type: 'signal', signal: 'own', now: 5 }).segment
  expect(closedSegment).toMatchObject({ key: 's:1-0.0001', signal: 'own', state: 'completed', at: 5 })
  expect(newest).toEqual([1, 0.0001])
  expect(run(ending, { type: 'signal', signal: 'own', now: 5 }).segment.closedSegment).not.toBeNull()
})

it('what another tab reports of this session is taken over', () => {
  expect(project(run(active, { type: 'told', segment: closed.segment })).phase).toBe('closed')
})

it.each([
  [live, false, true],
  [active, false, true],
  [closed, false, false],
  [closed, true, true],
  [ending, false, false],
  [ended, false, false],
  [idle, false, false],
])('canSend tells whether a text would reach somebody', (state, isAsync, canSend) => {
  const now = run(state, { type: 'mode', isAsync })
  expect(project(now).canSend).toBe(canSend)
  expect(project(run(now, { type: 'connection', connection: 'offline' })).canSend).toBe(false)
})

it.each([
  ['a', 'c'],
  ['c', 'b'],
])('an error with another code or message replaces the last one: %s, %s', (code, message) => {
  expect(run(live, fault('a', 'b'), fault(code, message)).error).toMatchObject({ code, message })
})

describe('platform and transport', () => {
  it.each(['digital-channels', 'gms', 'genesys-cloud', null] as const)(
    'are known once the platform is connected: %s',
    (transport) => {
      expect(project(run(initialRecord, status('connecting', transport)))).toMatchObject({
        platform: null,
        transport: null,
      })
      expect(project(run(initialRecord, status('connected', transport)))).toMatchObject({
        platform: 'genesys-widgets',
        transport,
      })
    },
  )

  it('stay known when the platform becomes unavailable', () => {
    expect(project(run(connected, status('unavailable', null)))).toMatchObject({
      phase: 'unavailable',
      platform: 'genesys-widgets',
      transport: 'digital-channels',
    })
  })
})

describe('hasSession', () => {
  it.each<[boolean, string, ChatRecord]>([
    [false, 'connecting', connected],
    [false, 'idle', idle],
    [false, 'starting', starting],
    [true, 'waiting', live],
    [true, 'active', active],
    [true, 'closed', closed],
    [true, 'ending', ending],
    [false, 'ended', ended],
  ])('is %s while the chat is %s', (hasSession, phase, state) => {
    expect(project(state)).toMatchObject({ hasSession, phase })
  })
})

describe('error', () => {
  it('is cleared when the service works again, by the next message, and by the end', () => {
    const failing = run(live, fault('500'))
    expect(failing.error).toMatchObject({ code: '500', message: '' })
    expect(run(failing, { type: 'recovered' }).error).toBeNull()
    expect(run(failing, messages([arrives(anna, '7-0')])).error).toBeNull()
    expect(run(failing, { type: 'ended', reason: 'customer' }).error).toBeNull()
  })

  it('is ignored after the end', () => {
    const over = run(live, { type: 'ended', reason: 'customer' })
    expect(run(over, fault('500'))).toBe(over)
  })
})

describe('startedAt', () => {
  const NOON = '2026-11-22T12:00:00.000Z'
  const customerJoins = (utcTime?: string) => ({
    type: 'ParticipantJoined',
    index: '1-0',
    from: { type: 'Client' },
    utcTime,
  })

  it('is when the chat was started on this page', () => {
    expect(project(run(idle, joined('s', { startedAt: 500 }))).startedAt).toBe(500)
  })

  it('is not moved by messages of a chat whose start was seen', () => {
    const state = run(idle, joined('s', { startedAt: 500 }), messages([customerJoins(NOON)]))
    expect(project(state).startedAt).toBe(500)
  })

  it('is when the customer joined, as the messages of a restored chat tell', () => {
    const state = run(idle, joined('s'), messages([customerJoins(NOON), arrives(anna, '2-0')], 'history'))
    expect(project(state).startedAt).toBe(Date.parse(NOON))
  })

  it('is learned from an older page', () => {
    const state = run(idle, joined('s'), messages([arrives(anna, '2-0')], 'history'))
    expect(project(state).startedAt).toBeNull()
    expect(project(run(state, messages([customerJoins(NOON)], 'page'))).startedAt).toBe(Date.parse(NOON))
  })

  it('is when the customer first joined, in whatever order history comes', () => {
    const joins = (index: string, utcTime: string) => ({ ...customerJoins(utcTime), index })
    const [first, second] = ['2026-11-21T12:00:00.000Z', '2026-11-23T12:00:00.000Z']
    const state = run(idle, joined('s'), messages([joins('5-0', second), joins('3-0', NOON)], 'history'))
    expect(project(state).startedAt).toBe(Date.parse(NOON))
    const older = run(state, messages([joins('1-0', first)], 'page'))
    expect(project(older).startedAt).toBe(Date.parse(first))
    expect(run(older, messages([joins('9-0', second)]))).toMatchObject({ startedAt: Date.parse(first) })
  })

  it('is null where no message tells, or the message has no time', () => {
    expect(project(run(live, messages([arrives({ ...anna, type: 'Agent' })]))).startedAt).toBeNull()
    expect(project(run(live, messages([customerJoins()]))).startedAt).toBeNull()
  })

  it('is null without a session', () => {
    const state = run(idle, joined('s', { startedAt: 500 }), { type: 'ended', reason: 'customer' })
    expect(project(state).startedAt).toBeNull()
  })

  it('stays when the session is joined again, and not when another one is', () => {
    const started = run(idle, joined('s', { startedAt: 500 }))
    expect(project(run(started, joined('s', { startedAt: 800 }))).startedAt).toBe(500)
    expect(project(run(started, joined(null))).startedAt).toBe(500)
    expect(project(run(started, joined('t', { startedAt: 800 }))).startedAt).toBe(800)
    expect(project(run(started, joined('t'))).startedAt).toBeNull()
  })
})

describe('isRestored', () => {
  const isRestored = (restoredBefore: number, startedAt: number | null) =>
    project(run(idle, joined('s', { restoredBefore, startedAt }))).isRestored

  it('is false for a chat that was started on this page', () => {
    expect(isRestored(0, 500)).toBe(false)
    expect(isRestored(0, null)).toBe(false)
  })

  it('is true for a chat that the platform restored, whenever it began', () => {
    expect(isRestored(Number.POSITIVE_INFINITY, null)).toBe(true)
    expect(isRestored(Number.POSITIVE_INFINITY, 500)).toBe(true)
  })

  it('is decided by the start for a chat that was found', () => {
    expect(isRestored(1_000, 999)).toBe(true)
    expect(isRestored(1_000, 1_000)).toBe(false)
    expect(isRestored(1_000, null)).toBe(false)
  })

  it('is true once the messages tell that a chat that was found began before the page was loaded', () => {
    const found = run(idle, joined('s', { restoredBefore: Date.UTC(2026, 10, 22, 13) }))
    expect(project(found).isRestored).toBe(false)
    const join = { type: 'ParticipantJoined', index: '1-0', from: { type: 'Client' } }
    const at = (utcTime: string) => messages([{ ...join, utcTime }], 'history')
    expect(project(run(found, at('2026-11-22T12:00:00.000Z'))).isRestored).toBe(true)
    expect(project(run(found, at('2026-11-22T14:00:00.000Z'))).isRestored).toBe(false)
  })

  it('is true for a chat that was found with a message from before the page was loaded', () => {
    const found = run(idle, joined('s', { restoredBefore: Date.UTC(2026, 10, 22, 13) }))
    const text = (index: string, utcTime?: string) => ({ ...arrives(anna, index), type: 'Text', utcTime })
    const old = text('1-0', '2026-11-22T12:00:00.000Z')
    const young = text('2-0', '2026-11-22T14:00:00.000Z')
    expect(project(run(found, messages([young, old], 'history'))).isRestored).toBe(true)
    expect(project(run(found, messages([young, text('1-0')], 'history'))).isRestored).toBe(false)
    const again = { type: 'ParticipantJoined', index: '3-0', from: { type: 'Client' } }
    const rejoined = { ...again, utcTime: '2026-11-22T13:30:00.000Z' }
    expect(project(run(found, messages([old, rejoined], 'history'))).isRestored).toBe(true)
    expect(project(run(found, messages([rejoined, young], 'history'))).isRestored).toBe(false)
    const another = run(run(found, messages([old], 'history')), joined('t', { restoredBefore: 1_000 }))
    expect(project(another).isRestored).toBe(false)
  })

  it('is false after the end', () => {
    const restored = run(idle, joined('s', { restoredBefore: Number.POSITIVE_INFINITY }))
    expect(project(run(restored, { type: 'ended', reason: 'customer' })).isRestored).toBe(false)
  })

  it('stays as it is when the session is joined again', () => {
    const restored = run(idle, joined('s', { restoredBefore: Number.POSITIVE_INFINITY }))
    expect(project(run(restored, joined('s'))).isRestored).toBe(true)
    const started = run(idle, joined('s', { startedAt: 500 }))
    expect(project(run(started, joined('s', { restoredBefore: Number.POSITIVE_INFINITY }))).isRestored).toBe(
      false,
    )
  })
})
