import { findBus, isBus } from './page.ts'
import type { CXBusLike } from './types.ts'

/**
 * Where the bus comes from: the object, a way to get it, or nothing: then the page is searched.
 *
 * @example
 * const bus: BusSource = () => window.CXBus
 *
 * @see docs/real-widget.md, "Three doors"
 */
export type BusSource = CXBusLike | PromiseLike<CXBusLike | undefined> | (() => BusSource | undefined)

/** How often the page is looked at when no script's `load` announced the bus. Milliseconds. */
const SLOW_POLL_MS = 500

/**
 * Calls `onBus` once, as soon as the source yields a bus, and keeps trying for as long as it takes.
 * Returns the way to stop trying.
 */
export function whenBus(source: BusSource | undefined, onBus: (bus: CXBusLike) => void): () => void {
  let poll: ReturnType<typeof setInterval> | undefined
  let done = false
  /** A promise has been given and not been kept yet: whoever made it is not asked again. */
  let isPromised = false

  const stop = (): void => {
    done = true
    clearInterval(poll)
    // A script's `load` does not bubble, yet it can be captured.
    globalThis.document?.removeEventListener('load', look, true)
  }
  const take = (candidate: unknown): void => {
    if (done) return
    if (isBus(candidate)) {
      stop()
      onBus(candidate)
    } else if (typeof (candidate as PromiseLike<unknown> | undefined)?.then === 'function') {
      isPromised = true
      ;(candidate as PromiseLike<unknown>).then(
        (kept) => {
          isPromised = false
          take(kept)
        },
        () => {
          isPromised = false
        },
      )
    }
  }
  function look(): void {
    if (isPromised) return
    try {
      take(source === undefined ? findBus() : typeof source === 'function' ? source() : source)
    } catch {
      // A source that throws is one that has no bus yet.
    }
  }

  look()
  if (!done) {
    globalThis.document?.addEventListener('load', look, true)
    poll = setInterval(look, SLOW_POLL_MS)
  }
  return stop
}
