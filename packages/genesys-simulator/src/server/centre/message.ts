/** Who can take part in a chat. */
export type ParticipantType = 'Customer' | 'Agent' | 'Supervisor' | 'Bot' | 'System'

/** Who wrote a message. The widget drops a whole batch when one message lacks it. */
export interface MessageSender {
  readonly participantId: string
  readonly type: ParticipantType
  readonly nickname?: string
}

/** A file in a message. A relative `url` is completed by the widget with the API's base, less its `/sessions`. */
export interface MessageContent {
  readonly type: string
  readonly url: string
  readonly mime: string
  readonly name?: string
}

/** What happened, before the session gives it its place. */
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
  readonly from: MessageSender
  readonly text?: string
  readonly url?: string
  readonly event?: string
  readonly data?: Readonly<Record<string, unknown>>
  /** `attachments` for files. */
  readonly contentType?: string
  readonly content?: readonly MessageContent[]
}

/** A message as it goes over the wire. */
export interface ChatMessage extends MessageDraft {
  readonly visibility: 'All'
  /** UUID. */
  readonly id: string
  /** ISO 8601. */
  readonly utcTime: string
  readonly streamId: string
  /** `<ms>-<seq>`; both parts order as numbers. See {@link compareIndex}. */
  readonly index: string
}

/** The participant that speaks for the contact centre itself. */
export const SYSTEM_SENDER: MessageSender = {
  participantId: '00000000-0000-0000-0000-000000000000',
  type: 'System',
}

/** Typing is heard while it happens; it is no part of what was said. */
export function isTyping(message: MessageDraft): boolean {
  return message.type === 'TypingStarted' || message.type === 'TypingStopped'
}
