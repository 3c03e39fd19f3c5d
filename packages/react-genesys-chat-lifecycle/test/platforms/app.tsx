import { act, render, within } from '@testing-library/react'
import { StrictMode, useLayoutEffect } from 'react'
import type { ChatOptions } from '../../src/chat/options.ts'
import {
  ChatEndGuard,
  type ChatEndGuardProps,
  type ChatLifecycle,
  type ChatMessage,
  useGenesysChatLifecycle,
  useGenesysChatMessages,
} from '../../src/index.ts'
import type { Side } from './side.ts'

export interface AppOptions {
  readonly provider?: ChatOptions
  readonly guard?: ChatEndGuardProps
  readonly isStrict?: boolean
}

/** One app. It knows nothing of platforms but its provider. */
export interface PlatformApp {
  readonly log: string[]
  chat(): ChatLifecycle
  messages(): readonly ChatMessage[]
  notice(): string | null
  press(name: string): Promise<void>
  /** Gives a command, lets what follows arrive, and resolves with its answer. */
  run<Answer>(command: (chat: ChatLifecycle) => Promise<Answer>): Promise<Answer>
  settle(): Promise<void>
  wait(ms: number): Promise<void>
  reload(): Promise<void>
  /** Takes the app off the page and puts it back, as a route or a module that is replaced does. */
  remount(): Promise<void>
}

interface Seen {
  chat?: ChatLifecycle
  messages: readonly ChatMessage[]
}

function Chat({ seen, guard }: { seen: Seen; guard: ChatEndGuardProps }) {
  const chat = useGenesysChatLifecycle()
  const { messages } = useGenesysChatMessages()
  useLayoutEffect(() => {
    seen.chat = chat
    seen.messages = messages
  })
  return <ChatEndGuard {...guard} />
}

export async function openApp(side: Side, options: AppOptions = {}): Promise<PlatformApp> {
  const { Provider } = side
  const tab = side.open()
  const log: string[] = []
  const seen: Seen = { messages: [] }
  const app = (
    <Provider
      {...tab.props}
      onSegmentClosed={({ agentName }) => log.push(`closed by ${agentName}`)}
      onSegmentReopened={() => log.push('reopened')}
      onEnded={({ reason }) => log.push(`ended ${reason}`)}
      {...options.provider}
    >
      <Chat seen={seen} guard={{ onNotice: () => log.push('notice'), ...options.guard }} />
    </Provider>
  )
  const mount = () => render(options.isStrict ? <StrictMode>{app}</StrictMode> : app)
  const settle = () => tab.wait(2_000)
  let page = mount()
  tab.start()
  await settle()
  const shown = (selector: string) => page.container.querySelector(selector)
  return {
    log,
    chat: () => seen.chat as ChatLifecycle,
    messages: () => seen.messages,
    notice: () => shown('.genesys-chat-guard__text')?.textContent ?? null,
    async press(name) {
      await act(async () => within(page.container).getByRole('button', { name }).click())
      await settle()
    },
    async run(command) {
      const answer = command(seen.chat as ChatLifecycle)
      answer.catch(() => {})
      await settle()
      return answer
    },
    settle,
    wait: tab.wait,
    async reload() {
      page.unmount()
      tab.reload()
      page = mount()
      tab.start()
      await settle()
    },
    async remount() {
      page.unmount()
      await settle()
      page = mount()
      await settle()
    },
  }
}

/** An app whose customer has been answered. */
export async function openTalk(side: Side, options?: AppOptions): Promise<PlatformApp> {
  const app = await openApp(side, options)
  await app.run((chat) => chat.start({ form: { firstname: 'Joe' } }))
  await app.run((chat) => chat.send('Hello'))
  side.say('Hello Joe')
  await app.settle()
  return app
}
