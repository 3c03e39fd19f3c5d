import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const demo = join(root, 'apps', 'demo')
const stampFile = join(demo, 'dist', '.built')

/** Everything that a build reads; what is not under these cannot change its result. */
const SOURCES = [
  'apps/demo',
  'packages/react-genesys-chat-lifecycle/src',
  'packages/genesys-models/src',
  'packages/genesys-simulator/src',
  // Its pages are a part of the demo.
  'docs',
  'README.md',
  'CONTRIBUTING.md',
  'packages/react-genesys-chat-lifecycle/README.md',
  'packages/genesys-simulator/README.md',
  'packages/genesys-simulator/WIDGET.md',
  'packages/genesys-simulator/MESSENGER.md',
  'pnpm-lock.yaml',
]
const LEFT_OUT = new Set(['dist', 'node_modules', 'test'])

/**
 * Builds the demo's pages and its server from the sources, unless that was done since they last changed.
 *
 * @param {{ force?: boolean, quiet?: boolean }} [options]
 * @returns {Promise<{ built: boolean }>}
 */
export async function buildDemo({ force = false, quiet = false } = {}) {
  const wanted = fingerprint()
  if (!force && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return { built: false }

  if (!quiet) console.log('Building the demo (only when its sources have changed)…')
  const { build } = await import('vite')
  const shared = { root: demo, configFile: join(demo, 'vite.config.ts'), logLevel: 'warn' }
  await build({ ...shared, build: { outDir: 'dist/client', emptyOutDir: true } })
  await build({
    ...shared,
    // The server takes its dependencies with it, so that it runs from where it lies.
    ssr: { noExternal: true },
    build: { ssr: 'server/serveDemo.ts', outDir: 'dist/server', emptyOutDir: true, copyPublicDir: false },
  })
  writeFileSync(stampFile, wanted)
  return { built: true }
}

function fingerprint() {
  const hash = createHash('sha256')
  for (const source of SOURCES) addTo(hash, source)
  return hash.digest('hex')
}

function addTo(hash, path) {
  const absolute = join(root, path)
  if (!existsSync(absolute)) return
  const entries = tryReadDir(absolute)
  if (entries === undefined) {
    hash.update(path).update(readFileSync(absolute))
    return
  }
  for (const name of entries.sort()) {
    if (!LEFT_OUT.has(name)) addTo(hash, join(path, name))
  }
}

function tryReadDir(path) {
  try {
    return readdirSync(path)
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined
    throw error
  }
}
