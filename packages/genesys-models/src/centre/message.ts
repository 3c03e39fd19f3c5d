/** Who can take part in a chat. */
export type ParticipantType = 'Customer' | 'Agent' | 'Supervisor' | 'Bot' | 'System'

/** Who wrote a message. The widget drops a whole batch if one message has none. */
export interface MessageSender {
  readonly participantId: string
  readonly type: ParticipantType
  readonly nickname?: string
}

/** A file in a message. The widget resolves a relative `url` against the API's base without `/sessions`. */
export interface MessageContent {
  readonly type: string
  readonly url: string
  readonly mime: string
  readonly name?: string
}

/** A message before the session gives it an id, a time and an index. */
export interface MessageDraft {
  readonly type:
    | 'Text'
    | 'PushUrl'
    | 'Notice'
    | 'ParticipantJoined'
    | 'ParticipantLeft'
    | 'TypingStarted'
    | 'TypingStopped'
    | 'System'
    | 'Structured'
    | 'CustomNotice'
  readonly from: MessageSender
  readonly text?: string
  readonly url?: string
  readonly event?: string
  readonly data?: Readonly<Record<string, unknown>>
  readonly contentType?: string
  readonly content?: readonly MessageContent[]
}

/** A message as it goes over the wire. */
export interface ChatMessage extends MessageDraft {
  readonly visibility: 'All'
  readonly id: string
  /** ISO 8601. */
  readonly utcTime: string
  readonly streamId: string
  /** `<ms>-<seq>`. Compare both parts as numbers, with {@link compareIndex}. */
  readonly index: string
}

/** A message of any type, from anybody. The server adds what is missing. */
export interface NewMessage {
  type: string
  from: { participantId?: string; type: string; nickname?: string; firstName?: string }
  text?: string
  event?: string
  data?: Record<string, unknown>
  url?: string
  contentType?: string
  content?: Record<string, unknown>[]
  /** `<ms>-<seq>`. Default: now, and the next number in this millisecond. */
  index?: string
}

export const SYSTEM_SENDER: MessageSender = {
  participantId: '00000000-0000-0000-0000-000000000000',
  type: 'System',
}

/** The longest text or URL of a message, in characters. */
export const MAX_TEXT = 16_384

/** A change of the segment's state. Only Digital Channels have such messages. */
export function isStateChange({ event }: Pick<MessageDraft, 'event'>): boolean {
  return event === 'InteractionStateChange'
}

/** Typing is delivered, but it is not part of the history. */
export function isTyping({ type }: Pick<MessageDraft, 'type'>): boolean {
  return type === 'TypingStarted' || type === 'TypingStopped'
}
