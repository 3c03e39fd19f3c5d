import { PARTS, shares } from './parts.mjs'

const number = (value, digits = 0) =>
  value
    .toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits })
    .replaceAll(',', ' ')
const kilobytes = (bytes) => `${number(bytes / 1000, 1)} kB`
const table = (head, rows) =>
  [head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')

/** The page, from what was measured. */
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

const INTRODUCTION = `# What it costs

\`\`\`sh
npm run bench   # builds, measures, and writes this page; GENESYS_WIDGETS_DIR adds the real widget
\`\`\`

All figures are counts, sizes, or ratios of two things that were measured in turns in the same run. The nanoseconds beside them
are those of the machine it ran on. What is measured is the built package, with React in production mode.`

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
    ]),
    ...peers.map(({ name, min, brotli }) => [name, kilobytes(min), kilobytes(brotli), '']),
  ]
  const all = ours.map(shares)
  const parts = PARTS.map(([name, , without]) => [
    name,
    ...all.map((share) => (share.has(name) ? number(share.get(name)) : '–')),
    without,
  ])
  return `## Size

As Vite bundles it for production: minified, compressed with brotli, React outside.

${table(['imported', 'minified', 'min + brotli', 'goal'], rows)}

The goals are missed. The peers load a vendor's script and hand its calls through; they keep no state, so theirs is the size of
a wrapper. What is in ours is below, in bytes of the compressed bundle (shared out by length). Nothing of it is loaded later.

${table(['part', 'hook', 'guard', 'everything', 'without it'], parts)}

Each part holds one of the ten things that must always hold, and the tests that break without it. The limit of what can be left
out without losing one is about where the figures are; \`npm test\` keeps them there with size-limit (\`bench/.size-limit.json\`).
Warnings for developers are not in a production bundle.`
}

function costs(rows) {
  return `## Cost of an event

Nanoseconds from the payload of \`messageReceived\` to the new state: read, asked for signals, reduced. Beside it the vendor's
snippet on the same payloads, recorded on the real widget; a history is those messages repeated.

${table(
  ['', 'messages', 'library', 'per message', 'snippet', 'library, in microseconds'],
  rows.map(({ name, messages, library, snippet }) => [
    name,
    number(messages),
    `${number(library)} ns`,
    `${number(library / messages)} ns`,
    `${number(snippet)} ns`,
    number(library / 1000, 1),
  ]),
)}

The snippet looks at two fields of a message and forgets it; that is faster, by a few microseconds for each message, and it is why
it acts on old news. The bus spends more on a single delivery: each callback runs in a timer of its own.`
}

function commits({ polls, messages, changes, commits: each }) {
  return `## Renders

React commits over an hour of asynchronous polling: ${number(polls)} polls with a \`capabilitiesChanged\` each, ${number(messages)} messages, among
them ${number(changes)} that close or reopen a segment.

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

In Chromium, from the bus's event to the command: the median of some rounds. The goal is less than one frame, 16.7 ms, over the
snippet's.

${table(
  ['page', 'command', 'rounds', 'library', 'snippet', 'added'],
  [...rows('simulator', simulator), ...(real ? rows('real widget', real) : [])],
)}

Before it ends a chat the library asks the bus whether there is still one to end; the bus answers in timers.`
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

Subscriptions are those after an unmount in the first row. A \`before\` hook cannot be taken off the bus, so there is one for each
command, however often the application is mounted. Messages are kept only while \`useGenesysChatMessages\` is in use.`
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
      'the messages in the batch; the constant stays',
    ],
    ...Object.keys(renders[0].commits).map((name) => [
      `commits of ${name}`,
      ...renders.map(({ commits: each }) => number(each[name])),
      name.startsWith('the hook') ? 'the polls' : name === 'commands only' ? 'nothing' : 'the changes',
    ]),
  ],
)}
`
}
