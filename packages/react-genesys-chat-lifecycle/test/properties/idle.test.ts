import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { type Activity, judgeIdle, withMessages } from '../../src/chat/idle.ts'
import type { SenderType, ServerMessage } from '../../src/platform/message.ts'
import { holds, type Told } from './support/holds.ts'

/** What is drawn, printed as it is when it fails. */
function told<Value extends object>(
  about: string,
  model: { [Key in keyof Value]: fc.Arbitrary<Value[Key]> },
): fc.Arbitrary<Value & Told> {
  return fc.record(model).map((value) => ({ ...value, about, mode: '', events: [value] }))
}

const NOW = 1_000_000
const moment = fc.integer({ min: 0, max: 2 * NOW })
const duration = fc.option(fc.integer({ min: 1, max: NOW }), { nil: undefined })

const message: fc.Arbitrary<ServerMessage> = fc
  .record({
    type: fc.constantFrom(
      'Text',
      'TypingStarted',
      'ParticipantJoined',
      'ParticipantLeft',
      'System',
      'Structured',
    ),
    from: fc.constantFrom<SenderType>('customer', 'agent', 'supervisor', 'bot', 'other', 'system', 'unknown'),
    place: fc.option(fc.tuple(moment, fc.nat(9))),
    at: moment,
    interactionState: fc.constantFrom('', 'Finalizing'),
  })
  .map(({ type, from, place, at, interactionState }) => ({
    ...{ type, order: place, at, interactionState, id: '', text: 'x', event: '', url: '', attachments: [] },
    ...{ isRich: false, quickReplies: [], cards: [], raw: null, from: { type: from, id: '', name: '' } },
  }))

const batch = told('a batch of messages', {
  activity: fc.record({
    sessionId: fc.constant('s'),
    at: fc.integer({ min: 0, max: NOW }),
    newest: fc.option(fc.tuple(moment, fc.nat(9))),
  }),
  messages: fc.array(message, { maxLength: 8 }),
  source: fc.constantFrom<'live' | 'history'>('live', 'history'),
})

describe('activity', () => {
  holds('never goes back, and is never in the future', batch, ({ activity, messages, source }) => {
    const { at } = withMessages(activity, messages, source, NOW)
    expect(at).toBeGreaterThanOrEqual(activity.at)
    expect(at).toBeLessThanOrEqual(NOW)
  })

  holds('is not what was taken into account before', batch, ({ activity, messages, source }) => {
    const placed = messages.filter(({ order }) => order).sort((a, b) => compare(a, b))
    const once: Activity = withMessages(activity, placed, source, NOW)
    expect(withMessages(once, placed, 'live', 2 * NOW)).toBe(once)
  })

  holds(
    'is never what the system says, unless it closes a segment',
    batch,
    ({ activity, messages, source }) => {
      const system = messages
        .filter(({ from }) => from.type === 'system' || from.type === 'unknown')
        .map((each) => ({ ...each, interactionState: '' }))
      expect(withMessages(activity, system, source, NOW)).toBe(activity)
    },
  )
})

const compare = ({ order: a }: ServerMessage, { order: b }: ServerMessage): number =>
  (a?.[0] ?? 0) - (b?.[0] ?? 0) || (a?.[1] ?? 0) - (b?.[1] ?? 0)

const situation = told('a moment', {
  activeAt: moment,
  warnAfterMs: duration,
  endAfterMs: duration,
  graceUntil: moment,
  now: moment,
})

describe('a verdict', () => {
  holds(
    'ends nothing before its time, nor without one',
    situation,
    ({ activeAt, warnAfterMs, endAfterMs, graceUntil, now }) => {
      const verdict = judgeIdle(activeAt, { warnAfterMs, endAfterMs }, graceUntil, now)
      if (endAfterMs === undefined) expect(verdict).toMatchObject({ endsAt: null, isDue: false })
      if (verdict.isDue) {
        expect(now - activeAt).toBeGreaterThanOrEqual(endAfterMs ?? Infinity)
        expect(now).toBeGreaterThanOrEqual(graceUntil)
      }
      // Time to look again is always ahead, and no later than what is due.
      if (verdict.next !== null) expect(verdict.next).toBeGreaterThan(now)
      if (!verdict.isDue && verdict.endsAt !== null) expect(verdict.next).toBeLessThanOrEqual(verdict.endsAt)
    },
  )
})
