import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BusConnection, connect } from '../../../src/platform/genesys-widgets/connection.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

type Handler = (value: unknown) => unknown

/** One interface of a bus, which is its own plugin. */
function createDoor(more: object = {}) {
  const handlers = new Map<string, Handler[]>()
  const hooks = new Map<string, Handler[]>()
  const add = (map: Map<string, Handler[]>) => (name: string, handler: Handler) =>
    void map.set(name, [...(map.get(name) ?? []), handler])
  const door = {
    subscribe: vi.fn(add(handlers)),
    unsubscribe: vi.fn((event: string) => void handlers.delete(event)),
    before: vi.fn(add(hooks)),
    command: vi.fn((name: string, data: unknown) => ({ name, data })),
    registry: (): unknown => undefined,
    registerPlugin: vi.fn((_name: string): unknown => door),
    data: (key: string): unknown => `the ${key}`,
    ...more,
  }
  return {
    door: door as never,
    ...door,
    publish: (event: string, time = 5) => {
      for (const handler of handlers.get(event) ?? []) handler({ event: 'another name', time, data: 1 })
    },
    passes: (command: string, data: unknown) => hooks.get(command)?.map((hook) => hook(data)),
  }
}

describe('the connection to a bus', () => {
  it.each([undefined, null, 'text', 7, true, () => {}])(
    'is known by the bus itself, where the registry is no object: %j',
    (registry) => {
      const one = createDoor({ registry: () => registry })
      const other = createDoor({ registry: () => registry })
      const connection = connect(one.door)
      expect(connect(one.door)).toBe(connection)
      expect(connect(other.door)).not.toBe(connection)
      expect(connection.registry()).toBe(undefined)
      expect(connection.has('WebChat')).toBe(true)
    },
  )

  it('is shared by all interfaces with the same registry', () => {
    const registry = { WebChat: {} }
    const first = createDoor({ registry: () => registry })
    const second = createDoor({ registry: () => registry })
    const connection = connect(first.door)
    expect(connect(second.door)).toBe(connection)
    expect(second.registerPlugin).not.toHaveBeenCalled()
    expect([connection.has('WebChat'), connection.has('CallUs')]).toEqual([true, false])
    expect(connection.registry()).toBe(registry)
  })

  it('is shared with an interface that has a registry only by its plugin', () => {
    const registry = {}
    const plugin = createDoor({ registry: () => registry })
    const global = createDoor({ registry: undefined, registerPlugin: () => plugin.door })
    const connection = connect(global.door)
    expect(connect(plugin.door)).toBe(connection)
    expect(connect(createDoor({ registry: () => registry }).door)).toBe(connection)
    const other = createDoor({ registry: undefined, registerPlugin: () => plugin.door })
    expect(connect(other.door)).toBe(connection)
  })

  it('survives a bus that throws, whatever it is asked', () => {
    const fail = () => {
      throw new Error('theirs')
    }
    const broken = { registry: fail, registerPlugin: fail, subscribe: fail, before: fail, data: fail }
    const connection = connect(createDoor(broken).door)
    expect(connection.data('key')).toBe(undefined)
    expect(connection.registry()).toBe(undefined)
    connection.on('WebChat.opened', () => {})()
    connection.intercept('WebChat.open', (data) => data)()
  })

  it('survives a bus that has nothing but subscribe and command', () => {
    const { door } = createDoor({
      registry: undefined,
      registerPlugin: undefined,
      before: undefined,
      data: undefined,
      unsubscribe: undefined,
    })
    const connection = connect(door)
    expect(connection.data('key')).toBe(undefined)
    connection.on('WebChat.opened', () => {})()
    connection.intercept('WebChat.open', (data) => data)()
    expect(connection.command('WebChat.open', 7)).toEqual({ name: 'WebChat.open', data: 7 })
  })
})

describe('the name of its plugin', () => {
  it.each([
    ['is free', 1],
    ['is taken', 2],
    ['is taken 49 times', 50],
  ])('%s', (_, tries) => {
    let asked = 0
    const plugin = createDoor()
    const registerPlugin = vi.fn((_name: string): unknown => (++asked < tries ? false : plugin.door))
    const connection = new BusConnection(createDoor({ registerPlugin }).door)
    connection.command('WebChat.open', 1)
    expect(plugin.command).toHaveBeenCalledExactlyOnceWith('WebChat.open', 1)
    const names = registerPlugin.mock.calls.map(([name]) => name)
    expect(names).toEqual(
      Array.from(
        { length: tries },
        (_each, index) => `ReactGenesysChatLifecycle${index === 0 ? '' : index + 1}`,
      ),
    )
  })

  it('is not sought for ever', () => {
    const registerPlugin = vi.fn(() => false)
    const own = createDoor({ registerPlugin })
    new BusConnection(own.door).command('WebChat.open', 1)
    expect(registerPlugin).toHaveBeenCalledTimes(50)
    expect(own.command).toHaveBeenCalledTimes(1)
  })
})

describe('listeners', () => {
  it('share one subscription, and hear the event by the name they asked for', () => {
    const own = createDoor()
    const connection = new BusConnection(own.door)
    const [first, second] = [vi.fn(), vi.fn()]
    connection.on('WebChat.opened', first)
    const off = connection.on('WebChat.opened', second)
    expect(own.subscribe).toHaveBeenCalledTimes(1)
    own.publish('WebChat.opened')
    expect(first).toHaveBeenCalledExactlyOnceWith({ event: 'WebChat.opened', time: 5, data: 1 })
    off()
    expect(own.unsubscribe).not.toHaveBeenCalled()
    own.publish('WebChat.opened')
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([2, 1])
  })

  it('are unsubscribed with the last one, and subscribed again with the next', () => {
    const own = createDoor()
    const connection = new BusConnection(own.door)
    const off = connection.on('WebChat.opened', () => {})
    off()
    expect(own.unsubscribe).toHaveBeenCalledExactlyOnceWith('WebChat.opened')
    off()
    expect(own.unsubscribe).toHaveBeenCalledTimes(1)
    const heard = vi.fn()
    connection.on('WebChat.opened', heard)
    expect(own.subscribe).toHaveBeenCalledTimes(2)
    own.publish('WebChat.opened')
    expect(heard).toHaveBeenCalledTimes(1)
  })

  it('that are removed while they are called are not called any more by what follows', () => {
    const own = createDoor()
    const connection = new BusConnection(own.door)
    const heard = vi.fn()
    const off = connection.on('WebChat.opened', () => {
      heard()
      off()
    })
    own.publish('WebChat.opened')
    own.publish('WebChat.opened')
    expect(heard).toHaveBeenCalledTimes(1)
  })

  it('stay subscribed on an interface that is not ours alone', () => {
    const own = createDoor({ registerPlugin: () => false })
    const connection = new BusConnection(own.door)
    connection.on('WebChat.opened', () => {})()
    connection.on('WebChat.opened', () => {})
    expect(own.unsubscribe).not.toHaveBeenCalled()
    expect(own.subscribe).toHaveBeenCalledTimes(1)
  })

  it.each(['App.ready', 'WebChat.ready', 'WebChatService.ready'])(
    'that come late hear of %s all the same, a turn later, unless they have gone',
    async (event) => {
      const own = createDoor()
      const connection = new BusConnection(own.door)
      connection.on(event, () => {})()
      expect(own.unsubscribe).not.toHaveBeenCalled()
      own.publish(event)
      const [late, gone] = [vi.fn(), vi.fn()]
      connection.on(event, late)
      connection.on(event, gone)()
      expect(late).not.toHaveBeenCalled()
      await vi.advanceTimersByTimeAsync(0)
      expect(late).toHaveBeenCalledExactlyOnceWith({ event, time: 5, data: 1 })
      expect(gone).not.toHaveBeenCalled()
      expect(own.subscribe).toHaveBeenCalledTimes(1)
    },
  )

  it('that come late hear of nothing else that is past', async () => {
    const own = createDoor()
    const connection = new BusConnection(own.door)
    connection.on('WebChat.opened', () => {})
    own.publish('WebChat.opened')
    const late = vi.fn()
    connection.on('WebChat.opened', late)
    await vi.advanceTimersByTimeAsync(0)
    expect(late).not.toHaveBeenCalled()
  })
})

describe('interceptors', () => {
  it('share one hook, pass on what they make of the data, in their order', () => {
    const own = createDoor()
    const connection = new BusConnection(own.door)
    const append = (letter: string) => (data: unknown) => `${data}${letter}`
    connection.intercept('WebChat.open', append('a'))
    const off = connection.intercept('WebChat.open', append('b'))
    connection.intercept('WebChat.open', append('c'))
    expect(own.before).toHaveBeenCalledTimes(1)
    expect(own.passes('WebChat.open', '>')).toEqual(['>abc'])
    off()
    expect(own.passes('WebChat.open', '>')).toEqual(['>ac'])
    connection.intercept('WebChat.close', (data) => data)
    expect(own.before).toHaveBeenCalledTimes(2)
  })

  it('stop a command with any answer that is nothing, and those behind are not asked', () => {
    const own = createDoor()
    const connection = new BusConnection(own.door)
    const behind = vi.fn((data: unknown) => data)
    connection.intercept('WebChat.open', () => undefined as never)
    connection.intercept('WebChat.open', behind)
    expect(own.passes('WebChat.open', {})).toEqual([false])
    expect(behind).not.toHaveBeenCalled()
  })

  it('that are added twice are asked twice, and removed one by one', () => {
    const own = createDoor()
    const connection = new BusConnection(own.door)
    const each = (data: unknown) => `${data}x`
    connection.intercept('WebChat.open', each)
    const off = connection.intercept('WebChat.open', each)
    expect(own.passes('WebChat.open', '')).toEqual(['xx'])
    off()
    off()
    expect(own.passes('WebChat.open', '')).toEqual(['x'])
  })
})

describe('being ready', () => {
  it('is told by App.ready, now or later', () => {
    const own = createDoor({ data: () => undefined })
    const connection = new BusConnection(own.door)
    const [ready, cancelled] = [vi.fn(), vi.fn()]
    connection.whenReady(ready)
    connection.whenReady(cancelled)()
    expect(connection.readyAt).toBe(0)
    expect(ready).not.toHaveBeenCalled()
    own.publish('App.ready', 77)
    expect(ready).toHaveBeenCalledTimes(1)
    expect(cancelled).not.toHaveBeenCalled()
    expect(connection.readyAt).toBe(77)
    own.publish('App.ready', 78)
    expect(ready).toHaveBeenCalledTimes(1)
    const late = vi.fn()
    connection.whenReady(late)()
    expect(late).toHaveBeenCalledTimes(1)
  })

  it('is told by the service’s data, where App.ready is not replayed', () => {
    const data = vi.fn((_key: string) => false)
    const connection = new BusConnection(createDoor({ data }).door)
    const ready = vi.fn()
    connection.whenReady(ready)
    expect(ready).toHaveBeenCalledTimes(1)
    expect(data).toHaveBeenCalledWith('WebChatService.sessionActive')
  })
})
