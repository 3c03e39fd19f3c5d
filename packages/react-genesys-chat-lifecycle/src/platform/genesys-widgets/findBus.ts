import { describe } from '../../common/checks.ts'
import { inDevelopment } from '../../common/development.ts'
import { toError } from '../../common/errors.ts'
import { read } from '../../common/values.ts'
import type { CXBusLike } from './busTypes.ts'
import { findBus, isBus } from './page.ts'

/**
 * The source of the bus: the object, a promise of it, or a function that returns either. Without a source, the page is searched.
 *
 * @example
 * const bus: BusSource = () => window.CXBus
 */
export type BusSource = CXBusLike | PromiseLike<CXBusLike | undefined> | (() => BusSource | undefined)

/** What a search for the bus reports. */
export interface BusSearch {
  /** Called with every bus that is not the one before. */
  readonly onBus: (bus: CXBusLike) => void
  /** The source cannot be used. `isFinal`: no bus will come of it. */
  readonly onProblem: (error: Error, isFinal: boolean) => void
}

/** How often the page is searched when no script's `load` announced a bus. */
const POLL_MS = 500
/** How often it is looked at once there is a bus, for one that replaces it. */
const WATCH_MS = 1_000

/**
 * Searches for the bus, without a time limit. A bus that was found on the page, or by a function, may be replaced, so the
 * search continues. Returns a function that stops it.
 */
export function searchBus(source: BusSource | undefined, { onBus, onProblem }: BusSearch): () => void {
  let poll: ReturnType<typeof setInterval> | undefined
  let found: CXBusLike | undefined
  let isStopped = false
  /** While a promise is pending, its source is not asked again. */
  let isPromised = false
  let hasProblem = false
  const ask = askable(source, (error) => tell(error))

  function tell(error: Error, isFinal = false): void {
    if (hasProblem || isStopped) return
    hasProblem = true
    onProblem(error, isFinal)
  }
  const repeat = (ms: number): void => {
    clearInterval(poll)
    poll = isFixed(source) && found ? undefined : setInterval(look, ms)
  }
  const take = (candidate: unknown): void => {
    if (isStopped || candidate === undefined || candidate === null || candidate === found) return
    if (isBus(candidate)) {
      found = candidate
      hasProblem = false
      repeat(WATCH_MS)
      onBus(candidate)
    } else if (isThenable(candidate)) awaitBus(candidate)
    else tell(new TypeError(describeWrongBus(candidate)))
  }
  /** The page took the widget away. What we are connected to may go on working; a new bus is taken up. */
  function loseBus(): void {
    found = undefined
    tell(new Error('Genesys Widgets were removed from this page. Load them again to go on.'))
  }
  function awaitBus(promise: PromiseLike<unknown>): void {
    isPromised = true
    promise.then(
      (bus) => {
        isPromised = false
        take(bus)
      },
      (reason: unknown) => {
        isPromised = isFixed(source)
        tell(toError(reason), isFixed(source))
      },
    )
  }
  function look(): void {
    if (isPromised) return
    try {
      const candidate = ask()
      if (found && !candidate) loseBus()
      else take(candidate)
    } catch (error) {
      tell(toError(error))
    }
  }

  look()
  // A script's `load` does not bubble, but it can be captured.
  globalThis.document?.addEventListener('load', look, true)
  if (!found) repeat(POLL_MS)
  return () => {
    isStopped = true
    clearInterval(poll)
    globalThis.document?.removeEventListener('load', look, true)
  }
}

/** Neither the page nor a function: it cannot yield another bus. */
const isFixed = (source: unknown): boolean => isBus(source) || isThenable(source)

/** How to ask the source. Something that cannot be a source is reported, and the page is searched instead. */
function askable(source: unknown, onWrong: (error: Error) => void): () => unknown {
  if (typeof source === 'function' && !isBus(source)) return source as () => unknown
  if (isFixed(source)) return () => source
  if (source !== undefined) queueMicrotask(() => onWrong(new TypeError(describeWrongBus(source))))
  return findBus
}

function describeWrongBus(value: unknown): string {
  const isObject = typeof value === 'object' && value !== null
  let help = `expected a CXBus, got ${describe(value)}`
  inDevelopment(() => {
    const got = isObject ? 'an object without `subscribe` and `command`' : describe(value)
    const isWrapped = isObject && isBus(read(value, 'bus'))
    const remedy = isWrapped ? 'Pass its `bus` property.' : 'Leave `bus` out to search the page.'
    help = `expected a CXBus, a promise of one, or a function that returns either, got ${got}. ${remedy}`
  })
  return `<GenesysChatProvider bus>: ${help}`
}

const isThenable = (candidate: unknown): candidate is PromiseLike<unknown> =>
  typeof read(candidate, 'then') === 'function'
