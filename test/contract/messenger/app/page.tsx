import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import {
  ChatEndGuard,
  type ChatLifecycle,
  type ChatMessage,
  useGenesysChatLifecycle,
  useGenesysChatMessages,
} from 'react-genesys-chat-lifecycle'
import { GenesysMessengerProvider } from 'react-genesys-chat-lifecycle/messenger'

/** What the page shows to a test. */
export interface MessengerTestPage {
  chat?: ChatLifecycle
  messages?: readonly ChatMessage[]
  log: string[]
  /** Takes the app off the page, and puts it back. */
  remount(): void
}

const page = window as unknown as MessengerTestPage
page.log = []

function Watch() {
  const chat = useGenesysChatLifecycle()
  page.chat = chat
  page.messages = useGenesysChatMessages().messages
  return <output>{chat.phase}</output>
}

const app = (
  <StrictMode>
    <GenesysMessengerProvider
      onSegmentClosed={({ agentName }) => page.log.push(`closed by ${agentName}`)}
      onSegmentReopened={() => page.log.push('reopened')}
      onEnded={({ reason }) => page.log.push(`ended ${reason}`)}
      onError={(error) => page.log.push(error.message)}
    >
      <Watch />
      <ChatEndGuard followUps="confirm" onNotice={() => page.log.push('notice')} />
    </GenesysMessengerProvider>
  </StrictMode>
)

let root = mount()
page.remount = () => {
  root.unmount()
  root = mount()
}

function mount() {
  const made = createRoot(document.querySelector('main') as HTMLElement)
  made.render(app)
  return made
}
