import { type BusPromise, createDeferred } from '../../bus/deferred.ts'
import type { CreateServiceTransport, OutgoingMessage } from '../serviceTransport.ts'
import type { WireResponse } from '../transportError.ts'
import { whenAnswered } from '../whenAnswered.ts'
import {
  type CloudConfig,
  type CloudOutside,
  type CloudState,
  createCloudState,
  keepSession,
  keyOf,
  readSession,
} from './cloudState.ts'
import { closeStream, openStream } from './eventStream.ts'
import type { GuestServer } from './guestServer.ts'
import { beginAnew, tellCustomer } from './liveMembers.ts'
import { fetchOlderPage, restoreSession } from './pastMessages.ts'
import { endSession } from './sessionEnd.ts'

/** What {@link genesysCloud} takes. */
export interface GenesysCloudOptions {
  server: GuestServer
  config: CloudConfig
}

const EVENTS = [
  'ready restored restoreTimeout restoreFailed messageReceived error started ended agentTypingStarted',
  'agentTypingStopped agentTypingTimeout pollingStarted pollingStopped clientConnected clientDisconnected',
  'agentConnected agentDisconnected supervisorConnected supervisorDisconnected clientTypingStarted',
  'clientTypingStopped ajaxResponse disconnected reconnected chatServerWentOffline chatServerBackOnline',
  'capabilitiesChanged sleeping waking sessionLost',
].flatMap((line) => line.split(' '))

/** The transport `purecloud-v2-sockets`. */
export function genesysCloud({ server, config }: GenesysCloudOptions): CreateServiceTransport {
  return (context) => {
    const state = createCloudState()
    const outside: CloudOutside = { ...context, server, config }
    return {
      events: EVENTS,
      polls: false,
      get session() {
        return state.session
      },
      get agents() {
        return state.active ? state.agents : {}
      },
      get isBusy() {
        return (
          state.buffer.length > 0 || (state.active && (state.endTimer !== undefined || !state.isStreamOpen))
        )
      },
      prepare() {},
      start: (data) => startSession(data, state, outside),
      end: () => endSession(state, outside),
      sendMessage: (message) => sendText(message, state, outside),
      sendTyping: (message) => sendTypingState(message, state, outside),
      sendFile: () => createDeferred().reject("This transport doesn't support file uploads.").promise(),
      updateUserData(data) {
        if (state.active) return createDeferred().reject().promise()
        return createDeferred().resolve(Object.assign(config.userData, data)).promise()
      },
      restore: () => restoreSession(state, outside),
      restoreWhatIsLeft: () => restoreSession(state, outside),
      fetchHistory: () => fetchOlderPage(state, outside),
      verifySession() {
        if (state.restoring) return 'restoring'
        return state.active || readSession(outside).jwt !== undefined
      },
      startPolling() {},
      stopPolling: () => false,
      dispose() {
        beginAnew(state)
        closeStream(state)
      },
    }
  }
}

/** Takes the names of the form. That the customer has joined is made up: it happened before the event stream was open. */
function startSession(data: Record<string, unknown>, state: CloudState, outside: CloudOutside): BusPromise {
  const { server, config, listener } = outside
  const deferred = createDeferred()
  const form = { ...data, ...(data.form as object | undefined) } as Record<string, unknown>
  const names = [form.firstname, form.lastname].filter((name) => typeof name === 'string' && name !== '')
  const displayName = names.join(' ') || String(form.nickname ?? '')
  whenAnswered(
    server.start({
      displayName,
      customFields: {
        firstName: form.firstname ?? '',
        lastName: form.lastname ?? '',
        ...config.userData,
        ...(data.userData as object | undefined),
      },
      targetAddress: config.targetAddress,
    }),
    outside,
    (key) => {
      beginAnew(state)
      state.active = true
      state.session = { ...key }
      state.members.set(key.memberId, { id: key.memberId, displayName, role: 'CUSTOMER', state: 'CONNECTED' })
      keepSession(key, outside)
      openStream(state, outside, () => {
        listener.publish('started', { data: state.session })
        deferred.resolve()
        tellCustomer(state, outside)
      })
    },
    (response) => {
      state.session = {}
      deferred.reject(reportError('StartFailed', response, outside))
    },
  )
  return deferred.promise()
}

function sendText({ text }: OutgoingMessage, state: CloudState, outside: CloudOutside): BusPromise {
  const deferred = createDeferred()
  if (!state.active) return deferred.reject('There is no active chat session.').promise()
  const fail = (response?: WireResponse): void => {
    reportError('MessageFailed', response, outside)
    deferred.reject()
  }
  if (state.isStreamOpen) {
    whenAnswered(outside.server.send(keyOf(state), text), outside, () => deferred.resolve(), fail)
  } else {
    fail()
  }
  return deferred.promise()
}

/** That the customer stopped typing is told to nobody. */
function sendTypingState({ type }: OutgoingMessage, state: CloudState, outside: CloudOutside): BusPromise {
  const deferred = createDeferred()
  if (!state.active) {
    return deferred.reject('trying to send typing indicator when session is not active').promise()
  }
  if (type !== 'TypingStarted') return deferred.resolve().promise()
  whenAnswered(
    outside.server.typing(keyOf(state)),
    outside,
    () => deferred.resolve(),
    (response) => deferred.reject(response),
  )
  return deferred.promise()
}

function reportError(code: string, response: WireResponse | undefined, { listener }: CloudOutside): unknown {
  const told = { ...response, errorReason: code }
  listener.publish('error', { errors: [{ code, response: told }] })
  return told
}
