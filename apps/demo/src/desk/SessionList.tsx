import type { SessionSummary } from './agentApi.ts'
import { sessionStatus } from './sessionStatus.ts'

export interface SessionListProps {
  readonly sessions: readonly SessionSummary[]
  readonly selected: string
  readonly onSelect: (sessionId: string) => void
}

export function SessionList({ sessions, selected, onSelect }: SessionListProps) {
  return (
    <ul className="sessions" aria-label="Sessions">
      {sessions.map((session) => {
        const status = sessionStatus(session)
        return (
          <li key={session.sessionId}>
            <button
              type="button"
              className="session"
              aria-pressed={session.sessionId === selected}
              onClick={() => onSelect(session.sessionId)}
            >
              <span className="session-initial" aria-hidden="true">
                {session.customer.nickname.slice(0, 1).toUpperCase()}
              </span>
              <span className="session-name">{session.customer.nickname}</span>
              <span className={`chip chip-${status.tone}`}>{status.label}</span>
              <span className="session-last">{lastLine(session)}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function lastLine(session: SessionSummary): string {
  const names = { async: 'Asynchronous', regular: 'Regular chat' }
  const name = session.transport === 'messenger' ? 'Messenger' : names[session.mode]
  const kind = session.mode === 'async' ? `${name}, segment ${session.segments.length}` : name
  return session.lastMessage?.text ? session.lastMessage.text : kind
}
