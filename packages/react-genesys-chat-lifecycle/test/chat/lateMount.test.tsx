import { createReplayBus } from 'genesys-models/replay'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ChatLifecycleStore, createChatLifecycle } from '../../src/core.ts'
import { createTestBus, type TestBus, type TestBusOptions } from '../../src/testing/index.ts'

let testBus: TestBus
let chat: ChatLifecycleStore

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  chat?.destroy()
  testBus.dispose()
  vi.useRealTimers()
})

/** A page on which a chat has been going on before anybody listened. */
async function before(
  work: (bus: TestBus) => Promise<void> | void,
  options: TestBusOptions = {},
): Promise<void> {
  testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync, ...options })
  testBus.start()
  await testBus.settle()
  testBus.customer.open()
  await testBus.settle()
  testBus.agent.join()
  await testBus.settle()
  await work(testBus)
  await testBus.settle()
  chat = createChatLifecycle({ bus: testBus.bus })
  await testBus.settle()
}

describe('a provider that mounts late catches up', () => {
  it('with a chat in which an agent is', async () => {
    await before((bus) => bus.agent.say('hello'))
    expect(chat.getState()).toMatchObject({
      phase: 'active',
      window: 'open',
      agents: [{ name: testBus.agent.name }],
      canSend: true,
    })
    expect(chat.getState().sessionId).toEqual(expect.any(String))
  })

  it('with a segment that was closed', async () => {
    const seen: string[] = []
    await before((bus) => bus.agent.closeSegment('Bye', 'Completed'), { async: true })
    seen.push(chat.getState().closedSegment?.key ?? '')
    expect(chat.getState()).toMatchObject({
      phase: 'closed',
      isAsync: true,
      closedSegment: { state: 'completed', agentName: testBus.agent.name },
    })
    // The key is the message's, whoever saw it when.
    chat.destroy()
    chat = createChatLifecycle({ bus: testBus.bus })
    await testBus.settle()
    expect(chat.getState().closedSegment?.key).toBe(seen[0])
  })

  it('with a chat that was closed and reopened', async () => {
    await before(
      async (bus) => {
        bus.agent.closeSegment('Bye', 'Completed')
        await bus.settle()
        bus.customer.say('one more thing')
      },
      { async: true },
    )
    expect(chat.getState()).toMatchObject({ phase: 'waiting', closedSegment: null })
  })

  it('with a chat that the server has ended, which the bus still calls active', async () => {
    await before(async (bus) => {
      bus.server.end()
      await bus.settle()
      expect(bus.bus.data('WebChatService.sessionActive')).toBe(true)
    })
    expect(chat.getState()).toMatchObject({ phase: 'ended', endReason: 'server', canSend: false })
    // The input is disabled, and a new chat can start.
    expect(testBus.commandsNamed('WebChatService.endChat')).toHaveLength(1)
  })

  it('with a chat that is over', async () => {
    await before((bus) => bus.customer.end())
    expect(chat.getState()).toMatchObject({ phase: 'idle', sessionId: null, canSend: false })
  })

  it('with a window that is closed, over a chat that goes on', async () => {
    await before((bus) => bus.customer.close(), { async: true })
    expect(chat.getState()).toMatchObject({ phase: 'active', window: 'closed' })
  })

  it('without ever asking verifySession, which changes what it asks about', async () => {
    await before(() => {})
    expect(
      testBus
        .commandsNamed('WebChatService.verifySession')
        .filter(({ commander }) => commander !== 'WebChat'),
    ).toEqual([])
  })

  it('and keeps nothing of the session’s data but its id', async () => {
    await before(() => {})
    const kept = JSON.stringify([chat.getState(), { ...sessionStorage }, { ...localStorage }])
    expect(kept).toContain(chat.getState().sessionId)
    expect(kept).not.toMatch(/eyJ|token/i)
  })
})

describe('a store that was detached for a while', () => {
  it('hears of an end that came meanwhile', async () => {
    await before(() => {})
    const { attach, getState } = chat
    chat.destroy()
    testBus.customer.end()
    await testBus.settle()
    const detach = attach()
    await testBus.settle()
    expect(getState().phase).toBe('ended')
    detach()
  })

  it('hears of a closing that came meanwhile', async () => {
    await before(() => {}, { async: true })
    const { attach, getState } = chat
    chat.destroy()
    testBus.agent.setState('Completed')
    await testBus.settle()
    const detach = attach()
    await testBus.settle()
    expect(getState().phase).toBe('closed')
    detach()
  })
})

describe('a page without a chat', () => {
  it('is idle when the service is not on the page', async () => {
    testBus = createTestBus({
      advanceTimers: vi.advanceTimersByTimeAsync,
      webChat: false,
      webChatService: false,
    })
    testBus.start()
    chat = createChatLifecycle({ bus: testBus.bus })
    // Its file may be on its way: the widget loads it behind App.ready where a session is to be restored.
    await testBus.wait(1_000)
    expect(chat.getState().phase).toBe('connecting')
    await testBus.wait(2_000)
    expect(chat.getState()).toMatchObject({ phase: 'idle', window: 'absent' })
  })

  it('takes up a service that comes when nobody expects it any more', async () => {
    const bus = createReplayBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    chat = createChatLifecycle({ bus: bus.bus })
    bus.publish('App.ready')
    await bus.wait(60_000)
    bus.publish('WebChatService.ready')
    bus.publish('WebChatService.started', { data: { sessionId: 's' } })
    await bus.wait(50)
    expect(chat.getState()).toMatchObject({ phase: 'waiting', sessionId: 's' })
  })

  it('knows by getAgents who joined before the first message that it can see', async () => {
    const agents = {
      a: { name: 'Anna', connected: true },
      b: { name: 'Bob', connected: false },
      v: { name: 'Vera', connected: true, supervisor: true },
      x: null,
    }
    const bus = createReplayBus({
      advanceTimers: vi.advanceTimersByTimeAsync,
      answers: {
        'WebChatService.getSessionData': { resolve: { sessionId: 's' } },
        'WebChatService.getAgents': { resolve: { agents } },
        'WebChatService.getTranscript': {
          resolve: { messages: [{ type: 'Text', text: 'hi', index: '5-1', from: { type: 'Client' } }] },
        },
      },
    })
    for (const event of ['App.ready', 'WebChatService.ready']) bus.publish(event)
    bus.publish('WebChatService.data.sessionActive', { value: true })
    chat = createChatLifecycle({ bus: bus.bus })
    await bus.wait(500)
    expect(chat.getState()).toMatchObject({
      phase: 'active',
      agents: [
        { id: 'a', name: 'Anna', role: 'agent', joinedAt: null },
        { id: 'v', name: 'Vera', role: 'supervisor', joinedAt: null },
      ],
    })
  })

  it('waits for a service that the page has said it loads', async () => {
    ;(window as { _genesys?: unknown })._genesys = { widgets: { main: { preload: ['WebChat'] } } }
    testBus = createTestBus({
      advanceTimers: vi.advanceTimersByTimeAsync,
      webChat: false,
      webChatService: false,
    })
    testBus.start()
    chat = createChatLifecycle({ bus: testBus.bus })
    await testBus.wait(10_000)
    expect(chat.getState().phase).toBe('connecting')
    await testBus.wait(25_000)
    expect(chat.getState().phase).toBe('unavailable')
    delete (window as { _genesys?: unknown })._genesys
  })

  it('is unavailable while the service does not get ready, for want of a configuration', async () => {
    testBus = createTestBus({
      advanceTimers: vi.advanceTimersByTimeAsync,
      readyAfterMs: { webChatService: Number.POSITIVE_INFINITY },
    })
    testBus.start()
    const onError = vi.fn()
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    chat = createChatLifecycle({ bus: testBus.bus, busTimeoutMs: 5_000, onError })
    await testBus.wait(4_000)
    expect(chat.getState().phase).toBe('connecting')
    expect(onError).not.toHaveBeenCalled()
    await testBus.wait(2_000)
    expect(chat.getState().phase).toBe('unavailable')
    expect(onError.mock.calls).toEqual([
      [expect.objectContaining({ message: expect.stringContaining('WebChatService is not ready') })],
    ])
    expect(log).toHaveBeenCalledOnce()
    log.mockRestore()
  })

  it('is no reason to give up while a service that is ready takes its time to restore a chat', async () => {
    await before(() => {}, { async: true })
    chat.destroy()
    testBus.reload()
    testBus.server.latency(5_000)
    chat = createChatLifecycle({ bus: testBus.bus, busTimeoutMs: 3_000 })
    testBus.start()
    await testBus.wait(4_000)
    expect(chat.getState().phase).toBe('connecting')
    testBus.customer.open()
    await testBus.wait(20_000)
    expect(chat.getState().phase).toBe('active')
  })

  it('is waited for without an end when busTimeoutMs is Infinity', async () => {
    testBus = createTestBus({
      readyAfterMs: { webChatService: 60_000 },
      advanceTimers: vi.advanceTimersByTimeAsync,
    })
    chat = createChatLifecycle({
      bus: testBus.bus,
      busTimeoutMs: Number.POSITIVE_INFINITY,
      commandTimeoutMs: Number.POSITIVE_INFINITY,
    })
    testBus.start()
    await testBus.wait(1_000)
    expect(chat.getState().phase).toBe('connecting')
    await testBus.wait(60_000)
    expect(chat.getState().phase).toBe('idle')
  })

  it('is taken up when the service gets ready after we had given up', async () => {
    testBus = createTestBus({
      advanceTimers: vi.advanceTimersByTimeAsync,
      readyAfterMs: { webChatService: 8_000 },
    })
    testBus.start()
    chat = createChatLifecycle({ bus: testBus.bus, busTimeoutMs: 5_000 })
    await testBus.wait(6_000)
    expect(chat.getState().phase).toBe('unavailable')
    await testBus.wait(3_000)
    expect(chat.getState().phase).toBe('idle')
  })
})
