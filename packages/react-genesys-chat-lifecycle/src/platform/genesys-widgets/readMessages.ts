import type { MessageOrder, SenderType, ServerMessage } from '../message.ts'
import { readIndex } from './readIndex.ts'

const SENDERS = new Map<string, SenderType>([
  ['client', 'customer'],
  ['customer', 'customer'],
  ['agent', 'agent'],
  ['supervisor', 'supervisor'],
  ['bot', 'bot'],
  ['system', 'system'],
  ['external', 'system'],
])

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
  const sender = SENDERS.get(asText(from.type).toLowerCase()) ?? 'unknown'
  const isStateChange =
    event === 'InteractionStateChange' && type === 'System' && (sender === 'system' || sender === 'unknown')
  const time = Date.parse(asText(raw.utcTime) || asText(raw.timestamp))
  const order: MessageOrder | null = readIndex(raw.index)
  return {
    // The widget's copies say `Message` where the server says `Text`.
    type: type === 'Message' ? 'Text' : type,
    from: {
      type: sender,
      id: asText(from.participantId) || asText(from.id),
      name: asText(from.name) || asText(from.nickname),
    },
    order,
    id: asText(raw.id),
    text: asText(raw.text),
    event,
    interactionState: isStateChange ? asText(asRecord(raw.data).interactionState) : '',
    url: asText(raw.url),
    at: Number.isNaN(time) ? 0 : time,
  }
}

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
