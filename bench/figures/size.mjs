import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { shares } from '../parts.mjs'
import { bundle, EXTRAS, LAZY, OURS, PEERS, PEERS_FOLDER } from '../size.mjs'

/** The goals of the project, in bytes. */
const GOALS = { hook: 9_800, guard: 15_000, everything: 19_000, messengerGuard: 14_500 }

/** What the vendor's widget loads for a chat on Digital Channels: its bus, its core, and the plugins of the chat. */
const WIDGET = [
  'cxbus.min.js',
  'plugins/widgets-core.min.js',
  'plugins/webchat.min.js',
  'plugins/webchatservice.min.js',
  'plugins/webchatservicenextgen.mod.js',
  'plugins/pure-engage-v3-rest-transport.mod.js',
  'plugins/richmediabridge.min.js',
]

export async function size() {
  const measure = async (entries, options) =>
    Promise.all(
      Object.entries(entries).map(async ([name, source]) => ({ name, ...(await bundle(source, options)) })),
    )
  const ours = (await measure(OURS)).map(({ name, min, brotli, modules }) => ({
    ...{ name, min, brotli, goal: GOALS[name] },
    parts: [...shares({ modules, brotli })],
  }))
  const { brotli: hook } = ours.find(({ name }) => name === 'hook')
  const extras = await measure(
    Object.fromEntries(
      EXTRAS.map((name) => [name, `${OURS.hook}; export { ${name} } from 'react-genesys-chat-lifecycle'`]),
    ),
  )
  const { entry, ...later } = LAZY
  const lazy = await bundle(entry, { others: later })
  return {
    ours,
    extras: extras.map(({ name, brotli }) => ({ name, added: brotli - hook })),
    lazy: { atFirst: lazy.brotli, later: lazy.later },
    peers: (await measure(PEERS, { folder: PEERS_FOLDER })).map(({ name, min, brotli }) => ({
      name,
      min,
      brotli,
    })),
    widget: widget(process.env.GENESYS_WIDGETS_DIR),
  }
}

/** The vendor's files as they are published. The styles are not counted, nor are ours. */
function widget(folder) {
  if (!folder) return undefined
  const files = WIDGET.map((name) => readFileSync(join(folder, name)))
  return {
    min: files.reduce((sum, { length }) => sum + length, 0),
    brotli: files.reduce((sum, file) => sum + brotliCompressSync(file).length, 0),
  }
}
