import type { CXBusLike } from './types.ts'

/** The vendor's globals, as far as this library looks at them. */
interface GenesysWindow {
  CXBus?: unknown
  _genesys?: {
    widgets?: {
      bus?: unknown
      main?: { preload?: unknown }
      webchat?: {
        transport?: { type?: unknown; async?: unknown }
        async?: unknown
        markdown?: unknown
      }
    }
    cxwidget?: { bus?: unknown }
  }
}

const page = (): GenesysWindow => (typeof window === 'undefined' ? {} : (window as GenesysWindow))

/** True for anything that has the two methods without which there is nothing to do. */
export function isBus(candidate: unknown): candidate is CXBusLike {
  const bus = candidate as Partial<CXBusLike> | null | undefined
  return typeof bus?.subscribe === 'function' && typeof bus.command === 'function'
}

/** The bus of this page, if it is there already, by the most capable of its doors. They differ as objects, yet lead to one bus. */
export function findBus(): CXBusLike | undefined {
  const { CXBus, _genesys } = page()
  return [_genesys?.widgets?.bus, _genesys?.cxwidget?.bus, CXBus].find(isBus)
}

/** Whether the page configured its chat as asynchronous; `undefined` where the configuration does not say. */
export function configuredAsync(): boolean | undefined {
  const webchat = page()._genesys?.widgets?.webchat
  const mode = (webchat?.transport?.async ?? webchat?.async) as { enabled?: unknown } | undefined
  return typeof mode?.enabled === 'boolean' ? mode.enabled : undefined
}

/** Whether the page configured its widget to render Markdown. */
export function configuredMarkdown(): boolean {
  return page()._genesys?.widgets?.webchat?.markdown === true
}

/**
 * Whether the page's transport publishes `ended` when the server ends a chat. Digital Channels' own does not; where the
 * page does not say which one it has, that one is assumed.
 *
 * @see docs/real-widget.md, "How a chat ends"
 */
export function publishesServerEnd(): boolean {
  const webchat = page()._genesys?.widgets?.webchat
  return webchat !== undefined && webchat.transport?.type !== 'pureengage-v3-rest'
}

/** Whether the page's configuration says that a plugin is loaded from the start. The window brings its service along. */
export function preloads(plugin: string): boolean {
  const preload = page()._genesys?.widgets?.main?.preload
  const names = Array.isArray(preload) ? preload.map((name) => String(name).toLowerCase()) : []
  const name = plugin.toLowerCase()
  return names.includes(name) || (name === 'webchatservice' && names.includes('webchat'))
}
