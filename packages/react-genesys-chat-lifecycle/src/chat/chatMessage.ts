import type { ChatCommandError } from '../platform/commandError.ts'
import type { MessageAttachment, MessageContent, ServerMessage } from '../platform/message.ts'

/**
 * How far a message of the customer has got.
 *
 * - `sending`: on its way.
 * - `sent`: the server has it.
 * - `failed`: it was not sent. `error` says why.
 * - `unknown`: no answer came in time, so it may have been sent.
 * - `held`: the segment is closed, and the guard asks the customer whether to send it.
 *
 * @example
 * const isPending = (delivery: MessageDelivery | null) => delivery === 'sending' || delivery === 'held'
 */
export type MessageDelivery = 'sending' | 'sent' | 'failed' | 'unknown' | 'held'

/**
 * A message of the chat, for a custom chat UI. All of its fields are untrusted plain text.
 *
 * @example
 * const line = ({ from, text }: ChatMessage) => `${from.type === 'customer' ? 'You' : from.name}: ${text}`
 */
export interface ChatMessage extends MessageContent {
  /** A stable id, fit for a React `key`. A message of the server keeps its id after a reload. */
  readonly id: string
  /** `name` is empty for a message of the customer until the server has it, and on Messenger always: show your own word, such as “You”. */
  readonly from: ServerMessage['from']
  /** The vendor's type: `Text`, `Structured`, … */
  readonly type: string
  /** Empty if the message is only a link, a file or a card. Never render it as HTML or Markdown. */
  readonly text: string
  /** A link that came with the message, or empty. Check its scheme before you render it as a link. */
  readonly url: string
  /** Files and images that came with the message. */
  readonly attachments: readonly MessageAttachment[]
  /** Epoch milliseconds, or 0 if the server gave no time. */
  readonly at: number
  /** Whether it is from before this page listened: restored, loaded from an older page, or found. */
  readonly isHistoric: boolean
  /** How far a message of the customer has got. Null for messages of others. */
  readonly delivery: MessageDelivery | null
  /** Why it was not sent, or null. */
  readonly error: ChatCommandError | null
  /** The platform's own message, or null until the server has it. Untrusted. Do not change it. */
  readonly raw: unknown
}

/** What a message is known by, in all deliveries; empty where nothing tells it apart. */
export const keyOf = ({ order, id }: ServerMessage): string => (order ? `${order[0]}-${order[1]}` : id)

export function toChatMessage(message: ServerMessage, key: string, isHistoric: boolean): ChatMessage {
  const { from, type, text, url, attachments, quickReplies, cards, at, raw } = message
  const delivery = from.type === 'customer' ? 'sent' : null
  return {
    id: key,
    from,
    type,
    text,
    url,
    attachments,
    quickReplies,
    cards,
    at,
    isHistoric,
    delivery,
    error: null,
    raw,
  }
}
