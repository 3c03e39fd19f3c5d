import { element } from './element.ts'
import type { Part, WindowState } from './part.ts'
import { safeHtml } from './safeHtml.ts'

/** The vendor's classes, by which a page finds the overlay. */
const VENDOR_CLASS = { overlay: 'cx-overlay cx-dynamic', staticOverlay: 'cx-overlay cx-static' } as const

/**
 * What the page lays over the transcript: a live node, whose listeners go on working, or markup.
 * Hidden, the container keeps what is in it, as the real one does.
 */
export function createOverlay(which: 'overlay' | 'staticOverlay'): Part {
  const root = element('div', { class: `gsim-overlay ${VENDOR_CLASS[which]}`, hidden: true })
  let shown: unknown
  return {
    root,
    update(state: WindowState) {
      const overlay = state[which]
      root.hidden = overlay?.visible !== true
      root.classList.toggle('gsim-overlay-fit', overlay?.mode === 'fit')
      if (overlay?.html === shown) return
      shown = overlay?.html
      if (shown instanceof Node) root.replaceChildren(shown)
      else root.replaceChildren(safeHtml(shown === undefined ? '' : String(shown)))
    },
  }
}
