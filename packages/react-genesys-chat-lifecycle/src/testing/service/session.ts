import { decodeClientToken } from '../clientToken.ts'
import { type BusDeferred, type BusPromise, createDeferred } from '../deferred.ts'
import type { MessagesAnswer } from '../transport.ts'
import { storeKeys } from '../widgetStore.ts'
import { receiveBatch } from './messageBatch.ts'
import { continuePolling, pausePolling, startPolling, stopPolling } from './pollLoop.ts'
import { whenAnswered } from './requests.ts'
import { publishError, reportFailure, terminate } from './sessionEnd.ts'
import {
  asyncToken,
  knownSession,
  type SessionOutside,
  type SessionState,
  sessionKey,
  storeToken,
} from './sessionState.ts'

const NO_SESSION = 'There is no active chat session.'
/** What a regular chat restores: everything. */
const ALL_MESSAGES = 10_000

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
  const token = outside.config.async ? asyncToken(outside) : undefined
  whenAnswered(
    outside.transport.create({ token, data: form }),
    outside,
    (answer) => {
      state.active = true
      adoptToken(answer.clientToken, state, outside)
      outside.listener.publish('started', { data: state.data })
      startPolling(state, outside)
      deferred.resolve({ data: answer, status: { code: 'SUCCESS' } })
    },
    (response, error) => {
      deferred.reject(response)
      reportFailure(response, error, state, outside)
    },
  )
  return deferred.promise()
}

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

/** Answers `undefined` while the network is gone, as the vendor's does: its caller then trips over it. */
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

export function fetchOlderPage(state: SessionState, outside: SessionOutside): BusPromise {
  const deferred = createDeferred()
  if (!outside.config.async) {
    return deferred.reject('Fetching messages history applies to only Asynchronous chat.').promise()
  }
  state.fetchingOld = true
  if (state.allReceived) {
    continuePolling(state, outside)
    return deferred.reject('No more messages to fetch').promise()
  }
  // Before a restore there is no oldest message: the vendor then asks nobody and never settles.
  if (!knownSession(state).sessionId || state.oldestIndex === 0) return deferred.promise()
  pausePolling(state, outside)
  whenAnswered(
    outside.transport.olderPage(sessionKey(state, outside), state.oldestIndex, state.pageSize),
    outside,
    (page) => {
      noteOldest(page, state, outside)
      receiveBatch(page.messages, 'history', state, outside, () => {
        if (state.fetchingOld) continuePolling(state, outside)
      })
      deferred.resolve(page)
    },
    (response) => {
      state.fetchingOld = false
      continuePolling(state, outside)
      publishError(response, outside)
      deferred.reject(response)
    },
  )
  return deferred.promise()
}

/** Takes the shared cookie's session for its own, whichever tab it belongs to. */
export function readSessionAgain(state: SessionState, outside: SessionOutside): void {
  state.data = decodeClientToken(outside.store.get(storeKeys.keys))
}

function adoptToken(clientToken: string, state: SessionState, outside: SessionOutside): void {
  const decoded = decodeClientToken(clientToken) || {}
  state.data = { ...decoded, token: clientToken }
  if (outside.config.async) storeToken(state, outside)
  else outside.store.set(storeKeys.keys, clientToken)
  outside.store.set(storeKeys.session, decoded.sessionId ?? '')
}

function noteOldest(page: MessagesAnswer, state: SessionState, outside: SessionOutside): void {
  const oldest = page.messages[0]?.index
  if (oldest === undefined) return
  state.allReceived = page.messages.length === 1 && oldest === state.oldestIndex
  if (state.allReceived) continuePolling(state, outside)
  else state.oldestIndex = oldest
}
