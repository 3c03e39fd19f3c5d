import type { CXBusLike } from './busTypes.ts'
import { findBus, isBus } from './page.ts'

/**
 * Where the bus comes from: the object, a promise of it, a function that returns either, or nothing. Then the page is searched.
 *
 * @example
 * const bus: BusSource = () => window.CXBus
 */
export type BusSource = CXBusLike | PromiseLike<CXBusLike | undefined> | (() => BusSource | undefined)

/** How often the page is searched when no script's `load` announced the bus. */
const POLL_MS = 500

/**
 * Calls `onBus` once, as soon as the source yields a bus, and keeps trying for as long as it takes.
 * Returns the way to stop.
 */
export function whenBus(source: BusSource | undefined, onBus: (bus: CXBusLike) => void): () => void {
  let poll: ReturnType<typeof setInterval> | undefined
  let isDone = false
  /** While a promise is pending, its source is not asked again. */
  let isPromised = false

  const stop = (): void => {
    isDone = true
    clearInterval(poll)
    globalThis.document?.removeEventListener('load', look, true)
  }
  const take = (candidate: unknown): void => {
    if (isDone) return
    if (isBus(candidate)) {
      stop()
      onBus(candidate)
    } else if (isThenable(candidate)) {
      isPromised = true
      const settle = (bus?: unknown): void => {
        isPromised = false
        take(bus)
      }
      candidate.then(settle, () => settle())
    }
  }
  function look(): void {
    if (isPromised) return
    try {
      take(source === undefined ? findBus() : typeof source === 'function' ? source() : source)
    } catch {
      // A source that throws has no bus yet.
    }
  }

  look()
  if (!isDone) {
    // A script's `load` does not bubble, but it can be captured.
    globalThis.document?.addEventListener('load', look, true)
    poll = setInterval(look, POLL_MS)
  }
  return stop
}

const isThenable = (candidate: unknown): candidate is PromiseLike<unknown> =>
  typeof (candidate as PromiseLike<unknown> | undefined)?.then === 'function'
