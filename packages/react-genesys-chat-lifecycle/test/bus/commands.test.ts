import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBusClient } from '../../src/bus/client.ts'
import { connect } from '../../src/bus/connection.ts'
import { type CXBusLike, createChatLifecycle, type StandaloneChatLifecycle } from '../../src/core.ts'
import { createTestBus, type TestBus, type TestBusOptions } from '../../src/testing/index.ts'

let testBus: TestBus
let chat: StandaloneChatLifecycle

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  chat?.dispose()
  vi.useRealTimers()
})

async function start(options: TestBusOptions = {}, { started = true } = {}): Promise<void> {
  testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync, ...options })
  chat = createChatLifecycle(testBus.bus, { commandTimeoutMs: 1_000 })
  if (started) testBus.start()
  await testBus.settle()
}

/** How a promise ends, without waiting for it. */
function outcome(promise: Promise<unknown>): { value?: unknown; error?: unknown } {
  const result: { value?: unknown; error?: unknown } = {}
  promise.then(
    (value) => {
      result.value = value
    },
    (error: unknown) => {
      result.error = error
    },
  )
  return result
}

describe('a command', () => {
  it('given before App.ready waits for it, so that no plugin’s file is loaded ahead of the widget’s core', async () => {
    const loadPlugin = vi.fn(() => Promise.reject(new Error('no file')))
    await start({ loadPlugin, readyAfterMs: { webChatService: 10, webChat: 20 } }, { started: false })
    const early = outcome(chat.client.run('WebChatService.getTranscript'))
    await testBus.wait(200)
    expect(testBus.commandsNamed('WebChatService.getTranscript')).toHaveLength(0)

    testBus.start()
    await testBus.settle()
    expect(early.value).toMatchObject({ messages: [] })
    expect(loadPlugin).not.toHaveBeenCalled()
  })

  it('given before App.ready by somebody who has gone meanwhile is not sent', async () => {
    await start({}, { started: false })
    const early = outcome(chat.client.run('WebChat.open'))
    chat.dispose()
    testBus.start()
    await testBus.settle()
    expect(early.error).toMatchObject({ kind: 'cancelled', command: 'WebChat.open' })
    expect(testBus.commandsNamed('WebChat.open')).toHaveLength(0)
  })

  it('that does not exist never settles on the bus, and here times out', async () => {
    await start()
    const unknown = outcome(chat.client.run('WebChatService.noSuchCommand'))
    await testBus.wait(1_100)
    expect(unknown.error).toMatchObject({ kind: 'timeout', command: 'WebChatService.noSuchCommand' })
  })

  it('of a plugin that never gets ready times out', async () => {
    await start({ readyAfterMs: { webChat: Number.POSITIVE_INFINITY } })
    const held = outcome(chat.actions.openWindow())
    await testBus.wait(1_100)
    expect(held.error).toMatchObject({ kind: 'timeout' })
  })

  it('of a plugin that is not there is unavailable, and loads nothing', async () => {
    const loadPlugin = vi.fn(() => Promise.reject(new Error('no file')))
    await start({ webChat: false, loadPlugin })
    await testBus.wait(2_000)
    await expect(chat.actions.injectNotice('hi')).rejects.toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining('WebChat'),
    })
    expect(loadPlugin).not.toHaveBeenCalled()
  })

  it('that a before hook of the page cancels is cancelled', async () => {
    await start()
    testBus.bus.before('WebChatService.startChat', () => undefined)
    const start_ = outcome(chat.actions.start())
    await testBus.settle()
    expect(start_.error).toMatchObject({ kind: 'cancelled' })
    expect(chat.getState().phase).toBe('idle')
  })

  it('whose hook throws is rejected, and throws nothing out of us', async () => {
    await start()
    testBus.bus.before('WebChatService.startChat', () => {
      throw new Error('the page’s own fault')
    })
    const start_ = outcome(chat.actions.start())
    await testBus.settle()
    expect(start_.error).toMatchObject({ kind: 'rejected', reason: 'the page’s own fault' })
  })

  it('rejected with an XHR object tells its status and none of its body', async () => {
    await start()
    testBus.server.fail(500)
    const start_ = outcome(chat.actions.start())
    await testBus.settle()
    expect(start_.error).toMatchObject({ kind: 'rejected', reason: 'the server answered 500' })
  })

  it('rejected with nothing at all has a reason all the same', async () => {
    const bus = {
      subscribe: () => false,
      command: () => Promise.reject(),
      data: () => true,
    } as unknown as CXBusLike
    await expect(connect(bus).run('X.y', undefined, { timeoutMs: 10 })).rejects.toMatchObject({
      kind: 'rejected',
      reason: 'the widget gave no reason',
    })
  })

  it('given while there is no bus yet waits for one, and is cancelled by an unmount', async () => {
    const client = createBusClient(
      () => () => undefined,
      () => ({ busTimeoutMs: 5_000, commandTimeoutMs: 1_000 }),
    )
    const stop = client.start(() => {})
    const waiting = outcome(client.run('WebChat.open'))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(waiting).toEqual({})
    stop()
    await vi.advanceTimersByTimeAsync(0)
    expect(waiting.error).toMatchObject({ kind: 'cancelled', command: 'WebChat.open' })
    await expect(client.run('WebChat.open')).rejects.toMatchObject({ kind: 'cancelled' })
  })

  it('given before the mount goes through if that comes at once, and else says what is missing', async () => {
    testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    testBus.start()
    const client = createBusClient(
      () => testBus.bus,
      () => ({ busTimeoutMs: 5_000, commandTimeoutMs: 1_000 }),
    )
    await expect(client.run('WebChat.open')).rejects.toThrow('the provider is not mounted')
    const early = outcome(client.run('WebChat.open'))
    const stop = client.start(() => {})
    await testBus.settle()
    expect(early).toHaveProperty('value')
    stop()
  })

  it('given while there is no bus yet survives a StrictMode’s unmount, which is followed by a mount', async () => {
    let bus: CXBusLike | undefined
    const client = createBusClient(
      () => () => bus,
      () => ({ busTimeoutMs: 5_000, commandTimeoutMs: 1_000 }),
    )
    const stop = client.start(() => {})
    const waiting = outcome(client.run('WebChat.open'))
    stop()
    client.start(() => {})
    await vi.advanceTimersByTimeAsync(1_000)
    expect(waiting).toEqual({})
    testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    bus = testBus.bus
    testBus.start()
    await testBus.wait(1_000)
    expect(waiting).toHaveProperty('value')
  })

  it('fails when no bus has come for so long, as do those that follow, until one comes', async () => {
    let bus: CXBusLike | undefined
    const statuses: string[] = []
    const client = createBusClient(
      () => () => bus,
      () => ({ busTimeoutMs: 5_000, commandTimeoutMs: 1_000 }),
    )
    const stop = client.start((status) => statuses.push(status))
    const waiting = outcome(client.run('WebChat.open'))
    await vi.advanceTimersByTimeAsync(4_999)
    expect(waiting).toEqual({})
    await vi.advanceTimersByTimeAsync(1)
    expect(waiting.error).toMatchObject({ kind: 'unavailable', command: 'WebChat.open' })
    expect(String(waiting.error)).toContain('Load cxbus.min.js, or pass the bus to the provider')
    await expect(client.run('WebChat.close')).rejects.toMatchObject({ kind: 'unavailable' })
    testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    bus = testBus.bus
    testBus.start()
    await testBus.wait(1_000)
    const late = outcome(client.run('WebChat.open'))
    await testBus.settle()
    expect(late).toHaveProperty('value')
    expect(statuses).toEqual(['connecting', 'unavailable', 'connected'])
    stop()
  })

  it('that times out says after how long, and one of somebody who has gone says so', async () => {
    await start({ readyAfterMs: { webChat: Number.POSITIVE_INFINITY } })
    const late = outcome(connect(testBus.bus).run('WebChat.open', undefined, { timeoutMs: 250 }))
    await testBus.wait(250)
    expect(String(late.error)).toContain('the bus did not answer within 250 ms')
    await expect(
      connect(testBus.bus).run('WebChat.open', undefined, { timeoutMs: 250, isWanted: () => false }),
    ).rejects.toMatchObject({ kind: 'cancelled', reason: 'whoever gave it is gone' })
  })

  it('of a plugin that is not there is not let load it unless that is asked for', async () => {
    const loadPlugin = vi.fn(() => Promise.reject(new Error('no file')))
    await start({ webChat: false, loadPlugin })
    await testBus.wait(2_000)
    const run = (options: object) =>
      connect(testBus.bus).run('WebChat.open', undefined, { timeoutMs: 250, ...options })
    await expect(run({})).rejects.toMatchObject({ kind: 'unavailable' })
    expect(loadPlugin).not.toHaveBeenCalled()
    const loading = outcome(run({ mayLoad: true }))
    await testBus.settle()
    expect(loadPlugin).toHaveBeenCalledTimes(1)
    expect(loading.error).toMatchObject({ kind: 'rejected' })
  })

  it('that one interceptor stops is not shown to the next, and is cancelled', async () => {
    await start()
    const seen = vi.fn((data: unknown) => data)
    chat.client.intercept('WebChat.open', () => false)
    chat.client.intercept('WebChat.open', seen)
    const opening = outcome(chat.actions.openWindow())
    await testBus.settle()
    expect(opening.error).toMatchObject({ kind: 'cancelled' })
    expect(seen).not.toHaveBeenCalled()
  })
})

describe('a command of a plugin whose file arrives after App.ready', () => {
  const page = window as { _genesys?: unknown }
  afterEach(() => {
    delete page._genesys
  })

  /** A page that loads the window by itself, so long after `App.ready`. */
  async function lateWindow(afterMs: number) {
    const loadPlugin = vi.fn(() => Promise.reject(new Error('no file')))
    await start({ webChat: false, loadPlugin }, { started: false })
    const injecting = outcome(chat.actions.injectNotice('hi'))
    const opening = outcome(chat.client.run('WebChat.open', {}, { mayLoad: true }))
    testBus.start()
    const arrive = async () => {
      await testBus.wait(afterMs)
      const plugin = testBus.bus.registerPlugin('WebChat')
      if (!plugin) throw new Error('There is one.')
      for (const name of ['injectMessage', 'open']) {
        plugin.registerCommand(name, ({ deferred }) => deferred.resolve(name))
      }
      plugin.ready()
      await testBus.wait(100)
    }
    return { loadPlugin, injecting, opening, arrive }
  }

  it('waits for it while the page is starting', async () => {
    const { injecting, arrive } = await lateWindow(500)
    await arrive()
    expect(injecting).toHaveProperty('value')
  })

  it('waits for it also where other traces than App.ready tell that the page has started', async () => {
    await start({ webChat: false })
    chat.dispose()
    testBus = createTestBus({ webChat: false, advanceTimers: vi.advanceTimersByTimeAsync })
    testBus.start()
    await testBus.wait(50)
    expect(testBus.bus.data('WebChatService.sessionActive')).toBe(false)
    const connection = connect(testBus.bus)
    await testBus.wait(1)
    const injecting = outcome(connection.run('WebChat.injectMessage', {}, { timeoutMs: 10_000 }))
    await testBus.wait(1_500)
    expect(injecting).toEqual({})
    await testBus.wait(1_000)
    expect(injecting.error).toMatchObject({ kind: 'unavailable' })
  })

  it('is unavailable where it does not come', async () => {
    chat?.dispose()
    const loadPlugin = vi.fn(() => Promise.reject(new Error('no file')))
    testBus = createTestBus({ webChat: false, loadPlugin, advanceTimers: vi.advanceTimersByTimeAsync })
    chat = createChatLifecycle(testBus.bus)
    testBus.start()
    const injecting = outcome(chat.actions.injectNotice('hi'))
    await testBus.wait(1_900)
    expect(injecting).toEqual({})
    await testBus.wait(200)
    expect(injecting.error).toMatchObject({ kind: 'unavailable' })
    expect(loadPlugin).not.toHaveBeenCalled()
    expect(outcome(chat.actions.injectNotice('hi'))).toEqual({})
  })

  it('waits for what the page has said that it loads, and does not make the bus load it a second time', async () => {
    page._genesys = { widgets: { main: { preload: ['webchat'] } } }
    chat?.dispose()
    const { loadPlugin, opening, arrive } = await lateWindow(500)
    await arrive()
    expect(opening).toEqual({ value: 'open' })
    expect(loadPlugin).not.toHaveBeenCalled()
  })

  it('makes the bus load what the page has not said that it loads, if it may', async () => {
    const { loadPlugin, opening } = await lateWindow(0)
    await testBus.wait(10)
    expect(loadPlugin).toHaveBeenCalledExactlyOnceWith('WebChat')
    expect(opening.error).toMatchObject({ kind: 'rejected' })
  })

  it('times out, and looks no more, where the page does not load what it has said', async () => {
    page._genesys = { widgets: { main: { preload: ['webchat'] } } }
    const { injecting, opening } = await lateWindow(0)
    const registry = vi.spyOn(testBus.bus, 'registry')
    await testBus.wait(1_000)
    for (const { error } of [injecting, opening]) expect(error).toMatchObject({ kind: 'timeout' })
    chat.dispose()
    registry.mockClear()
    await testBus.wait(10_000)
    expect(registry).not.toHaveBeenCalled()
  })

  it('is cancelled when whoever gave it goes meanwhile', async () => {
    const { injecting } = await lateWindow(0)
    await testBus.wait(500)
    chat.dispose()
    await testBus.wait(60)
    expect(injecting.error).toMatchObject({ kind: 'cancelled' })
  })
})

describe('on the shared bus', () => {
  it('a listener that throws becomes an uncaught error and takes nothing from the others', async () => {
    const onUncaughtError = vi.fn()
    await start({ onUncaughtError })
    const thrown: unknown[] = []
    const realSetTimeout = globalThis.setTimeout
    vi.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void, ms?: number) =>
      realSetTimeout(() => {
        try {
          work()
        } catch (error) {
          thrown.push(error)
        }
      }, ms)) as typeof setTimeout)
    const heard = vi.fn()
    chat.client.on('WebChat.opened', () => {
      throw new Error('mine')
    })
    chat.client.on('WebChat.opened', heard)
    testBus.customer.open()
    await testBus.settle()
    vi.mocked(globalThis.setTimeout).mockRestore()

    expect(heard).toHaveBeenCalledTimes(1)
    expect(thrown).toEqual([new Error('mine')])
    expect(chat.getState().window).toBe('open')
  })

  it('the last listener of an event takes the subscription off, and the first puts it on', async () => {
    await start()
    const before = testBus.subscriberCount()
    const offs = [1, 2, 3].map(() => chat.client.on('WebChatService.agentTypingStarted', () => {}))
    const more = chat.client.on('WebChat.messageAdded', () => {})
    expect(testBus.subscriberCount('WebChatService.agentTypingStarted')).toBe(1)
    expect(testBus.subscriberCount()).toBe(before + 1)
    more()
    for (const off of offs) off()
    expect(testBus.subscriberCount()).toBe(before)
  })

  it('a late listener of a sticky event gets it too', async () => {
    await start()
    const heard = vi.fn()
    chat.client.on('WebChatService.ready', heard)
    await testBus.settle()
    expect(heard).toHaveBeenCalledTimes(1)
  })

  it('finds the chat although somebody has dropped the last subscriber of a sticky event, and with it the replay', async () => {
    testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    testBus.start()
    await testBus.settle()
    for (const event of ['App.ready', 'WebChatService.ready', 'WebChat.ready']) {
      testBus.bus.subscribe(event, () => {})
      await testBus.settle()
      testBus.bus.unsubscribe(event)
    }
    testBus.customer.open()
    await testBus.settle()
    testBus.agent.join()
    await testBus.settle()
    chat = createChatLifecycle(testBus.bus)
    await testBus.wait(500)

    expect(chat.getState()).toMatchObject({ phase: 'active', window: 'open' })
  })
})
