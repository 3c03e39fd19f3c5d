/** Time as the contact centre sees it: passed in, so that a test decides when two seconds have gone by. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number
  /**
   * Calls back once, `ms` milliseconds from now.
   *
   * @returns a function that takes it back; harmless when it has already happened.
   */
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

/** A clock that stands still until it is told to move. */
export interface ManualClock extends Clock {
  /** Moves on by `ms` milliseconds and runs, in order, what was due on the way. */
  advance(ms: number): void
  /** How many calls back are still to come: lets a test wait until something waits. */
  readonly pending: number
}

/**
 * A clock for tests.
 *
 * @param startAt epoch milliseconds it shows first
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
