import type { MessageOrder } from './order.ts'
import type { SegmentMemory } from './segment.ts'

/** What outlives a page load, in this tab. */
export interface Memory {
  /** What is remembered of a session, or null. */
  load(sessionId: string | null): SegmentMemory | null
  save(segment: SegmentMemory): void
  /** True for the first who asks with this key, on this page and after a reload of it. */
  claim(key: string): boolean
  /** Whether somebody has asked before. */
  isClaimed(key: string): boolean
  /** Whether somebody has asked before, in this tab or in another one. */
  isClaimedAnywhere(key: string): boolean
  /**
   * Like `claim`, for the first of all tabs. Decided at once where there are no Web Locks: then the claim of a tab that asks
   * in the same moment may not be seen yet, and both are the first.
   */
  claimAmongTabs(key: string): boolean | Promise<boolean>
}

const KEY = 'react-genesys-chat-lifecycle'
/**
 * What one tab writes into `localStorage` another one may read a while later: until then the lock itself says that the claim
 * is taken. Not for good, since a page that holds a lock is kept out of the back-forward cache.
 */
const HOLD_MS = 2000
/** So many claims are kept; a session rarely needs more than a handful. */
const CLAIMS = 100

interface Stored {
  segment?: unknown
  claims?: unknown
}

/**
 * Memory in `sessionStorage`. Where that is forbidden, full or holds nonsense, memory reaches as far as `claims`, which
 * all users of one bus share.
 */
export function createMemory(claims: Set<string>): Memory {
  const read = (): Stored => {
    try {
      const stored: unknown = JSON.parse(globalThis.sessionStorage.getItem(KEY) ?? '{}')
      return typeof stored === 'object' && stored !== null ? stored : {}
    } catch {
      return {}
    }
  }
  const write = (change: Stored): void => {
    try {
      globalThis.sessionStorage.setItem(KEY, JSON.stringify({ ...read(), ...change }))
    } catch {
      // Full or forbidden: the page goes on without memory.
    }
  }
  const claimed = (): string[] => {
    const stored = read().claims
    return Array.isArray(stored) ? stored.filter((claim) => typeof claim === 'string') : []
  }
  const isClaimed = (key: string): boolean => claims.has(key) || claimed().includes(key)
  const claim = (key: string): boolean => {
    if (isClaimed(key)) return false
    claims.add(key)
    write({ claims: [...claimed(), key].slice(-CLAIMS) })
    return true
  }
  return {
    isClaimed,
    load(sessionId) {
      const { segment } = read()
      return isSegment(segment) && segment.sessionId === sessionId ? segment : null
    },
    save: (segment) => write({ segment }),
    claim,
    isClaimedAnywhere: (key) => isClaimed(key) || sharedClaims().includes(key),
    claimAmongTabs(key) {
      if (!claim(key)) return false
      const locks = globalThis.navigator?.locks
      if (!locks) return claimShared(key)
      return new Promise((resolve) => {
        const decide = (lock: Lock | null): Promise<void> | undefined => {
          const won = lock !== null && claimShared(key)
          resolve(won)
          return won ? new Promise((release) => setTimeout(release, HOLD_MS)) : undefined
        }
        locks.request(`${KEY}/${key}`, { ifAvailable: true }, decide).catch(() => resolve(true))
      })
    },
  }
}

/** What all tabs know to be claimed. Throws where the storage may not be read, or holds nonsense. */
function readShared(): unknown[] {
  const stored: unknown = JSON.parse(globalThis.localStorage.getItem(KEY) ?? '[]')
  return Array.isArray(stored) ? stored : []
}

function sharedClaims(): unknown[] {
  try {
    return readShared()
  } catch {
    return []
  }
}

/** Called under the claim's lock, if there are locks. Where the storage fails, who comes after the lock's time is on its own. */
function claimShared(key: string): boolean {
  try {
    const known = readShared()
    if (known.includes(key)) return false
    globalThis.localStorage.setItem(KEY, JSON.stringify([...known, key].slice(-CLAIMS)))
  } catch {
    // Forbidden, full, or not ours to read.
  }
  return true
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isOrder = (value: unknown): value is MessageOrder | null =>
  value === null ||
  (Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number'))

/** Anybody on the page can write to the storage: what comes from there is checked like what comes from the bus. */
export function isSegment(value: unknown): value is SegmentMemory {
  const segment = value as Record<string, unknown> | null | undefined
  const closing = segment?.closing as Record<string, unknown> | null | undefined
  const lastAgent = segment?.lastAgent as Record<string, unknown> | null | undefined
  return (
    isText(segment?.sessionId) &&
    typeof segment.tailDue === 'boolean' &&
    (segment.interactionState === null || isText(segment.interactionState)) &&
    [segment.closedThrough, segment.openedAt, segment.reopenedAt, segment.newest].every(isOrder) &&
    (lastAgent === null ||
      (isText(lastAgent?.name) && isOrder(lastAgent.order) && lastAgent.order !== null)) &&
    (closing === null ||
      (isText(closing?.key) &&
        isText(closing.signal) &&
        closing.sessionId === segment.sessionId &&
        (closing.state === 'finalizing' || closing.state === 'completed') &&
        typeof closing.at === 'number' &&
        (closing.agentName === null || isText(closing.agentName)) &&
        typeof closing.isAsync === 'boolean'))
  )
}
