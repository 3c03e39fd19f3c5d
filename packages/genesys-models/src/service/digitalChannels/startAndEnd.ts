import { type BusPromise, createDeferred } from '../../bus/deferred.ts'
import { storeKeys } from '../../page/widgetStore.ts'
import { whenAnswered } from '../whenAnswered.ts'
import { decodeClientToken } from './clientToken.ts'
import { startPolling } from './pollLoop.ts'
import { reportFailure, terminate } from './sessionEnd.ts'
import {
  asyncToken,
  type ServiceConfig,
  type SessionOutside,
  type SessionState,
  sessionKey,
  storeToken,
} from './sessionState.ts'
import { stopPolling } from './stopPolling.ts'

/**
 * Starts a session, or in an asynchronous chat joins the one of the page's token.
 *
 * Like the vendor, it does not check whether a `DELETE` is under way, whose `ended` then ends the new chat.
 */
export function startSession(
  form: Record<string, unknown>,
  state: SessionState,
  outside: SessionOutside,
): BusPromise {
  const deferred = createDeferred()
  const token = outside.config.async ? (asyncToken(outside) ?? state.refusedToken) : undefined
  whenAnswered(
    outside.transport.create({ token, data: form }),
    outside,
    (answer) => {
      state.active = true
      state.refusedToken = undefined
      adoptToken(answer.clientToken, state, outside)
      outside.listener.publish('started', { data: state.data })
      startPolling(state, outside)
      deferred.resolve({ data: answer, status: { code: 'SUCCESS' } })
    },
    (response, error) => {
      state.refusedToken = token
      deferred.reject(response)
      reportFailure(response, error, state, outside)
    },
  )
  return deferred.promise()
}

/** Leaves the session. Like the vendor, it sends the `DELETE` even when there is none. */
export function endSession(state: SessionState, outside: SessionOutside): BusPromise {
  const deferred = createDeferred()
  state.fetchingOld = false
  if (!state.active) deferred.reject('There is no active chat session')
  stopPolling(state, outside)
  whenAnswered(
    outside.transport.leave(sessionKey(state, outside)),
    outside,
    (answer) => {
      outside.listener.ended(['clientDisconnected'])
      outside.listener.publish('agentDisconnected', { agents: state.agents })
      deferred.resolve(answer)
      terminate(state, outside)
    },
    () => {
      outside.listener.ended(['clientDisconnected'])
      deferred.reject()
      terminate(state, outside)
    },
  )
  outside.listener.setActive(false)
  return deferred.promise()
}

/** Adopts the session of a token, and saves the token for the next page load. */
export function adoptToken(clientToken: string, state: SessionState, outside: SessionOutside): void {
  const decoded = decodeClientToken(clientToken) || {}
  state.data = { ...decoded, token: clientToken }
  if (outside.config.async) storeToken(state, outside)
  else outside.store.set(storeKeys.keys, clientToken)
  outside.store.set(storeKeys.session, decoded.sessionId ?? '')
}

/** The data of a start. The vendor takes `form` and `userData` only, and ignores names beside the form. */
export function formData(
  { form, userData }: Record<string, unknown>,
  config: ServiceConfig,
): Record<string, unknown> {
  const {
    firstname,
    lastname,
    nickname,
    userData: fromForm,
    ...more
  } = (form ?? {}) as Record<string, unknown>
  return {
    firstName: firstname,
    lastName: lastname,
    nickname: nickname || firstname,
    endpoint: config.endpoint,
    ...(config.stream !== undefined && { stream: config.stream }),
    ...more,
    userData: {
      ...config.userData,
      ...(fromForm as object | undefined),
      ...(userData as object | undefined),
    },
  }
}
