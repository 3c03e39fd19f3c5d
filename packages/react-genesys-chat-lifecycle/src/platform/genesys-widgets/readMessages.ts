import type { SenderType, ServerMessage } from '../message.ts'
import { isRich, readAttachments } from './readAttachments.ts'
import { readIndex, readTime } from './readIndex.ts'

const SENDERS = new Map<string, SenderType>([
  ['client', 'customer'],
  ['customer', 'customer'],
  ['agent', 'agent'],
  ['supervisor', 'supervisor'],
  ['bot', 'bot'],
  ['system', 'system'],
  ['external', 'system'],
])

/** Those whose words close a segment only as a marker. */
const PEOPLE: ReadonlySet<SenderType> = new Set(['customer', 'agent', 'supervisor', 'bot'])

type Loose = Record<string, unknown>
const isRecord = (value: unknown): value is Loose => typeof value === 'object' && value !== null
const asRecord = (value: unknown): Loose => (isRecord(value) ? value : {})
const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Reads one message. Returns null for anything that is no message. */
export function readMessage(raw: unknown): ServerMessage | null {
  try {
    return isRecord(raw) ? read(raw) : null
  } catch {
    // A preprocessor of the page may have added anything, even a getter that throws.
    return null
  }
}

function read(raw: Loose): ServerMessage {
  const from = asRecord(raw.from)
  const type = asText(raw.type)
  const event = asText(raw.event)
  const sender = senderOf(asText(from.type))
  const isStateChange = event === 'InteractionStateChange' && type === 'System' && !PEOPLE.has(sender)
  const at = readTime(raw.utcTime) || readTime(raw.timestamp)
  return {
    // The widget's copies say `Message` where the server says `Text`.
    type: type === 'Message' ? 'Text' : type,
    from: {
      type: sender,
      id: asText(from.participantId) || asText(from.id),
      name: asText(from.name) || asText(from.nickname),
    },
    order: readIndex(raw.index, at),
    id: asText(raw.id),
    text: asText(raw.text),
    event,
    interactionState: isStateChange ? asText(asRecord(raw.data).interactionState) : '',
    url: asText(raw.url),
    attachments: readAttachments(raw),
    isRich: isRich(raw, type),
    at,
    raw,
  }
}

const senderOf = (type: string): SenderType => SENDERS.get(type.toLowerCase()) ?? (type ? 'other' : 'unknown')

/** Reads the messages of a `messageReceived`, of a transcript, or of anything else that claims to hold some. */
export function readBatch(data: unknown): { messages: ServerMessage[]; isPage: boolean } {
  try {
    const { originalMessages, messages, oldMessages } = asRecord(data)
    const list = Array.isArray(originalMessages) && originalMessages.length > 0 ? originalMessages : messages
    return {
      messages: Array.isArray(list) ? list.map(readMessage).filter((message) => message !== null) : [],
      isPage: oldMessages === true,
    }
  } catch {
    return { messages: [], isPage: false }
  }
}
