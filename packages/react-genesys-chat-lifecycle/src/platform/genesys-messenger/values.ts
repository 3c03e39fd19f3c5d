import { attempt, isArray } from '../../common/values.ts'

/** History comes newest first. */
const LONGEST = 5_000

/** Reads a list, which may be a proxy, and longer than any conversation. What cannot be read is undefined. */
export const asList = (value: unknown): unknown[] =>
  isArray(value) ? (attempt(() => copy(value)) ?? []) : []
const copy = (list: readonly unknown[]): unknown[] =>
  Array.from({ length: Math.min(list.length, LONGEST) }, (_, index) => attempt(() => list[index]))
/** Epoch milliseconds of what may be in seconds; 0 for anything else. */
export const readEpoch = (value: unknown): number =>
  typeof value === 'number' && value > 0 ? (value < 1e11 ? value * 1_000 : value) : 0
/** Metadata holds texts only. */
export const isTrue = (value: unknown): boolean => value === true || value === 'true'
