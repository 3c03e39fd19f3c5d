import { bubbleOf, GUARD_DEFAULTS, type GuardSettings, labelsOf } from './guardOptions.ts'

const SIGNALS: Readonly<Record<GuardSettings['endSignal'], string>> = {
  state: '',
  marker: 'endSignals={[interactionState(), textMarker(/^GenesysTerminateChat$/)]}',
  agentsLeft: 'endSignals={[interactionState(), allAgentsLeft({ graceMs: 5000 })]}',
}

const NOTICE_OF = "notice={({ agentName }) => (agentName ?? 'We') + ' closed your request. Thank you!'}"

/** The options that are plain values. */
type Plain = {
  [Name in keyof GuardSettings]: GuardSettings[Name] extends string | number | boolean ? Name : never
}[keyof GuardSettings]

/** The JSX that some settings amount to: only what differs from the defaults. */
export function toJsx(settings: GuardSettings): string {
  const differs = (name: Plain): boolean => settings[name] !== GUARD_DEFAULTS[name]
  const plain = (...names: Plain[]): string[] =>
    names.filter(differs).map((name) => attribute(name, settings[name]))

  const provider = [...plain('restorePolicy'), SIGNALS[settings.endSignal]].filter(Boolean)
  const guard = [
    ...plain('async', 'regular'),
    ...(settings.isNoticeMade ? [NOTICE_OF] : plain('notice')),
    ...plain('render'),
    ...object('bubble', bubbleOf(settings)),
    ...plain('closeDelayMs', 'closeWindow', 'followUps'),
    ...(differs('locale') ? [`locale={${settings.locale}}`] : []),
    ...object('labels', labelsOf(settings)),
  ]
  const look = settings.ownLook ? '    {(guard) => <OwnLook guard={guard} />}' : undefined
  return [
    tag('GenesysChatProvider', provider, '', '>'),
    '  <App />',
    ...(look
      ? [tag('ChatEndGuard', guard, '  ', '>'), look, '  </ChatEndGuard>']
      : [tag('ChatEndGuard', guard, '  ', '/>')]),
    '</GenesysChatProvider>',
  ].join('\n')
}

function attribute(name: string, value: string | number | boolean): string {
  if (value === true) return name
  if (typeof value !== 'string') return `${name}={${value}}`
  // A JSX attribute knows no escapes, so what could end it goes into an expression.
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
