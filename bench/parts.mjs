/** What the bundle is made of, and what a customer or a developer would miss without it. The first that matches has a file. */
export const PARTS = [
  [
    'reading messages, order and segments',
    /lifecycle\/(messages|order|segment|people|events|signals)\./,
    'replays, late and disordered batches, tails and reopenings would be taken for closings: rules 2 and 3',
  ],
  ['state', /lifecycle\/(reducer|state)\./, 'there would be no phase, no agents, no end reason to render'],
  [
    'listening',
    /lifecycle\/(listener|answers|pause|translate)\./,
    'a restore, a late mount and an end by the server would go unnoticed: rule 10',
  ],
  [
    'commands',
    /lifecycle\/(commands|actions)\./,
    'a second `endChat`, a window that opens again, promises that never settle: rules 5 and 6',
  ],
  [
    'the store',
    /lifecycle\/(store|announce|createChatLifecycle|options)\./,
    'callbacks would come twice, and a quiet bus would render: rules 1 and 9',
  ],
  [
    'memory and tabs',
    /lifecycle\/(memory|tabs)\./,
    'a reload or a second tab would tell a closing again: rule 1',
  ],
  [
    'the bus',
    /\/bus\/(client|connection|find|page|errors|environment|types|names)\./,
    'no waiting for a late bus, and other people’s handlers would be lost at an unmount: rule 7',
  ],
  [
    'React',
    /react\/(context|GenesysChatProvider|useGenesysChatActions|useGenesysChatLifecycle|useStoreSelector)\./,
    'provider, hook, selector',
  ],
  [
    'the guard',
    /\/guard\/|locales\/en\./,
    'notices, ends, countdowns, held follow-ups, and all of these across a reload: rules 1, 3 and 4',
  ],
  [
    'the guard’s look',
    /react\/(ChatEndGuard|GuardControls|ReturnFocus|useChatEndGuard|useSecondsLeft)\./,
    'a notice in the page, buttons, focus and announcements',
  ],
  ['the loader', /bus\/loadGenesysWidgets\./, 'the page would load the widget by itself'],
  [
    'the transcript',
    /lifecycle\/transcript\.|useGenesysChatMessages\./,
    'a chat UI of one’s own would have no messages',
  ],
  [
    'the doors to the bus',
    /useGenesysBusEvent|useGenesysCommand|warnUnknown/,
    'only the hook’s own actions and state',
  ],
]

/** Bytes of the compressed bundle, shared out by the characters of each part before they are minified. */
export function shares({ modules, brotli }) {
  const total = Object.values(modules).reduce((sum, length) => sum + length, 0)
  const lengths = new Map()
  for (const [id, length] of Object.entries(modules)) {
    const [name] = PARTS.find(([, files]) => files.test(id)) ?? ['the rest']
    lengths.set(name, (lengths.get(name) ?? 0) + length)
  }
  return new Map([...lengths].map(([name, length]) => [name, Math.round((brotli * length) / total)]))
}
