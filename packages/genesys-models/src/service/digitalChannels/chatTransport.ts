import type { WireMessage } from '../messages.ts'

/** The session and who asks. All are `undefined` once the widget has forgotten its session. */
export interface SessionKey {
  sessionId: string | undefined
  participantId: string | undefined
  /** The bearer token: the `x-nexus-client-key` header. */
  token: string | undefined
}

/** The answer to a request for messages. */
export interface MessagesAnswer {
  messages: WireMessage[]
  lastDeliveredIndex?: string
  /** The server has ended the chat. */
  chatEnded?: boolean
}

/**
 * The Consumer Messaging API as function calls.
 *
 * Each call settles: it resolves with the answer's `data`, or rejects with a {@link TransportError}.
 */
export interface ChatTransport {
  /** Creates a session, or joins the one that `token` names again. */
  create(request: {
    token: string | undefined
    data: Record<string, unknown>
  }): Promise<{ clientToken: string }>
  /** Resolves with what is new since the last poll. It may wait until there is something. */
  poll(key: SessionKey, options: { index?: string; signal: AbortSignal }): Promise<MessagesAnswer>
  /** The last `count` messages, oldest first. */
  restore(key: SessionKey, count: number): Promise<MessagesAnswer>
  /** The page that ends with the message `index`, that one included. */
  olderPage(key: SessionKey, index: string, count: number): Promise<MessagesAnswer>
  /** A text, or that the customer started or stopped typing. */
  send(key: SessionKey, message: { type: string; text: string }): Promise<{ chatEnded?: boolean }>
  sendFile(key: SessionKey, file: unknown): Promise<Record<string, unknown>>
  /** An image of a message, as a data URL. Without it, or when it fails, the message keeps the server's address. */
  image?(key: SessionKey, url: string): Promise<string>
  updateUserData(key: SessionKey, data: Record<string, unknown>): Promise<Record<string, unknown>>
  /** The customer's participant leaves the session. */
  leave(key: SessionKey): Promise<Record<string, unknown>>
}
