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
