import { useChatEndGuard } from 'react-genesys-chat-lifecycle'

/** What the guard has to say: the notice, and texts that would open a new request. */
export function Guard() {
  const { notice, dismissNotice, heldFollowUps, sendFollowUp, discardFollowUp, isSending } = useChatEndGuard({
    followUps: 'confirm',
  })
  return (
    <div role="status">
      {notice && (
        <p className="notice">
          {notice}{' '}
          <button type="button" onClick={dismissNotice}>
            Got it
          </button>
        </p>
      )}
      {heldFollowUps.map(({ id, text, status }) => (
        <p className="notice" key={id}>
          {status === 'unknown' ? 'This may have been sent already:' : 'Send this as a new request?'}{' '}
          <q>{text}</q>{' '}
          <button type="button" disabled={isSending || status === 'blocked'} onClick={() => sendFollowUp(id)}>
            Send
          </button>
          <button type="button" onClick={() => discardFollowUp(id)}>
            Discard
          </button>
        </p>
      ))}
    </div>
  )
}
