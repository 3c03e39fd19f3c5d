import { act, type RenderResult, render } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { vi } from 'vitest'
import {
  ChatEndGuard,
  type ChatEndGuardProps,
  type ChatLifecycle,
  type ChatMessage,
  type ClosedSegment,
  useGenesysChatMessages,
} from '../../src/index.ts'
import { GenesysMessengerProvider, type GenesysMessengerProviderProps } from '../../src/messenger.ts'
import {
  createTestMessenger,
  type TestMessenger,
  type TestMessengerOptions,
} from '../../src/testing/index.ts'
import { Watch } from './app.tsx'

export interface MessengerAppOptions {
  messenger?: TestMessengerOptions
  provider?: GenesysMessengerProviderProps
  /** `null`: no guard. */
  guard?: ChatEndGuardProps | null
  strict?: boolean
  /** Whether the bootstrap runs at once. */
  start?: boolean
  children?: ReactNode
}

/** An application on a test Messenger, and what it saw. */
export interface MessengerApp {
  messenger: TestMessenger
  chat: () => ChatLifecycle
  phases: string[]
  callbacks: string[]
  closed: ClosedSegment[]
  errors: string[]
  messages: () => readonly ChatMessage[]
  page: RenderResult
  settle: () => Promise<void>
  wait: (ms: number) => Promise<void>
  does: (work: () => unknown) => Promise<void>
  mount: () => void
  reload: () => Promise<void>
}

function Messages({ onMessages }: { onMessages: (messages: readonly ChatMessage[]) => void }) {
  onMessages(useGenesysChatMessages().messages)
  return null
}

/** Mounts an application on the page's Messenger. Fake timers must be on. */
export async function mountMessenger(options: MessengerAppOptions = {}): Promise<MessengerApp> {
  const { provider = {}, guard = {}, strict = false, start = true, children } = options
  const messenger = createTestMessenger({
    advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)),
    ...options.messenger,
  })
  const phases: string[] = []
  const callbacks: string[] = []
  const closed: ClosedSegment[] = []
  const errors: string[] = []
  let latest: ChatLifecycle | undefined
  let messages: readonly ChatMessage[] = []
  const tree = (): ReactNode => {
    const inside = (
      <GenesysMessengerProvider
        genesys={() => messenger.genesys as never}
        onSegmentClosed={(segment) => {
          callbacks.push('closed')
          closed.push(segment)
        }}
        onSegmentReopened={() => callbacks.push('reopened')}
        onEnded={({ reason }) => callbacks.push(`ended ${reason}`)}
        onError={(error) => errors.push(error.message)}
        {...provider}
      >
        <Watch
          onChange={(chat) => {
            latest = chat
            if (phases.at(-1) !== chat.phase) phases.push(chat.phase)
          }}
        />
        <Messages
          onMessages={(all) => {
            messages = all
          }}
        />
        {guard && (
          <ChatEndGuard
            onNotice={() => callbacks.push('notice')}
            onEnd={() => callbacks.push('end')}
            onError={(error) => errors.push(error.message)}
            {...guard}
          />
        )}
        {children}
      </GenesysMessengerProvider>
    )
    return strict ? <StrictMode>{inside}</StrictMode> : inside
  }
  const app: MessengerApp = {
    messenger,
    chat: () => {
      if (!latest) throw new Error('nothing was rendered')
      return latest
    },
    phases,
    callbacks,
    closed,
    errors,
    messages: () => messages,
    page: render(tree()),
    settle: () => messenger.settle(),
    wait: (ms) => messenger.wait(ms),
    does: async (work) => {
      await act(async () => {
        await work()
      })
    },
    mount: () => {
      app.page = render(tree())
    },
    reload: async () => {
      app.page.unmount()
      messenger.reload()
      app.mount()
      messenger.start()
      await messenger.settle()
    },
  }
  if (start) {
    messenger.start()
    await messenger.settle()
  }
  return app
}

/** An application with a conversation, and an agent who has written. */
export async function mountTalk(options: MessengerAppOptions = {}): Promise<MessengerApp> {
  const app = await mountMessenger(options)
  const { customer } = app.messenger
  if (options.messenger?.headless === false) {
    customer.openWindow()
    await app.settle()
    customer.sayInWindow('Hello')
  } else customer.say('Hello')
  await app.settle()
  app.messenger.agent.say('Hello Joe')
  await app.settle()
  return app
}

/** The notice that the page shows, or null. */
export const notice = (app: MessengerApp): string | null =>
  app.page.container.querySelector('.genesys-chat-guard__text')?.textContent ?? null

/** Lets time pass until an answer is there. */
export async function settled<Answer>(app: MessengerApp, answer: Promise<Answer>): Promise<Answer> {
  answer.catch(() => {})
  await app.settle()
  return answer
}
