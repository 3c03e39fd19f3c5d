import type { Clock } from './clock.ts'
import type { ChatMessage } from './message.ts'
import type { MessageLog } from './messageLog.ts'

/** What a customer's request for messages is answered with. */
export interface Delivery {
  readonly messages: readonly ChatMessage[]
  /** The index of the last message delivered so far; absent before the first. */
  readonly lastDeliveredIndex?: string
  readonly chatEnded: boolean
}

/** How a poll is answered. */
export interface PollOptions {
  /** How long the poll may be held open while there is nothing new, in milliseconds. Default 0. */
  readonly holdMs?: number
  /** Deliver again what came after this index, instead of after the last poll. */
  readonly after?: string
  /** Aborted when whoever asked is gone: nothing counts as delivered then. */
  readonly signal?: AbortSignal
}

/** What the customer has and has not received yet. There is one per session: a message goes to the tab that polled. */
export class Inbox {
  readonly #clock: Clock
  readonly #log: MessageLog
  readonly #hasEnded: () => boolean
  #delivered: string | undefined
  #held: { look(): void; finish(): void }[] = []

  constructor(clock: Clock, log: MessageLog, hasEnded: () => boolean) {
    this.#clock = clock
    this.#log = log
    this.#hasEnded = hasEnded
  }

  /** There may be something new: held polls look again. */
  wake(): void {
    for (const poll of [...this.#held]) poll.look()
  }

  /** Lets go of every held poll, with or without news. */
  release(): void {
    for (const poll of [...this.#held]) poll.finish()
  }

  /** Delivers what is new since the last poll; held open, as long as there is nothing. Never rejects. */
  poll({ holdMs = 0, after, signal }: PollOptions = {}): Promise<Delivery> {
    if (after !== undefined) this.#delivered = after
    if (holdMs <= 0) return Promise.resolve(signal?.aborted ? this.#nothing() : this.#take())
    return new Promise((resolve) => {
      const finish = () => {
        takeBackTimer()
        signal?.removeEventListener('abort', finish)
        this.#held = this.#held.filter((other) => other !== poll)
        resolve(signal?.aborted ? this.#nothing() : this.#take())
      }
      const look = () => {
        if (this.#hasEnded() || this.#log.after(this.#delivered).length > 0) finish()
      }
      const poll = { look, finish }
      const takeBackTimer = this.#clock.after(holdMs, finish)
      this.#held.push(poll)
      signal?.addEventListener('abort', finish)
      if (signal?.aborted) finish()
      else look()
    })
  }

  /** Delivers messages out of history, and counts all there is as delivered: the next poll brings only what is new. */
  restore(count: number): Delivery {
    this.#delivered = this.#log.lastIndex
    return { ...this.#nothing(), messages: this.#log.last(count) }
  }

  /** Delivers an older page; what polls deliver does not change. */
  page(index: string, count: number): Delivery {
    return { ...this.#nothing(), messages: this.#log.endingAt(index, count) }
  }

  #take(): Delivery {
    const messages = this.#log.after(this.#delivered)
    this.#delivered = messages.at(-1)?.index ?? this.#delivered
    return { ...this.#nothing(), messages }
  }

  #nothing(): Delivery {
    return {
      messages: [],
      ...(this.#delivered !== undefined && { lastDeliveredIndex: this.#delivered }),
      chatEnded: this.#hasEnded(),
    }
  }
}
