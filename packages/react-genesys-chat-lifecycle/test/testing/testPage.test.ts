import type { WidgetWindow } from 'genesys-models/widget'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  createContactCentre,
  createMemoryStore,
  createTestBus,
  type TestBus,
  type TestBusOptions,
} from '../../src/testing/index.ts'

const buses: TestBus[] = []

function setUp(options: TestBusOptions = {}): TestBus {
  const testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync, ...options })
  buses.push(testBus)
  return testBus
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  for (const bus of buses.splice(0)) bus.dispose()
  vi.useRealTimers()
})

describe('on a page', () => {
  test('the doors are where the widget puts them, and an onReady that is there already is called with the shared one', async () => {
    const testBus = setUp()
    const onReady = vi.fn()
    const page: WidgetWindow = { _genesys: { widgets: { onReady } } }
    testBus.install(page)
    expect(page.CXBus).toBe(testBus.cxbus)
    expect(page._genesys?.widgets?.bus).toBe(testBus.bus)
    const order: string[] = []
    testBus.bus.subscribe('App.ready', () => order.push('App.ready'))
    onReady.mockImplementation(() => order.push('onReady'))
    testBus.start()
    await testBus.settle()
    expect(onReady).toHaveBeenCalledExactlyOnceWith(testBus.bus)
    // Before App.ready is heard, which takes a timer; after it was published.
    expect(order).toEqual(['onReady', 'App.ready'])
  })

  test('the chat’s plugins arrive when App.ready has been heard; a window that has not says what to do', async () => {
    const testBus = setUp()
    const plugins = () => Object.keys(testBus.bus.registry()).filter((name) => name.startsWith('WebChat'))
    const whenReady: string[][] = []
    testBus.bus.subscribe('App.ready', () => whenReady.push(plugins()))
    expect(testBus.widget.state.open).toBe(false)
    expect(() => testBus.widget.pressMinimize()).toThrow(
      'WebChat is not on this page yet: testBus.start(), and let the time pass.',
    )
    testBus.start()
    await testBus.settle()
    expect(whenReady).toEqual([[]])
    expect(plugins()).toEqual(['WebChatService', 'WebChat'])
    testBus.customer.open()
    await testBus.settle()
    testBus.widget.pressMinimize()
    await testBus.settle()
    expect(testBus.widget.state.minimized).toBe(true)
  })

  test('what install did is taken off again', () => {
    const testBus = setUp()
    const page: WidgetWindow = {}
    const takeOff = testBus.install(page)
    takeOff()
    expect(page).toEqual({})
  })

  test('taking it off leaves what the page had there before', () => {
    const testBus = setUp()
    const onReady = (): void => {}
    const page: WidgetWindow = { _genesys: { widgets: { onReady, main: {} }, other: 1 } }
    testBus.install(page)()
    expect(page).toEqual({ _genesys: { widgets: { onReady, main: {} }, other: 1 } })
  })

  test('a reload puts a new bus in the same place', () => {
    const testBus = setUp()
    const page: WidgetWindow = {}
    testBus.install(page)
    const before = page.CXBus
    testBus.reload()
    expect(page.CXBus).toBe(testBus.cxbus)
    expect(page.CXBus).not.toBe(before)
  })

  test('a reload silences the page before: what it had scheduled never runs', async () => {
    const testBus = setUp()
    const ready = vi.fn()
    testBus.bus.subscribe('App.ready', ready)
    testBus.start()
    testBus.reload()
    await testBus.wait(100)
    expect(ready).not.toHaveBeenCalled()
  })

  test('without a window, opening one makes the bus look for its file', async () => {
    const loadPlugin = vi.fn(() => Promise.reject(new Error('404')))
    const testBus = setUp({ webChat: false, loadPlugin })
    testBus.start()
    await testBus.settle()
    testBus.customer.start()
    await testBus.settle()
    expect(testBus.centre.session.nickname).toBe('Joe')
    testBus.bus.command('WebChat.injectMessage', { type: 'text', text: 'hi' })
    await testBus.settle()
    expect(loadPlugin).toHaveBeenCalledExactlyOnceWith('WebChat')
    expect(testBus.commandsNamed('WebChat.injectMessage')).toMatchObject([{ outcome: 'rejected' }])
    expect(() => testBus.widget).toThrow('webChat: true')
  })

  test('a plugin that is there is never loaded, however its name is spelled', async () => {
    const loadPlugin = vi.fn(() => Promise.resolve())
    const testBus = setUp({ loadPlugin })
    testBus.start()
    await testBus.settle()
    testBus.bus.command('webchat.open')
    await testBus.settle()
    expect(loadPlugin).not.toHaveBeenCalled()
    expect(testBus.commandsNamed('webchat.open')).toMatchObject([{ outcome: 'rejected' }])
  })

  test('a plugin that is loaded on demand gets the command that asked for it, once it is ready', async () => {
    const testBus = setUp({
      async loadPlugin(name) {
        const plugin = testBus.bus.registerPlugin(name)
        if (!plugin) return
        plugin.registerCommand('ask', (call) => call.deferred.resolve('answer'))
        plugin.ready()
      },
    })
    testBus.start()
    testBus.bus.command('Late.ask')
    await testBus.settle()
    expect(testBus.commandsNamed('Late.ask')).toMatchObject([{ outcome: 'resolved', value: 'answer' }])
  })

  test('a plugin that never gets ready holds its commands back', async () => {
    const testBus = setUp({ readyAfterMs: { webChatService: Infinity } })
    testBus.start()
    testBus.bus.command('WebChatService.getSessionData')
    await testBus.settle()
    expect(testBus.commandsNamed('WebChatService.getSessionData')).toMatchObject([{ outcome: 'pending' }])
  })

  test('only the page’s subscriptions count, by event and in all', () => {
    const testBus = setUp()
    const plugin = testBus.bus.registerPlugin('Mine')
    expect(testBus.subscriberCount()).toBe(0)
    if (plugin) plugin.subscribe('WebChatService.ended', () => {})
    testBus.cxbus.subscribe('WebChat.closed', () => {})
    expect([testBus.subscriberCount('WebChatService.ended'), testBus.subscriberCount()]).toEqual([1, 2])
    if (plugin) plugin.unsubscribe('WebChatService.ended')
    expect(testBus.subscriberCount()).toBe(1)
  })
})

describe('the log of commands', () => {
  test('says who sent what, and what became of it', async () => {
    const testBus = setUp()
    testBus.start()
    await testBus.settle()
    testBus.bus.before('WebChat.close', () => undefined)
    testBus.bus.command('WebChat.close')
    testBus.cxbus.command('WebChat.minimize', { minimized: true })
    testBus.bus.command('WebChat.doesNotExist')
    await testBus.settle()
    expect(testBus.commands.slice(-3)).toMatchObject([
      {
        name: 'WebChat.close',
        commander: 'QuickBus',
        outcome: 'rejected',
        value: "Command was cancelled by a 'before' function.",
      },
      { name: 'WebChat.minimize', commander: 'CXBus', data: { minimized: true }, outcome: 'resolved' },
      { name: 'WebChat.doesNotExist', outcome: 'pending', settledAt: undefined },
    ])
  })
})

describe('two tabs of one site', () => {
  function twoTabs(): [TestBus, TestBus] {
    const centre = createContactCentre()
    const store = createMemoryStore()
    return [setUp({ centre, store }), setUp({ centre, store, seed: 2 })]
  }

  test('share the session: the second one restores what the first one started', async () => {
    const [first, second] = twoTabs()
    first.start()
    await first.settle()
    first.customer.open()
    await first.settle()
    second.start()
    await second.settle()
    expect(second.widget.state).toMatchObject({ open: true, inputEnabled: true })
  })

  test('share the flag of a poll under way: a tab that finds it set polls no more, until startPoll', async () => {
    const [first, second] = twoTabs()
    first.start()
    await first.settle()
    first.customer.open()
    await first.settle()
    first.store.set('_genesys.widgets.chatPollPending', 'true')
    await first.settle()
    first.agent.join()
    await first.settle()
    expect(first.widget.state.transcript).toHaveLength(1)
    second.store.set('_genesys.widgets.chatPollPending', 'false')
    first.bus.command('WebChatService.startPoll')
    await first.settle()
    expect(first.widget.state.transcript).toHaveLength(2)
  })
})
