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
  messengerHook: `export { useGenesysChatLifecycle } from '${LIBRARY}'
    export { GenesysMessengerProvider } from '${LIBRARY}/messenger'`,
  messengerGuard: `export { ChatEndGuard, useGenesysChatLifecycle } from '${LIBRARY}'
    export { GenesysMessengerProvider } from '${LIBRARY}/messenger'`,
}

/** What an application may use besides provider and hook. Each is measured by what it adds to them. */
export const EXTRAS = [
  'ChatEndGuard',
  'useChatEndGuard',
  'useGenesysChatMessages',
  'useGenesysChatUnread',
  'useGenesysChatIdle',
  'useGenesysChatActions',
  'useGenesysBusEvent',
  'useGenesysCommand',
  'useGenesysBeforeCommand',
  'useGenesysPreProcessor',
  'useSecondsLeft',
  'allAgentsLeft',
  'textMarker',
  'saveTranscript',
  'loadGenesysWidgets',
]

/** What an application loads at first if it loads provider and guard later, as the page about performance shows. */
export const LAZY = {
  entry: `import { lazy } from 'react'
    export const Chat = lazy(() => import('./Chat.js'))`,
  './Chat.js': `import { createElement } from 'react'
    import { ChatEndGuard, GenesysChatProvider } from '${LIBRARY}'
    export default () => createElement(GenesysChatProvider, null, createElement(ChatEndGuard))`,
}

/** Where the peers are installed: apart from all else, since nothing but a benchmark needs them. */
export const PEERS_FOLDER = join(root, 'peers')

export const PEERS = {
  'xstate and @xstate/react': `export { assign, createActor, setup } from 'xstate'
    export { useActor, useSelector } from '@xstate/react'`,
  'react-use-intercom': `export * from 'react-use-intercom'`,
  '@livechat/widget-react': `export * from '@livechat/widget-react'`,
  'amazon-connect-chatjs': `import 'amazon-connect-chatjs'`,
  'stream-chat-react, a channel with its messages': `export { StreamChat } from 'stream-chat'
    export { Channel, Chat, MessageComposer, MessageList, Window } from 'stream-chat-react'`,
}

/**
 * Builds an entry as an application's bundler does: for production, minified, React outside.
 *
 * @param {string} source
 * @param {{ others?: Record<string, string>, folder?: string }} [options] modules beside the entry, and where all of them stand
 * @returns {Promise<{ code: string, modules: Record<string, number>, brotli: number, min: number, later: number }>} `modules` has the
 *   number of characters of each module before minification. `brotli` and `min` are of all that is loaded at first, `later` of the rest
 */
export async function bundle(source, { others = {}, folder = root } = {}) {
  const files = new Map(
    Object.entries({ './entry.js': source, ...others }).map(([name, text]) => [join(folder, name), text]),
  )
  const entry = join(folder, 'entry.js')
  const result = await build({
    configFile: false,
    root: folder,
    mode: 'production',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'entry',
        enforce: 'pre',
        resolveId: (id) => [id, join(folder, id)].find((each) => files.has(each)),
        load: (id) => files.get(id),
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
  const atFirst = chunks.filter(({ isEntry }) => isEntry)
  // What the entry imports statically comes with it.
  for (const { imports } of atFirst) {
    const more = chunks.filter((chunk) => imports.includes(chunk.fileName) && !atFirst.includes(chunk))
    atFirst.push(...more)
  }
  const codeOf = (each) => each.map((chunk) => chunk.code).join('')
  const compressed = (each) => brotliCompressSync(codeOf(each)).length
  const modules = Object.fromEntries(
    chunks.flatMap((chunk) =>
      Object.entries(chunk.modules).map(([id, { renderedLength }]) => [id, renderedLength]),
    ),
  )
  const isLater = chunks.filter((chunk) => !atFirst.includes(chunk))
  return {
    code: codeOf(atFirst),
    modules,
    min: Buffer.byteLength(codeOf(atFirst)),
    brotli: compressed(atFirst),
    later: isLater.length > 0 ? compressed(isLater) : 0,
  }
}

/**
 * Writes the library's bundles for size-limit.
 *
 * @returns {Promise<Record<string, string>>} the code of each
 */
export async function writeBundles() {
  mkdirSync(join(root, 'dist'), { recursive: true })
  const bundles = {}
  for (const [name, source] of Object.entries(OURS)) {
    const { code } = await bundle(source)
    writeFileSync(join(root, 'dist', `${name}.js`), code)
    bundles[name] = code
  }
  return bundles
}
