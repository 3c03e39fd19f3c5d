import { storeKeys } from '../../page/widgetStore.ts'
import type { TransportError } from '../transportError.ts'
import { whenAnswered } from '../whenAnswered.ts'
import { receiveMessages } from './gmsBatch.ts'
import type { GmsWireAnswer } from './gmsServer.ts'
import { forgetSession, type GmsOutside, type GmsState, shownKeys } from './gmsState.ts'

/** Statuses that are published though the body has no `errors`. */
const TOLD_STATUSES: readonly number[] = [404, 500, 502]
const UNKNOWN_CHAT = 204

export function startPolling(state: GmsState, outside: GmsOutside): void {
  if (state.polling) return
  state.polling = true
  // The first poll of a chat waits as long as every other.
  pollLater(state, outside)
  setTimeout(() => outside.listener.publish('pollingStarted'), 0)
}

/** Returns `false` when nothing was polling. Nothing is published then. */
export function stopPolling(state: GmsState, outside: GmsOutside): boolean {
  if (!state.polling) return false
  state.polling = false
  clearTimeout(state.pollTimer)
  outside.listener.publish('pollingStopped')
  return true
}

function pollLater(state: GmsState, outside: GmsOutside): void {
  clearTimeout(state.pollTimer)
  if (!state.polling) return
  state.pollTimer = setTimeout(() => poll(state, outside), outside.config.pollRate)
}

function poll(state: GmsState, outside: GmsOutside): void {
  const { server, store } = outside
  if (store.get(storeKeys.gmsSession) === undefined) {
    // Another tab has ended the chat.
    endedElsewhere(state, outside)
    return
  }
  store.set(storeKeys.gmsPing, String(Date.now()))
  whenAnswered(
    server.refresh(shownKeys(state)),
    outside,
    (answer) => {
      if (!state.polling) return
      takeAnswer(answer, state, outside)
      pollLater(state, outside)
    },
    (_response, error) => {
      if (!state.polling) return
      takeFailure(error, state, outside)
      pollLater(state, outside)
    },
  )
}

function takeAnswer(answer: GmsWireAnswer, state: GmsState, outside: GmsOutside): void {
  if (answer.chatEnded) {
    takeEnd(answer, state, outside)
    return
  }
  followChatServer(answer, state, outside)
  receiveMessages(answer.messages, state, outside)
  if (!state.disconnected) return
  state.disconnected = false
  outside.listener.publish('reconnected')
}

/** The chat server behind GMS may be away, while GMS itself answers. */
function followChatServer({ statusCode }: GmsWireAnswer, state: GmsState, outside: GmsOutside): void {
  const { listener, config } = outside
  state.exceptions = statusCode === 1 ? state.exceptions + 1 : 0
  if (state.exceptions > config.pollExceptionLimit && !state.chatServerAway) {
    state.chatServerAway = true
    listener.publish('chatServerWentOffline')
  } else if (state.exceptions === 0 && state.chatServerAway) {
    state.chatServerAway = false
    listener.publish('chatServerBackOnline')
    listener.publish('reconnected')
  }
}

/** The server has ended the chat, or knows nothing of it. */
function takeEnd(answer: GmsWireAnswer, state: GmsState, outside: GmsOutside): void {
  const { listener } = outside
  receiveMessages(answer.messages, state, outside)
  forgetSession(state, outside)
  listener.ended()
  if (answer.errors) listener.publish('error', answer)
  setTimeout(() => stopPolling(state, outside), 0)
}

function endedElsewhere(state: GmsState, outside: GmsOutside): void {
  forgetSession(state, outside)
  outside.listener.ended()
  setTimeout(() => stopPolling(state, outside), 0)
}

function takeFailure(error: TransportError, state: GmsState, outside: GmsOutside): void {
  const { listener } = outside
  if (error.status === 0) {
    // Told again at each poll that fails.
    state.disconnected = true
    listener.publish('disconnected')
    return
  }
  const { errors = [] } = (error.response.responseJSON ?? {}) as Partial<GmsWireAnswer>
  const isTold = errors.some(({ code }) => code !== UNKNOWN_CHAT) || TOLD_STATUSES.includes(error.status)
  if (isTold) listener.publish('error', error.response)
}
