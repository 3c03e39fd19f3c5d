import { describe, expect, it } from 'vitest'
import { type ReadMessage, readSignals } from '../../src/lifecycle/events.ts'
import { readMessage } from '../../src/lifecycle/messages.ts'
import { compareOrder, justAfter, type MessageOrder, parseOrder } from '../../src/lifecycle/order.ts'
import { advance, merge, newSegment, type SegmentMemory } from '../../src/lifecycle/segment.ts'
import { interactionState } from '../../src/lifecycle/signals.ts'

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

  it.each([undefined, null, '', 'abc', '12-', '-3', {}, Number.NaN, Number.POSITIVE_INFINITY, '1e5'])(
    'is unknown for %j',
    (index) => {
      expect(parseOrder(index)).toBeNull()
    },
  )

  it('without an index is behind the newest and before whatever the server numbers next', () => {
    const place = justAfter([5, 2])
    expect(compareOrder(place, [5, 2])).toBeGreaterThan(0)
    expect(compareOrder(place, [5, 3])).toBeLessThan(0)
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
    expect(memory.closing).toMatchObject({ key: 's:2-0', state: 'completed' })
  })

  it('is reopened by the customer’s text, link or file in an asynchronous chat, and by nothing of theirs in a regular one', () => {
    for (const type of ['Text', 'PushUrl', 'File', 'Image']) {
      expect(after(true, ...closed, customer('3-0', type)).closing).toBeNull()
      expect(after(false, ...closed, customer('3-0', type)).closing).not.toBeNull()
    }
  })

  it.each(['TypingStarted', 'TypingStopped', 'ParticipantJoined', 'ParticipantLeft', 'Notice'])(
    'is not reopened by the customer’s %s',
    (type) => {
      expect(after(true, ...closed, customer('3-0', type)).closing).not.toBeNull()
    },
  )

  it('is not reopened by a last remark of the agent who closed it', () => {
    expect(after(true, ...closed, agent('3-0')).closing).not.toBeNull()
  })

  it.each(['Agent', 'Bot'])('is reopened by the joining of another: %s, also in a regular chat', (type) => {
    const joined = message('3-0', { type: 'ParticipantJoined', from: { type } })
    expect(after(false, ...closed, joined).closing).toBeNull()
  })

  it('is not reopened by a supervisor who looks in', () => {
    const joined = message('3-0', { type: 'ParticipantJoined', from: { type: 'Supervisor' } })
    expect(after(true, ...closed, joined).closing).not.toBeNull()
  })

  it('takes the first Completed after a customer’s reopening out of Finalizing for the tail, and the second for a closing', () => {
    const tail = after(true, ...closed, customer('3-0'), state('4-0', 'Completed'))
    expect(tail.closing).toBeNull()
    expect(advance(tail, state('5-0', 'Completed'), { isAsync: true, now: 0 }).closing?.key).toBe('s:5-0')
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
    expect(joined.closing?.key).toBe('s:5-0')
    expect(wrote.closing?.key).toBe('s:5-0')
  })

  it('expects no tail of a segment that was completed', () => {
    const memory = after(
      true,
      ...closed,
      state('3-0', 'Completed'),
      customer('4-0'),
      state('5-0', 'Completed'),
    )
    expect(memory.closing?.key).toBe('s:5-0')
  })

  it('does not close for a signal that comes late, after the segment was reopened', () => {
    expect(
      after(true, agent('1-0', 'ParticipantJoined'), customer('5-0'), state('4-0', 'Completed')).closing,
    ).toBeNull()
    const reopened = after(true, ...closed, customer('5-0'), state('3-0', 'Completed'))
    expect(reopened.closing).toBeNull()
    // The tail has come, if late: the next Completed is a closing.
    expect(advance(reopened, state('6-0', 'Completed'), { isAsync: true, now: 0 }).closing?.key).toBe('s:6-0')
  })

  it('does not close for a tail that comes late, after an agent took the new segment up by writing', () => {
    const taken = after(true, ...closed, customer('3-0'), agent('5-0'), state('4-0', 'Completed'))
    expect(taken.closing).toBeNull()
    expect(advance(taken, state('6-0', 'Completed'), { isAsync: true, now: 0 }).closing?.key).toBe('s:6-0')
  })

  it('is not reopened by what was said before it was closed and comes late', () => {
    const late = after(
      true,
      agent('1-0', 'ParticipantJoined'),
      state('4-0', 'Completed'),
      customer('3-0'),
      agent('2-0', 'ParticipantJoined'),
    )
    expect(late.closing?.key).toBe('s:4-0')
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

describe('what another tab tells', () => {
  const own = after(true, agent('1-0', 'ParticipantJoined'))
  const closed = after(true, agent('1-0', 'ParticipantJoined'), state('2-0', 'Finalizing'))
  const reopened = after(true, agent('1-0', 'ParticipantJoined'), state('2-0', 'Finalizing'), customer('3-0'))

  it('counts when it is newer', () => {
    expect(merge(own, closed).closing?.key).toBe('s:2-0')
    expect(merge(closed, reopened).closing).toBeNull()
    expect(merge(own, reopened).tailDue).toBe(true)
  })

  it('does not count when it is older, or the same', () => {
    expect(merge(closed, own)).toBe(closed)
    expect(merge(reopened, closed)).toBe(reopened)
    expect(merge(closed, closed)).toBe(closed)
  })

  it('leaves a closing its key, when the other saw only the later signal', () => {
    const other = after(true, agent('1-0', 'ParticipantJoined'), state('3-0', 'Completed'))
    expect(merge(closed, other).closing).toMatchObject({ key: 's:2-0', state: 'completed' })
  })
})
