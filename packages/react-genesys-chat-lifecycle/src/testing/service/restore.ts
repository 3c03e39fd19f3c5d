import { decodeClientToken } from '../clientToken.ts'
import { type BusDeferred, type BusPromise, createDeferred } from '../deferred.ts'
import type { MessagesAnswer } from '../transport.ts'
import { storeKeys } from '../widgetStore.ts'
import { noteOldest } from './history.ts'
import { receiveBatch } from './messageBatch.ts'
import { startPolling } from './pollLoop.ts'
import { whenAnswered } from './requests.ts'
import { publishError, reportFailure, terminate } from './sessionEnd.ts'
import {
  asyncToken,
  knownSession,
  type SessionOutside,
  type SessionState,
  sessionKey,
} from './sessionState.ts'
import { adoptToken } from './startAndEnd.ts'

/** What a regular chat restores: everything. */
const ALL_MESSAGES = 10_000

/** Tries what is left of a session: the cookie, else the page's token. Resolves before anything is restored. */
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

/** Answers `undefined` while a restore is under way, as the vendor's does: its caller then trips over it. */
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
  listener.capabilitiesChanged()
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
  outside.listener.capabilitiesChanged()
  if (!outside.config.async) state.pageSize = ALL_MESSAGES
  whenAnswered(
    outside.transport.restore({ ...sessionKey(state, outside), sessionId }, state.pageSize),
    outside,
    (page) => takeRestored(page, outside.config.async, deferred, state, outside),
    (response) => {
      // `restoring` stays set: the vendor forgets it here, and no later restore gets through.
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
  outside.listener.restored(async)
  noteOldest(page, state, outside)
  receiveBatch(page.messages, 'restore', state, outside, () => {})
  state.restoring = false
  state.fetchingOld = false
  startPolling(state, outside)
  deferred.resolve(page)
}

/** Takes the shared cookie's session for its own, whichever tab it belongs to. */
export function readSessionAgain(state: SessionState, outside: SessionOutside): void {
  state.data = decodeClientToken(outside.store.get(storeKeys.keys))
}
