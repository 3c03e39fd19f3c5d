// Everything that must hold, in one command: types, lint, unused code, imports, the builds, the packages, and all tests.
// Ends with a non-zero status as soon as something fails, or if no test ran. Arguments go to Vitest.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstall } from './ensure-install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/**
 * Runs a script of an installed package. Its output appears in one piece when it has ended, or at once if it is `live`.
 *
 * @param {string} title
 * @param {string[]} command the script, and its arguments
 * @param {{ live?: boolean }} [options]
 * @returns {Promise<void>} rejects with the title of the step when it fails
 */
function step(title, [script, ...args], { live = false } = {}) {
  const started = Date.now()
  if (live) console.log(`\n— ${title}`)
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) },
  })
  running.add(child)
  /** @type {Buffer[]} */
  const output = []
  child.stdout?.on('data', (chunk) => output.push(chunk))
  child.stderr?.on('data', (chunk) => output.push(chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => {
      running.delete(child)
      // Stopped because another step failed: what it had to say is not the reason.
      if (child.killed) return
      if (!live) {
        console.log(`\n— ${title}`)
        process.stdout.write(Buffer.concat(output))
      }
      if (status !== 0) return reject(new Error(`${title} failed.`))
      console.log(`  ${((Date.now() - started) / 1000).toFixed(1)} s`)
      resolve()
    })
  })
}

const bin = 'node_modules'
const sources = ['packages', 'apps', 'examples', 'scripts'].filter((folder) => existsSync(join(root, folder)))

async function staticChecks() {
  await step('Lint and format', [`${bin}/@biomejs/biome/bin/biome`, 'check', '--error-on-warnings', '.'])
  await step('Unused code', [`${bin}/knip/bin/knip.js`])
  await step('Imports', [`${bin}/dependency-cruiser/bin/dependency-cruise.mjs`, ...sources])
}

async function builds() {
  await step('Build', ['scripts/build.mjs'])
  await step('Packages', ['scripts/check-packages.mjs'])
  await step('Size', ['scripts/size.mjs'])
}

try {
  ensureInstall()
  await Promise.all([
    step('Types', [`${bin}/typescript/bin/tsc`, '-p', 'tsconfig.json', '--noEmit']),
    staticChecks().then(builds),
  ])
  await step('Tests', [`${bin}/vitest/vitest.mjs`, 'run', ...process.argv.slice(2)], { live: true })
} catch (error) {
  for (const child of running) child.kill()
  console.error(`\n${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
