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

/** The part of the XHR object that the widget publishes with `sessionLost` and `error`. */
export interface WireResponse {
  readyState: number
  responseText?: string
  responseJSON?: { status?: { code?: string; message?: string } }
  status: number
  statusText: string
}

/** A request that failed, with an HTTP status and the API's code, or with status 0 when there is no network. */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  /** HTTP status; 0 when the request did not reach the server. */
  readonly status: number
  /** The API's own code, such as `INVALID_SESSION`. */
  readonly code: string | undefined
  /** What subscribers of `error` see. */
  readonly response: WireResponse

  constructor(status: number, code?: string, text = '', statusText: string = statusTexts[status] ?? 'error') {
    super(text || statusText)
    this.status = status
    this.code = code
    const body = code === undefined ? undefined : { status: { code, message: text } }
    this.response = {
      readyState: status === 0 ? 0 : 4,
      ...(body && { responseText: JSON.stringify(body), responseJSON: body }),
      status,
      statusText,
    }
  }
}

const statusTexts: Record<number, string> = {
  0: 'error',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}
