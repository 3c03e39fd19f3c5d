import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type GenesysWidgets,
  type GenesysWidgetsOptions,
  genesysWidgets,
} from '../../../src/platform/genesys-widgets/createGenesysWidgets.ts'
import type { SessionStage } from '../../../src/platform/port.ts'

const errors = vi.fn()
let detach: (() => void)[] = []
beforeEach(() => {
  vi.useFakeTimers()
  vi.spyOn(console, 'error').mockImplementation(errors)
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})
afterEach(() => {
  for (const each of detach.splice(0)) each()
  detach = []
  errors.mockReset()
  delete (window as { _genesys?: unknown })._genesys
  vi.restoreAllMocks()
  vi.useRealTimers()
})
const wait = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

/** As little of a bus as works. Its plugins are there, and have started. */
function createBus(data: Record<string, unknown> = {}) {
  const callbacks: [string, (envelope: object) => void][] = []
  const entry = { events: [], commands: ['a', 'b', 'c', 'd', 'e'] }
  const command = vi.fn((_name: string, _data?: unknown): Promise<unknown> => new Promise(() => {}))
  const publish = (event: string, value: unknown = {}) => {
    for (const [name, callback] of [...callbacks])
      if (name === event) callback({ event, data: value, time: 0 })
  }
  const bus = {
    command,
    subscribe: (event: string, callback: (envelope: object) => void) => {
      callbacks.push([event, callback])
      if (event === 'App.ready') callback({ event, data: {}, time: 0 })
      return event
    },
    data: (key: string) => data[key],
    registry: () => ({ WebChat: entry, WebChatService: entry, App: entry }),
  }
  return { bus: bus as never, command, publish, data }
}

function creating(options: GenesysWidgetsOptions = {}, session: SessionStage = 'undecided') {
  const host = {
    session,
    sessionId: null,
    window: 'absent',
    emit: vi.fn(),
    batch: vi.fn((work: () => void) => work()),
    reportError: vi.fn(),
  }
  const platform = genesysWidgets(() => options)(host as never) as GenesysWidgets
  const attach = () => {
    const off = platform.attach()
    detach.push(off)
    return off
  }
  const statuses = () =>
    host.emit.mock.calls
      .map(([event]) => event)
      .flatMap((event) => (event.type === 'status' ? event.status : []))
  return { platform, host, attach, statuses }
}

describe('the times', () => {
  it.each([
    [undefined, 30_000],
    [500, 500],
    [-1, 30_000],
    ['500', 30_000],
  ])('until the bus is given up: %j', async (busTimeoutMs, expected) => {
    const { attach, statuses } = creating({ busTimeoutMs: busTimeoutMs as never })
    attach()
    await wait(expected - 1)
    expect(statuses()).toEqual(['connecting'])
    await wait(1)
    expect(new Set(statuses())).toEqual(new Set(['connecting', 'unavailable']))
  })

  it.each([
    [undefined, 10_000],
    [500, 500],
    ['500', 10_000],
  ])('until a command is given up: %j', async (commandTimeoutMs, expected) => {
    const { bus } = createBus()
    const { attach, platform } = creating({ bus, commandTimeoutMs: commandTimeoutMs as never })
    attach()
    const failed = vi.fn()
    platform.client.run('WebChatService.x').catch(failed)
    await wait(expected - 1)
    expect(failed).not.toHaveBeenCalled()
    await wait(1)
    expect(failed.mock.calls).toMatchObject([[{ kind: 'timeout' }]])
  })
})

describe('what it is', () => {
  it('without a bus is known all the same', async () => {
    const { platform } = creating()
    expect(platform).toMatchObject({ name: 'genesys-widgets', pageKeepsToken: true, page: undefined })
    expect(platform.transport()).toBe(null)
    expect(platform.isSessionActive()).toBe(undefined)
    expect(platform.isWindowOpening?.()).toBe(false)
    expect(platform.languages?.()).toEqual([])
    expect(platform.takesFiles()).toBe(true)
    expect(platform.hasOlder()).toBe(false)
    expect(platform.reportsServerEnd()).toBe(false)
  })

  it('is that of its bus', async () => {
    const { bus, data, publish } = createBus({ 'WebChatService.sessionActive': true })
    const { platform, attach } = creating({ bus })
    attach()
    expect(platform.page).toBe(platform.client.connection?.shared)
    expect(platform.page).toBeDefined()
    expect(platform.isSessionActive()).toBe(true)
    data['WebChatService.sessionActive'] = false
    expect(platform.isSessionActive()).toBe(false)
    publish('WebChatService.restored')
    expect(platform.isWindowOpening?.()).toBe(true)
    await expect(platform.checkSession?.()).resolves.toBe(false)
  })

  it('takes the transport that the page configured', () => {
    Object.assign(window, { _genesys: { widgets: { webchat: { dataURL: '/gms' } } } })
    const { platform } = creating()
    expect(platform.transport()).toBe('gms')
    expect(platform.reportsServerEnd()).toBe(true)
  })

  it('reads a transcript, and none where there is no answer', async () => {
    const { bus, command } = createBus()
    const { platform, attach } = creating({ bus })
    attach()
    command.mockImplementation(() => Promise.resolve({ messages: [{ type: 'Text', text: 'Hi' }] }))
    await expect(platform.readTranscript?.()).resolves.toMatchObject([{ text: 'Hi' }])
    expect(command).toHaveBeenLastCalledWith('WebChatService.getTranscript', undefined)
    command.mockImplementation(() => Promise.reject(new Error('no')))
    await expect(platform.readTranscript?.()).resolves.toEqual([])
  })
})

describe('the language', () => {
  it.each([
    ['de', 'fr', ['de', 'fr']],
    ['en', 'fr', ['fr', 'en']],
    ['en', undefined, ['en']],
    [undefined, 'fr', ['fr']],
    [7, {}, []],
  ])('that is used: %j, that is configured: %j', (used, lang, expected) => {
    Object.assign(window, { _genesys: { widgets: { main: { lang } } } })
    const { bus } = createBus({ 'App.language': used })
    const { platform, attach } = creating({ bus })
    attach()
    expect(platform.languages?.()).toEqual(expected)
  })

  it('that changes is told', () => {
    const { bus, publish } = createBus()
    const { platform, attach } = creating({ bus })
    attach()
    const callback = vi.fn()
    platform.onLanguage?.(callback)
    publish('App.language')
    expect(callback.mock.calls).toEqual([[]])
  })
})

describe('a bus', () => {
  const NOT_READY = 'WebChatService is not ready. Check main.preload and webchat'

  it('that is found is told, and read, in one step', () => {
    const { bus, publish } = createBus()
    const { attach, host, statuses } = creating({ bus })
    host.batch.mockImplementation((work) => {
      host.emit({ type: 'begin' })
      work()
      host.emit({ type: 'end' })
    })
    attach()
    expect(host.emit.mock.calls.map(([event]) => event.status ?? event.type)).toEqual([
      'begin',
      'connecting',
      'end',
      'begin',
      'connected',
      'window',
      'end',
    ])
    host.emit.mockClear()
    publish('WebChat.opened')
    expect(host.emit.mock.calls).toEqual([[{ type: 'window', window: 'open' }]])
    expect(statuses()).toEqual([])
  })

  it('whose service never gets ready is as good as none', async () => {
    const { bus } = createBus()
    const { attach, host, statuses } = creating({ bus, busTimeoutMs: 5_000 })
    attach()
    await wait(4_999)
    expect(statuses()).not.toContain('unavailable')
    await wait(1)
    expect(statuses().at(-1)).toBe('unavailable')
    expect(host.reportError.mock.calls).toEqual([[new Error(NOT_READY)]])
    expect(errors.mock.calls).toEqual([[`[react-genesys-chat-lifecycle] ${NOT_READY}`]])
  })

  it.each(['is ready', 'has decided', 'is left'])('is not given up where it %s', async (how) => {
    const { bus, publish } = createBus()
    const { attach, host, statuses } = creating({ bus, busTimeoutMs: 5_000 })
    const off = attach()
    if (how === 'is ready') publish('WebChatService.ready')
    if (how === 'has decided') host.session = 'none'
    if (how === 'is left') off()
    await wait(60_000)
    expect(statuses()).not.toContain('unavailable')
    expect(host.reportError).not.toHaveBeenCalled()
  })

  it('that there is not is told once', async () => {
    const { attach, host } = creating({ busTimeoutMs: 5_000 })
    attach()
    await wait(5_000)
    const reason = 'there is no CXBus on this page. Load cxbus.min.js, or pass the bus to the provider'
    expect(host.reportError.mock.calls).toEqual([[new Error(reason)]])
    expect(errors.mock.calls).toEqual([[`[react-genesys-chat-lifecycle] ${reason}`]])
  })

  it('that is left says nothing any more', async () => {
    const { bus, publish } = createBus()
    const { attach, host, platform } = creating({ bus })
    const off = attach()
    off()
    host.emit.mockClear()
    publish('WebChat.opened')
    publish('WebChatService.ready')
    await wait(60_000)
    expect(host.emit).not.toHaveBeenCalled()
    expect(platform.client.connection).toBe(undefined)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('that replaces another is the one that is read', async () => {
    const first = createBus()
    const second = createBus()
    let current = first.bus
    const { attach, host, statuses } = creating({ bus: () => current })
    attach()
    current = second.bus
    await wait(1_000)
    expect(statuses()).toEqual(['connecting', 'connected', 'connected'])
    host.emit.mockClear()
    first.publish('WebChat.opened')
    expect(host.emit).not.toHaveBeenCalled()
    second.publish('WebChat.opened')
    expect(host.emit.mock.calls).toEqual([[{ type: 'window', window: 'open' }]])
  })
})
