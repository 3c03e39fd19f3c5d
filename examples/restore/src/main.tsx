import { installGenesysWidgets } from 'genesys-simulator/widget'
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import {
  ChatEndGuard,
  GenesysChatProvider,
  useGenesysChatLifecycle,
  useGenesysCommand,
} from 'react-genesys-chat-lifecycle'
import 'genesys-simulator/widget.css'
import 'react-genesys-chat-lifecycle/styles.css'
import type { Outside } from './contactCentre.ts'
import './style.css'

// Stands for the vendor's widget, which your page already loads.
installGenesysWidgets({
  ...(window.parent as unknown as { outside: Outside }).outside,
  dataURL: 'http://simulator/nexus/v3/chat/sessions',
  endpoint: 'bank',
  pollTimeout: 500,
})

/** Gets the window out of the way of a payment, and brings it back. */
function Payment() {
  const { hasSession, window: chatWindow, openWindow } = useGenesysChatLifecycle()
  const run = useGenesysCommand()
  if (!hasSession) return null
  return chatWindow === 'minimized' ? (
    <button type="button" onClick={() => openWindow().catch(reportError)}>
      Return to the chat
    </button>
  ) : (
    <button type="button" onClick={() => run('WebChat.minimize').catch(reportError)}>
      Make room for a payment
    </button>
  )
}

function Bank() {
  const [isEnded, setIsEnded] = useState(false)
  return (
    <GenesysChatProvider restorePolicy="end" onEnded={() => setIsEnded(true)} onError={reportError}>
      <main>
        <h1>Your accounts</h1>
        <p role="status">{isEnded && 'For your safety the chat ended when the page was left.'}</p>
        <Payment />
      </main>
      <ChatEndGuard closeWindow />
    </GenesysChatProvider>
  )
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Bank />
  </StrictMode>,
)
