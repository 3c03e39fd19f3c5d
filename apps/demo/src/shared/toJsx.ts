import { bubbleOf, GUARD_DEFAULTS, labelsOf } from './guardOptions.ts'
import type { PlainOption } from './guardOptionTexts.ts'
import type { DemoSettings } from './settings.ts'

/** What decides how the library is used on a page. */
export type JsxSettings = Pick<DemoSettings, 'platform' | 'transport' | 'guard'>

const NOTICE_OF = "notice={({ agentName }) => (agentName ?? 'We') + ' closed your request. Thank you!'}"

/** Writes settings as JSX, without the defaults. */
export function toJsx({ platform, transport, guard: settings }: JsxSettings): string {
  const differs = (name: PlainOption): boolean => settings[name] !== GUARD_DEFAULTS[name]
  const plain = (...names: PlainOption[]): string[] =>
    names.filter(differs).map((name) => attribute(name, settings[name]))

  const signals = signalsOf({ platform, transport, guard: settings })
  const provider = [
    ...plain('restorePolicy'),
    ...(signals.length > 0 ? [`closeSignals={[${signals.join(', ')}]}`] : []),
  ]
  const guard = [
    ...plain('asyncPolicy', 'regularPolicy'),
    ...(settings.isNoticeFunction ? [NOTICE_OF] : plain('notice')),
    ...plain('noticePlacement'),
    ...object('bubble', bubbleOf(settings)),
    ...plain('endDelayMs', 'closeWindow', 'followUps'),
    ...(differs('locale') ? [`locale={${settings.locale}}`] : []),
    ...object('labels', labelsOf(settings)),
  ]
  const children = settings.isRenderedByPage ? '    {(guard) => <GuardBar guard={guard} />}' : undefined
  const providerName = providerOf(platform)
  return [
    tag(providerName, provider, '', '>'),
    '  <App />',
    ...(children
      ? [tag('ChatEndGuard', guard, '  ', '>'), children, '  </ChatEndGuard>']
      : [tag('ChatEndGuard', guard, '  ', '/>')]),
    `</${providerName}>`,
  ].join('\n')
}

/** The imports that this JSX needs. */
export function importsOf(settings: JsxSettings, more: readonly string[] = []): string {
  const { platform, guard } = settings
  const isMessenger = platform === 'messenger'
  const names = [
    'ChatEndGuard',
    ...(isMessenger ? [] : ['GenesysChatProvider']),
    ...signalsOf(settings).map((call) => call.replace(/\(.*/, '')),
    ...more,
  ].sort((one, other) => one.toLowerCase().localeCompare(other.toLowerCase()))
  return [
    `import { ${names.join(', ')} } from 'react-genesys-chat-lifecycle'`,
    ...(guard.locale === GUARD_DEFAULTS.locale
      ? []
      : [`import { ${guard.locale} } from 'react-genesys-chat-lifecycle/locales'`]),
    ...(isMessenger
      ? ["import { GenesysMessengerProvider } from 'react-genesys-chat-lifecycle/messenger'"]
      : []),
    "import 'react-genesys-chat-lifecycle/styles.css'",
  ].join('\n')
}

const providerOf = (platform: DemoSettings['platform']): string =>
  platform === 'messenger' ? 'GenesysMessengerProvider' : 'GenesysChatProvider'

/** The `closeSignals`, or nothing for the default. Messenger has one signal, and it is the default. */
function signalsOf({ platform, transport, guard }: JsxSettings): string[] {
  if (platform === 'messenger') return []
  const left = 'allAgentsLeft({ graceMs: 5000 })'
  // On GMS no message tells of the state.
  const first = transport === 'gms' ? left : 'interactionState()'
  if (guard.closeSignal === 'marker') return [first, 'textMarker(/^GenesysTerminateChat$/)']
  if (transport === 'gms') return [left]
  return guard.closeSignal === 'agentsLeft' ? [first, left] : []
}

function attribute(name: string, value: string | number | boolean): string {
  if (value === true) return name
  if (typeof value !== 'string') return `${name}={${value}}`
  // JSX attributes have no escapes, so a text that needs some becomes an expression.
  return `${name}=${/["\\\n&{}<>]/.test(value) ? `{${JSON.stringify(value)}}` : `"${value}"`}`
}

function object(name: string, value: object | undefined): string[] {
  if (!value) return []
  const entries = Object.entries(value).map(([key, part]) => `${key}: ${JSON.stringify(part)}`)
  return [entries.length > 0 ? `${name}={{ ${entries.join(', ')} }}` : `${name}={{}}`]
}

function tag(name: string, attributes: readonly string[], indent: string, end: '>' | '/>'): string {
  const oneLine = `${indent}<${[name, ...attributes].join(' ')}${end === '/>' ? ' />' : '>'}`
  if (oneLine.length <= 64) return oneLine
  const lines = attributes.map((line) => `${indent}  ${line}`)
  return [`${indent}<${name}`, ...lines, `${indent}${end}`].join('\n')
}
