import { request } from 'node:http'
import { it, type RunnerTestCase, type RunnerTestSuite } from 'vitest'
import { getFn, getHooks } from 'vitest/suite'
import { loadAll } from './loadAll.ts'

/** A mutant to try, as mutantRunner.mjs gives it; `null`: there are no more. */
type Job = { mutant: string; tests: string[]; hitLimit?: number } | null

/** How a mutant fared. `isDirty`: a test goes on failing without the mutant. */
interface Outcome {
  status: 'survived' | 'killed' | 'timeout'
  nrOfTests: number
  killedBy?: string
  failureMessage?: string
  isDirty?: boolean
}

/** What Stryker's instrumented code looks at. */
interface Instrumented {
  activeMutant: string | undefined
  hitCount: number | undefined
  hitLimit: number | undefined
}

/** A test, and its suites from the outside in. */
interface Place {
  readonly test: RunnerTestCase
  readonly path: readonly RunnerTestSuite[]
}

const KEEN = 40
/** The longest test takes a third of that on a quiet machine. */
const HANGING_MS = 6_000
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis

loadAll()

const global = globalThis as { __stryker__?: Partial<Instrumented> }
global.__stryker__ ??= {}
const instrumented = global.__stryker__

/** The tests below a suite by their full names, which several may share. */
function testsOf(suite: RunnerTestSuite, path: RunnerTestSuite[], found = new Map<string, Place[]>()) {
  const within = [...path, suite]
  for (const task of suite.tasks) {
    if (task.type === 'suite') testsOf(task, within, found)
    else {
      const [, ...suites] = within
      const name = [...suites, task].map((each) => each.name).join(' ')
      found.set(name, [...(found.get(name) ?? []), { test: task, path: within }])
    }
  }
  return found
}

/** Vitest's own limit would have the test fail for good. */
async function inTime(work: () => unknown): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise((_, reject) => {
    timer = startTimer(() => reject(new Error('The test hangs.')), HANGING_MS)
  })
  try {
    return await Promise.race([work(), late])
  } finally {
    stopTimer(timer)
  }
}

/** Runs a test with all that is to be done before and after it; gives what it failed with. */
async function run({ test, path }: Place): Promise<unknown> {
  const errors: unknown[] = []
  const attempt = async (work: () => unknown): Promise<void> => {
    try {
      await work()
    } catch (error) {
      errors.push(error)
    }
  }
  const cleanups: unknown[] = []
  await attempt(async () => {
    for (const suite of path)
      for (const hook of getHooks(suite).beforeEach) cleanups.push(await hook(test.context, suite))
    await inTime(getFn(test))
  })
  for (const suite of path.toReversed())
    for (const hook of getHooks(suite).afterEach.toReversed()) await attempt(() => hook(test.context, suite))
  for (const cleanup of cleanups.reverse()) if (typeof cleanup === 'function') await attempt(() => cleanup())
  return errors[0]
}

/** Tells how the last mutant fared, and waits for the next one. */
function next(outcome: Outcome | null): Promise<Job> {
  return new Promise((resolve, reject) => {
    const port = Number(process.env.MUTANTS_PORT)
    const asked = request({ host: '127.0.0.1', port, method: 'POST' }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => resolve(JSON.parse(Buffer.concat(parts).toString())))
    })
    asked.on('error', reject)
    asked.end(JSON.stringify(outcome))
  })
}

it('meet the mutants', { timeout: 0 }, async ({ task }) => {
  const tests = testsOf(task.file, [])
  tests.delete(task.name)
  const failureOf = async (name: string): Promise<unknown> => {
    for (const place of tests.get(name) ?? []) {
      const error = await run(place)
      if (error !== undefined) return error
    }
    return undefined
  }
  for (const name of process.env.MUTANTS_CHECK === 'true' ? tests.keys() : []) {
    const error = await failureOf(name)
    if (error !== undefined) throw new Error(`Without a mutant there fails: ${name}: ${error}`)
  }

  /** Tests that found a mutant lately are likely to find its neighbour, too. */
  const keen: string[] = []
  const meet = async ({ mutant, tests: names, hitLimit }: NonNullable<Job>): Promise<Outcome> => {
    const inOrder = new Set([...keen.filter((name) => names.includes(name)), ...names])
    let nrOfTests = 0
    instrumented.hitCount = 0
    instrumented.hitLimit = hitLimit
    for (const name of inOrder) {
      nrOfTests++
      instrumented.activeMutant = mutant
      const error = await failureOf(name)
      instrumented.activeMutant = undefined
      const isEndless = hitLimit !== undefined && instrumented.hitCount > hitLimit
      if (!isEndless && error === undefined) continue
      keen.splice(0, KEEN, ...new Set([name, ...keen].slice(0, KEEN)))
      return {
        status: isEndless ? 'timeout' : 'killed',
        nrOfTests,
        killedBy: name,
        failureMessage: String((error as Error | undefined)?.message ?? error),
        isDirty: (await failureOf(name)) !== undefined,
      }
    }
    return { status: 'survived', nrOfTests }
  }

  let job = await next(null)
  while (job) job = await next(await meet(job))
})
