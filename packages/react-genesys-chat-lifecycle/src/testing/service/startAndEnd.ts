import { decodeClientToken } from '../clientToken.ts'
import { type BusPromise, createDeferred } from '../deferred.ts'
import { storeKeys } from '../widgetStore.ts'
import { startPolling, stopPolling } from './pollLoop.ts'
import { whenAnswered } from './requests.ts'
import { reportFailure, terminate } from './sessionEnd.ts'
import {
  asyncToken,
  type ServiceConfig,
  type SessionOutside,
  type SessionState,
  sessionKey,
  storeToken,
} from './sessionState.ts'

/**
 * `POST`: a new session, or in an asynchronous chat the one that the page's token names. It does not look whether a
 * `DELETE` is under way: that one's `ended` then ends the new chat.
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

/** `DELETE`, also when there is no session: then of an undefined one. */
export function endSession(state: SessionState, outside: SessionOutside): BusPromise {
  const deferred = createDeferred()
  state.fetchingOld = false
  if (!state.active) deferred.reject('There is no active chat session')
  stopPolling(state, outside)
  whenAnswered(
    outside.transport.leave(sessionKey(state, outside)),
    outside,
    (answer) => {
      outside.listener.ended()
      outside.listener.publish('agentDisconnected', { agents: state.agents })
      deferred.resolve(answer)
      terminate(state, outside)
    },
    () => {
      outside.listener.ended()
      deferred.reject()
      terminate(state, outside)
    },
  )
  return deferred.promise()
}

/** Takes the session that a token names for its own, and keeps the token where the next page load finds it. */
export function adoptToken(clientToken: string, state: SessionState, outside: SessionOutside): void {
  const decoded = decodeClientToken(clientToken) || {}
  state.data = { ...decoded, token: clientToken }
  if (outside.config.async) storeToken(state, outside)
  else outside.store.set(storeKeys.keys, clientToken)
  outside.store.set(storeKeys.session, decoded.sessionId ?? '')
}

/** What a start asks the server with: of the command's data, `form` and `userData` only. Names beside the form are lost. */
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
