import type { MessageOrder } from '../message.ts'

const RAW = /^(\d+)-(\d+)$/
/** The widget's own copies lose the dash. A millisecond count has 13 digits until the year 2286. */
const DASHLESS = /^(\d{13})(\d+)$/

/** Reads an index as any transport writes it; null where there is none. */
export function readIndex(index: unknown): MessageOrder | null {
  if (typeof index === 'number') return Number.isFinite(index) ? [index, 0] : null
  if (typeof index !== 'string') return null
  const [, ms, seq] = RAW.exec(index) ?? DASHLESS.exec(index) ?? []
  if (ms !== undefined && seq !== undefined) return [Number(ms), Number(seq)]
  return /^\d+$/.test(index) ? [Number(index), 0] : null
}
