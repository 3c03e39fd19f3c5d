import type { Clock } from './clock.ts'
import { type ChatMessage, isTyping, type MessageDraft } from './message.ts'
import { compareIndex, createIndexer } from './messageIndex.ts'
import type { Random } from './random.ts'

/** Everything that happened in one session, in order. */
export class MessageLog {
  readonly #random: Random
  readonly #nextIndex: () => { index: string; ms: number }
  readonly #messages: ChatMessage[] = []

  constructor(clock: Clock, random: Random) {
    this.#random = random
    this.#nextIndex = createIndexer(clock)
  }

  append(draft: MessageDraft): ChatMessage {
    const { index, ms } = this.#nextIndex()
    const message: ChatMessage = {
      visibility: 'All',
      id: this.#random.uuid(),
      utcTime: new Date(ms).toISOString(),
      streamId: index,
      index,
      ...draft,
    }
    this.#messages.push(message)
    return message
  }

  get lastIndex(): string | undefined {
    return this.#messages.at(-1)?.index
  }

  /** What came after an index, typing included; everything without one. */
  after(index: string | undefined): ChatMessage[] {
    if (index === undefined) return [...this.#messages]
    return this.#messages.filter((message) => compareIndex(message.index, index) > 0)
  }

  /** The last `count` messages, oldest first. */
  last(count: number): ChatMessage[] {
    return this.#history().slice(-count)
  }

  /** The `count` messages that end with `index`, that one included, oldest first. */
  endingAt(index: string, count: number): ChatMessage[] {
    return this.#history()
      .filter((message) => compareIndex(message.index, index) <= 0)
      .slice(-count)
  }

  #history(): ChatMessage[] {
    return this.#messages.filter((message) => !isTyping(message))
  }
}
