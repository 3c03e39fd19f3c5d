import { act, render } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ChatLifecycle, createChatLifecycle, GenesysChatProvider } from '../../../src/index.ts'
import { createTestBus, type TestBus } from '../../../src/testing/index.ts'
import { Watch } from '../../support/app.tsx'
import { runClient } from '../../support/client.ts'

type Page = Parameters<TestBus['install']>[0]

let testBus: TestBus
let chat: ChatLifecycle | undefined
const disposals: (() => void)[] = []

beforeEach(() => {
  vi.useFakeTimers()
  testBus = createTestBus({ advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)) })
  chat = undefined
})
afterEach(() => {
  for (const dispose of disposals.splice(0)) dispose()
  delete (window as Page).CXBus
  delete (window as Page)._genesys
  vi.useRealTimers()
})

const look = (props: Omit<Parameters<typeof GenesysChatProvider>[0], 'children'> = {}) =>
  render(
    <GenesysChatProvider {...props}>
      <Watch
        onChange={(next) => {
          chat = next
        }}
      />
    </GenesysChatProvider>,
  )

describe('the bus is found', () => {
  it('as _genesys.widgets.bus', async () => {
    ;(window as Page)._genesys = { widgets: { bus: testBus.bus } }
    testBus.start()
    look()
    await testBus.settle()
    expect(chat?.phase).toBe('idle')
  })

  it('as _genesys.cxwidget.bus, on older pages', async () => {
    ;(window as { _genesys?: unknown })._genesys = { cxwidget: { bus: testBus.bus } }
    testBus.start()
    look()
    await testBus.settle()
    expect(chat?.phase).toBe('idle')
  })

  it('as window.CXBus, which can neither unsubscribe nor hook', async () => {
    ;(window as Page).CXBus = testBus.cxbus
    testBus.start()
    look()
    await testBus.settle()
    expect(chat?.phase).toBe('idle')
  })

  it.each([
    ['an object', () => testBus.bus],
    ['a function', () => () => testBus.bus],
    ['a promise', () => Promise.resolve(testBus.bus)],
    ['a function that gives a promise', () => () => Promise.resolve(testBus.bus)],
  ])('given as %s', async (_, source) => {
    testBus.start()
    look({ bus: source() })
    await testBus.settle()
    expect(chat?.phase).toBe('idle')
  })

  it('when a script that loads brings it, without waiting for the slow poll', async () => {
    look()
    const script = document.head.appendChild(document.createElement('script'))
    testBus.install(window as Page)
    testBus.start()
    script.dispatchEvent(new Event('load'))
    await testBus.wait(60)
    expect(chat?.phase).toBe('idle')
    script.remove()
  })

  it('when nothing announces it, by looking now and then', async () => {
    look()
    await testBus.wait(10_000)
    expect(chat?.phase).toBe('connecting')
    const waits = chat?.start({ form: { firstname: 'Joe' } })
    testBus.install(window as Page)
    testBus.start()
    await testBus.wait(700)
    await waits
    expect(chat?.phase).toBe('waiting')
    expect(testBus.commandsNamed('WebChatService.startChat')).toHaveLength(1)
  })

  it('after a source that throws or rejects has come to its senses', async () => {
    const source = vi
      .fn<() => never | TestBus['bus']>()
      .mockImplementationOnce(() => {
        throw new Error('too early')
      })
      .mockImplementation(() => testBus.bus)
    testBus.start()
    look({ bus: source })
    await testBus.wait(1_200)
    expect(chat?.phase).toBe('idle')
  })

  it('after a promise was broken, by asking again', async () => {
    const source = vi
      .fn<() => Promise<TestBus['bus']>>()
      .mockRejectedValueOnce(new Error('too early'))
      .mockImplementation(() => Promise.resolve(testBus.bus))
    testBus.start()
    look({ bus: source })
    await testBus.wait(1_200)
    expect(source).toHaveBeenCalledTimes(2)
    expect(chat?.phase).toBe('idle')
  })

  it('without asking again for what was promised, however long that takes', async () => {
    let keep: (bus: TestBus['bus']) => void = () => {}
    const source = vi.fn(
      () =>
        new Promise<TestBus['bus']>((resolve) => {
          keep = resolve
        }),
    )
    testBus.start()
    look({ bus: source })
    await testBus.wait(10_000)
    expect(source).toHaveBeenCalledTimes(1)
    keep(testBus.bus)
    await testBus.settle()
    expect(chat?.phase).toBe('idle')
  })

  it('and nothing looks for it any more after an unmount', async () => {
    const added = vi.spyOn(document, 'addEventListener')
    const removed = vi.spyOn(document, 'removeEventListener')
    const page = look()
    page.unmount()
    expect(vi.getTimerCount()).toBe(0)
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.filter(([name]) => name === 'load').length)
    added.mockRestore()
    removed.mockRestore()
  })
})

describe('the page’s own', () => {
  it('onReady is left alone', async () => {
    const onReady = vi.fn()
    ;(window as { _genesys?: unknown })._genesys = { widgets: { onReady } }
    testBus.install(window as Page)
    look()
    testBus.start()
    await testBus.settle()
    expect(onReady).toHaveBeenCalledExactlyOnceWith(testBus.bus)
  })
})

describe('one connection per bus', () => {
  it('is shared by all doors, all providers and all stores: one subscription per event', async () => {
    testBus.install(window as Page)
    testBus.start()
    await testBus.settle()
    look()
    await testBus.settle()
    const once = testBus.subscriberCount()
    look({ bus: testBus.cxbus })
    disposals.push(createChatLifecycle({ bus: testBus.bus }).destroy)
    await testBus.settle()

    expect(testBus.subscriberCount()).toBe(once)
    expect(testBus.subscriberCount('WebChatService.messageReceived')).toBe(1)
  })

  it.each([
    ['a plugin of the page’s after the shared bus', ['plugin', 'bus']],
    ['a plugin of the page’s before the shared bus', ['bus', 'plugin']],
    ['a plugin of the page’s after window.CXBus', ['plugin', 'cxbus']],
    ['window.CXBus after a plugin of the page’s', ['cxbus', 'plugin']],
  ] as const)('is shared by who comes in by %s', async (_, [later, first]) => {
    const plugin = testBus.cxbus.registerPlugin?.('Page')
    if (!plugin) throw new Error('The name was taken.')
    const given = { plugin, bus: testBus.bus, cxbus: testBus.cxbus }
    const plugins = () => Object.keys(testBus.bus.registry()).filter((name) => /^ReactGenesys/.test(name))
    testBus.start()
    const stores = [createChatLifecycle({ bus: given[first] })]
    await testBus.settle()
    const once = testBus.subscriberCount()
    for (let n = 0; n < 3; n += 1) stores.push(createChatLifecycle({ bus: given[later] }))
    disposals.push(...stores.map(({ destroy }) => destroy))
    await testBus.settle()

    expect(stores.map((store) => store.getState().phase)).toEqual(['idle', 'idle', 'idle', 'idle'])
    expect(testBus.subscriberCount('WebChatService.messageReceived')).toBe(1)
    // A plugin cannot register another. And window.CXBus has no registry: a name is spent to know the bus by.
    const spent = later === 'cxbus' ? 1 : 0
    expect(plugins()).toHaveLength(first === 'plugin' ? spent : 1)
    expect(testBus.subscriberCount()).toBe(once)
  })

  it('is one to each of two buses', async () => {
    const other = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    disposals.push(() => other.dispose())
    for (const bus of [testBus, other]) {
      bus.start()
      disposals.push(createChatLifecycle({ bus: bus.bus }).destroy)
    }
    await testBus.settle()
    for (const bus of [testBus, other]) {
      expect(bus.subscriberCount('WebChatService.messageReceived')).toBe(1)
    }
  })

  it('is shared where the registry is made anew each time it is asked for, and where there is none', () => {
    for (const registry of [() => ({}), () => 'nonsense', () => null, undefined]) {
      const subscribe = vi.fn()
      const bus = { subscribe, command: vi.fn(), data: () => undefined, registry }
      disposals.push(createChatLifecycle({ bus: bus as never }).destroy)
      const once = subscribe.mock.calls.length
      expect(once).toBeGreaterThan(0)
      disposals.push(createChatLifecycle({ bus: bus as never }).destroy)
      expect(subscribe).toHaveBeenCalledTimes(once)
    }
  })

  it('is shared by a second copy of the library', async () => {
    testBus.start()
    disposals.push(createChatLifecycle({ bus: testBus.bus }).destroy)
    await testBus.settle()
    const once = testBus.subscriberCount()

    vi.resetModules()
    const copy = await import('../../../src/core.ts')
    expect(copy.createChatLifecycle).not.toBe(createChatLifecycle)
    const second = copy.createChatLifecycle({ bus: testBus.bus })
    disposals.push(second.destroy)
    await testBus.settle()

    expect(second.getState().phase).toBe('idle')
    expect(testBus.subscriberCount()).toBe(once)
  })

  it('has a plugin of its own although registerPlugin answers false for its name', async () => {
    expect(testBus.bus.registerPlugin('ReactGenesysChatLifecycle')).not.toBe(false)
    expect(testBus.bus.registerPlugin('ReactGenesysChatLifecycle')).toBe(false)
    testBus.start()
    const page = look({ bus: testBus.bus })
    await testBus.settle()
    expect(chat?.phase).toBe('idle')
    expect(testBus.commandsNamed('WebChatService.getSessionData')[0]?.commander).toBe(
      'ReactGenesysChatLifecycle2',
    )

    const heard = vi.fn()
    testBus.bus.subscribe('WebChat.opened', heard)
    expect(testBus.subscriberCount('WebChat.opened')).toBe(2)
    page.unmount()
    expect(testBus.subscriberCount('WebChat.opened')).toBe(1)
    testBus.customer.open()
    await testBus.settle()
    expect(heard).toHaveBeenCalledTimes(1)
  })

  it('works where registration is locked, and then unsubscribes nothing', async () => {
    const master = testBus.cxbus.registerMaster()
    const unsubscribe = vi.spyOn(testBus.bus, 'unsubscribe')
    testBus.start()
    await testBus.settle()
    master?.lock()
    const page = look({ bus: testBus.bus })
    await testBus.settle()
    expect(chat?.phase).toBe('idle')
    page.unmount()
    expect(unsubscribe).not.toHaveBeenCalled()

    // Gated: what stays on the bus finds no listener.
    testBus.customer.open()
    await testBus.settle()
    expect(chat?.phase).toBe('idle')
  })

  it('survives being mounted and unmounted quickly, many times', async () => {
    testBus.start()
    for (let i = 0; i < 20; i++) look({ bus: testBus.bus }).unmount()
    look({ bus: testBus.bus })
    await testBus.settle()

    expect(chat?.phase).toBe('idle')
    expect(testBus.subscriberCount('WebChatService.messageReceived')).toBe(1)
  })

  it('delivers each event once after a hot reload, which mounts the new before it unmounts the old', async () => {
    testBus.start()
    const old = look({ bus: testBus.bus })
    await testBus.settle()
    look({ bus: testBus.bus })
    old.unmount()
    await testBus.settle()
    const phases: unknown[] = []
    const { client, stop } = runClient(testBus.bus)
    disposals.push(stop)
    client.on('WebChatService.started', () => phases.push(chat?.phase))
    testBus.customer.open()
    await testBus.settle()

    expect(chat?.phase).toBe('waiting')
    expect(phases).toHaveLength(1)
    expect(testBus.subscriberCount('WebChatService.started')).toBe(1)
  })
})

describe('a replaced bus', () => {
  it('is taken up when it is another object, and the old one is let go', async () => {
    const other = createTestBus({ async: true })
    testBus.start()
    other.start()
    const page = look({ bus: testBus.bus })
    await testBus.settle()
    page.rerender(
      <GenesysChatProvider bus={other.bus}>
        <Watch
          onChange={(next) => {
            chat = next
          }}
        />
      </GenesysChatProvider>,
    )
    await testBus.settle()

    expect(chat?.phase).toBe('idle')
    expect(other.subscriberCount('WebChatService.messageReceived')).toBe(1)
    expect(testBus.subscriberCount('WebChatService.messageReceived')).toBe(0)
  })
})
