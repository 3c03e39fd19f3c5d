import { type FormEvent, useRef, useState } from 'react'

export interface ComposerProps {
  readonly disabled: boolean
  readonly placeholder: string
  readonly onSay: (text: string) => void
  readonly onTyping: (typing: boolean) => void
}

export function Composer({ disabled, placeholder, onSay, onTyping }: ComposerProps) {
  const [text, setText] = useState('')
  // Only the first key is reported to the customer.
  const typing = useRef(false)

  const tell = (now: boolean): void => {
    if (typing.current === now) return
    typing.current = now
    onTyping(now)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const said = text.trim()
    if (said === '') return
    setText('')
    typing.current = false
    onSay(said)
  }

  return (
    <form className="composer" onSubmit={submit}>
      <label className="visually-hidden" htmlFor="agent-message">
        Message to the customer
      </label>
      <input
        id="agent-message"
        data-focus-next
        value={text}
        disabled={disabled}
        placeholder={placeholder}
        autoComplete="off"
        onChange={(event) => {
          setText(event.target.value)
          tell(event.target.value !== '')
        }}
        onBlur={() => tell(false)}
      />
      <button type="submit" className="button button-primary" disabled={disabled || text.trim() === ''}>
        Send
      </button>
    </form>
  )
}
