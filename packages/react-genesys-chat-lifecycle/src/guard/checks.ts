import { millisecondsOf, type OptionCheck } from '../common/checks.ts'
import { isFunction, isMilliseconds, isObject } from '../common/values.ts'
import { isLabels } from './labels.ts'
import { isFollowUpPolicy, isNotice, isNoticePlacement, isPolicy } from './normalize.ts'

const policy: OptionCheck = {
  is: isPolicy,
  expected: "'notify', 'end' or 'none'",
  remedy: 'The default is used.',
}
const callback: OptionCheck = { is: isFunction, expected: 'a function', remedy: 'It is never called.' }

/** What the options of a guard must be. Only used in development. */
export const GUARD_CHECKS: Readonly<Record<string, OptionCheck>> = {
  asyncPolicy: policy,
  regularPolicy: policy,
  notice: {
    is: isNotice,
    expected: 'a text, or a function of the closed segment',
    remedy: 'The default notice is shown. Use asyncPolicy="none" to show no notice.',
  },
  noticePlacement: {
    is: isNoticePlacement,
    expected: "'auto', 'widget', 'page' or 'none'",
    remedy: "'auto' is used.",
  },
  bubble: { is: isObject, expected: 'an object', remedy: 'Use bubble={{ time: false }}.' },
  endDelayMs: {
    is: isMilliseconds,
    expected: 'a number of milliseconds',
    remedy: (value) => `Use endDelayMs={${millisecondsOf(value)}}.`,
    doubt: (value) => doubtDelay(value as number),
  },
  beforeEnd: callback,
  beforeEndTimeoutMs: {
    is: isMilliseconds,
    expected: 'a number of milliseconds',
    remedy: (value) => `Use beforeEndTimeoutMs={${millisecondsOf(value)}}.`,
  },
  closeWindow: {
    is: (value) => typeof value === 'boolean',
    expected: 'a boolean',
    remedy: 'Use closeWindow or closeWindow={false}.',
  },
  followUps: {
    is: isFollowUpPolicy,
    expected: "'allow', 'confirm' or 'block'",
    remedy: "'allow' is used.",
  },
  labels: {
    is: (value) =>
      isObject(value) && Object.values(value).every((text) => text === undefined || typeof text === 'string'),
    expected: 'an object of texts',
    remedy: "Use labels={{ dismiss: 'Got it' }}.",
  },
  locale: {
    is: (value) => isLabels(value) || (Array.isArray(value) && value.length > 0 && value.every(isLabels)),
    expected: 'an object of `react-genesys-chat-lifecycle/locales`, or an array of them',
    remedy: (value) =>
      typeof value === 'string'
        ? `Import ${value} from 'react-genesys-chat-lifecycle/locales' and use locale={${value}}.`
        : 'English is used.',
  },
  canUseOverlay: {
    is: (value) => typeof value === 'boolean',
    expected: 'a boolean',
    remedy: 'Use canUseOverlay: true if you render into overlayElement.',
  },
  onNotice: callback,
  onEnd: callback,
  onFollowUpHeld: callback,
  onError: callback,
}

const SECOND_MS = 1_000
const LONG_MS = 7 * 86_400_000

/** Nobody can read a countdown of milliseconds, and nobody waits for weeks. */
function doubtDelay(ms: number): string | undefined {
  if (ms > 0 && ms < SECOND_MS)
    return `${ms} milliseconds are too short for a countdown. Use endDelayMs={${millisecondsOf(`${ms}s`)}}.`
  if (ms > LONG_MS && ms < Number.POSITIVE_INFINITY)
    return 'this is more than a week. Use regularPolicy="notify" or asyncPolicy="notify" if the chat should stay open.'
  return undefined
}
