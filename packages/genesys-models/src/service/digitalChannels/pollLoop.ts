import { storeKeys } from '../../page/widgetStore.ts'
import { whenAnswered } from '../whenAnswered.ts'
import { receiveBatch } from './messageBatch.ts'
import { reportFailure, terminate } from './sessionEnd.ts'
import { knownSession, type SessionOutside, type SessionState, sessionKey } from './sessionState.ts'

/** How much longer each failed poll makes the wait for the next one. */
const BACK_OFF = 1.2

export function startPolling(state: SessionState, outside: SessionOutside): void {
  state.polling = true
  state.fetchingOld = false
  poll(state, outside)
}

/** Pauses polling for a page of history, and aborts a poll that is under way. */
export function pausePolling(state: SessionState, outside: SessionOutside): void {
  state.polling = false
  state.pollPaused = true
  clearTimeout(state.pollTimer)
  state.pollTimer = undefined
  state.pollFailed = false
  state.pollDelay = outside.config.pollTimeout
  if (!state.pollInFlight) return
  outside.store.set(storeKeys.polling, 'false')
  state.pollInFlight.abort()
  state.pollInFlight = undefined
}

export function continuePolling(state: SessionState, outside: SessionOutside): void {
  if (!state.pollPaused) return
  state.polling = true
  state.pollPaused = false
  state.fetchingOld = false
  outside.store.set(storeKeys.polling, 'false')
  poll(state, outside, state.lastIndex)
  outside.listener.publish('waking')
}

function pollLater(state: SessionState, outside: SessionOutside): void {
  if (!state.polling) return
  state.fetchingOld = false
  state.pollDelay = state.pollFailed ? Math.floor(state.pollDelay * BACK_OFF) : outside.config.pollTimeout
  state.pollTimer = setTimeout(() => {
    if (!state.pollPaused) poll(state, outside)
  }, state.pollDelay)
}

function poll(state: SessionState, outside: SessionOutside, index?: string): void {
  state.fetchingOld = false
  const { sessionId } = knownSession(state)
  if (!state.active || !sessionId) return
  // All tabs share the flag. A tab that finds it set returns without a new timer, so it never polls again.
  if (state.pollInFlight || outside.store.get(storeKeys.polling) !== 'false' || state.pollPaused) return
  const controller = new AbortController()
  state.pollInFlight = controller
  outside.store.set(storeKeys.polling, 'true')
  outside.listener.publish('pollingStarted')
  const { signal } = controller
  whenAnswered(
    outside.transport.poll(sessionKey(state, outside), index === undefined ? { signal } : { signal, index }),
    outside,
    (answer) => {
      if (signal.aborted) return
      state.pollFailed = false
      state.pollInFlight = undefined
      outside.store.set(storeKeys.polling, 'false')
      if (answer.chatEnded === true && state.active) terminate(state, outside)
      if (!state.pollPaused) receiveBatch(answer.messages ?? [], 'poll', state, outside, () => {})
      if (!state.pollPaused) pollLater(state, outside)
      if (state.disconnected) {
        state.disconnected = false
        outside.listener.publish('reconnected')
      }
    },
    (response, error) => {
      if (signal.aborted) return
      state.pollInFlight = undefined
      outside.store.set(storeKeys.polling, 'false')
      if (state.pollPaused) return
      if (error.status === 0 && !state.disconnected) {
        state.disconnected = true
        outside.listener.publish('disconnected')
      } else if (!state.disconnected) {
        reportFailure(response, error, state, outside)
      }
      if (error.status !== 429) state.pollFailed = true
      pollLater(state, outside)
    },
  )
}
