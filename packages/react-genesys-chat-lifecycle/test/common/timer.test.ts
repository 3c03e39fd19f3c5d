import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPause } from '../../src/common/pause.ts'
import { createTimer, LONGEST_DELAY_MS } from '../../src/common/timer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** A page on which every timeout takes a second, so that the next ones are overdue. They run in the order in which they fell due. */
function createBusyPage() {
  const due: { at: number; callback: () => void }[] = []
  let now = 0
  vi.stubGlobal('setTimeout', (callback: () => void, ms = 0) => due.push({ at: now + ms, callback }))
  return {
    run() {
      while (due.length > 0) {
        const { callback } = due.toSorted((one, other) => one.at - other.at)[0] as (typeof due)[number]
        due.splice(
          due.findIndex((entry) => entry.callback === callback),
          1,
        )
        now += 1_000
        callback()
      }
    },
  }
}

describe('createTimer', () => {
  it('calls back once, after the time', () => {
    const timer = createTimer()
    const callback = vi.fn()
    timer.start(100, callback)
    vi.advanceTimersByTime(99)
    expect(callback).not.toHaveBeenCalled()
    expect(timer.isRunning).toBe(true)
    vi.advanceTimersByTime(1)
    expect(callback).toHaveBeenCalledTimes(1)
    expect(timer.isRunning).toBe(false)
    vi.advanceTimersByTime(1_000)
    expect(callback).toHaveBeenCalledTimes(1)
  })

  it('replaces a timeout that is running', () => {
    const timer = createTimer()
    const calls: string[] = []
    timer.start(100, () => calls.push('first'))
    timer.start(200, () => calls.push('second'))
    vi.advanceTimersByTime(500)
    expect(calls).toEqual(['second'])
  })

  it('does not call back after stop', () => {
    const timer = createTimer()
    const callback = vi.fn()
    timer.stop()
    timer.start(100, callback)
    timer.stop()
    expect(timer.isRunning).toBe(false)
    vi.advanceTimersByTime(500)
    expect(callback).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('can be started again from its own callback', () => {
    const timer = createTimer()
    const again = vi.fn()
    timer.start(100, () => timer.start(100, again))
    vi.advanceTimersByTime(100)
    expect(timer.isRunning).toBe(true)
    vi.advanceTimersByTime(100)
    expect(again).toHaveBeenCalledTimes(1)
  })

  it('calls back at the same time when it waits in turns', () => {
    const callback = vi.fn()
    createTimer().start(50, callback, 4)
    vi.advanceTimersByTime(49)
    expect(callback).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(callback).toHaveBeenCalledTimes(1)
  })

  it.each([1, 4])('lets others have %i turns on a page that is always busy', (turns) => {
    const page = createBusyPage()
    const done: string[] = []
    const theirTurn = (): void => {
      done.push('theirs')
      if (done.length < 10) setTimeout(theirTurn)
    }
    setTimeout(theirTurn)
    createTimer().start(50, () => done.push('ours'), turns)
    page.run()
    expect(done.indexOf('ours')).toBe(turns)
  })

  it('waits as long as it is told, also longer than a browser’s timer can', () => {
    const callback = vi.fn()
    const timer = createTimer()
    timer.start(3 * LONGEST_DELAY_MS + 5, callback)
    vi.advanceTimersByTime(3 * LONGEST_DELAY_MS + 4)
    expect(callback).not.toHaveBeenCalled()
    expect(timer.isRunning).toBe(true)
    vi.advanceTimersByTime(1)
    expect(callback).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('can be stopped after the first of several waits', () => {
    const timer = createTimer()
    timer.start(3 * LONGEST_DELAY_MS, () => {})
    vi.advanceTimersByTime(LONGEST_DELAY_MS + 1)
    timer.stop()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('never calls back after Infinity', () => {
    const callback = vi.fn()
    createTimer().start(Number.POSITIVE_INFINITY, callback)
    vi.advanceTimersByTime(10 * LONGEST_DELAY_MS)
    expect(callback).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(1)
  })
})

describe('createPause', () => {
  it('resolves after the time', async () => {
    const done = vi.fn()
    void createPause().wait(100).then(done)
    await vi.advanceTimersByTimeAsync(99)
    expect(done).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(done).toHaveBeenCalledTimes(1)
  })

  it('resolves as soon as it is released, and leaves no timer', async () => {
    const pause = createPause()
    const done = vi.fn()
    pause.release()
    void pause.wait(100).then(done)
    pause.release()
    await vi.advanceTimersByTimeAsync(0)
    expect(done).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  })
})
