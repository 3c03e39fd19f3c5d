import type { WebChatWindow } from 'genesys-models/widget'
import { button, element } from './element.ts'
import type { Part, WindowState } from './part.ts'
import { words } from './words.ts'

/** Asks before a chat is ended or a form thrown away, over everything in the window. Escape is a no. */
export function createDialog(chat: WebChatWindow): Part {
  const text = element('p', { id: 'gsim-question' })
  const no = button({ class: 'gsim-plain' }, () => chat.cancelDialog())
  const yes = button({ class: 'gsim-primary' }, () => chat.confirmDialog())
  const root = element(
    'div',
    {
      class: 'gsim-dialog',
      role: 'alertdialog',
      'aria-modal': 'true',
      'aria-labelledby': 'gsim-question',
      hidden: true,
    },
    element('div', { class: 'gsim-dialog-card' }, text, element('div', { class: 'gsim-buttons' }, no, yes)),
  )
  let asked: WindowState['dialog']
  let before: Element | null = null

  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') chat.cancelDialog()
    if (event.key !== 'Tab') return
    // Two buttons: Tab goes from the one to the other, and stays here.
    event.preventDefault()
    ;(document.activeElement === yes ? no : yes).focus()
  })

  return {
    root,
    update({ dialog }) {
      if (dialog === asked) return
      asked = dialog
      root.hidden = dialog === undefined
      if (dialog === undefined) {
        if (before instanceof HTMLElement && before.isConnected) before.focus()
        return
      }
      before = document.activeElement
      text.textContent = words.dialog[dialog].text
      no.textContent = words.dialog[dialog].no
      yes.textContent = words.dialog[dialog].yes
      yes.focus()
    },
  }
}
