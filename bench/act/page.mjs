// The page on which the time to act is measured: the widget, with either the snippet or the library.
import { installGenesysWidgets } from 'genesys-simulator/widget'
import { createElement as h } from 'react'
import { createRoot } from 'react-dom/client'
import { ChatEndGuard, GenesysChatProvider } from 'react-genesys-chat-lifecycle'
import { snippet } from '../snippet.mjs'

const { isAsync, who, dataURL } = window.actOptions
const MESSAGES = 'WebChatService.messageReceived'
const COMMANDS = ['WebChat.injectMessage', 'WebChat.endChat', 'WebChatService.endChat']

const act = { times: [], isReady: false, bus: undefined }
window.act = act
window._genesys ??= {}
window._genesys.widgets ??= {
  webchat: { transport: { type: 'pureengage-v3-rest', async: { enabled: isAsync } } },
}
window._genesys.widgets.onReady = (bus) => {
  let heard
  act.bus = bus
  bus.subscribe(MESSAGES, ({ data }) => {
    if (data.originalMessages.some(({ event }) => event === 'InteractionStateChange'))
      heard = performance.now()
  })
  for (const command of COMMANDS) {
    bus.before(command, (data) => {
      if (heard !== undefined) act.times.push(performance.now() - heard)
      heard = undefined
      return data
    })
  }
  if (who === 'snippet') bus.subscribe(MESSAGES, ({ data }) => snippet(data, isAsync, bus.command))
  else createRoot(document.createElement('main')).render(h(GenesysChatProvider, null, h(ChatEndGuard)))
  bus.subscribe('WebChat.ready', () => {
    act.isReady = true
  })
}
if (dataURL) {
  installGenesysWidgets({
    dataURL,
    endpoint: isAsync ? 'support-async' : 'support',
    async: isAsync,
    pollTimeout: 100,
  })
}
