import type { SessionSummary } from './agentApi.ts'

/** The session on the agent's screen. */
export interface Selection {
  readonly sessionId?: string | undefined
  /** The newest session when it was selected. One that begins later may take its place. */
  readonly newestId?: string | undefined
  /** The agent at this desk chose it from the list, or did something in it. */
  readonly isAtWork?: boolean
}

/**
 * What to select now. A chat that begins takes the screen, except from one that the agent works in and that is not over.
 * Returns the selection itself while nothing changes.
 */
export function selectSession(now: Selection, newestFirst: readonly SessionSummary[]): Selection {
  const newestId = newestFirst[0]?.sessionId
  const current = newestFirst.find(({ sessionId }) => sessionId === now.sessionId)
  if (newestId === now.newestId && (current || newestId === undefined)) return now
  return current && !current.ended && now.isAtWork ? { ...now, newestId } : { sessionId: newestId, newestId }
}
