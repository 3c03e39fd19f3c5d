import {
  allAgentsLeft,
  type ChatEndGuardOptions,
  type ChatLifecycleOptions,
  type ClosedSegment,
  interactionState,
  textMarker,
} from 'react-genesys-chat-lifecycle'
import { bubbleOf, type GuardSettings, LOCALES, labelsOf } from './guardOptions.ts'
import type { ChatTransport, DemoSettings } from './settings.ts'

const marker = textMarker(/^GenesysTerminateChat$/)
const left = allAgentsLeft({ graceMs: 5_000 })

/** On GMS no message tells of the state: there agents who left close the segment instead. */
const SIGNALS: Readonly<
  Record<ChatTransport, Record<GuardSettings['closeSignal'], ChatLifecycleOptions['closeSignals']>>
> = {
  'digital-channels': {
    state: undefined,
    marker: [interactionState(), marker],
    agentsLeft: [interactionState(), left],
  },
  gms: { state: [left], marker: [left, marker], agentsLeft: [left] },
}

/** The demo's settings as the props of the provider. */
export function providerProps({ guard, transport }: DemoSettings): ChatLifecycleOptions {
  return { restorePolicy: guard.restorePolicy, closeSignals: SIGNALS[transport][guard.closeSignal] }
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
