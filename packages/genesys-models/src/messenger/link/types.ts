/** A message as the Guest API sends it. */
export interface GuestMessage {
  readonly id: string
  readonly direction: 'Inbound' | 'Outbound'
  readonly type: 'Text' | 'Structured' | 'Event'
  readonly text?: string
  readonly content?: readonly Record<string, unknown>[]
  readonly events?: readonly Record<string, unknown>[]
  readonly channel: GuestChannel
  readonly originatingEntity?: 'Human' | 'Bot'
  /** Texts only. */
  readonly metadata?: Readonly<Record<string, string>>
}

export interface GuestChannel {
  /** ISO 8601 with milliseconds. No two messages of a session have the same. */
  readonly time: string
  /** Inbound messages and events have one. */
  readonly messageId?: string
  readonly from?: { readonly nickname?: string; readonly firstName?: string; readonly lastName?: string }
}

/** What the server sends over the socket. */
export interface GuestFrame {
  readonly type: 'response' | 'message'
  readonly class: string
  readonly code: number
  readonly body: unknown
  readonly tracingId?: string
}

/** A request over the socket: `{action, token, …}`. */
export type GuestRequest = Readonly<Record<string, unknown>> & { readonly action: string }

export interface GuestSocket {
  send(request: GuestRequest): void
  close(): void
}

export interface GuestSocketHandlers {
  onOpen(): void
  onFrame(frame: GuestFrame): void
  /** The connection is gone, and not because of `close()`. */
  onLost(): void
}

/** A page of the history, newest first. */
export interface GuestHistory {
  readonly entities: readonly GuestMessage[]
  readonly pageNumber: number
  readonly pageSize: number
  readonly total: number
}

/** The way from a page to the Guest API: in memory, or over a WebSocket and HTTP. */
export interface GuestLink {
  connect(handlers: GuestSocketHandlers): GuestSocket
  /** `pageNumber` counts from 1. */
  history(token: string, pageNumber: number): Promise<GuestHistory>
  /** Uploads a file to an address that the API handed out. Rejects when it does not arrive. Default: files are refused. */
  upload?(url: string, headers: Readonly<Record<string, string>>, file: Blob): Promise<void>
}
