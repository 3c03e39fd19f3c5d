// Everything that must hold, in one command: types, lint, unused code, the builds, the packages, and all tests. Ends with a non-zero status if
// anything failed, or if no test ran.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstall } from './ensure-install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** @param {string} title @param {string[]} command a script of an installed package, and its arguments */
function step(title, [script, ...args]) {
  console.log(`\n— ${title}`)
  const started = Date.now()
  const { status, error } = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  if (error) throw error
  if (status !== 0) {
    console.error(`\n${title} failed.`)
    process.exit(status ?? 1)
  }
  console.log(`  ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

try {
  ensureInstall()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
step('Types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit'])
step('Lint and format', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'])
step('Unused code', ['node_modules/knip/bin/knip.js'])
step('Build', ['scripts/build.mjs'])
step('Packages', ['scripts/check-packages.mjs'])
step('Size', ['scripts/size.mjs'])
step('Tests', ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)])
