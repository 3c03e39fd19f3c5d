import { toError } from '../../common/errors.ts'
import type { GenesysLike, GenesysSource } from './genesysTypes.ts'

const LOOK_MS = 500

/** What a search reports. */
export interface GenesysSearch {
  /** Called with the function, and again each time another one has taken its place. */
  readonly onGenesys: (genesys: GenesysLike) => void
  readonly onProblem: (error: Error) => void
}

const onPage = (): unknown => (globalThis as { Genesys?: unknown }).Genesys

/**
 * Looks for `Genesys` for as long as it takes, and goes on looking: the bootstrap replaces the snippet's function, and a second snippet
 * brings a second bus. Returns the way to stop.
 */
export function searchGenesys(source: unknown, { onGenesys, onProblem }: GenesysSearch): () => void {
  let found: unknown
  let hasProblem = false
  const report = (error: Error): void => {
    if (!hasProblem) onProblem(error)
    hasProblem = true
  }
  if (source !== undefined && typeof source !== 'function') {
    const reason = '<GenesysMessengerProvider genesys>: expected a function that returns Genesys'
    queueMicrotask(() => report(new TypeError(`${reason}, got ${typeof source}. The page is searched.`)))
  }
  const ask = typeof source === 'function' ? (source as GenesysSource) : onPage

  function look(): void {
    try {
      const candidate: unknown = ask()
      if (typeof candidate !== 'function' || candidate === found) return
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
