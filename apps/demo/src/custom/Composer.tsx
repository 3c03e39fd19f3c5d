import { type ChangeEvent, type FormEvent, useRef, useState } from 'react'
import {
  ChatCommandError,
  type ChatCommandErrorKind,
  useGenesysChatActions,
  useGenesysChatLifecycle,
} from 'react-genesys-chat-lifecycle'

const PROBLEMS: Partial<Record<ChatCommandErrorKind, string>> = {
  unsupported: 'Files cannot be sent in this chat.',
  'file-type': 'This kind of file is not accepted.',
  'file-size': 'This file is too large.',
  'file-count': 'No more files can be sent in this chat.',
}

/** Where the customer writes. How far a text or a file has got is in the transcript. */
export function Composer() {
  const canSend = useGenesysChatLifecycle((chat) => chat.canSend)
  const { send, sendFile, sendTyping } = useGenesysChatActions()
  const [draft, setDraft] = useState('')
  const [problem, setProblem] = useState('')
  const file = useRef<HTMLInputElement>(null)

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const text = draft.trim()
    if (text === '' || !canSend) return
    setDraft('')
    setProblem('')
    // A text that was not sent stays in the transcript, with a button that tries again.
    send(text).catch(() => {})
  }
  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const input = event.currentTarget
    const [chosen] = input.files ?? []
    if (!chosen) return
    setProblem('')
    try {
      await sendFile(chosen)
    } catch (error) {
      setProblem((error instanceof ChatCommandError && PROBLEMS[error.kind]) || 'The file was not sent.')
    }
    input.value = ''
  }

  return (
    <form className="chat-composer" onSubmit={submit}>
      {problem && <p role="alert">{problem}</p>}
      {/* Stays enabled while there is no connection, so that nobody loses what they write. */}
      <input
        aria-label="Your message"
        placeholder="Write to us…"
        data-focus-next
        value={draft}
        onChange={(event) => {
          setDraft(event.target.value)
          sendTyping().catch(() => {})
        }}
      />
      <input
        ref={file}
        type="file"
        hidden
        tabIndex={-1}
        aria-label="File"
        onChange={(event) => void choose(event)}
      />
      <button type="button" aria-disabled={!canSend} onClick={() => canSend && file.current?.click()}>
        Attach
      </button>
      <button type="submit" aria-disabled={!canSend || draft.trim() === ''}>
        Send
      </button>
    </form>
  )
}
