import { PARTS, shares } from './parts.mjs'

const number = (value, digits = 0) =>
  value
    .toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits })
    .replaceAll(',', ' ')
const kilobytes = (bytes) => `${number(bytes / 1000, 1)} kB`
const WORDS = ['command', 'grows with', 'heap grew by', 'without it']
const table = (head, rows) => {
  const lines = head.map((title, i) => (i === 0 || WORDS.includes(title) ? '---' : '--:'))
  return [head, lines, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

/** Writes the page from the results. */
export function writePage({ size, eventCost, renders, simulator, real, mounts, polling, transcript }) {
  return [
    INTRODUCTION,
    sizes(size),
    costs(eventCost),
    commits(renders[0]),
    acting(simulator, real),
    memory(mounts, polling, transcript),
    growth(eventCost, renders),
  ].join('\n\n')
}

const INTRODUCTION = `# Performance

\`\`\`sh
npm run bench   # builds, measures, and writes this page; GENESYS_WIDGETS_DIR adds the real widget
\`\`\`

All figures are counts, sizes, or ratios of two measurements that took turns in the same run. Times depend on the machine. The
built package is measured, with React in production mode. For renders and memory, the events of hours of polling are published
without waiting, on a bus that calls its listeners synchronously.`

const IMPORTS = {
  hook: 'provider and hook',
  guard: 'provider, hook and `<ChatEndGuard>`',
  everything: 'everything',
}

function sizes({ ours, peers }) {
  const rows = [
    ...ours.map(({ name, min, brotli, goal }) => [
      IMPORTS[name],
      kilobytes(min),
      `**${kilobytes(brotli)}**`,
      kilobytes(goal),
      `${number(brotli / goal, 1)}×`,
    ]),
    ...peers.map(({ name, min, brotli }) => [name, kilobytes(min), kilobytes(brotli), '', '']),
  ]
  const all = ours.map(shares)
  const parts = PARTS.map(([name, , without]) => [
    name,
    ...all.map((share) => (share.has(name) ? number(share.get(name)) : '–')),
    without,
  ])
  return `## Size

As Vite bundles it for production: minified, compressed with brotli, React outside.

${table(['imported', 'minified', 'min + brotli', 'goal', 'of the goal'], rows)}

The goals are missed, as the last column shows. The peers load a vendor's script and pass calls on. They keep no state, so they
have the size of a wrapper. The next table splits our bundles into parts. It splits the bytes of the compressed bundle by the length
of each part. Nothing is loaded later.

${table(['part', 'hook', 'guard', 'everything', 'without it'], parts)}

The size is logic. All texts in the hook's bundle are 1.3 kB, of which sentences are 0.2 kB. Another minifier, in three passes, saves
2 %. Removing repeated code made the source shorter, but not the compressed bundle. About a third of the logic recognises old and
disordered messages. A third makes sure that commands settle and are sent once. The last third is the connection to the bus, tabs and
reloads. With 3.0 kB there would be room for reading messages, the state, and a subscription. Such a hook would be wrong after a reload,
with two tabs, on a late mount, and when the server ends the chat.

Bundles contain only what is imported: without it, the guard, the loader, the transcript and the escape hatches are left out. Warnings
for developers are in no production bundle.

\`npm test\` checks the sizes against budgets, with size-limit (\`bench/.size-limit.json\`).`
}

function costs(rows) {
  return `## Cost of an event

Nanoseconds from the payload of \`messageReceived\` to the new state, for the library and for the vendor's snippet. The payloads were
recorded on the real widget. A history repeats the recorded messages.

${table(
  ['', 'messages', 'library', 'per message', 'snippet', 'ratio'],
  rows.map(({ name, messages, library, snippet }) => [
    name,
    number(messages),
    `${number(library)} ns`,
    `${number(library / messages)} ns`,
    `${number(snippet)} ns`,
    `${number(library / snippet)}×`,
  ]),
)}

The goal “not slower on a live batch” is missed by about a microsecond a message. The snippet reads two fields of a message and forgets
it, which is why it acts on old messages. Reading a message's time and index alone takes longer than that. Neither matters on a page:
the bus starts a timer for each callback, and a frame takes 16 700 microseconds. The rest of the goal is met. The cost is linear in
the batch, and a message costs less in a long history than alone.`
}

function commits({ polls, messages, changes, commits: each }) {
  return `## Renders

React commits over an hour of asynchronous polling: ${number(polls)} polls with a \`capabilitiesChanged\` each, and ${number(messages)} messages.
${number(changes)} of the messages close or reopen a segment.

${table(
  ['consumer', 'commits'],
  Object.entries(each).map(([name, count]) => [name, number(count)]),
)}`
}

function acting(simulator, real) {
  const rows = (place, measured) =>
    measured.map(({ mode, rounds, library, snippet }) => [
      place,
      mode === 'async' ? '`injectMessage`' : '`endChat`',
      rounds,
      `${number(library, 1)} ms`,
      `${number(snippet, 1)} ms`,
      `**${number(library - snippet, 1)} ms**`,
    ])
  return `## Time to act

The time from the bus's event to the command, in Chromium: the median of several rounds. The goal is to add less than one frame,
16.7 ms, to the snippet's time.

${table(
  ['page', 'command', 'rounds', 'library', 'snippet', 'added'],
  [...rows('simulator', simulator), ...(real ? rows('real widget', real) : [])],
)}

Before it ends a chat, the library asks the bus whether the session is still there. The bus answers in timers.`
}

function memory(mounts, polling, transcript) {
  const flat = (growth, heap) => `${number(growth / 1024)} KiB of ${number(heap / 1024)}`
  return `## Memory and listeners

${table(
  ['', 'subscriptions before', 'after', 'hooks before', 'after', 'heap grew by'],
  [
    [
      `${number(mounts.count)} mounts and unmounts`,
      mounts.first.subscriptions,
      mounts.last.subscriptions,
      mounts.first.hooks,
      mounts.last.hooks,
      `${flat(mounts.growth, mounts.heap)} (second half)`,
    ],
    [
      `${polling.hours} hours of polling, ${number(polling.messages)} messages`,
      polling.first,
      polling.last,
      '',
      '',
      flat(polling.growth, polling.heap),
    ],
    [
      'the same, with `useGenesysChatMessages`',
      transcript.first,
      transcript.last,
      '',
      '',
      `${flat(transcript.growth, transcript.heap)}, ${number(transcript.growth / transcript.messages)} bytes a message`,
    ],
  ],
)}

In the first row, subscriptions are counted after an unmount. A \`before\` hook cannot be removed from the bus. The library installs
one for each command, however often the application is mounted. Messages are kept only while a component uses
\`useGenesysChatMessages\`.`
}

function growth(eventCost, renders) {
  const loads = eventCost.filter(({ name }) => name.startsWith('a history'))
  return `## Growth

${table(
  ['', '1×', '10×', '100×', 'grows with'],
  [
    [
      'a batch of 100 messages, ns per message',
      ...loads.map(({ library, messages }) => number(library / messages)),
      'the number of messages, linearly',
    ],
    ...Object.keys(renders[0].commits).map((name) => [
      `commits of ${name}`,
      ...renders.map(({ commits: each }) => number(each[name])),
      name.startsWith('a hand') ? 'the polls' : name === 'commands only' ? 'nothing' : 'the changes',
    ]),
  ],
)}
`
}
