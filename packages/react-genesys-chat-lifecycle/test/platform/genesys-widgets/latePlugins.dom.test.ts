import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ChatLifecycleStore, createChatLifecycle } from '../../../src/core.ts'
import { connect } from '../../../src/platform/genesys-widgets/connection.ts'
import { createTestBus, type TestBus } from '../../../src/testing/index.ts'
import { runClient } from '../../support/client.ts'
import { outcome } from '../../support/outcome.ts'

let testBus: TestBus
let chat: ChatLifecycleStore
let stop: () => void = () => {}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  stop()
  chat?.destroy()
  vi.useRealTimers()
})

describe('a command of a plugin whose file arrives after App.ready', () => {
  const page = window as { _genesys?: unknown }
  afterEach(() => {
    delete page._genesys
  })

  /** A page that loads the window by itself, so long after `App.ready`. */
  async function lateWindow(afterMs: number) {
    const loadPlugin = vi.fn(() => Promise.reject(new Error('no file')))
    testBus = createTestBus({ webChat: false, loadPlugin, advanceTimers: vi.advanceTimersByTimeAsync })
    chat = createChatLifecycle({ bus: testBus.bus, commandTimeoutMs: 1_000 })
    const injecting = outcome(chat.actions.injectNotice('hi'))
    const running = runClient(testBus.bus)
    stop = running.stop
    const opening = outcome(running.client.run('WebChat.open', {}, { mayLoad: true }))
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
    testBus = createTestBus({ webChat: false, advanceTimers: vi.advanceTimersByTimeAsync })
    testBus.start()
    await testBus.wait(50)
    expect(testBus.bus.data('WebChatService.sessionActive')).toBe(false)
    const connection = connect(testBus.bus)
    await testBus.wait(1)
    const injecting = outcome(connection.run('WebChat.injectMessage', {}, { timeoutMs: 10_000 }))
    await testBus.wait(1_500)
    expect(injecting).toStrictEqual({})
    await testBus.wait(1_000)
    expect(injecting.error).toMatchObject({ kind: 'unavailable' })
  })

  it('is unavailable where it does not come', async () => {
    const loadPlugin = vi.fn(() => Promise.reject(new Error('no file')))
    testBus = createTestBus({ webChat: false, loadPlugin, advanceTimers: vi.advanceTimersByTimeAsync })
    chat = createChatLifecycle({ bus: testBus.bus })
    testBus.start()
    const injecting = outcome(chat.actions.injectNotice('hi'))
    await testBus.wait(1_900)
    expect(injecting).toStrictEqual({})
    await testBus.wait(200)
    expect(injecting.error).toMatchObject({ kind: 'unavailable' })
    expect(loadPlugin).not.toHaveBeenCalled()
    const late = outcome(chat.actions.injectNotice('hi'))
    await testBus.wait(1)
    expect(late.error).toMatchObject({ kind: 'unavailable' })
  })

  it('waits for what the page has said that it loads, and does not make the bus load it a second time', async () => {
    page._genesys = { widgets: { main: { preload: ['webchat'] } } }
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
    stop()
    chat.destroy()
    registry.mockClear()
    await testBus.wait(10_000)
    expect(registry).not.toHaveBeenCalled()
  })

  it('is cancelled when whoever gave it goes meanwhile', async () => {
    const { injecting } = await lateWindow(0)
    await testBus.wait(500)
    chat.destroy()
    await testBus.wait(60)
    expect(injecting.error).toMatchObject({ kind: 'cancelled' })
  })
})
