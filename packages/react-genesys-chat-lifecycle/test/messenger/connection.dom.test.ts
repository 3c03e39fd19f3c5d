import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect, MessengerConnection } from '../../src/platform/genesys-messenger/connection.ts'
import { createFakeGenesys } from '../support/fakeGenesys.ts'
import { outcome } from '../support/outcome.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const NAME = 'ReactGenesysChatLifecycle'
const numbered = (count: number) =>
  Array.from({ length: count }, (_, n) => (n === 0 ? NAME : `${NAME}${n + 1}`))

/** Who is told of the connections of a function. */
function connecting({ genesys }: ReturnType<typeof createFakeGenesys>) {
  const told: MessengerConnection[] = []
  connect(genesys, false, (connection) => told.push(connection))
  return told
}
function connected(fake = createFakeGenesys()) {
  return { ...fake, connection: new MessengerConnection(fake.plugin, false) }
}

describe('connecting', () => {
  it('registers one plugin for each function, which a second copy of the library finds', () => {
    const fake = createFakeGenesys()
    const [first] = connecting(fake)
    expect(first?.plugin).toBe(fake.plugin)
    expect(connecting(fake)).toEqual([first])
    expect(fake.names).toEqual([NAME])
    const page = globalThis as unknown as Record<symbol, WeakMap<object, unknown> | undefined>
    expect(page[Symbol.for('react-genesys-chat-lifecycle/messenger@1')]?.get(fake.genesys)).toBe(first)
  })

  it('calls the function as a page does', () => {
    const genesys = vi.fn()
    connect(genesys, false, () => {})
    expect(genesys.mock.calls).toEqual([['registerPlugin', NAME, expect.any(Function), expect.any(Function)]])
  })

  it('knows a bus by what is on it, whichever function leads there', () => {
    const registry = {}
    const [first] = connecting(createFakeGenesys({ registry }))
    const [second] = connecting(createFakeGenesys({ registry }))
    const [other] = connecting(createFakeGenesys({ registry: {} }))
    expect(second).toBe(first)
    expect(other).not.toBe(first)
  })

  it.each([null, 'text'])('knows a bus by its function where it does not tell: %j', (registry) => {
    const fake = createFakeGenesys({ registry: registry as never })
    const [first] = connecting(fake)
    expect(first).toBeInstanceOf(MessengerConnection)
    expect(connecting(fake)[0]).toBe(first)
    expect(connecting(createFakeGenesys({ registry: registry as never }))[0]).not.toBe(first)
  })

  it('takes the next name where the page has the first ones', () => {
    const fake = createFakeGenesys({ taken: numbered(49) })
    expect(connecting(fake)).toHaveLength(1)
    expect(fake.names).toEqual(numbered(50))
  })

  it('gives up after fifty names', () => {
    const fake = createFakeGenesys({ taken: numbered(50) })
    expect(connecting(fake)).toEqual([])
    expect(fake.names).toEqual(numbered(50))
  })

  it('shares a plugin that another provider asked for a moment ago', () => {
    const fake = createFakeGenesys({ isSlow: true })
    const first = connecting(fake)
    const second = connecting(fake)
    fake.answer()
    expect(first).toHaveLength(1)
    expect(second).toEqual(first)
    expect(fake.names).toEqual([NAME, NAME])
  })

  it.each([undefined, null, {}, { subscribe: true }])('ignores what is no plugin: %j', (plugin) => {
    const onConnection = vi.fn()
    connect(((...[, , take]: ((plugin: unknown) => void)[]) => take?.(plugin)) as never, false, onConnection)
    expect(onConnection).not.toHaveBeenCalled()
  })
})

describe('an event', () => {
  it('is subscribed once, and heard by all who listen', () => {
    const { connection, plugin, say } = connected()
    plugin.subscribe.mockClear()
    const first = vi.fn()
    const second = vi.fn()
    const off = connection.on('Shop.sold', first)
    connection.on('Shop.sold', second)
    expect(plugin.subscribe).toHaveBeenCalledExactlyOnceWith('Shop.sold', expect.any(Function))
    say('Shop.sold', 1)
    off()
    say('Shop.sold', 2)
    expect(first.mock.calls).toEqual([[{ event: 'Shop.sold', data: 1 }]])
    expect(second).toHaveBeenCalledTimes(2)
  })

  it('that cannot be subscribed does no harm', () => {
    const { connection, plugin } = connected()
    plugin.subscribe.mockImplementation(() => {
      throw new Error('theirs')
    })
    expect(connection.on('Shop.sold', () => {})).toBeTypeOf('function')
  })

  const silent = {
    toString() {
      throw new Error('theirs')
    },
  }
  it.each<[string, unknown, string]>([
    ['an error', new Error('no'), 'Error: no'],
    ['what has no words', silent, 'unknown error'],
  ])('that throws %s when it is read is told once, and keeps nobody else from it', (_, thrown, words) => {
    const { connection, say } = connected()
    const other = vi.fn()
    connection.on('Shop.sold', () => {
      throw thrown
    })
    connection.on('Shop.sold', other)
    say('Shop.sold')
    say('Shop.sold')
    expect(other).toHaveBeenCalledTimes(2)
    expect(console.error).toHaveBeenCalledExactlyOnceWith(
      `[react-genesys-chat-lifecycle] Shop.sold could not be read: ${words}`,
    )
  })
})

describe('a bus', () => {
  it('is given commands as they are', async () => {
    const { connection, plugin } = connected()
    plugin.command.mockImplementation(() => Promise.resolve('done'))
    plugin.command.mockClear()
    const options = { id: 1 }
    const result = outcome(connection.command('Shop.sell', options))
    outcome(connection.command('Shop.close'))
    await vi.advanceTimersByTimeAsync(0)
    expect(plugin.command.mock.calls).toEqual([
      ['Shop.sell', options],
      ['Shop.close', {}],
    ])
    expect(result).toEqual({ value: 'done' })
  })

  it('that throws at a command rejects it', async () => {
    const { connection, plugin } = connected()
    const error = new Error('theirs')
    plugin.command.mockImplementation(() => {
      throw error
    })
    await expect(connection.command('Shop.sell')).rejects.toBe(error)
  })

  it('has data, which may not be there or throw', () => {
    const { connection, plugin } = connected(createFakeGenesys({ data: { 'Shop.open': true } }))
    expect(connection.data('Shop.open')).toBe(true)
    expect(new MessengerConnection({ ...plugin, data: undefined } as never, false).data('a')).toBe(undefined)
    const data = () => {
      throw new Error('theirs')
    }
    expect(new MessengerConnection({ ...plugin, data }, false).data('a')).toBe(undefined)
  })

  it('tells which plugins it has', () => {
    const { connection, plugin } = connected()
    expect(connection.has('MessagingService')).toBe(true)
    expect(connection.has('Shop')).toBe(false)
    const registry = () => {
      throw new Error('theirs')
    }
    for (const wrong of [undefined, () => null, () => 'text', registry])
      expect(new MessengerConnection({ ...plugin, registry: wrong } as never, false).has('Shop')).toBe(
        undefined,
      )
  })

  it('has an upload that is over', async () => {
    await expect(connected().connection.upload).resolves.toBe(undefined)
  })
})

describe('a command that is held', () => {
  const OPTIONS = { message: 'Hi' }
  function holding() {
    const { connection, plugin } = connected()
    const give = (options: unknown = OPTIONS) => plugin.before.mock.calls[0]?.[1](options)
    return { connection, plugin, give }
  }

  it('is stopped by `true`, if one of those who are asked holds it', () => {
    const { connection, plugin, give } = holding()
    const isHeld = vi.fn(() => true)
    connection.hold('Shop.sell', () => false)
    const off = connection.hold('Shop.sell', isHeld)
    expect(plugin.before).toHaveBeenCalledExactlyOnceWith('Shop.sell', expect.any(Function))
    expect(give()).toBe(true)
    expect(isHeld).toHaveBeenCalledExactlyOnceWith(OPTIONS)
    off()
    expect(give()).toBe(OPTIONS)
    expect(isHeld).toHaveBeenCalledTimes(1)
  })

  it('has a hook of its own', () => {
    const { connection, plugin } = holding()
    connection.hold('Shop.sell', () => true)
    connection.hold('Shop.open', () => false)
    expect(plugin.before.mock.calls.map(([command]) => command)).toEqual(['Shop.sell', 'Shop.open'])
    expect(plugin.before.mock.calls[1]?.[1](OPTIONS)).toBe(OPTIONS)
  })

  it('goes through where somebody cannot say', () => {
    const { connection, give } = holding()
    connection.hold('Shop.sell', () => {
      throw new Error('theirs')
    })
    expect(give()).toBe(OPTIONS)
  })

  it('goes through on a bus without hooks, or one that refuses them', () => {
    const { plugin } = connected()
    const before = () => {
      throw new Error('theirs')
    }
    for (const wrong of [undefined, before]) {
      const connection = new MessengerConnection({ ...plugin, before: wrong } as never, false)
      expect(connection.hold('Shop.sell', () => true)).toBeTypeOf('function')
    }
  })
})
