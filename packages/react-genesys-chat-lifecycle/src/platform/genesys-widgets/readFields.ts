import type { SenderType, ServerMessage } from '../message.ts'
import { asList, asRecord, asText, firstText, isRecord, type Loose } from '../raw.ts'
import { isRich, readAttachments } from './readAttachments.ts'
import { readContent } from './readContent.ts'
import { readIndex, readTime } from './readIndex.ts'

/** GMS numbers its participants. */
const asId = (value: unknown): string =>
  typeof value === 'number' && Number.isFinite(value) ? String(value) : asText(value)

const SENDERS = new Map<string, SenderType>([
  ['client', 'customer'],
  ['customer', 'customer'],
  ['agent', 'agent'],
  ['supervisor', 'supervisor'],
  ['bot', 'bot'],
  ['system', 'system'],
  ['external', 'system'],
])

export const senderOf = (type: string): SenderType =>
  SENDERS.get(type.toLowerCase()) ?? (type ? 'other' : 'unknown')

/** Those whose words close a segment only as a marker. */
const PEOPLE: ReadonlySet<SenderType> = new Set(['customer', 'agent', 'supervisor', 'bot'])

/** Reads a message whose fields have the names that Digital Channels and GMS share. */
export function readFields(raw: Loose, now: number = Date.now()): ServerMessage {
  const from = asRecord(raw.from)
  const type = asText(raw.type)
  const event = asText(raw.event)
  const sender = senderOf(asText(from.type))
  const isStateChange = event === 'InteractionStateChange' && type === 'System' && !PEOPLE.has(sender)
  const at = readTime(raw.utcTime, now) || readTime(raw.timestamp, now)
  const { quickReplies, cards } = readContent(raw)
  return {
    // The widget's copies say `Message` where the server says `Text`.
    type: type === 'Message' ? 'Text' : type,
    from: {
      type: sender,
      id: asId(from.participantId) || asId(from.id),
      name: firstText(from.name, from.nickname),
    },
    order: readIndex(raw.index, at),
    id: asText(raw.id),
    text: asText(raw.text),
    event,
    interactionState: isStateChange ? asText(asRecord(raw.data).interactionState) : '',
    url: asText(raw.url),
    attachments: readAttachments(raw),
    isRich: isRich(raw, type) || quickReplies.length > 0 || cards.length > 0,
    quickReplies,
    cards,
    at,
    raw,
  }
}

/** Reads one message. Returns null for anything that is no message. */
export function readSafely(raw: unknown, read: (raw: Loose) => ServerMessage | null): ServerMessage | null {
  try {
    return isRecord(raw) ? read(raw) : null
  } catch {
    // A preprocessor of the page may have added anything, even a getter that throws.
    return null
  }
}

/** Reads all messages of a list that can be read. */
export function readAll(
  list: unknown,
  read: (raw: Loose, now: number) => ServerMessage | null,
): ServerMessage[] {
  const messages: ServerMessage[] = []
  const now = Date.now()
  const readOne = (raw: Loose): ServerMessage | null => read(raw, now)
  for (const raw of asList(list)) {
    const message = readSafely(raw, readOne)
    if (message) messages.push(message)
  }
  return messages
}
