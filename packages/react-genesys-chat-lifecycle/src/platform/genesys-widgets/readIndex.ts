import { isPlausible } from '../../common/values.ts'
import type { MessageOrder } from '../message.ts'

/** The widget's own copies lose the dash. A millisecond count has 13 digits until the year 2286. */
const DIGITS_OF_MS = 13
const DAY_MS = 86_400_000
/** More messages than one millisecond has. */
const MOST = 1_000_000_000

/**
 * Reads an index as any transport writes it; null where there is none. One far in the future is none: every later message would be old
 * news.
 *
 * @param at - the message's own time, or 0
 */
export function readIndex(index: unknown, at: number): MessageOrder | null {
  const order = parse(index)
  const isPlace = order && isCount(order[0]) && order[0] <= (at || Date.now()) + DAY_MS && order[1] < MOST
  return isPlace ? order : null
}

const isCount = (part: number): boolean => Number.isSafeInteger(part) && part >= 0

function parse(index: unknown): MessageOrder | null {
  if (typeof index === 'number') return [index, 0]
  if (typeof index !== 'string') return null
  const dash = index.indexOf('-')
  if (dash >= 0) return [numberIn(index, 0, dash), numberIn(index, dash + 1)]
  const end = Math.min(index.length, DIGITS_OF_MS)
  return [numberIn(index, 0, end), end < index.length ? numberIn(index, end) : 0]
}

/** The digits of a part of a text as a number, else NaN. By hand: a regular expression makes an array for every message. */
function numberIn(text: string, start: number, end: number = text.length): number {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    if (code < 48 || code > 57) return Number.NaN
  }
  return start < end ? Number(text.slice(start, end)) : Number.NaN
}

/** Reads a time, as ISO text or in milliseconds; 0 where there is none. */
export function readTime(time: unknown, now: number = Date.now()): number {
  const at = typeof time === 'string' ? Date.parse(time) : typeof time === 'number' ? time : Number.NaN
  return at > 0 && isPlausible(at, now) ? at : 0
}
