import { button, element, icon } from '../../widget/view/element.ts'

const SEND = 'M3 20.5v-6.8L13.5 12 3 10.3V3.5L22 12z'
const ATTACH =
  'M16.5 6.5v10a4.5 4.5 0 0 1-9 0V5.5a3 3 0 0 1 6 0v9.8a1.4 1.4 0 0 1-2.8 0V6.5H9.2v8.8a2.9 2.9 0 0 0 5.8 0V5.5a4.5 4.5 0 0 0-9 0v11a6 6 0 0 0 12 0v-10z'

interface ComposerOptions {
  readonly send: (text: string) => void
  readonly type: () => void
  readonly startNew: () => void
  /** MIME types, for the file picker. Empty: there is none. */
  readonly fileTypes: readonly string[]
  readonly upload: (files: readonly File[]) => void
}

/** Where the customer writes. In a read-only conversation, a button to start a new one. */
export interface Composer {
  readonly root: HTMLElement
  setReadOnly(isReadOnly: boolean): void
  setAttached(names: readonly string[]): void
  focus(): void
}

export function composerView(options: ComposerOptions): Composer {
  const input = element('textarea', {
    class: 'input',
    rows: '1',
    placeholder: 'Type a message',
    'aria-label': 'Message',
    maxlength: '4096',
  })
  const submit = () => {
    const text = input.value
    input.value = ''
    grow()
    if (text.trim() !== '' || files.childElementCount > 0) options.send(text)
  }
  const grow = () => {
    input.style.height = 'auto'
    input.style.height = `${Math.min(input.scrollHeight, 96)}px`
  }
  input.addEventListener('input', () => {
    grow()
    if (input.value !== '') options.type()
  })
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    submit()
  })
  const send = button({ class: 'icon send', 'aria-label': 'Send' }, submit, icon(SEND))
  const row = element('div', { class: 'row' }, ...attach(options), input, send)
  const startNew = button({ class: 'start-new' }, options.startNew, 'Start new')
  const files = element('ul', { class: 'attached', 'aria-label': 'Attached files' })
  const root = element('div', { class: 'composer' }, files, row)
  return {
    root,
    setReadOnly: (isReadOnly) => {
      const wanted = isReadOnly ? startNew : row
      if (root.lastChild !== wanted) root.replaceChildren(...(isReadOnly ? [startNew] : [files, row]))
    },
    setAttached: (names) => files.replaceChildren(...names.map((name) => element('li', {}, name))),
    focus: () => input.focus(),
  }
}

function attach({ fileTypes, upload }: ComposerOptions): HTMLElement[] {
  if (fileTypes.length === 0) return []
  const picker = element('input', { type: 'file', accept: fileTypes.join(','), hidden: true })
  picker.addEventListener('change', () => {
    upload([...(picker.files ?? [])])
    picker.value = ''
  })
  return [
    picker,
    button({ class: 'icon', 'aria-label': 'Attach a file' }, () => picker.click(), icon(ATTACH)),
  ]
}
