import type { PageShare } from '../platform/port.ts'

/** Decides which caller acts, for everything that must happen once. */
export interface Once {
  /**
   * True for the first caller with this key: on this page, across reloads, and among tabs. Without Web Locks the answer is
   * synchronous, and two tabs that ask at the same moment may both be the first.
   */
  (key: string): Verdict
  /** The same answer for every caller on this page that exists since `turn`, before the key was first claimed. */
  forPage(key: string, turn: number): Verdict
  /** The number of the next key. */
  readonly turn: number
  /** Whether the key was claimed before, on any page. */
  isDone(key: string): boolean
  /** Whether the key was claimed before on this page. */
  isDoneHere(key: string): boolean
  /** Forgets the claims of this page. */
  forget(): void
  /** The first number that was not claimed with this prefix, on any page. */
  next(prefix: string): number
}

type Verdict = boolean | Promise<boolean>

interface Claim {
  readonly turn: number
  readonly isOurs: Verdict
}

/** The storage key of the claims, shared by all tabs. */
export const CLAIMS_KEY = 'react-genesys-chat-lifecycle'
const CLAIMS = 'claims'
const TURNS = 'turns'
/**
 * Another tab may read what this one writes to `localStorage` only after a delay. Until then, the lock says that the key is
 * taken. It is released after that, because a page that holds a lock is kept out of the back-forward cache.
 */
const HOLD_MS = 2_000
/** A session rarely needs more than a handful. */
const KEPT_CLAIMS = 300

/** Creates the function that all users of one page share. */
export function createOnce(page: PageShare): Once {
  const here = (page.get(CLAIMS) as Map<string, Claim> | undefined) ?? new Map<string, Claim>()
  page.set(CLAIMS, here)
  const turn = (): number => ((page.get(TURNS) as number | undefined) ?? 0) + here.size

  const claim = (key: string): Claim => {
    const isOurs = globalThis.navigator?.locks ? claimUnderLock(key) : claimShared(key)
    const made = { turn: turn(), isOurs }
    here.set(key, made)
    return made
  }
  const once = Object.assign((key: string): Verdict => !here.has(key) && claim(key).isOurs, {
    forPage(key: string, turn: number): Verdict {
      const known = here.get(key) ?? claim(key)
      return known.turn >= turn && known.isOurs
    },
    forget() {
      page.set(TURNS, turn())
      here.clear()
    },
    isDone: (key: string) => here.has(key) || readClaims().includes(key),
    isDoneHere: (key: string) => here.has(key),
    // Not how many there are: of many, the oldest are forgotten.
    next(prefix: string): number {
      const claims = [...here.keys(), ...readClaims()]
      let next = 0
      while (claims.includes(prefix + next)) next++
      return next
    },
  })
  // Not assigned: that would read it once.
  return Object.defineProperty(once, 'turn', { get: turn }) as typeof once & Once
}

/**
 * Runs work in one tab. If that tab is closed before the work is done, another tab runs it, which needs Web Locks. Resolves
 * when the work is done in any tab, or aborted.
 */
export async function inTurn(
  once: Once,
  key: string,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  // A React that unmounts at once, to try it, has nothing begun.
  await Promise.resolve()
  const doOnce = async (): Promise<void> => {
    if (signal.aborted || once.isDone(key)) return
    await Promise.race([work(), aborted])
    if (!signal.aborted) await once(key)
  }
  const turn = `${key}:turn`
  const doWithoutLock = async (): Promise<void> =>
    once.isDoneHere(turn) || (await once(turn)) ? doOnce() : aborted
  const { locks } = globalThis.navigator ?? {}
  if (signal.aborted) return
  if (!locks) return doWithoutLock()
  await new Promise<void>((resolve, reject) => {
    let isHeld = false
    const hold = async (): Promise<void> => {
      isHeld = true
      await doOnce()
      resolve()
      // Until another tab can read that it is done.
      if (!signal.aborted) await new Promise((release) => setTimeout(release, HOLD_MS))
    }
    // Aborting the signal rejects the request, and so does a frame in which locks are forbidden.
    locks
      .request(`${CLAIMS_KEY}/${turn}`, { signal }, hold)
      .catch(() => (isHeld || signal.aborted ? undefined : doWithoutLock()))
      .then(resolve, reject)
  })
}

function claimUnderLock(key: string): Promise<boolean> {
  return new Promise((resolve) => {
    const decide = (lock: Lock | null): Promise<void> | undefined => {
      const isOurs = lock !== null && claimShared(key)
      resolve(isOurs)
      return isOurs ? new Promise((release) => setTimeout(release, HOLD_MS)) : undefined
    }
    navigator.locks
      .request(`${CLAIMS_KEY}/${key}`, { ifAvailable: true }, decide)
      .catch(() => resolve(claimShared(key)))
  })
}

/** If the storage is blocked or full, a tab that asks after the lock is released does not know of the claim. */
function claimShared(key: string): boolean {
  const claims = readClaims()
  if (claims.includes(key)) return false
  try {
    localStorage.setItem(CLAIMS_KEY, JSON.stringify([...claims, key].slice(-KEPT_CLAIMS)))
  } catch {
    // Forbidden or full.
  }
  return true
}

function readClaims(): string[] {
  try {
    const stored: unknown = JSON.parse(String(localStorage.getItem(CLAIMS_KEY)))
    return Array.isArray(stored) ? stored.filter((key) => typeof key === 'string') : []
  } catch {
    return []
  }
}
