import { describe, expect, it } from 'vitest'
import { type ChatEvent, withSignals } from '../../src/chat/events.ts'
import { readMessage } from '../../src/platform/genesys-widgets/readMessages.ts'
import {
  initialRecord,
  type ChatRecord,
  project,
  reduceChat,
} from '../../src/chat/reducer.ts'
import { interactionState } from '../../src/chat/signals/signal.ts'

const run = (state: ChatRecord, ...events: ChatEvent[]): ChatRecord =>
  events.reduce(reduceChat, state)
const joined = (sessionId: string | null): ChatEvent => ({ type: 'joined', sessionId, memory: null })
const messages = (raw: object[], isHistoric = false): ChatEvent => ({
  type: 'messages',
  messages: raw.map((each) => withSignals(readMessage(each) as never, [interactionState()], () => {})),
  isHistoric,
  now: 900,
})
const anna = { type: 'Agent', participantId: 'a', name: 'Anna' }
const arrives = (from: object, index = '1-0') => ({ type: 'ParticipantJoined', index, from })
const closes = (index = '2-0') => ({
  type: 'System',
  index,
  from: { type: 'System' },
  event: 'InteractionStateChange',
  data: { interactionState: 'Completed' },
})
const fault = (code: string, message = ''): ChatEvent => ({ type: 'error', error: { code, message } })

const connected = run(initialRecord, { type: 'bus', status: 'connected' })
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

it('begins with nothing', () => {
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
  })
})

describe('what changes nothing gives the same object', () => {
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
  it('is looked for anew when the service says that it is ready', () => {
    expect(project(run(idle, { type: 'deciding' })).phase).toBe('connecting')
  })

  it('is not there when a restore fails, of which the state before tells nothing', () => {
    expect(run(connected, { type: 'ended', reason: 'restore-failed' })).toMatchObject({
      session: 'ended',
      endReason: 'restore-failed',
    })
    expect(run(idle, { type: 'ended', reason: 'restore-failed' }).session).toBe('ended')
  })

  it('is not there when its start fails, by its command or by the error that is published', () => {
    expect(run(starting, { type: 'startFailed' }).session).toBe('none')
    expect(run(starting, fault('500'))).toMatchObject({ session: 'none', error: { code: '500' } })
    expect(run(live, fault('500')).session).toBe('live')
  })

  it('clears what was wrong before: an error when it starts, all of it when it is joined', () => {
    const broken = run(ended, fault('500'), { type: 'connection', connection: 'offline' })
    expect(run(broken, { type: 'starting' })).toMatchObject({ endReason: null, error: null })
    expect(run(broken, joined('t'))).toMatchObject({
      endReason: null,
      error: null,
      connection: 'online',
      bus: 'connected',
    })
    expect(run(active, { type: 'typing', typing: true }, joined('s')).agentTyping).toBe(false)
  })

  it('that is joined again goes on as it was, and another one begins anew', () => {
    expect(run(closed, joined('s')).segment).toBe(closed.segment)
    expect(run(closed, joined('t'))).toMatchObject({ agents: [], segment: { sessionId: 't', closedSegment: null } })
    expect(project(run(ended, joined('s'))).phase).toBe('waiting')
  })

  it('without an id is the one that is on, if one is', () => {
    expect(run(closed, joined(null)).segment).toBe(closed.segment)
    expect(run(ended, joined(null)).segment).toMatchObject({ sessionId: null, closedSegment: null })
  })

  it('that is ending goes on ending when it is joined again, and another does not', () => {
    expect(run(ending, joined('s')).session).toBe('ending')
    expect(run(ending, joined('t')).session).toBe('live')
  })

  it('that was not ended after all goes on', () => {
    expect(run(ending, { type: 'endFailed' }).session).toBe('live')
  })

  it('takes up what is remembered of it, and of no other', () => {
    const memory = closed.segment
    expect(run(idle, { type: 'joined', sessionId: 's', memory }).segment).toBe(memory)
    expect(run(idle, { type: 'joined', sessionId: 't', memory }).segment.closedSegment).toBeNull()
    const nameless = { ...memory, sessionId: null }
    expect(run(idle, { type: 'joined', sessionId: null, memory: nameless }).segment.closedSegment).toBeNull()
  })

  it('that is over is still named, without its closing, until the window is closed', () => {
    const over = run(closed, { type: 'window', window: 'open' }, { type: 'ended', reason: 'agent' })
    expect(project(over)).toMatchObject({ sessionId: 's', closedSegment: null, endReason: 'agent', agents: [] })
    const gone = run(over, { type: 'window', window: 'closed' })
    expect(project(gone)).toMatchObject({ phase: 'idle', sessionId: null, endReason: null })
  })

  it.each(['open', 'minimized'] as const)(
    'that is over is forgotten when a window that was %s closes',
    (window) => {
      const over = run(ended, { type: 'window', window })
      expect(run(over, { type: 'window', window: 'minimized' }).session).toBe('ended')
      expect(run(over, { type: 'window', window: 'closed' }).session).toBe('none')
      expect(run(ended, { type: 'window', window: 'closed' }).session).toBe('ended')
    },
  )
})

describe('who is there', () => {
  const supervisor = { type: 'Supervisor', participantId: 'v', name: 'Vera' }
  const bot = { type: 'Bot', participantId: 'b', name: 'Robo' }

  it('is agents and supervisors by name, and a bot for itself', () => {
    const all = run(live, messages([arrives(anna, '1-0'), arrives(supervisor, '2-0'), arrives(bot, '3-0')]))
    expect(project(all)).toMatchObject({
      phase: 'active',
      agents: [
        { id: 'a', name: 'Anna', supervisor: false },
        { id: 'v', name: 'Vera', supervisor: true },
      ],
      botActive: true,
    })
    expect(project(run(live, messages([arrives(bot)])))).toMatchObject({ phase: 'active', agents: [] })
    expect(project(run(live, messages([arrives(supervisor)]))).phase).toBe('waiting')
  })

  it('keeps its list where nothing in it has changed', () => {
    expect(run(active, messages([arrives(bot, '3-0')])).agents).toBe(active.agents)
    expect(run(active, messages([arrives(anna, '3-0')])).agents).toBe(active.agents)
    expect(run(live, messages([arrives(bot)])).agents).toBe(live.agents)
  })

  it.each([
    { ...anna, name: 'Anne' },
    { ...anna, type: 'Supervisor' },
  ])('has another list where somebody is another now: %j', (from) => {
    expect(run(active, messages([arrives(from, '3-0')])).agents).not.toBe(active.agents)
  })

  it('has another list where one has gone and another come', () => {
    const swapped = run(
      active,
      messages([
        { ...arrives(anna, '3-0'), type: 'ParticipantLeft' },
        arrives({ ...anna, participantId: 'z' }, '4-0'),
      ]),
    )
    expect(swapped.agents).toEqual([{ id: 'z', name: 'Anna', supervisor: false }])
  })

  it('is told by what the bus knows of them, too', () => {
    const event = { type: 'presence', messages: [readMessage({ ...arrives(anna), index: null })] } as never
    expect(project(run(live, event)).agents).toHaveLength(1)
  })
})

describe('messages', () => {
  it('are taken by their places, those without one behind the one they came with', () => {
    const gone = { ...arrives(anna, '5-0'), type: 'ParticipantLeft' }
    expect(run(live, messages([gone, arrives(anna, '4-0')])).agents).toEqual([])
    const { index: _, ...unplaced } = closes()
    const last = run(live, messages([arrives(anna, '4-0'), unplaced, closes('3-0')])).segment
    expect(last.closedThrough?.[0]).toBe(4)
    expect(last.closedSegment?.key).toBe('s:4-0.0001')
    expect(run(active, messages([{ ...unplaced, text: 'first' }])).segment.closedSegment?.key).toBe('s:1-0.0001')
  })

  it('that are history tell who is there, and close nothing', () => {
    const state = run(live, messages([arrives(anna), closes()], true))
    expect(project(state)).toMatchObject({ phase: 'active', closedSegment: null })
  })

  it('prove that the connection works: an error is over', () => {
    expect(run(live, fault('500'), messages([])).error).toBeNull()
  })

  it('put an end to typing when it is the agent who wrote', () => {
    const typing = run(active, { type: 'typing', typing: true })
    expect(typing.agentTyping).toBe(true)
    expect(run(typing, messages([{ type: 'Text', index: '3-0', from: anna }])).agentTyping).toBe(false)
    expect(
      run(typing, messages([{ type: 'Text', index: '3-0', from: { type: 'Client' } }])).agentTyping,
    ).toBe(true)
    expect(run(typing, messages([{ type: 'Notice', index: '3-0', from: anna }])).agentTyping).toBe(true)
    expect(run(typing, { type: 'ended', reason: 'customer' }).agentTyping).toBe(false)
  })

  it('close by the mode of the moment, and by when they came if they say nothing of it', () => {
    const state = run(active, { type: 'async', isAsync: true }, messages([closes()]))
    expect(state.segment.closedSegment).toMatchObject({ isAsync: true, at: 900 })
  })
})

it('a signal of one’s own closes right behind the newest message', () => {
  const { closedSegment, newest } = run(active, { type: 'signal', signal: 'own', now: 5 }).segment
  expect(closedSegment).toMatchObject({ key: 's:1-0.0001', signal: 'own', state: 'completed', at: 5 })
  expect(newest).toEqual([1, 0.0001])
  expect(run(ending, { type: 'signal', signal: 'own', now: 5 }).segment.closedSegment).not.toBeNull()
})

it('what another tab tells of this session counts', () => {
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
])('tells whether something that is sent will reach somebody', (state, isAsync, canSend) => {
  const now = run(state, { type: 'async', isAsync })
  expect(project(now).canSend).toBe(canSend)
  expect(project(run(now, { type: 'connection', connection: 'offline' })).canSend).toBe(false)
})

it.each([
  ['a', 'c'],
  ['c', 'b'],
])('another error is another one: %s, %s', (code, message) => {
  expect(run(live, fault('a', 'b'), fault(code, message)).error).toEqual({ code, message })
})
