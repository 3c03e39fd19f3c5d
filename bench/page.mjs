import { BASELINE } from './baseline.mjs'
import { PARTS } from './parts.mjs'

const number = (value, digits = 0) =>
  value
    .toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits })
    .replaceAll(',', ' ')
const kilobytes = (bytes) => `${number(bytes / 1000, 1)} kB`
const milliseconds = (value, digits = 1) => `${number(value, digits)} ms`
const times = (value) => `${number(value, 2)}×`
const WORDS = ['command', 'grows with', 'heap grew by', 'without it', 'on']
const table = (head, rows) => {
  const lines = head.map((title, i) => (i === 0 || WORDS.includes(title) ? '---' : '--:'))
  return [head, lines, ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

/** Writes the page from the results. */
export function writePage(results) {
  const { size, eventCost, renders, rendersOfOthers, simulator, real, mounts, polling, transcript } = results
  return [
    INTRODUCTION,
    sizes(size),
    LAZY,
    lazily(size.lazy),
    costs(eventCost),
    commits(renders[0], rendersOfOthers),
    mountingTime(results.mounting),
    acting(simulator, real),
    memory(mounts, polling, transcript),
    sharing(results.tabs),
    growth(eventCost, renders, results.tabs),
  ].join('\n\n')
}

const INTRODUCTION = `# Performance

\`\`\`sh
npm run bench   # builds, measures, and writes this page; GENESYS_WIDGETS_DIR adds the real widget
\`\`\`

Every figure is a count, a size, or a ratio. The two measurements of a ratio took turns in the same run. Times depend on the
machine. The built package is measured, with React in production mode. For renders and memory, the events of hours of polling are published
without waiting, on a bus that calls its listeners synchronously.`

const IMPORTS = {
  hook: 'provider and hook',
  guard: 'provider, hook and `<ChatEndGuard>`',
  everything: 'everything',
  messengerHook: 'Messenger: provider and hook',
  messengerGuard: 'Messenger: provider, hook and `<ChatEndGuard>`',
}

function sizes({ ours, extras, peers, widget }) {
  const rows = [
    ...ours.map(({ name, min, brotli, goal }) => [
      IMPORTS[name],
      kilobytes(min),
      `**${kilobytes(brotli)}**`,
      goal ? kilobytes(goal) : '',
      goal ? `${number(brotli / goal, 1)}×` : '',
    ]),
    ...(widget
      ? [['the vendor’s widget, for a chat', kilobytes(widget.min), kilobytes(widget.brotli), '', '']]
      : []),
    ...peers.map(({ name, min, brotli }) => [name, kilobytes(min), kilobytes(brotli), '', '']),
  ]
  const all = ours.map(({ parts }) => new Map(parts))
  const parts = PARTS.map(([name, , without]) => [
    name,
    ...all.map((share) => (share.has(name) ? number(share.get(name)) : '–')),
    without,
  ])
  return `## Size

Bundled by Vite for production, minified, and compressed with brotli. React is not counted. Nothing is loaded later.

${table(['imported', 'minified', 'min + brotli', 'goal', 'of the goal'], rows)}

What each of these exports adds to the bundle of provider and hook:

${table(
  ['export', 'adds'],
  extras.map(({ name, added }) => [`\`${name}\``, `${number(added)} bytes`]),
)}

${WHY_NOT_SMALLER}

The next table divides the compressed bytes of each bundle among its parts, in proportion to their length. The last column says what
would go wrong without a part. Rules are those of \`test/rules.test.tsx\` in the library's folder.

${table(['part', 'hook', 'guard', 'everything', 'Messenger: hook', 'guard', 'without it'], parts)}

Bundles contain only what is imported. \`npm test\` holds the sizes with size-limit (\`bench/.size-limit.json\`), and finds texts for
developers in a production bundle.`
}

const WHY_NOT_SMALLER = `The goals of 9.8, 15.0, 19.0 and 14.5 kB are missed. The bundle is logic, and it is spread evenly: the largest of the modules has
7 % of it. These were tried on the whole bundle:

- Another minifier, in three passes, saves 2 %.
- Closures instead of classes with private members would save 2 %, and short names for internal members 3 %.
- All sentences together are 2 %: the reasons of rejected promises, and the default labels.
- Deliveries are followed, and the kinds of values described, only where an application uses that. This saved 2 %.
- An action that is seldom used could load its code when it is called first. Files, form watching, older pages and logout together
  are 10 % of the hook. After a release of your application that code may be gone from your server, and logout would fail. In tests,
  an action would wait for a module. So nothing is loaded behind your back: load the whole chat later instead, as the next section
  shows.

The goals leave room for a connection, the state and one transport. The rest of the code recognises old and disordered messages, settles
each command, and agrees with tabs, reloads and three transports.`

const LAZY = `## Load it later

An application need not load any of this at first. A provider that mounts late catches up: it asks the bus for the session, its
messages and its agents. So provider and guard may come in a chunk of their own:

\`\`\`tsx
// Chat.tsx
import { ChatEndGuard, GenesysChatProvider } from 'react-genesys-chat-lifecycle'

export default function Chat() {
  return (
    <GenesysChatProvider>
      <ChatEndGuard />
    </GenesysChatProvider>
  )
}
\`\`\`

\`\`\`jsx
// App.jsx
import { lazy, Suspense } from 'react'
import { Shop } from './Shop'

const Chat = lazy(() => import('./Chat'))

export const App = () => (
  <>
    <Shop />
    <Suspense fallback={null}>
      <Chat />
    </Suspense>
  </>
)
\`\`\`

Hooks belong inside \`Chat\`. A follow-up that the customer sends before the chunk is there is not held.`

const lazily = ({ atFirst, later }) =>
  `The first load grows by **${kilobytes(atFirst)}**, which is React's and Vite's way to load a chunk. ${kilobytes(later)} come later.`

function costs(rows) {
  const hasBaseline = rows.some(({ baseline }) => baseline)
  return `## Cost of an event

Nanoseconds of processor time from the payload of \`messageReceived\` to the new state, for the library, for the library at commit
\`${BASELINE}\`, and for the vendor's snippet. The payloads were recorded on the real widget. A history repeats the recorded messages.

${table(
  ['', 'messages', 'library', 'per message', 'snippet', ...(hasBaseline ? [BASELINE, 'faster by'] : [])],
  rows.map(({ name, messages, library, snippet, baseline }) => [
    name,
    number(messages),
    `${number(library)} ns`,
    `${number(library / messages)} ns`,
    `${number(snippet)} ns`,
    ...(hasBaseline ? [`${number(baseline)} ns`, times(baseline / library)] : []),
  ]),
)}

The goals are a live batch below 5 microseconds, and a history of 10 000 messages 1.7 times as fast as at that commit. A batch is read in one
pass, on one copy of the segment and of the people, and is sorted only if it is not in order. The snippet reads two fields of a message
and forgets it, which is why it acts on old messages. The cost is linear in the batch.`
}

function commits({ polls, messages, changes, commits: each }, others) {
  const all = [{ platform: 'digital-channels', commits: each }, ...others]
  return `## Renders

React commits over an hour of asynchronous polling: ${number(polls)} polls, and ${number(messages)} messages. ${number(changes)} of the messages close or reopen
a segment, or tell that the agent leaves or joins.

${table(
  ['consumer', ...all.map(({ platform }) => platform)],
  Object.keys(each).map((name) => [
    name,
    ...all.map(({ commits: counts }) => (name in counts ? number(counts[name]) : '')),
  ]),
)}`
}

function mountingTime({ rounds, plain, added, addedBefore }) {
  return `## Mounting

What provider and guard add to the first render of a page of 200 elements, in Chromium: the median of ${number(rounds)} turns, effects included.

${table(
  ['page', 'time'],
  [
    ['plain React', milliseconds(plain, 2)],
    ['added by provider and guard', `**${milliseconds(added, 2)}**`],
    ...(addedBefore === undefined ? [] : [[`added at \`${BASELINE}\``, milliseconds(addedBefore, 2)]]),
  ],
)}`
}

function acting(simulator, real) {
  const rows = (place, measured) =>
    measured.map(({ mode, rounds, library, snippet }) => [
      place,
      mode === 'async' ? '`injectMessage`' : '`endChat`',
      rounds,
      milliseconds(library),
      milliseconds(snippet),
      `**${milliseconds(library - snippet)}**`,
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
  const hours = (title, { platform, first, last, growth, heap, messages }) => [
    title,
    platform,
    first,
    last,
    '',
    '',
    `${flat(growth, heap)}, ${number(growth / messages)} bytes a message`,
  ]
  return `## Memory and listeners

${table(
  ['', 'on', 'subscriptions before', 'after', 'hooks before', 'after', 'heap grew by'],
  [
    ...mounts.map(({ platform, count, first, last, growth, heap }) => [
      `${number(count)} mounts and unmounts`,
      platform,
      first.subscriptions,
      last.subscriptions,
      first.hooks,
      last.hooks,
      `${flat(growth, heap)} (second half)`,
    ]),
    ...polling.map((each) =>
      hours(`${each.hours} hours of polling, ${number(each.messages)} messages`, each),
    ),
    hours('the same, with `useGenesysChatMessages`', transcript),
  ],
)}

In the rows with mounts, subscriptions are counted after an unmount. A \`before\` hook cannot be removed from the bus. The library installs
one for each command, however often the application is mounted. Messages are kept only while a component uses
\`useGenesysChatMessages\`. Messenger has no command that returns them, so on Messenger the library keeps the messages of a conversation;
its bus also keeps the subscriptions.`
}

function sharing(tabs) {
  const [first] = tabs
  return `## Tabs

${first.tabs} tabs of one session in Chromium, with provider and guard. Only one of them receives the messages that close and reopen a segment.

${table(
  ['segments closed and reopened', 'messages on the channel', 'writes to storage', 'until all tabs agree'],
  tabs.map(({ segments, messages, writes, ms }) => [
    number(segments),
    number(messages),
    number(writes),
    milliseconds(ms, 0),
  ]),
)}

Each change is one message on the channel. Each tab stores what it knows for its own reload, and one tab claims the change, so that
only it calls back. The time is a median, except in the first row, which has one segment only.`
}

function growth(eventCost, renders, tabs) {
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
      name.startsWith('a hand') ? 'the polls' : name === 'actions only' ? 'nothing' : 'the changes',
    ]),
    [
      'messages between ten tabs, of one segment',
      ...tabs.map(({ messages }) => number(messages)),
      'the changes',
    ],
    ['writes of ten tabs, of one segment', ...tabs.map(({ writes }) => number(writes)), 'the changes'],
  ],
)}
`
}
