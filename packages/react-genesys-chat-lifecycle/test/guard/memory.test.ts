import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { recall, remember } from '../../src/guard/memory.ts'
import type { SharedGuards } from '../../src/guard/seat.ts'
import { type HeldFollowUp, type GuardMemory, idleGuard, toMemory } from '../../src/guard/state.ts'

const KEY = 'react-genesys-chat-lifecycle/guard'
const page = (): SharedGuards => ({ mounted: [], notices: new Map(), ended: new Set(), sent: new Map() })
const held: HeldFollowUp = { id: '1', kind: 'held', text: 'hi', data: { message: 'hi' } }
const memory: GuardMemory = {
  ...{ sessionId: 's', held: [held], key: 's:1-1', endsAt: 5 },
  ...{ stopped: true, dismissed: true, seen: true },
}
const stored = (value: unknown): GuardMemory | null => {
  sessionStorage.setItem(KEY, typeof value === 'string' ? value : JSON.stringify(value))
  return recall(page(), 's')
}

beforeEach(() => sessionStorage.clear())
afterEach(() => {
  vi.restoreAllMocks()
})

describe('what is remembered', () => {
  it('is there after a page load, for this session and no other', () => {
    remember(page(), memory)
    expect(recall(page(), 's')).toEqual(memory)
    expect(recall(page(), 't')).toBeNull()
    expect(recall(page(), null)).toBeNull()
  })

  it('is gone when it is to be forgotten', () => {
    const shared = page()
    remember(shared, memory)
    remember(shared, null)
    expect(sessionStorage.getItem(KEY)).toBeNull()
    expect(recall(shared, 's')).toBeNull()
  })

  it('is written when it changes, and not each time', () => {
    const write = vi.spyOn(Storage.prototype, 'setItem')
    const shared = page()
    remember(shared, memory)
    remember(shared, { ...memory })
    expect(write).toHaveBeenCalledTimes(1)
    remember(shared, { ...memory, seen: false })
    expect(write).toHaveBeenCalledTimes(2)
  })

  it('stays on the page where it may not be written', () => {
    const forbidden = () => {
      throw new DOMException('forbidden', 'SecurityError')
    }
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(forbidden)
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(forbidden)
    const shared = page()
    remember(shared, memory)
    expect(recall(shared, 's')).toEqual(memory)
    expect(recall(page(), 's')).toBeNull()
  })

  it('of a text that came with what cannot be written down is the text', () => {
    const circular: Record<string, unknown> = { message: 'hi' }
    circular.self = circular
    remember(page(), { ...memory, held: [{ ...held, data: circular }] })
    expect(recall(page(), 's')).toEqual(memory)
  })
})

describe('what stands in the storage is not to be trusted', () => {
  it.each(['', 'null', '7', '"s"', '[]', '{}', 'no JSON', { sessionId: 7 }, { sessionId: null }])(
    '%j is no memory',
    (value) => {
      expect(stored(value)).toBeNull()
    },
  )

  it('what is of the wrong kind is not there', () => {
    const nothing = {
      sessionId: 's',
      held: [],
      key: null,
      endsAt: null,
      stopped: false,
      dismissed: false,
      seen: false,
    }
    expect(stored({ sessionId: 's' })).toEqual(nothing)
    const wrong = { held: { length: 1 }, key: 7, endsAt: '5', stopped: 1, dismissed: 'true', seen: {} }
    expect(stored({ sessionId: 's', ...wrong })).toEqual(nothing)
  })

  it.each([
    null,
    'hi',
    { ...held, id: 7 },
    { ...held, kind: 'blocked' },
    { ...held, text: null, data: { message: null } },
    { ...held, data: null },
    { ...held, data: 'hi' },
    { ...held, data: { message: 'something else' } },
  ])('a held text that is %j is none', (each) => {
    expect(stored({ ...memory, held: [each, held] })?.held).toEqual([held])
  })
})

it('of a state there is remembered what a page load must not lose', () => {
  const state = {
    ...idleGuard,
    sessionId: 's',
    followUps: [held, { ...held, id: '2', kind: 'blocked' as const }],
  }
  expect(toMemory(state)).toEqual({
    ...{ sessionId: 's', held: [held], key: null, endsAt: null },
    ...{ stopped: false, dismissed: false, seen: false },
  })
  expect(toMemory({ ...state, sessionId: null })).toBeNull()
})
