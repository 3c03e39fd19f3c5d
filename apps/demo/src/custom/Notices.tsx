import { type useChatEndGuard, useGenesysChatIdle, useSecondsLeft } from 'react-genesys-chat-lifecycle'

interface GuardProps {
  readonly guard: ReturnType<typeof useChatEndGuard>
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
  const { closedSegment, heldFollowUps, labels, sendFollowUp, discardFollowUp } = guard
  return (
    <div role="status">
      {heldFollowUps.map(({ id, status, kind, text }) => {
        const held = closedSegment ? labels.held : labels.heldReopened
        const send = closedSegment ? labels.sendAsNew : labels.send
        const blocked = kind === 'file' ? labels.fileRefused : labels.blocked
        return (
          <p className="chat-notice" key={id}>
            <span>
              {status === 'blocked' ? blocked : status === 'unknown' ? labels.unknown : held}{' '}
              {text && <q>{text}</q>}
            </span>
            {status !== 'blocked' && (
              <button type="button" disabled={status === 'sending'} onClick={() => sendFollowUp(id)}>
                {status === 'unknown' ? labels.sendAgain : send}
              </button>
            )}
            <button type="button" onClick={() => discardFollowUp(id)}>
              {status === 'blocked' ? labels.dismiss : labels.discard}
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
