// Measures the library and the simulator, and writes docs/performance.md and docs/simulator-load.md. Every figure is a count, or a ratio
// measured in this run. `bench.mjs simulator` measures the simulator only.
import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstall } from './ensure-install.mjs'
import { runPackageManager } from './package-manager.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const started = Date.now()

/** Runs one figure in its own process. Its result arrives on file descriptor 3. */
async function figure(name, argument = '', platform = '') {
  const begun = Date.now()
  const child = spawn(
    process.execPath,
    ['--expose-gc', join(root, 'bench/run.mjs'), name, String(argument), platform].filter(Boolean),
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production' },
    },
  )
  let result = ''
  child.stdio[3].setEncoding('utf8').on('data', (text) => {
    result += text
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) {
    console.error(`\n${name} failed.`)
    process.exit(1)
  }
  console.log(
    `— ${[name, argument, platform].filter(Boolean).join(' ')}: ${((Date.now() - begun) / 1000).toFixed(1)} s`,
  )
  return JSON.parse(result)
}

ensureInstall()
runPackageManager(['install', '--frozen-lockfile', '--filter', 'bench-peers'])
const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], {
  cwd: root,
  stdio: 'inherit',
})
if (status !== 0) process.exit(1)

function write(file, page) {
  console.log(`\n${page}`)
  writeFileSync(join(root, file), page)
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  spawnSync(process.execPath, [biome, 'format', '--write', file], { cwd: root, stdio: 'ignore' })
  console.log(`Written to ${file}, after ${((Date.now() - started) / 1000).toFixed(0)} s.`)
}

const { writeSimulatorPage } = await import('../bench/simulatorPage.mjs')
write('docs/simulator-load.md', writeSimulatorPage(await figure('simulatorLoad')))
if (process.argv[2] === 'simulator') process.exit()

const OTHER_PLATFORMS = ['gms', 'genesys-cloud', 'messenger']
const onOthers = async (name, argument) => {
  const results = []
  for (const platform of OTHER_PLATFORMS) results.push(await figure(name, argument, platform))
  return results
}

/** Figures that measure time run alone. Those that count run in parallel. */
const timed = {
  eventCost: await figure('eventCost'),
  mounting: await figure('mounting'),
  simulator: await figure('timeToAct', 'simulator'),
  real: process.env.GENESYS_WIDGETS_DIR ? await figure('timeToAct', 'real') : undefined,
}
const one = async () => ({
  size: await figure('size'),
  mounts: [await figure('mounts', 10_000), ...(await onOthers('mounts', 1_000))],
})
const other = async () => ({
  renders: [await figure('renders', 1), await figure('renders', 10), await figure('renders', 100)],
  rendersOfOthers: await onOthers('renders', 1),
  polling: [await figure('polling', 24), ...(await onOthers('polling', 24))],
  transcript: await figure('transcript', 24),
  tabs: await figure('tabs'),
})
const results = Object.assign(timed, ...(await Promise.all([one(), other()])))
const { writePage } = await import('../bench/page.mjs')
write('docs/performance.md', writePage(results))
