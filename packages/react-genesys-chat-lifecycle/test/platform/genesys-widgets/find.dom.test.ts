import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type BusSearch, type BusSource, searchBus } from '../../../src/platform/genesys-widgets/findBus.ts'

const bus = { subscribe() {}, command() {} } as never
const loaded = () => document.dispatchEvent(new Event('load'))
let stop: (() => void) | undefined
const search = (
  source: BusSource | undefined,
  onBus: BusSearch['onBus'],
  onProblem: BusSearch['onProblem'] = () => {},
): (() => void) => searchBus(source, { onBus, onProblem })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  stop?.()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('a source', () => {
  it('that is the bus is not asked again', () => {
    const onBus = vi.fn()
    stop = search(bus, onBus)
    expect(onBus).toHaveBeenCalledExactlyOnceWith(bus)
    expect(vi.getTimerCount()).toBe(0)
    loaded()
    expect(onBus).toHaveBeenCalledTimes(1)
  })

  it('leaves nothing behind when it is stopped', () => {
    const off = vi.spyOn(document, 'removeEventListener')
    search(() => bus, vi.fn())()
    expect(vi.getTimerCount()).toBe(0)
    expect(off).toHaveBeenCalledExactlyOnceWith('load', expect.any(Function), true)
  })

  it('that may give another bus is asked once a second, and at each script that loads', () => {
    const second = { subscribe() {}, command() {} } as never
    const source = vi.fn(() => bus)
    const onBus = vi.fn()
    stop = search(source, onBus)
    vi.advanceTimersByTime(999)
    expect(source).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(1)
    expect(source).toHaveBeenCalledTimes(2)
    expect(onBus).toHaveBeenCalledTimes(1)
    source.mockReturnValue(second)
    loaded()
    expect(onBus.mock.calls).toEqual([[bus], [second]])
    source.mockReturnValue(undefined as never)
    loaded()
    expect(onBus).toHaveBeenCalledTimes(2)
  })

  it('is asked twice a second, and at each script that loads, until it has one', () => {
    const source = vi.fn((): typeof bus | undefined => undefined)
    const onBus = vi.fn()
    stop = search(source, onBus)
    expect(source).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(500)
    expect(source).toHaveBeenCalledTimes(2)
    loaded()
    expect(source).toHaveBeenCalledTimes(3)
    source.mockReturnValue(bus)
    vi.advanceTimersByTime(500)
    loaded()
    vi.advanceTimersByTime(10_000)
    expect(source).toHaveBeenCalledTimes(15)
    expect(onBus).toHaveBeenCalledTimes(1)
  })

  it('is not asked after nobody wants it any more', () => {
    const source = vi.fn(() => undefined)
    search(source, vi.fn())()
    loaded()
    vi.advanceTimersByTime(10_000)
    expect(source).toHaveBeenCalledTimes(1)
  })

  it.each([undefined, bus])(
    'that keeps its promise, with %j, after nobody wants it any more is not heard',
    async (kept) => {
      const onBus = vi.fn()
      const source = vi.fn(() => Promise.resolve(kept))
      search(source, onBus)()
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
    stop = search(source as never, onBus)
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
  stop = search(() => found, onBus)
  found = bus
  await vi.advanceTimersByTimeAsync(500)
  vi.unstubAllGlobals()
  expect(onBus).toHaveBeenCalledExactlyOnceWith(bus)
})

describe('what is wrong with a source', () => {
  it('is reported once, however often it happens, and the search goes on', async () => {
    const onBus = vi.fn()
    const onProblem = vi.fn()
    const fault = new Error('not yet')
    const source = vi.fn((): typeof bus => {
      throw fault
    })
    stop = search(source, onBus, onProblem)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(onProblem).toHaveBeenCalledExactlyOnceWith(fault, false)
    source.mockImplementation(() => bus)
    await vi.advanceTimersByTimeAsync(500)
    expect(onBus).toHaveBeenCalledExactlyOnceWith(bus)
  })

  it('is final where the source is a promise', async () => {
    const onProblem = vi.fn()
    stop = search(Promise.reject('blocked'), vi.fn(), onProblem)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(onProblem).toHaveBeenCalledExactlyOnceWith(new Error('blocked'), true)
  })

  it('is that a promise or a function gives something else', async () => {
    const problems: string[] = []
    const stops = [Promise.resolve({}), () => ({})].map((source) =>
      search(source as never, vi.fn(), ({ message }) => problems.push(message)),
    )
    await vi.advanceTimersByTimeAsync(5_000)
    expect(problems).toEqual(Array(2).fill(expect.stringContaining('got an object without `subscribe`')))
    for (const each of stops) each()
  })

  it('is not reported after nobody wants the bus any more', async () => {
    const onProblem = vi.fn()
    search(null as never, vi.fn(), onProblem)()
    search(Promise.reject(new Error('no')), vi.fn(), onProblem)()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(onProblem).not.toHaveBeenCalled()
  })

  const HEAD = '<GenesysChatProvider bus>: expected a CXBus'
  const MORE = ', a promise of one, or a function that returns either'
  it.each([
    [null, 'null. Leave `bus` out to search the page.'],
    [7, '7. Leave `bus` out to search the page.'],
    [{}, 'an object without `subscribe` and `command`. Leave `bus` out to search the page.'],
    [{ bus }, 'an object without `subscribe` and `command`. Pass its `bus` property.'],
  ])('is told with a remedy, a moment later: %j', async (source, got) => {
    const onProblem = vi.fn()
    stop = search(source as never, vi.fn(), onProblem)
    expect(onProblem).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(0)
    expect(onProblem.mock.calls).toEqual([[new TypeError(`${HEAD}${MORE}, got ${got}`), false]])
  })

  it('is told in short in production', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const onProblem = vi.fn()
    stop = search(null as never, vi.fn(), onProblem)
    await vi.advanceTimersByTimeAsync(0)
    vi.unstubAllEnvs()
    expect(onProblem.mock.calls).toEqual([[new TypeError(`${HEAD}, got object`), false]])
  })

  it.each([undefined, () => null, () => undefined])(
    'is nothing where there is no bus yet: %s',
    async (source) => {
      const onProblem = vi.fn()
      stop = search(source as never, vi.fn(), onProblem)
      await vi.advanceTimersByTimeAsync(5_000)
      expect(onProblem).not.toHaveBeenCalled()
    },
  )

  it('is that the page took its bus away, each time; the bus that returns is taken up', async () => {
    let found: typeof bus | undefined = bus
    const onBus = vi.fn()
    const onProblem = vi.fn()
    stop = search(() => found, onBus, onProblem)
    const gone = [new Error('Genesys Widgets were removed from this page. Load them again to go on.'), false]
    for (const times of [1, 2]) {
      found = undefined
      loaded()
      loaded()
      expect(onProblem.mock.calls).toEqual(Array(times).fill(gone))
      found = bus
      loaded()
      expect(onBus).toHaveBeenCalledTimes(times + 1)
    }
  })
})

describe('a promise', () => {
  it('is asked once, and no more after it was kept', async () => {
    let keep = (_: unknown): void => {}
    const source = vi.fn(() => new Promise((resolve) => (keep = resolve)))
    const onBus = vi.fn()
    stop = search(source as never, onBus)
    await vi.advanceTimersByTimeAsync(10_000)
    loaded()
    expect(source).toHaveBeenCalledTimes(1)
    keep(bus)
    await vi.advanceTimersByTimeAsync(0)
    expect(onBus.mock.calls).toEqual([[bus]])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(source).toHaveBeenCalledTimes(2)
  })

  it('that is the source is not looked at after it was kept', async () => {
    const onBus = vi.fn()
    stop = search(Promise.resolve(bus), onBus)
    expect(vi.getTimerCount()).toBe(1)
    await vi.advanceTimersByTimeAsync(0)
    expect(onBus.mock.calls).toEqual([[bus]])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('that is the source and was broken is not asked again', async () => {
    const broken = Promise.reject('no')
    const then = vi.spyOn(broken, 'then')
    stop = search(broken, vi.fn())
    await vi.advanceTimersByTimeAsync(10_000)
    expect(then).toHaveBeenCalledOnce()
  })

  it('of a function that was broken is no final problem', async () => {
    const onProblem = vi.fn()
    stop = search(() => Promise.reject('no'), vi.fn(), onProblem)
    await vi.advanceTimersByTimeAsync(0)
    expect(onProblem.mock.calls).toEqual([[new Error('no'), false]])
  })
})

it('a bus that can be called is a bus', () => {
  const callable = Object.assign(vi.fn(), { subscribe() {}, command() {} })
  const onBus = vi.fn()
  stop = search(callable as never, onBus)
  expect(onBus.mock.calls).toEqual([[callable]])
  expect(callable).not.toHaveBeenCalled()
})
