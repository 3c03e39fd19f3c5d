import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import projects from './vitest.workspace.ts'

/** How many files of browser tests run beside the other tests. They mostly wait: for polls, and for what must not happen. */
const BESIDE = 3

/** The longest, which start first. A fresh clone has no durations that Vitest could sort by. */
const LONGEST = ['contract', 'contractEndings', 'scenarios', 'accessibility', 'mainJob', 'compare']

/** Starts the long browser tests, leaves the remaining workers to the other tests, and then runs the rest in the browser. */
class BrowserBeside extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isBrowser = ({ project }: TestSpecification): boolean => project.name === 'browser'
    const rank = ({ moduleId }: TestSpecification): number => {
      const index = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
      return index < 0 ? LONGEST.length : index
    }
    const browser = sorted.filter(isBrowser).sort((a, b) => rank(a) - rank(b))
    const others = sorted.filter((file) => !isBrowser(file))
    return [...browser.slice(0, BESIDE), ...others, ...browser.slice(BESIDE)]
  }
}

export default defineConfig({
  test: {
    projects,
    passWithNoTests: false,
    // Vitest leaves one processor to itself, which on a machine of two is half of them.
    maxWorkers: Math.max(2, availableParallelism() - 1) + BESIDE - 1,
    sequence: { sequencer: BrowserBeside },
  },
})
