import { useState } from 'react'
import { type ChatPhase, useGenesysChatActions } from 'react-genesys-chat-lifecycle'

/** What the customer says about themselves before the chat. */
export function StartForm({ phase }: { readonly phase: ChatPhase }) {
  const { start } = useGenesysChatActions()
  const [name, setName] = useState('')
  const [problem, setProblem] = useState('')
  const canStart = phase === 'idle' || phase === 'ended'
  return (
    <form
      className="chat-start"
      onSubmit={(event) => {
        event.preventDefault()
        if (!canStart) return
        if (name.trim() === '') {
          setProblem('Please enter your name.')
          return
        }
        setProblem('')
        start({ form: { firstname: name } }).catch(() =>
          setProblem('The chat could not be started. Please try again.'),
        )
      }}
    >
      {problem && <p role="alert">{problem}</p>}
      <input
        aria-label="Your name"
        placeholder="Your name"
        aria-required
        data-focus-next
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" aria-disabled={!canStart}>
        {phase === 'ended' ? 'Start another chat' : 'Start chat'}
      </button>
    </form>
  )
}
