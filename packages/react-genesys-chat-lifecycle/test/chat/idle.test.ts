import { describe, expect, it } from 'vitest'
import { type Activity, judgeIdle, withMessages } from '../../src/chat/idle.ts'
import { readFields } from '../../src/platform/genesys-widgets/readFields.ts'
import type { ServerMessage } from '../../src/platform/message.ts'

const NOW = 1_800_000_000_000
const before: Activity = { sessionId: 's', at: NOW - 60_000, newest: [NOW - 60_000, 5] }

const textOf = (type: string, fields: Partial<ServerMessage> = {}): ServerMessage => ({
  ...readFields({ type: 'Text', text: 'hello', from: { type } }),
  at: NOW - 10_000,
  order: [NOW - 10_000, 0],
  ...fields,
})
const text = (fields: Partial<ServerMessage> = {}) => textOf('Agent', fields)

describe('activity after messages', () => {
  it('is now where they are live, and their time where they are history', () => {
    expect(withMessages(before, [text()], 'live', NOW)).toEqual({
      ...before,
      at: NOW,
      newest: [NOW - 10_000, 0],
    })
    for (const source of ['history', 'page'] as const) {
      expect(withMessages(before, [text()], source, NOW)).toMatchObject({ at: NOW - 10_000 })
    }
  })

  it('is never later than now, although the server’s clock is ahead', () => {
    const ahead = text({ at: NOW + 5_000, order: [NOW + 5_000, 0] })
    expect(withMessages(before, [ahead], 'history', NOW)).toMatchObject({ at: NOW, newest: [NOW + 5_000, 0] })
  })

  it('never goes back', () => {
    const old = text({ at: NOW - 90_000 })
    expect(withMessages(before, [old], 'history', NOW)).toMatchObject({ at: before.at, newest: old.order })
  })

  it.each([
    ['the same place', [NOW - 60_000, 5]],
    ['a place before', [NOW - 60_000, 4]],
  ] as const)('is the same object after a message at %s', (_, order) => {
    expect(withMessages(before, [text({ order })], 'live', NOW)).toBe(before)
  })

  it('is the same object after nothing', () => {
    expect(withMessages(before, [], 'live', NOW)).toBe(before)
  })

  it('orders a message without a place by its time', () => {
    const late = text({ order: null, at: NOW - 1 })
    expect(withMessages(before, [late], 'live', NOW)).toMatchObject({ at: NOW, newest: [NOW - 1, 0] })
    expect(withMessages(before, [text({ order: null, at: NOW - 60_001 })], 'live', NOW)).toBe(before)
  })

  it.each([0, -1])('counts a message that has neither a place nor a time (%i)', (at) => {
    const next = withMessages(before, [text({ order: null, at })], 'live', NOW)
    expect(next).toEqual({ ...before, at: NOW })
    expect(next.newest).toBe(before.newest)
  })

  it('begins with any message', () => {
    const none: Activity = { ...before, newest: null }
    expect(withMessages(none, [text({ order: [1, 0], at: 1 })], 'live', NOW).newest).toEqual([1, 0])
    expect(withMessages(none, [text({ order: null, at: 0 })], 'live', NOW)).toEqual({ ...none, at: NOW })
    expect(withMessages(none, [text({ order: null, at: 0 })], 'history', NOW)).toBe(none)
  })
})

describe('what counts as activity', () => {
  const counts = (message: ServerMessage) => withMessages(before, [message], 'live', NOW) !== before
  const silent = { text: '' }

  it.each([
    ['a text of the customer', textOf('Customer'), true],
    ['typing of the customer', textOf('Customer', { ...silent, type: 'TypingStarted' }), true],
    [
      'joining of the customer, as at each reload',
      textOf('Customer', { ...silent, type: 'ParticipantJoined' }),
      false,
    ],
    ['a text of an agent', textOf('Agent'), true],
    ['typing of an agent', textOf('Agent', { ...silent, type: 'typingStarted' }), true],
    ['an agent who stops typing', textOf('Agent', { ...silent, type: 'TypingStopped' }), false],
    ['a type that only ends in typing', textOf('Agent', { ...silent, type: 'NotTypingStarted' }), false],
    ['joining of an agent', textOf('Agent', { ...silent, type: 'ParticipantJoined' }), true],
    ['leaving of an agent', textOf('Agent', { ...silent, type: 'ParticipantLeft' }), false],
    ['a bot’s text', textOf('Bot'), true],
    ['a text of the system', textOf('System'), false],
    ['the closing of a segment', textOf('System', { interactionState: 'Completed' }), true],
  ])('%s', (_, message, expected) => {
    expect(counts(message)).toBe(expected)
  })
})

describe('the verdict', () => {
  it.each([
    ['never', {}, 0, NOW, { isWarning: false, endsAt: null, isDue: false, next: null }],
    ['to warn only', { warnAfterMs: 100 }, 0, NOW + 99, { isWarning: false, next: NOW + 100, endsAt: null }],
    [
      'warned, and nothing else',
      { warnAfterMs: 100 },
      0,
      NOW + 100,
      { isWarning: true, next: null, isDue: false },
    ],
    ['to end only', { endAfterMs: 100 }, 0, NOW + 99, { isWarning: false, next: NOW + 100, isDue: false }],
    ['due', { endAfterMs: 100 }, 0, NOW + 100, { isDue: true, next: null, endsAt: NOW + 100 }],
    ['warned first', { warnAfterMs: 50, endAfterMs: 100 }, 0, NOW, { next: NOW + 50, isWarning: false }],
    ['then ended', { warnAfterMs: 50, endAfterMs: 100 }, 0, NOW + 50, { next: NOW + 100, isWarning: true }],
    ['within the grace', { endAfterMs: 100 }, NOW + 500, NOW + 499, { isDue: false, next: NOW + 500 }],
    ['after the grace', { endAfterMs: 100 }, NOW + 500, NOW + 500, { isDue: true, endsAt: NOW + 500 }],
  ])('is %s', (_, times, grace, now, expected) => {
    const verdict = judgeIdle(NOW, { warnAfterMs: undefined, endAfterMs: undefined, ...times }, grace, now)
    expect(verdict).toMatchObject(expected)
  })
})
