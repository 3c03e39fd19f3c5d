import { act, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ChatEndGuard, GenesysChatProvider } from '../../src/index.ts'
import { createTestBus, type TestBus } from '../../src/testing/index.ts'

type Page = Parameters<TestBus['install']>[0]

const make = (): TestBus =>
  createTestBus({ async: true, advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)) })

/** The widget's script has run. */
const announce = (): Promise<void> =>
  act(async () => {
    const script = document.head.appendChild(document.createElement('script'))
    script.dispatchEvent(new Event('load'))
    script.remove()
  })

async function talk(bus: TestBus): Promise<void> {
  bus.customer.open()
  await bus.settle()
  bus.agent.join()
  await bus.settle()
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  delete (window as Page).CXBus
  delete (window as Page)._genesys
  vi.restoreAllMocks()
  vi.useRealTimers()
})

it('a bus that is announced twice is taken up once', async () => {
  const bus = make()
  render(
    <GenesysChatProvider>
      <ChatEndGuard />
    </GenesysChatProvider>,
  )
  bus.install(window as Page)
  await announce()
  await announce()
  bus.start()
  await bus.settle()
  await announce()
  await talk(bus)
  bus.agent.setState('Completed')
  await bus.settle()

  expect(bus.subscriberCount('WebChatService.messageReceived')).toBe(1)
  expect(bus.widget.notices).toHaveLength(1)
})

it('a second bus in the place of the first, because the page loads the widget twice, changes nothing while the chat is on the first', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const [first, second] = [make(), make()]
  first.install(window as Page)
  render(
    <GenesysChatProvider>
      <ChatEndGuard />
    </GenesysChatProvider>,
  )
  first.start()
  await first.settle()
  await talk(first)
  second.install(window as Page)
  second.start()
  await announce()
  await second.settle()
  first.agent.setState('Completed')
  await first.settle()

  expect(first.widget.notices).toHaveLength(1)
  // It is only watched, for a chat that begins there, and for messages that it takes from the other one.
  expect(second.subscriberCount('WebChatService.messageReceived')).toBe(1)
  expect(second.widget.notices).toEqual([])
  expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('Genesys Widgets were loaded twice'))
})

it('a hidden page goes on listening, and shows what there is when it is seen again', async () => {
  const bus = make()
  const { container } = render(
    <GenesysChatProvider bus={bus.bus}>
      <ChatEndGuard noticePlacement="page" />
    </GenesysChatProvider>,
  )
  bus.start()
  await bus.settle()
  await talk(bus)
  const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  document.dispatchEvent(new Event('visibilitychange'))
  bus.agent.setState('Completed')
  await bus.settle()
  hidden.mockRestore()
  await act(async () => document.dispatchEvent(new Event('visibilitychange')))

  expect(container.querySelectorAll('.genesys-chat-guard__card')).toHaveLength(1)
})
