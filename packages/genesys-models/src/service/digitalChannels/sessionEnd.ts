import { storeKeys } from '../../page/widgetStore.ts'
import type { TransportError, WireResponse } from '../transportError.ts'
import type { SessionOutside, SessionState } from './sessionState.ts'
import { stopPolling } from './stopPolling.ts'

/** Forgets the session, here and in the cookies that tabs share. Like the vendor, it publishes no `ended`. */
export function terminate(state: SessionState, outside: SessionOutside): void {
  for (const key of [storeKeys.session, storeKeys.keys, storeKeys.index]) outside.store.remove(key)
  stopPolling(state, outside)
  state.active = false
  state.seen = new Set()
  state.agents = {}
  state.data = {}
  state.oldestIndex = 0
  state.allReceived = false
}

/** Reports a failed request: as a lost session, or as an error. */
export function reportFailure(
  response: WireResponse,
  error: TransportError,
  state: SessionState,
  outside: SessionOutside,
): void {
  const unauthorisedRestore = outside.config.async && state.restoring && error.status === 401
  if (error.code === 'INVALID_SESSION' || error.status === 404 || unauthorisedRestore) {
    loseSession(response, state, outside)
  } else {
    publishError(describeError(error, response), outside)
  }
}

function loseSession(response: WireResponse, state: SessionState, outside: SessionOutside): void {
  state.fetchingOld = false
  if (outside.config.async && outside.tokens.remove) {
    outside.tokens.remove()
    state.restoring = false
  }
  outside.listener.sessionLost(response)
  publishError(response, outside)
  terminate(state, outside)
  outside.store.set(storeKeys.polling, 'false')
}

/** An error as subscribers of `error` see it. */
export function describeError(error: TransportError, response: WireResponse): unknown {
  return { code: `pureengage-v3-rest-${error.code ?? 'undefined'}`, text: error.message, response }
}

export function publishError(error: unknown, outside: SessionOutside): void {
  outside.listener.publish('error', { errors: [error] })
}
