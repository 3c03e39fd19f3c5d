import { type BusPromise, createDeferred } from '../../bus/deferred.ts'
import type { AsyncTokenStore } from '../../page/widgetStore.ts'
import { storeKeys } from '../../page/widgetStore.ts'
import type { CreateServiceTransport } from '../serviceTransport.ts'
import type { ChatTransport } from './chatTransport.ts'
import { fetchOlderPage } from './history.ts'
import { startPolling } from './pollLoop.ts'
import { restoreSession, restoreWhatIsLeft, verifySession } from './restore.ts'
import { sendText, sendTypingState } from './send.ts'
import { sendFile } from './sendFile.ts'
import {
  createSessionState,
  type ServiceConfig,
  type SessionOutside,
  type SessionState,
  sessionKey,
} from './sessionState.ts'
import { endSession, formData, startSession } from './startAndEnd.ts'
import { stopPolling } from './stopPolling.ts'

/** What {@link digitalChannels} takes. */
export interface DigitalChannelsOptions {
  /** The Consumer Messaging API. */
  server: ChatTransport
  /** Where the page keeps the token of an asynchronous chat. */
  tokens: AsyncTokenStore
  config: ServiceConfig
}

const EVENTS = [
  'ready restored restoreTimeout restoreFailed messageReceived error started ended agentTypingStarted',
  'agentTypingStopped agentTypingTimeout pollingStarted pollingStopped clientConnected clientDisconnected',
  'agentConnected agentDisconnected supervisorConnected supervisorDisconnected clientTypingStarted',
  'clientTypingStopped ajaxResponse disconnected reconnected chatServerWentOffline chatServerBackOnline',
  'capabilitiesChanged sleeping waking sessionLost',
].flatMap((line) => line.split(' '))

/** The transport `pureengage-v3-rest`. */
export function digitalChannels({ server, tokens, config }: DigitalChannelsOptions): CreateServiceTransport {
  return (context) => {
    const state = createSessionState(config)
    const outside: SessionOutside = { ...context, transport: server, tokens, config }
    return {
      events: EVENTS,
      get session() {
        return state.data
      },
      get agents() {
        return state.agents
      },
      get isBusy() {
        return state.polling && state.pollFailed
      },
      prepare() {
        if (context.store.get(storeKeys.polling) === undefined) context.store.set(storeKeys.polling, 'false')
      },
      start: (data) => startSession(formData(data, config), state, outside),
      end: () => endSession(state, outside),
      sendMessage: (message) => sendText(message, state, outside),
      sendTyping: (message) => sendTypingState(message, state, outside),
      sendFile: (files) => sendFile(files, state, outside),
      updateUserData: (data, isActive) => updateUserData(data, isActive, state, outside),
      restore: () => restoreSession(undefined, state, outside),
      restoreWhatIsLeft: () => restoreWhatIsLeft(state, outside),
      fetchHistory: () => fetchOlderPage(state, outside),
      verifySession: () => verifySession(state, outside),
      startPolling: () => startPolling(state, outside),
      stopPolling: () => stopPolling(state, outside),
      dispose: () => state.pollInFlight?.abort(),
    }
  }
}

/** Without a session, the data is kept for the next start. */
function updateUserData(
  data: Record<string, unknown>,
  isActive: boolean,
  state: SessionState,
  outside: SessionOutside,
): BusPromise {
  const { config, transport } = outside
  const deferred = createDeferred()
  Object.assign(config.userData, data)
  if (!isActive) return deferred.resolve(config.userData).promise()
  transport.updateUserData(sessionKey(state, outside), data).then(
    (answer) => void deferred.resolve(answer),
    (reason) => void deferred.reject(reason),
  )
  return deferred.promise()
}
