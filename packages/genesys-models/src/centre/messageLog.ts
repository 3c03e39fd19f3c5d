import type { Clock } from './clock.ts'
import { type ChatMessage, isTyping, type MessageDraft, type NewMessage } from './message.ts'
import { compareIndex, createIndexer, timeOfIndex } from './messageIndex.ts'
import type { Random } from './random.ts'

/** Everything that happened in one session, in order of delivery. */
export class MessageLog {
  readonly #random: Random
  readonly #nextIndex: () => string
  readonly #messages: ChatMessage[] = []

  constructor(clock: Clock, random: Random) {
    this.#random = random
    this.#nextIndex = createIndexer(clock)
  }

  /** A draft may have its own index, in order or not. */
  append(draft: MessageDraft | NewMessage): ChatMessage {
    const index = ('index' in draft && draft.index) || this.#nextIndex()
    const message = {
      visibility: 'All',
      id: this.#random.uuid(),
      utcTime: new Date(timeOfIndex(index)).toISOString(),
      streamId: index,
      ...draft,
      index,
    } as ChatMessage
    this.#messages.push(message)
    return message
  }

  get length(): number {
    return this.#messages.length
  }

  from(position: number): ChatMessage[] {
    return this.#messages.slice(position)
  }

  positionAfter(index: string | undefined): number {
    if (index === undefined) return 0
    const exact = this.#messages.findLastIndex((message) => message.index === index)
    if (exact >= 0) return exact + 1
    return this.#messages.findLastIndex((message) => compareIndex(message.index, index) <= 0) + 1
  }

  /** The last `count` messages, oldest first. */
  last(count: number): ChatMessage[] {
    return this.#messages.filter((message) => !isTyping(message)).slice(-count)
  }

  /** The `count` messages that end with `index`, that one included, oldest first. */
  endingAt(index: string, count: number): ChatMessage[] {
    const upToIndex = this.#messages.slice(0, this.positionAfter(index))
    return upToIndex.filter((message) => !isTyping(message)).slice(-count)
  }
}
