/** Callbacks that are notified together. */
export interface Listeners<Args extends unknown[]> {
  readonly size: number
  /** Adds a callback. A function that is added twice is called twice. Returns a function that removes it. */
  add(listener: (...args: Args) => void): () => void
  notify(...args: Args): void
}

/**
 * The emitter behind every subscription of this library. A listener that throws does not keep the others from being called.
 *
 * @param onThrow - receives what a listener throws; by default it becomes an uncaught error of the page
 */
export function createListeners<Args extends unknown[] = []>(
  onThrow: (error: unknown) => void = throwLater,
): Listeners<Args> {
  const entries = new Set<{ listener: (...args: Args) => void }>()
  return {
    get size() {
      return entries.size
    },
    add(listener) {
      const entry = { listener }
      entries.add(entry)
      return () => void entries.delete(entry)
    },
    notify(...args) {
      for (const { listener } of [...entries]) {
        try {
          listener(...args)
        } catch (error) {
          onThrow(error)
        }
      }
    },
  }
}

function throwLater(error: unknown): void {
  setTimeout(() => {
    throw error
  })
}
