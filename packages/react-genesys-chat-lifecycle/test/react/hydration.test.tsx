import { act, screen } from '@testing-library/react'
import { type ComponentType, lazy, type ReactNode, StrictMode, Suspense } from 'react'
import { hydrateRoot, type Root } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  ChatEndGuard,
  GenesysChatProvider,
  useGenesysChatLifecycle,
  useGenesysChatMessages,
} from '../../src/index.ts'
import { createTestBus, type TestBus } from '../../src/testing/index.ts'

function Chat(): ReactNode {
  const phase = useGenesysChatLifecycle((chat) => chat.phase)
  const { messages } = useGenesysChatMessages()
  return <p>{`${phase}, ${messages.length} messages`}</p>
}

const page = (bus: TestBus['bus'] | undefined, Late: ComponentType): ReactNode => (
  <StrictMode>
    <GenesysChatProvider bus={() => bus}>
      <Chat />
      <ChatEndGuard followUps="confirm" endDelayMs={5_000} noticePlacement="page" />
      <Suspense fallback={<p>loading</p>}>
        <Late />
      </Suspense>
    </GenesysChatProvider>
  </StrictMode>
)

/** A page on which the chat is closed before React comes to hydrate anything. */
async function closedChat(): Promise<TestBus> {
  const testBus = createTestBus({
    async: true,
    advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)),
  })
  testBus.start()
  testBus.customer.open()
  await testBus.settle()
  testBus.agent.join()
  testBus.agent.say('Hello')
  testBus.agent.setState('Completed')
  await testBus.settle()
  return testBus
}

let root: Root | undefined
let container: HTMLElement
beforeEach(() => {
  vi.useFakeTimers()
  container = document.body.appendChild(document.createElement('div'))
})
afterEach(async () => {
  await act(async () => root?.unmount())
  container.remove()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

it('a page rendered on a server is hydrated while the state changes, without a word on the console', async () => {
  const said = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')]
  const recovered = vi.fn()
  const testBus = await closedChat()
  container.innerHTML = renderToString(page(undefined, Chat))
  expect(container).toHaveTextContent('connecting, 0 messages')

  let arrive = (_module: { default: () => ReactNode }): void => {}
  const Late = lazy(
    () =>
      new Promise<{ default: () => ReactNode }>((resolve) => {
        arrive = resolve
      }),
  )
  await act(async () => {
    root = hydrateRoot(container, page(testBus.bus, Late), { onRecoverableError: recovered })
  })
  await testBus.settle()
  // One part lives, the other one is still what the server sent.
  expect(screen.getAllByText(/messages/).map(({ textContent }) => textContent)).toEqual([
    'closed, 1 messages',
    'connecting, 0 messages',
  ])
  expect(screen.getByRole('status')).toHaveTextContent('Please do not respond')

  await act(async () => arrive({ default: Chat }))
  testBus.agent.say('One more thing')
  await testBus.settle()
  expect(screen.getAllByText('closed, 2 messages')).toHaveLength(2)

  expect(recovered).not.toHaveBeenCalled()
  for (const each of said) expect(each).not.toHaveBeenCalled()
})
