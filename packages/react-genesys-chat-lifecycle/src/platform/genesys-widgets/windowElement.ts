import type { BusClient } from './client.ts'

/** The vendor documents this class for styling. */
const WINDOW = '.cx-webchat'
const DYNAMIC_OVERLAY = '.cx-overlay.cx-dynamic'
const CHANGES = ['WebChat.opened', 'WebChat.closed', 'WebChat.minimized', 'WebChat.unminimized']
/** The window slides into its place. */
const SETTLE_MS = 500

const findWindow = (): Element | null => globalThis.document?.querySelector(WINDOW) ?? null
const isRendered = (element: Element | null | undefined): boolean =>
  (element?.getClientRects().length ?? 0) > 0

export const isWindowInDocument = (): boolean => findWindow() !== null

/** Whether the window is in the document, and not to be seen. */
export function isWindowHidden(): boolean {
  const element = findWindow()
  return element !== null && !isRendered(element)
}

/** Whether the widget shows something else than `own` over its transcript. */
export function isOverlayShown(own: HTMLElement): boolean {
  const overlay = findWindow()?.querySelector(DYNAMIC_OVERLAY)
  return isRendered(overlay) && !overlay?.contains(own)
}

/** Reports the window's bounds, now and after each change, or null without a window. Returns a function that stops it. */
export function watchBounds(
  client: BusClient,
  onBounds: (bounds: DOMRectReadOnly | null) => void,
): () => void {
  let watched: Element | null = null
  const report = (): void => {
    watch(findWindow())
    onBounds(isRendered(watched) && watched ? watched.getBoundingClientRect() : null)
  }
  const mutations = typeof MutationObserver === 'undefined' ? undefined : new MutationObserver(report)
  const sizes = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(report)
  function watch(element: Element | null): void {
    if (element === watched) return
    watched = element
    mutations?.disconnect()
    sizes?.disconnect()
    if (!element) return
    mutations?.observe(element, { attributes: true, attributeFilter: ['style', 'class'] })
    sizes?.observe(element)
  }
  const timers = new Set<ReturnType<typeof setTimeout>>()
  const reportTwice = (): void => {
    report()
    timers.add(setTimeout(report, SETTLE_MS))
  }
  const offs = CHANGES.map((event) => client.on(event, reportTwice))
  globalThis.addEventListener?.('resize', report)
  report()
  return () => {
    watch(null)
    globalThis.removeEventListener?.('resize', report)
    for (const off of offs) off()
    for (const timer of timers) clearTimeout(timer)
  }
}
