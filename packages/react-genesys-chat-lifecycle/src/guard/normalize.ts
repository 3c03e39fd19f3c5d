import { copyOf, isFunction, isMilliseconds, isObject, isOneOf, valid } from '../common/values.ts'
import type { GuardOptions } from './options.ts'

export const isPolicy = isOneOf('notify', 'end', 'none')
export const isNoticePlacement = isOneOf('auto', 'widget', 'page', 'none')
export const isFollowUpPolicy = isOneOf('allow', 'confirm', 'block')
export const isNotice = (value: unknown): value is NonNullable<GuardOptions['notice']> =>
  typeof value === 'string' || isFunction(value)
const isBoolean = isOneOf(true, false)
const isCallback = isFunction as (value: unknown) => value is never

/** A delay that cannot be read must not end the chat at once: the customer gets a countdown that they can stop. */
export const SAFE_DELAY_MS = 30_000

/** Options from plain JavaScript may hold anything: what is wrong counts as not given. */
export function normalizeGuardOptions(given: GuardOptions): GuardOptions {
  const options: GuardOptions = copyOf(given)
  const { endDelayMs } = options
  return {
    ...options,
    asyncPolicy: valid(options.asyncPolicy, isPolicy),
    regularPolicy: valid(options.regularPolicy, isPolicy),
    notice: valid(options.notice, isNotice),
    noticePlacement: valid(options.noticePlacement, isNoticePlacement),
    bubble: valid(options.bubble, isObject),
    endDelayMs: endDelayMs === undefined || isMilliseconds(endDelayMs) ? endDelayMs : SAFE_DELAY_MS,
    beforeEnd: valid(options.beforeEnd, isCallback),
    beforeEndTimeoutMs: valid(options.beforeEndTimeoutMs, isMilliseconds),
    closeWindow: valid(options.closeWindow, isBoolean),
    followUps: valid(options.followUps, isFollowUpPolicy),
    onNotice: valid(options.onNotice, isCallback),
    onEnd: valid(options.onEnd, isCallback),
    onFollowUpHeld: valid(options.onFollowUpHeld, isCallback),
    onError: valid(options.onError, isCallback),
  }
}
