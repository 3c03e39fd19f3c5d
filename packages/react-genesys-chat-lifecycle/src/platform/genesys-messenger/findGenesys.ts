import { describe } from '../../common/checks.ts'
import { toError } from '../../common/errors.ts'
import { isFunction, isObject, read } from '../../common/values.ts'
import type { GenesysLike, GenesysSource } from './genesysTypes.ts'

const LOOK_MS = 500

/** What a search reports. */
export interface GenesysSearch {
  /** Called with the function, and again each time another one has taken its place. */
  readonly onGenesys: (genesys: GenesysLike) => void
  readonly onProblem: (error: Error) => void
}

/** The snippet's function and the bootstrap's hold its settings. Every call of them would be kept for the bootstrap. */
export const isGenesys = (value: unknown): boolean => isObject(read(value, 'c'))

const wrong = (got: string): Error =>
  new TypeError(`<GenesysMessengerProvider genesys>: expected a function that returns Genesys, got ${got}`)

const onPage = (): unknown => (globalThis as { Genesys?: unknown }).Genesys

/**
 * Searches for `Genesys`, without a time limit, and keeps searching: the bootstrap replaces the snippet's function, and a
 * second snippet brings a second bus. Returns a function that stops it.
 */
export function searchGenesys(source: unknown, { onGenesys, onProblem }: GenesysSearch): () => void {
  let found: unknown
  let hasProblem = false
  const report = (error: Error): void => {
    if (!hasProblem) onProblem(error)
    hasProblem = true
  }
  const isSource = isFunction(source) && !isGenesys(source)
  if (source !== undefined && !isSource) {
    queueMicrotask(() => report(wrong(isFunction(source) ? 'Genesys itself' : describe(source))))
  }
  const ask = isSource ? (source as GenesysSource) : onPage

  function look(): void {
    try {
      const candidate: unknown = ask()
      if (candidate === null || candidate === undefined || candidate === found) return
      if (!isFunction(candidate)) throw wrong(`one that returns ${describe(candidate)}`)
      found = candidate
      onGenesys(candidate as GenesysLike)
    } catch (error) {
      report(toError(error))
    }
  }

  look()
  const timer = setInterval(look, LOOK_MS)
  // A script's `load` does not bubble, but it can be captured.
  globalThis.document?.addEventListener('load', look, true)
  return () => {
    clearInterval(timer)
    globalThis.document?.removeEventListener('load', look, true)
  }
}
