import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Reset } from '../../src/chat/reset.ts'
import { OF_CUSTOMER } from '../../src/chat/shared.ts'
import { ChatCommandError } from '../../src/platform/commandError.ts'
import { outcome } from '../support/outcome.ts'

const NOW = 1_800_000_000_000
beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => void vi.useRealTimers())
const wait = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

interface Given {
  readonly session?: string
  readonly status?: string
  readonly isAsync?: boolean
  readonly options?: object
  readonly pageKeepsToken?: boolean
}

/** A chat that is reset, and what was done to it, in order. */
function createReset({ session = 'live', status = 'connected', isAsync = false, ...given }: Given = {}) {
  const log: unknown[] = []
  const note = (name: string) => (): void => void log.push(name)
  const record = { session, status, isAsync, segment: { sessionId: 's' } }
  const page = new Map([
    [`${OF_CUSTOMER}name`, 'Ann'],
    ['gates', 'x'],
  ])
  const ask = vi.fn((_reason: string, _closeWindow: boolean) => {
    log.push('end')
    record.session = 'ended'
    return Promise.resolve()
  })
  const platform = {
    page: page as Map<string, string> | undefined,
    isSessionActive: vi.fn((): boolean | undefined => false),
    pageKeepsToken: given.pageKeepsToken ?? false,
    commands: {
      release: vi.fn((): unknown => void log.push('release')),
      forgetCustomer: vi.fn((): unknown => void log.push('forgetCustomer')) as (() => unknown) | undefined,
    },
  }
  const options = { ...given.options }
  const reportError = vi.fn()
  const reset = new Reset({
    platform,
    ending: { ask },
    announcer: { forget: note('announcer'), reportError },
    current: () => record,
    once: () => ({ forget: note('once') }),
    options: () => options,
    dispatch: (event: { type: string }) => log.push(event.type),
    tell: (news: object) => log.push(news),
  } as never)
  reset.listeners.add(() => log.push(reset.isOver ? 'dropped, over' : 'dropped'))
  return { reset, log, record, page, platform, options, ask, reportError }
}
const begins = { sessionId: 's', isOver: false, at: NOW }
const over = { sessionId: 's', isOver: true, at: NOW }
const refused = new ChatCommandError('end', 'timeout', 'no answer')
const forgotten = ['reset', 'dropped, over', 'announcer', 'once']

describe('a reset', () => {
  it('clears the screen, ends the chat, and then forgets everything', async () => {
    const { reset, log, ask, page } = createReset()
    await reset.run()
    expect(log).toEqual(['dropped', begins, 'end', 'forgetCustomer', ...forgotten, over])
    expect(ask.mock.calls).toEqual([['customer', true]])
    expect([...page.keys()]).toEqual(['gates'])
    expect(reset.isOver).toBe(true)
  })

  it('clears the screen at once, and says when', async () => {
    const { reset, log, ask, page } = createReset()
    ask.mockImplementation(() => new Promise((resolve) => setTimeout(resolve, 500)))
    void reset.run()
    expect(log).toEqual(['dropped', begins])
    expect(page.size).toBe(2)
    expect(reset.isOver).toBe(false)
    await wait(500)
    expect(log.at(-1)).toEqual({ ...over, at: NOW + 500 })
  })

  it('is one for all who ask meanwhile', async () => {
    const { reset, ask } = createReset()
    const first = reset.run()
    expect(reset.run()).toBe(first)
    await first
    await reset.run()
    expect(ask).toHaveBeenCalledTimes(2)
  })

  it('is another customer, at the beginning and at the end', async () => {
    const { reset } = createReset()
    const { customer } = reset
    const running = reset.run()
    const meanwhile = reset.customer
    expect(meanwhile).not.toBe(customer)
    await running
    expect(reset.customer).not.toBe(meanwhile)
  })

  it('still takes messages where the chat goes on, and keeps its customer', async () => {
    for (const session of ['live', 'ending']) {
      const { reset, ask, record, platform, log } = createReset()
      ask.mockImplementation(() => {
        record.session = session
        return Promise.reject(refused)
      })
      await expect(reset.run()).rejects.toMatchObject({
        command: 'reset',
        kind: 'timeout',
        reason: 'end: no answer',
      })
      expect(reset.isOver, session).toBe(false)
      expect(platform.commands.forgetCustomer).not.toHaveBeenCalled()
      expect(log.slice(-5)).toEqual(['reset', 'dropped', 'announcer', 'once', over])
    }
  })

  it('is known to be under way, until it is done or has failed', async () => {
    const { reset, ask } = createReset()
    expect(reset.running).toBeUndefined()
    ask.mockRejectedValueOnce(refused)
    const result = outcome(reset.run())
    await expect(reset.running).resolves.toBeUndefined()
    expect(result.error).toMatchObject({ command: 'reset' })
    await wait()
    expect(reset.running).toBeUndefined()
  })

  it('succeeds where the vendor’s product is not there to be ended', async () => {
    const { reset, ask, record } = createReset({ status: 'unavailable', session: 'none' })
    ask.mockImplementation(() => Promise.reject(refused))
    await expect(reset.run()).resolves.toBeUndefined()
    expect(record.session).toBe('none')
  })

  it('works where nobody has a page, nor a customer, to forget', async () => {
    const { reset, platform } = createReset()
    platform.page = undefined
    platform.commands.forgetCustomer = undefined
    await expect(reset.run()).resolves.toBeUndefined()
  })

  it('tells all that failed, as the first one did', async () => {
    const { reset, ask, options, log } = createReset()
    ask.mockImplementationOnce(() => Promise.reject(refused))
    Object.assign(options, {
      forgetToken: () => {
        throw new Error('no storage')
      },
    })
    await expect(reset.run()).rejects.toMatchObject({
      kind: 'timeout',
      reason: 'end: no answer; no storage',
    })
    expect(log.at(-1)).toEqual(over)
  })

  it('tells what is no error of ours by its words', async () => {
    const { reset, platform } = createReset()
    platform.commands.forgetCustomer = () => Promise.reject('theirs')
    await expect(reset.run()).rejects.toMatchObject({ command: 'reset', kind: 'rejected', reason: 'theirs' })
  })
})

describe('a widget that does not know of the end', () => {
  it.each([
    ['ended', true, 2],
    ['none', true, 2],
    ['live', true, 1],
    ['ending', true, 1],
    ['ended', false, 0],
    ['ended', undefined, 0],
  ])(
    'lets go of a session that is %s here, and there active: %s, %i times',
    async (session, isActive, times) => {
      const { reset, platform } = createReset({ session })
      platform.isSessionActive.mockReturnValue(isActive)
      await reset.run()
      expect(platform.commands.release).toHaveBeenCalledTimes(times)
    },
  )

  it('lets go before the end, and after it, each in turn', async () => {
    const { reset, platform, log } = createReset({ session: 'none' })
    platform.isSessionActive.mockReturnValue(true)
    platform.commands.release.mockImplementation(async () => {
      await new Promise((resolve) => setTimeout(resolve, 10))
      log.push('released')
    })
    const running = reset.run()
    await wait(9)
    expect(log).not.toContain('end')
    await wait(20)
    await running
    expect(log.slice(2, 6)).toEqual(['released', 'end', 'released', 'forgetCustomer'])
  })
})

describe('the token of the page', () => {
  const words = 'the provider has no forgetToken, so your page may still have the token of this chat'
  const missing = { command: 'reset', kind: 'rejected', reason: `forgetToken: ${words}` }

  it.each([
    [true, true, true],
    [false, true, false],
    [true, false, false],
  ])('asynchronous %s, kept by the page %s: missed %s', async (isAsync, pageKeepsToken, isMissed) => {
    const { reset } = createReset({ isAsync, pageKeepsToken })
    const result = outcome(reset.run())
    await wait()
    if (isMissed) expect(result.error).toMatchObject(missing)
    else expect(result).toStrictEqual({ value: undefined })
  })

  it('is forgotten once, after the customer', async () => {
    const { reset, options, log } = createReset({ isAsync: true, pageKeepsToken: true })
    Object.assign(options, { forgetToken: () => log.push('token') })
    await reset.run()
    expect(log.slice(2, 6)).toEqual(['end', 'forgetCustomer', 'token', 'reset'])
  })

  it.each([
    [{}, 10_000],
    [{ commandTimeoutMs: 300 }, 300],
  ])('is waited for, as long as for a command: %j', async (options, ms) => {
    const { reset } = createReset({ options: { ...options, forgetToken: () => new Promise(() => {}) } })
    const result = outcome(reset.run())
    await wait(ms - 1)
    expect(result).toStrictEqual({})
    await wait(1)
    expect(result.error).toMatchObject({
      command: 'reset',
      kind: 'timeout',
      reason: 'forgetToken: its promise did not settle in time',
    })
  })

  it('is waited for no longer than it takes, also where it fails', async () => {
    const { reset, options } = createReset()
    Object.assign(options, { forgetToken: () => new Promise((resolve) => setTimeout(resolve, 50)) })
    const result = outcome(reset.run())
    await wait(50)
    expect(result).toStrictEqual({ value: undefined })
    expect(vi.getTimerCount()).toBe(0)
    Object.assign(options, { forgetToken: () => Promise.reject(new Error('no')) })
    await expect(reset.run()).rejects.toMatchObject({ kind: 'rejected', reason: 'no' })
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a reset of another tab', () => {
  it('that begins clears the screen of the same session', () => {
    const { reset, log } = createReset()
    reset.follow(begins)
    expect(log).toEqual(['dropped'])
    expect(reset.running).toBeUndefined()
  })

  it.each([
    ['live', 's', true],
    ['live', 'other', false],
    ['ending', 'other', false],
    ['ended', 'other', true],
    ['none', null, true],
  ])('that begins clears the screen of what is %s, of the session %s: %s', (session, sessionId, clears) => {
    const { reset, log } = createReset({ session })
    reset.follow({ ...begins, sessionId })
    expect(log).toEqual(clears ? ['dropped'] : [])
  })

  it('that is over ends the chat here, and forgets it, its token first and once', async () => {
    const { reset, log, options, reportError, ask } = createReset()
    Object.assign(options, { forgetToken: () => log.push('token') })
    reset.follow(over)
    expect(log).toEqual(['token'])
    await reset.running
    expect(log).toEqual(['token', 'end', 'forgetCustomer', ...forgotten])
    expect(ask.mock.calls).toEqual([['customer', true]])
    expect(reportError).not.toHaveBeenCalled()
  })

  it('that is over, of another session, leaves its token until this one is ended', async () => {
    const { reset, log, options } = createReset()
    Object.assign(options, { forgetToken: () => log.push('token') })
    reset.follow({ ...over, sessionId: 'other' })
    expect(log).toEqual([])
    await reset.running
    expect(log).toEqual(['end', 'forgetCustomer', 'token', ...forgotten])
  })

  it.each([
    [1_999, 's', true],
    [2_000, 's', false],
    [1_999, 'other', true],
    [2_000, 'other', false],
  ])('that was over %i ms ago, of the session %s, forgets the token: %s', async (ago, sessionId, forgets) => {
    const { reset, options } = createReset()
    const forgetToken = vi.fn()
    Object.assign(options, { forgetToken })
    reset.follow({ ...over, sessionId, at: NOW - ago })
    await reset.running
    expect(forgetToken).toHaveBeenCalledTimes(forgets ? 1 : 0)
  })

  it('reports what fails, in order, and is over all the same', async () => {
    const { reset, ask, options, platform, record, reportError } = createReset()
    ask.mockImplementation(() => {
      record.session = 'ended'
      return Promise.reject(refused)
    })
    Object.assign(options, { forgetToken: () => Promise.reject(new Error('no storage')) })
    platform.commands.forgetCustomer = () => Promise.reject('theirs')
    reset.follow(over)
    await wait()
    expect(reportError).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        command: 'reset',
        kind: 'timeout',
        reason: 'end: no answer; no storage; theirs',
      }),
    )
    expect(reset.isOver).toBe(true)
  })

  it('is the same as one that is under way here', async () => {
    const { reset, ask } = createReset()
    const running = reset.run()
    reset.follow(over)
    await running
    expect(ask).toHaveBeenCalledTimes(1)
  })
})
