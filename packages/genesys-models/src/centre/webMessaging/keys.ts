import type { Clock } from '../clock.ts'
import type { Random } from '../random.ts'

/** Hands out keys that stand for something, for a time. They look like JWTs, and say nothing. */
export interface Keys<Holder> {
  issue(holder: Holder): { readonly jwt: string /** Epoch seconds. */; readonly exp: number }
  /** Returns `undefined` for a key that was not issued here, or has expired. */
  holderOf(jwt: string | undefined): Holder | undefined
  /** Takes back every key of whoever `isMeant` accepts. */
  revoke(isMeant: (holder: Holder) => boolean): void
}

const MAX_KEYS = 10_000

export function createKeys<Holder>(clock: Clock, random: Random, lifetimeMs: number): Keys<Holder> {
  const holders = new Map<string, { holder: Holder; expiresAt: number }>()
  /** They expire in the order in which they were issued. Beyond {@link MAX_KEYS}, the oldest go. */
  const dropOld = () => {
    for (const [jwt, { expiresAt }] of holders) {
      if (expiresAt > clock.now() && holders.size < MAX_KEYS) return
      holders.delete(jwt)
    }
  }
  return {
    issue(holder) {
      dropOld()
      const expiresAt = clock.now() + lifetimeMs
      const exp = Math.floor(expiresAt / 1000)
      const jwt = [
        encode({ alg: 'HS256', typ: 'JWT' }),
        encode({ exp }),
        random.uuid().replaceAll('-', ''),
      ].join('.')
      holders.set(jwt, { holder, expiresAt })
      return { jwt, exp }
    },
    holderOf(jwt = '') {
      const held = holders.get(jwt)
      return held && held.expiresAt > clock.now() ? held.holder : undefined
    },
    revoke(isMeant) {
      for (const [jwt, { holder }] of holders) if (isMeant(holder)) holders.delete(jwt)
    },
  }
}

function encode(value: object): string {
  return btoa(JSON.stringify(value)).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_')
}
