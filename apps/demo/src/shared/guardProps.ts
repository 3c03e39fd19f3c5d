import {
  allAgentsLeft,
  type ClosedSegment,
  type ChatEndGuardOptions,
  type ChatLifecycleOptions,
  interactionState,
  textMarker,
} from 'react-genesys-chat-lifecycle'
import { ar, de, en, es, fr, it, ja, pt, zhHans } from 'react-genesys-chat-lifecycle/locales'
import { bubbleOf, type GuardSettings, labelsOf } from './guardOptions.ts'

const SIGNALS: Readonly<Record<GuardSettings['endSignal'], ChatLifecycleOptions['endSignals']>> = {
  state: undefined,
  marker: [interactionState(), textMarker(/^GenesysTerminateChat$/)],
  agentsLeft: [interactionState(), allAgentsLeft({ graceMs: 5_000 })],
}

export const LOCALES = { ar, de, en, es, fr, it, ja, pt, zhHans }

/** The demo's settings as the props of the provider. */
export function providerProps({ restorePolicy, endSignal }: GuardSettings): ChatLifecycleOptions {
  return { restorePolicy, closeSignals: SIGNALS[endSignal] }
}

/** The demo's settings as the props of the guard. */
export function guardProps(settings: GuardSettings): ChatEndGuardOptions {
  const { async, regular, render, endDelayMs, closeWindow, followUps, locale } = settings
  return {
    async,
    regular,
    notice: settings.isNoticeMade ? noticeOf : settings.notice || undefined,
    render,
    bubble: bubbleOf(settings),
    endDelayMs,
    closeWindow,
    followUps,
    locale: LOCALES[locale],
    labels: labelsOf(settings),
  }
}

/** The same as in the JSX that is shown for it. */
const noticeOf = ({ agentName }: ClosedSegment): string =>
  `${agentName ?? 'We'} closed your request. Thank you!`
