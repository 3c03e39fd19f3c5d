import type { Clock } from './clock.ts'
import type { ChatMessage } from './message.ts'
import type { MessageLog } from './messageLog.ts'

/** The answer to a customer's request for messages. */
export interface Delivery {
  readonly messages: readonly ChatMessage[]
  /** The index of the last message that was delivered. Absent before the first. */
  readonly lastDeliveredIndex?: string
  readonly chatEnded: boolean
}

export interface WaitOptions {
  /** How long a poll waits for news, in milliseconds. Default 0. */
  readonly holdMs?: number
  /** Aborted when the customer's page is gone. Nothing counts as delivered then. */
  readonly signal?: AbortSignal
}

export interface PollOptions extends WaitOptions {
  /** Delivers again what came after this index, instead of after the last poll. */
  readonly after?: string
}

/** What the customer has received. There is one per session, so a message goes only to the tab that polled. */
export class Inbox {
  readonly #clock: Clock
  readonly #log: MessageLog
  readonly #hasEnded: () => boolean
  #delivered = 0
  #held: { look(): void; finish(): void }[] = []

  constructor(clock: Clock, log: MessageLog, hasEnded: () => boolean) {
    this.#clock = clock
    this.#log = log
    this.#hasEnded = hasEnded
  }

  /** How many messages no poll has taken yet. */
  get undelivered(): number {
    return this.#log.length - this.#delivered
  }

  /** Lets held polls look for news. */
  wake(): void {
    for (const poll of [...this.#held]) poll.look()
  }

  /** Answers every held poll, with or without news. */
  release(): void {
    for (const poll of [...this.#held]) poll.finish()
  }

  /** The next poll delivers everything again. */
  rewind(): void {
    this.#delivered = 0
  }

  /** The next poll delivers what came after this index. */
  continueAfter(index: string): void {
    this.#delivered = this.#log.positionAfter(index)
  }

  /** Delivers what is new, and waits for it if need be. Never rejects. */
  async poll({ after, ...options }: PollOptions = {}): Promise<Delivery> {
    if (after !== undefined) this.continueAfter(after)
    await this.waitForNews(options)
    return options.signal?.aborted ? this.#deliver([]) : this.take()
  }

  /** Resolves when there is news, the time is up or the signal is aborted. Delivers nothing. */
  waitForNews({ holdMs = 0, signal }: WaitOptions = {}): Promise<void> {
    if (holdMs <= 0 || signal?.aborted || this.#hasNews()) return Promise.resolve()
    return new Promise((resolve) => {
      const finish = () => {
        cancelTimer()
        signal?.removeEventListener('abort', finish)
        this.#held = this.#held.filter((other) => other !== poll)
        resolve()
      }
      const poll = { look: () => this.#hasNews() && finish(), finish }
      const cancelTimer = this.#clock.after(holdMs, finish)
      this.#held.push(poll)
      signal?.addEventListener('abort', finish)
    })
  }

  /** Delivers what is new. */
  take(): Delivery {
    const messages = this.#log.from(this.#delivered)
    this.#delivered = this.#log.length
    return this.#deliver(messages)
  }

  /** Delivers the last messages of the history. Polls continue from there. */
  restore(count: number): Delivery {
    this.#delivered = this.#log.length
    return this.#deliver(this.#log.last(count))
  }

  /** Delivers an older page. Polls are not affected. */
  page(index: string, count: number): Delivery {
    return this.#deliver(this.#log.endingAt(index, count))
  }

  #hasNews(): boolean {
    return this.#hasEnded() || this.undelivered > 0
  }

  #deliver(messages: readonly ChatMessage[]): Delivery {
    const last = this.#delivered > 0 ? this.#log.from(this.#delivered - 1)[0] : undefined
    return {
      messages,
      ...(last && { lastDeliveredIndex: last.index }),
      chatEnded: this.#hasEnded(),
    }
  }
}
