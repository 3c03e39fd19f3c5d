const WARNING_MS = 5 * 60_000
const MAX_TIMER_MS = 2 ** 31 - 1

type Timer = ReturnType<typeof setTimeout>

/** What happens in a session by itself: the agent stops typing, the session nears its end. */
export class SessionTimes {
  readonly #publish: (event: string, data: object) => void
  #warning: Timer | undefined
  #typing: Timer | undefined

  constructor(publish: (event: string, data: object) => void) {
    this.#publish = publish
  }

  /** @param expirationDate epoch seconds */
  expireAt(expirationDate: number): void {
    clearTimeout(this.#warning)
    const waitMs = expirationDate * 1000 - WARNING_MS - Date.now()
    if (!(waitMs < MAX_TIMER_MS)) return
    const warn = () => this.#publish('sessionWarning', { expirationTime: expirationDate })
    this.#warning = setTimeout(warn, Math.max(0, waitMs))
  }

  typing(typing: unknown): void {
    this.forgetTyping()
    const { type, duration = 0 } = typing as { type?: string; duration?: number }
    if (type === 'Off') this.#publish('typingTimeout', {})
    else {
      this.#publish('typingReceived', { typing: { type, duration } })
      this.#typing = setTimeout(() => this.#publish('typingTimeout', {}), duration)
    }
  }

  forgetTyping(): void {
    clearTimeout(this.#typing)
  }

  stop(): void {
    clearTimeout(this.#warning)
    this.forgetTyping()
  }
}
