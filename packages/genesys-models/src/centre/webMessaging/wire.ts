/** A frame that the server sends. A `response` answers a request. A `message` comes by itself. */
export interface WebMessagingFrame {
  readonly type: 'response' | 'message'
  readonly class: string
  readonly code: number
  readonly body: unknown
  /** As in the request that it answers or echoes. */
  readonly tracingId?: string
}

/** A part of a message: an attachment, a quick reply, a card, a button that was pressed … */
export type WebMessagingContent = { readonly contentType: string } & Readonly<Record<string, unknown>>

export interface WebMessagingParticipant {
  readonly nickname?: string
  readonly firstName?: string
  readonly lastName?: string
  readonly image?: string
}

export type WebMessagingEvent =
  | { readonly eventType: 'Presence'; readonly presence: { readonly type: PresenceType } }
  | {
      readonly eventType: 'Typing'
      readonly typing: { readonly type: 'On' | 'Off'; readonly duration: number }
    }

export type PresenceType = 'Join' | 'Disconnect' | 'Clear' | 'SignIn'

/** A message, as it goes over the WebSocket and as the history has it. */
export interface WebMessagingMessage {
  readonly id: string
  readonly type: 'Text' | 'Structured' | 'Event'
  readonly text?: string
  /** `Inbound`: from the customer. */
  readonly direction: 'Inbound' | 'Outbound'
  readonly channel: {
    /** ISO 8601. No two messages of a session have the same. */
    readonly time: string
    readonly type: 'Private'
    readonly messageId?: string
    readonly from: WebMessagingParticipant
    readonly to: WebMessagingParticipant
  }
  readonly content?: readonly WebMessagingContent[]
  readonly events?: readonly WebMessagingEvent[]
  readonly metadata: Readonly<Record<string, string>>
  readonly originatingEntity?: 'Human' | 'Bot'
}

/** A page of the history, newest first. */
export interface WebMessagingPage {
  readonly entities: readonly WebMessagingMessage[]
  readonly pageSize: number
  readonly pageNumber: number
  readonly total: number
  readonly pageCount: number
}

/** The codes that the API has beside those of HTTP. */
export const WEB_MESSAGING_CODES = {
  featureUnavailable: 4000,
  fileTypeInvalid: 4001,
  fileSizeInvalid: 4002,
  fileContentInvalid: 4003,
  fileNameInvalid: 4004,
  fileNameTooLong: 4005,
  sessionExpired: 4006,
  sessionNotFound: 4007,
  attachmentNotFound: 4009,
  attachmentNotUploaded: 4010,
  messageTooLong: 4011,
  customAttributesTooLarge: 4013,
  cannotDowngrade: 4017,
  missingParameter: 4020,
  rateTooHigh: 4029,
} as const
