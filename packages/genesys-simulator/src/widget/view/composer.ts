import type { WebChatWindow } from 'genesys-models/widget'
import { button, element, icon } from './element.ts'
import type { Part } from './part.ts'
import { words } from './words.ts'

const SEND = 'M4 12 20 4l-4.5 16-3.5-7Zm8 1 8-9'

const ATTACH = 'm8 12 6-6a3 3 0 0 1 4 4l-8 8a5 5 0 0 1-7-7l8-8'

/** Where the customer writes and, with `uploads`, sends images. */
export function createComposer(chat: WebChatWindow, uploads: boolean): Part & { focus(): void } {
  const input = element('textarea', {
    class: 'gsim-input',
    rows: '1',
    maxlength: '500',
    'aria-label': words.input,
    autocomplete: 'off',
  })
  const send = button({ class: 'gsim-send', 'aria-label': words.send }, submit, icon(SEND))

  // Anything can be chosen, as in the real one: what is no image is refused by the server.
  const file = element('input', { type: 'file', class: 'gsim-file', hidden: true, tabindex: '-1' })
  const attach = button(
    { class: 'gsim-attach', 'aria-label': words.attach },
    () => file.click(),
    icon(ATTACH),
  )
  file.addEventListener('change', () => {
    if (file.files?.length) chat.sendFile({ files: [...file.files] })
    file.value = ''
    input.focus()
  })

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
    root: element('div', { class: 'gsim-composer' }, ...(uploads ? [file, attach] : []), input, send),
    update(state) {
      if (input.value !== state.draft) input.value = state.draft
      input.disabled = !state.inputEnabled
      input.placeholder = state.inputEnabled ? words.placeholder : words.over
      attach.disabled = !state.inputEnabled
      send.disabled = !state.inputEnabled || state.draft.trim() === ''
    },
    focus: () => input.focus(),
  }
}
