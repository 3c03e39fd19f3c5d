import { storeKeys } from '../../page/widgetStore.ts'
import type { SessionOutside, SessionState } from './sessionState.ts'

/** Returns `false` when nothing was polling. Nothing is published then. */
export function stopPolling(state: SessionState, outside: SessionOutside): boolean {
  outside.store.set(storeKeys.polling, 'false')
  // The vendor checks the timer, not the loop. Before the second poll there is none, so nothing is stopped.
  if (state.pollTimer === undefined) return false
  if (state.polling) {
    state.polling = false
    clearTimeout(state.pollTimer)
    state.pollTimer = undefined
    state.pollFailed = false
    state.pollDelay = outside.config.pollTimeout
    outside.listener.publish('pollingStopped')
  }
  return true
}
