import type { ServerMessage } from '../../message.ts'
import type { TransportName } from '../../port.ts'

/** What differs between the transports of Genesys Widgets, as far as messages and sessions go. */
export interface Transport {
  readonly name: TransportName
  /** Whether `ended` is published when the server ends a chat. */
  readonly publishesServerEnd: boolean
  /** Whether a session that is being restored counts as active only once it is. */
  readonly activatesLate?: boolean
  /** Reads the messages of a `messageReceived`, of a transcript, or of anything else that claims to hold some. */
  readBatch(data: unknown): ServerMessage[]
  /** Learns from an event that tells who a participant is. */
  learn?(data: unknown): void
}
