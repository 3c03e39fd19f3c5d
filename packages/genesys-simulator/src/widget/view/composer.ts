import type { WebChatWindow } from 'react-genesys-chat-lifecycle/testing'
import { button, element, icon } from './element.ts'
import type { Part } from './part.ts'
import { words } from './words.ts'

const SEND = 'M4 12 20 4l-4.5 16-3.5-7Zm8 1 8-9'

/** Where the customer writes. */
export function createComposer(chat: WebChatWindow): Part & { focus(): void } {
  const input = element('textarea', {
    class: 'gsim-input',
    rows: '1',
    maxlength: '500',
    'aria-label': words.input,
    autocomplete: 'off',
  })
  const send = button({ class: 'gsim-send', 'aria-label': words.send }, submit, icon(SEND))

  function submit(): void {
    chat.send()
    input.focus()
  }

  input.addEventListener('input', () => chat.setDraft(input.value))
  input.addEventListener('keyup', ({ key }) => {
    // As on the real one: what is pasted or dictated is no typing, and an arrow is.
    if (key !== 'Enter' && key !== 'Shift') chat.typeKey()
  })
  input.addEventListener('keydown', (event) => {
    // While an input method composes, Enter takes its suggestion.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    submit()
  })

  return {
    root: element('div', { class: 'gsim-composer' }, input, send),
    update(state) {
      if (input.value !== state.draft) input.value = state.draft
      input.disabled = !state.inputEnabled
      input.placeholder = state.inputEnabled ? words.placeholder : words.over
      send.disabled = !state.inputEnabled || state.draft.trim() === ''
    },
    focus: () => input.focus(),
  }
}
