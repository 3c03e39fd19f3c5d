import type { Clock } from './clock.ts'
import type { ChatMessage } from './message.ts'

/** What goes wrong on the customer's side of the API, and for how long. */
export interface Fault {
  /** Every request is answered with this HTTP status, 400 to 599. */
  readonly status?: number
  /** Every answer is held back this long, in milliseconds. */
  readonly latencyMs?: number
  /** The connection is cut without an answer, as when the network is lost. */
  readonly drop?: boolean
  /** Every message is delivered twice. */
  readonly duplicate?: boolean
  /** A batch is delivered newest first. */
  readonly reorder?: boolean
  /** Only for this session. */
  readonly sessionId?: string
  /** Only for requests of this method: `DELETE` is the customer's leaving, `GET` a poll, `POST` the rest. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** For how long, in milliseconds. */
  readonly forMs: number
}

/**
 * The faults that are in force now.
 *
 * @example
 * faults.add({ status: 500, forMs: 5000 })
 * faults.add({ latencyMs: 2000, method: 'DELETE', forMs: 60_000 })
 */
export class Faults {
  readonly #clock: Clock
  #current: { fault: Fault; until: number }[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(fault: Fault): void {
    this.#current = [...this.#inForce(), { fault, until: this.#clock.now() + fault.forMs }]
  }

  clear(): void {
    this.#current = []
  }

  /** Each with the milliseconds it has left. */
  list(): (Fault & { remainingMs: number })[] {
    return this.#inForce().map(({ fault, until }) => ({ ...fault, remainingMs: until - this.#clock.now() }))
  }

  /** All faults that hit a request, as one; the latest says the last word. */
  hitting(request: { readonly method: string; readonly sessionId?: string | undefined }): Partial<Fault> {
    const hits = this.#inForce().filter(
      ({ fault }) =>
        (fault.sessionId === undefined || fault.sessionId === request.sessionId) &&
        (fault.method === undefined || fault.method === request.method),
    )
    return Object.assign({}, ...hits.map(({ fault }) => fault))
  }

  /** What becomes of a batch of messages on its way. */
  disturb(sessionId: string, messages: readonly ChatMessage[]): readonly ChatMessage[] {
    const { duplicate, reorder } = this.hitting({ method: 'GET', sessionId })
    const delivered = duplicate ? messages.flatMap((message) => [message, message]) : messages
    return reorder ? [...delivered].reverse() : delivered
  }

  #inForce(): { fault: Fault; until: number }[] {
    const now = this.#clock.now()
    return this.#current.filter(({ until }) => until > now)
  }
}
