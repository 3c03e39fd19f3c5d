import type { ModelPlugin } from './cxbus.ts'
import { ChatWindow, type WebChatOptions } from './window/chatWindow.ts'
import { createCustomerHand, type WebChatWindow } from './window/customerHand.ts'
import { hearService } from './window/hearService.ts'
import { registerWindowCommands } from './window/windowCommands.ts'

export type { WebChatOptions } from './window/chatWindow.ts'
export type { WebChatWindow } from './window/customerHand.ts'

/** Those that the vendor registers. `started`, `rejected` and `chatButtonDisplayed` are published all the same. */
const EVENTS = 'ready opened closed minimized unminimized cancelled completed messageAdded submitted'.split(
  ' ',
)

/**
 * Brings WebChat onto a bus: the window without its pixels. What it returns is the customer's hand, and what a view draws.
 *
 * @example
 * const plugin = bus.registerPlugin('WebChat')
 * if (plugin) {
 *   const chatWindow = installWebChat(plugin, { async: false, store, readyMs: 0, closeMs: 0, createId })
 *   chatWindow.onChange(() => draw(chatWindow.state))
 * }
 *
 * @see docs/real-widget.md, "WebChat"
 */
export function installWebChat(plugin: ModelPlugin, options: WebChatOptions): WebChatWindow {
  const chat = new ChatWindow(plugin, options)
  plugin.registerEvents(EVENTS)
  plugin.data('open', false)
  hearService(chat)
  registerWindowCommands(chat)
  plugin.subscribe('App.closeAll', () => void plugin.command('close'))
  plugin.subscribe('App.ready', () => {
    if (options.readyMs === Infinity) return
    setTimeout(() => {
      plugin.command('configure', {})
      plugin.ready()
      plugin.republish('ready')
    }, options.readyMs)
  })
  return createCustomerHand(chat)
}
