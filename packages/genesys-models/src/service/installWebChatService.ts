import type { ModelPlugin } from '../bus/types.ts'
import { registerServiceCommands } from './serviceCommands.ts'
import { ServiceCore, type WebChatServiceOptions } from './serviceCore.ts'

/**
 * Installs WebChatService on a bus.
 *
 * It starts on `App.ready`, has its commands once its transport is loaded, and then restores what it finds.
 *
 * @example
 * const plugin = bus.registerPlugin('WebChatService')
 * const createTransport = digitalChannels({ server, tokens, config })
 * if (plugin) installWebChatService(plugin, { createTransport, store, loadMs: 0, reportVendorError: console.error })
 */
export function installWebChatService(plugin: ModelPlugin, options: WebChatServiceOptions): ServiceCore {
  const core = new ServiceCore(plugin, options)
  plugin.subscribe('App.ready', () => {
    core.transport.prepare()
    plugin.registerEvents([...core.transport.events])
    core.setActive(false)
    if (options.loadMs === Infinity) return
    setTimeout(() => {
      registerServiceCommands(core)
      plugin.subscribe('WebChat.closed', () => core.transcripts.forgetClosed())
      plugin.ready()
      plugin.republish('ready')
      if (core.transport.missingCommands?.includes('asyncRestore')) plugin.command('restore')
      else plugin.command('asyncRestore')
    }, options.loadMs)
  })
  return core
}
