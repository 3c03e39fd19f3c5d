// The library as it was at a commit, to be measured beside what it is now, in the same run.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const SOURCES = 'packages/react-genesys-chat-lifecycle/src'

/** Where the work on speed and size began. */
export const BASELINE = '2210a29'

/**
 * Checks the library's sources out into a folder of their own.
 *
 * @returns {{ sources: string, remove: () => void } | undefined} undefined in a clone that does not have the commit
 */
export function checkOut(commit) {
  const folder = mkdtempSync(join(tmpdir(), 'chat-baseline-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const env = { ...process.env, GIT_INDEX_FILE: join(folder, 'index') }
  const git = (...args) => execFileSync('git', args, { cwd: root, env, stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    git('read-tree', `${commit}:${SOURCES}`)
    git('checkout-index', '--all', `--prefix=${folder}/src/`)
    return { sources: join(folder, 'src'), remove }
  } catch {
    remove()
    return undefined
  }
}

/** What is measured without a bus. These files are not among the entry points of the package. */
const INTERNALS = {
  'platform/genesys-widgets/transports/digitalChannels.ts': 'digitalChannels',
  'chat/signals/signal.ts': '*',
  'chat/signals/interactionState.ts': 'interactionState',
  'chat/reducer.ts': 'initialRecord, reduceChat',
  'chat/project.ts': 'project',
}

/** Bundles the internals of the sources in a folder, for production, and loads them. */
export async function loadInternals(sources = join(root, SOURCES)) {
  const entry = join(sources, 'bench-entry.js')
  const code = Object.entries(INTERNALS)
    .map(([file, names]) => `export ${names === '*' ? '*' : `{ ${names} }`} from '${join(sources, file)}'`)
    .join('\n')
  const { output } = await build({
    configFile: false,
    root: sources,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? code : undefined),
      },
    ],
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      rollupOptions: { input: entry, preserveEntrySignatures: 'strict', output: { format: 'es' } },
    },
  })
  const folder = mkdtempSync(join(tmpdir(), 'chat-internals-'))
  const file = join(folder, 'internals.mjs')
  writeFileSync(file, output[0].code)
  try {
    return await import(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
