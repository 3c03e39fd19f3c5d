/** A member of a conversation, as the guest chat API tells of one. */
export interface GuestWireMember {
  readonly id: string
  readonly displayName: string
  readonly role: string
  readonly state: string
  readonly joinDate?: string
  readonly customFields?: Readonly<Record<string, unknown>>
}

/** A message of the API. The widget writes into it, so nothing is read-only. */
export interface GuestWireMessage {
  id: string
  conversation: { id: string }
  sender: { id?: string }
  body: string
  bodyType: string
  /** ISO 8601. */
  timestamp: string
  role?: string
  state?: string
  lastEvent?: string
}

/** The page's key to its conversation. **Holds the bearer token.** */
export interface GuestKey {
  readonly jwt: string
  readonly conversationId: string
  readonly memberId: string
  readonly WebSocketUrl: string
}

export interface GuestWireStart {
  readonly displayName: string
  readonly customFields: Readonly<Record<string, unknown>>
  /** The name of the queue. */
  readonly targetAddress: string
}

export interface GuestWirePage {
  readonly entities: readonly GuestWireMessage[]
  /** There is more. */
  readonly next?: string
}

/** A frame of the event stream, as it comes out of JSON. Without `metadata` it is a heartbeat. */
export interface GuestWireFrame {
  /** `message`, `typing-indicator` or `member-change`. Others are passed over. */
  readonly metadata?: { readonly type: string }
  /** A {@link GuestWireMessage}, or who types or has come or gone. */
  readonly eventBody: {
    readonly sender?: { readonly id?: string }
    readonly member?: { readonly id: string }
  }
}

export interface GuestStreamListener {
  onOpen(): void
  onFrame(frame: GuestWireFrame): void
  /** It was cut, or could not be opened. */
  onClosed(): void
}

/**
 * The guest chat API of Genesys Cloud (web chat version 2) as function calls.
 *
 * Each promise resolves with the answer, or rejects with a `TransportError`.
 */
export interface GuestServer {
  start(request: GuestWireStart): Promise<GuestKey>
  member(key: GuestKey, memberId: string): Promise<GuestWireMember>
  members(key: GuestKey): Promise<readonly GuestWireMember[]>
  /** Newest first, or, after a message, oldest first. */
  messages(
    key: GuestKey,
    which: { readonly after: string } | { readonly before: string | undefined; readonly count: number },
  ): Promise<GuestWirePage>
  send(key: GuestKey, text: string): Promise<unknown>
  typing(key: GuestKey): Promise<unknown>
  leave(key: GuestKey): Promise<unknown>
  /** Opens the event stream. Returns a function that closes it. */
  open(key: GuestKey, listener: GuestStreamListener): () => void
}
