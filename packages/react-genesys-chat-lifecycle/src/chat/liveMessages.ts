import { hasContent, type ServerMessage } from '../platform/message.ts'
import type { MessageSource } from '../platform/port.ts'
import { type ChatMessage, keyOf, toChatMessage } from './chatMessage.ts'

/** Tells what is said live from what was said before, also where it is delivered again. */
export class LiveMessages {
  readonly #seen = new Set<string>()

  /** The messages of a batch that are said now, each of them once. */
  take(messages: readonly ServerMessage[], source: MessageSource): ChatMessage[] {
    const fresh = messages.filter((message) => hasContent(message) && this.#isNew(keyOf(message)))
    return source === 'live' ? fresh.map((message) => toChatMessage(message, keyOf(message), false)) : []
  }

  /** Another session numbers its messages anew. */
  clear(): void {
    this.#seen.clear()
  }

  #isNew(key: string): boolean {
    if (this.#seen.has(key)) return false
    if (key) this.#seen.add(key)
    return true
  }
}
