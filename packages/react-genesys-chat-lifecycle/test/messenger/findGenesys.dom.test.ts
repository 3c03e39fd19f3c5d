import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isGenesys, searchGenesys } from '../../src/platform/genesys-messenger/findGenesys.ts'

const WRONG = '<GenesysMessengerProvider genesys>: expected a function that returns Genesys, got'
const page = globalThis as { Genesys?: unknown }
let stop = (): void => {}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  stop()
  delete page.Genesys
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
  document.body.replaceChildren()
})
const wait = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
function searching(source?: unknown) {
  const onGenesys = vi.fn()
  const onProblem = vi.fn((_error: Error) => {})
  stop = searchGenesys(source, { onGenesys, onProblem })
  return { onGenesys, onProblem }
}

it.each([
  [Object.assign(() => {}, { c: {} }), true],
  [{ c: {} }, true],
  [() => {}, false],
  [Object.assign(() => {}, { c: 'x' }), false],
  [undefined, false],
])('Genesys holds its settings: %o', (value, expected) => {
  expect(isGenesys(value)).toBe(expected)
})

describe('Genesys', () => {
  it('is found at once where it is on the page, and told once', async () => {
    page.Genesys = () => {}
    const { onGenesys, onProblem } = searching()
    expect(onGenesys).toHaveBeenCalledExactlyOnceWith(page.Genesys)
    await wait(5_000)
    expect(onGenesys).toHaveBeenCalledTimes(1)
    expect(onProblem).not.toHaveBeenCalled()
  })

  it.each([undefined, null])(
    'that is %s is looked for every half second, without a problem',
    async (nothing) => {
      let genesys: unknown = nothing
      const { onGenesys, onProblem } = searching(() => genesys)
      genesys = () => {}
      await wait(499)
      expect(onGenesys).not.toHaveBeenCalled()
      await wait(1)
      expect(onGenesys).toHaveBeenCalledExactlyOnceWith(genesys)
      genesys = nothing
      await wait(500)
      genesys = () => {}
      await wait(500)
      expect(onGenesys).toHaveBeenCalledTimes(2)
      expect(onGenesys).toHaveBeenLastCalledWith(genesys)
      expect(onProblem).not.toHaveBeenCalled()
    },
  )

  it('is looked for when a script has loaded, whose event does not bubble', () => {
    const { onGenesys } = searching()
    const script = document.body.appendChild(document.createElement('script'))
    page.Genesys = () => {}
    script.dispatchEvent(new Event('load'))
    expect(onGenesys).toHaveBeenCalledExactlyOnceWith(page.Genesys)
  })

  it('is not looked for after the search has stopped', async () => {
    const { onGenesys } = searching()
    stop()
    page.Genesys = () => {}
    await wait(5_000)
    const script = document.body.appendChild(document.createElement('script'))
    script.dispatchEvent(new Event('load'))
    expect(onGenesys).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is looked for without a document', async () => {
    vi.stubGlobal('document', undefined)
    const { onGenesys } = searching()
    page.Genesys = () => {}
    await wait(500)
    expect(onGenesys).toHaveBeenCalledTimes(1)
    stop()
    vi.unstubAllGlobals()
  })
})

describe('a source', () => {
  it('is asked instead of the page', () => {
    const genesys = (): void => {}
    page.Genesys = () => {}
    const { onGenesys, onProblem } = searching(() => genesys)
    expect(onGenesys).toHaveBeenCalledExactlyOnceWith(genesys)
    expect(onProblem).not.toHaveBeenCalled()
  })

  it.each([
    ['an object', {}],
    ['null', null],
    ['Genesys itself', Object.assign(vi.fn(), { c: {} })],
  ])('that is %s is a problem, and the page is asked', async (words, source) => {
    page.Genesys = () => {}
    const { onGenesys, onProblem } = searching(source)
    expect(onGenesys).toHaveBeenCalledExactlyOnceWith(page.Genesys)
    if (typeof source === 'function') expect(source).not.toHaveBeenCalled()
    // Only when the caller is ready.
    expect(onProblem).not.toHaveBeenCalled()
    await wait()
    expect(onProblem).toHaveBeenCalledExactlyOnceWith(new TypeError(`${WRONG} ${words}`))
  })

  it('that returns something else is a problem, told once, and asked again', async () => {
    let genesys: unknown = 'Genesys'
    const { onGenesys, onProblem } = searching(() => genesys)
    expect(onProblem).toHaveBeenCalledExactlyOnceWith(new TypeError(`${WRONG} one that returns a string`))
    await wait(500)
    expect(onProblem).toHaveBeenCalledTimes(1)
    expect(onGenesys).not.toHaveBeenCalled()
    genesys = () => {}
    await wait(500)
    expect(onGenesys).toHaveBeenCalledExactlyOnceWith(genesys)
  })

  it('that throws is a problem, told once', async () => {
    const error = new Error('theirs')
    const { onProblem } = searching(() => {
      throw error
    })
    await wait(500)
    expect(onProblem).toHaveBeenCalledTimes(1)
    expect(onProblem.mock.calls[0]?.[0]).toBe(error)
  })
})
