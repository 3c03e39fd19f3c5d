import { type Clock, systemClock } from 'genesys-simulator/server'

/** The computer's clock, which can be stopped: what happens meanwhile falls into one millisecond. */
export interface StoppableClock extends Clock {
  stop(): void
  go(): void
}

export function createStoppableClock(): StoppableClock {
  let stoppedAt: number | undefined
  return {
    ...systemClock,
    now: () => stoppedAt ?? systemClock.now(),
    stop: () => {
      stoppedAt = systemClock.now()
    },
    go: () => {
      stoppedAt = undefined
    },
  }
}
