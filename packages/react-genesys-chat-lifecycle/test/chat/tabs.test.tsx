import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ChatLifecycleOptions, type ChatLifecycleStore, createChatLifecycle } from '../../src/core.ts'
import { createTestBus, type TestBus } from '../../src/testing/index.ts'
import { Channel, stubTabs } from '../support/tabs.ts'

const disposals: (() => void)[] = []

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('BroadcastChannel', Channel)
})
afterEach(() => {
  for (const dispose of disposals.splice(0)) dispose()
  Channel.all.clear()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

interface Tab {
  bus: TestBus
  chat: ChatLifecycleStore
}

/** A page with a chat, and a second tab that restored it and whose polling has died. */
async function twoTabs(
  options: Omit<ChatLifecycleOptions, 'bus'> = {},
  async = true,
): Promise<{ first: Tab; deaf: Tab }> {
  const bus = createTestBus({ async, advanceTimers: vi.advanceTimersByTimeAsync })
  const chat = createChatLifecycle({ ...options, bus: bus.bus })
  bus.start()
  await bus.settle()
  bus.customer.open()
  await bus.settle()
  bus.agent.join()
  await bus.settle()

  const other = createTestBus({
    async,
    centre: bus.centre,
    store: bus.store,
    tokens: bus.tokens,
    advanceTimers: vi.advanceTimersByTimeAsync,
  })
  const otherChat = createChatLifecycle({ ...options, bus: other.bus })
  other.start()
  await other.settle()
  other.bus.command('WebChatService.stopPoll')
  await other.wait(200)
  disposals.push(chat.destroy, otherChat.destroy, bus.dispose, other.dispose)
  expect(otherChat.getState()).toMatchObject({ phase: 'active', sessionId: chat.getState().sessionId })
  return { first: { bus, chat }, deaf: { bus: other, chat: otherChat } }
}

describe('a tab whose polling has died', () => {
  it('hears of a closing, of a reopening, and of the next closing', async () => {
    const { first, deaf } = await twoTabs()
    first.bus.agent.closeSegment('Bye', 'Finalizing')
    await first.bus.settle()
    expect(deaf.chat.getState()).toMatchObject({
      phase: 'closed',
      closedSegment: { key: first.chat.getState().closedSegment?.key },
    })

    first.bus.customer.say('one more thing')
    await first.bus.settle()
    expect(deaf.chat.getState().closedSegment).toBeNull()

    first.bus.agent.join()
    first.bus.agent.setState('Completed')
    await first.bus.settle()
    expect(deaf.chat.getState().phase).toBe('closed')
  })

  it('hears of the end', async () => {
    const { first, deaf } = await twoTabs()
    await Promise.all([first.chat.actions.end(), first.bus.settle()])
    await first.bus.wait(500)
    expect(deaf.chat.getState()).toMatchObject({ phase: 'ended', endReason: 'customer', canSend: false })
  })

  it('believes nothing that is not of its session, or makes no sense', async () => {
    const { deaf } = await twoTabs()
    const mallory = new Channel()
    const { sessionId } = deaf.chat.getState()
    for (const data of [
      null,
      7,
      'ended',
      { sessionId, ended: 'because' },
      { sessionId: 'another', ended: 'server' },
      { sessionId, segment: { closedSegment: { key: 1 } } },
      { sessionId, segment: null },
    ]) {
      mallory.postMessage(data)
    }
    await deaf.bus.settle()
    expect(deaf.chat.getState().phase).toBe('active')
  })
})

describe('among tabs', () => {
  it.each([
    ['once, by the tab that wins the lock', { locks: true, storage: true }, 1],
    ['once, by the tab that has written so, where there are no locks', { locks: false, storage: true }, 1],
    ['by each tab where there is neither', { locks: false, storage: false }, 2],
  ])('a callback is called %s', async (_, { locks, storage }, times) => {
    stubTabs({ locks })
    if (!storage) vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, clear: () => {} })
    const onSegmentClosed = vi.fn()
    const onSegmentReopened = vi.fn()
    const { first } = await twoTabs({ onSegmentClosed, onSegmentReopened })
    first.bus.agent.closeSegment('Bye', 'Completed')
    await first.bus.settle()
    first.bus.customer.say('one more thing')
    await first.bus.settle()

    expect(onSegmentClosed).toHaveBeenCalledTimes(times)
    expect(onSegmentReopened).toHaveBeenCalledTimes(times)
    expect(onSegmentClosed.mock.invocationCallOrder[0]).toBeLessThan(
      onSegmentReopened.mock.invocationCallOrder[0] ?? 0,
    )
  })

  it('a callback is called once also while one tab does not see yet what the other has written', async () => {
    stubTabs({ locks: true })
    vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {}, clear: () => {} })
    const onSegmentClosed = vi.fn()
    const { first } = await twoTabs({ onSegmentClosed })
    first.bus.agent.closeSegment('Bye', 'Completed')
    await first.bus.settle()
    expect(onSegmentClosed).toHaveBeenCalledTimes(1)
  })

  it('no lock is held for longer than that takes', async () => {
    stubTabs({ locks: true })
    const { first } = await twoTabs({ onSegmentClosed: () => {} })
    first.bus.agent.closeSegment('Bye', 'Completed')
    await first.bus.settle()
    const name = `react-genesys-chat-lifecycle/closed:${first.chat.getState().closedSegment?.key}`
    const isFree = () =>
      navigator.locks.request(name, { ifAvailable: true }, (lock) => Promise.resolve(lock !== null))
    expect(await isFree()).toBe(false)
    await first.bus.wait(2_000)
    expect(await isFree()).toBe(true)
  })

  it('a chat that the server ended is not tidied up while another tab has a newer one', async () => {
    const { first } = await twoTabs({}, false)
    const other = new Channel()
    other.onmessage = ({ data }) => {
      if ((data as { ask?: boolean }).ask) other.postMessage({ answer: 'a newer session' })
    }
    first.bus.server.end()
    await first.bus.settle()
    await first.bus.wait(500)

    expect(first.chat.getState()).toMatchObject({ phase: 'ended', endReason: 'server' })
    expect(first.bus.commandsNamed('WebChatService.endChat')).toEqual([])
  })

  it.each([
    ['without', undefined],
    [
      'with a forbidden',
      class {
        constructor() {
          throw new DOMException('The operation is insecure.', 'SecurityError')
        }
      },
    ],
  ])('each tab does what it can %s BroadcastChannel, and without Web Locks', async (_, channel) => {
    vi.stubGlobal('BroadcastChannel', channel)
    const onSegmentClosed = vi.fn()
    const { first } = await twoTabs({ onSegmentClosed })
    first.bus.agent.setState('Completed')
    await first.bus.settle()
    expect(first.chat.getState().phase).toBe('closed')
    expect(onSegmentClosed).toHaveBeenCalled()
  })
})
