import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { recall, remember } from '../../src/guard/memory.ts'
import { type GuardMemory, type HeldFollowUp, idleGuard, toMemory } from '../../src/guard/state.ts'
import type { PageShare } from '../../src/platform/port.ts'

const KEY = 'react-genesys-chat-lifecycle/guard'
const newPage = (): PageShare => new Map()
const held: HeldFollowUp = {
  id: '1',
  status: 'held',
  kind: 'text',
  text: 'hi',
  data: { message: 'hi' },
  attempts: 0,
  after: null,
}
const memory: GuardMemory = {
  sessionId: 's',
  held: [held],
  key: 's:1-1',
  endsAt: 5,
  wasSeen: true,
}
const recallStored = (value: unknown): GuardMemory | null => {
  sessionStorage.setItem(KEY, typeof value === 'string' ? value : JSON.stringify(value))
  return recall(newPage(), 's')
}

beforeEach(() => sessionStorage.clear())
afterEach(() => {
  vi.restoreAllMocks()
})

describe('the guard’s memory', () => {
  it('survives a page load, for its own session only', () => {
    remember(newPage(), memory)
    expect(recall(newPage(), 's')).toEqual(memory)
    expect(recall(newPage(), 't')).toBeNull()
    expect(recall(newPage(), null)).toBeNull()
  })

  it('can be cleared', () => {
    const page = newPage()
    remember(page, memory)
    remember(page, null)
    expect(sessionStorage.getItem(KEY)).toBeNull()
    expect(recall(page, 's')).toBeNull()
  })

  it('is written only when it changes', () => {
    const write = vi.spyOn(Storage.prototype, 'setItem')
    const page = newPage()
    remember(page, memory)
    remember(page, { ...memory })
    expect(write).toHaveBeenCalledTimes(1)
    remember(page, { ...memory, wasSeen: false })
    expect(write).toHaveBeenCalledTimes(2)
  })

  it('lasts as long as the page where the storage is forbidden', () => {
    const forbidden = () => {
      throw new DOMException('forbidden', 'SecurityError')
    }
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(forbidden)
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(forbidden)
    const page = newPage()
    remember(page, memory)
    expect(recall(page, 's')).toEqual(memory)
    expect(recall(newPage(), 's')).toBeNull()
  })

  it('keeps a held text whose data cannot be serialized, without that data', () => {
    const circular: Record<string, unknown> = { message: 'hi' }
    circular.self = circular
    remember(newPage(), { ...memory, held: [{ ...held, data: circular }] })
    expect(recall(newPage(), 's')).toEqual({ ...memory, held: [{ ...held, data: {} }] })
  })
})

describe('what somebody else wrote into the storage', () => {
  it.each(['', 'null', '7', '"s"', '[]', '{}', 'no JSON', { sessionId: 7 }, { sessionId: null }])(
    'is ignored: %j',
    (value) => {
      expect(recallStored(value)).toBeNull()
    },
  )

  it('is ignored field by field where a type is wrong', () => {
    const nothing = { sessionId: 's', held: [], key: null, endsAt: null, wasSeen: false }
    expect(recallStored({ sessionId: 's' })).toEqual(nothing)
    const wrong = { held: { length: 1 }, key: 7, endsAt: '5', wasSeen: {} }
    expect(recallStored({ sessionId: 's', ...wrong })).toEqual(nothing)
  })

  it.each([
    null,
    'hi',
    { ...held, id: 7 },
    { ...held, status: 'blocked' },
    { ...held, status: 'sending' },
    { ...held, attempts: '0' },
    { ...held, attempts: undefined },
    { ...held, kind: 'file' },
    { ...held, text: null, data: { message: null } },
    { ...held, data: null },
    { ...held, data: 'hi' },
  ])('is not taken for a held text: %j', (each) => {
    expect(recallStored({ ...memory, held: [each, held] })?.held).toEqual([held])
  })

  it('may be a text whose fate is unknown', () => {
    const unknown = { ...held, status: 'unknown', attempts: 1 }
    expect(recallStored({ ...memory, held: [unknown] })?.held).toEqual([unknown])
  })

  it('decides nothing in place of the customer, whose decisions are shared by all tabs', () => {
    expect(recallStored({ ...memory, isKeptOpen: true, isDismissed: true })).toEqual(memory)
  })
})

it('a guard remembers what a page load must not lose, as long as there is a session', () => {
  const blocked = { ...held, id: '2', status: 'blocked' } as const
  const file = { ...held, id: '3', status: 'blocked', kind: 'file' } as const
  const state = { ...idleGuard, sessionId: 's', heldFollowUps: [held, blocked, file] }
  expect(toMemory(state)).toEqual({
    sessionId: 's',
    held: [held],
    key: null,
    endsAt: null,
    wasSeen: false,
  })
  expect(toMemory({ ...state, sessionId: null })).toBeNull()
})

it('a text that a page was left with while it was being sent may have been sent', () => {
  const sending = { ...held, status: 'sending', attempts: 1 } as const
  const unknown = { ...held, id: '2', status: 'unknown', attempts: 2 } as const
  const state = { ...idleGuard, sessionId: 's', heldFollowUps: [sending, unknown] }
  expect(toMemory(state)?.held).toEqual([{ ...sending, status: 'unknown' }, unknown])
})
