import type { Listeners } from '../common/listeners.ts'
import type { ChatCommandError } from '../platform/commandError.ts'
import type { MessageAttachment, MessageOrder } from '../platform/message.ts'
import type { OutgoingMessage } from '../platform/port.ts'
import type { SendResult } from './actions.ts'
import type { MessageDelivery } from './chatMessage.ts'

/** A message of the customer that the server does not have yet, or did not get. */
export interface Outgoing {
  readonly id: string
  readonly kind: OutgoingMessage['kind']
  readonly text: string
  readonly files: readonly MessageAttachment[]
  /** Epoch milliseconds. */
  readonly at: number
  /** The newest message before it. */
  readonly after: MessageOrder | null
  readonly delivery: MessageDelivery
  readonly error: ChatCommandError | null
  /** Sends it again. */
  readonly again: (() => Promise<unknown>) | null
}

/** The part of a held text that other modules need. */
export interface HeldText {
  readonly id: string
  readonly kind: OutgoingMessage['kind']
  readonly status: 'held' | 'sending' | 'unknown' | 'blocked'
  readonly text: string
  readonly after: MessageOrder | null
}

/** The messages that the customer sends from this page, and those that a guard holds. */
export interface Outbox {
  held: readonly HeldText[]
  /** Notified when the held texts change. */
  readonly heldChanges: Listeners<[]>
  /** Tracks the delivery of a message. Set only while a transcript needs it, so that others do not pay for it. */
  track?: (id: string, content: OutgoingContent) => DeliveryWatch
}

/** Receives the outcome of a message. */
export type OutgoingContent = Pick<Outgoing, 'kind' | 'text' | 'files' | 'again'>

export interface DeliveryWatch {
  readonly settled: (result: SendResult) => void
  readonly failed: (error: unknown) => void
}

/** Sends a message, and reports its delivery. */
export async function deliver(
  outbox: Outbox,
  content: OutgoingContent,
  send: (id: string) => Promise<SendResult>,
): Promise<SendResult> {
  const id = createId()
  const watch = outbox.track?.(id, content)
  try {
    const result = await send(id)
    watch?.settled(result)
    return result
  } catch (error) {
    watch?.failed(error)
    throw error
  }
}

/** Unique among all tabs. */
export const createId = (): string => `${Date.now()}-${Math.random().toString(36).slice(2)}`
