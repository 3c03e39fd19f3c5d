import type { Clock } from '../centre/clock.ts'
import type { Failure, Faults } from '../centre/faults.ts'
import type { FaultyRequest, RequestKind, RequestMethod } from '../centre/requests.ts'

/** A request that a widget made. */
export interface MadeRequest {
  readonly kind: RequestKind
  /** Epoch milliseconds. */
  readonly time: number
  /** `undefined` for a start, and for a request of a widget that has forgotten its session. */
  readonly sessionId: string | undefined
}

/** A request on its way. */
export interface AskedRequest {
  readonly kind: RequestKind
  readonly method: RequestMethod
  readonly sessionId: string | undefined
  /** What a failure looks like to the widget. */
  fail(failure: Failure): Error
}

/** All requests of all widgets, and what becomes of them on their way. */
export interface RequestLog {
  /** Oldest first. */
  readonly requests: readonly MadeRequest[]
  /** Requests without an answer. A poll that is held open does not count. */
  readonly inFlight: number
  ask<Answer>(request: AskedRequest, answer: () => Answer): Promise<Answer>
}

/** Lets requests take their time and fail as the faults say. */
export function createRequestLog(clock: Clock, faults: Faults): RequestLog {
  const requests: MadeRequest[] = []
  let inFlight = 0
  return {
    requests,
    get inFlight() {
      return inFlight
    },
    async ask({ kind, method, sessionId, fail }, answer) {
      requests.push({ kind, time: clock.now(), sessionId })
      inFlight += 1
      const request: FaultyRequest = { kind, method, sessionId }
      try {
        // No answer comes in the same turn, not even the fastest.
        await new Promise<void>((resolve) => void clock.after(faults.latencyOf(request), resolve))
        const failure = faults.failureOf(request)
        if (failure) throw fail(failure)
        return answer()
      } finally {
        inFlight -= 1
      }
    },
  }
}
