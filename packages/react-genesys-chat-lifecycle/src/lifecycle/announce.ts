import type { Memory } from './memory.ts'
import type { ChatLifecycleOptions } from './options.ts'
import type { ChatClosing, ChatState } from './state.ts'

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

/** Calls the user's callbacks, once each per segment or session among all tabs, in the order of what happened. */
export function createAnnouncer(
  options: () => ChatLifecycleOptions,
  memory: () => Memory,
): (before: ChatState, after: ChatState, remembered: ChatClosing | null) => void {
  let queue: Promise<void> | undefined

  const once = (key: string | null, call: () => void): void => {
    const won = key === null || memory().claimAmongTabs(key)
    if (typeof won === 'boolean' && !queue) {
      if (won) call()
      return
    }
    const turn = Promise.all([won, queue]).then(([mine]) => {
      if (mine) call()
      if (queue === turn) queue = undefined
    })
    queue = turn
  }

  return (before, after, remembered) => {
    const { onSegmentClosed, onReopened, onEnded, onError } = options()
    const { closing, sessionId, phase, endReason: reason, isAsync, error } = after
    // What was closed before a reload may have been reopened while the page was away.
    const past = before.closing ?? remembered
    const goesOn =
      past?.sessionId === sessionId && (phase === 'active' || phase === 'waiting' || phase === 'closed')
    // What is closed now may be the next segment already.
    if (past && past.key !== closing?.key && goesOn && onReopened) {
      once(`reopened:${past.key}`, () => callSafely(onReopened, onError, past))
    }
    if (closing && closing.key !== before.closing?.key && onSegmentClosed) {
      once(`closed:${closing.key}`, () => callSafely(onSegmentClosed, onError, closing))
    }
    // Not by the phase: a store that is attached again shows `connecting` in between.
    if (reason && !before.endReason && onEnded) {
      once(sessionId && `ended:${sessionId}`, () =>
        callSafely(onEnded, onError, { reason, sessionId, isAsync }),
      )
    }
    if (error && error !== before.error) callSafely(onError, undefined, error)
  }
}
