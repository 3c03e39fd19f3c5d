import type { Clock } from './clock.ts'

/** Creates a source of indexes, `<ms>-<seq>`. Each is greater than the last, even if the clock is set back. */
export function createIndexer(clock: Clock): () => string {
  let last = { ms: Number.NEGATIVE_INFINITY, seq: 0 }
  return () => {
    const now = clock.now()
    last = now > last.ms ? { ms: now, seq: 0 } : { ms: last.ms, seq: last.seq + 1 }
    return `${last.ms}-${last.seq}`
  }
}

/** The epoch milliseconds of an index; 0 if it has none. */
export function timeOfIndex(index: string): number {
  const ms = Number(index.split('-')[0])
  return Number.isSafeInteger(ms) ? ms : 0
}

export function isIndex(text: string): boolean {
  return /^\d{1,15}-\d{1,9}$/.test(text)
}

/** Compares like a sort function: negative when `a` is older than `b`. */
export function compareIndex(a: string, b: string): number {
  const [aMs = 0, aSeq = 0] = a.split('-').map(Number)
  const [bMs = 0, bSeq = 0] = b.split('-').map(Number)
  return aMs - bMs || aSeq - bSeq
}
