import { type ChatEndGuardHandle, useGenesysChatIdle, useSecondsLeft } from 'react-genesys-chat-lifecycle'
import { followUpWords } from '../shared/followUpWords.ts'

interface GuardProps {
  readonly guard: ChatEndGuardHandle
}

/** The guard's notice. Without a widget the page shows it. */
export function Notice({ guard: { notice, dismissNotice, labels } }: GuardProps) {
  return (
    <div role="status">
      {notice && (
        <p className="chat-notice">
          {notice}
          <button type="button" onClick={dismissNotice}>
            {labels.dismiss}
          </button>
        </p>
      )}
    </div>
  )
}

/** What the customer wrote into the closed segment, until they decide. */
export function HeldFollowUps({ guard }: GuardProps) {
  const { heldFollowUps, sendFollowUp, discardFollowUp } = guard
  return (
    <div role="status">
      {heldFollowUps.map((followUp) => {
        const { id, status, text } = followUp
        const { words, send, discard } = followUpWords(followUp, guard)
        return (
          <p className="chat-notice" key={id}>
            <span>
              {words} {text && <q>{text}</q>}
            </span>
            {send && (
              <button type="button" disabled={status === 'sending'} onClick={() => sendFollowUp(id)}>
                {send}
              </button>
            )}
            <button type="button" onClick={() => discardFollowUp(id)}>
              {discard}
            </button>
          </p>
        )
      })}
    </div>
  )
}

/** Warns after four minutes in which nobody wrote, and ends the chat after five. */
export function IdleWarning() {
  const { isWarning, endsAt, keepAlive } = useGenesysChatIdle({ warnAfterMs: 240_000, endAfterMs: 300_000 })
  const seconds = useSecondsLeft(endsAt)
  return (
    <div role="alert">
      {isWarning && (
        <p className="chat-notice">
          <span>
            Are you still there? This chat is about to end. <span aria-hidden="true">{seconds} s</span>
          </span>
          <button type="button" onClick={keepAlive}>
            I am here
          </button>
        </p>
      )}
    </div>
  )
}
