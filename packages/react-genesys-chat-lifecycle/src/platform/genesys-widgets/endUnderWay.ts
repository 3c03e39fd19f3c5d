import type { EndReason } from '../port.ts'
import type { BusConnection } from './connection.ts'

const ASKED = 'endAsked'
/** Longer than an end takes. What is older was never answered. */
const UNDER_WAY_MS = 10_000

/**
 * Notes why the session is asked to end, for the other providers of the page, and those that are mounted before it has.
 *
 * @param reason - undefined: it has ended, or does not, or another one has begun
 */
export function noteEnd(bus: BusConnection | undefined, reason?: EndReason): void {
  bus?.shared.set(ASKED, [reason, Date.now()])
}

/** Why the session was asked to end, while nobody knows whether it has. */
export function endUnderWay(bus: BusConnection | undefined): EndReason | undefined {
  const asked = bus?.shared.get(ASKED) as readonly [EndReason | undefined, number] | undefined
  return asked && Date.now() - asked[1] < UNDER_WAY_MS ? asked[0] : undefined
}
