import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** @type {Readonly<Record<string, string>>} */
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }
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
 * @param {{ from: string, to: string, install: readonly string[], shared?: boolean }} options
 *   `from`: a folder of test/consumers. `shared`: with the component that several apps have.
 */
export function createApp({ from, to, install, shared = false }) {
  mkdirSync(to, { recursive: true })
  cpSync(join(root, 'test/consumers', from), to, { recursive: true })
  if (shared) cpSync(join(root, 'test/consumers/shared'), join(to, 'src'), { recursive: true })
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

/** @param {readonly string[]} args @param {string} cwd */
export function runNode(args, cwd) {
  execFileSync(process.execPath, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] })
}

/**
 * Serves files, as a static host does.
 *
 * @param {readonly string[]} folders
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export function serve(folders) {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const name = path === '/' ? 'index.html' : path
    const file = folders.map((folder) => join(folder, name)).find(existsSync)
    if (!file) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
    response.end(readFileSync(file))
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' ? address?.port : undefined
      const stop = async () => {
        server.closeAllConnections()
        server.close()
      }
      resolve({ url: `http://127.0.0.1:${port}`, stop })
    })
  })
}

/** A port for programs that cannot choose one. @returns {Promise<number>} */
export async function findPort() {
  const { url, stop } = await serve([])
  await stop()
  return Number(new URL(url).port)
}

/**
 * Starts a program of the app, and waits until it says where it listens.
 *
 * @param {readonly string[]} args @param {string} cwd @param {Readonly<Record<string, string>>} [variables]
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export function start(args, cwd, variables = {}) {
  // A group of its own: npm and npx start others, which are to end with them.
  const child = spawn('npm', args, {
    cwd,
    env: { ...env, ...variables },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
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
 * The first block of code below a heading of a document.
 *
 * @param {string} document @param {string} heading @param {string} language @returns {string}
 */
export function readBlock(document, heading, language) {
  const text = readFileSync(join(root, document), 'utf8')
  const [, section = ''] = text.split(`## ${heading}\n`)
  const block = section.match(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``))?.[1]
  if (!block) throw new Error(`${document} has no ${language} below "${heading}" any more.`)
  return block
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
