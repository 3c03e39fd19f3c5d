import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { endUnderWay, noteEnd } from '../../../src/platform/genesys-widgets/endUnderWay.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_800_000_000_000 }))
afterEach(() => vi.useRealTimers())
const createBus = () => ({ shared: new Map() }) as never

it('an end is under way for ten seconds', () => {
  const bus = createBus()
  expect(endUnderWay(bus)).toBe(undefined)
  noteEnd(bus, 'idle')
  vi.advanceTimersByTime(9_999)
  expect(endUnderWay(bus)).toBe('idle')
  vi.advanceTimersByTime(1)
  expect(endUnderWay(bus)).toBe(undefined)
})

it('an end is not under way any more when it has come', () => {
  const bus = createBus()
  noteEnd(bus, 'idle')
  noteEnd(bus)
  expect(endUnderWay(bus)).toBe(undefined)
})

it('without a bus nothing ends', () => {
  noteEnd(undefined, 'idle')
  expect(endUnderWay(undefined)).toBe(undefined)
})
