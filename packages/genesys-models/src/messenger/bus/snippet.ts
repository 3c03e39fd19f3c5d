import type { GenesysFunction } from './types.ts'

/** Where `Genesys` stands. */
export interface GenesysWindow {
  Genesys?: unknown
}

/** What the snippet is given. */
export interface SnippetConfig {
  readonly environment?: string
  readonly deploymentId: string
  readonly debug?: boolean
}

/** Puts the snippet's function on the page. It keeps what it is called with for the bootstrap, and returns nothing. */
export function putSnippet(target: GenesysWindow, config: SnippetConfig): GenesysFunction {
  // Whoever holds this function still reaches the queue of the function that has taken its place.
  const current = (): GenesysFunction => target.Genesys as GenesysFunction
  target.Genesys ??= ((...call: unknown[]) => {
    const genesys = current()
    genesys.q ??= []
    genesys.q.push(call)
  }) as GenesysFunction
  return Object.assign(current(), { t: Date.now(), c: { ...config } })
}

/** The bootstrap takes the page over: its function replaces the snippet's, and keeps the queue. Returns the way to take it off. */
export function putGenesys(target: GenesysWindow, genesys: GenesysFunction): () => void {
  if (typeof target.Genesys === 'function') Object.assign(genesys, target.Genesys)
  target.Genesys = genesys
  return () => {
    if (target.Genesys === genesys) delete target.Genesys
  }
}
