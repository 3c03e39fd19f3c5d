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

function started(): TestBus {
  const testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
  testBus.start()
  return testBus
}

describe('a command', () => {
  it('given while there is no bus yet waits for one, and is cancelled by an unmount', async () => {
    const client = clientOf(() => undefined)
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
    const testBus = started()
    const client = clientOf(() => testBus.bus)
    await expect(client.run('WebChat.open')).rejects.toThrow('the provider is not mounted')
    const early = outcome(client.run('WebChat.open'))
    const stop = client.start(() => {})
    await testBus.settle()
    expect(early).toHaveProperty('value')
    stop()
  })

  it('given while there is no bus yet survives a StrictMode’s unmount, which is followed by a mount', async () => {
    let bus: CXBusLike | undefined
    const client = clientOf(() => bus)
    const stop = client.start(() => {})
    const waiting = outcome(client.run('WebChat.open'))
    stop()
    client.start(() => {})
    await vi.advanceTimersByTimeAsync(1_000)
    expect(waiting).toEqual({})
    const testBus = started()
    bus = testBus.bus
    await testBus.wait(1_000)
    expect(waiting).toHaveProperty('value')
  })

  it('fails when no bus has come for so long, as do those that follow, until one comes', async () => {
    let bus: CXBusLike | undefined
    const statuses: string[] = []
    const client = clientOf(() => bus)
    const stop = client.start((status) => statuses.push(status))
    const waiting = outcome(client.run('WebChat.open'))
    await vi.advanceTimersByTimeAsync(4_999)
    expect(waiting).toEqual({})
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
    stop()
  })
})
