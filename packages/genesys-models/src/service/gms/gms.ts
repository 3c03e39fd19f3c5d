import { createDeferred } from '../../bus/deferred.ts'
import type { CreateServiceTransport } from '../serviceTransport.ts'
import { startPolling, stopPolling } from './gmsPoll.ts'
import { restoreSession, verifySession } from './gmsRestore.ts'
import { readFileLimits, sendFile, sendText, sendTypingState, updateUserData } from './gmsSend.ts'
import type { GmsServer } from './gmsServer.ts'
import { endSession, startSession } from './gmsStartAndEnd.ts'
import { createGmsState, type GmsConfig, type GmsOutside } from './gmsState.ts'

/** What {@link gms} takes. */
export interface GmsOptions {
  server: GmsServer
  config: GmsConfig
}

const EVENTS = [
  'ready restored restoreTimeout restoreFailed messageReceived error started ended agentTypingStarted',
  'agentTypingStopped pollingStarted pollingStopped clientConnected clientDisconnected agentConnected',
  'agentDisconnected supervisorConnected supervisorDisconnected botConnected botDisconnected',
  'clientTypingStarted clientTypingStopped ajaxResponse disconnected reconnected chatServerWentOffline',
  'chatServerBackOnline sleeping waking',
].flatMap((line) => line.split(' '))

/** GMS Chat API v2, by polling: what the widget uses where `webchat` has a `dataURL` and no `transport`. */
export function gms({ server, config }: GmsOptions): CreateServiceTransport {
  return (context) => {
    const state = createGmsState()
    const outside: GmsOutside = { ...context, server, config }
    return {
      events: EVENTS,
      missingCommands: ['asyncRestore'],
      session: state.session,
      get agents() {
        return state.agents
      },
      isBusy: false,
      prepare() {},
      start: (data) => startSession(data, state, outside),
      end: () => endSession(state, outside),
      sendMessage: (message) => sendText(message, state, outside),
      sendTyping: (message) => sendTypingState(message, state, outside),
      sendFile: (files) => sendFile(files, state, outside),
      readFileLimits: () => readFileLimits(state, outside),
      updateUserData: (data) => updateUserData(data, state, outside),
      restore: () => restoreSession(state, outside),
      restoreWhatIsLeft: () => restoreSession(state, outside),
      fetchHistory: () =>
        createDeferred().reject('Fetching messages history applies to only Asynchronous chat.').promise(),
      verifySession: () => verifySession(state, outside),
      startPolling: () => startPolling(state, outside),
      stopPolling: () => stopPolling(state, outside),
      dispose: () => clearTimeout(state.pollTimer),
    }
  }
}
