export interface Polled<T> {
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => T
  /** Loads now instead of at the next interval, to show the effect of an action. */
  readonly refresh: () => void
}

/** Polls the server while somebody subscribes. */
export function createPolled<T>(
  load: (signal: AbortSignal) => Promise<T>,
  initial: T,
  everyMs: number,
): Polled<T> {
  const listeners = new Set<() => void>()
  let value = initial
  let timer: ReturnType<typeof setTimeout> | undefined
  let request: AbortController | undefined

  const ask = async (): Promise<void> => {
    clearTimeout(timer)
    request?.abort()
    const mine = new AbortController()
    request = mine
    try {
      const next = await load(mine.signal)
      if (mine.signal.aborted) return
      // An equal answer keeps its identity, so nothing re-renders.
      if (JSON.stringify(next) !== JSON.stringify(value)) {
        value = next
        for (const listener of listeners) listener()
      }
    } catch {
      // Keeps showing the last answer; the next request may succeed.
    }
    if (!mine.signal.aborted && listeners.size > 0) timer = setTimeout(ask, everyMs)
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener)
      if (listeners.size === 1) void ask()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearTimeout(timer)
        request?.abort()
      }
    },
    getSnapshot: () => value,
    refresh: () => void ask(),
  }
}
