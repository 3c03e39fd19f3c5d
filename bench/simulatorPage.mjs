const number = (value) => Math.round(value).toLocaleString('en').replaceAll(',', ' ')
const share = (value) => `${(value * 100).toFixed(0)} %`
const kib = (bytes) => number(bytes / 1024)

/** Writes the page about the simulator from the results. */
export function writeSimulatorPage({ idle, loaded, held, waking, churned }) {
  const row = (name, i) => [name, share(idle[i] / idle[0]), share(loaded[i] / loaded[0])]
  const rows = [row('an agent reads a chat', 1), row('a customer restores a chat, with a signed token', 2)]
  return `# The simulator under load

\`\`\`sh
npm run bench                # everything
npm run bench -- simulator   # this page only. BENCH_CHURN_SECONDS=600: chats come and go for ten minutes
\`\`\`

The simulator and a plain Hono server, which answers \`{"ok":true}\`, run in processes of their own and take turns. All figures are counts
or ratios of the same run. Times depend on the machine.

## Requests a second

In percent of the plain server’s. “Held” is while ${number(held.count)} polls are held open.

| request | no polls | held |
| --- | --: | --: |
${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}

## Held polls

Each of ${number(held.count)} held polls takes ${number(held.bytes)} bytes of the heap, with its connection. When an agent joins, the held poll is answered after
${(waking.wakeUp / waking.roundTrip).toFixed(1)} times the round trip of a request to the plain server (medians). Two requests take part in it.

## Memory

${number(churned.chats)} chats were started, answered, left and forgotten in the second half of ${number(churned.seconds)} seconds. The heap went from ${kib(churned.before)} KiB to
${kib(churned.after)} KiB, both after garbage collection: ${share((churned.after - churned.before) / churned.before)}.

The [limits](../packages/genesys-simulator/README.md#limits) keep what is sent from growing without end.
`
}
