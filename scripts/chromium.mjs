import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/**
 * A browser that can be started. Set `CHROMIUM_PATH` to choose one yourself.
 *
 * @typedef {{ executablePath: string, args: string[], source: 'CHROMIUM_PATH' | 'installed' | 'playwright' | 'npm' }} Chromium
 */

/** Works as root and without a display, and asks nobody on the network. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const SHELL_FIRST = /** @type {const} */ (['npm', 'installed', 'playwright'])
const DESKTOP_FIRST = /** @type {const} */ (['installed', 'playwright', 'npm'])

const CACHE = fileURLToPath(new URL('../node_modules/.cache/chromium', import.meta.url))
const run = promisify(execFile)

/**
 * Finds a Chromium: the one named by `CHROMIUM_PATH`, else the one inside the npm package @sparticuz/chromium, which is unpacked
 * once (Linux x64), else an installed Chrome or Chromium, else Playwright's own. The package's is the same everywhere, and
 * lighter: a headless shell.
 *
 * @param {{ desktop?: boolean }} [options] `desktop`: rather an installed one, for what a headless shell cannot do
 * @returns {Promise<Chromium>}
 * @throws when there is none anywhere, saying what to do
 * @example
 * const { executablePath, args } = await findChromium()
 * const browser = await chromium.launch({ executablePath, args })
 */
export async function findChromium({ desktop = false } = {}) {
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH is "${chosen}", which does not exist.`)
    return { executablePath: chosen, args: [...ARGS], source: 'CHROMIUM_PATH' }
  }
  const find = { npm: fromNpm, installed, playwright: playwrightsOwn }
  /** @type {unknown} */
  let failure
  for (const source of desktop ? DESKTOP_FIRST : SHELL_FIRST) {
    try {
      const executablePath = await find[source]()
      if (executablePath) return { executablePath, args: [...ARGS], source }
    } catch (error) {
      failure = error
    }
  }
  throw new Error(
    'No Chromium found. Install Chrome or Chromium, or let CHROMIUM_PATH name the program. ' +
      `(The one inside @sparticuz/chromium does not run here: ${failure instanceof Error ? failure.message : failure})`,
    { cause: failure },
  )
}

/** @returns {string | undefined} */
function installed() {
  return usualPlaces().find((path) => existsSync(path))
}

/** @returns {string[]} */
function usualPlaces() {
  const { env, platform } = process
  if (platform === 'darwin') {
    const programs = [
      'Google Chrome.app/Contents/MacOS/Google Chrome',
      'Chromium.app/Contents/MacOS/Chromium',
      'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ]
    return ['/Applications', join(env.HOME ?? '', 'Applications')].flatMap((folder) =>
      programs.map((program) => join(folder, program)),
    )
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    )
    const programs = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ]
    return programs.flatMap((program) => folders.map((folder) => join(folder, program)))
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
  const folders = [...(env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin'].filter(Boolean)
  return [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/opt/google/chrome/chrome',
  ]
}

/** @returns {Promise<string | undefined>} */
async function playwrightsOwn() {
  try {
    const { chromium } = await import('playwright-core')
    const path = chromium.executablePath()
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}

/**
 * Unpacks beside the final place and then renames, so that a second process never starts a half-written file.
 *
 * @returns {Promise<string>}
 */
async function fromNpm() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`it is made for Linux x64, this is ${process.platform} ${process.arch}`)
  }
  const home = join(CACHE, 'npm')
  const executablePath = join(home, 'chromium')
  if (!existsSync(executablePath)) {
    const unpacking = join(CACHE, `unpacking-${process.pid}`)
    await mkdir(unpacking, { recursive: true })
    await withEnvironment({ TMPDIR: unpacking, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' }, async () => {
      const { default: packed } = await import('@sparticuz/chromium')
      await packed.executablePath()
    })
    await rename(unpacking, home).catch(async () => rm(unpacking, { recursive: true, force: true }))
  }
  if (!existsSync('/etc/fonts')) process.env.FONTCONFIG_PATH ??= join(home, 'fonts')
  try {
    await run(executablePath, ['--version'])
  } catch {
    // A bare system lacks the libraries it needs; the package brings them along.
    const libraries = join(home, 'al2023', 'lib')
    process.env.LD_LIBRARY_PATH = [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter)
    await run(executablePath, ['--version'])
  }
  return executablePath
}

/**
 * The package unpacks into the system's temporary folder, and its libraries only where it believes to be in a cloud function.
 *
 * @param {Record<string, string>} variables
 * @param {() => Promise<void>} work
 */
async function withEnvironment(variables, work) {
  const names = [...Object.keys(variables), 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH', 'HOME']
  const before = names.map((name) => /** @type {const} */ ([name, process.env[name]]))
  Object.assign(process.env, variables)
  try {
    await work()
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}
