import type { TransportError, WireResponse } from '../transport.ts'
import { storeKeys } from '../widgetStore.ts'
import { stopPolling } from './pollLoop.ts'
import type { SessionOutside, SessionState } from './sessionState.ts'

/** Forgets the session, in the page and in what tabs share. Publishes no `ended`: that is the trap. */
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

/** A failed request: the session may be lost, or it is an error to tell of. */
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
    publishError(
      { code: `pureengage-v3-rest-${error.code ?? 'undefined'}`, text: error.message, response },
      outside,
    )
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

export function publishError(error: unknown, outside: SessionOutside): void {
  outside.listener.publish('error', { errors: [error] })
}
