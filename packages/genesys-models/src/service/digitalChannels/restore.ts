import { type BusDeferred, type BusPromise, createDeferred } from '../../bus/deferred.ts'
import { storeKeys } from '../../page/widgetStore.ts'
import { whenAnswered } from '../whenAnswered.ts'
import type { MessagesAnswer } from './chatTransport.ts'
import { decodeClientToken } from './clientToken.ts'
import { noteOldest } from './history.ts'
import { receiveBatch } from './messageBatch.ts'
import { startPolling } from './pollLoop.ts'
import { publishError, reportFailure, terminate } from './sessionEnd.ts'
import {
  asyncToken,
  knownSession,
  publishCapabilities,
  type SessionOutside,
  type SessionState,
  sessionKey,
} from './sessionState.ts'
import { adoptToken } from './startAndEnd.ts'

/** A regular chat restores everything. */
const ALL_MESSAGES = 10_000

/** Restores the session of the cookie, or of the page's token. Resolves before anything is restored. */
export function restoreWhatIsLeft(state: SessionState, outside: SessionOutside): BusPromise {
  const deferred = createDeferred()
  if (outside.store.get(storeKeys.session)) {
    restoreSession(undefined, state, outside)
    return deferred.resolve().promise()
  }
  if (outside.config.async) {
    const token = asyncToken(outside)
    if (!token) return deferred.reject().promise()
    restoreSession(token, state, outside)
    return deferred.resolve().promise()
  }
  if (outside.store.get(storeKeys.polling) === 'true' && !state.active)
    outside.store.set(storeKeys.polling, 'false')
  return deferred.reject().promise()
}

/** Returns `undefined` while a restore is under way, where the vendor's caller throws. */
export function restoreSession(
  token: string | undefined,
  state: SessionState,
  outside: SessionOutside,
): BusPromise | undefined {
  if (state.restoring) return undefined
  const deferred = createDeferred()
  if (state.active) deferred.reject('Chat session is already active, ignoring restore command.')
  if (outside.config.async && token !== undefined) rejoin(token, deferred, state, outside)
  else restoreFromCookie(deferred, state, outside)
  return deferred.promise()
}

function rejoin(token: string, deferred: BusDeferred, state: SessionState, outside: SessionOutside): void {
  const { listener, transport, config } = outside
  state.restoring = true
  publishCapabilities(outside)
  whenAnswered(
    transport.create({ token, data: { userData: config.userData, endpoint: config.endpoint } }),
    outside,
    (answer) => {
      adoptToken(answer.clientToken, state, outside)
      whenAnswered(
        transport.restore(sessionKey(state, outside), state.pageSize),
        outside,
        (page) => takeRestored(page, true, deferred, state, outside),
        (response) => {
          listener.restoreFailed(response)
          publishError(response, outside)
          deferred.reject(response)
        },
      )
    },
    (response, error) => {
      deferred.reject(response)
      listener.restoreFailed(response)
      reportFailure(response, error, state, outside)
    },
  )
}

function restoreFromCookie(deferred: BusDeferred, state: SessionState, outside: SessionOutside): void {
  readSessionAgain(state, outside)
  let { sessionId } = knownSession(state)
  if (outside.config.async && !sessionId) {
    sessionId = outside.store.get(storeKeys.session)
    state.data = decodeClientToken(asyncToken(outside))
  }
  if (!sessionId) {
    deferred.reject('No chat session found to restore.')
    return
  }
  state.restoring = true
  publishCapabilities(outside)
  if (!outside.config.async) state.pageSize = ALL_MESSAGES
  whenAnswered(
    outside.transport.restore({ ...sessionKey(state, outside), sessionId }, state.pageSize),
    outside,
    (page) => takeRestored(page, outside.config.async, deferred, state, outside),
    (response) => {
      // The vendor forgets to reset `restoring` here, so no later restore gets through.
      publishError(response, outside)
      outside.listener.restoreFailed(response)
      terminate(state, outside)
      deferred.reject(response)
    },
  )
}

function takeRestored(
  page: MessagesAnswer,
  async: boolean,
  deferred: BusDeferred,
  state: SessionState,
  outside: SessionOutside,
): void {
  state.active = true
  outside.store.set(storeKeys.polling, 'false')
  outside.listener.restored({ async })
  noteOldest(page, state, outside)
  receiveBatch(page.messages, 'restore', state, outside, () => {})
  state.restoring = false
  state.fetchingOld = false
  startPolling(state, outside)
  deferred.resolve(page)
}

/** Reads the stored session again, as the command `verifySession` does. */
export function verifySession(state: SessionState, outside: SessionOutside): boolean | 'restoring' {
  readSessionAgain(state, outside)
  if (outside.config.async && !knownSession(state).sessionId) {
    state.data = decodeClientToken(asyncToken(outside))
  }
  const { sessionId, participantId } = knownSession(state)
  return state.restoring ? 'restoring' : Boolean(sessionId && participantId)
}

/** Adopts the session of the shared cookie, whichever tab it belongs to. */
function readSessionAgain(state: SessionState, outside: SessionOutside): void {
  state.data = decodeClientToken(outside.store.get(storeKeys.keys))
}
