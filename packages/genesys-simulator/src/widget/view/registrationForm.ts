import { button, element } from './element.ts'

/** What the customer says about themselves before the chat. */
export type FormValues = Readonly<Record<string, string>>

export interface FormField {
  readonly name: string
  readonly label: string
  readonly type?: 'text' | 'email'
  readonly autocomplete?: AutoFill
}

export const DEFAULT_FIELDS: readonly FormField[] = [
  { name: 'firstname', label: 'First name', autocomplete: 'given-name' },
  { name: 'lastname', label: 'Last name', autocomplete: 'family-name' },
  { name: 'email', label: 'Email', type: 'email', autocomplete: 'email' },
  { name: 'subject', label: 'What is it about?' },
]

export interface RegistrationForm {
  readonly root: HTMLFormElement
  values(): FormValues
  fill(values: FormValues): void
  /** Whether the customer has typed anything. */
  touched(): boolean
  setBusy(busy: boolean): void
  focus(): void
}

export function createRegistrationForm(
  fields: readonly FormField[],
  actions: { readonly onSubmit: (values: FormValues) => void; readonly onCancel: () => void },
): RegistrationForm {
  let touched = false
  const inputs = new Map<string, HTMLInputElement>()
  const root = element('form', { class: 'gsim-form', novalidate: true, 'aria-label': 'Start a chat' })
  root.append(element('p', { class: 'gsim-lead' }, 'Tell us who you are, and somebody will be with you.'))
  for (const field of fields) {
    const id = `gsim-${field.name}`
    const input = element('input', {
      id,
      class: 'gsim-field',
      name: field.name,
      type: field.type ?? 'text',
      autocomplete: field.autocomplete ?? 'off',
    })
    inputs.set(field.name, input)
    root.append(element('label', { class: 'gsim-label', for: id }, field.label), input)
  }
  const start = element('button', { type: 'submit', class: 'gsim-primary' }, 'Start chat')
  const cancel = button({ class: 'gsim-plain' }, actions.onCancel, 'Cancel')
  root.append(element('div', { class: 'gsim-buttons' }, cancel, start))

  const values = (): FormValues => Object.fromEntries([...inputs].map(([name, input]) => [name, input.value]))
  root.addEventListener('input', () => {
    touched = true
  })
  root.addEventListener('submit', (event) => {
    event.preventDefault()
    actions.onSubmit(values())
  })

  return {
    root,
    values,
    fill(filled) {
      for (const [name, value] of Object.entries(filled)) {
        const input = inputs.get(name)
        if (input && typeof value === 'string') input.value = value
      }
    },
    touched: () => touched,
    setBusy(busy) {
      start.disabled = busy
      start.textContent = busy ? 'Starting…' : 'Start chat'
    },
    focus: () => inputs.values().next().value?.focus(),
  }
}
