import type { Clock } from 'genesys-models/centre'

/** So many requests in so much time. */
export interface RateLimit {
  readonly requests: number
  /** In milliseconds. */
  readonly perMs: number
}

/** Counts requests per caller in fixed windows; `undefined` as a limit lets everything through. */
export function createRateLimiter(clock: Clock, limit: RateLimit | undefined): (caller: string) => boolean {
  let windowStart = Number.NEGATIVE_INFINITY
  let counts = new Map<string, number>()
  return (caller) => {
    if (!limit) return true
    if (clock.now() - windowStart >= limit.perMs) {
      windowStart = clock.now()
      counts = new Map()
    }
    const count = (counts.get(caller) ?? 0) + 1
    counts.set(caller, count)
    return count <= limit.requests
  }
}
