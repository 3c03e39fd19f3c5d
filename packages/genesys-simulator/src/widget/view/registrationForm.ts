import type { WebChatWindow } from 'genesys-models/widget'
import { button, element } from './element.ts'
import type { Part } from './part.ts'
import { words } from './words.ts'

const FIELDS: readonly { name: string; label: string; type?: string; autocomplete?: string }[] = [
  { name: 'firstname', label: 'First name', autocomplete: 'given-name' },
  { name: 'lastname', label: 'Last name', autocomplete: 'family-name' },
  { name: 'email', label: 'Email', type: 'email', autocomplete: 'email' },
  { name: 'subject', label: 'What is it about?' },
]

/** What the customer says about themselves before the chat. */
export function createRegistrationForm(chat: WebChatWindow): Part & { focus(): void; rejected(): void } {
  const root = element('form', { class: 'gsim-form', novalidate: true, 'aria-label': words.start })
  const trouble = element('p', { class: 'gsim-trouble', role: 'alert' })
  const inputs = new Map<string, HTMLInputElement>()
  const start = element('button', { type: 'submit', class: 'gsim-primary' }, words.start)

  root.append(element('p', { class: 'gsim-lead' }, words.lead))
  for (const { name, label, type = 'text', autocomplete = 'off' } of FIELDS) {
    const id = `gsim-${name}`
    const input = element('input', { id, class: 'gsim-field', name, type, autocomplete })
    input.addEventListener('input', () => chat.fillForm({ [name]: input.value }))
    inputs.set(name, input)
    root.append(element('label', { class: 'gsim-label', for: id }, label), input)
  }
  root.append(
    trouble,
    element(
      'div',
      { class: 'gsim-buttons' },
      button({ class: 'gsim-plain' }, () => chat.pressClose(), words.cancel),
      start,
    ),
  )

  const setBusy = (busy: boolean): void => {
    start.disabled = busy
    start.textContent = busy ? words.starting : words.start
  }
  root.addEventListener('submit', (event) => {
    event.preventDefault()
    trouble.textContent = ''
    setBusy(true)
    chat.submitForm()
  })

  return {
    root,
    update(state) {
      root.hidden = state.view !== 'form'
      if (root.hidden || !state.open) setBusy(false)
      for (const [name, input] of inputs) {
        const value = state.form[name] ?? ''
        if (input.value !== value) input.value = value
      }
    },
    focus: () => inputs.get('firstname')?.focus(),
    rejected() {
      setBusy(false)
      trouble.textContent = words.rejected
    },
  }
}
