import type { MessageOrder, ServerMessage } from '../platform/message.ts'
import type { SegmentState } from './state.ts'

/** What a message says about the segment, by which signal. */
export interface DetectedClose {
  readonly state: SegmentState
  readonly signal: string
}

/** A server's message, with what the configured signals say about it. */
export interface ReadMessage extends ServerMessage {
  readonly closes?: DetectedClose | null
}

/** A message with its place in the session, also where the platform gave it none. */
export interface PlacedMessage extends ReadMessage {
  readonly order: MessageOrder
}
