import type { ModelPlugin } from '../bus/types.ts'
import { ChatWindow, type WebChatOptions } from './chatWindow.ts'
import { createCustomerHand, type WebChatWindow } from './customerHand.ts'
import { hearService } from './hearService.ts'
import { registerWindowCommands } from './windowCommands.ts'

/** The events that the vendor registers. `started`, `rejected` and `chatButtonDisplayed` are published without. */
const EVENTS = 'ready opened closed minimized unminimized cancelled completed messageAdded submitted'.split(
  ' ',
)

/** Installs WebChat on a bus: the window as data, for a view to draw and for tests to read. */
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
