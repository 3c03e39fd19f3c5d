// The scenarios in Chromium, Firefox and WebKit: `npm run test:browsers [engine …] [-- options of Vitest]`. Engines have to be installed.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstall } from './ensure-install.mjs'

ensureInstall()

/** Node 20 does not load TypeScript: Vite does. */
const { runnerImport } = await import('vite')
const finder = fileURLToPath(new URL('../test/browsers/engines/findEngine.ts', import.meta.url))
/** @type {{ module: typeof import('../test/browsers/engines/findEngine.ts') }} */
const { module } = await runnerImport(finder)

const args = process.argv.slice(2)
const firstOption = args.findIndex((arg) => arg.startsWith('-'))
/** What comes after the names goes to Vitest. */
const options = firstOption < 0 ? [] : args.slice(firstOption)
const names = firstOption < 0 ? args : args.slice(0, firstOption)

try {
  const engines = await Promise.all(module.readEngines(names).map(module.findEngine))
  for (const engine of engines) {
    console.log(
      'missing' in engine ? `✗ ${engine.name}: not here` : `✓ ${engine.name}: ${engine.description}`,
    )
  }
  const missing = engines.flatMap((engine) => ('missing' in engine ? [engine] : []))
  const found = engines.filter((engine) => !('missing' in engine)).map(({ name }) => name)
  const status = found.length > 0 ? await runTests(found) : 1
  for (const { name, missing: advice } of missing) console.error(`\nSKIPPED: ${name}. ${advice}`)
  // Who asks for an engine by name wants to know that it did not run.
  process.exitCode = names.length > 0 && missing.length > 0 ? 1 : status
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/**
 * @param {string[]} engines
 * @returns {Promise<number>} the exit code
 */
function runTests(engines) {
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
  const tests = spawn(process.execPath, [vitest, 'run', '--project', 'browsers', ...options], {
    stdio: 'inherit',
    env: { ...process.env, BROWSERS: engines.join(',') },
  })
  return new Promise((resolve) => {
    tests.on('exit', (code) => resolve(code ?? 1))
  })
}
