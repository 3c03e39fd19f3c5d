import {
  isBoolean,
  isFunction,
  isMilliseconds,
  isObject,
  isOneOf,
  type Shape,
  validOptions,
} from '../common/values.ts'
import type { GuardOptions } from './options.ts'

export const isPolicy = isOneOf('notify', 'end', 'none')
export const isNoticePlacement = isOneOf('auto', 'widget', 'page', 'none')
export const isFollowUpPolicy = isOneOf('allow', 'confirm', 'block')
export const isNotice = (value: unknown): value is NonNullable<GuardOptions['notice']> =>
  typeof value === 'string' || isFunction(value)

/** A delay that cannot be read must not end the chat at once: the customer gets a countdown that they can stop. */
export const SAFE_DELAY_MS = 30_000

const SHAPE: Shape = {
  asyncPolicy: isPolicy,
  regularPolicy: isPolicy,
  notice: isNotice,
  noticePlacement: isNoticePlacement,
  bubble: isObject,
  beforeEnd: isFunction,
  beforeEndTimeoutMs: isMilliseconds,
  closeWindow: isBoolean,
  followUps: isFollowUpPolicy,
  onNotice: isFunction,
  onEnd: isFunction,
  onFollowUpHeld: isFunction,
  onError: isFunction,
}

/** Options from plain JavaScript may hold anything: what is wrong counts as not given. */
export function normalizeGuardOptions(given: GuardOptions): GuardOptions {
  const options = validOptions(given, SHAPE)
  const { endDelayMs } = options
  return endDelayMs === undefined || isMilliseconds(endDelayMs)
    ? options
    : { ...options, endDelayMs: SAFE_DELAY_MS }
}
