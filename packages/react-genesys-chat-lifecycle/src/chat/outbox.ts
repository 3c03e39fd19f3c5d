import { createListeners, type Listeners } from '../common/listeners.ts'
import { ChatCommandError } from '../platform/commandError.ts'
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

/** What is sent through this library, for those who show it. */
export class Outbox {
  /** Each change of a message. Null: it is no message any more. */
  readonly news: Listeners<[id: string, outgoing: Outgoing | null]> = createListeners()
  /** Notified when a guard holds something else. */
  readonly heldChanges: Listeners<[]> = createListeners()
  held: readonly HeldText[] = []
  readonly #newest: () => MessageOrder | null

  constructor(newest: () => MessageOrder | null) {
    this.#newest = newest
  }

  setHeld(held: readonly HeldText[]): void {
    if (held === this.held) return
    this.held = held
    this.heldChanges.notify()
  }

  /** Sends a message, and tells how far it gets. */
  async deliver(
    content: Pick<Outgoing, 'kind' | 'text' | 'files' | 'again'>,
    send: (id: string) => Promise<SendResult>,
  ): Promise<SendResult> {
    const id = createId()
    const at = Date.now()
    const after = this.#newest()
    const tell = (delivery: MessageDelivery, error: ChatCommandError | null = null): void =>
      this.news.notify(id, { ...content, id, at, after, delivery, error })
    tell('sending')
    try {
      const result = await send(id)
      if (result.status === 'blocked') this.news.notify(id, null)
      else tell(result.status)
      return result
    } catch (error) {
      this.#fail(error, tell)
      throw error
    }
  }

  /** No answer in time is not a failure: the message may arrive, and its answer, too. */
  #fail(error: unknown, tell: (delivery: MessageDelivery, error?: ChatCommandError | null) => void): void {
    const reason = error instanceof ChatCommandError ? error : null
    tell(reason?.late ? 'unknown' : 'failed', reason)
    reason?.late?.then(
      () => tell('sent'),
      (late: unknown) => tell('failed', late instanceof ChatCommandError ? late : reason),
    )
  }
}

/** No other tab makes the same. */
export const createId = (): string => `${Date.now()}-${Math.random().toString(36).slice(2)}`
