import { StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import * as library from 'react-genesys-chat-lifecycle'
import {
  type BeforeGenesysCommand,
  ChatEndGuard,
  type ChatEndGuardProps,
  type ChatLifecycle,
  type ChatMessage,
  type GenesysChatMessages,
  GenesysChatProvider,
  type GenesysChatProviderProps,
  useGenesysBeforeCommand,
  useGenesysChatActions,
  useGenesysChatLifecycle,
  useGenesysChatMessages,
  useGenesysCommand,
  useGenesysPreProcessor,
} from 'react-genesys-chat-lifecycle'
import * as locales from 'react-genesys-chat-lifecycle/locales'
import 'react-genesys-chat-lifecycle/styles.css'

/** What a test sets before the page loads, and reads afterwards. */
export interface TestPage {
  guardOptions?: ChatEndGuardProps | null
  providerOptions?: GenesysChatProviderProps
  /** Makes options in the page, where they can be functions. */
  options?: (
    testLibrary: typeof library,
    testLocales: typeof locales,
  ) => {
    guard?: ChatEndGuardProps
    provider?: GenesysChatProviderProps
  }
  mountLater?: boolean
  /** The transport has no state of a segment: agents close it by leaving. */
  closesByLeaving?: boolean
  /** Asks for the transcript and opens the window as soon as the application is mounted. */
  atOnce?: boolean
  chat?: ChatLifecycle
  messages?: readonly ChatMessage[]
  transcript?: GenesysChatMessages
  /** Set before the application is mounted. */
  preProcessor?: Parameters<typeof useGenesysPreProcessor>[0]
  beforeSend?: BeforeGenesysCommand<'WebChatService.sendMessage'>
  /** Every phase that was rendered, and every callback, in order. */
  log?: string[]
  library?: typeof library
  mount?: () => void
  unmount?: () => void
}

const page = window as unknown as TestPage
const log: string[] = []
page.log = log
page.library = library

const BY_LEAVING = { closeSignals: [library.allAgentsLeft({ graceMs: 0 })] }

function Watch() {
  const chat = useGenesysChatLifecycle()
  page.chat = chat
  page.transcript = useGenesysChatMessages()
  page.messages = page.transcript.messages
  const phase = `phase ${chat.phase}`
  if (log.findLast((entry) => entry.startsWith('phase ')) !== phase) log.push(phase)
  return <output>{chat.phase}</output>
}

function Hooks() {
  useGenesysPreProcessor((message) => page.preProcessor?.(message))
  useGenesysBeforeCommand('WebChatService.sendMessage', (data) => page.beforeSend?.(data))
  return null
}

function AtOnce() {
  const run = useGenesysCommand()
  const { openWindow } = useGenesysChatActions()
  useEffect(() => {
    if (!page.atOnce) return
    page.atOnce = false
    const commands = { transcript: run('WebChatService.getTranscript'), window: openWindow() }
    for (const [name, answer] of Object.entries(commands)) {
      Promise.resolve(answer).then(
        () => log.push(`answered ${name}`),
        (error) => log.push(`refused ${name}: ${error.message}`),
      )
    }
  }, [run, openWindow])
  return null
}

function mount(): void {
  const own = page.options?.(library, locales) ?? {}
  const root = createRoot(document.body.appendChild(document.createElement('main')))
  page.unmount = () => root.unmount()
  root.render(
    <StrictMode>
      <GenesysChatProvider
        onSegmentClosed={({ key }) => log.push(`closed ${key}`)}
        onSegmentReopened={({ key }) => log.push(`reopened ${key}`)}
        onEnded={({ reason }) => log.push(`ended ${reason}`)}
        onError={(error) => log.push(`error ${error.message}`)}
        {...(page.closesByLeaving && BY_LEAVING)}
        {...page.providerOptions}
        {...own.provider}
      >
        <Watch />
        <AtOnce />
        {(page.preProcessor || page.beforeSend) && <Hooks />}
        {page.guardOptions !== null && (
          <ChatEndGuard
            onNotice={(_, text) => log.push(`notice ${text}`)}
            onEnd={({ key }) => log.push(`end ${key}`)}
            onError={(error) => log.push(`guard error ${error.message}`)}
            {...page.guardOptions}
            {...own.guard}
          />
        )}
      </GenesysChatProvider>
    </StrictMode>,
  )
}

page.mount = mount
if (!page.mountLater) mount()
