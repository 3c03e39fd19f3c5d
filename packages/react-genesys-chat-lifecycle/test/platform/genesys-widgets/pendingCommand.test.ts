import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CXBusLike } from '../../../src/core.ts'
import type { ChatCommandError } from '../../../src/platform/commandError.ts'
import { type BusConnection, connect } from '../../../src/platform/genesys-widgets/connection.ts'
import { PendingCommand, type RunOptions } from '../../../src/platform/genesys-widgets/pendingCommand.ts'
import { createTestBus, type TestBus, type TestBusOptions } from '../../../src/testing/index.ts'
import { outcome } from '../../support/outcome.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const run = (bus: BusConnection, name: string, options: Partial<RunOptions> = {}, data?: unknown) =>
  outcome(new PendingCommand(bus, name, data, { timeoutMs: 1_000, ...options }).answer)

/** A bus that has started long ago, and whose `command` is the test's. */
function busOf(command: () => unknown): BusConnection {
  return connect({ subscribe: () => false, data: () => true, command } as unknown as CXBusLike)
}

async function started(options: TestBusOptions = {}): Promise<{ testBus: TestBus; bus: BusConnection }> {
  const testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync, ...options })
  const bus = connect(testBus.bus)
  testBus.start()
  await testBus.wait(10_000)
  return { testBus, bus }
}

describe('a command', () => {
  it('resolves with what the bus answers', async () => {
    const { testBus, bus } = await started()
    const asking = run(bus, 'WebChatService.getTranscript')
    await testBus.settle()
    expect(asking.value).toMatchObject({ messages: [] })
  })

  it('is rejected at once for a reason that throws when it is read, or explained', async () => {
    const hostile = {
      get status() {
        throw new Error('theirs')
      },
    }
    const explain = ({ status }: { status?: unknown }) => Number(status as never) as never
    for (const [given, reason] of [
      [hostile, 'no reason was given'],
      [{ status: Object.create(null) }, 'no reason was given'],
    ]) {
      const fail = (call: (reason: unknown) => void) => call(given)
      const answer = run(
        busOf(() => ({ done: () => {}, fail })),
        'X.y',
        { explain: explain as never },
      )
      await vi.advanceTimersByTimeAsync(0)
      expect(answer.error).toMatchObject({ kind: 'rejected', reason })
      expect(vi.getTimerCount()).toBe(0)
    }
  })

  it('passes its data on unchanged', async () => {
    const command = vi.fn(() => ({ done: () => {}, fail: () => {} }))
    const data = { message: 'hi' }
    run(busOf(command), 'X.y', {}, data)
    expect(command).toHaveBeenCalledExactlyOnceWith('X.y', data)
  })

  it.each([
    ['a deferred that is done', () => ({ done: (call: (v: unknown) => void) => call(7), fail: () => {} }), 7],
    ['a promise', () => Promise.resolve(7), 7],
    ['a plain value', () => 7, 7],
    ['nothing', () => undefined, undefined],
  ])('resolves where the bus returns %s', async (_, command, value) => {
    const answer = run(busOf(command), 'X.y')
    await vi.advanceTimersByTimeAsync(0)
    expect(answer).toStrictEqual({ value })
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([
    ['a deferred that fails', () => ({ done: () => {}, fail: (call: (v: unknown) => void) => call('no') })],
    ['a promise that is rejected', () => Promise.reject('no')],
    [
      'nothing because it throws',
      () => {
        throw new Error('no')
      },
    ],
  ])('rejects where the bus returns %s', async (_, command) => {
    const answer = run(busOf(command), 'X.y')
    await vi.advanceTimersByTimeAsync(0)
    expect(answer.error).toMatchObject({ command: 'X.y', kind: 'rejected', reason: 'no' })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('rejects with `cancelled` where a hook of the page stopped it', async () => {
    const reason = "Command 'X.y' was cancelled by a 'before' function"
    const answer = run(
      busOf(() => Promise.reject(reason)),
      'X.y',
    )
    await vi.advanceTimersByTimeAsync(0)
    expect(answer.error).toMatchObject({ kind: 'cancelled', reason })
  })

  it.each([
    ['resolves', 'done', { value: 'sent' }],
    ['is refused', 'fail', { error: expect.objectContaining({ kind: 'rejected', reason: 'sent' }) }],
  ] as const)('that timed out has an answer that may come late: it %s', async (_, member, settled) => {
    let settle = (_value: unknown): void => {}
    const deferred = {
      done: () => {},
      fail: () => {},
      [member]: (call: typeof settle) => {
        settle = call
      },
    }
    const answer = run(
      busOf(() => deferred),
      'X.y',
    )
    await vi.advanceTimersByTimeAsync(1_000)
    const late = outcome((answer.error as ChatCommandError).late as Promise<unknown>)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(late).toStrictEqual({})
    settle('sent')
    await vi.advanceTimersByTimeAsync(0)
    expect(late).toEqual(settled)
  })

  it('that was refused has no late answer', async () => {
    const answer = run(
      busOf(() => Promise.reject('no')),
      'X.y',
    )
    await vi.advanceTimersByTimeAsync(0)
    expect((answer.error as ChatCommandError).late).toBeUndefined()
  })

  it('rejects with `timeout` where no answer comes, and ignores one that comes later', async () => {
    let resolve: (value: unknown) => void = () => {}
    const answer = run(
      busOf(() => new Promise((done) => (resolve = done))),
      'X.y',
      { timeoutMs: 250 },
    )
    await vi.advanceTimersByTimeAsync(249)
    expect(answer).toStrictEqual({})
    await vi.advanceTimersByTimeAsync(1)
    expect(answer.error).toMatchObject({ kind: 'timeout', reason: 'the bus did not answer within 250 ms' })
    resolve('late')
    await vi.advanceTimersByTimeAsync(0)
    expect(answer).not.toHaveProperty('value')
  })

  it('is sent once the widget has started, and never after its time is over', async () => {
    const testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    const bus = connect(testBus.bus)
    const early = run(bus, 'WebChat.open', { timeoutMs: 100 })
    const patient = run(bus, 'WebChatService.getTranscript', { timeoutMs: 60_000 })
    await testBus.wait(200)
    expect(early.error).toMatchObject({ kind: 'timeout' })
    testBus.start()
    await testBus.settle()
    expect(patient).toHaveProperty('value')
    expect(testBus.commandsNamed('WebChat.open')).toEqual([])
  })

  it('is cancelled, and not sent, where nobody wants it when the widget starts', async () => {
    const testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    const answer = run(connect(testBus.bus), 'WebChat.open', { isWanted: () => false })
    await testBus.wait(10)
    expect(answer).toStrictEqual({})
    testBus.start()
    await testBus.settle()
    expect(answer.error).toMatchObject({
      kind: 'cancelled',
      reason: 'the provider was unmounted before it was sent',
    })
    expect(testBus.commandsNamed('WebChat.open')).toEqual([])
  })

  it('of a plugin that is missing is unavailable, unless the bus may load it', async () => {
    const loadPlugin = vi.fn(() => Promise.reject(new Error('no file')))
    const { testBus, bus } = await started({ webChat: false, loadPlugin })
    const refused = run(bus, 'WebChat.open')
    await testBus.wait(1)
    expect(refused.error).toMatchObject({
      kind: 'unavailable',
      reason: 'the plugin WebChat is not on this page',
    })
    expect(loadPlugin).not.toHaveBeenCalled()
    run(bus, 'WebChat.open', { mayLoad: true })
    await testBus.wait(1)
    expect(loadPlugin).toHaveBeenCalledTimes(1)
  })

  it('of a plugin that is not on its way is sent as soon as the bus may load it', async () => {
    const loadPlugin = vi.fn(() => Promise.reject(new Error('no file')))
    const testBus = createTestBus({
      webChat: false,
      loadPlugin,
      advanceTimers: vi.advanceTimersByTimeAsync,
    })
    const bus = connect(testBus.bus)
    testBus.start()
    await testBus.wait(1)
    const waiting = run(bus, 'WebChat.open')
    run(bus, 'WebChat.open', { mayLoad: true })
    await testBus.wait(1)
    expect(loadPlugin).toHaveBeenCalledTimes(1)
    expect(waiting).toStrictEqual({})
  })
})
