// Whether what would be published can be installed and resolved: publint and attw, on the packed tarballs.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'

const root = fileURLToPath(new URL('..', import.meta.url))
const publint = join(root, 'node_modules/publint/src/cli.js')
const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js')

for (const name of ['react-genesys-chat-lifecycle', 'genesys-simulator']) {
  const folder = join(root, 'packages', name)
  checkBundled(join(folder, 'dist'))
  run(publint, [folder, '--pack', 'npm', '--strict'])
  // A stylesheet and a script for a `<script>` element are no modules. The simulator is ESM only: Node can `require` it nevertheless.
  const [noModules, ignored] =
    name === 'genesys-simulator'
      ? [
          ['widget.css', 'genesys.min.js'],
          ['--ignore-rules', 'cjs-resolves-to-esm'],
        ]
      : [['styles.css'], []]
  run(attw, ['--pack', folder, '--no-summary', ...ignored, '--exclude-entrypoints', ...noModules])
}
checkScript(join(root, 'packages/genesys-simulator/dist/messenger/genesys.min.js'))

/** Code and types must hold what they need of the models, which are not published. @param {string} dist */
function checkBundled(dist) {
  const unbundled = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(js|d\.ts)$/.test(file))
    .filter((file) =>
      /(?:from|import|require)\s*\(?["']genesys-models/.test(readFileSync(join(dist, file), 'utf8')),
    )
  if (unbundled.length === 0) return
  console.error(`These files import genesys-models, which is not published: ${unbundled.join(', ')}.`)
  process.exit(1)
}

/** A page loads it with a `<script>` tag, so it must compile as a script: a module would not. @param {string} file */
function checkScript(file) {
  new Script(readFileSync(file, 'utf8'), { filename: file })
}

/** @param {string} script @param {string[]} args */
function run(script, args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
