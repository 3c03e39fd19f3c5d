const files = (folder, ...names) => new RegExp(`/dist/${folder}/(${names.join('|')})\\.js$`)
const WIDGETS = 'platform/genesys-widgets'

/** The parts of the bundle, and what would be missing without each. The first match counts. */
export const PARTS = [
  [
    'chat: order, segments and people',
    files('chat', 'order', 'segment', 'people', 'absence', 'signals/\\w+'),
    'replays, late and disordered batches, tails and reopenings would count as closed segments: rules 2, 3 and 11',
  ],
  [
    'chat: state',
    /\/dist\/(chat\/(reducer|project|recorder|chat|store|announce)|createChatLifecycle)\.js$/,
    'no phase, no agents, no end reason, no callbacks',
  ],
  [
    'chat: ending and actions',
    files('chat', 'ending/\\w+', 'createActions'),
    'a second end request, a window that opens again, two sessions from one start: rules 5 and 13',
  ],
  [
    'chat: memory, once and tabs',
    files('chat', 'memory', 'once', 'tabs', 'tabSync'),
    'a reload or a second tab would announce a closed segment again: rule 1',
  ],
  [
    'platform: reading the bus',
    files(
      WIDGETS,
      'busReader',
      'translate',
      'readFields',
      'readAttachments',
      'currentTransport',
      'transports/\\w+',
      'readIndex',
      'answers',
      'eventQueue',
      'pollWatch',
    ),
    'a restore, a late mount and an end by the server would go unnoticed: rule 10',
  ],
  [
    'platform: commands and window',
    /\/dist\/platform\/(genesys-widgets\/(commands|pendingCommand|window|overlay)|commandError|message)\.js$/,
    'promises that never settle, and nothing to hold or show inside the widget: rules 4 and 6',
  ],
  [
    'platform: connection',
    files(WIDGETS, 'client', 'connection', 'findBus', 'page', 'createGenesysWidgets', 'transports/\\w+'),
    'no waiting for a late bus, and other people’s handlers would be lost at an unmount: rule 7',
  ],
  ['platform: loader', files(WIDGETS, 'loadGenesysWidgets'), 'the page would load the widget itself'],
  [
    'guard',
    /\/dist\/(guard\/.*|locales\/en)\.js$/,
    'notices, ends, countdowns and held follow-ups, also across a reload: rules 1, 4 and 12',
  ],
  [
    'react: provider and hooks',
    files(
      'react',
      'context',
      'GenesysChatProvider',
      'useGenesysChatActions',
      'useGenesysChatLifecycle',
      'useStoreSelector',
    ),
    'provider, hooks, selectors: rule 9',
  ],
  [
    'react: guard',
    files('react', 'ChatEndGuard', 'GuardControls', 'ReturnFocus', 'useChatEndGuard', 'useSecondsLeft'),
    'a notice in the page, buttons, focus and announcements',
  ],
  [
    'transcript',
    /\/dist\/(chat\/(transcript|localMessages)|react\/useGenesysChatMessages)\.js$/,
    'a custom chat UI would have no messages',
  ],
  [
    'escape hatches',
    /\/dist\/(react\/(useGenesysBusEvent|useGenesysCommand|useWidgetsClient)|platform\/genesys-widgets\/warnUnknown)\.js$/,
    'no direct access to bus events and commands',
  ],
  ['common', files('common', '\\w+'), 'timers and emitters'],
]

/** Splits the bytes of the compressed bundle by the characters of each part before minification. */
export function shares({ modules, brotli }) {
  const total = Object.values(modules).reduce((sum, length) => sum + length, 0)
  const lengths = new Map()
  for (const [id, length] of Object.entries(modules)) {
    const [name] = PARTS.find(([, pattern]) => pattern.test(id)) ?? ['the rest']
    lengths.set(name, (lengths.get(name) ?? 0) + length)
  }
  return new Map([...lengths].map(([name, length]) => [name, Math.round((brotli * length) / total)]))
}
