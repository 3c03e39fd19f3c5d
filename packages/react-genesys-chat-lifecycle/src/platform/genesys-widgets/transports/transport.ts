import type { ServerMessage } from '../../message.ts'
import type { TransportName } from '../../port.ts'

/** What differs between the transports of Genesys Widgets, as far as messages and sessions go. */
export interface Transport {
  readonly name: TransportName
  /** Whether `ended` is published when the server ends a chat. */
  readonly publishesServerEnd: boolean
  /** Whether a session that is being restored counts as active only once it is. */
  readonly activatesLate?: boolean
  /** Whether the customer can send files. */
  readonly takesFiles: boolean
  /** Reads the messages of a `messageReceived`, of a transcript, or of anything else that claims to hold some. */
  readBatch(data: unknown): ServerMessage[]
  /** Whether a live message announces the end of the chat. */
  announcesEnd?(message: ServerMessage): boolean
  /**
   * Learns from an event, or from the data of a session, who a participant is. If the event is about a join or leave whose message
   * may get lost, returns what makes up for it: called a while later, it returns the message unless the widget has delivered it.
   */
  learn?(data: unknown): (() => ServerMessage | null) | undefined
}
