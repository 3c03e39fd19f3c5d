import type { WebChatWindow } from 'genesys-models/widget'
import { button, element, icon } from './element.ts'
import type { Part } from './part.ts'
import { words } from './words.ts'

const MINIMIZE = 'M6 12h12'
const RESTORE = 'm6 14 6-6 6 6'
const CLOSE = 'm7 7 10 10M17 7 7 17'

/** The bar on top: what it is, and the two buttons. It is all that a minimised window shows. */
export function createHeader(chat: WebChatWindow): Part {
  const minimize = button({ class: 'gsim-icon' }, () => chat.pressMinimize())
  const unread = element('span', { class: 'gsim-unread', role: 'status' })
  const root = element(
    'div',
    { class: 'gsim-header' },
    element('span', { class: 'gsim-presence', 'aria-hidden': 'true' }),
    element('h2', { class: 'gsim-title', id: 'gsim-title' }, words.title),
    unread,
    minimize,
    button({ class: 'gsim-icon', 'aria-label': words.close }, () => chat.pressClose(), icon(CLOSE)),
  )
  let seen = 0
  let minimized: boolean | undefined

  return {
    root,
    update(state) {
      if (state.minimized !== minimized) {
        minimized = state.minimized
        minimize.setAttribute('aria-label', minimized ? words.restore : words.minimize)
        minimize.setAttribute('aria-expanded', String(!minimized))
        minimize.replaceChildren(icon(minimized ? RESTORE : MINIMIZE))
      }
      if (!state.minimized) seen = state.transcript.length
      const missed = state.transcript.slice(seen).filter((entry) => entry.type !== 'External').length
      const text = missed > 0 ? `${missed} new` : ''
      if (unread.textContent !== text) unread.textContent = text
    },
  }
}
