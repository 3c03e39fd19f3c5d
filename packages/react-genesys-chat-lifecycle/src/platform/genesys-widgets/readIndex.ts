import type { MessageOrder } from '../message.ts'

const RAW = /^(\d+)-(\d+)$/
/** The widget's own copies lose the dash. A millisecond count has 13 digits until the year 2286. */
const DASHLESS = /^(\d{13})(\d+)$/
const DAY_MS = 86_400_000
const YEAR_MS = 366 * DAY_MS

/**
 * Reads an index as any transport writes it; null where there is none. One far in the future is none: every later message would be old
 * news.
 *
 * @param at - the message's own time, or 0
 */
export function readIndex(index: unknown, at: number): MessageOrder | null {
  const order = parse(index)
  const isPlausible =
    order?.every((part) => Number.isSafeInteger(part) && part >= 0) && order[0] <= (at || Date.now()) + DAY_MS
  return isPlausible ? order : null
}

function parse(index: unknown): MessageOrder | null {
  if (typeof index === 'number') return [index, 0]
  if (typeof index !== 'string') return null
  const [, ms, seq] = RAW.exec(index) ?? DASHLESS.exec(index) ?? []
  if (ms !== undefined && seq !== undefined) return [Number(ms), Number(seq)]
  return /^\d+$/.test(index) ? [Number(index), 0] : null
}

/** Reads a time, as ISO text or in milliseconds; 0 where there is none. A server's clock may differ from the page's, not by years. */
export function readTime(time: unknown): number {
  const at = typeof time === 'string' ? Date.parse(time) : typeof time === 'number' ? time : Number.NaN
  return at > 0 && at <= Date.now() + YEAR_MS ? at : 0
}
