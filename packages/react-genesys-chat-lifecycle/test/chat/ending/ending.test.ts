import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Ending } from '../../../src/chat/ending/ending.ts'
import type { Once } from '../../../src/chat/once.ts'
import { ChatCommandError } from '../../../src/platform/commandError.ts'
import type { EndOutcome } from '../../../src/platform/port.ts'
import { outcome } from '../../support/outcome.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const wait = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

interface ChatState {
  session: string
  status: string
  window: string
  closedKey: string | null
}

/** A chat that ends as its ending decides. `claim` says which tab may end it. */
function createEnding(given: Partial<ChatState> = {}, claim: (key: string) => boolean = () => true) {
  let state: ChatState = {
    session: 'live',
    status: 'connected',
    window: 'closed',
    closedKey: null,
    ...given,
  }
  const page = { isStarting: false, isAttached: true, timeoutMs: 10_000 }
  const platform = {
    checkSession: vi.fn(() => Promise.resolve(true)),
    isSessionActive: vi.fn((): boolean | undefined => true),
    isWindowOpening: vi.fn(() => false),
    reportsServerEnd: vi.fn(() => true),
    commands: {
      end: vi.fn((_reason: string): Promise<EndOutcome> => Promise.resolve({ status: 'ended' })),
      closeWindow: vi.fn(() => Promise.resolve({ status: 'closed' })),
    },
  }
  const become = (next: Partial<ChatState>): void => {
    state = { ...state, ...next }
    ending.noticeChange()
  }
  const sessions: Record<string, string> = { ending: 'ending', ended: 'ended', endFailed: 'live' }
  const dispatch = vi.fn((event: { type: string; reason?: string }) =>
    become({ session: sessions[event.type] ?? '' }),
  )
  const claims = vi.fn((key: string) => Promise.resolve(claim(key)))
  const isDoneHere = vi.fn((_key: string) => false)
  const next = vi.fn((_prefix: string) => 3)
  const once = Object.assign(claims, { isDoneHere, next }) as unknown as Once
  const ending = new Ending({
    platform,
    current: () => ({
      ...state,
      segment: { sessionId: 's', closedSegment: state.closedKey ? { key: state.closedKey } : null },
    }),
    isStarting: () => page.isStarting,
    isAttached: () => page.isAttached,
    dispatch,
    once: () => once,
    commandTimeoutMs: () => page.timeoutMs,
  } as never)
  const ask = (reason: 'customer' | 'agent' | 'idle' = 'customer', closeWindow = false) =>
    outcome(ending.ask(reason, closeWindow))
  const events = () => dispatch.mock.calls.map(([event]) => event)
  return { ending, ask, become, events, dispatch, claims, isDoneHere, next, platform, page }
}
const settled = { value: undefined }
const later = <Value>(value: Value, ms: number): Promise<Value> =>
  new Promise((resolve) => setTimeout(() => resolve(value), ms))

describe('an end', () => {
  it('is asked for, and over when what was published together is delivered', async () => {
    const { ask, events, platform } = createEnding()
    const result = ask()
    await Promise.resolve()
    await Promise.resolve()
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
    expect(platform.commands.end.mock.calls).toEqual([['customer']])
    expect(events()).toEqual([{ type: 'ending' }])
    expect(result).toStrictEqual({})
    await wait()
    expect(events()).toEqual([{ type: 'ending' }, { type: 'ended', reason: 'customer' }])
    expect(result).toStrictEqual(settled)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is one for all who ask, each of whom is told once', async () => {
    const { ask, platform } = createEnding()
    const results = [ask(), ask(), ask('idle')]
    await wait()
    expect(results).toStrictEqual([settled, settled, settled])
    expect(platform.commands.end).toHaveBeenCalledTimes(1)
  })

  it('fails as its request does, and is over all the same', async () => {
    const { ask, events, platform } = createEnding()
    const error = new ChatCommandError('end', 'timeout', 'no answer')
    platform.commands.end.mockResolvedValue({ status: 'ended', error })
    const result = ask()
    await wait()
    expect(result).toEqual({ error })
    expect(events().at(-1)).toEqual({ type: 'ended', reason: 'customer' })
  })

  it('is none where the request did not leave', async () => {
    const { ask, events, platform } = createEnding()
    const error = new ChatCommandError('end', 'unavailable', 'offline')
    platform.commands.end.mockResolvedValue({ status: 'not-sent', error })
    const result = ask()
    await wait()
    expect(result).toEqual({ error })
    expect(events()).toEqual([{ type: 'ending' }, { type: 'endFailed' }])
  })

  it.each([
    ['is not there any more', false, true],
    ['is being ended already', true, false],
  ])('is not asked of a session that %s', async (_, isAlive, isActive) => {
    const { ask, events, platform, become } = createEnding()
    platform.checkSession.mockResolvedValue(isAlive)
    platform.isSessionActive.mockReturnValue(isActive)
    const result = ask()
    await wait()
    expect(events()).toEqual([])
    expect(platform.commands.end).not.toHaveBeenCalled()
    expect(result).toStrictEqual(isAlive ? {} : settled)
    become({ session: 'ended' })
    await wait()
    expect(result).toStrictEqual(settled)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is asked where the platform does not know whether another one is under way', async () => {
    const { ask, platform } = createEnding()
    platform.isSessionActive.mockReturnValue(undefined)
    ask()
    await wait()
    expect(platform.commands.end).toHaveBeenCalledTimes(1)
  })

  it('asks for the session only where it is live', async () => {
    const { ask, platform } = createEnding({ session: 'ending' })
    ask()
    await wait()
    expect(platform.checkSession).not.toHaveBeenCalled()
    const other = createEnding()
    other.ask()
    expect(other.platform.checkSession).toHaveBeenCalledTimes(1)
  })

  it('that somebody began is waited for as long as for a command', async () => {
    const { ask } = createEnding({ session: 'ending' })
    const result = ask()
    await wait(9_999)
    expect(result).toStrictEqual({})
    await wait(1)
    expect(result.error).toMatchObject({ command: 'end', kind: 'timeout', reason: 'the chat has not ended' })
  })
})

describe('an end before the chat', () => {
  it.each([
    ['starting', 'live'],
    ['undecided', 'live'],
  ])('waits while it is %s', async (session, next) => {
    const { ask, become, platform } = createEnding({ session })
    const result = ask()
    await wait(9_000)
    expect(result).toStrictEqual({})
    become({ session: next })
    await wait()
    expect(platform.commands.end).toHaveBeenCalledTimes(1)
    expect(result).toStrictEqual(settled)
  })

  it('waits while it is only asked for', async () => {
    const { ask, become, platform, page } = createEnding({ session: 'none' })
    page.isStarting = true
    const result = ask()
    await wait(9_000)
    expect(result).toStrictEqual({})
    page.isStarting = false
    become({})
    await wait()
    expect(result).toStrictEqual(settled)
    expect(platform.commands.end).not.toHaveBeenCalled()
  })

  it('waits no longer for changes in between', async () => {
    const { ask, become } = createEnding({ session: 'starting' })
    const result = ask()
    await wait(6_000)
    become({ window: 'open' })
    await wait(3_999)
    expect(result).toStrictEqual({})
    await wait(1)
    expect(result.error).toMatchObject({ command: 'end', kind: 'timeout', reason: 'the chat has not begun' })
  })

  it('does not count the wait for it to the wait for the end', async () => {
    const { ask, become } = createEnding({ session: 'starting' })
    const result = ask()
    await wait(6_000)
    // Somebody else ends it as it begins.
    become({ session: 'ending' })
    await wait(9_999)
    expect(result).toStrictEqual({})
    await wait(1)
    expect(result.error).toMatchObject({ reason: 'the chat has not ended' })
  })

  it('waits for the vendor’s product without a limit, if somebody is mounted', async () => {
    const { ask, become } = createEnding({ session: 'undecided', status: 'connecting' })
    const result = ask()
    await wait(60_000)
    expect(result).toStrictEqual({})
    become({ status: 'unavailable' })
    await wait()
    expect(result.error).toMatchObject({ kind: 'unavailable', reason: 'there is no chat on this page' })
  })

  it('is cancelled where nobody is mounted in a moment', async () => {
    const { ask, page } = createEnding({ session: 'undecided', status: 'connecting' })
    page.isAttached = false
    const result = ask()
    expect(result).toStrictEqual({})
    await wait()
    expect(result.error).toMatchObject({ kind: 'cancelled', reason: 'the provider is not mounted' })
    const late = createEnding({ session: 'undecided', status: 'connecting' })
    late.page.isAttached = false
    const other = late.ask()
    late.page.isAttached = true
    await wait()
    expect(other).toStrictEqual({})
  })
})

describe('which tab ends a chat', () => {
  it.each([
    ['idle', null, ['ending:s:3']],
    ['idle', 'k', ['ending:s:3']],
    ['agent', 'k', ['ending:k']],
    ['agent', null, []],
    ['customer', 'k', []],
  ] as const)('%s, with the closed segment %s, is decided by %j', async (reason, closedKey, keys) => {
    const { ask, claims, next, isDoneHere } = createEnding({ closedKey })
    ask(reason)
    await wait()
    expect(claims.mock.calls).toEqual(keys.map((key) => [key]))
    expect(isDoneHere.mock.calls).toEqual(keys.map((key) => [key]))
    expect(next.mock.calls).toEqual(keys.map(() => ['ended:s:']))
  })

  it('is this one, where it took it upon itself before', async () => {
    const { ask, claims, isDoneHere, platform } = createEnding({}, () => false)
    isDoneHere.mockReturnValue(true)
    ask('idle')
    await wait()
    expect(claims).not.toHaveBeenCalled()
    expect(platform.commands.end.mock.calls).toEqual([['idle']])
  })

  it('is another one, unless that does not in time', async () => {
    const { ask, platform } = createEnding({}, () => false)
    const result = ask('idle')
    await wait(2_999)
    expect(platform.commands.end).not.toHaveBeenCalled()
    await wait(1)
    expect(platform.commands.end).toHaveBeenCalledTimes(1)
    await wait(1)
    expect(result).toStrictEqual(settled)
  })

  it('is another one, which has done it', async () => {
    const { ask, platform, become } = createEnding({}, () => false)
    const result = ask('idle')
    await wait(1_000)
    become({ session: 'ended' })
    await wait()
    expect(result).toStrictEqual(settled)
    expect(vi.getTimerCount()).toBe(0)
    expect(platform.commands.end).not.toHaveBeenCalled()
  })

  it('is none, where the segment is opened again as it is asked for', async () => {
    const { ask, dispatch, become, platform } = createEnding({ closedKey: 'k' })
    dispatch.mockImplementationOnce(() => become({ session: 'ending', closedKey: null }))
    const result = ask('agent')
    await wait()
    expect(platform.commands.end).not.toHaveBeenCalled()
    expect(result.error).toMatchObject({ kind: 'cancelled', reason: 'the segment was reopened' })
  })
})

describe('an end that somebody else asked for', () => {
  it('is the cause of what the platform reports without one', () => {
    const { ending, platform } = createEnding()
    expect(ending.cause).toBe('server')
    platform.reportsServerEnd.mockReturnValue(false)
    expect(ending.cause).toBe('customer')
    ending.noticeRequest('idle')
    expect(ending.cause).toBe('idle')
    expect(ending.isAskedByOthers).toBe(true)
    ending.noticeJoin()
    expect(ending.cause).toBe('customer')
    expect(ending.isAskedByOthers).toBe(false)
  })

  it('counts for as long as a command takes, beginning with the last', async () => {
    const { ending } = createEnding()
    ending.noticeRequest('customer')
    await wait(5_000)
    ending.noticeRequest('customer')
    await wait(9_999)
    expect(ending.isAskedByOthers).toBe(true)
    await wait(1)
    expect(ending.isAskedByOthers).toBe(false)
  })

  it('is waited for, and done here if it is withdrawn', async () => {
    const { ending, ask, platform } = createEnding()
    ending.noticeRequest('customer')
    const result = ask()
    await wait(5_000)
    expect(platform.commands.end).not.toHaveBeenCalled()
    ending.noticeWithdrawal()
    expect(ending.isAskedByOthers).toBe(false)
    await wait()
    expect(platform.commands.end).toHaveBeenCalledTimes(1)
    expect(result).toStrictEqual(settled)
  })

  it('is known while the own request is on its way, without a timer of the former step', async () => {
    const { ending, ask, platform } = createEnding()
    ending.noticeRequest('customer')
    platform.commands.end.mockImplementation(() => later({ status: 'ended' }, 20_000))
    const result = ask()
    await wait()
    expect(vi.getTimerCount()).toBe(2)
    ending.noticeWithdrawal()
    // What watches others, and the answer that is on its way.
    expect(vi.getTimerCount()).toBe(2)
    await wait(20_001)
    expect(result).toStrictEqual(settled)
  })
})

describe('whether an end is under way', () => {
  it.each([
    ['live', 'connected', true, false],
    ['none', 'connected', true, false],
    ['ended', 'connected', true, false],
    ['ending', 'connected', false, true],
    ['starting', 'connected', true, true],
    ['undecided', 'connected', true, true],
    ['undecided', 'unavailable', true, false],
  ])('%s, %s: quiet %s, busy %s', (session, status, isQuiet, isBusy) => {
    const { ending } = createEnding({ session, status })
    expect([ending.isQuiet, ending.isBusy]).toEqual([isQuiet, isBusy])
  })

  it('is so from when it is asked for', async () => {
    const { ending, ask } = createEnding()
    ask()
    expect([ending.isQuiet, ending.isBusy]).toEqual([false, true])
    await wait()
    expect([ending.isQuiet, ending.isBusy]).toEqual([true, false])
  })

  it.each([
    ['live', false],
    ['none', true],
  ])('is so where others asked, while it is %s', (session, isQuiet) => {
    const { ending } = createEnding({ session })
    ending.noticeRequest('customer')
    expect(ending.isQuiet).toBe(isQuiet)
  })
})

describe('until no end is under way', () => {
  it('is at once where none is', async () => {
    const { ending } = createEnding()
    expect(outcome(ending.whenQuiet())).toStrictEqual({})
    const result = outcome(ending.whenQuiet())
    await Promise.resolve()
    await Promise.resolve()
    expect(result).toStrictEqual(settled)
  })

  it.each([null, new ChatCommandError('end', 'timeout', 'no answer')])(
    'is when the end is over, however it went: %s',
    async (error) => {
      const { ending, ask, platform } = createEnding({ window: 'open' })
      platform.commands.end.mockImplementation(() =>
        later(error ? { status: 'ended', error } : { status: 'ended' }, 100),
      )
      ask()
      const result = outcome(ending.whenQuiet())
      await wait(99)
      expect(result).toStrictEqual({})
      await wait(1)
      await wait(1)
      expect(result).toStrictEqual(settled)
      expect(platform.commands.closeWindow).not.toHaveBeenCalled()
    },
  )

  it('is when somebody else’s end is over', async () => {
    const { ending, become } = createEnding({ session: 'ending' })
    const result = outcome(ending.whenQuiet())
    await wait(1_000)
    become({ window: 'open' })
    await wait()
    expect(result).toStrictEqual({})
    become({ session: 'ended' })
    await wait()
    expect(result).toStrictEqual(settled)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is when that takes too long', async () => {
    const { ending, page } = createEnding({ session: 'ending' })
    page.timeoutMs = 700
    const result = outcome(ending.whenQuiet())
    await wait(699)
    expect(result).toStrictEqual({})
    await wait(1)
    expect(result).toStrictEqual(settled)
  })

  it('is not waited for where nobody is mounted, unless in a moment', async () => {
    const { ending, page } = createEnding({ session: 'undecided' })
    page.isAttached = false
    const result = outcome(ending.whenQuiet())
    await wait()
    expect(result).toStrictEqual(settled)
    const other = outcome(ending.whenQuiet())
    page.isAttached = true
    await wait()
    expect(other).toStrictEqual({})
  })
})

describe('the window', () => {
  it.each([
    ['open', false, 1],
    ['minimized', false, 1],
    ['closed', false, 0],
    ['absent', false, 0],
    ['closed', true, 1],
    ['absent', true, 1],
  ])('that is %s, and opens: %s, is closed after the end %i times', async (window, opens, times) => {
    const { ask, platform } = createEnding({ window })
    platform.isWindowOpening.mockReturnValue(opens)
    const result = ask('customer', true)
    await wait()
    expect(platform.commands.closeWindow).toHaveBeenCalledTimes(times)
    expect(result).toStrictEqual(settled)
  })

  it('is closed only for who asked, who waits for it', async () => {
    const { ask, platform } = createEnding({ window: 'open' })
    platform.commands.closeWindow.mockImplementation(() => later({ status: 'closed' }, 100))
    const [other, result] = [ask(), ask('customer', true)]
    await wait()
    expect(other).toStrictEqual(settled)
    await wait(98)
    expect(result).toStrictEqual({})
    await wait(2)
    expect(result).toStrictEqual(settled)
    expect(platform.commands.closeWindow).toHaveBeenCalledTimes(1)
  })

  it('is not closed by the next end for who asked for the former one', async () => {
    const { ask, ending, platform, become } = createEnding({ window: 'open' })
    ask('customer', true)
    await wait()
    become({ session: 'live' })
    ending.noticeJoin()
    ask()
    await wait()
    expect(platform.commands.end).toHaveBeenCalledTimes(2)
    expect(platform.commands.closeWindow).toHaveBeenCalledTimes(1)
  })

  it('that cannot be closed is what the end fails of, unless it failed itself', async () => {
    const failure = new ChatCommandError('closeWindow', 'rejected', 'no')
    const error = new ChatCommandError('end', 'timeout', 'no answer')
    for (const own of [undefined, error]) {
      const { ask, platform } = createEnding({ window: 'open' })
      platform.commands.closeWindow.mockRejectedValue(failure)
      if (own) platform.commands.end.mockResolvedValue({ status: 'ended', error: own })
      const result = ask('customer', true)
      await wait()
      expect(result.error).toBe(own ?? failure)
    }
  })

  it('is left alone where the chat goes on', async () => {
    const { ask, platform } = createEnding({ window: 'open' })
    const error = new ChatCommandError('end', 'unavailable', 'offline')
    platform.commands.end.mockResolvedValue({ status: 'not-sent', error })
    const result = ask('customer', true)
    await wait()
    expect(result).toEqual({ error })
    expect(platform.commands.closeWindow).not.toHaveBeenCalled()
  })

  it('is closed later, where the end is not known yet, and once', async () => {
    const { ask, platform, become } = createEnding({ window: 'open', session: 'ending' })
    const result = ask('customer', true)
    await wait(10_000)
    expect(result.error).toMatchObject({ reason: 'the chat has not ended' })
    become({})
    expect(platform.commands.closeWindow).not.toHaveBeenCalled()
    // Should that fail, there is nobody to tell.
    platform.commands.closeWindow.mockRejectedValue(new Error('no'))
    become({ session: 'ended' })
    await wait()
    expect(platform.commands.closeWindow).toHaveBeenCalledTimes(1)
    become({})
    await wait()
    expect(platform.commands.closeWindow).toHaveBeenCalledTimes(1)
  })

  it('is not closed later for who did not ask', async () => {
    const { ask, platform, become } = createEnding({ window: 'open', session: 'ending' })
    ask()
    await wait(10_000)
    become({ session: 'ended' })
    await wait()
    expect(platform.commands.closeWindow).not.toHaveBeenCalled()
  })
})
