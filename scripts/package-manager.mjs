// Runs the package manager that package.json names. npx fetches it, so Node and npm are all that has to be there.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
// On Windows npm and npx are .cmd files, which only a shell can start.
const shell = process.platform === 'win32'

/** `name@version`, and the hash of its tarball. */
export const packageManager = parsePackageManager(
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager,
)

/**
 * Reads the field as Corepack writes it.
 *
 * @param {string} field `pnpm@12.21.0+sha512.66fd…`
 * @returns {{ spec: string, integrity: string }} `integrity` as a registry writes it: `sha512-Zv2C…`
 */
export function parsePackageManager(field) {
  const [, spec, algorithm, hash] = /^([a-z]+@\d+\.\d+\.\d+)\+(sha512)\.([0-9a-f]{128})$/.exec(field) ?? []
  if (!spec || !hash) throw new Error(`"packageManager" needs a version and a sha512 hash, found ${field}.`)
  return { spec, integrity: `${algorithm}-${Buffer.from(hash, 'hex').toString('base64')}` }
}

/**
 * Runs it in the workspace. npm compares what it fetches with the registry's hash, and this the registry's hash with package.json.
 *
 * @param {readonly string[]} args
 * @returns {void}
 * @throws {Error} with a sentence that says what to do.
 */
export function runPackageManager(args) {
  const { spec, integrity } = packageManager
  const view = spawnSync('npm', ['view', spec, 'dist.integrity'], { cwd: root, encoding: 'utf8', shell })
  const found = view.stdout?.trim()
  // Without an answer there is nothing to compare. npx then takes what npm has checked before, or says what is wrong.
  if (view.status === 0 && found !== integrity) {
    throw new Error(`${spec} is not what package.json expects: its hash is ${found}, not ${integrity}.`)
  }
  const run = spawnSync('npx', ['--yes', spec, ...args], { cwd: root, stdio: 'inherit', shell })
  if (run.error) throw new Error(`npx could not be started (${run.error.message}). Is npm installed?`)
  if (run.status !== 0) {
    throw new Error(
      `npx ${spec} ${args.join(' ')} ended with ${run.status ?? run.signal}. Its own message is above.`,
    )
  }
}
