import type { Clock } from './clock.ts'

/**
 * Gives out message indexes, `<ms>-<seq>`, each greater than the one before, even if the clock is set back.
 *
 * @example
 * const next = createIndexer(clock)
 * next() // '1795343393091-0'
 * next() // '1795343393091-1'
 */
export function createIndexer(clock: Clock): () => { index: string; ms: number } {
  let last = { ms: Number.NEGATIVE_INFINITY, seq: 0 }
  return () => {
    const now = clock.now()
    last = now > last.ms ? { ms: now, seq: 0 } : { ms: last.ms, seq: last.seq + 1 }
    return { index: `${last.ms}-${last.seq}`, ms: last.ms }
  }
}

/** Whether a text has the form of an index. */
export function isIndex(text: string): boolean {
  return /^\d{1,15}-\d{1,9}$/.test(text)
}

/** Negative when `a` is older than `b`, 0 when they are the same, positive when it is newer. */
export function compareIndex(a: string, b: string): number {
  const [aMs = 0, aSeq = 0] = a.split('-').map(Number)
  const [bMs = 0, bSeq = 0] = b.split('-').map(Number)
  return aMs - bMs || aSeq - bSeq
}
