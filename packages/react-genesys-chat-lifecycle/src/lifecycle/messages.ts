import { type MessageOrder, parseOrder } from './order.ts'

/**
 * Who wrote a message. `Client`, the widget's word, is `customer` here; `unknown` stands for a message without a sender.
 *
 * @example
 * const isOurs = (type: SenderType) => type === 'customer'
 */
export type SenderType = 'customer' | 'agent' | 'supervisor' | 'bot' | 'system' | 'unknown'

/**
 * A server's message, read with suspicion: every field has its type, whatever came.
 *
 * @example
 * const fromBot: EndSignal = {
 *   name: 'bot',
 *   detect: ({ from, text }: ServerMessage) => (from.type === 'bot' && text === 'BYE' ? 'completed' : null),
 * }
 *
 * @see docs/real-widget.md, "messageReceived"
 */
export interface ServerMessage {
  /** The vendor's type: `Text`, `ParticipantJoined`, `System`, … */
  readonly type: string
  readonly from: { readonly type: SenderType; readonly id: string; readonly name: string }
  /** Its place in the session, or null where the transport numbers nothing. */
  readonly order: MessageOrder | null
  readonly id: string
  /** Plain text. Show it as text, never as HTML or Markdown. */
  readonly text: string
  /** `event` of a System message, such as `InteractionStateChange`. */
  readonly event: string
  /** `data.interactionState` of a System message. */
  readonly interactionState: string
  /** A link or file the message carries. */
  readonly url: string
  /** Epoch milliseconds; 0 where the message has no time. */
  readonly at: number
}

const SENDERS = new Map<string, SenderType>([
  ['client', 'customer'],
  ['customer', 'customer'],
  ['agent', 'agent'],
  ['supervisor', 'supervisor'],
  ['bot', 'bot'],
  ['system', 'system'],
  ['external', 'system'],
])

const CONTENT = /^(text|pushurl|file(uploaded)?|image)$/i

type Loose = Record<string, unknown>
const isRecord = (value: unknown): value is Loose => typeof value === 'object' && value !== null
const asRecord = (value: unknown): Loose => (isRecord(value) ? value : {})
const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Reads one message. Returns null for what is no message at all. */
export function readMessage(raw: unknown): ServerMessage | null {
  try {
    return isRecord(raw) ? read(raw) : null
  } catch {
    // A preprocessor of the page's may have put anything there, a getter that throws among it.
    return null
  }
}

function read(raw: Loose): ServerMessage {
  const from = asRecord(raw.from)
  const type = asText(raw.type)
  const time = Date.parse(asText(raw.utcTime) || asText(raw.timestamp))
  return {
    // The widget's copies say `Message` where the server says `Text`.
    type: type === 'Message' ? 'Text' : type,
    from: {
      type: SENDERS.get(asText(from.type).toLowerCase()) ?? 'unknown',
      id: asText(from.participantId) || asText(from.id),
      name: asText(from.name) || asText(from.nickname),
    },
    order: parseOrder(raw.index),
    id: asText(raw.id),
    text: asText(raw.text),
    event: asText(raw.event),
    interactionState: asText(asRecord(raw.data).interactionState),
    url: asText(raw.url),
    at: Number.isNaN(time) ? 0 : time,
  }
}

/** Reads the messages of a `messageReceived`, of a transcript, or of anything else that claims to hold some. */
export function readBatch(data: unknown): { messages: ServerMessage[]; historic: boolean } {
  try {
    const { originalMessages, messages, oldMessages } = asRecord(data)
    const list = Array.isArray(originalMessages) && originalMessages.length > 0 ? originalMessages : messages
    return {
      messages: Array.isArray(list) ? list.map(readMessage).filter((message) => message !== null) : [],
      historic: oldMessages === true,
    }
  } catch {
    return { messages: [], historic: false }
  }
}

/** Whether the message says something: a text, a link or a file. Typing and joining say nothing. */
export function hasContent({ type, url }: ServerMessage): boolean {
  return CONTENT.test(type) || url !== ''
}
