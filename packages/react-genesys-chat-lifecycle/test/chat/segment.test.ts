import { describe, expect, it } from 'vitest'
import { type ReadMessage, readSignals } from '../../src/chat/events.ts'
import { readMessage } from '../../src/platform/genesys-widgets/readMessages.ts'
import { compareOrder, isAfter, justAfter, type MessageOrder, parseOrder } from '../../src/chat/order.ts'
import { advance, isDecided, merge, newSegment, type SegmentMemory } from '../../src/chat/segment.ts'
import { interactionState } from '../../src/chat/signals/signal.ts'

describe('a message’s place', () => {
  it('is ordered by both parts as numbers, not as the text that the dash makes of them', () => {
    const later = parseOrder('1795343393092-0') as MessageOrder
    const sooner = parseOrder('1795343393091-17') as MessageOrder
    expect(compareOrder(later, sooner)).toBeGreaterThan(0)
    expect(compareOrder(parseOrder('5-9') as MessageOrder, parseOrder('5-10') as MessageOrder)).toBeLessThan(
      0,
    )
  })

  it('is read from the copy that has lost its dash, too', () => {
    expect(parseOrder('179534339309117')).toEqual([1795343393091, 17])
    expect(parseOrder('17953433930920')).toEqual([1795343393092, 0])
  })

  it('is a single number in transports that count', () => {
    expect(parseOrder('17')).toEqual([17, 0])
    expect(parseOrder(17)).toEqual([17, 0])
  })

  it.each([
    undefined,
    null,
    '',
    'abc',
    '12-',
    '-3',
    {},
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '1e5',
    ['5-1'],
    '5-1-2',
  ])('is unknown for %j', (index) => {
    expect(parseOrder(index)).toBeNull()
  })

  it('without an index is behind the newest and before whatever the server numbers next', () => {
    const place = justAfter([5, 2])
    expect(compareOrder(place, [5, 2])).toBeGreaterThan(0)
    expect(compareOrder(place, [5, 3])).toBeLessThan(0)
    expect(justAfter(null)).toEqual([0, 0])
  })

  it('is after nothing, and not after itself', () => {
    expect(isAfter([0, 0], null)).toBe(true)
    expect(isAfter([5, 2], [5, 2])).toBe(false)
    expect(isAfter([5, 3], [5, 2])).toBe(true)
    expect(isAfter([5, 1], [5, 2])).toBe(false)
  })
})

const message = (index: string, raw: Record<string, unknown>): ReadMessage => {
  const read = readMessage({ index, ...raw })
  if (!read) throw new Error('no message')
  return { ...read, closes: readSignals(read, [interactionState()], () => {}) }
}
const state = (index: string, interactionState_: string) =>
  message(index, {
    type: 'System',
    event: 'InteractionStateChange',
    data: { interactionState: interactionState_ },
    from: { type: 'System' },
  })
const customer = (index: string, type = 'Text') =>
  message(index, { type, from: { type: 'Client' }, text: 'hi' })
const agent = (index: string, type = 'Text') =>
  message(index, { type, from: { type: 'Agent', name: 'Anna' }, text: 'hi' })

const after = (isAsync: boolean, ...messages: ReadMessage[]): SegmentMemory =>
  messages.reduce((memory, each) => advance(memory, each, { isAsync, now: 0 }), newSegment('s'))

describe('a segment', () => {
  const closed = [agent('1-0', 'ParticipantJoined'), state('2-0', 'Finalizing')]

  it('keeps its key when Completed follows Finalizing, and both when they come twice', () => {
    const memory = after(
      true,
      ...closed,
      state('3-0', 'Completed'),
      state('2-0', 'Finalizing'),
      state('3-0', 'Completed'),
    )
    expect(memory.closedSegment).toMatchObject({ key: 's:2-0', state: 'completed' })
  })

  it('is reopened by the customer’s text, link or file in an asynchronous chat, and by nothing of theirs in a regular one', () => {
    for (const type of ['Text', 'PushUrl', 'File', 'Image']) {
      expect(after(true, ...closed, customer('3-0', type)).closedSegment).toBeNull()
      expect(after(false, ...closed, customer('3-0', type)).closedSegment).not.toBeNull()
    }
  })

  it.each(['TypingStarted', 'TypingStopped', 'ParticipantJoined', 'ParticipantLeft', 'Notice'])(
    'is not reopened by the customer’s %s',
    (type) => {
      expect(after(true, ...closed, customer('3-0', type)).closedSegment).not.toBeNull()
    },
  )

  it('is not reopened by a last remark of the agent who closed it', () => {
    expect(after(true, ...closed, agent('3-0')).closedSegment).not.toBeNull()
  })

  it.each(['Agent', 'Bot'])('is reopened by the joining of another: %s, also in a regular chat', (type) => {
    const joined = message('3-0', { type: 'ParticipantJoined', from: { type } })
    expect(after(false, ...closed, joined).closedSegment).toBeNull()
  })

  it('is not reopened by a supervisor who looks in', () => {
    const joined = message('3-0', { type: 'ParticipantJoined', from: { type: 'Supervisor' } })
    expect(after(true, ...closed, joined).closedSegment).not.toBeNull()
  })

  it('takes the first Completed after a customer’s reopening out of Finalizing for the tail, and the second for a closing', () => {
    const tail = after(true, ...closed, customer('3-0'), state('4-0', 'Completed'))
    expect(tail.closedSegment).toBeNull()
    expect(advance(tail, state('5-0', 'Completed'), { isAsync: true, now: 0 }).closedSegment?.key).toBe('s:5-0')
  })

  it('expects no tail once an agent or bot has joined or written', () => {
    const joined = after(
      true,
      ...closed,
      customer('3-0'),
      agent('4-0', 'ParticipantJoined'),
      state('5-0', 'Completed'),
    )
    const wrote = after(true, ...closed, customer('3-0'), agent('4-0'), state('5-0', 'Completed'))
    expect(joined.closedSegment?.key).toBe('s:5-0')
    expect(wrote.closedSegment?.key).toBe('s:5-0')
  })

  it('expects no tail of a segment that was completed', () => {
    const memory = after(
      true,
      ...closed,
      state('3-0', 'Completed'),
      customer('4-0'),
      state('5-0', 'Completed'),
    )
    expect(memory.closedSegment?.key).toBe('s:5-0')
  })

  it('does not close for a signal that comes late, after the segment was reopened', () => {
    expect(
      after(true, agent('1-0', 'ParticipantJoined'), customer('5-0'), state('4-0', 'Completed')).closedSegment,
    ).toBeNull()
    const reopened = after(true, ...closed, customer('5-0'), state('3-0', 'Completed'))
    expect(reopened.closedSegment).toBeNull()
    // The tail has come, if late: the next Completed is a closing.
    expect(advance(reopened, state('6-0', 'Completed'), { isAsync: true, now: 0 }).closedSegment?.key).toBe('s:6-0')
  })

  it('does not close for a tail that comes late, after an agent took the new segment up by writing', () => {
    const taken = after(true, ...closed, customer('3-0'), agent('5-0'), state('4-0', 'Completed'))
    expect(taken.closedSegment).toBeNull()
    expect(advance(taken, state('6-0', 'Completed'), { isAsync: true, now: 0 }).closedSegment?.key).toBe('s:6-0')
  })

  it('is not reopened by what was said before it was closed and comes late', () => {
    const late = after(
      true,
      agent('1-0', 'ParticipantJoined'),
      state('4-0', 'Completed'),
      customer('3-0'),
      agent('2-0', 'ParticipantJoined'),
    )
    expect(late.closedSegment?.key).toBe('s:4-0')
  })

  it('comes out the same when all of it is played again', () => {
    const life = [
      ...closed,
      customer('3-0'),
      state('4-0', 'Completed'),
      agent('5-0', 'ParticipantJoined'),
      state('6-0', 'Finalizing'),
    ]
    const once = after(true, ...life)
    expect(life.reduce((memory, each) => advance(memory, each, { isAsync: true, now: 0 }), once)).toEqual(
      once,
    )
  })
})

describe('what is remembered of a segment', () => {
  const context = { isAsync: true, now: 900 }
  const first = agent('1-0', 'ParticipantJoined')

  it('is, at first, nothing', () => {
    expect(newSegment('s')).toEqual({
      sessionId: 's',
      closedSegment: null,
      closedThrough: null,
      openedAt: null,
      reopenedAt: null,
      tailDue: false,
      newest: null,
      interactionState: null,
      lastAgent: null,
    })
  })

  it('is the same object after what changes nothing', () => {
    const memory = after(true, first, agent('5-0'))
    expect(advance(memory, customer('4-0', 'TypingStarted'), context)).toBe(memory)
    expect(advance(memory, agent('3-0'), context)).toBe(memory)
  })

  it('is the newest state that the server told, by place, and no other message’s', () => {
    const memory = after(true, state('5-0', 'Completed'), state('4-0', 'Finalizing'))
    expect(memory.interactionState).toBe('Completed')
    const other = message('6-0', { type: 'System', event: 'Other', data: { interactionState: 'Open' } })
    expect(advance(memory, other, context)).toMatchObject({ interactionState: 'Completed', newest: [6, 0] })
    const bare = message('7-0', { type: 'System', event: 'InteractionStateChange' })
    expect(advance(memory, bare, context).interactionState).toBe('Completed')
  })

  it('is who wrote last, by place', () => {
    const bob = message('2-0', { type: 'Text', from: { type: 'Agent', name: 'Bob' } })
    expect(after(true, bob, first).lastAgent).toEqual({ name: 'Bob', order: [2, 0] })
    expect(after(true, first, bob).lastAgent).toEqual({ name: 'Bob', order: [2, 0] })
  })

  it('is a closing with all that there is to tell of it', () => {
    const closedSegment = after(true, first, { ...state('2-0', 'Finalizing'), at: 700 }).closedSegment
    expect(closedSegment).toEqual({
      key: 's:2-0',
      state: 'finalizing',
      signal: 'interactionState',
      at: 700,
      agentName: 'Anna',
      isAsync: true,
      sessionId: 's',
    })
  })

  it('is when a closing without a time reached us', () => {
    expect(advance(newSegment('s'), state('2-0', 'Completed'), context).closedSegment?.at).toBe(900)
  })

  it('is a closing without a name or a session where neither is known', () => {
    const nobody = message('1-0', { type: 'ParticipantJoined', from: { type: 'Agent' } })
    const memory = [nobody, state('2-0', 'Completed')].reduce(
      (before, each) => advance(before, each, context),
      newSegment(null),
    )
    expect(memory.closedSegment).toMatchObject({ key: 'session:2-0', agentName: null, sessionId: null })
  })

  it('stays completed when Finalizing comes after it, and keeps its object', () => {
    const completed = after(true, first, state('2-0', 'Completed'))
    const twice = advance(completed, state('3-0', 'Completed'), context)
    expect(twice.closedSegment).toBe(completed.closedSegment)
    expect(twice.closedThrough).toEqual([3, 0])
    expect(advance(completed, state('3-0', 'Finalizing'), context).closedSegment).toBe(completed.closedSegment)
  })

  it('is not made older by a signal from before', () => {
    const memory = after(true, first, state('3-0', 'Finalizing'))
    const late = advance(memory, state('2-0', 'Completed'), context)
    expect(late.closedSegment).toBe(memory.closedSegment)
    expect(late.closedThrough).toEqual([3, 0])
  })

  it('expects a tail after the customer’s words only, and goes on expecting it for more of them', () => {
    const finalizing = [first, state('2-0', 'Finalizing')]
    expect(after(true, ...finalizing, customer('3-0'), customer('4-0')).tailDue).toBe(true)
    expect(after(true, first, customer('3-0')).tailDue).toBe(false)
    expect(after(true, ...finalizing, agent('3-0', 'ParticipantJoined')).tailDue).toBe(false)
  })

  it('has no tail in a second Finalizing: that one closes', () => {
    const memory = after(true, first, state('2-0', 'Finalizing'), customer('3-0'), state('4-0', 'Finalizing'))
    expect(memory).toMatchObject({ closedSegment: { key: 's:4-0', state: 'finalizing' }, tailDue: false })
  })

  it('takes no word from before the reopening for the agent’s taking up of the new segment', () => {
    const memory = after(true, first, state('2-0', 'Finalizing'), customer('5-0'))
    for (const each of [agent('4-0'), agent('6-0', 'TypingStarted'), customer('6-0')])
      expect(advance(memory, each, context).tailDue).toBe(true)
    expect(advance(memory, agent('6-0'), context)).toMatchObject({ tailDue: false, openedAt: [6, 0] })
  })

  it('is not opened by what came before it was opened', () => {
    const memory = after(true, first, customer('5-0'))
    expect(advance(memory, customer('4-0'), context)).toBe(memory)
  })

  it('knows where it was reopened, and not where it was merely opened', () => {
    expect(after(true, first, customer('2-0')).reopenedAt).toBeNull()
    const memory = after(true, first, state('2-0', 'Completed'), customer('3-0'))
    expect(memory).toMatchObject({ reopenedAt: [3, 0], openedAt: [3, 0], closedSegment: null })
    expect(advance(memory, customer('4-0'), context).reopenedAt).toEqual([3, 0])
  })

  it('was decided anew when it closed, opened, or awaits no tail any more', () => {
    const finalizing = after(true, first, state('2-0', 'Finalizing'))
    const reopened = advance(finalizing, customer('3-0'), context)
    const late = advance(reopened, state('2-5', 'Completed'), context)
    expect(isDecided(finalizing, finalizing)).toBe(false)
    expect(isDecided(finalizing, reopened)).toBe(true)
    expect(late.tailDue).toBe(false)
    expect(isDecided(reopened, late)).toBe(true)
    expect(isDecided(reopened, { ...reopened, openedAt: [9, 0] })).toBe(true)
    expect(isDecided(reopened, { ...reopened, newest: [9, 0] })).toBe(false)
  })
})

describe('what another tab tells', () => {
  const own = after(true, agent('1-0', 'ParticipantJoined'))
  const closed = after(true, agent('1-0', 'ParticipantJoined'), state('2-0', 'Finalizing'))
  const reopened = after(true, agent('1-0', 'ParticipantJoined'), state('2-0', 'Finalizing'), customer('3-0'))

  it('counts when it is newer', () => {
    expect(merge(own, closed).closedSegment?.key).toBe('s:2-0')
    expect(merge(closed, reopened).closedSegment).toBeNull()
    expect(merge(own, reopened).tailDue).toBe(true)
  })

  it('does not count when it is older, or the same', () => {
    expect(merge(closed, own)).toBe(closed)
    expect(merge(reopened, closed)).toBe(reopened)
    expect(merge(closed, closed)).toBe(closed)
  })

  it('leaves a closing its key, when the other saw only the later signal', () => {
    const other = after(true, agent('1-0', 'ParticipantJoined'), state('3-0', 'Completed'))
    expect(merge(closed, other).closedSegment).toMatchObject({ key: 's:2-0', state: 'completed' })
  })

  it('brings its own key for a closing after a reopening that we missed', () => {
    const again = after(
      true,
      agent('1-0', 'ParticipantJoined'),
      state('2-0', 'Finalizing'),
      customer('3-0'),
      agent('4-0', 'ParticipantJoined'),
      state('5-0', 'Completed'),
    )
    expect(merge(closed, again).closedSegment?.key).toBe('s:5-0')
    expect(merge(own, again).closedSegment?.key).toBe('s:5-0')
  })

  it('leaves what is newest as it is, where we have heard more', () => {
    const heard = { ...own, newest: [9, 0] as const }
    expect(merge(heard, closed).newest).toEqual([9, 0])
    expect(merge(own, closed).newest).toEqual([2, 0])
    expect(merge(own, { ...closed, newest: null }).newest).toEqual([1, 0])
  })
})
