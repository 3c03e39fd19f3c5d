import { type BusPromise, createDeferred } from '../../bus/deferred.ts'
import { whenAnswered } from '../whenAnswered.ts'
import { publishError, terminate } from './sessionEnd.ts'
import { type SessionOutside, type SessionState, sessionKey } from './sessionState.ts'

const NO_SESSION = 'There is no active chat session.'

/** Returns `undefined` while the network is gone, where the vendor's caller throws. */
export function sendText(
  message: { type: string; text: string },
  state: SessionState,
  outside: SessionOutside,
): BusPromise | undefined {
  state.fetchingOld = false
  if (state.disconnected) return undefined
  const deferred = createDeferred()
  if (!state.active) return deferred.reject(NO_SESSION).promise()
  whenAnswered(
    outside.transport.send(sessionKey(state, outside), message),
    outside,
    (answer) => {
      if (answer.chatEnded === true && state.active) terminate(state, outside)
      deferred.resolve(answer)
    },
    (response) => {
      publishError(response, outside)
      deferred.reject()
    },
  )
  return deferred.promise()
}

export function sendTypingState(
  message: { type: string; text: string },
  state: SessionState,
  outside: SessionOutside,
): BusPromise {
  const deferred = createDeferred()
  state.fetchingOld = false
  if (!state.active) return deferred.reject(NO_SESSION).promise()
  whenAnswered(
    outside.transport.send(sessionKey(state, outside), message),
    outside,
    (answer) => deferred.resolve(answer),
    (response) => {
      publishError(response, outside)
      deferred.reject(response)
    },
  )
  return deferred.promise()
}
