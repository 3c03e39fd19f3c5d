import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ChatCommandError } from '../../src/platform/commandError.ts'
import { MessengerClient, PASSING } from '../../src/platform/genesys-messenger/client.ts'
import type { MessengerConnection } from '../../src/platform/genesys-messenger/connection.ts'
import { createFakeGenesys } from '../support/fakeGenesys.ts'
import { outcome } from '../support/outcome.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const wait = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
const SEND = 'MessagingService.sendMessage'
const NOT_MOUNTED = { kind: 'cancelled', reason: 'the provider is not mounted' }
type Fake = ReturnType<typeof createFakeGenesys>

function createClient(first?: Fake) {
  const page: { genesys: unknown } = { genesys: first?.genesys }
  const client = new MessengerClient(
    () => () => page.genesys,
    () => 10_000,
  )
  const onConnection = vi.fn((_connection: MessengerConnection) => {})
  const onProblem = vi.fn((_error: Error) => {})
  const start = (hasSurvey = false) => client.start(hasSurvey, onConnection, onProblem)
  /** Another function takes the place of the one before. It is found at the next look. */
  const replace = async (next: Fake) => {
    page.genesys = next.genesys
    await wait(500)
  }
  return { client, start, replace, page, onConnection, onProblem }
}
/** Connected to a bus whose service is ready. */
function connected(fake = createFakeGenesys()) {
  const parts = createClient(fake)
  const stop = parts.start()
  fake.say('MessagingService.ready')
  return { ...parts, ...fake, stop }
}

describe('a client', () => {
  it('is connected as soon as the function answers', () => {
    const fake = createFakeGenesys({ isSlow: true })
    const { client, start, onConnection } = createClient(fake)
    expect(client.hasGenesys).toBe(false)
    start(true)
    expect(client.hasGenesys).toBe(true)
    expect(client.connection).toBe(undefined)
    fake.answer()
    expect(onConnection).toHaveBeenCalledExactlyOnceWith(client.connection)
    expect(client.connection?.plugin).toBe(fake.plugin)
    expect(client.connection?.conversation.hasSurvey).toBe(true)
  })

  it('that is stopped hears no answer, has no connection, and does not search', async () => {
    const slow = createFakeGenesys({ isSlow: true })
    const { start, onConnection } = createClient(slow)
    start()()
    slow.answer()
    expect(onConnection).not.toHaveBeenCalled()

    const { client, stop, replace } = connected()
    stop()
    expect(client.connection).toBe(undefined)
    const next = createFakeGenesys()
    await replace(next)
    expect(next.names).toEqual([])
  })

  it('connects once to a bus, whichever of its functions answers', async () => {
    const registry = {}
    const { replace, onConnection } = connected(createFakeGenesys({ registry }))
    await replace(createFakeGenesys({ registry }))
    expect(onConnection).toHaveBeenCalledTimes(1)
  })

  it('follows a bus that is replaced', async () => {
    const { client, replace, onConnection } = connected()
    const next = createFakeGenesys()
    await replace(next)
    expect(onConnection).toHaveBeenCalledTimes(2)
    expect(client.connection?.plugin).toBe(next.plugin)
  })

  it('does not go back to a function that answers after its successor', async () => {
    const first = createFakeGenesys({ isSlow: true })
    const second = createFakeGenesys({ isSlow: true })
    const { client, start, replace, onConnection } = createClient(first)
    start()
    await replace(second)
    second.answer()
    first.answer()
    expect(client.connection?.plugin).toBe(second.plugin)
    expect(onConnection).toHaveBeenCalledTimes(1)
  })

  it('is content with a function that was replaced until its successor answers', async () => {
    const first = createFakeGenesys({ isSlow: true })
    const second = createFakeGenesys({ isSlow: true })
    const { client, start, replace } = createClient(first)
    start()
    await replace(second)
    first.answer()
    expect(client.connection?.plugin).toBe(first.plugin)
    second.answer()
    expect(client.connection?.plugin).toBe(second.plugin)
  })

  it('tells each problem once, however often it is started', () => {
    const { start, page, onProblem } = createClient()
    page.genesys = 7
    start()()
    start()()
    page.genesys = 'Genesys'
    start()()
    expect(onProblem.mock.calls.map(([{ message }]) => message)).toEqual([
      expect.stringContaining('one that returns 7'),
      expect.stringContaining('one that returns a string'),
    ])
  })
})

describe('a command before the bus is there', () => {
  it('waits for it, and is given once', async () => {
    const { client, start, replace, page } = createClient()
    const result = outcome(client.run('Messenger.open'))
    start()
    await wait(60_000)
    expect(result).toStrictEqual({})
    const fake = createFakeGenesys()
    fake.plugin.command.mockImplementation(() => Promise.resolve('done'))
    page.genesys = fake.genesys
    await wait(500)
    expect(result).toEqual({ value: 'done' })
    const next = createFakeGenesys()
    await replace(next)
    expect(fake.given()).toEqual([['Messenger.open', {}]])
    expect(next.given()).toEqual([])
  })

  it('is cancelled where nobody searches, or nobody goes on', async () => {
    const { client, start } = createClient()
    const before = outcome(client.run('Messenger.open'))
    await wait()
    expect(before.error).toBeInstanceOf(ChatCommandError)
    expect(before.error).toMatchObject({ command: 'Messenger.open', ...NOT_MOUNTED })

    const stop = start()
    const waiting = outcome(client.run('Messenger.open'))
    await wait()
    stop()
    expect(waiting).toStrictEqual({})
    await wait()
    expect(waiting.error).toMatchObject(NOT_MOUNTED)
    const after = outcome(client.run('Messenger.open'))
    await wait()
    expect(after.error).toMatchObject(NOT_MOUNTED)
  })

  it('survives that the client is stopped and started', async () => {
    const { client, start } = createClient()
    const stop = start()
    const result = outcome(client.run('Messenger.open'))
    stop()
    start()
    await wait()
    expect(result).toStrictEqual({})
  })

  it('is given up with the reason, for good', async () => {
    const { client, start, replace } = createClient()
    start()
    const result = outcome(client.run('Messenger.open'))
    client.giveUp('Nothing there')
    const later = outcome(client.run('Messenger.close'))
    await wait()
    const unavailable = { kind: 'unavailable', reason: 'Nothing there' }
    expect(result.error).toMatchObject({ command: 'Messenger.open', ...unavailable })
    expect(later.error).toMatchObject({ command: 'Messenger.close', ...unavailable })
    const fake = createFakeGenesys()
    await replace(fake)
    expect(fake.given()).toEqual([])
    void client.run('Messenger.close')
    expect(fake.given()).toEqual([['Messenger.close', {}]])
  })

  it('waits again after it was given up, when the client is started anew', async () => {
    const { client, start } = createClient()
    const stop = start()
    client.giveUp('Nothing there')
    stop()
    const stopped = outcome(client.run('Messenger.open'))
    await wait()
    expect(stopped.error).toMatchObject(NOT_MOUNTED)
    start()
    const result = outcome(client.run('Messenger.open'))
    await wait(60_000)
    expect(result).toStrictEqual({})
  })

  it('is refused on a bus that was given up, until it is resumed', async () => {
    const { client, given } = connected()
    client.giveUp('Inactive')
    const result = outcome(client.run('Messenger.open'))
    await wait()
    expect(result.error).toMatchObject({ kind: 'unavailable', reason: 'Inactive' })
    expect(given()).toEqual([])
    client.resume()
    void client.run('Messenger.open')
    expect(given()).toHaveLength(1)
  })
})

describe('a command before its service is ready', () => {
  const WINDOW = { deploymentConfig: { id: 'd1' } }
  const early = (fake = createFakeGenesys()) => {
    const parts = createClient(fake)
    const stop = parts.start()
    const listeners = () => parts.client.connection?.conversation.progress.size
    return { ...parts, ...fake, stop, listeners }
  }

  it('waits for it; one of another plugin does not', async () => {
    const { client, given, say, listeners } = early()
    void client.run(SEND, { message: 'Hi' })
    void client.run('Messenger.open')
    await wait(9_999)
    expect(given()).toEqual([['Messenger.open', {}]])
    say('MessagingService.ready')
    await wait()
    expect(given()[1]).toEqual([SEND, { message: 'Hi' }])
    expect(listeners()).toBe(0)
  })

  it.each([
    [undefined, 10_000],
    [500, 500],
  ])('gives up in time: %j', async (timeoutMs, ms) => {
    const { client, given, say, listeners } = early()
    const result = outcome(client.run(SEND, {}, timeoutMs ? { timeoutMs } : {}))
    await wait(ms - 1)
    expect(result).toStrictEqual({})
    await wait(1)
    expect(result.error).toMatchObject({
      command: SEND,
      kind: 'unavailable',
      reason: 'MessagingService did not become ready in time',
    })
    expect(listeners()).toBe(0)
    say('MessagingService.ready')
    await wait()
    expect(given()).toEqual([])
  })

  it('leaves no timer behind', async () => {
    const { client, say, plugin, stop } = early()
    plugin.command.mockImplementation(() => Promise.resolve())
    void client.run(SEND)
    say('MessagingService.ready')
    await wait()
    stop()
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([true, false])(
    'is refused where the window has to be opened first: known before %s',
    async (known) => {
      const { client, say, listeners } = early(createFakeGenesys({ registry: {} }))
      if (known) say('GenesysJS.configurationReceived', WINDOW)
      const result = outcome(client.run(SEND))
      if (!known) say('GenesysJS.configurationReceived', WINDOW)
      await wait()
      expect(result.error).toMatchObject({
        kind: 'unavailable',
        reason:
          'Messenger loads its chat service when its window is opened for the first time. Call openWindow() first',
      })
      expect(listeners()).toBe(0)
    },
  )

  it('is cancelled when the client was stopped meanwhile', async () => {
    const { client, say, stop, given } = early()
    const result = outcome(client.run(SEND))
    stop()
    say('MessagingService.ready')
    await wait()
    expect(result.error).toMatchObject({
      kind: 'cancelled',
      reason: 'the provider was unmounted before it was sent',
    })
    expect(given()).toEqual([])
  })
})

describe('a command', () => {
  it('is given at once, with what was told before, and answered', async () => {
    const { client, plugin, given, stop } = connected()
    plugin.command.mockImplementation(() => Promise.resolve('sent'))
    const onGive = vi.fn(() => expect(given()).toEqual([]))
    const result = outcome(client.run(SEND, { message: 'Hi' }, { onGive }))
    expect(onGive).toHaveBeenCalledExactlyOnceWith(client.connection)
    expect(given()).toEqual([[SEND, { message: 'Hi' }]])
    await wait()
    expect(result).toEqual({ value: 'sent' })
    stop()
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([
    [undefined, false],
    [false, false],
    [true, true],
  ])('is known by the hooks to pass, while it is given: %j', (isPassing, expected) => {
    const { client, plugin } = connected()
    const shared = client.connection?.shared
    const seen: unknown[] = []
    plugin.command.mockImplementation(async () => seen.push(shared?.get(PASSING)))
    void client.run(SEND, {}, isPassing === undefined ? {} : { isPassing })
    expect(seen).toEqual([expected])
    expect(shared?.has(PASSING)).toBe(false)
  })

  it.each([
    [undefined, 10_000],
    [500, 500],
  ])('without an answer times out: %j', async (timeoutMs, ms) => {
    const { client, plugin } = connected()
    let settle = (_value: unknown): void => {}
    plugin.command.mockImplementation(() => new Promise((resolve) => (settle = resolve)))
    const result = outcome(client.run(SEND, {}, timeoutMs ? { timeoutMs } : {}))
    await wait(ms - 1)
    expect(result).toStrictEqual({})
    await wait(1)
    const error = result.error as ChatCommandError
    expect(error).toMatchObject({
      command: SEND,
      kind: 'timeout',
      reason: `Messenger did not answer within ${ms} ms`,
    })
    const late = outcome(error.late ?? Promise.resolve())
    await wait()
    expect(late).toStrictEqual({})
    settle('after all')
    await wait()
    expect(late).toEqual({ value: 'after all' })
  })

  it('that is refused late says so', async () => {
    const { client, plugin } = connected()
    let refuse = (_reason: unknown): void => {}
    plugin.command.mockImplementation(() => new Promise((_, reject) => (refuse = reject)))
    const result = outcome(client.run(SEND))
    await wait(10_000)
    const late = outcome((result.error as ChatCommandError).late ?? Promise.resolve())
    refuse('no')
    await wait()
    expect(late.error).toMatchObject({ command: SEND, kind: 'rejected', reason: 'no' })
  })

  const UNREADABLE = {
    get status(): number {
      throw new Error('theirs')
    },
  }
  it.each<[string, unknown, string, string]>([
    ['with words', 'no', 'rejected', 'no'],
    ['for want of its plugin', new Error('Plugin does not exist'), 'unavailable', 'Plugin does not exist'],
    ['by a hook', "Cancelled by a 'before' function", 'cancelled', "Cancelled by a 'before' function"],
    ['with nothing', undefined, 'rejected', 'no reason was given'],
    ['with what cannot be read', UNREADABLE, 'rejected', 'no reason was given'],
  ])('that is refused or stopped %s is rejected', async (_, reason, kind, words) => {
    for (const isThrown of [false, true]) {
      const { client, plugin, stop } = connected()
      const notice = vi.spyOn(client.connection?.conversation as never, 'noticeReadOnly')
      plugin.command.mockImplementation(() => {
        if (isThrown) throw reason
        return Promise.reject(reason)
      })
      const result = outcome(client.run(SEND))
      await wait()
      expect(result.error).toBeInstanceOf(ChatCommandError)
      expect(result.error).toMatchObject({ command: SEND, kind, reason: words, late: undefined })
      expect(notice).not.toHaveBeenCalled()
      stop()
      expect(vi.getTimerCount()).toBe(0)
    }
  })

  it('that the server refuses because it has ended the conversation ends it', async () => {
    const { client, plugin, say } = connected()
    say('MessagingService.started', { newSession: true })
    expect(client.connection?.conversation.isOn).toBe(true)
    plugin.command.mockImplementation(() => Promise.reject('The conversation session has ended.'))
    const result = outcome(client.run(SEND))
    await wait()
    expect(result.error).toMatchObject({ kind: 'rejected' })
    expect(client.connection?.conversation.isReadOnly).toBe(true)
  })
})
