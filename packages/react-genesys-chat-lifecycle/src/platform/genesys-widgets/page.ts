import { attempt, read } from '../../common/values.ts'
import type { CXBusLike } from './busTypes.ts'

/** What the page configured for its chat, as far as this library looks at it. */
export interface WebchatConfiguration {
  transport?: { type?: unknown; async?: unknown; headers?: unknown }
  userData?: unknown
  async?: unknown
  markdown?: unknown
  dataURL?: unknown
  cometD?: unknown
}

interface GenesysWindow {
  CXBus?: unknown
  _genesys?: {
    widgets?: { bus?: unknown; main?: { preload?: unknown; lang?: unknown }; webchat?: WebchatConfiguration }
    cxwidget?: { bus?: unknown }
  }
}

const page = (): GenesysWindow => (typeof window === 'undefined' ? {} : (window as GenesysWindow))

/** Whether something has the two methods without which there is nothing to do. */
export function isBus(candidate: unknown): candidate is CXBusLike {
  // The window of another origin throws whatever is read of it.
  return (
    typeof read(candidate, 'subscribe') === 'function' && typeof read(candidate, 'command') === 'function'
  )
}

/** The bus of this page, if it is there already: the most capable interface first. All of them lead to one bus. */
export function findBus(): CXBusLike | undefined {
  const { CXBus, _genesys } = page()
  return [_genesys?.widgets?.bus, _genesys?.cxwidget?.bus, CXBus].find(isBus)
}

export function webchatConfiguration(): WebchatConfiguration | undefined {
  return page()._genesys?.widgets?.webchat
}

/** The language that the page configured for its widget. */
export function configuredLanguage(): unknown {
  return page()._genesys?.widgets?.main?.lang
}

/** Whether the page configured its chat as asynchronous; undefined where it does not say. */
export function configuredAsync(): boolean | undefined {
  const webchat = webchatConfiguration()
  // GMS is asynchronous over CometD only.
  if (webchat && !webchat.transport && webchat.dataURL && !webchat.cometD) return false
  const mode = (webchat?.transport?.async ?? webchat?.async) as { enabled?: unknown } | undefined
  return typeof mode?.enabled === 'boolean' ? mode.enabled : undefined
}

/** Whether the page's configuration loads a plugin from the start. The window brings its service along. */
export function preloads(plugin: string): boolean {
  const preload = page()._genesys?.widgets?.main?.preload
  const names = Array.isArray(preload) ? preload.map((name) => attempt(() => String(name).toLowerCase())) : []
  const name = plugin.toLowerCase()
  return names.includes(name) || (name === 'webchatservice' && names.includes('webchat'))
}
