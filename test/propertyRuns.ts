import { appendFileSync } from 'node:fs'

/** The same in every `npm test`, so that a failure stays one. The nightly command passes another. */
export const seed = Number(process.env.PROPERTY_SEED ?? 20_261_123)

const runs = Number(process.env.PROPERTY_RUNS ?? 200)

/**
 * How many runs a property gets.
 *
 * @param share - the share of the usual runs: 1, or less where one run takes long
 */
export function runsOf(share: number): number {
  return Math.max(20, Math.round(runs * share))
}

/** Counts them for the nightly command, which checks that there were enough. */
export function recordRuns(count: number, sentence: string): void {
  if (process.env.PROPERTY_LOG) appendFileSync(process.env.PROPERTY_LOG, `${count}\t${sentence}\n`)
}
