import type { GenesysFunction, GenesysWindow, SnippetConfig } from 'genesys-models/messenger'

/** What the script learns from the page that loads it. */
export interface Snippet {
  /** Where the simulator is, without a slash at the end. */
  readonly server: string
  readonly config: SnippetConfig
  /** Puts MessagingService into a frame, as the vendor does. `?service=page` in the script's address: not. */
  readonly isFramed: boolean
}

/** Reads the snippet. Returns `undefined` on a page without one, where the vendor's script throws. */
export function readSnippet(page: Document, target: GenesysWindow): Snippet | undefined {
  const { c } = (target.Genesys ?? {}) as Partial<GenesysFunction>
  const script = (page.currentScript ??
    page.querySelector('script[src*="genesys.min.js"]')) as HTMLScriptElement | null
  if (typeof c?.deploymentId !== 'string' || !script) {
    console.error('Genesys: the snippet has to set Genesys.c.deploymentId before it loads this script.')
    return undefined
  }
  const { origin, searchParams } = new URL(script.src)
  return {
    server: origin,
    config: c as unknown as SnippetConfig,
    isFramed: searchParams.get('service') !== 'page',
  }
}
