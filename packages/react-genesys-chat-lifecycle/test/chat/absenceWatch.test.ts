import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AbsenceWatch } from '../../src/chat/absence.ts'
import type { Person } from '../../src/chat/people.ts'
import { type ChatRecord, initialRecord } from '../../src/chat/reducer.ts'
import type { CloseSignal } from '../../src/chat/signals/signal.ts'
import type { MessageOrder } from '../../src/platform/message.ts'

const NOW = 1_800_000_000_000
beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})
const wait = (ms: number) => vi.advanceTimersByTime(ms)

const person = (id: string, fields: Partial<Person> = {}): Person => ({
  id,
  name: id,
  type: 'agent',
  isHere: false,
  hasWritten: false,
  joinedAt: 1,
  leftAt: NOW - 1_000,
  order: [5, 0],
  ...fields,
})
const recordOf = (people: Person[], fields: Partial<ChatRecord> = {}): ChatRecord => ({
  ...initialRecord,
  session: 'live',
  people: new Map(people.map((each) => [each.id, each])),
  ...fields,
})
const signal = (fields: Partial<CloseSignal> = {}): CloseSignal => ({
  name: 'left',
  detectAbsence: (people) => people.length > 0 && people.every(({ isHere }) => !isHere),
  graceMs: 30_000,
  ...fields,
})

function watching() {
  const onClosed = vi.fn((_signal: CloseSignal) => {})
  const onThrow = vi.fn()
  const watch = new AbsenceWatch(onClosed, onThrow)
  return { watch, onThrow, closed: () => onClosed.mock.calls.map(([{ name }]) => name) }
}
const everybodyLeft = recordOf([person('a')])

describe('the wait', () => {
  it('closes once, when it is over', () => {
    const { watch, closed } = watching()
    watch.update(everybodyLeft, [signal()])
    wait(29_999)
    expect(closed()).toEqual([])
    wait(1)
    expect(closed()).toEqual(['left'])
    wait(60_000)
    expect(closed()).toEqual(['left'])
  })

  it('goes on while nothing changes, whatever the signal’s object', () => {
    const { watch, closed } = watching()
    watch.update(everybodyLeft, [signal()])
    wait(20_000)
    watch.update(recordOf([person('a')]), [signal()])
    wait(10_000)
    expect(closed()).toEqual(['left'])
  })

  it.each<[string, ChatRecord, CloseSignal]>([
    ['another one has left', recordOf([person('a'), person('b', { order: [6, 0] })]), signal()],
    ['the wait is another one', everybodyLeft, signal({ graceMs: 30_001 })],
    ['the signal has another name', everybodyLeft, signal({ name: 'other' })],
  ])('begins anew when %s', (_, record, next) => {
    const { watch, closed } = watching()
    watch.update(everybodyLeft, [signal()])
    wait(20_000)
    watch.update(record, [next])
    wait(29_999)
    expect(closed()).toEqual([])
    wait(1_000)
    expect(closed()).toEqual([next.name])
  })

  it('does not begin anew when one left before the last one', () => {
    const { watch, closed } = watching()
    watch.update(everybodyLeft, [signal()])
    wait(20_000)
    watch.update(recordOf([person('a'), person('b', { order: [4, 0] }), person('c', { order: null })]), [
      signal(),
    ])
    wait(10_000)
    expect(closed()).toEqual(['left'])
  })

  it.each<[string, Partial<ChatRecord>]>([
    ['the session is ending', { session: 'ending' }],
    ['there is no session', { session: 'none' }],
    ['there is no connection', { connection: 'offline' }],
    [
      'the segment is closed',
      { segment: { ...initialRecord.segment, closedSegment: { key: 'k' } as never } },
    ],
    ['somebody is there again', { people: new Map([['a', person('a', { isHere: true })]]) }],
    ['nobody was ever there', { people: new Map() }],
    [
      'the one who left had done so before the segment was reopened',
      { segment: { ...initialRecord.segment, reopenedAt: [5, 0] as MessageOrder } },
    ],
  ])('is over without a close when %s', (_, fields) => {
    const { watch, closed } = watching()
    watch.update(everybodyLeft, [signal()])
    wait(10_000)
    watch.update({ ...everybodyLeft, ...fields }, [signal()])
    expect(vi.getTimerCount()).toBe(0)
    wait(60_000)
    expect(closed()).toEqual([])
  })

  it('is over with the signal, and with the watch', () => {
    const { watch, closed } = watching()
    watch.update(everybodyLeft, [signal(), signal({ name: 'other' })])
    expect(vi.getTimerCount()).toBe(2)
    watch.update(everybodyLeft, [signal({ name: 'other' })])
    expect(vi.getTimerCount()).toBe(1)
    watch.stop()
    expect(vi.getTimerCount()).toBe(0)
    watch.update(everybodyLeft, [signal()])
    wait(30_000)
    expect(closed()).toEqual(['left'])
  })

  it('of none closes in the next turn', () => {
    const { watch, closed } = watching()
    const { graceMs: _, ...withoutWait } = signal()
    watch.update(everybodyLeft, [withoutWait])
    expect(closed()).toEqual([])
    wait(0)
    expect(closed()).toEqual(['left'])
  })

  it.each([Number.NaN, -1, '5' as never, null as never])(
    'that is no time (%j) is half a minute, as developers are told',
    (graceMs) => {
      const error = vi.spyOn(console, 'error').mockImplementation(() => {})
      const { watch, closed } = watching()
      watch.update(everybodyLeft, [signal({ name: `left ${graceMs}`, graceMs })])
      wait(29_999)
      expect(closed()).toEqual([])
      wait(1)
      expect(closed()).toHaveLength(1)
      expect(error).toHaveBeenCalledExactlyOnceWith(
        expect.stringContaining(`expected graceMs of "left ${graceMs}" to be a number of milliseconds, got`),
      )
    },
  )

  it.each([
    [30_000, 10_000],
    [3_000, 3_000],
  ])('of a computer that slept lasts a little longer: of %i, %i', (graceMs, more) => {
    const { watch, closed } = watching()
    watch.update(everybodyLeft, [signal({ graceMs })])
    vi.setSystemTime(NOW + 600_000)
    wait(graceMs)
    expect(closed()).toEqual([])
    wait(more - 1)
    expect(closed()).toEqual([])
    vi.setSystemTime(NOW + 6_000_000)
    wait(1)
    expect(closed()).toEqual(['left'])
  })

  it('that was only a little late closes at once', () => {
    const { watch, closed } = watching()
    watch.update(everybodyLeft, [signal()])
    vi.setSystemTime(NOW + 5_000)
    wait(30_000)
    expect(closed()).toEqual(['left'])
  })
})

describe('a wait that was over before', () => {
  const since = (people: Person[], fields: Partial<CloseSignal> = {}, now = NOW) =>
    watching().watch.overdue(recordOf(people), [signal(fields)], now)?.[1]

  it.each<[string, number, number, number | undefined]>([
    ['just over', NOW - 30_000, 30_000, NOW],
    ['not over yet', NOW - 29_999, 30_000, undefined],
    ['over for long', NOW - 90_000, 30_000, NOW - 60_000],
    ['without a time to wait', NOW - 5, 0, NOW - 5],
  ])('is known by when the last one left: %s', (_, leftAt, graceMs, expected) => {
    expect(since([person('a', { leftAt: leftAt - 9 }), person('b', { leftAt })], { graceMs })).toBe(expected)
  })

  it('is not known where nobody says when they left', () => {
    const { leftAt: _, ...someone } = person('a')
    expect(since([someone], { graceMs: 0 })).toBe(undefined)
    expect(since([], { graceMs: 0, detectAbsence: () => true })).toBe(undefined)
  })

  it('is that of the first signal whose wait is over', () => {
    const signals = [signal({ name: 'long', graceMs: 90_000 }), signal({ name: 'short', graceMs: 500 })]
    const found = watching().watch.overdue(everybodyLeft, signals, NOW)
    expect(found?.[0].name).toBe('short')
  })
})

describe('a signal', () => {
  it('that throws is reported once until it works again, and the others count', () => {
    const { watch, closed, onThrow } = watching()
    const error = new Error('theirs')
    let isBroken = true
    const broken = signal({
      name: 'broken',
      graceMs: 0,
      detectAbsence: () => {
        if (isBroken) throw error
        return false
      },
    })
    for (let n = 0; n < 3; n++) watch.update(everybodyLeft, [broken, signal({ graceMs: 0 })])
    expect(onThrow).toHaveBeenCalledExactlyOnceWith(error)
    wait(0)
    expect(closed()).toEqual(['left'])
    isBroken = false
    watch.update(everybodyLeft, [broken])
    isBroken = true
    watch.update(everybodyLeft, [broken])
    expect(onThrow).toHaveBeenCalledTimes(2)
  })

  it.each([undefined, false, 1, 'true'])('that answers %j detects nothing', (answer) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const { watch } = watching()
    watch.update(everybodyLeft, [signal({ detectAbsence: () => answer as never })])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('that reads messages only detects nothing', () => {
    const { watch } = watching()
    watch.update(everybodyLeft, [{ name: 'words', detect: () => null }])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is given who took part: neither a supervisor who only listens, nor somebody unknown who wrote nothing', () => {
    const detectAbsence = vi.fn((_people: readonly Person[]) => true)
    const people = [
      person('agent'),
      person('bot', { type: 'bot' }),
      person('listener', { type: 'supervisor' }),
      person('speaker', { type: 'supervisor', hasWritten: true }),
      person('unknown', { type: 'other' }),
    ]
    watching().watch.update(recordOf(people), [signal({ detectAbsence })])
    expect(detectAbsence.mock.calls[0]?.[0].map(({ id }) => id)).toEqual(['agent', 'bot', 'speaker'])
  })
})
