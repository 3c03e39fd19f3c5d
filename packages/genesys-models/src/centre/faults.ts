import type { Clock } from './clock.ts'
import { type FaultyRequest, METHOD_OF, type RequestKind, type RequestMethod } from './requests.ts'

/** What goes wrong between the customer and the contact centre. */
export interface Fault {
  /** Answers requests with this HTTP status, 400 to 599. */
  readonly status?: number
  /** The API's code. Default: the documented one for the status, else `ERROR`. */
  readonly code?: string
  readonly message?: string
  /** Holds answers back this long, in milliseconds. */
  readonly latencyMs?: number
  /** Cuts the connection without an answer, as when the network is lost. */
  readonly drop?: boolean
  /** GMS answers that its chat server is away (`statusCode: 1`). Only there. */
  readonly chatServerAway?: boolean
  /** Delivers every message twice. */
  readonly duplicate?: boolean
  /** Delivers batches newest first. */
  readonly reorder?: boolean
  readonly sessionId?: string
  /** Only requests of this method. */
  readonly method?: RequestMethod
  /** Only these requests. */
  readonly requests?: readonly RequestKind[]
  /** How many requests fail. Default: all. */
  readonly times?: number
  /** How long it lasts, in milliseconds. */
  readonly forMs: number
}

/** How a request fails: without an answer, or with a refusal. */
export type Failure =
  | { readonly drop: true }
  | { readonly drop: false; readonly status: number; readonly code: string; readonly message: string }

interface ActiveFault {
  readonly fault: Fault
  readonly until: number
  timesLeft: number
}

/**
 * The faults in force.
 *
 * @example
 * faults.add({ status: 500, forMs: 5000 })
 * faults.add({ latencyMs: 2000, method: 'DELETE', forMs: 60_000 })
 */
export class Faults {
  readonly #clock: Clock
  readonly #listeners = new Set<() => void>()
  #current: ActiveFault[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Adds a fault. Returns a function that removes it. */
  add(fault: Fault): () => void {
    const active = { fault, until: this.#clock.now() + fault.forMs, timesLeft: fault.times ?? Infinity }
    this.#current = [...this.#inForce(), active]
    for (const listener of [...this.#listeners]) listener()
    return () => {
      this.#current = this.#current.filter((other) => other !== active)
    }
  }

  /** Reports every fault that is added. Returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  clear(): void {
    this.#current = []
  }

  /** Each fault with the milliseconds it has left. */
  list(): (Fault & { remainingMs: number })[] {
    return this.#inForce().map(({ fault, until }) => ({ ...fault, remainingMs: until - this.#clock.now() }))
  }

  /** No request fails now. Latency does not count. */
  get isClear(): boolean {
    return !this.#inForce().some(({ fault }) => fault.drop || fault.status !== undefined)
  }

  /** Every connection is cut now. */
  get isOffline(): boolean {
    return this.#inForce().some(({ fault }) => fault.drop && isForEverything(fault))
  }

  /** Messages that such a request asks for come in the wrong order now. */
  reorders(request: FaultyRequest): boolean {
    return this.#hitting(request).reorder ?? false
  }

  /** A connection that such a request has opened is cut now. */
  cuts(request: FaultyRequest): boolean {
    return this.#hits(request).some(({ fault }) => fault.drop)
  }

  /** Merges the faults that hit a request. The latest wins. */
  #hitting(request: FaultyRequest): Partial<Fault> {
    return Object.assign({}, ...this.#hits(request).map(({ fault }) => fault))
  }

  latencyOf(request: FaultyRequest): number {
    return this.#hitting(request).latencyMs ?? 0
  }

  /** Tells how a request fails, if it does. Counts towards the fault's `times`, so ask once, after the latency. */
  failureOf(request: FaultyRequest): Failure | undefined {
    const hit = this.#hits(request).findLast(({ fault }) => fault.drop || fault.status !== undefined)
    if (!hit) return undefined
    hit.timesLeft -= 1
    const { drop, status = 500, code = codeOf(status), message = '' } = hit.fault
    return drop ? { drop } : { drop: false, status, code, message }
  }

  /** The chat server behind GMS is away. */
  isChatServerAway(request: FaultyRequest): boolean {
    return this.#hitting(request).chatServerAway ?? false
  }

  /** Applies `duplicate` and `reorder` to a batch of messages. */
  disturb<Message>(
    sessionId: string,
    messages: readonly Message[],
    method: RequestMethod = METHOD_OF.poll,
  ): readonly Message[] {
    const { duplicate, reorder } = this.#hitting({ method, kind: 'poll', sessionId })
    const delivered = duplicate ? messages.flatMap((message) => [message, message]) : messages
    return reorder ? [...delivered].reverse() : delivered
  }

  #hits(request: FaultyRequest): ActiveFault[] {
    return this.#inForce().filter(({ fault: { sessionId, method, requests } }) => {
      const isItsSession = sessionId === undefined || sessionId === request.sessionId
      const isItsMethod = method === undefined || method === request.method
      const isItsKind =
        requests === undefined || (request.kind !== undefined && requests.includes(request.kind))
      return isItsSession && isItsMethod && isItsKind
    })
  }

  #inForce(): ActiveFault[] {
    const now = this.#clock.now()
    return this.#current.filter(({ until, timesLeft }) => until > now && timesLeft > 0)
  }
}

function isForEverything({ sessionId, method, requests }: Fault): boolean {
  return sessionId === undefined && method === undefined && requests === undefined
}

/** The code that the API documents for a status. */
function codeOf(status: number): string {
  if (status === 401) return 'AUTHENTICATION_REQUIRED'
  if (status === 404) return 'INVALID_SESSION'
  return status === 429 ? 'TOO_MANY_REQUESTS' : 'ERROR'
}
