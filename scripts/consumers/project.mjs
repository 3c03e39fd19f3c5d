import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', npm_config_update_notifier: 'false' }
// Node alone, and never through a shell: npm is a script, which each Node brings along.
const npm = process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : undefined

/**
 * Packs a package as it would be published.
 *
 * @param {string} name @param {string} folder @returns {string} the tarball
 */
export function pack(name, folder) {
  const cwd = join(root, 'packages', name)
  const [{ filename }] = JSON.parse(runNpm(['pack', '--json', '--pack-destination', folder], cwd, 'pipe'))
  return join(folder, filename)
}

/**
 * A scratch app in a folder of its own, installed by npm, as a user would.
 *
 * @param {{ from: string, to: string, install: readonly string[] }} options `from`: a folder of test/consumers
 */
export function createApp({ from, to, install }) {
  mkdirSync(to, { recursive: true })
  cpSync(join(root, 'test/consumers', from), to, { recursive: true })
  runNpm(['install', '--no-audit', '--no-fund', '--loglevel', 'error', ...install], to)
}

/** @param {readonly string[]} args @param {string} cwd @param {'inherit' | 'pipe'} [output] @returns {string} */
export function runNpm(args, cwd, output = 'inherit') {
  const options = { cwd, env, encoding: /** @type {const} */ ('utf8') }
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = ['ignore', output, 'inherit']
  const [file, first] = npm ? [process.execPath, [npm]] : ['npm', []]
  return execFileSync(file, [...first, ...args], { ...options, stdio }) ?? ''
}

/**
 * Starts a program of the app, and waits until it says where it listens.
 *
 * @param {readonly string[]} args @param {string} cwd
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export function start(args, cwd) {
  // A group of its own: npm and npx start others, which are to end with them.
  const child = spawn('npm', args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const stop = () =>
    new Promise((resolve) => {
      if (child.exitCode !== null || child.pid === undefined) return resolve(undefined)
      child.once('exit', resolve)
      process.kill(-child.pid, 'SIGTERM')
    })
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (/** @type {Buffer} */ chunk) => {
      said += chunk
      const url = said.match(/http:\/\/(?:localhost|127\.0\.0\.1):\d+/)?.[0]
      if (url) resolve({ url, stop: () => stop().then(() => {}) })
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`npm ${args.join(' ')} ended with ${code}:\n${said}`)))
  })
}

/**
 * The first block of the library's README that is meant to be a file of that name, with some texts replaced.
 *
 * @param {string} file @param {string} to @param {Readonly<Record<string, string>>} replaced
 */
export function writeFromReadme(file, to, replaced) {
  const text = readFileSync(join(root, 'packages/react-genesys-chat-lifecycle/README.md'), 'utf8')
  const block = text.split(`Replace \`${file}\`:`)[1]?.match(/```tsx\n([\s\S]*?)```/)?.[1]
  if (!block) throw new Error(`The README has no block for ${file} any more.`)
  let code = block
  for (const [from, wanted] of Object.entries(replaced)) {
    if (!code.includes(from)) throw new Error(`"${from}" is not in the README's ${file} any more.`)
    code = code.replace(from, wanted)
  }
  writeFileSync(join(to, file), code)
}
