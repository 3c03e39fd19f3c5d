import type { SessionSummary } from './agentApi.ts'

export interface SessionStatus {
  readonly label: string
  readonly tone: 'good' | 'warn' | 'bad' | 'quiet' | 'accent'
}

/** The status of a session, as the desk shows it. */
export function sessionStatus(session: SessionSummary): SessionStatus {
  if (session.ended) return { label: 'Ended', tone: 'quiet' }
  const segment = session.segments.at(-1)
  if (segment?.closedAt != null) return { label: session.interactionState ?? 'Closed', tone: 'warn' }
  if (session.participants.length > 0) return { label: 'With you', tone: 'good' }
  return { label: 'Waiting', tone: 'accent' }
}
