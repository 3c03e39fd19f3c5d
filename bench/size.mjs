import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'vite'

const root = fileURLToPath(new URL('.', import.meta.url))
const LIBRARY = 'react-genesys-chat-lifecycle'

/** An application's imports, by name of the figure. */
export const OURS = {
  hook: `export { GenesysChatProvider, useGenesysChatLifecycle } from '${LIBRARY}'`,
  guard: `export { ChatEndGuard, GenesysChatProvider, useGenesysChatLifecycle } from '${LIBRARY}'`,
  everything: `export * from '${LIBRARY}'`,
}

/** The same on the other platform. */
const MESSENGER = {
  messengerHook: `export { useGenesysChatLifecycle } from '${LIBRARY}'
    export { GenesysMessengerProvider } from '${LIBRARY}/messenger'`,
  messengerGuard: `export { ChatEndGuard, useGenesysChatLifecycle } from '${LIBRARY}'
    export { GenesysMessengerProvider } from '${LIBRARY}/messenger'`,
}

export const PEERS = {
  'react-use-intercom': `export * from 'react-use-intercom'`,
  '@livechat/widget-react': `export * from '@livechat/widget-react'`,
  '@tawk.to/tawk-messenger-react': `export { default } from '@tawk.to/tawk-messenger-react'`,
  'react-use-zendesk': `export * from 'react-use-zendesk'`,
}

/**
 * Builds an entry as an application's bundler does: for production, minified, React outside.
 *
 * @returns {Promise<{ code: string, modules: Record<string, number>, brotli: number, min: number }>} `modules` has the number of
 *   characters of each module before minification
 */
export async function bundle(source) {
  const entry = join(root, 'entry.js')
  const result = await build({
    configFile: false,
    root,
    mode: 'production',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? source : undefined),
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: {
        input: entry,
        external: [/^react(-dom)?(\/|$)/],
        preserveEntrySignatures: 'strict',
        output: { format: 'es' },
      },
    },
  })
  const chunks = [result].flat().flatMap(({ output }) => output.filter(({ type }) => type === 'chunk'))
  // Code that is loaded later counts too.
  const code = chunks.map((chunk) => chunk.code).join('')
  const modules = Object.fromEntries(
    chunks.flatMap((chunk) =>
      Object.entries(chunk.modules).map(([id, { renderedLength }]) => [id, renderedLength]),
    ),
  )
  return { code, modules, min: Buffer.byteLength(code), brotli: brotliCompressSync(code).length }
}

/**
 * Writes the library's bundles for size-limit.
 *
 * @returns {Promise<Record<string, string>>} the code of each
 */
export async function writeBundles() {
  mkdirSync(join(root, 'dist'), { recursive: true })
  const bundles = {}
  for (const [name, source] of Object.entries({ ...OURS, ...MESSENGER })) {
    const { code } = await bundle(source)
    writeFileSync(join(root, 'dist', `${name}.js`), code)
    bundles[name] = code
  }
  return bundles
}
