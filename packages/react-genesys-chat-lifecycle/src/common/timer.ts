/** The longest delay a browser's timer takes. Anything above it, `Infinity` included, would fire at once. */
export const LONGEST_DELAY_MS = 0x7fffffff

/** A single timeout that replaces its predecessor, of any length. `Infinity` never calls back. */
export interface Timer {
  readonly isRunning: boolean
  start(ms: number, callback: () => void): void
  stop(): void
}

export function createTimer(): Timer {
  let handle: ReturnType<typeof setTimeout> | undefined
  const stop = (): void => {
    clearTimeout(handle)
    handle = undefined
  }
  const start = (ms: number, callback: () => void): void => {
    stop()
    const step = Math.min(ms, LONGEST_DELAY_MS)
    handle = setTimeout(() => {
      handle = undefined
      if (ms > step) start(ms - step, callback)
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
