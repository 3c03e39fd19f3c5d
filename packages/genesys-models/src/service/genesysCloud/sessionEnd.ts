import { type BusPromise, createDeferred } from '../../bus/deferred.ts'
import { whenAnswered } from '../whenAnswered.ts'
import { type CloudOutside, type CloudState, forgetCookies, keyOf } from './cloudState.ts'

const NO_SESSION = 'There is no active chat session'

/** Forgets the session, here and in the cookies. The event stream stays open: who leaves is still told. */
export function forgetSession(state: CloudState, outside: CloudOutside): void {
  forgetCookies(outside)
  Object.assign(state, { active: false, session: {}, hasMore: false })
}

/** Ends the chat. Without one, it is rejected, and the end is published again. */
export function endSession(state: CloudState, outside: CloudOutside): BusPromise {
  const deferred = createDeferred()
  const { listener, server } = outside
  if (!state.active) {
    listener.ended(['clientDisconnected'])
    return deferred.reject(NO_SESSION).promise()
  }
  state.ending = true
  whenAnswered(
    server.leave(keyOf(state)),
    outside,
    () => {
      forgetSession(state, outside)
      listener.ended(['clientDisconnected'])
      deferred.resolve({ readyState: 4, responseText: '', status: 204, statusText: 'No Content' })
    },
    ({ statusText }) => {
      // Nothing says that the chat has ended, and on the server it has not.
      forgetSession(state, outside)
      listener.publish('error', { errors: [{ code: '', message: '' }] })
      deferred.reject(statusText)
    },
  )
  listener.setActive(false)
  return deferred.promise()
}
