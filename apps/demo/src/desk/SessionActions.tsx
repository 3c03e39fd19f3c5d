import { agentApi, type SessionSummary } from './agentApi.ts'

/** The agent at this desk, and the one to transfer to. */
const AGENT = 'Anna'
const COLLEAGUE = 'Ben'

export interface SessionActionsProps {
  readonly session: SessionSummary
  readonly act: (action: Promise<unknown>) => void
}

/** Everything the contact centre can do to a chat. */
export function SessionActions({ session, act }: SessionActionsProps) {
  const { sessionId, ended, transport } = session
  const canSayClosed = transport === 'digital-channels' || transport === 'messenger'
  const joined = session.participants.length > 0
  const colleague = session.participants.some((member) => member.nickname === COLLEAGUE) ? AGENT : COLLEAGUE

  return (
    <div className="actions">
      <fieldset className="action-group" disabled={ended}>
        <legend>Agent</legend>
        {joined ? (
          <>
            <button
              type="button"
              className="button"
              onClick={() => act(agentApi.transfer(sessionId, colleague))}
            >
              Transfer to {colleague}
            </button>
            <button type="button" className="button" onClick={() => act(agentApi.leave(sessionId))}>
              Leave
            </button>
          </>
        ) : (
          <button
            type="button"
            className="button button-primary"
            data-focus-next
            onClick={() => act(agentApi.join(sessionId, AGENT))}
          >
            Join as {AGENT}
          </button>
        )}
      </fieldset>
      <fieldset className="action-group" disabled={ended || !canSayClosed}>
        <legend>{canSayClosed ? 'Close the segment' : 'Close the segment (not on this transport)'}</legend>
        <CloseButtons session={session} act={act} />
      </fieldset>
      <fieldset className="action-group">
        <legend>Contact centre</legend>
        <button
          type="button"
          className="button button-bad"
          disabled={ended}
          onClick={() => act(agentApi.end(sessionId))}
        >
          End the chat
        </button>
        <button type="button" className="button button-bad" onClick={() => act(agentApi.forget(sessionId))}>
          Forget the session
        </button>
      </fieldset>
    </div>
  )
}

/** On Messenger an agent disconnects. Elsewhere the segment gets a state. */
function CloseButtons({ session: { sessionId, transport }, act }: SessionActionsProps) {
  if (transport === 'messenger') {
    return (
      <button
        type="button"
        className="button button-warn"
        onClick={() => act(agentApi.disconnect(sessionId))}
      >
        Disconnect
      </button>
    )
  }
  return (
    <>
      <button
        type="button"
        className="button button-warn"
        onClick={() => act(agentApi.state(sessionId, 'Finalizing'))}
      >
        Close: Finalizing
      </button>
      <button
        type="button"
        className="button button-warn"
        onClick={() => act(agentApi.state(sessionId, 'Completed'))}
      >
        Completed
      </button>
    </>
  )
}
