// Bundles the library as an application does, looks for texts of development, and lets size-limit hold the budgets. Needs the build.
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeBundles } from '../bench/size.mjs'

const bench = fileURLToPath(new URL('../bench', import.meta.url))
const manifest = createRequire(join(bench, 'package.json')).resolve('size-limit/package.json')

/** How the checks of options and names tell a developer what to write instead. */
const ADVICE = /\bUse [\w<{['(]|\bis never called|\bDid you mean|\bis used\./

for (const [name, code] of Object.entries(await writeBundles())) {
  const [advice] = ADVICE.exec(code) ?? []
  if (!advice) continue
  console.error(`The production bundle "${name}" contains a development-only text: "…${advice}…".`)
  process.exit(1)
}
const { status } = spawnSync(process.execPath, [join(dirname(manifest), 'bin.js')], {
  cwd: bench,
  stdio: 'inherit',
})
process.exitCode = status ?? 1
