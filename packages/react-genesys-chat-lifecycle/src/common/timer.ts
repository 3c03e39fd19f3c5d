/** The longest delay a browser's timer takes. Anything above it, `Infinity` included, would fire at once. */
export const LONGEST_DELAY_MS = 0x7fffffff

/** A single timeout that replaces its predecessor. */
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
  return {
    get isRunning() {
      return handle !== undefined
    },
    start(ms, callback) {
      stop()
      handle = setTimeout(
        () => {
          handle = undefined
          callback()
        },
        Math.min(ms, LONGEST_DELAY_MS),
      )
    },
    stop,
  }
}
