import type { Listeners } from '../common/listeners.ts'
import type { ChatCommandError } from '../platform/commandError.ts'
import type { MessageAttachment, MessageOrder } from '../platform/message.ts'
import type { OutgoingMessage } from '../platform/port.ts'
import type { SendResult } from './actions.ts'
import type { MessageDelivery } from './chatMessage.ts'

/** A message of the customer's own that the server does not have yet, or did not get. */
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

/** A text that a guard holds, as far as others need to know it. */
export interface HeldText {
  readonly id: string
  readonly kind: OutgoingMessage['kind']
  readonly status: 'held' | 'sending' | 'unknown' | 'blocked'
  readonly text: string
  readonly after: MessageOrder | null
}

/** What the customer sends by this page, and what a guard holds. */
export interface Outbox {
  held: readonly HeldText[]
  /** Notified when a guard holds something else. */
  readonly heldChanges: Listeners<[]>
  /** Follows how far a message gets. Set by those who show it: nobody else pays for that. */
  track?: (id: string, content: OutgoingContent) => DeliveryWatch
}

/** What is told of a message that is sent. */
export type OutgoingContent = Pick<Outgoing, 'kind' | 'text' | 'files' | 'again'>

export interface DeliveryWatch {
  readonly settled: (result: SendResult) => void
  readonly failed: (error: unknown) => void
}

/** Sends a message, and tells how far it gets. */
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

/** No other tab makes the same. */
export const createId = (): string => `${Date.now()}-${Math.random().toString(36).slice(2)}`
