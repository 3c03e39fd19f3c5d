import type { ClosePolicy, RenderPolicy } from 'react-genesys-chat-lifecycle'

/** The options of the provider and of the guard that the demo lets one change, as plain data. */
export interface GuardSettings {
  readonly async: ClosePolicy
  readonly regular: ClosePolicy
  /** Empty: the default. */
  readonly notice: string
  readonly render: RenderPolicy
  readonly direction: 'none' | 'left' | 'right'
  readonly closeDelayMs: number
  readonly closeWindow: boolean
  readonly restorePolicy: 'resume' | 'end'
}

/** What the library does when it is told nothing. */
export const GUARD_DEFAULTS: GuardSettings = {
  async: 'notify',
  regular: 'close',
  notice: '',
  render: 'auto',
  direction: 'none',
  closeDelayMs: 0,
  closeWindow: false,
  restorePolicy: 'resume',
}

/** The JSX that some settings amount to: only what differs from the defaults. */
export function toJsx(settings: GuardSettings): string {
  const provider = [...text('restorePolicy', settings.restorePolicy, GUARD_DEFAULTS.restorePolicy)]
  const guard = [
    ...text('async', settings.async, GUARD_DEFAULTS.async),
    ...text('regular', settings.regular, GUARD_DEFAULTS.regular),
    ...(settings.notice === '' ? [] : [`notice=${quoted(settings.notice)}`]),
    ...text('render', settings.render, GUARD_DEFAULTS.render),
    ...(settings.direction === GUARD_DEFAULTS.direction
      ? []
      : [`bubble={{ time: false, direction: '${settings.direction}' }}`]),
    ...(settings.closeDelayMs === 0 ? [] : [`closeDelayMs={${settings.closeDelayMs}}`]),
    ...(settings.closeWindow ? ['closeWindow'] : []),
  ]
  return [
    tag('GenesysChatProvider', provider, '', '>'),
    '  <App />',
    tag('ChatEndGuard', guard, '  ', '/>'),
    '</GenesysChatProvider>',
  ].join('\n')
}

function text(name: string, value: string, usual: string): string[] {
  return value === usual ? [] : [`${name}="${value}"`]
}

/** A JSX attribute knows no escapes, so what could end it goes into an expression. */
function quoted(value: string): string {
  return /["\\\n&{}<>]/.test(value) ? `{${JSON.stringify(value)}}` : `"${value}"`
}

function tag(name: string, attributes: readonly string[], indent: string, end: '>' | '/>'): string {
  const oneLine = `${indent}<${[name, ...attributes].join(' ')}${end === '/>' ? ' />' : '>'}`
  if (oneLine.length <= 64) return oneLine
  const lines = attributes.map((attribute) => `${indent}  ${attribute}`)
  return [`${indent}<${name}`, ...lines, `${indent}${end}`].join('\n')
}
