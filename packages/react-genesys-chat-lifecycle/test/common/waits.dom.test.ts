import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Gap } from '../../src/common/gap.ts'
import { whenReached } from '../../src/common/whenReached.ts'

const NOW = 1_800_000_000_000
beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => void vi.useRealTimers())
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)
/** The clock goes on, and timers do not, as on a computer that sleeps. */
const sleep = (ms: number) => vi.setSystemTime(Date.now() + ms)
const wakeUp = () => document.dispatchEvent(new Event('visibilitychange'))

describe('a moment', () => {
  it('is reached at its time, once', async () => {
    const reached = vi.fn()
    whenReached(NOW + 25_000, reached)
    await wait(24_999)
    expect(reached).not.toHaveBeenCalled()
    await wait(1)
    expect(reached).toHaveBeenCalledTimes(1)
    wakeUp()
    await wait(60_000)
    expect(reached).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([0, -1])('that is past (%i) is reached at once', (ms) => {
    const reached = vi.fn()
    whenReached(NOW + ms, reached)
    expect(reached).toHaveBeenCalledTimes(1)
    wakeUp()
    expect(reached).toHaveBeenCalledTimes(1)
  })

  it('is not reached once it was cancelled', async () => {
    const reached = vi.fn()
    const stop = whenReached(NOW + 1_000, reached)
    stop()
    sleep(60_000)
    wakeUp()
    await wait(60_000)
    expect(reached).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('that passes in a hidden tab is reached as soon as the tab is shown', () => {
    const reached = vi.fn()
    whenReached(NOW + 60_000, reached)
    sleep(59_999)
    wakeUp()
    expect(reached).not.toHaveBeenCalled()
    sleep(1)
    wakeUp()
    expect(reached).toHaveBeenCalledTimes(1)
  })

  it('that passes while the computer sleeps, with the tab in front, is noticed within ten seconds', async () => {
    const reached = vi.fn()
    whenReached(NOW + 3_600_000, reached)
    sleep(3_600_000)
    await wait(9_999)
    expect(reached).not.toHaveBeenCalled()
    await wait(1)
    expect(reached).toHaveBeenCalledTimes(1)
  })

  it('is reached after its full wait, although the clock was put back', async () => {
    const reached = vi.fn()
    whenReached(NOW + 20_000, reached)
    await wait(5_000)
    sleep(-3_600_000)
    await wait(14_999)
    expect(reached).not.toHaveBeenCalled()
    await wait(1)
    expect(reached).toHaveBeenCalledTimes(1)
  })
})

describe('a gap', () => {
  it('is over when it ends, for all who wait', async () => {
    const gap = new Gap()
    expect(gap.isUnderWay).toBe(false)
    const [before, first, second] = [vi.fn(), vi.fn(), vi.fn()]
    void gap.whenOver().then(before)
    await wait(0)
    expect(before).toHaveBeenCalledTimes(1)
    gap.begin(1_000)
    expect(gap.isUnderWay).toBe(true)
    void gap.whenOver().then(first)
    void gap.whenOver().then(second)
    await wait(500)
    expect(first).not.toHaveBeenCalled()
    gap.end()
    expect(gap.isUnderWay).toBe(false)
    await wait(0)
    expect([first, second].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is over by itself after its time', async () => {
    const gap = new Gap()
    const over = vi.fn()
    gap.begin(1_000)
    void gap.whenOver().then(over)
    await wait(999)
    expect(over).not.toHaveBeenCalled()
    await wait(1)
    expect(over).toHaveBeenCalledTimes(1)
    expect(gap.isUnderWay).toBe(false)
  })
})
