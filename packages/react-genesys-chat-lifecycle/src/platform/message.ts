/**
 * A message's place in its session. The first part is in milliseconds since 1970 where the platform says so; the second tells
 * messages of one millisecond apart.
 *
 * @example
 * const byPlace = (a: MessageOrder, b: MessageOrder) => a[0] - b[0] || a[1] - b[1]
 */
export type MessageOrder = readonly [ms: number, seq: number]

/**
 * Who wrote a message. `unknown` stands for a sender the platform does not name.
 *
 * @example
 * const isOurs = (type: SenderType) => type === 'customer'
 */
export type SenderType = 'customer' | 'agent' | 'supervisor' | 'bot' | 'system' | 'unknown'

/**
 * A message from the server. Payloads are untrusted, so every field has its type whatever was sent.
 *
 * @example
 * const fromBot: CloseSignal = {
 *   name: 'bot',
 *   detect: ({ from, text }: ServerMessage) => (from.type === 'bot' && text === 'BYE' ? 'completed' : null),
 * }
 */
export interface ServerMessage {
  /** The vendor's type: `Text`, `ParticipantJoined`, `System`, … */
  readonly type: string
  readonly from: { readonly type: SenderType; readonly id: string; readonly name: string }
  /** Its place in the session, or null where the platform does not number messages. */
  readonly order: MessageOrder | null
  readonly id: string
  /** Plain text. Never render it as HTML or Markdown. */
  readonly text: string
  /** `event` of a System message, such as `InteractionStateChange`. */
  readonly event: string
  /** The state that a System message announces for the interaction, such as `Finalizing`. */
  readonly interactionState: string
  /** A link or file that came with the message. */
  readonly url: string
  /** Epoch milliseconds, or 0 where the message has no time. */
  readonly at: number
}

/** Whether the message says something: a text, a link or a file. Typing and joining say nothing. */
export function hasContent({ type, url }: ServerMessage): boolean {
  return CONTENT.test(type) || url !== ''
}

const CONTENT = /^(text|pushurl|file(uploaded)?|image)$/i
