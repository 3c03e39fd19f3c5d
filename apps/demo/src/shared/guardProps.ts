import {
  allAgentsLeft,
  type ChatEndGuardOptions,
  type ChatLifecycleOptions,
  interactionState,
  textMarker,
} from 'react-genesys-chat-lifecycle'
import { ar, de, en, es, fr, it, ja, pt, zhHans } from 'react-genesys-chat-lifecycle/locales'
import type { GuardSettings } from './guardOptions.ts'

const SIGNALS: Readonly<Record<GuardSettings['endSignal'], ChatLifecycleOptions['endSignals']>> = {
  state: undefined,
  marker: [interactionState(), textMarker(/^GenesysTerminateChat$/)],
  agentsLeft: [interactionState(), allAgentsLeft({ graceMs: 5_000 })],
}

const LOCALES = { ar, de, en, es, fr, it, ja, pt, zhHans }

/** The demo's settings as the props of the provider. */
export function providerProps({ restorePolicy, endSignal }: GuardSettings): ChatLifecycleOptions {
  return { restorePolicy, endSignals: SIGNALS[endSignal] }
}

/** The demo's settings as the props of the guard. */
export function guardProps(settings: GuardSettings): ChatEndGuardOptions {
  const { notice, direction, locale, dismiss, restorePolicy: _, endSignal: __, ...same } = settings
  return {
    ...same,
    notice: notice || undefined,
    bubble: direction === 'none' ? undefined : { time: false, direction },
    locale: LOCALES[locale],
    labels: dismiss === '' ? undefined : { dismiss },
  }
}
