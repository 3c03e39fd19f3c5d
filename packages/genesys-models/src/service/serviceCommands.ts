import type { BusPromise } from '../bus/deferred.ts'
import type { CommandCall } from '../bus/types.ts'
import type { ServiceCore } from './serviceCore.ts'
import { createTypingNotifier } from './typing.ts'

const NO_SESSION = 'There is no active chat session'
const NO_POLLS = "This transport doesn't support polling."

type OnCommand = (name: string, handler: (call: CommandCall) => void) => void

/** The commands of WebChatService. They exist once its transport is loaded. */
export function registerServiceCommands(core: ServiceCore): void {
  const { missingCommands = [] } = core.transport
  const on: OnCommand = (name, handler) => {
    if (!missingCommands.includes(name)) core.plugin.registerCommand(name, handler)
  }
  registerSession(core, on)
  registerSending(core, on)
  registerReading(core, on)
  registerFilters(core, on)
  for (const name of ['sleep', 'wake', 'registerTypingPreviewInput']) {
    on(name, ({ deferred }) => deferred.resolve())
  }
}

/** Settles a command as its promise does. Without one, the vendor's code throws and the command never settles. */
function settleWith(core: ServiceCore, { deferred }: CommandCall, answer: BusPromise | undefined): void {
  if (answer) {
    answer.done((value) => deferred.resolve(value)).fail((reason) => deferred.reject(reason))
  } else {
    core.reportVendorError(new TypeError('The transport answered nothing.'))
  }
}

/** Starting, ending and restoring. */
function registerSession(core: ServiceCore, on: OnCommand): void {
  const { plugin, transport, transcripts } = core
  on('startChat', ({ data, deferred }) => {
    if (core.active) {
      deferred.reject('There is already an active chat session')
      return
    }
    transport
      .start(data)
      .done((answer) => {
        plugin.publishDirect('ajaxResponse', answer)
        core.setActive(true)
        deferred.resolve(answer)
      })
      .fail((reason) => deferred.reject(reason))
    transcripts.forgetClosed()
  })
  on('endChat', ({ deferred }) => {
    transport
      .end()
      .done((answer) => deferred.resolve(answer || {}))
      .fail((reason) => deferred.reject(reason))
  })
  on('restore', (call) => {
    const answer = transport.restore()
    answer?.done(() => core.setActive(true))
    settleWith(core, call, answer)
  })
  on('asyncRestore', ({ deferred }) => {
    transport
      .restoreWhatIsLeft()
      .done(() => {
        core.setActive(true)
        deferred.resolve()
      })
      .fail(() => deferred.reject())
  })
  on('verifySession', ({ deferred }) => {
    const sessionActive = transport.verifySession()
    if (sessionActive === 'restoring') core.waiting.push(deferred)
    else deferred.resolve({ sessionActive })
  })
  on('startPoll', ({ deferred }) => {
    if (!core.active) {
      deferred.reject(NO_SESSION)
      return
    }
    if (transport.polls === false) {
      deferred.reject(NO_POLLS)
      return
    }
    transport.startPolling()
    deferred.resolve()
  })
  on('stopPoll', ({ deferred }) => {
    if (transport.stopPolling()) deferred.resolve()
    else deferred.reject(transport.polls === false ? NO_POLLS : 'Not currently polling. Ignoring command.')
  })
}

function registerSending(core: ServiceCore, on: OnCommand): void {
  const { plugin, transport } = core
  const typing = createTypingNotifier(plugin, transport)
  on('sendMessage', (call) => {
    typing.stop()
    const { message, type } = call.data
    if (typeof message !== 'string' || message.trim() === '') {
      call.deferred.reject('No message text provided')
      return
    }
    const wireType = typeof type === 'string' && type !== 'text' ? type : 'Text'
    settleWith(core, call, transport.sendMessage({ type: wireType, text: message }))
  })
  on('sendTyping', typing.handle)
  // It does not pass through `sendMessage`.
  on('sendFile', (call) => settleWith(core, call, transport.sendFile(call.data.files)))
  on('getFileLimits', (call) => {
    if (transport.readFileLimits) settleWith(core, call, transport.readFileLimits())
    else call.deferred.reject("This transport doesn't support getFileLimits command.")
  })
  on('updateUserData', (call) => settleWith(core, call, transport.updateUserData(call.data, core.active)))
}

function registerReading(core: ServiceCore, on: OnCommand): void {
  const { transport, transcripts } = core
  on('fetchHistory', (call) => settleWith(core, call, transport.fetchHistory()))
  on('getSessionData', ({ deferred }) => deferred.resolve(transport.session))
  on('getAgents', ({ deferred }) => deferred.resolve({ agents: transport.agents }))
  on('getTranscript', ({ deferred }) => deferred.resolve(transcripts.read(core.active)))
  on('getStats', ({ deferred }) => transcripts.answerStats(transport.agents, deferred))
}

/** What pages put between the server and the events. */
function registerFilters(core: ServiceCore, on: OnCommand): void {
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
}
