import { button, element, icon } from './element.ts'

export interface ComposerActions {
  readonly onSend: (text: string) => void
  readonly onTyping: (text: string) => void
}

export interface Composer {
  readonly root: HTMLElement
  setEnabled(enabled: boolean): void
  focus(): void
  text(): string
}

/** Where the customer writes. As in the real widget it is emptied before anyone is asked whether the text may be sent. */
export function createComposer(label: string, actions: ComposerActions): Composer {
  const input = element('textarea', {
    class: 'gsim-input',
    rows: '1',
    'aria-label': label,
    placeholder: 'Write a message…',
    autocomplete: 'off',
  })
  const send = button(
    { class: 'gsim-send', 'aria-label': 'Send', disabled: true },
    submit,
    icon('M4 12 20 4l-4.5 16-3.5-7Zm8 1 8-9'),
  )

  function submit(): void {
    const text = input.value.trim()
    if (text === '' || input.disabled) return
    input.value = ''
    send.disabled = true
    actions.onSend(text)
    input.focus()
  }

  input.addEventListener('input', () => {
    send.disabled = input.disabled || input.value.trim() === ''
    actions.onTyping(input.value)
  })
  input.addEventListener('keydown', (event) => {
    // While an input method composes, Enter takes its suggestion.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    submit()
  })

  return {
    root: element('div', { class: 'gsim-composer' }, input, send),
    setEnabled(enabled) {
      input.disabled = !enabled
      send.disabled = !enabled || input.value.trim() === ''
      input.placeholder = enabled ? 'Write a message…' : 'This chat is over'
    },
    focus: () => input.focus(),
    text: () => input.value,
  }
}
