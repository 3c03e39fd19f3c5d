import type { PageShare } from '../platform/port.ts'

/** Decides who acts, so that everything that must happen once does. */
export interface Once {
  /**
   * True for the first caller with this key: on this page, across reloads, and among tabs. Decided at once where there are no
   * Web Locks. Then two tabs that ask in the same moment may both be the first.
   */
  (key: string): boolean | Promise<boolean>
  /** Whether somebody asked before, on this page or on another. */
  isDone(key: string): boolean
  /** Whether somebody asked before on this page. */
  isDoneHere(key: string): boolean
}

const KEY = 'react-genesys-chat-lifecycle'
const CLAIMS = 'claims'
/**
 * What one tab writes into `localStorage` another one may read a while later. Until then the lock itself says that the key is
 * taken. Not for good, since a page that holds a lock is kept out of the back-forward cache.
 */
const HOLD_MS = 2_000
/** A session rarely needs more than a handful. */
const KEPT_CLAIMS = 200

/** Makes the function that all users of one page share. */
export function createOnce(page: PageShare): Once {
  const here = (page.get(CLAIMS) as Set<string> | undefined) ?? new Set()
  page.set(CLAIMS, here)

  const once = (key: string): boolean | Promise<boolean> => {
    if (here.has(key)) return false
    here.add(key)
    return globalThis.navigator?.locks ? claimUnderLock(key) : claimShared(key)
  }
  return Object.assign(once, {
    isDone: (key: string) => here.has(key) || readClaims().includes(key),
    isDoneHere: (key: string) => here.has(key),
  })
}

function claimUnderLock(key: string): Promise<boolean> {
  return new Promise((resolve) => {
    const decide = (lock: Lock | null): Promise<void> | undefined => {
      const isWon = lock !== null && claimShared(key)
      resolve(isWon)
      return isWon ? new Promise((release) => setTimeout(release, HOLD_MS)) : undefined
    }
    navigator.locks
      .request(`${KEY}/${key}`, { ifAvailable: true }, decide)
      .catch(() => resolve(claimShared(key)))
  })
}

/** Where the storage is forbidden or full, a tab that asks after the lock's time does not learn of the claim. */
function claimShared(key: string): boolean {
  const claims = readClaims()
  if (claims.includes(key)) return false
  try {
    localStorage.setItem(KEY, JSON.stringify([...claims, key].slice(-KEPT_CLAIMS)))
  } catch {
    // Forbidden or full.
  }
  return true
}

function readClaims(): unknown[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(stored) ? stored : []
  } catch {
    return []
  }
}
