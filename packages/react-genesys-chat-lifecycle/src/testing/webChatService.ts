import type { CXBusCommandCall } from '../bus/types.ts'
import { decodeClientToken } from './clientToken.ts'
import type { ModelPlugin } from './cxbus.ts'
import type { BusPromise } from './deferred.ts'
import { startPolling, stopPolling } from './service/pollLoop.ts'
import { createPrefilters } from './service/prefilters.ts'
import {
  endSession,
  fetchOlderPage,
  readSessionAgain,
  restoreSession,
  restoreWhatIsLeft,
  sendText,
  startSession,
} from './service/session.ts'
import {
  asyncToken,
  createSessionState,
  knownSession,
  type ServiceConfig,
  type SessionOutside,
} from './service/sessionState.ts'
import { createTranscripts } from './service/transcripts.ts'
import { createTypingNotifier } from './service/typing.ts'
import type { ChatTransport } from './transport.ts'
import { type AsyncTokenStore, storeKeys, type WidgetStore } from './widgetStore.ts'

/** What {@link installWebChatService} takes. */
export interface WebChatServiceOptions {
  transport: ChatTransport
  store: WidgetStore
  /** Where the page keeps the token of an asynchronous chat. */
  tokens: AsyncTokenStore
  config: ServiceConfig
  /** How long its transport module takes to load, in milliseconds: until then it has no commands. */
  loadMs: number
  /** An exception that would be uncaught on the page, `sendMessage` while offline for instance. */
  reportVendorError(error: unknown): void
}

const EVENTS = [
  'ready restored restoreTimeout restoreFailed messageReceived error started ended agentTypingStarted',
  'agentTypingStopped agentTypingTimeout pollingStarted pollingStopped clientConnected clientDisconnected',
  'agentConnected agentDisconnected supervisorConnected supervisorDisconnected clientTypingStarted',
  'clientTypingStopped ajaxResponse disconnected reconnected chatServerWentOffline chatServerBackOnline',
  'capabilitiesChanged sleeping waking sessionLost',
].flatMap((line) => line.split(' '))

const NO_SESSION = 'There is no active chat session'

/**
 * Brings WebChatService onto a bus, with the behaviour of the transport `pureengage-v3-rest`.
 *
 * It starts on `App.ready`, has its commands once its transport is loaded, and then restores what it finds.
 *
 * @example
 * const plugin = bus.registerPlugin('WebChatService')
 * if (plugin) installWebChatService(plugin, { transport, store, tokens, config, loadMs: 0, reportVendorError: console.error })
 *
 * @see docs/real-widget.md, "WebChatService"
 */
export function installWebChatService(plugin: ModelPlugin, options: WebChatServiceOptions): void {
  const { transport, store, tokens, config, reportVendorError } = options
  const state = createSessionState(config)
  const prefilters = createPrefilters(store)
  const transcripts = createTranscripts()
  const preprocessors: ((message: unknown) => unknown)[] = []
  const capabilities = { async: false, asyncClose: 'hideChat', pagination: false, fileUpload: true }
  let active = false
  let waitingForRestore: CXBusCommandCall['deferred'][] = []

  const outside: SessionOutside = {
    transport,
    store,
    tokens,
    config,
    reportVendorError,
    listener: {
      publish: (event, data) => {
        plugin.publish(event, data)
        if (event === 'started') plugin.command('App.registerAutoLoad')
      },
      capabilitiesChanged() {
        if (config.async) capabilities.async = true
        capabilities.asyncClose = 'endChat'
        capabilities.pagination = config.async
        plugin.data('capabilities', capabilities)
        plugin.publish('capabilitiesChanged', capabilities)
      },
      messagesReceived(batch) {
        const messages = prefilters
          .pass(batch.messages)
          .map((message) =>
            preprocessors.reduce((passed, preprocess) => preprocess(passed) || passed, message),
          )
        const originalMessages = prefilters.pass(batch.originalMessages)
        transcripts.add(messages, originalMessages)
        if (messages.length === 0) return
        plugin.publish('messageReceived', {
          originalMessages,
          messages,
          restoring: batch.restoring,
          sessionData: undefined,
          oldMessages: batch.oldMessages,
        })
      },
      restored(async) {
        plugin.publish('restored', { async })
        if (async) plugin.data('WebChatService.mode', { async: true })
        setActive(true)
        answerWaiting()
      },
      restoreFailed(reason) {
        forget()
        answerWaiting()
        plugin.publish('restoreFailed', reason)
      },
      ended() {
        forget()
        prefilters.clear()
        plugin.publish('clientDisconnected')
        plugin.publish('ended')
        plugin.command('App.deregisterAutoLoad')
      },
      sessionLost(response) {
        forget()
        plugin.publish('sessionLost', response)
      },
    },
  }

  function setActive(value: boolean): void {
    active = value
    plugin.data('sessionActive', value)
  }

  function forget(): void {
    transcripts.close()
    setActive(false)
    waitingForRestore = []
  }

  function answerWaiting(): void {
    for (const deferred of waitingForRestore) deferred.resolve({ sessionActive: active })
    waitingForRestore = []
  }

  function on(name: string, handler: (call: CXBusCommandCall) => void): void {
    plugin.registerCommand(name, handler)
  }

  /** The vendor calls `.done` on whatever the transport answers; on nothing that throws, and the command never settles. */
  function pass(call: CXBusCommandCall, answer: BusPromise | undefined): void {
    if (!answer) {
      reportVendorError(new TypeError('Cannot read the answer of a transport that gave none'))
      return
    }
    answer.done((value) => call.deferred.resolve(value)).fail((reason) => call.deferred.reject(reason))
  }

  function registerCommands(): void {
    const typing = createTypingNotifier(plugin, state, outside)
    on('startChat', (call) => {
      if (active) {
        call.deferred.reject('There is already an active chat session')
        return
      }
      startSession(formData(call.data, config), state, outside)
        .done((answer) => {
          plugin.publishDirect('ajaxResponse', answer)
          setActive(true)
          call.deferred.resolve(answer)
        })
        .fail((reason) => call.deferred.reject(reason))
      transcripts.forgetClosed()
    })
    on('endChat', (call) => {
      endSession(state, outside)
        .done((answer) => call.deferred.resolve(answer || {}))
        .fail((reason) => call.deferred.reject(reason))
      setActive(false)
    })
    on('sendMessage', (call) => {
      typing.stop()
      const { message, type } = call.data
      if (typeof message !== 'string' || message.trim() === '') {
        call.deferred.reject('No message text provided')
        return
      }
      const wireType = typeof type === 'string' && type !== 'text' ? type : 'Text'
      pass(call, sendText({ type: wireType, text: message }, state, outside))
    })
    on('sendTyping', typing.handle)
    on('restore', (call) => {
      const answer = restoreSession(undefined, state, outside)
      answer?.done(() => setActive(true))
      pass(call, answer)
    })
    on('asyncRestore', (call) => {
      restoreWhatIsLeft(state, outside)
        .done(() => {
          setActive(true)
          call.deferred.resolve()
        })
        .fail(() => call.deferred.reject())
    })
    on('fetchHistory', (call) => pass(call, fetchOlderPage(state, outside)))
    on('getSessionData', (call) => call.deferred.resolve(state.data))
    on('verifySession', (call) => {
      readSessionAgain(state, outside)
      if (config.async && !knownSession(state).sessionId) state.data = decodeClientToken(asyncToken(outside))
      const { sessionId, participantId } = knownSession(state)
      if (state.restoring) waitingForRestore.push(call.deferred)
      else call.deferred.resolve({ sessionActive: Boolean(sessionId && participantId) })
    })
    on('getAgents', (call) => call.deferred.resolve({ agents: state.agents }))
    on('getTranscript', (call) => call.deferred.resolve(transcripts.read(active)))
    on('getStats', (call) => transcripts.answerStats(state.agents, call.deferred))
    on('startPoll', (call) => {
      if (!active) {
        call.deferred.reject(NO_SESSION)
        return
      }
      startPolling(state, outside)
      call.deferred.resolve()
    })
    on('stopPoll', (call) => {
      if (stopPolling(state, outside)) call.deferred.resolve()
      else call.deferred.reject('Not currently polling. Ignoring command.')
    })
    on('addPrefilter', prefilters.handle)
    on('registerPreProcessor', (call) => {
      const { preprocessor } = call.data
      if (typeof preprocessor === 'function') {
        preprocessors.push((message) => preprocessor(message))
        call.deferred.resolve(preprocessor)
      } else {
        call.deferred.reject(`No preprocessor function provided. Type provided was '${typeof preprocessor}'.`)
      }
    })
    on('updateUserData', (call) => {
      Object.assign(config.userData, call.data)
      if (!active) {
        call.deferred.resolve(config.userData)
        return
      }
      const { sessionId, participantId, token } = knownSession(state)
      transport.updateUserData({ sessionId, participantId, token }, call.data).then(
        (answer) => void call.deferred.resolve(answer),
        (reason) => void call.deferred.reject(reason),
      )
    })
    on('sendFile', (call) => {
      if (!state.active) {
        call.deferred.reject('There is no active chat session.')
        return
      }
      const { sessionId, participantId, token } = knownSession(state)
      transport.sendFile({ sessionId, participantId, token }, call.data.files).then(
        (answer) => void call.deferred.resolve(answer),
        (reason) => void call.deferred.reject(reason),
      )
    })
    on('sleep', (call) => call.deferred.resolve())
    on('wake', (call) => call.deferred.resolve())
    on('registerTypingPreviewInput', (call) => call.deferred.resolve())
    plugin.subscribe('WebChat.closed', () => transcripts.forgetClosed())
  }

  plugin.subscribe('App.ready', () => {
    if (store.get(storeKeys.polling) === undefined) store.set(storeKeys.polling, 'false')
    plugin.registerEvents(EVENTS)
    setActive(false)
    if (options.loadMs === Infinity) return
    setTimeout(() => {
      registerCommands()
      plugin.ready()
      plugin.republish('ready')
      plugin.command('asyncRestore')
    }, options.loadMs)
  })
}

/** What a start asks the server with: of the command's data, `form` and `userData` only. Names beside the form are lost. */
function formData(
  { form, userData }: Record<string, unknown>,
  config: ServiceConfig,
): Record<string, unknown> {
  const {
    firstname,
    lastname,
    nickname,
    userData: fromForm,
    ...more
  } = (form ?? {}) as Record<string, unknown>
  return {
    firstName: firstname,
    lastName: lastname,
    nickname: nickname || firstname,
    endpoint: config.endpoint,
    ...(config.stream !== undefined && { stream: config.stream }),
    ...more,
    userData: {
      ...config.userData,
      ...(fromForm as object | undefined),
      ...(userData as object | undefined),
    },
  }
}
