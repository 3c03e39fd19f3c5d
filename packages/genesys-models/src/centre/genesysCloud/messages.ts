import { type ChatMessage, isStateChange, isTyping } from '../message.ts'
import type { ChatSession } from '../session.ts'
import { GUEST_PATH } from './guestApi.ts'
import type { GuestMessage, GuestMessageList } from './wire.ts'

/** Which messages are asked for. */
export interface GuestMessageQuery {
  /** Only messages after the one with this id. */
  readonly after?: string | undefined
  /** Only messages before the one with this id. */
  readonly before?: string | undefined
  /** Default `ascending`: oldest first. */
  readonly sortOrder?: 'ascending' | 'descending' | undefined
  /** At most 100, the default. */
  readonly maxResults?: number | undefined
}

const PAGE_SIZE = 100

/** A page of the conversation. An id that is no message's counts as none. */
export function guestMessages(session: ChatSession, query: GuestMessageQuery = {}): GuestMessageList {
  const { after, before, sortOrder = 'ascending', maxResults = PAGE_SIZE } = query
  const all = session.messages.filter(isGuestMessage).map((message) => toGuestMessage(session, message))
  const end = all.findIndex(({ id }) => id === before)
  const wanted = all.slice(all.findIndex(({ id }) => id === after) + 1, end < 0 ? all.length : end)
  if (sortOrder === 'descending') wanted.reverse()
  const pageSize = Math.min(maxResults, PAGE_SIZE)
  const entities = wanted.slice(0, pageSize)
  const last = wanted.length > pageSize ? entities.at(-1) : undefined
  const turned = sortOrder === 'ascending' ? { before, after: last?.id } : { after, before: last?.id }
  return {
    entities,
    pageSize,
    selfUri: pathOf(session, query),
    ...(last && { next: pathOf(session, { ...turned, sortOrder, maxResults: pageSize }) }),
  }
}

/** Typing is no message here, and a segment has no state. */
export function isGuestMessage(message: ChatMessage): boolean {
  return !isTyping(message) && !isStateChange(message)
}

export function toGuestMessage(session: ChatSession, message: ChatMessage): GuestMessage {
  const { id, from, text, url, utcTime } = message
  return {
    id,
    conversation: { id: session.id },
    sender: from?.participantId ? { id: from.participantId } : {},
    body: text ?? url ?? '',
    bodyType: bodyTypeOf(message),
    timestamp: utcTime,
  }
}

/** Whoever speaks for the routing (`External`) does so in notices. */
function bodyTypeOf({ type, from }: ChatMessage): GuestMessage['bodyType'] {
  if (type === 'ParticipantJoined') return 'member-join'
  if (type === 'ParticipantLeft') return 'member-leave'
  const sender: string | undefined = from?.type
  return type === 'Notice' || sender === 'External' || sender === 'System' ? 'notice' : 'standard'
}

function pathOf({ id }: ChatSession, query: GuestMessageQuery): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  const search = new URLSearchParams(given).toString()
  return `${GUEST_PATH}/${id}/messages${search && `?${search}`}`
}
