import { isFunction, isMilliseconds, isObject, isOneOf, valid } from '../common/values.ts'
import type { ChatCoreOptions } from './options.ts'
import type { CloseSignal } from './signals/signal.ts'

export const isRestorePolicy = isOneOf('resume', 'end-closed', 'end')
export const isCloseSignal = (value: unknown): value is CloseSignal =>
  isObject(value) &&
  typeof value.name === 'string' &&
  (isFunction(value.detect) || isFunction(value.detectAbsence))
const isCallback = isFunction as (value: unknown) => value is never

/** Options from plain JavaScript may hold anything: what is wrong counts as not given. */
export function normalizeChatOptions(options: ChatCoreOptions): ChatCoreOptions {
  return {
    ...options,
    commandTimeoutMs: valid(options.commandTimeoutMs, isMilliseconds),
    closeSignals: normalizeSignals(options.closeSignals),
    restorePolicy: valid(options.restorePolicy, isRestorePolicy),
    onSegmentClosed: valid(options.onSegmentClosed, isCallback),
    onSegmentReopened: valid(options.onSegmentReopened, isCallback),
    onEnded: valid(options.onEnded, isCallback),
    onError: valid(options.onError, isCallback),
  }
}

/** An empty list is a choice. A list of which nothing is left is a mistake. */
function normalizeSignals(signals: unknown): readonly CloseSignal[] | undefined {
  if (!Array.isArray(signals)) return undefined
  const usable = signals.filter(isCloseSignal)
  return usable.length > 0 || signals.length === 0 ? usable : undefined
}
