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

/** The page's doors to the bus, the most capable first. They differ as objects, yet lead to one bus. */
function doors(): CXBusLike[] {
  const { CXBus, _genesys } = page()
  return [_genesys?.widgets?.bus, _genesys?.cxwidget?.bus, CXBus].filter(isBus)
}

/** The bus of this page, if it is there already. */
export function findBus(): CXBusLike | undefined {
  return doors()[0]
}

/** One object for all doors to the same bus, so that whoever came in by another door shares the connection. */
export function busIdentity(bus: CXBusLike): object {
  const all = doors()
  return all.includes(bus) ? (all.at(-1) ?? bus) : bus
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

/** Whether the page's configuration says that the chat is loaded from the start. */
export function preloadsChat(): boolean {
  const preload = page()._genesys?.widgets?.main?.preload
  return Array.isArray(preload) && preload.some((name) => /^webchat(service)?$/i.test(String(name)))
}
