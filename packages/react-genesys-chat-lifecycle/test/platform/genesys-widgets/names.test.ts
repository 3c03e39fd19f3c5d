import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect } from '../../../src/platform/genesys-widgets/connection.ts'
import { warnUnknown } from '../../../src/platform/genesys-widgets/warnUnknown.ts'
import { createTestBus, type TestBus } from '../../../src/testing/index.ts'

let testBus: TestBus

beforeEach(async () => {
  vi.useFakeTimers()
  testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
  testBus.start()
  await testBus.settle()
})
afterEach(() => {
  testBus.dispose()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

function said(kind: 'events' | 'commands', name: string): string[] {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  warnUnknown(connect(testBus.bus), kind, name)
  warnUnknown(connect(testBus.bus), kind, name)
  vi.advanceTimersByTime(20_000)
  return warn.mock.calls.map(([text]) => String(text))
}

it.each([
  ['events', 'WebChat.ended', 'WebChatService.ended'],
  ['events', 'WebChat.error', 'WebChatService.error'],
  ['events', 'WebChat.failed', 'WebChatService.error'],
  ['events', 'WebChat.agentConnected', 'WebChatService.agentConnected'],
  ['events', 'WebChat.chatEnded', 'WebChatService.ended'],
  ['events', 'WebChatService.opened', 'WebChat.opened'],
  ['events', 'WebChatService.closed', 'WebChat.closed'],
  ['events', 'WebChatService.cancelled', 'WebChat.cancelled'],
  ['commands', 'WebChat.get', 'WebChatService.getSessionData'],
  ['commands', 'WebChat.startChat', 'WebChatService.startChat'],
  ['commands', 'WebChat.unminimized', 'WebChat.minimize'],
  ['commands', 'WebChat.destroy', 'WebChat.close'],
  ['commands', 'WebChatService.sendMesage', 'WebChatService.sendMessage'],
  // Of plugins that there are not, but for the letters' case.
  ['events', 'webchat.opened', 'WebChat.opened'],
  ['commands', 'webchatservice.sendMessage', 'WebChatService.sendMessage'],
] as const)('of the %s, %s does not exist: it is warned of once, and %s proposed', (kind, name, meant) => {
  expect(said(kind, name)).toEqual([expect.stringContaining(`Did you mean ${meant}?`)])
})

it('on a page without WebChat, what it never had is warned of, and what it would have is not', async () => {
  testBus = createTestBus({ webChat: false, advanceTimers: vi.advanceTimersByTimeAsync })
  testBus.start()
  await testBus.settle()
  expect(said('events', 'WebChat.ended')).toEqual([
    expect.stringContaining('Did you mean WebChatService.ended?'),
  ])
  vi.mocked(console.warn).mockClear()
  expect(said('events', 'WebChat.opened')).toEqual([])
  expect(said('events', 'Shop.opened')).toEqual([])
})

it.each([
  ['events', 'WebChatService.messageReceived', 'WebChatService.messageRecieved'],
  ['commands', 'WebChatService.getTranscript', 'WebChatService.getTranscripts'],
] as const)(
  'of the %s, %s is not warned of before the plugin has started, and %s is when it has',
  (kind, right, wrong) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    testBus = createTestBus({ readyAfterMs: { webChatService: 5_000 } })
    const bus = connect(testBus.bus)
    for (const name of [right, wrong]) warnUnknown(bus, kind, name)
    testBus.start()
    vi.advanceTimersByTime(4_900)
    expect(warn).not.toHaveBeenCalled()
    vi.advanceTimersByTime(2_000)
    expect(warn.mock.calls).toEqual([[expect.stringContaining(`${wrong} is no`)]])
  },
)

it('whoever is gone is not told any more', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  warnUnknown(connect(testBus.bus), 'events', 'WebChat.nothing')()
  vi.advanceTimersByTime(20_000)
  expect(warn).not.toHaveBeenCalled()
})

it.each([
  ['events', 'WebChat.chatButtonDisplayed'],
  ['events', 'WebChat.data'],
  ['events', 'WebChat.data.open'],
  ['events', 'WebChatService.data.sessionActive:true'],
] as const)('of the %s, %s is real, though the registry has it not: nobody is warned', (kind, name) => {
  expect(said(kind, name)).toEqual([])
})

it('a command by the name of an event that the registry lacks is warned of', () => {
  expect(said('commands', 'WebChat.started')).toHaveLength(1)
})

it('names that differ by a third of their letters are proposed, and those that differ by more are not', () => {
  const bus = (known: string) =>
    ({
      shared: new Map(),
      registry: () => ({ P: { events: [known], commands: Array(9).fill('x') } }),
      whenReady: (callback: () => void) => callback(),
    }) as never
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const proposed = (known: string, name: string) => {
    warn.mockClear()
    warnUnknown(bus(known), 'events', name)
    vi.advanceTimersByTime(1_000)
    return /Did you mean (.*)\?/.exec(String(warn.mock.calls[0]?.[0]))?.[1]
  }
  // Of nine letters: three may be others, missing, or too many; their case is no matter.
  expect(proposed('abcdefg', 'P.abcdxyz')).toBe('P.abcdefg')
  expect(proposed('abcdefg', 'P.abcwxyz')).toBeUndefined()
  expect(proposed('abcdefghij', 'P.abcdefg')).toBe('P.abcdefghij')
  expect(proposed('abcdefghijk', 'P.abcdefg')).toBeUndefined()
  expect(proposed('abcd', 'P.abcdefg')).toBe('P.abcd')
  expect(proposed('abc', 'P.abcdefg')).toBeUndefined()
  expect(proposed('bcdefgh', 'P.abcdefg')).toBe('P.bcdefgh')
  expect(proposed('ABCDEFG', 'P.abcdxyz')).toBe('P.ABCDEFG')
})

it('a plugin that never starts is waited for ten seconds, and a registry that tells less is no fault', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const bus = (registry: unknown) =>
    ({
      shared: new Map(),
      registry: () => registry,
      whenReady: (callback: () => void) => callback(),
    }) as never
  warnUnknown(bus({ WebChat: { events: ['opened'] }, Bare: {} }), 'events', 'WebChat.opend')
  vi.advanceTimersByTime(9_999)
  expect(warn).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(warn).toHaveBeenCalledTimes(1)
  warn.mockClear()
  warnUnknown(bus(undefined), 'events', 'WebChat.opend')
  vi.advanceTimersByTime(20_000)
  expect(warn).not.toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})

it('a name like no other is warned of without a proposal', () => {
  const [text = ''] = said('events', 'WebChat.qqqqqqqqqqqq')
  expect(text).toContain('is no event of WebChat.')
  expect(text).not.toContain('Did you mean')
})

it('each wrong name is warned of, not only the first', () => {
  expect(said('events', 'WebChat.nothing')).toHaveLength(1)
  vi.mocked(console.warn).mockClear()
  expect(said('events', 'WebChat.nothingElse')).toHaveLength(1)
  vi.mocked(console.warn).mockClear()
  expect(said('events', 'WebChat.nothing')).toEqual([])
})

it('what is on another bus is warned of there, too', () => {
  expect(said('events', 'WebChat.nothing')).toHaveLength(1)
  testBus.reload()
  testBus.start()
  vi.advanceTimersByTime(100)
  expect(said('events', 'WebChat.nothing')).toHaveLength(2)
})

it('nobody is warned in production', () => {
  vi.stubEnv('NODE_ENV', 'production')
  expect(said('events', 'WebChat.nothing')).toEqual([])
})

it('whoever is told reads what is wrong, and what was meant', () => {
  const texts = [
    ...said('events', 'WebChat.ended'),
    ...said('commands', 'WebChat.get'),
    ...said('commands', 'WebChat.qqqqqqqqqqqq'),
  ]
  expect([...new Set(texts)]).toEqual([
    '[react-genesys-chat-lifecycle] WebChat.ended is no event of WebChat. Did you mean WebChatService.ended?',
    '[react-genesys-chat-lifecycle] WebChat.get is no command of WebChat. Did you mean WebChatService.getSessionData?',
    '[react-genesys-chat-lifecycle] WebChat.qqqqqqqqqqqq is no command of WebChat.',
  ])
})

describe('on a bus of which little is known', () => {
  /** A bus whose plugin has so many commands. */
  function bare(commands: number, events: readonly string[] = ['x']) {
    const off = vi.fn()
    const registry: Record<string, unknown> = {
      WebChat: { events, commands: Array(commands).fill('c') },
      WebChatService: { events, commands: Array(commands).fill('c') },
      App: { events, commands: Array(commands).fill('c') },
    }
    const bus = {
      shared: new Map(),
      registry: () => registry,
      whenReady: vi.fn((callback: () => void) => {
        callback()
        return off
      }),
    }
    return { bus: bus as never, off, registry, whenReady: bus.whenReady }
  }
  const silent = () => vi.spyOn(console, 'warn').mockImplementation(() => {})

  it.each([
    'App.language',
    'App.zoom',
    'WebChat.started',
    'WebChat.rejected',
    'WebChat.chatButtonDisplayed',
    'WebChatService.botConnected',
    'WebChatService.botDisconnected',
    'WebChatService.restoredOffline',
    'WebChatService.chatServerTimeout',
  ])('the event %s is real, a command of this name is not', (name) => {
    const warn = silent()
    warnUnknown(bare(5).bus, 'events', name)
    vi.advanceTimersByTime(20_000)
    expect(warn).not.toHaveBeenCalled()
    warnUnknown(bare(5).bus, 'commands', name)
    vi.advanceTimersByTime(20_000)
    expect(warn).toHaveBeenCalledOnce()
  })

  it.each([
    [4, 10_000],
    [5, 1_000],
  ])('a plugin with %s commands is asked after %s ms', (commands, ms) => {
    const warn = silent()
    warnUnknown(bare(commands).bus, 'events', 'WebChat.nothing')
    vi.advanceTimersByTime(ms - 1)
    expect(warn).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(warn).toHaveBeenCalledOnce()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('nobody who is gone waits for it', () => {
    silent()
    const { bus, off } = bare(5)
    const stop = warnUnknown(bus, 'events', 'WebChat.nothing')
    expect(vi.getTimerCount()).toBe(1)
    stop()
    expect(off).toHaveBeenCalledOnce()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('nobody is told in production', () => {
    vi.stubEnv('NODE_ENV', 'production')
    const { bus, whenReady } = bare(5)
    warnUnknown(bus, 'events', 'WebChat.nothing')()
    expect(whenReady).not.toHaveBeenCalled()
  })

  it('names begin with `data` by chance, too', () => {
    const warn = silent()
    warnUnknown(bare(5).bus, 'events', 'WebChat.database')
    vi.advanceTimersByTime(1_000)
    expect(warn).toHaveBeenCalledOnce()
  })

  it('a plugin without any event is not known to lack one', () => {
    const warn = silent()
    const { bus, registry } = bare(5, [])
    warnUnknown(bus, 'events', 'WebChat.nothing')
    registry.WebChat = { commands: Array(5).fill('c') }
    warnUnknown(bus, 'events', 'WebChat.something')
    vi.advanceTimersByTime(1_000)
    expect(warn).not.toHaveBeenCalled()
  })
})
