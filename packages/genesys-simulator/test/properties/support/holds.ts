import fc from 'fast-check'
import { test } from 'vitest'
import { recordRuns, runsOf, seed } from '../../../../../test/propertyRuns.ts'

const LIMIT_MS = 10_000

/** A test of a property that holds for any value. `share`: of the usual runs. */
export function holds<Value>(
  sentence: string,
  values: fc.Arbitrary<Value>,
  check: (value: Value) => Promise<void>,
  share: number,
) {
  const numRuns = runsOf(share)
  test(
    sentence,
    async () => {
      const outcome = await fc.check(fc.asyncProperty(values, check), { seed, numRuns })
      recordRuns(outcome.numRuns, sentence)
      if (!outcome.failed) return
      const report = `PROPERTY_SEED=${seed} ${fc.defaultReportMessage(outcome)}`
      throw new Error(report, { cause: outcome.errorInstance })
    },
    60_000 + numRuns * 200,
  )
}

/** Rejects when it takes too long: nobody would wait for a request that is never answered. */
export async function soon(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not answered within ${LIMIT_MS} ms.`)), LIMIT_MS)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(timer))
}
