import type { MessageOrder, ServerMessage } from '../platform/message.ts'
import type { DetectedClose } from './signals/signal.ts'

/** A server's message, with what the configured signals say about it. */
export interface ReadMessage extends ServerMessage {
  readonly closes?: DetectedClose | null
}

/** A message with its place in the session, also where the platform gave it none. */
export interface PlacedMessage extends ReadMessage {
  readonly order: MessageOrder
}
