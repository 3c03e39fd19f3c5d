import type { Memory } from './memory.ts'
import type { ChatLifecycleOptions } from './options.ts'
import type { ChatState } from './state.ts'

/** Calls a callback of the user's; what it throws is theirs to hear of and stops nothing. */
export function callSafely<Args extends unknown[]>(
  callback: ((...args: Args) => void) | undefined,
  onError: ChatLifecycleOptions['onError'],
  ...args: Args
): void {
  try {
    callback?.(...args)
  } catch (error) {
    const thrown = error instanceof Error ? error : new Error(String(error))
    if (onError) callSafely(onError, undefined, thrown)
    else console.error('[react-genesys-chat-lifecycle] a callback threw:', thrown)
  }
}

/** Tells the user's callbacks what a change means, once each per segment or session. */
export function announce(
  before: ChatState,
  after: ChatState,
  options: ChatLifecycleOptions,
  memory: Memory,
): void {
  const { onSegmentClosed, onReopened, onEnded, onError } = options
  const isOver = after.phase === 'ended'
  if (after.closing && after.closing.key !== before.closing?.key) {
    if (onSegmentClosed && memory.claim(`closed:${after.closing.key}`)) {
      callSafely(onSegmentClosed, onError, after.closing)
    }
  }
  const isSame = before.sessionId === after.sessionId
  if (before.closing && !after.closing && isSame && (after.phase === 'active' || after.phase === 'waiting')) {
    if (onReopened && memory.claim(`reopened:${before.closing.key}`)) {
      callSafely(onReopened, onError, before.closing)
    }
  }
  if (isOver && before.phase !== 'ended' && after.endReason) {
    const { endReason: reason, sessionId, isAsync } = after
    if (onEnded && (sessionId === null || memory.claim(`ended:${sessionId}`))) {
      callSafely(onEnded, onError, { reason, sessionId, isAsync })
    }
  }
  if (after.error && after.error !== before.error) callSafely(onError, undefined, after.error)
}
