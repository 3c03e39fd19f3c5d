import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { strykerPlugins } from '@stryker-mutator/vitest-runner'
import { createVitest } from 'vitest/node'

const [vitestPlugin] = strykerPlugins
const NOT_LOADED = 'The tests could not even be loaded.'

/**
 * Stryker's runner for Vitest, but with the tests kept loaded. To load them anew for each mutant takes ten times as long as
 * the few tests that most mutants live to see.
 */
class MutantRunner {
  #vitestRunner
  #page
  #isUnused = true

  constructor(vitestRunner) {
    this.#vitestRunner = vitestRunner
  }

  capabilities() {
    return this.#vitestRunner.capabilities()
  }

  /** Opened here, since the time to load all tests is not the mutant's. */
  async init() {
    await this.#vitestRunner.init()
    this.#page = await openPage()
  }

  dryRun(options) {
    return this.#vitestRunner.dryRun(options)
  }

  async mutantRun(options) {
    const { activeMutant, hitLimit, testFilter } = options
    // What happens while a module is loaded needs it loaded anew.
    if (options.mutantActivation === 'static' || options.reloadEnvironment || !testFilter) {
      const result = await this.#vitestRunner.mutantRun(options)
      // Without a single test there was an error when they were collected.
      const isLoaded = result.status !== 'survived' || result.nrOfTests > 0
      return isLoaded ? result : { ...result, status: 'killed', killedBy: [], failureMessage: NOT_LOADED }
    }
    const ids = new Map(testFilter.map((id) => [id.slice(id.indexOf('#') + 1), id]))
    const { status, nrOfTests, killedBy, failureMessage } = await this.#give({
      mutant: activeMutant.id,
      tests: [...ids.keys()],
      hitLimit,
    })
    if (status === 'survived') return { status, nrOfTests }
    if (status === 'timeout') return { status, reason: 'It does not end.' }
    return { status, nrOfTests, failureMessage, killedBy: [ids.get(killedBy)] }
  }

  async dispose() {
    await this.#leave()
    await this.#vitestRunner.dispose()
  }

  async #give(job) {
    const isFresh = this.#page === undefined || this.#isUnused
    this.#isUnused = false
    this.#page ??= await openPage()
    const outcome = await this.#page.give(job)
    if (!outcome.isDirty) return outcome
    // Was it this mutant that left the page in such a state, or one before it?
    await this.#leave()
    return isFresh ? outcome : this.#give(job)
  }

  async #leave() {
    await this.#page?.close()
    this.#page = undefined
  }
}

/** Starts mutants.test.ts, which asks for one mutant after the other. */
async function openPage() {
  /** Answers the page, which waits for its next mutant. */
  let answer
  let heard
  const listen = () =>
    new Promise((resolve) => {
      heard = resolve
    })
  const server = createServer(async (request, response) => {
    answer = (job) => response.end(JSON.stringify(job))
    heard(JSON.parse(Buffer.concat(await request.toArray()).toString()))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  process.env.MUTANTS_CHECK = String(isFirstOfAll())
  process.env.MUTANTS_PORT = String(server.address().port)
  const vitest = await createVitest('test', {
    config: 'vitest.mutation.config.ts',
    include: ['test/mutation/mutants.test.ts'],
    testNamePattern: '^meet the mutants$',
    watch: false,
    pool: 'threads',
    maxWorkers: 1,
    testTimeout: 0,
    reporters: [{}],
    onConsoleLog: () => false,
  })
  const ready = listen()
  const over = vitest.start().then(() => {
    const results = vitest.state
      .getFiles()
      .flatMap((file) => [file, ...file.tasks].map((task) => task.result))
    const errors = results.flatMap((result) => result?.errors ?? []).map((error) => error.message)
    throw new Error(`The tests cannot be kept loaded. ${errors.join('\n')}`)
  })
  await Promise.race([ready, over])
  return {
    give(job) {
      const outcome = listen()
      answer(job)
      return Promise.race([outcome, over])
    },
    async close() {
      answer(null)
      await over.catch(() => {})
      await vitest.close()
      server.close()
    },
  }
}

/** Stryker gives all workers one copy of the project. */
function isFirstOfAll() {
  try {
    writeFileSync('.mutants-checked', '', { flag: 'wx' })
    return true
  } catch {
    return false
  }
}

function createMutantRunner(injector) {
  return new MutantRunner(injector.injectFunction(vitestPlugin.factory))
}
createMutantRunner.inject = ['$injector']

/** As Stryker wants its plugins. */
export { plugins as strykerPlugins }

const plugins = [{ kind: 'TestRunner', name: 'mutants', factory: createMutantRunner }]
