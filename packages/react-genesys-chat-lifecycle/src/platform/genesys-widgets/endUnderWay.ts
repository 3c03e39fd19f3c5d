import type { EndReason } from '../port.ts'
import type { BusConnection } from './connection.ts'

const ASKED = 'endAsked'
/** Longer than an end takes. What is older was never answered. */
const UNDER_WAY_MS = 10_000

interface Asked {
  readonly reason: EndReason
  readonly at: number
}

/** Notes that the session was asked to end, for providers that are mounted before it has. */
export function noteEnd(bus: BusConnection | undefined, reason: EndReason): void {
  bus?.shared.set(ASKED, { reason, at: Date.now() } satisfies Asked)
}

/** It has ended, or does not, or another one has begun. */
export function forgetEnd(bus: BusConnection | undefined): void {
  bus?.shared.delete(ASKED)
}

/** Why the session was asked to end, while nobody knows whether it has. */
export function endUnderWay(bus: BusConnection | undefined): EndReason | undefined {
  const asked = bus?.shared.get(ASKED) as Asked | undefined
  return asked && Date.now() - asked.at < UNDER_WAY_MS ? asked.reason : undefined
}
