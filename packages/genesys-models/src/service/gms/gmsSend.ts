import { type BusPromise, createDeferred } from '../../bus/deferred.ts'
import type { FileInput, OutgoingMessage } from '../serviceTransport.ts'
import { whenAnswered } from '../whenAnswered.ts'
import type { GmsWireAnswer } from './gmsServer.ts'
import { NO_SESSION } from './gmsStartAndEnd.ts'
import { type GmsOutside, type GmsState, shownKeys } from './gmsState.ts'

/** While the network is gone, a text counts as sent, and is lost. */
export function sendText({ text }: OutgoingMessage, state: GmsState, outside: GmsOutside): BusPromise {
  if (state.active && state.disconnected) return createDeferred().resolve({ statusCode: 1 }).promise()
  return ask(() => outside.server.send({ ...shownKeys(state), message: text }), state, outside)
}

export function sendTypingState(
  { type, text }: OutgoingMessage,
  state: GmsState,
  outside: GmsOutside,
): BusPromise {
  const { server } = outside
  const request = { ...shownKeys(state), message: text }
  return ask(
    () => (type === 'TypingStarted' ? server.startTyping(request) : server.stopTyping(request)),
    state,
    outside,
  )
}

/** Sends the first file of a file input. Returns `undefined` for anything else: the vendor's service throws there. */
export function sendFile(input: unknown, state: GmsState, outside: GmsOutside): BusPromise | undefined {
  if (!state.active) return createDeferred().reject(NO_SESSION).promise()
  const files = (input as FileInput | undefined)?.files
  if (!files) return undefined
  return ask(() => outside.server.file({ ...shownKeys(state), file: files[0] }), state, outside)
}

/** The vendor does not parse this answer: it is a text. */
export function readFileLimits(state: GmsState, outside: GmsOutside): BusPromise {
  const deferred = createDeferred()
  ask(() => outside.server.fileLimits(shownKeys(state)), state, outside)
    .done((answer) => deferred.resolve(JSON.stringify(answer)))
    .fail((reason) => deferred.reject(reason))
  return deferred.promise()
}

/** Without a session, the data is kept for the next start. */
export function updateUserData(
  userData: Record<string, unknown>,
  state: GmsState,
  outside: GmsOutside,
): BusPromise {
  Object.assign(outside.config.userData, userData)
  if (!state.active) return createDeferred().resolve(outside.config.userData).promise()
  return ask(() => outside.server.updateData({ ...shownKeys(state), userData }), state, outside)
}

function ask(send: () => Promise<GmsWireAnswer>, state: GmsState, outside: GmsOutside): BusPromise {
  const deferred = createDeferred()
  if (!state.active) return deferred.reject(NO_SESSION).promise()
  whenAnswered(
    send(),
    outside,
    (answer) => deferred.resolve(answer),
    (response, error) => {
      if (error.status !== 0) outside.listener.publish('error', response)
      deferred.reject(response)
    },
  )
  return deferred.promise()
}
