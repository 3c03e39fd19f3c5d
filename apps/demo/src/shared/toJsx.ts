import { GUARD_DEFAULTS, type GuardSettings } from './guardOptions.ts'

const SIGNALS: Readonly<Record<GuardSettings['endSignal'], string>> = {
  state: '',
  marker: 'endSignals={[interactionState(), textMarker(/^GenesysTerminateChat$/)]}',
  agentsLeft: 'endSignals={[interactionState(), allAgentsLeft({ graceMs: 5000 })]}',
}

/** The JSX that some settings amount to: only what differs from the defaults. */
export function toJsx(settings: GuardSettings): string {
  const differs = (name: keyof GuardSettings): boolean => settings[name] !== GUARD_DEFAULTS[name]
  const plain = (...names: (keyof GuardSettings)[]): string[] =>
    names.filter(differs).map((name) => attribute(name, settings[name]))

  const provider = [...plain('restorePolicy'), SIGNALS[settings.endSignal]].filter(Boolean)
  const guard = [
    ...plain('async', 'regular', 'notice', 'render'),
    ...(differs('direction') ? [`bubble={{ time: false, direction: '${settings.direction}' }}`] : []),
    ...plain('closeDelayMs', 'closeWindow', 'followUps'),
    ...(differs('locale') ? [`locale={${settings.locale}}`] : []),
    ...(differs('dismiss') ? [`labels={{ dismiss: ${JSON.stringify(settings.dismiss)} }}`] : []),
  ]
  return [
    tag('GenesysChatProvider', provider, '', '>'),
    '  <App />',
    tag('ChatEndGuard', guard, '  ', '/>'),
    '</GenesysChatProvider>',
  ].join('\n')
}

function attribute(name: string, value: string | number | boolean): string {
  if (value === true) return name
  if (typeof value !== 'string') return `${name}={${value}}`
  // A JSX attribute knows no escapes, so what could end it goes into an expression.
  return `${name}=${/["\\\n&{}<>]/.test(value) ? `{${JSON.stringify(value)}}` : `"${value}"`}`
}

function tag(name: string, attributes: readonly string[], indent: string, end: '>' | '/>'): string {
  const oneLine = `${indent}<${[name, ...attributes].join(' ')}${end === '/>' ? ' />' : '>'}`
  if (oneLine.length <= 64) return oneLine
  const lines = attributes.map((line) => `${indent}  ${line}`)
  return [`${indent}<${name}`, ...lines, `${indent}${end}`].join('\n')
}
