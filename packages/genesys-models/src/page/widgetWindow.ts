import type { SharedBus } from '../bus/installApp.ts'
import type { CXBusFacade } from '../bus/types.ts'

/** The part of `window` that the widget puts itself on. */
export interface WidgetWindow {
  /** Unused. TypeScript accepts `window` only with a property in common. */
  readonly document?: unknown
  CXBus?: unknown
  _genesys?: {
    widgets?: { bus?: unknown; onReady?: unknown; [key: string]: unknown }
    [key: string]: unknown
  }
}

/** Sets `_genesys.widgets.bus` and leaves everything else that the page has there. */
export function putSharedBus(target: WidgetWindow, bus: SharedBus): void {
  target._genesys ??= {}
  target._genesys.widgets ??= {}
  target._genesys.widgets.bus = bus
}

/** Sets `CXBus` and `_genesys.widgets.bus`. Returns a function that removes them. */
export function putOnWindow(target: WidgetWindow, facade: CXBusFacade, bus: SharedBus): () => void {
  const hadSpace = target._genesys !== undefined
  const hadWidgets = target._genesys?.widgets !== undefined
  target.CXBus = facade
  putSharedBus(target, bus)
  return () => {
    removeFromWindow(target)
    if (!hadWidgets) delete target._genesys?.widgets
    if (!hadSpace) delete target._genesys
  }
}

export function removeFromWindow(target: WidgetWindow): void {
  delete target.CXBus
  delete target._genesys?.widgets?.bus
}

/** Calls the page's `onReady`, which the page may have set or wrapped after the script ran. */
export function callOnReady(target: WidgetWindow | undefined, bus: SharedBus): void {
  const onReady = target?._genesys?.widgets?.onReady
  if (typeof onReady === 'function') onReady(bus)
}
