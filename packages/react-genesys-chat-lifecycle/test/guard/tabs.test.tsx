import { act, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ChatEndGuard, GenesysChatProvider } from '../../src/index.ts'
import { createTestBus } from '../../src/testing/index.ts'
import { mountConversation } from '../support/app.tsx'
import { closeSegment } from '../support/guarded.tsx'
import { Channel, stubTabs } from '../support/tabs.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  Channel.all.clear()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** A page with a guard and an agent, and a second tab with the same chat. */
async function twoTabs({ async, locks }: { async: boolean; locks: boolean }) {
  stubTabs({ locks })
  const first = await mountConversation({ bus: { async } })
  const { centre, store, tokens } = first.testBus
  const second = createTestBus({
    ...{ async, centre, store, tokens },
    advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)),
  })
  render(
    <GenesysChatProvider bus={second.bus}>
      <ChatEndGuard
        onNotice={() => first.callbacks.push('notice')}
        onEnd={() => first.callbacks.push('close')}
        onError={(error) => first.errors.push(error)}
      />
    </GenesysChatProvider>,
  )
  second.start()
  await second.settle()
  return { first, second }
}
const count = (callbacks: string[], name: string): number => callbacks.filter((each) => each === name).length

it.each([true, false])(
  'two tabs both show the notice, and one of them calls onNotice (Web Locks: %s)',
  async (locks) => {
    const { first, second } = await twoTabs({ async: true, locks })
    await closeSegment(first)
    await first.wait(3_000)

    expect(first.testBus.widget.notices).toHaveLength(1)
    expect(second.widget.notices).toHaveLength(1)
    expect(count(first.callbacks, 'notice')).toBe(1)
  },
)

it.each([true, false])(
  'two tabs end their chat once, and one of them calls onEnd (Web Locks: %s)',
  async (locks) => {
    const { first } = await twoTabs({ async: false, locks })
    await closeSegment(first)
    await first.wait(10_000)

    // The other one's bus is tidied up, and names no session any more.
    const { requests, session } = first.testBus.centre
    expect(
      requests.filter(({ kind, sessionId }) => kind === 'leave' && sessionId === session.id),
    ).toHaveLength(1)
    expect(first.chat().phase).toBe('ended')
    expect(count(first.callbacks, 'close')).toBe(1)
    expect(first.errors).toEqual([])
  },
)

it('two tabs that cannot communicate each end their chat and call onEnd', async () => {
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('forbidden', 'SecurityError')
  })
  const { first, second } = await twoTabs({ async: false, locks: false })
  await closeSegment(first)
  await first.wait(10_000)

  expect(first.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
  for (const { bus } of [first.testBus, second]) expect(bus.data('WebChatService.sessionActive')).toBe(false)
  expect(count(first.callbacks, 'close')).toBe(2)
})

it('a new tab does not end a chat again because of a closed segment that another tab has acted upon', async () => {
  stubTabs({ locks: true })
  const first = await mountConversation({ bus: { async: true }, guard: { asyncPolicy: 'end' } })
  await closeSegment(first)
  await first.wait(5_000)
  expect(first.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
  first.page.unmount()

  // The page has kept its token: the customer comes back to the same session.
  const { centre, store, tokens } = first.testBus
  const second = createTestBus({
    ...{ async: true, centre, store, tokens },
    advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)),
  })
  render(
    <GenesysChatProvider bus={second.bus}>
      <ChatEndGuard asyncPolicy="end" />
    </GenesysChatProvider>,
  )
  second.start()
  await second.settle()
  second.customer.open()
  await second.settle()
  await second.wait(20_000)

  expect(second.commandsNamed('WebChatService.endChat')).toEqual([])
})
