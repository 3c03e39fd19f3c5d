import type { ServerMessage } from '../message.ts'
import { readMessage } from './readMessages.ts'

type Loose = Record<string, unknown>

/** The id of the session in what `getSessionData` or `started` carries. Nothing else of it is read: it holds the token. */
export function readSessionId(data: unknown): string | null {
  const { sessionId, conversationId, chatId } = (data ?? {}) as Loose
  const id = sessionId ?? conversationId ?? chatId
  return typeof id === 'string' && id ? id : null
}

export const hasKeys = (data: unknown): boolean => Object.keys(data ?? {}).length > 0
/** `getSessionData` answers `{}` or an empty text when there is no session. A question that failed has no answer at all. */
export const isEmpty = (data: unknown): boolean => data !== undefined && !hasKeys(data)

/** `getAgents` knows the agents who joined before the first message that can be seen. */
export function readAgents(answer: unknown): ServerMessage[] {
  const { agents } = (answer ?? {}) as Loose
  if (typeof agents !== 'object' || agents === null) return []
  return Object.entries(agents as Record<string, Loose | null>)
    .filter(([, agent]) => agent?.connected === true)
    .map(([id, agent]) =>
      readMessage({
        type: 'ParticipantJoined',
        from: {
          participantId: id,
          name: agent?.name,
          type: agent?.supervisor === true ? 'Supervisor' : 'Agent',
        },
      }),
    )
    .filter((message) => message !== null)
}
