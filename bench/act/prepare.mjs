import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, runnerImport } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Borrowed from the tests: a file server, and the real widget in a browser. */
export async function testTools() {
  const built = (name) => ({
    [`genesys-simulator/${name}`]: at(
      `packages/genesys-simulator/dist/server/${name === 'node' ? 'node' : 'index'}.js`,
    ),
  })
  const alias = { ...built('node'), ...built('server') }
  const config = { configFile: false, root: at(''), logLevel: 'error', resolve: { alias } }
  const load = async (path) => (await runnerImport(at(path), config)).module
  return { ...(await load('test/chromium/fileServer.ts')), ...(await load('test/real/harness.ts')) }
}

/**
 * A page's script, built for production.
 *
 * @param {string} [name] of a file in this folder
 * @param {string} [sources] the library's sources, if not those that were built
 */
export async function buildActPage(name = 'page.mjs', sources) {
  const folder = await mkdtemp(join(tmpdir(), 'chat-bench-'))
  await build({
    configFile: false,
    root,
    mode: 'production',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    ...(sources && {
      resolve: {
        alias: { 'react-genesys-chat-lifecycle': join(sources, 'index.ts') },
        dedupe: ['react', 'react-dom'],
      },
    }),
    build: {
      outDir: folder,
      lib: {
        entry: join(root, 'act', name),
        formats: ['iife'],
        name: 'actPage',
        fileName: () => 'act.js',
      },
    },
  })
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
