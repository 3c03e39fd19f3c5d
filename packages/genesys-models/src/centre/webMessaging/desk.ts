import type { Random } from '../random.ts'
import type { Deployments } from './deployments.ts'
import type { Guest, GuestLink } from './guest.ts'
import type { Guests } from './guests.ts'
import type { Keys } from './keys.ts'
import type { Meter, WebMessagingRates } from './rate.ts'
import type { WebMessagingRequest } from './read.ts'
import { WebMessagingRefusal } from './refusal.ts'
import { WEB_MESSAGING_CODES } from './wire.ts'

/** What the actions need. */
export interface Desk {
  readonly guests: Guests
  readonly deployments: Deployments
  readonly rates: WebMessagingRates
  readonly random: Random
  /** The keys of the history, each for one token. */
  readonly historyKeys: Keys<string>
  /** The keys of those who have signed in, each for one user. */
  readonly userKeys: Keys<string>
  /** Where a file is uploaded to and downloaded from. */
  readonly fileUrl: (key: string) => string
}

export type Action = (request: WebMessagingRequest, caller: Caller, desk: Desk) => void

/** What an action sees of the connection that asks for it. */
export interface Caller {
  readonly deploymentId: string
  readonly link: GuestLink
  /** Whom the connection belongs to. */
  guest: Guest | undefined
  readonly meters: { readonly requests: Meter; readonly echoes: Meter }
}

/**
 * Finds the session of a token that this connection was configured for.
 *
 * @throws {WebMessagingRefusal} 4006, 4007
 */
export function guestOf(token: string, caller: Caller, { guests }: Desk): Guest {
  const guest = guests.find(token)
  if (!guest || caller.guest !== guest) {
    throw new WebMessagingRefusal(WEB_MESSAGING_CODES.sessionNotFound, 'Session not found')
  }
  if (guest.isExpired)
    throw new WebMessagingRefusal(WEB_MESSAGING_CODES.sessionExpired, 'Session has expired')
  return guest
}
