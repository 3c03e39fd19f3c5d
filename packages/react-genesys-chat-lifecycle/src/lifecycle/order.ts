/**
 * A message's place in its session: the two parts of its index, `<ms>-<seq>`. The first is in milliseconds since 1970; the
 * second tells messages of one millisecond apart.
 *
 * @example
 * const byPlace = (a: MessageOrder, b: MessageOrder) => a[0] - b[0] || a[1] - b[1]
 *
 * @see docs/real-widget.md, "Message index"
 */
export type MessageOrder = readonly [ms: number, seq: number]

const RAW = /^(\d+)-(\d+)$/
/** The widget's own copies lose the dash. A millisecond count has 13 digits until the year 2286. */
const DASHLESS = /^(\d{13})(\d+)$/

/** Reads an index as any transport writes it; `null` where there is none. */
export function parseOrder(index: unknown): MessageOrder | null {
  if (typeof index === 'number') return Number.isFinite(index) ? [index, 0] : null
  if (typeof index !== 'string') return null
  const [, ms, seq] = RAW.exec(index) ?? DASHLESS.exec(index) ?? []
  if (ms !== undefined && seq !== undefined) return [Number(ms), Number(seq)]
  return /^\d+$/.test(index) ? [Number(index), 0] : null
}

/** Negative when `a` comes first. */
export function compareOrder(a: MessageOrder, b: MessageOrder): number {
  return a[0] - b[0] || a[1] - b[1]
}

/** Whether `a` comes after `b`; anything comes after nothing. */
export function isAfter(a: MessageOrder, b: MessageOrder | null): boolean {
  return !b || compareOrder(a, b) > 0
}

/** A place right behind `order`, for a message that came without an index: before whatever the server numbers next. */
export function justAfter(order: MessageOrder | null): MessageOrder {
  return order ? [order[0], order[1] + 0.0001] : [0, 0]
}
