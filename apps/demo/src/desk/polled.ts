export interface Polled<T> {
  readonly subscribe: (listener: () => void) => () => void
  readonly getSnapshot: () => T
  /** Asks now, rather than when it is time: after an action one wants to see what it did. */
  readonly refresh: () => void
}

/** Something on the server that is asked for again and again while anybody looks at it. */
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
      // The same answer keeps its identity, so that nothing renders for it.
      if (JSON.stringify(next) !== JSON.stringify(value)) {
        value = next
        for (const listener of listeners) listener()
      }
    } catch {
      // The next round may go better; what was known stays on the screen.
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
