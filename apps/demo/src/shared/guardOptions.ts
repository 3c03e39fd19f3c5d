import type { ClosePolicy, FollowUpPolicy, RenderPolicy } from 'react-genesys-chat-lifecycle'

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
  readonly followUps: FollowUpPolicy
  readonly locale: LocaleName
  /** Another word for “Dismiss”; empty: the locale's. */
  readonly dismiss: string
  readonly restorePolicy: 'resume' | 'end'
  readonly endSignal: 'state' | 'marker' | 'agentsLeft'
}

export type LocaleName = 'en' | 'de' | 'fr' | 'es' | 'it' | 'pt' | 'ar' | 'ja' | 'zhHans'

/** What the library does when it is told nothing. */
export const GUARD_DEFAULTS: GuardSettings = {
  async: 'notify',
  regular: 'close',
  notice: '',
  render: 'auto',
  direction: 'none',
  closeDelayMs: 0,
  closeWindow: false,
  followUps: 'allow',
  locale: 'en',
  dismiss: '',
  restorePolicy: 'resume',
  endSignal: 'state',
}
