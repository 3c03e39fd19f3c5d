/** The sender of a message as the server writes it. The widget's transport adds `name` and `id`. */
export interface WireSender {
  participantId?: string
  /** `Customer` on the wire; the widget turns it into `Client`. */
  type: string
  nickname?: string
  firstName?: string
  name?: string
  id?: string
}

/** A message as the Consumer Messaging API delivers it. The widget writes into it, so nothing is read-only. */
export interface WireMessage {
  type: string
  from: WireSender
  /** `<ms>-<seq>`; the widget removes the dash from its copy. */
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

/** The participants that `agentConnected` and `getAgents` report, by participant id. */
export type AgentsMap = Record<string, AgentEntry>

/** One agent or supervisor. Digital Channels leaves the two times `undefined`. */
export interface AgentEntry {
  name: string | undefined
  connected: boolean
  supervisor: boolean
  connectedTime?: unknown
  disconnectedTime?: unknown
}
