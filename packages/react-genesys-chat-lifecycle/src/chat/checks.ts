import type { OptionCheck } from '../common/checks.ts'
import { isFunction, isMilliseconds } from '../common/values.ts'
import { isCloseSignal, isRestorePolicy } from './normalize.ts'

const milliseconds = (fallback: string): OptionCheck => ({
  is: isMilliseconds,
  expected: 'a number of milliseconds',
  remedy: `${fallback} is used.`,
})
const callback: OptionCheck = { is: isFunction, expected: 'a function', remedy: 'It is never called.' }

/** What the options of a chat must be. Only used in development. */
export const CHAT_CHECKS: Readonly<Record<string, OptionCheck>> = {
  busTimeoutMs: /* @__PURE__ */ milliseconds('30_000'),
  commandTimeoutMs: /* @__PURE__ */ milliseconds('10_000'),
  asyncMode: {
    is: (value) => value === 'auto' || typeof value === 'boolean',
    expected: "'auto', true or false",
    remedy: "'auto' is used.",
  },
  closeSignals: {
    is: (value) => Array.isArray(value) && value.every(isCloseSignal),
    expected: 'an array of signals',
    remedy: (value) =>
      (Array.isArray(value) ? value : [value]).some(isFunction)
        ? 'Call the signal: use [interactionState()].'
        : 'Use [interactionState()], which is the default.',
  },
  restorePolicy: {
    is: isRestorePolicy,
    expected: "'resume', 'end-closed' or 'end'",
    remedy: "'resume' is used.",
  },
  onSegmentClosed: callback,
  onSegmentReopened: callback,
  onEnded: callback,
  forgetToken: callback,
  onMessage: callback,
  onError: callback,
}
