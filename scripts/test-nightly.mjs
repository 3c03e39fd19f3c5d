// The properties, tried far more often than in `npm test`, and from another seed each night.
//
// PROPERTY_RUNS: how often each quick property is tried; PROPERTY_SEED: the seed that a failure named.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const LEAST = 150_000
const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'properties-'))
const log = join(folder, 'runs')
const seed = process.env.PROPERTY_SEED ?? String(Math.floor(Math.random() * 2 ** 31))
const runs = process.env.PROPERTY_RUNS ?? '10000'

console.log(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${runs}`)
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--project', 'unit*', 'test/properties'],
    ...process.argv.slice(2),
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PROPERTY_SEED: seed, PROPERTY_RUNS: runs, PROPERTY_LOG: log },
  },
)

let total = 0
try {
  for (const line of readFileSync(log, 'utf8').trim().split('\n')) total += Number(line.split('\t')[0])
} catch {
  // Not one property was tried.
}
rmSync(folder, { recursive: true })
console.log(`${total} runs, PROPERTY_SEED=${seed}`)
if (total < LEAST) console.error(`That is less than ${LEAST}: raise PROPERTY_RUNS.`)
process.exitCode = status || (total < LEAST ? 1 : 0)
