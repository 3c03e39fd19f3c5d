import type { WebChatWindow } from 'genesys-models/widget'
import { button, element } from './element.ts'
import type { Part } from './part.ts'
import { words } from './words.ts'

const FIELDS: readonly {
  name: string
  label: string
  type?: string
  autocomplete?: string
  required?: boolean
}[] = [
  // Without a name the contact centre starts no chat.
  { name: 'firstname', label: 'First name', autocomplete: 'given-name', required: true },
  { name: 'lastname', label: 'Last name', autocomplete: 'family-name' },
  { name: 'email', label: 'Email', type: 'email', autocomplete: 'email' },
  { name: 'subject', label: 'What is it about?' },
]

/** What the customer says about themselves before the chat. */
export function createRegistrationForm(chat: WebChatWindow): Part & { focus(): void; rejected(): void } {
  const root = element('form', { class: 'gsim-form', novalidate: true, 'aria-label': words.start })
  const trouble = element('p', { class: 'gsim-trouble', id: 'gsim-trouble', role: 'alert' })
  const inputs = new Map<string, HTMLInputElement>()
  const start = element('button', { type: 'submit', class: 'gsim-primary' }, words.start)

  root.append(element('p', { class: 'gsim-lead' }, words.lead))
  for (const { name, label, type = 'text', autocomplete = 'off', required } of FIELDS) {
    const id = `gsim-${name}`
    const input = element('input', { id, class: 'gsim-field', name, type, autocomplete })
    if (required) input.setAttribute('aria-required', 'true')
    input.addEventListener('input', () => {
      chat.fillForm({ [name]: input.value })
      input.removeAttribute('aria-invalid')
    })
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

  /** Asks for what is missing. */
  const isComplete = (): boolean => {
    const missing = FIELDS.find(({ name, required }) => required && !inputs.get(name)?.value.trim())
    const input = missing && inputs.get(missing.name)
    if (!input) return true
    trouble.textContent = words.missing(missing.label)
    input.setAttribute('aria-invalid', 'true')
    input.setAttribute('aria-describedby', trouble.id)
    input.focus()
    return false
  }
  const setBusy = (busy: boolean): void => {
    start.disabled = busy
    start.textContent = busy ? words.starting : words.start
  }
  root.addEventListener('submit', (event) => {
    event.preventDefault()
    trouble.textContent = ''
    if (!isComplete()) return
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
