// Bundles the library as an application does, and lets size-limit hold the budgets. Needs the build.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeBundles } from '../bench/size.mjs'

const bench = fileURLToPath(new URL('../bench', import.meta.url))
const manifest = createRequire(join(bench, 'package.json')).resolve('size-limit/package.json')

await writeBundles()
const { status } = spawnSync(process.execPath, [join(dirname(manifest), 'bin.js')], {
  cwd: bench,
  stdio: 'inherit',
})
process.exitCode = status ?? 1
