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
are those of the machine it ran on. What is measured is the built package, with React in production mode. For renders and memory
the hours of polling are those events on a bus that calls at once, poll after poll.`

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

The goals are missed, by factors of two and three. The peers load a vendor's script and hand its calls through; they keep no state, so
theirs is the size of a wrapper. What is in ours is below, in bytes of the compressed bundle, shared out by the length of each
part. Nothing of it is loaded later.

${table(['part', 'hook', 'guard', 'everything', 'without it'], parts)}

Where the limit is. It is not the words: all texts of the hook's bundle together are 1.3 kB, the sentences in them 0.2 kB. It is
not the minifier: another one, in three passes, takes off 2 %. It is not what is written twice: sharing the code for storage, for
checks and for cards made the source shorter and the compressed bundle no smaller, since brotli had found it already. What is left
is logic, and each part of it holds one of the things that must always hold: about a third of it takes old and disordered news for
what it is, a third keeps commands from hanging or from coming twice, and a third is the bus, the tabs and the reload. The goal of
3.0 kB is about what the parts “reading messages” and “state” are with a subscription: a hook that tells a phase, and is wrong
after a reload, with two tabs, on a late mount, and when the server ends the chat. A part can be left out by whoever needs none of
it: the guard, its look, the loader, the transcript and the doors to the bus are not in a bundle that does not import them, and
warnings for developers are in no production bundle.

\`npm test\` holds the sizes where they are, with size-limit (\`bench/.size-limit.json\`).`
}

function costs(rows) {
  return `## Cost of an event

Nanoseconds from the payload of \`messageReceived\` to the new state: read, asked for signals, reduced. Beside it the vendor's
snippet on the same payloads, recorded on the real widget; a history is those messages repeated.

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

The goal “not slower on a live batch” is missed, by a few microseconds a batch. The snippet looks at two fields of a message and
forgets it, which is why it acts on old news; reading the time and the index of a message alone takes longer than that. On the
page neither is felt: the bus starts a timer for each callback, and a frame is 16 700 microseconds. The rest of the goal is met: the
cost is linear in the batch, and a message of a long history costs less than one that comes alone.`
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
