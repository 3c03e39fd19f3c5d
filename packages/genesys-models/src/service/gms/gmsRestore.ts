import { type BusPromise, createDeferred } from '../../bus/deferred.ts'
import { storeKeys } from '../../page/widgetStore.ts'
import { whenAnswered } from '../whenAnswered.ts'
import { receiveMessages } from './gmsBatch.ts'
import { startPolling } from './gmsPoll.ts'
import { forgetSession, type GmsOutside, type GmsState, readSession, shownKeys } from './gmsState.ts'

/** In a live chat it is rejected, and goes on nevertheless. */
export function restoreSession(state: GmsState, outside: GmsOutside): BusPromise {
  const deferred = createDeferred()
  const { store, listener, server } = outside
  const wasActive = state.active
  if (wasActive) deferred.reject('Chat session is already active, ignoring restore command.')
  else readSession(state, outside)
  if (state.session.sessionID === '') return deferred.reject('No chat session found to restore.').promise()
  if (!wasActive && isLate(outside)) {
    loseSession(state, outside)
    return deferred.reject().promise()
  }
  whenAnswered(
    server.refresh(shownKeys(state)),
    outside,
    (answer) => {
      if (answer.chatEnded) {
        loseSession(state, outside)
        if (answer.errors) listener.publish('error', answer)
        deferred.reject()
        return
      }
      state.active = true
      listener.publish('restored')
      state.restoring = !wasActive
      receiveMessages(answer.messages, state, outside)
      state.restoring = false
      store.set(storeKeys.gmsPing, String(Date.now()))
      deferred.resolve(answer)
      startPolling(state, outside)
    },
    (response) => {
      listener.publish('error', response)
      deferred.reject(response)
    },
  )
  return deferred.promise()
}

/** The page was away for too long. The server is not even asked. */
function isLate({ store, config }: GmsOutside): boolean {
  return Date.now() - Number(store.get(storeKeys.gmsPing) ?? Date.now()) > config.restoreTimeout
}

function loseSession(state: GmsState, outside: GmsOutside): void {
  forgetSession(state, outside)
  outside.listener.publish('restoreTimeout')
}

/** Reads the stored session again, as the command `verifySession` does. */
export function verifySession(state: GmsState, outside: GmsOutside): boolean {
  readSession(state, outside)
  if (state.session.sessionID !== '' && isLate(outside)) loseSession(state, outside)
  return state.session.sessionID !== ''
}
