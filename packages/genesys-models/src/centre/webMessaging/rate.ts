import type { Clock } from '../clock.ts'
import { TooManyRequests } from './refusal.ts'

/** How often something may be done. */
export interface Rate {
  readonly times: number
  /** In milliseconds. */
  readonly perMs: number
}

/** Counts what is done. Throws {@link TooManyRequests} for what is done too often. */
export type Meter = () => void

export function createMeter(clock: Clock, rate: Rate | undefined): Meter {
  let done: number[] = []
  return () => {
    if (!rate) return
    const now = clock.now()
    done = done.filter((at) => at > now - rate.perMs)
    const [oldest] = done
    if (oldest !== undefined && done.length >= rate.times) {
      throw new TooManyRequests(Math.max(1, Math.ceil((oldest + rate.perMs - now) / 1000)))
    }
    done.push(now)
  }
}

/** The limits that the API documents. `undefined` for one: there is none. */
export interface WebMessagingRates {
  /** Messages of one session. Default 5 a second. */
  readonly messages?: Rate | undefined
  /** Requests of one connection. Default 60 a minute. */
  readonly requests?: Rate | undefined
  /** Health checks of one connection. Default 2 a minute. */
  readonly echoes?: Rate | undefined
  /** Pages of the history, per session. Default 10 a minute. */
  readonly history?: Rate | undefined
}

export const DEFAULT_RATES: WebMessagingRates = {
  messages: { times: 5, perMs: 1000 },
  requests: { times: 60, perMs: 60_000 },
  echoes: { times: 2, perMs: 60_000 },
  history: { times: 10, perMs: 60_000 },
}
