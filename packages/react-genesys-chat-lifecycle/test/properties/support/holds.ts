import fc from 'fast-check'
import { it } from 'vitest'
import { recordRuns, runsOf, seed } from '../../../../../test/propertyRuns.ts'

/** A failure is printed as this, to be pasted into a `replay`. */
export interface Told {
  readonly about: string
  readonly mode: string
  readonly events: readonly unknown[]
}

/**
 * A test of a property that holds for any story. A failure prints the shortest story found, as a recording.
 *
 * @param share - the share of the usual runs that this property gets: 1, or less where one run takes long
 */
export function holds<Story extends Told>(
  sentence: string,
  stories: fc.Arbitrary<Story>,
  check: (story: Story) => void | Promise<void>,
  share = 1,
): void {
  const numRuns = runsOf(share)
  it(
    sentence,
    async () => {
      const property = fc.asyncProperty(stories, async (story) => {
        await check(story)
      })
      const outcome = await fc.check(property, { seed, numRuns })
      recordRuns(outcome.numRuns, sentence)
      if (!outcome.failed) return
      const [story] = outcome.counterexample ?? []
      const recording = story && { about: story.about, mode: story.mode, events: story.events }
      const thrown = outcome.errorInstance
      throw new Error(
        [
          `It does not hold that: ${sentence}`,
          `PROPERTY_SEED=${outcome.seed}, after ${outcome.numRuns} runs and ${outcome.numShrinks} shrinks`,
          thrown instanceof Error ? thrown.message : String(thrown),
          'As a recording, to be given to replay():',
          JSON.stringify(recording, null, 1),
        ].join('\n'),
        { cause: thrown },
      )
    },
    60_000 + numRuns * 100,
  )
}
