import {
  attempt,
  isArray,
  isFunction,
  isMilliseconds,
  isObject,
  isOneOf,
  read,
  type Shape,
  validOptions,
} from '../common/values.ts'
import type { ChatCoreOptions } from './options.ts'
import type { CloseSignal } from './signals/signal.ts'

export const isRestorePolicy = isOneOf('resume', 'end-closed', 'end')
export const isCloseSignal = (value: unknown): boolean => readSignal(value) !== undefined

const SHAPE: Shape = {
  commandTimeoutMs: isMilliseconds,
  restorePolicy: isRestorePolicy,
  onSegmentClosed: isFunction,
  onSegmentReopened: isFunction,
  onEnded: isFunction,
  forgetToken: isFunction,
  onMessage: isFunction,
  onError: isFunction,
}

/** Options from plain JavaScript may hold anything: what is wrong counts as not given. */
export function normalizeChatOptions(given: ChatCoreOptions): ChatCoreOptions {
  const options = validOptions(given, SHAPE)
  return { ...options, closeSignals: normalizeSignals(options.closeSignals) }
}

/** An empty list is a choice. A list of which nothing is left is a mistake. */
function normalizeSignals(given: unknown): readonly CloseSignal[] | undefined {
  const signals = isArray(given) ? attempt(() => [...given]) : undefined
  const usable = signals?.map(readSignal).filter((signal) => signal !== undefined)
  return usable?.length || signals?.length === 0 ? usable : undefined
}

/** Read once: a getter may throw later. Bound, since a signal may be an instance of a class. */
function readSignal(signal: unknown): CloseSignal | undefined {
  const name = read(signal, 'name')
  const detect = read(signal, 'detect')
  const detectAbsence = read(signal, 'detectAbsence')
  const graceMs = read(signal, 'graceMs')
  const transports = read(signal, 'transports')
  if (!isObject(signal) || typeof name !== 'string') return undefined
  if (!isFunction(detect) && !isFunction(detectAbsence)) return undefined
  return {
    name,
    ...(graceMs !== undefined && { graceMs: graceMs as number }),
    ...(isFunction(detect) && { detect: detect.bind(signal) as never }),
    ...(isFunction(detectAbsence) && { detectAbsence: detectAbsence.bind(signal) as never }),
    ...(isArray(transports) && { transports: transports as never }),
  }
}
