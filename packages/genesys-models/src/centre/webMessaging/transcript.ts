import { type ChatMessage, isTyping, type MessageSender } from '../message.ts'
import { isStaff } from '../roster.ts'
import type { ChatSession } from '../session.ts'
import type { PresenceType, WebMessagingContent, WebMessagingEvent, WebMessagingMessage } from './wire.ts'

/** How long an agent's typing counts, in milliseconds. */
const TYPING_MS = 5000
const TYPING_OFF_MS = 1000

/** Turns a session's messages into the API's. */
export interface Transcript {
  /** Returns `undefined` for what Messenger does not tell, such as who joins. */
  of(message: ChatMessage): WebMessagingMessage | undefined
  /** What the history has: everything but typing, oldest first. */
  history(): WebMessagingMessage[]
}

export function createTranscript(session: ChatSession): Transcript {
  const times = new Map<string, number>()
  let last = Number.NEGATIVE_INFINITY

  /** A client drops a second message with the same time, so no two have one. */
  const timeOf = (message: ChatMessage): string => {
    const known = times.get(message.id)
    const time = known ?? Math.max(Date.parse(message.utcTime), last + 1)
    if (known === undefined) last = time
    times.set(message.id, time)
    return new Date(time).toISOString()
  }
  const of = (message: ChatMessage): WebMessagingMessage | undefined => {
    const content = contentOf(message)
    return content && { ...content, ...envelopeOf(message, timeOf(message), content.type === 'Event') }
  }
  return {
    of,
    history: () =>
      session.messages
        .filter((message) => !isTyping(message))
        .map(of)
        .filter((message) => message !== undefined),
  }
}

type Content = Pick<WebMessagingMessage, 'type' | 'text' | 'content' | 'events'>

function contentOf({ type, text, url, event, data, from }: ChatMessage): Content | undefined {
  if (event === 'Presence') return eventOf(presence(data?.presence as PresenceType))
  // What a customer types is not told to the customer.
  if (isTyping({ type }))
    return isStaff(from) ? eventOf(typing(type === 'TypingStarted', data?.durationMs)) : undefined
  const said = text ?? url
  const content = data?.content as readonly WebMessagingContent[] | undefined
  if (type === 'Structured' && content) return { type, ...(said !== undefined && { text: said }), content }
  if (said === undefined && !content) return undefined
  return { type: 'Text', ...(said !== undefined && { text: said }), ...(content && { content }) }
}

function envelopeOf({ id, from, data }: ChatMessage, time: string, isEvent: boolean) {
  const isInbound = from?.type === 'Customer'
  const metadata = {
    correlationId: id,
    ...(data?.metadata as Record<string, string> | undefined),
    ...(typeof data?.readOnly === 'boolean' && { readOnly: String(data.readOnly) }),
  }
  const entity = entityOf(from)
  return {
    id: shortId(id),
    direction: isInbound ? 'Inbound' : 'Outbound',
    channel: {
      time,
      type: 'Private',
      ...((isInbound || isEvent) && { messageId: id }),
      from: isStaff(from) ? { nickname: from.nickname } : {},
      to: {},
    },
    metadata,
    ...(entity && { originatingEntity: entity }),
  } as const
}

function entityOf(from: MessageSender | undefined): 'Human' | 'Bot' | undefined {
  if (!isStaff(from)) return undefined
  return from.type === 'Bot' ? 'Bot' : 'Human'
}

/** The API's ids are 32 hex digits, and differ from the ids of the channel. */
function shortId(uuid: string): string {
  return [...uuid.replaceAll('-', '')].reverse().join('')
}

const eventOf = (event: WebMessagingEvent): Content => ({ type: 'Event', events: [event] })
const presence = (type: PresenceType): WebMessagingEvent => ({ eventType: 'Presence', presence: { type } })
const typing = (isOn: boolean, durationMs: unknown = TYPING_MS): WebMessagingEvent => ({
  eventType: 'Typing',
  typing: isOn ? { type: 'On', duration: Number(durationMs) } : { type: 'Off', duration: TYPING_OFF_MS },
})
