/** Who sent a message, as the server writes it. `name` and `id` are added by the widget's transport. */
export interface WireSender {
  participantId?: string
  /** `Customer` on the wire; the widget turns it into `Client`. */
  type: string
  nickname?: string
  firstName?: string
  name?: string
  id?: string
}

/**
 * A message as the Consumer Messaging API delivers it.
 *
 * @see docs/real-widget.md, "messageReceived"
 */
export interface WireMessage {
  type: string
  from: WireSender
  /** `<ms>-<seq>`; the widget takes the dash out of its copy. */
  index: string
  id: string
  /** ISO 8601. */
  utcTime: string
  streamId: string
  visibility: string
  text?: string
  event?: string
  data?: Record<string, unknown>
  url?: string
  contentType?: string
  content?: Record<string, unknown>[]
}

/** A copy of the server's message, as the widget puts it into `messages`. */
export interface ShapedMessage extends Omit<WireMessage, 'from'> {
  from?: { name?: string | undefined; type: string; participantId?: string | undefined }
  timestamp: string
  /** Left behind by the transport; the vendor's payloads have it too. */
  iTempIndex: string
}

/** The participants that `agentConnected` and `getAgents` tell of. */
export type AgentsMap = Record<string, AgentEntry>

/** One agent or supervisor. On this transport the two times stay `undefined`. */
export interface AgentEntry {
  name: string | undefined
  connected: boolean
  supervisor: boolean
  connectedTime?: unknown
  disconnectedTime?: unknown
}

/** What is known of the session; the vendor's `started` carries it. **Holds the bearer token.** */
export interface SessionData {
  sessionId?: string
  participantId?: string
  nickname?: string
  exp?: number
  token?: string
}
