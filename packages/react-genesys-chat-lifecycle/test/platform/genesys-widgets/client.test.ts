import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CXBusLike } from '../../../src/core.ts'
import { BusClient } from '../../../src/platform/genesys-widgets/client.ts'
import { createTestBus, type TestBus } from '../../../src/testing/index.ts'
import { outcome } from '../../support/outcome.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const clientOf = (source: () => CXBusLike | undefined) =>
  new BusClient(
    () => source,
    () => ({ busTimeoutMs: 5_000, commandTimeoutMs: 1_000 }),
  )

const nothing = () => {}

function started(): TestBus {
  const testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
  testBus.start()
  return testBus
}

describe('a command', () => {
  it('given while there is no bus yet waits for one, and is cancelled by an unmount', async () => {
    const client = clientOf(() => undefined)
    const stop = client.start(nothing, nothing)
    const waiting = outcome(client.run('WebChat.open'))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(waiting).toStrictEqual({})
    stop()
    await vi.advanceTimersByTimeAsync(0)
    expect(waiting.error).toMatchObject({ kind: 'cancelled', command: 'WebChat.open' })
    await expect(client.run('WebChat.open')).rejects.toMatchObject({ kind: 'cancelled' })
  })

  it('given before the mount goes through if that comes at once, and else says what is missing', async () => {
    const testBus = started()
    const client = clientOf(() => testBus.bus)
    await expect(client.run('WebChat.open')).rejects.toThrow('the provider is not mounted')
    const early = outcome(client.run('WebChat.open'))
    const stop = client.start(nothing, nothing)
    await testBus.settle()
    expect(early).toHaveProperty('value')
    stop()
  })

  it('given while there is no bus yet survives a StrictMode’s unmount, which is followed by a mount', async () => {
    let bus: CXBusLike | undefined
    const client = clientOf(() => bus)
    const stop = client.start(nothing, nothing)
    const waiting = outcome(client.run('WebChat.open'))
    stop()
    client.start(nothing, nothing)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(waiting).toStrictEqual({})
    const testBus = started()
    bus = testBus.bus
    await testBus.wait(1_000)
    expect(waiting).toHaveProperty('value')
  })

  it('fails when no bus has come for so long, as do those that follow, until one comes', async () => {
    let bus: CXBusLike | undefined
    const statuses: string[] = []
    const problems: string[] = []
    const client = clientOf(() => bus)
    const stop = client.start(
      (status) => statuses.push(status),
      ({ message }) => problems.push(message),
    )
    const waiting = outcome(client.run('WebChat.open'))
    await vi.advanceTimersByTimeAsync(4_999)
    expect(waiting).toStrictEqual({})
    expect(problems).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(waiting.error).toMatchObject({ kind: 'unavailable', command: 'WebChat.open' })
    expect(String(waiting.error)).toContain('Load cxbus.min.js, or pass the bus to the provider')
    await expect(client.run('WebChat.close')).rejects.toMatchObject({ kind: 'unavailable' })
    const testBus = started()
    bus = testBus.bus
    await testBus.wait(1_000)
    const late = outcome(client.run('WebChat.open'))
    await testBus.settle()
    expect(late).toHaveProperty('value')
    expect(statuses).toEqual(['connecting', 'unavailable', 'connected'])
    expect(problems).toEqual([expect.stringContaining('there is no CXBus on this page. Load cxbus.min.js')])
    stop()
  })
})

describe('a source that cannot be used', () => {
  it.each<[string, unknown, string]>([
    ['null', null, 'got null'],
    ['an object', {}, 'got an object without `subscribe` and `command`. Leave `bus` out to search the page.'],
    ['a text', 'CXBus', 'got a string'],
    ['a wrapped bus', { bus: { subscribe() {}, command() {} } }, 'Pass its `bus` property.'],
  ])('is reported once, and the page is searched: %s', async (_, source, words) => {
    const problems: Error[] = []
    const client = new BusClient(
      () => source as never,
      () => ({ busTimeoutMs: 5_000, commandTimeoutMs: 1_000 }),
    )
    const stop = client.start(nothing, (error) => problems.push(error))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(problems).toEqual([expect.any(TypeError)])
    expect(problems[0]?.message).toContain(words)
    stop()
  })

  it('is unavailable at once when its promise is broken, with the reason', async () => {
    const problems: Error[] = []
    const statuses: string[] = []
    const client = new BusClient(
      () => Promise.reject(new Error('the script is blocked')),
      () => ({ busTimeoutMs: 5_000, commandTimeoutMs: 1_000 }),
    )
    const waiting = outcome(client.run('WebChat.open'))
    const stop = client.start(
      (status) => statuses.push(status),
      (error) => problems.push(error),
    )
    await vi.advanceTimersByTimeAsync(0)
    expect(statuses).toEqual(['connecting', 'unavailable'])
    expect(problems).toEqual([new Error('the script is blocked')])
    expect(waiting.error).toMatchObject({ kind: 'unavailable', reason: 'the script is blocked' })
    await vi.advanceTimersByTimeAsync(10_000)
    expect(statuses).toHaveLength(2)
    stop()
  })
})

describe('a bus that replaces another', () => {
  it('takes over what the client listens to, and the old one is left alone', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const [first, second] = [started(), started()]
    let bus = first.bus
    const client = clientOf(() => bus)
    const heard = vi.fn()
    client.on('WebChat.opened', heard)
    const stop = client.start(nothing, nothing)
    await first.settle()
    expect(first.subscriberCount('WebChat.opened')).toBe(1)
    bus = second.bus
    await second.wait(1_000)
    expect(first.subscriberCount('WebChat.opened')).toBe(0)
    second.customer.open()
    await second.settle()
    expect(heard).toHaveBeenCalledTimes(1)
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
    stop()
  })
})

describe('a command that must run', () => {
  it('is sent also after the client was stopped, to the bus that was last used', async () => {
    const testBus = started()
    const client = clientOf(() => testBus.bus)
    const stop = client.start(nothing, nothing)
    await testBus.settle()
    stop()
    const must = outcome(client.run('WebChat.open', undefined, { mustRun: true }))
    await testBus.settle()
    expect(must).toHaveProperty('value')
    await expect(client.run('WebChat.open')).rejects.toMatchObject({ kind: 'cancelled' })
  })
})

describe('a client', () => {
  /** As little of a bus as works, with a service that is there. */
  function createBus() {
    const callbacks: [string, (envelope: object) => void][] = []
    const entry = { events: [], commands: ['a', 'b', 'c', 'd', 'e'] }
    const command = vi.fn((_name: string, _data?: unknown): Promise<unknown> => Promise.resolve('answer'))
    const publish = (event: string, data: unknown = {}) => {
      for (const [name, callback] of [...callbacks]) if (name === event) callback({ event, data, time: 0 })
    }
    const bus = {
      command,
      subscribe: (event: string, callback: (envelope: object) => void) => {
        callbacks.push([event, callback])
        if (event === 'App.ready') callback({ event, data: {}, time: 0 })
        return event
      },
      data: () => undefined,
      registry: () => ({ WebChat: entry, WebChatService: entry }),
    }
    return { bus: bus as never as CXBusLike, command, publish }
  }
  const wait = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

  it('has a connection while it runs, and remembers it', () => {
    const { bus } = createBus()
    const client = clientOf(() => bus)
    expect(client.connection).toBe(undefined)
    const statuses: string[] = []
    const stop = client.start((status) => statuses.push(status), nothing)
    const { connection } = client
    expect(connection).toBeDefined()
    expect(client.last).toBe(connection)
    expect(statuses).toEqual(['connecting', 'connected'])
    stop()
    expect(client.connection).toBe(undefined)
    expect(client.last).toBe(connection)
  })

  it('that is stopped looks for nothing any more', async () => {
    const source = vi.fn(() => undefined)
    const statuses: string[] = []
    const onProblem = vi.fn()
    const stop = clientOf(source).start((status) => statuses.push(status), onProblem)
    stop()
    expect(vi.getTimerCount()).toBe(0)
    await wait(60_000)
    expect(source).toHaveBeenCalledOnce()
    expect(statuses).toEqual(['connecting'])
    expect(onProblem).not.toHaveBeenCalled()
  })

  it('that found a bus does not give it up', async () => {
    const { bus } = createBus()
    const statuses: string[] = []
    const onProblem = vi.fn()
    const stop = clientOf(() => bus).start((status) => statuses.push(status), onProblem)
    await wait(60_000)
    expect(statuses).toEqual(['connecting', 'connected'])
    expect(onProblem).not.toHaveBeenCalled()
    stop()
  })

  it('with a problem that may pass is not unavailable before its time', async () => {
    const error = new Error('not yet')
    const client = clientOf(() => {
      throw error
    })
    const statuses: string[] = []
    const onProblem = vi.fn()
    const stop = client.start((status) => statuses.push(status), onProblem)
    await wait(4_999)
    expect(statuses).toEqual(['connecting'])
    await wait(1)
    expect(statuses).toEqual(['connecting', 'unavailable'])
    expect(onProblem.mock.calls).toEqual([[error]])
    stop()
  })

  it('that starts again has not failed yet', async () => {
    const client = clientOf(() => undefined)
    const stop = client.start(nothing, nothing)
    await wait(5_000)
    stop()
    const stopped = outcome(client.run('WebChat.open'))
    await wait()
    expect(stopped.error).toMatchObject({ kind: 'cancelled', reason: 'the provider is not mounted' })
    const stopAgain = client.start(nothing, nothing)
    const waiting = outcome(client.run('WebChat.open'))
    await wait(4_999)
    expect(waiting).toStrictEqual({})
    stopAgain()
  })

  it('attaches what it was given to each bus, and undoes it once', () => {
    const { bus } = createBus()
    const client = clientOf(() => bus)
    const undo = vi.fn()
    const attach = vi.fn(() => undo)
    const never = vi.fn(() => undo)
    client.whenConnected(never)()
    const off = client.whenConnected(attach)
    expect(attach).not.toHaveBeenCalled()
    const stop = client.start(nothing, nothing)
    expect(attach.mock.calls).toEqual([[client.connection]])
    stop()
    expect(undo).toHaveBeenCalledOnce()
    off()
    expect(undo).toHaveBeenCalledOnce()
    client.start(nothing, nothing)()
    expect(attach).toHaveBeenCalledOnce()
    expect(never).not.toHaveBeenCalled()
  })

  it('attaches at once where the bus is there, until that is undone', () => {
    const { bus, publish } = createBus()
    const client = clientOf(() => bus)
    const stop = client.start(nothing, nothing)
    const undo = vi.fn()
    const attach = vi.fn(() => undo)
    const off = client.whenConnected(attach)
    expect(attach).toHaveBeenCalledOnce()
    off()
    expect(undo).toHaveBeenCalledOnce()
    const heard = vi.fn()
    const unhear = client.on('WebChat.opened', heard)
    publish('WebChat.opened')
    expect(heard).toHaveBeenCalledOnce()
    unhear()
    publish('WebChat.opened')
    expect(heard).toHaveBeenCalledOnce()
    stop()
  })

  it('runs what waited for a bus, once', async () => {
    const [first, second] = [createBus(), createBus()]
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    let bus: CXBusLike | undefined
    const client = clientOf(() => bus)
    const stop = client.start(nothing, nothing)
    const waiting = outcome(client.run('WebChat.open', { a: 1 }))
    bus = first.bus
    await wait(500)
    expect(waiting.value).toBe('answer')
    expect(first.command.mock.calls).toEqual([['WebChat.open', { a: 1 }]])
    bus = second.bus
    await wait(1_000)
    expect(client.connection).not.toBe(undefined)
    expect(second.command).not.toHaveBeenCalled()
    vi.restoreAllMocks()
    stop()
  })

  it('runs nothing that has failed', async () => {
    const { bus, command } = createBus()
    let found: CXBusLike | undefined
    const client = clientOf(() => found)
    const stop = client.start(nothing, nothing)
    const failed = outcome(client.run('WebChat.open'))
    await wait(5_000)
    expect(failed.error).toMatchObject({
      kind: 'unavailable',
      reason: 'there is no CXBus on this page. Load cxbus.min.js, or pass the bus to the provider',
    })
    found = bus
    await wait(1_000)
    expect(client.connection).toBeDefined()
    expect(command).not.toHaveBeenCalled()
    stop()
  })

  it.each([
    [undefined, 1_000],
    [{ timeoutMs: 50 }, 50],
  ])('gives each command its time: %j', async (overrides, ms) => {
    const { bus, command } = createBus()
    command.mockImplementation(() => new Promise(() => {}))
    const client = clientOf(() => bus)
    const stop = client.start(nothing, nothing)
    const running = outcome(client.run('WebChat.open', undefined, overrides))
    await wait(ms - 1)
    expect(running).toStrictEqual({})
    await wait(1)
    expect(running.error).toMatchObject({ kind: 'timeout' })
    stop()
  })

  it('that never had a bus cancels also what must run', async () => {
    const client = clientOf(() => undefined)
    const must = outcome(client.run('WebChat.open', undefined, { mustRun: true }))
    await wait()
    expect(must.error).toMatchObject({ kind: 'cancelled' })
  })

  it('passes on what a superseded bus receives', async () => {
    const [first, second] = [createBus(), createBus()]
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    let bus = first.bus
    const client = clientOf(() => bus)
    const stray = vi.fn()
    client.strayMessages.add(stray)
    const stop = client.start(nothing, nothing)
    bus = second.bus
    await wait(1_000)
    second.publish('WebChatService.messageReceived')
    expect(stray).not.toHaveBeenCalled()
    first.publish('WebChatService.messageReceived', { a: 1 })
    expect(stray.mock.calls).toMatchObject([[{ event: 'WebChatService.messageReceived', data: { a: 1 } }]])
    stop()
    first.publish('WebChatService.messageReceived')
    expect(stray).toHaveBeenCalledOnce()
    vi.restoreAllMocks()
  })
})
