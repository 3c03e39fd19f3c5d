import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { whenBus } from '../../../src/platform/genesys-widgets/findBus.ts'

const bus = { subscribe() {}, command() {} } as never
const loaded = () => document.dispatchEvent(new Event('load'))
let stop: (() => void) | undefined

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  stop?.()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('a source', () => {
  it('that has the bus is not asked again, and leaves nothing behind', () => {
    const listen = vi.spyOn(document, 'addEventListener')
    const onBus = vi.fn()
    stop = whenBus(bus, onBus)
    expect(onBus).toHaveBeenCalledExactlyOnceWith(bus)
    expect(vi.getTimerCount()).toBe(0)
    expect(listen).not.toHaveBeenCalled()
  })

  it('is asked twice a second, and at each script that loads, until it has one', () => {
    const source = vi.fn((): typeof bus | undefined => undefined)
    const onBus = vi.fn()
    stop = whenBus(source, onBus)
    expect(source).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(500)
    expect(source).toHaveBeenCalledTimes(2)
    loaded()
    expect(source).toHaveBeenCalledTimes(3)
    source.mockReturnValue(bus)
    vi.advanceTimersByTime(500)
    loaded()
    vi.advanceTimersByTime(10_000)
    expect(source).toHaveBeenCalledTimes(4)
    expect(onBus).toHaveBeenCalledTimes(1)
  })

  it('is not asked after nobody wants it any more', () => {
    const source = vi.fn(() => undefined)
    whenBus(source, vi.fn())()
    loaded()
    vi.advanceTimersByTime(10_000)
    expect(source).toHaveBeenCalledTimes(1)
  })

  it.each([undefined, bus])(
    'that keeps its promise, with %j, after nobody wants it any more is not heard',
    async (kept) => {
      const onBus = vi.fn()
      const source = vi.fn(() => Promise.resolve(kept))
      whenBus(source, onBus)()
      await vi.advanceTimersByTimeAsync(10_000)
      expect(onBus).not.toHaveBeenCalled()
      expect(source).toHaveBeenCalledTimes(1)
    },
  )

  it.each([
    ['keeps its promise with nothing', () => Promise.resolve(undefined)],
    ['keeps its promise with something else', () => Promise.resolve({})],
    ['breaks its promise', () => Promise.reject(new Error('not yet'))],
  ])('that %s is asked again', async (_, first) => {
    const source = vi.fn<() => Promise<unknown>>(() => Promise.resolve(bus)).mockImplementationOnce(first)
    const onBus = vi.fn()
    stop = whenBus(source as never, onBus)
    await vi.advanceTimersByTimeAsync(499)
    expect(source).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(source).toHaveBeenCalledTimes(2)
    expect(onBus).toHaveBeenCalledExactlyOnceWith(bus)
  })
})

it('is found without a document, by looking', async () => {
  vi.stubGlobal('document', undefined)
  const onBus = vi.fn()
  let found: typeof bus | undefined
  stop = whenBus(() => found, onBus)
  found = bus
  await vi.advanceTimersByTimeAsync(500)
  vi.unstubAllGlobals()
  expect(onBus).toHaveBeenCalledExactlyOnceWith(bus)
  expect(vi.getTimerCount()).toBe(0)
})
