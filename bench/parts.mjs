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
    'chat: ending, actions, reset',
    files('chat', 'ending/\\w+', 'createActions', 'outbox', 'sendFile', 'gate', 'reset'),
    'a second end request, a window that opens again, two sessions from one start, no logout: rules 5 and 13',
  ],
  [
    'chat: memory, once and tabs',
    files('chat', 'memory', 'once', 'tabs', 'tabSync', 'shared'),
    'a reload or a second tab would announce a closed segment again: rule 1',
  ],
  [
    'chat: messages, unread, idle',
    /\/dist\/(chat\/(transcript|localMessages|saveTranscript|unread|idle|idleWatch)|react\/useGenesysChat(Messages|Unread|Idle))\.js$/,
    'a custom chat UI would have no messages, no count and no clock',
  ],
  [
    'chat: state',
    /\/dist\/(chat\/.*|createChatLifecycle)\.js$/,
    'no phase, no agents, no end reason, no callbacks',
  ],
  ['platform: loader', files(WIDGETS, 'loadGenesysWidgets'), 'the page would load the widget itself'],
  [
    'platform: direct access to the bus',
    /\/dist\/(react\/(use(Genesys)?(BusEvent|Command|BeforeCommand|PreProcessor|WidgetsClient))|platform\/genesys-widgets\/(warnUnknown|preProcessors|bus(Events|Commands|Registry)))\.js$/,
    'no events and commands that this library does not know',
  ],
  [
    'platform: commands and window',
    /\/dist\/platform\/(genesys-widgets\/(commands|windowCommands|pendingCommand|window\w*|overlay|passing|files|history|leftovers)|commandError)\.js$/,
    'promises that never settle, and nothing to hold or show inside the widget: rules 4 and 6',
  ],
  [
    'platform: connection',
    files(
      WIDGETS,
      'client',
      'connection',
      'findBus',
      'busChoice',
      'page',
      'createGenesysWidgets',
      'currentTransport',
      'transports/detectTransport',
    ),
    'no waiting for a late bus, and other people’s handlers would be lost at an unmount: rule 7',
  ],
  [
    'platform: reading the bus',
    /\/dist\/platform\/(genesys-widgets\/.*|message|serviceError)\.js$/,
    'a restore, a late mount and an end by the server would go unnoticed: rule 10',
  ],
  [
    'platform: Messenger',
    /\/dist\/platform\/genesys-messenger\/.*\.js$/,
    'the same for the other platform: rules 1 to 14',
  ],
  [
    'guard',
    /\/dist\/(guard\/.*|locales\/en)\.js$/,
    'notices, ends, countdowns and held follow-ups, also across a reload: rules 1, 4 and 12',
  ],
  [
    'react: guard',
    files(
      'react',
      'ChatEndGuard',
      'GuardControls',
      'ReturnFocus',
      'useChatEndGuard',
      'useClearance',
      'useLanguages',
      'useSecondsLeft',
      'durationInWords',
    ),
    'a notice in the page, buttons, focus and announcements',
  ],
  ['react: provider and hooks', files('react', '\\w+'), 'provider, hooks, selectors: rule 9'],
  ['common', files('common', '\\w+'), 'timers, emitters, and checks of values'],
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
