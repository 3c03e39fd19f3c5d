import { type ChangeEvent, type FormEvent, useState } from 'react'
import { useGenesysChatLifecycle } from 'react-genesys-chat-lifecycle'

/** What is sent shows how far it has got in the transcript, also when it fails: there it can be sent again. */
export function Composer() {
  const { canSend, send, sendFile, sendTyping } = useGenesysChatLifecycle()
  const [text, setText] = useState('')
  const write = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    setText(target.value)
    sendTyping().catch(() => {})
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setText('')
    send(text).catch(() => {})
  }
  const upload = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    for (const file of target.files ?? []) sendFile(file).catch(() => {})
    target.value = ''
  }
  return (
    <form onSubmit={submit}>
      <input aria-label="Message" value={text} disabled={!canSend} onChange={write} />
      <button type="submit" disabled={!canSend || text.trim() === ''}>
        Send
      </button>
      <label>
        Send a picture
        <input type="file" accept="image/*" disabled={!canSend} onChange={upload} />
      </label>
    </form>
  )
}
