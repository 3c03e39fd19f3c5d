import { hasContent, type MessageOrder, type ServerMessage } from '../platform/message.ts'
import type { MessageSource } from '../platform/port.ts'
import { type ChatMessage, keyOf, toChatMessage } from './chatMessage.ts'
import { isAfter } from './order.ts'

/** How many messages are told apart by their keys. What is older than all of them was said before. */
const MOST_KEYS = 500

/** Tells what is said live from what was said before, also where it is delivered again. */
export class LiveMessages {
  readonly #seen = new Map<string, MessageOrder | null>()
  /** The place up to which keys were forgotten. */
  #forgotten: MessageOrder | null = null

  /** The messages of a batch that are said now, each of them once. */
  take(messages: readonly ServerMessage[], source: MessageSource): ChatMessage[] {
    const fresh = messages.filter((message) => hasContent(message) && this.#isNew(message))
    return source === 'live' ? fresh.map((message) => toChatMessage(message, keyOf(message), false)) : []
  }

  /** Another session numbers its messages anew. */
  clear(): void {
    this.#seen.clear()
    this.#forgotten = null
  }

  #isNew(message: ServerMessage): boolean {
    const { order } = message
    const key = keyOf(message)
    if (this.#seen.has(key) || (order && this.#forgotten && !isAfter(order, this.#forgotten))) return false
    if (key) this.#seen.set(key, order)
    if (this.#seen.size > MOST_KEYS) this.#forgetFirst()
    return true
  }

  #forgetFirst(): void {
    for (const [key, order] of this.#seen) {
      this.#seen.delete(key)
      if (order && isAfter(order, this.#forgotten)) this.#forgotten = order
      return
    }
  }
}
