import type { CXBusCommandCall } from '../../platform/genesys-widgets/busTypes.ts'
import { decodeClientToken } from '../clientToken.ts'
import type { BusPromise } from '../deferred.ts'
import { fetchOlderPage } from './history.ts'
import { startPolling, stopPolling } from './pollLoop.ts'
import { readSessionAgain, restoreSession, restoreWhatIsLeft } from './restore.ts'
import { sendText } from './send.ts'
import { sendFile } from './sendFile.ts'
import type { ServiceCore } from './serviceCore.ts'
import { asyncToken, knownSession, sessionKey } from './sessionState.ts'
import { endSession, formData, startSession } from './startAndEnd.ts'
import { createTypingNotifier } from './typing.ts'

const NO_SESSION = 'There is no active chat session'

/** The commands of WebChatService. They exist once its transport is loaded. */
export function registerServiceCommands(core: ServiceCore): void {
  const { plugin, state, outside, transcripts } = core
  const { config, transport } = outside
  const typing = createTypingNotifier(plugin, state, outside)

  const on = (name: string, handler: (call: CXBusCommandCall) => void): void => {
    plugin.registerCommand(name, handler)
  }

  /** The vendor calls `.done` on whatever the transport answers; on nothing that throws, and the command never settles. */
  const pass = ({ deferred }: CXBusCommandCall, answer: BusPromise | undefined): void => {
    if (answer) {
      answer.done((value) => deferred.resolve(value)).fail((reason) => deferred.reject(reason))
    } else {
      outside.reportVendorError(new TypeError('The transport answered nothing.'))
    }
  }

  on('startChat', ({ data, deferred }) => {
    if (core.active) {
      deferred.reject('There is already an active chat session')
      return
    }
    startSession(formData(data, config), state, outside)
      .done((answer) => {
        plugin.publishDirect('ajaxResponse', answer)
        core.setActive(true)
        deferred.resolve(answer)
      })
      .fail((reason) => deferred.reject(reason))
    transcripts.forgetClosed()
  })

  on('endChat', ({ deferred }) => {
    endSession(state, outside)
      .done((answer) => deferred.resolve(answer || {}))
      .fail((reason) => deferred.reject(reason))
    core.setActive(false)
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
  on('sendFile', (call) => sendFile(call, state, outside))
  on('updateUserData', ({ data, deferred }) => {
    Object.assign(config.userData, data)
    if (!core.active) {
      deferred.resolve(config.userData)
      return
    }
    transport.updateUserData(sessionKey(state, outside), data).then(
      (answer) => void deferred.resolve(answer),
      (reason) => void deferred.reject(reason),
    )
  })

  on('restore', (call) => {
    const answer = restoreSession(undefined, state, outside)
    answer?.done(() => core.setActive(true))
    pass(call, answer)
  })
  on('asyncRestore', ({ deferred }) => {
    restoreWhatIsLeft(state, outside)
      .done(() => {
        core.setActive(true)
        deferred.resolve()
      })
      .fail(() => deferred.reject())
  })
  on('fetchHistory', (call) => pass(call, fetchOlderPage(state, outside)))

  on('getSessionData', ({ deferred }) => deferred.resolve(state.data))
  on('verifySession', ({ deferred }) => {
    readSessionAgain(state, outside)
    if (config.async && !knownSession(state).sessionId) state.data = decodeClientToken(asyncToken(outside))
    const { sessionId, participantId } = knownSession(state)
    if (state.restoring) core.waiting.push(deferred)
    else deferred.resolve({ sessionActive: Boolean(sessionId && participantId) })
  })
  on('getAgents', ({ deferred }) => deferred.resolve({ agents: state.agents }))
  on('getTranscript', ({ deferred }) => deferred.resolve(transcripts.read(core.active)))
  on('getStats', ({ deferred }) => transcripts.answerStats(state.agents, deferred))

  on('startPoll', ({ deferred }) => {
    if (!core.active) {
      deferred.reject(NO_SESSION)
      return
    }
    startPolling(state, outside)
    deferred.resolve()
  })
  on('stopPoll', ({ deferred }) => {
    if (stopPolling(state, outside)) deferred.resolve()
    else deferred.reject('Not currently polling. Ignoring command.')
  })

  on('addPrefilter', core.prefilters.handle)
  on('registerPreProcessor', ({ data, deferred }) => {
    const { preprocessor } = data
    if (typeof preprocessor === 'function') {
      core.preprocessors.push((message) => preprocessor(message))
      deferred.resolve(preprocessor)
    } else {
      deferred.reject(`No preprocessor function provided. Type provided was '${typeof preprocessor}'.`)
    }
  })
  for (const name of ['sleep', 'wake', 'registerTypingPreviewInput']) {
    on(name, ({ deferred }) => deferred.resolve())
  }
}
