import type { WebChatWindow } from 'genesys-models/widget'
import { button, element, icon } from './element.ts'
import type { Part } from './part.ts'
import { words } from './words.ts'

/** Trouble, told above the transcript. */
export function createAlert(chat: WebChatWindow): Part {
  const text = element('span', { role: 'alert' })
  const dismiss = button(
    { class: 'gsim-icon', 'aria-label': words.dismiss },
    () => chat.dismissAlert(),
    icon('m7 7 10 10M17 7 7 17'),
  )
  const root = element('div', { class: 'gsim-alert', hidden: true }, text, dismiss)
  return {
    root,
    update({ alert }) {
      root.hidden = alert === undefined
      const told = alert === undefined ? '' : words.alert[alert]
      if (text.textContent !== told) text.textContent = told
    },
  }
}
