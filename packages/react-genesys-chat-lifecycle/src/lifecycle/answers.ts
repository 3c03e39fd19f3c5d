import { readMessage, type ServerMessage } from './messages.ts'

type Loose = Record<string, unknown>

/** The id of the session in what `getSessionData` or `started` gives; nothing else of it is looked at. */
export function readSessionId(data: unknown): string | null {
  const { sessionId, conversationId, chatId } = (data ?? {}) as Loose
  const id = sessionId ?? conversationId ?? chatId
  return typeof id === 'string' && id ? id : null
}

/** Whether there is anything in it. */
export const hasKeys = (data: unknown): boolean => Object.keys(data ?? {}).length > 0
/** `getSessionData` gives `{}` when there is no session, or an empty text. A question that failed gives nothing at all. */
export const isEmpty = (data: unknown): boolean => data !== undefined && !hasKeys(data)

/** `getAgents` knows those who joined before the first message that we can see. */
export function readAgents(answer: unknown): ServerMessage[] {
  const { agents } = (answer ?? {}) as Loose
  if (typeof agents !== 'object' || agents === null) return []
  return Object.entries(agents as Record<string, Loose | null>)
    .filter(([, agent]) => agent?.connected === true)
    .map(([id, agent]) =>
      readMessage({
        type: 'Text',
        from: {
          participantId: id,
          name: agent?.name,
          type: agent?.supervisor === true ? 'Supervisor' : 'Agent',
        },
      }),
    )
    .filter((message) => message !== null)
}
