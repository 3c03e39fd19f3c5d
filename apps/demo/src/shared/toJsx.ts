import { bubbleOf, GUARD_DEFAULTS, type GuardSettings, labelsOf } from './guardOptions.ts'

const SIGNALS: Readonly<Record<GuardSettings['closeSignal'], string>> = {
  state: '',
  marker: 'closeSignals={[interactionState(), textMarker(/^GenesysTerminateChat$/)]}',
  agentsLeft: 'closeSignals={[interactionState(), allAgentsLeft({ graceMs: 5000 })]}',
}

const NOTICE_OF = "notice={({ agentName }) => (agentName ?? 'We') + ' closed your request. Thank you!'}"

/** The options with a plain value. */
type Plain = {
  [Name in keyof GuardSettings]: GuardSettings[Name] extends string | number | boolean ? Name : never
}[keyof GuardSettings]

/** Writes settings as JSX, without the defaults. */
export function toJsx(settings: GuardSettings): string {
  const differs = (name: Plain): boolean => settings[name] !== GUARD_DEFAULTS[name]
  const plain = (...names: Plain[]): string[] =>
    names.filter(differs).map((name) => attribute(name, settings[name]))

  const provider = [...plain('restorePolicy'), SIGNALS[settings.closeSignal]].filter(Boolean)
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
  return [
    tag('GenesysChatProvider', provider, '', '>'),
    '  <App />',
    ...(children
      ? [tag('ChatEndGuard', guard, '  ', '>'), children, '  </ChatEndGuard>']
      : [tag('ChatEndGuard', guard, '  ', '/>')]),
    '</GenesysChatProvider>',
  ].join('\n')
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
