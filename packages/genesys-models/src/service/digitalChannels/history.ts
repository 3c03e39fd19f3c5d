import { type BusPromise, createDeferred } from '../../bus/deferred.ts'
import { whenAnswered } from '../whenAnswered.ts'
import type { MessagesAnswer } from './chatTransport.ts'
import { receiveBatch } from './messageBatch.ts'
import { continuePolling, pausePolling } from './pollLoop.ts'
import { publishError } from './sessionEnd.ts'
import { knownSession, type SessionOutside, type SessionState, sessionKey } from './sessionState.ts'

/** Fetches the page before the oldest known message. Polling pauses meanwhile. */
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
  // Before a restore there is no oldest message. The vendor then asks nobody and never settles.
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

/** Remembers where history continues. It ends with a page that holds only the oldest message again. */
export function noteOldest(page: MessagesAnswer, state: SessionState, outside: SessionOutside): void {
  const oldest = page.messages[0]?.index
  if (oldest === undefined) return
  state.allReceived = page.messages.length === 1 && oldest === state.oldestIndex
  if (state.allReceived) continuePolling(state, outside)
  else state.oldestIndex = oldest
}
