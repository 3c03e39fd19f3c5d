import { type BusPromise, createDeferred } from '../../bus/deferred.ts'
import { whenAnswered } from '../whenAnswered.ts'
import { startPolling, stopPolling } from './gmsPoll.ts'
import { adoptSession, forgetSession, type GmsOutside, type GmsState, shownKeys } from './gmsState.ts'

export const NO_SESSION = 'There is no active chat session'

/** Takes the names of the command's data, not of its `form`. The messages of the answer come with the first poll. */
export function startSession(
  data: Record<string, unknown>,
  state: GmsState,
  outside: GmsOutside,
): BusPromise {
  const { server, config, listener } = outside
  const { nickname, firstname, lastname, userData } = data
  const deferred = createDeferred()
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  whenAnswered(
    server.start({
      nickname: text(nickname),
      firstName: text(firstname),
      lastName: text(lastname),
      endpoint: config.endpoint,
      userData: { ...config.userData, ...(userData as object | undefined) },
    }),
    outside,
    (answer) => {
      forgetSession(state, outside)
      state.active = true
      adoptSession(answer, state, outside)
      // WebChatService shares `sessionActive` when this resolves.
      deferred.resolve(answer)
      listener.publish('started', state.session)
      startPolling(state, outside)
    },
    (response) => {
      listener.publish('error', response)
      deferred.reject(response)
    },
  )
  return deferred.promise()
}

/** Ends the chat. The promise never settles when that worked. */
export function endSession(state: GmsState, outside: GmsOutside): BusPromise {
  const deferred = createDeferred()
  if (!state.active) return deferred.reject(NO_SESSION).promise()
  stopPolling(state, outside)
  const finish = (): void => {
    const nobody = { numAgentsConnected: 0 }
    forgetSession(state, outside)
    outside.listener.ended(
      ['supervisorDisconnected', nobody],
      ['agentDisconnected', nobody],
      ['clientDisconnected', nobody],
    )
  }
  whenAnswered(outside.server.disconnect(shownKeys(state)), outside, finish, (response) => {
    outside.listener.publish('error', response)
    finish()
    deferred.reject(response)
  })
  return deferred.promise()
}
