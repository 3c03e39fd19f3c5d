import type { ServerMessage } from '../message.ts'
import { asText } from '../raw.ts'
import { readFields, readSafely } from './readFields.ts'

type Loose = Record<string, unknown>

const ID_NAMES = ['sessionId', 'sessionID', 'conversationId', 'chatId'] as const

/** The id of the session in what `getSessionData` or `started` carries. Nothing else of it is read: it holds the token. */
export function readSessionId(data: unknown): string | null {
  const session = (data ?? {}) as Loose
  return ID_NAMES.map((name) => asText(session[name])).find(Boolean) ?? null
}

/** Whether `getSessionData` answered with a session. GMS answers with blank fields where there is none. */
export function hasSession(data: unknown): boolean {
  const session = (data ?? {}) as Loose
  const names = ID_NAMES.filter((name) => name in Object(session))
  return names.length > 0
    ? names.some((name) => session[name] !== '' && session[name] != null)
    : Object.keys(session).length > 0
}
/** A question that failed has no answer at all. */
export const isWithoutSession = (data: unknown): boolean => data !== undefined && !hasSession(data)

/** `getAgents` knows the agents who joined before the first message that can be seen. */
export function readAgents(answer: unknown): ServerMessage[] {
  const { agents } = (answer ?? {}) as Loose
  if (typeof agents !== 'object' || agents === null) return []
  return Object.entries(agents as Record<string, Loose | null>)
    .filter(([, agent]) => agent?.connected === true)
    .map(([id, agent]) => {
      const type = agent?.supervisor === true ? 'Supervisor' : 'Agent'
      const from = { participantId: id, name: agent?.name, type }
      return readSafely({ type: 'ParticipantJoined', from }, readFields)
    })
    .filter((message) => message !== null)
}
