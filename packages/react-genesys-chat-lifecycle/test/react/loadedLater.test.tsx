import { act, cleanup, render, screen } from '@testing-library/react'
import { type ComponentType, lazy, Suspense } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ChatEndGuard, GenesysChatProvider } from '../../src/index.ts'
import { createTestBus } from '../../src/testing/index.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

it.each([true, false])(
  'provider and guard that are loaded later do what is due for a segment that was closed before (asynchronous: %s)',
  async (async) => {
    const testBus = createTestBus({
      async,
      advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)),
    })
    testBus.start()
    await testBus.settle()
    testBus.customer.open()
    await testBus.settle()
    testBus.agent.join()
    testBus.agent.say('hello')
    testBus.agent.setState('Completed')
    await testBus.settle()

    let arrive: (module: { default: ComponentType }) => void = () => {}
    const Chat = lazy(
      () =>
        new Promise<{ default: ComponentType }>((resolve) => {
          arrive = resolve
        }),
    )
    render(
      <>
        <p>shop</p>
        <Suspense fallback={null}>
          <Chat />
        </Suspense>
      </>,
    )
    await testBus.settle()
    expect(screen.getByText('shop')).toBeTruthy()
    expect(testBus.widget.notices).toEqual([])

    await act(async () =>
      arrive({
        default: () => (
          <GenesysChatProvider bus={testBus.bus}>
            <ChatEndGuard />
          </GenesysChatProvider>
        ),
      }),
    )
    await testBus.settle()
    expect(testBus.widget.notices).toHaveLength(async ? 1 : 0)
    expect(testBus.commandsNamed('WebChatService.endChat')).toHaveLength(async ? 0 : 1)
    testBus.dispose()
  },
)
