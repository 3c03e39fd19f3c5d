/** The contact centre's time. It is passed in, so that tests decide when two seconds have passed. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /** Calls back once, `ms` milliseconds from now. Returns a function that cancels it. */
  after(ms: number, callback: () => void): () => void
}

/** The computer's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

/** A clock that only moves when told to. */
export interface ManualClock extends Clock {
  /** Moves on by `ms` milliseconds and runs what is due, in order. */
  advance(ms: number): void
  /** How many callbacks are scheduled. */
  readonly pending: number
}

/**
 * Creates a clock for tests.
 *
 * @param startAt epoch milliseconds
 * @example
 * const clock = createManualClock()
 * clock.after(2000, () => agent.say('hello'))
 * clock.advance(2000) // says it now
 */
export function createManualClock(startAt: number = Date.UTC(2026, 0, 1)): ManualClock {
  let now = startAt
  let pending: { at: number; order: number; callback: () => void }[] = []
  let order = 0
  const takeDue = (until: number) => {
    pending.sort((a, b) => a.at - b.at || a.order - b.order)
    const first = pending[0]
    return first && first.at <= until ? pending.shift() : undefined
  }
  return {
    now: () => now,
    get pending() {
      return pending.length
    },
    after(ms, callback) {
      const entry = { at: now + Math.max(0, ms), order: order++, callback }
      pending.push(entry)
      return () => {
        pending = pending.filter((other) => other !== entry)
      }
    },
    advance(ms) {
      const until = now + ms
      for (let due = takeDue(until); due; due = takeDue(until)) {
        now = Math.max(now, due.at)
        due.callback()
      }
      now = until
    },
  }
}
