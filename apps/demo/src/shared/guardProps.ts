import {
  allAgentsLeft,
  type ChatEndGuardOptions,
  type ChatLifecycleOptions,
  type ClosedSegment,
  interactionState,
  textMarker,
} from 'react-genesys-chat-lifecycle'
import { ar, de, en, es, fr, it, ja, pt, zhHans } from 'react-genesys-chat-lifecycle/locales'
import { bubbleOf, type GuardSettings, labelsOf } from './guardOptions.ts'

const SIGNALS: Readonly<Record<GuardSettings['closeSignal'], ChatLifecycleOptions['closeSignals']>> = {
  state: undefined,
  marker: [interactionState(), textMarker(/^GenesysTerminateChat$/)],
  agentsLeft: [interactionState(), allAgentsLeft({ graceMs: 5_000 })],
}

export const LOCALES = { ar, de, en, es, fr, it, ja, pt, zhHans }

/** The demo's settings as the props of the provider. */
export function providerProps({ restorePolicy, closeSignal }: GuardSettings): ChatLifecycleOptions {
  return { restorePolicy, closeSignals: SIGNALS[closeSignal] }
}

/** The demo's settings as the props of the guard. */
export function guardProps(settings: GuardSettings): ChatEndGuardOptions {
  const { asyncPolicy, regularPolicy, noticePlacement, endDelayMs, closeWindow, followUps, locale } = settings
  return {
    asyncPolicy,
    regularPolicy,
    notice: settings.isNoticeFunction ? noticeOf : settings.notice || undefined,
    noticePlacement,
    bubble: bubbleOf(settings),
    endDelayMs,
    closeWindow,
    followUps,
    locale: LOCALES[locale],
    labels: labelsOf(settings),
  }
}

/** Must match the function in the JSX that `toJsx` returns. */
const noticeOf = ({ agentName }: ClosedSegment): string =>
  `${agentName ?? 'We'} closed your request. Thank you!`
