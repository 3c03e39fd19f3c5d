import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import {
  ChatEndGuard,
  type ChatEndGuardProps,
  type ChatLifecycle,
  GenesysChatProvider,
  type GenesysChatProviderProps,
  useGenesysChatLifecycle,
} from 'react-genesys-chat-lifecycle'
import 'react-genesys-chat-lifecycle/styles.css'

/** What a test tells the page before it loads, and reads from it afterwards. */
export interface TestPage {
  guardOptions?: ChatEndGuardProps | null
  providerOptions?: GenesysChatProviderProps
  chat?: ChatLifecycle
  /** Every phase that was rendered, and every callback, in order. */
  log?: string[]
  unmount?: () => void
}

const page = window as unknown as TestPage
const log: string[] = []
page.log = log

function Watch() {
  const chat = useGenesysChatLifecycle()
  page.chat = chat
  const phase = `phase ${chat.phase}`
  if (log.findLast((entry) => entry.startsWith('phase ')) !== phase) log.push(phase)
  return <output>{chat.phase}</output>
}

const root = createRoot(document.body.appendChild(document.createElement('main')))
root.render(
  <StrictMode>
    <GenesysChatProvider
      onSegmentClosed={({ key }) => log.push(`closed ${key}`)}
      onReopened={({ key }) => log.push(`reopened ${key}`)}
      onEnded={({ reason }) => log.push(`ended ${reason}`)}
      onError={(error) => log.push(`error ${error.message}`)}
      {...page.providerOptions}
    >
      <Watch />
      {page.guardOptions !== null && (
        <ChatEndGuard
          onNotice={(_, text) => log.push(`notice ${text}`)}
          onClose={({ key }) => log.push(`close ${key}`)}
          onError={(error) => log.push(`guard error ${error.message}`)}
          {...page.guardOptions}
        />
      )}
    </GenesysChatProvider>
  </StrictMode>,
)
page.unmount = () => root.unmount()
