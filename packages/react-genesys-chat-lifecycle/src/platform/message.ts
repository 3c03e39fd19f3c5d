/**
 * A message's place in its session. The first part is epoch milliseconds, unless the platform only numbers messages. The second
 * part orders messages of the same millisecond.
 *
 * @example
 * const byPlace = (a: MessageOrder, b: MessageOrder) => a[0] - b[0] || a[1] - b[1]
 */
export type MessageOrder = readonly [ms: number, seq: number]

/**
 * Who wrote a message. `system` includes the voice of the routing strategy (`External`). `other` is a person of an unknown
 * type, `unknown` a sender that the platform does not name.
 *
 * @example
 * const isOurs = (type: SenderType) => type === 'customer'
 */
export type SenderType = 'customer' | 'agent' | 'supervisor' | 'bot' | 'other' | 'system' | 'unknown'

/**
 * A file or image that came with a message. Every field is untrusted: check the scheme of `url` before you make a link of it.
 *
 * @example
 * const isImage = ({ type }: MessageAttachment) => type.startsWith('image/')
 */
export interface MessageAttachment {
  /** The file's name, or empty. */
  readonly name: string
  /** Media type such as `image/png`, or empty. */
  readonly type: string
  /** Bytes, or null if the platform does not say. */
  readonly size: number | null
  /** The address of the file, or empty. */
  readonly url: string
}

/**
 * A choice that a message offers: a quick reply, a button of a card, an item of a list. Pass it to `send` to choose it. Texts
 * and addresses are untrusted: check the scheme of an address.
 *
 * @example
 * const Choice = ({ choice }: { choice: MessageChoice }) =>
 *   choice.reply ? <button onClick={() => send(choice)}>{choice.text}</button> : <a href={choice.url}>{choice.text}</a>
 */
export interface MessageChoice {
  /** The label of the button. */
  readonly text: string
  readonly description: string
  /** The text that is sent when the customer chooses it. Empty for a link, and for choices that only the vendor's window supports. */
  readonly reply: string
  /** A page to open, or empty. */
  readonly url: string
  /** An image to show, or empty. */
  readonly image: string
  /** What the platform needs besides the text, to send it. */
  readonly data: Readonly<Record<string, unknown>>
}

/**
 * A card or list of a message. Several cards of one message are a carousel. Untrusted, like {@link MessageChoice}.
 *
 * @example
 * const hasButtons = ({ choices }: MessageCard) => choices.length > 0
 */
export interface MessageCard {
  readonly title: string
  readonly description: string
  /** An image to show, or empty. */
  readonly image: string
  /** A page to open, or empty. */
  readonly url: string
  readonly choices: readonly MessageChoice[]
}

/**
 * What a customer can see and choose in a message, besides its text and its files.
 *
 * @example
 * const canChoose = ({ quickReplies, cards }: MessageContent) => quickReplies.length > 0 || cards.length > 0
 */
export interface MessageContent {
  /** Answers to choose from. A transcript removes them once somebody has written something. */
  readonly quickReplies: readonly MessageChoice[]
  readonly cards: readonly MessageCard[]
}

/**
 * A message from the server. Every field has its type, whatever the server sent.
 *
 * @example
 * const fromBot: CloseSignal = {
 *   name: 'bot',
 *   detect: ({ from, text }: ServerMessage) => (from.type === 'bot' && text === 'BYE' ? 'completed' : null),
 * }
 */
export interface ServerMessage extends MessageContent {
  /** The vendor's type: `Text`, `ParticipantJoined`, `System`, … */
  readonly type: string
  readonly from: { readonly type: SenderType; readonly id: string; readonly name: string }
  /** Its place in the session, or null if the platform does not number messages. */
  readonly order: MessageOrder | null
  readonly id: string
  /** Plain text. Never render it as HTML or Markdown. */
  readonly text: string
  /** `event` of a System message, such as `InteractionStateChange`. */
  readonly event: string
  /** The state that a System message announces for the interaction, such as `Finalizing`. */
  readonly interactionState: string
  /** A link that came with the message, or empty. */
  readonly url: string
  readonly attachments: readonly MessageAttachment[]
  /** Whether it has more than text, links and files: a card, quick replies, a custom message. */
  readonly isRich: boolean
  /** Epoch milliseconds, or 0 where the message has no time. */
  readonly at: number
  /** The platform's own message. Untrusted. Do not change it. */
  readonly raw: unknown
}

/** What happens in a chat, rather than what somebody says. */
const SILENT = /^(participant|typing|presence|system$|nickname|notice$|customnotice$|idle)/i

/**
 * Whether a person would say that the message has content: a text, a link, a file, a card. The list of what has none is closed, the
 * list of what has some is not.
 */
export function hasContent({ type, text, url, attachments, isRich }: ServerMessage): boolean {
  // What nearly all of them are needs no search.
  if (type === 'Text') return true
  if (SILENT.test(type)) return false
  return /^text$/i.test(type) || isRich || text.trim() !== '' || url !== '' || attachments.length > 0
}
