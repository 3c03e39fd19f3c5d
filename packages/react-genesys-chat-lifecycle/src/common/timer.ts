/** The longest delay a browser's timer takes. Anything above it, `Infinity` included, would fire at once. */
export const LONGEST_DELAY_MS = 0x7fffffff

/** A timer that is so late ran on a computer that slept, or in a hidden tab: the latest messages are still on their way. */
export const LATE_MS = 5_000
/** How long they may take. */
export const CATCH_UP_MS = 10_000

/** A single timeout that replaces its predecessor, of any length. `Infinity` never calls back. */
export interface Timer {
  readonly isRunning: boolean
  /**
   * @param turns - in how many timeouts to wait, one after the other. What somebody else does in fewer, begun before, is done by
   * then, also on a page that is too busy to run any of them in time. Default 1
   */
  start(ms: number, callback: () => void, turns?: number): void
  stop(): void
}

export function createTimer(): Timer {
  let handle: ReturnType<typeof setTimeout> | undefined
  const stop = (): void => {
    clearTimeout(handle)
    handle = undefined
  }
  const start = (ms: number, callback: () => void, turns = 1): void => {
    stop()
    const step = Math.min(Math.ceil(ms / turns), LONGEST_DELAY_MS)
    handle = setTimeout(() => {
      handle = undefined
      if (ms > step) start(ms - step, callback, Math.max(turns - 1, 1))
      else callback()
    }, step)
  }
  return {
    get isRunning() {
      return handle !== undefined
    },
    start,
    stop,
  }
}
