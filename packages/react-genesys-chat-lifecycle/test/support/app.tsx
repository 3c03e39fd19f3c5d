import { act, type RenderResult, render } from '@testing-library/react'
import { type ReactNode, StrictMode, useLayoutEffect } from 'react'
import { vi } from 'vitest'
import {
  type ChatEnd,
  ChatEndGuard,
  type ChatEndGuardProps,
  type ChatLifecycle,
  type ClosedSegment,
  GenesysChatProvider,
  type GenesysChatProviderProps,
  useGenesysChatLifecycle,
} from '../../src/index.ts'
import { createTestBus, type TestBus, type TestBusOptions } from '../../src/testing/index.ts'

/** What is on the page, besides the bus. */
export interface AppOptions {
  bus?: TestBusOptions
  provider?: GenesysChatProviderProps
  /** `null`: no guard. */
  guard?: ChatEndGuardProps | null
  strict?: boolean
  /** Further children of the provider. */
  children?: ReactNode
  /** Whether the widget is started at once. */
  start?: boolean
}

/** An application on a test bus, and what it saw. */
export interface App {
  testBus: TestBus
  chat: () => ChatLifecycle
  phases: string[]
  commits: () => number
  callbacks: string[]
  closed: ClosedSegment[]
  ended: ChatEnd[]
  errors: unknown[]
  page: RenderResult
  /** Lets everything that was said arrive. */
  settle: (limitMs?: number) => Promise<void>
  wait: (ms: number) => Promise<void>
  /** Runs what touches React from outside. */
  does: (work: () => unknown) => Promise<void>
  /** Loads the page again: a new bus, the same cookies, the application mounted anew. */
  reload: () => Promise<void>
  mount: () => void
  sent: (command: string) => number
  /** Renders with other props of the guard. */
  rerender: (guard: ChatEndGuardProps) => void
}

/** Tells of every commit. */
export function Watch({ onChange }: { onChange: (chat: ChatLifecycle) => void }) {
  const chat = useGenesysChatLifecycle()
  useLayoutEffect(() => onChange(chat))
  return null
}

/** Mounts an application. Fake timers must be on. */
export async function mountApp(options: AppOptions = {}): Promise<App> {
  const { provider = {}, strict = false, children, start = true } = options
  let { guard = {} } = options
  const testBus = createTestBus({
    advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)),
    ...options.bus,
  })
  const phases: string[] = []
  const callbacks: string[] = []
  const closed: ClosedSegment[] = []
  const ended: ChatEnd[] = []
  const errors: unknown[] = []
  let commits = 0
  let latest: ChatLifecycle | undefined
  const watch = (chat: ChatLifecycle) => {
    commits++
    latest = chat
    if (phases.at(-1) !== chat.phase) phases.push(chat.phase)
  }
  const tree = (): ReactNode => {
    const inside = (
      <GenesysChatProvider
        bus={() => testBus.bus}
        onSegmentClosed={(closedSegment) => {
          callbacks.push('closed')
          closed.push(closedSegment)
        }}
        onSegmentReopened={() => callbacks.push('reopened')}
        onEnded={(end) => {
          callbacks.push(`ended ${end.reason}`)
          ended.push(end)
        }}
        onError={(error) => errors.push(error)}
        {...provider}
      >
        <Watch onChange={watch} />
        {guard && (
          <ChatEndGuard
            onNotice={() => callbacks.push('notice')}
            onEnd={() => callbacks.push('close')}
            onError={(error) => errors.push(error)}
            {...guard}
          />
        )}
        {children}
      </GenesysChatProvider>
    )
    return strict ? <StrictMode>{inside}</StrictMode> : inside
  }
  const app: App = {
    testBus,
    chat: () => {
      if (!latest) throw new Error('nothing was rendered')
      return latest
    },
    phases,
    commits: () => commits,
    callbacks,
    closed,
    ended,
    errors,
    page: render(tree()),
    settle: (limitMs) => testBus.settle(limitMs),
    wait: (ms) => testBus.wait(ms),
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
      testBus.reload()
      app.mount()
      testBus.start()
      await testBus.settle()
    },
    sent: (command) => testBus.commandsNamed(command).length,
    rerender: (next) => {
      guard = next
      app.page.rerender(tree())
    },
  }
  if (start) {
    testBus.start()
    await testBus.settle()
  }
  return app
}

/** An application with a chat in it, and an agent in the chat. */
export async function mountConversation(options: AppOptions = {}): Promise<App> {
  const app = await mountApp(options)
  if (options.bus?.webChat === false) app.testBus.customer.start()
  else app.testBus.customer.open()
  await app.settle()
  app.testBus.agent.join()
  await app.settle()
  return app
}
