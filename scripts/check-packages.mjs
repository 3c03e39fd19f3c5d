// Whether what would be published can be installed and resolved: publint and attw, on the packed tarballs.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const publint = join(root, 'node_modules/publint/src/cli.js')
const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js')

for (const name of ['react-genesys-chat-lifecycle', 'genesys-simulator']) {
  const folder = join(root, 'packages', name)
  checkBundled(join(folder, 'dist'))
  run(publint, [folder, '--pack', 'npm', '--strict'])
  // The packages are ESM only, on purpose: what a `require` finds is not asked.
  // A stylesheet and a script for a `<script>` element are no modules.
  const noModules = name === 'genesys-simulator' ? ['widget.css', 'genesys.min.js'] : ['styles.css']
  run(attw, [
    '--pack',
    folder,
    '--profile',
    'esm-only',
    '--no-summary',
    '--exclude-entrypoints',
    ...noModules,
  ])
}

/** Code and types must hold what they need of the models, which are not published. @param {string} dist */
function checkBundled(dist) {
  const unbundled = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(js|d\.ts)$/.test(file))
    .filter((file) => /(?:from|import)\s*\(?["']genesys-models/.test(readFileSync(join(dist, file), 'utf8')))
  if (unbundled.length === 0) return
  console.error(`These files import genesys-models, which is not published: ${unbundled.join(', ')}.`)
  process.exit(1)
}

/** @param {string} script @param {string[]} args */
function run(script, args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
