import type { ModelPlugin } from './cxbus.ts'
import { registerServiceCommands } from './service/serviceCommands.ts'
import { ServiceCore, type WebChatServiceOptions } from './service/serviceCore.ts'
import { storeKeys } from './widgetStore.ts'

export type { WebChatServiceOptions } from './service/serviceCore.ts'

const EVENTS = [
  'ready restored restoreTimeout restoreFailed messageReceived error started ended agentTypingStarted',
  'agentTypingStopped agentTypingTimeout pollingStarted pollingStopped clientConnected clientDisconnected',
  'agentConnected agentDisconnected supervisorConnected supervisorDisconnected clientTypingStarted',
  'clientTypingStopped ajaxResponse disconnected reconnected chatServerWentOffline chatServerBackOnline',
  'capabilitiesChanged sleeping waking sessionLost',
].flatMap((line) => line.split(' '))

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
  const core = new ServiceCore(plugin, options)
  plugin.subscribe('App.ready', () => {
    if (options.store.get(storeKeys.polling) === undefined) options.store.set(storeKeys.polling, 'false')
    plugin.registerEvents(EVENTS)
    core.setActive(false)
    if (options.loadMs === Infinity) return
    setTimeout(() => {
      registerServiceCommands(core)
      plugin.subscribe('WebChat.closed', () => core.transcripts.forgetClosed())
      plugin.ready()
      plugin.republish('ready')
      plugin.command('asyncRestore')
    }, options.loadMs)
  })
}
