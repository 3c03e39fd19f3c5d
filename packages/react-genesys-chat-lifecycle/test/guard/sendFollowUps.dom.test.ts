import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Chat } from '../../src/chat/chat.ts'
import { createOnce } from '../../src/chat/once.ts'
import { FollowUps } from '../../src/guard/followUps.ts'
import { type GuardInput, reduceGuard } from '../../src/guard/reducer.ts'
import { type GuardState, type HeldFollowUp, idleGuard } from '../../src/guard/state.ts'
import { ChatCommandError } from '../../src/platform/commandError.ts'
import { readFields } from '../../src/platform/genesys-widgets/readFields.ts'
import type { ServerMessage } from '../../src/platform/message.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  localStorage.clear()
  vi.useRealTimers()
})

const held = (id: string, fields: Partial<HeldFollowUp> = {}): HeldFollowUp => ({
  id,
  status: 'held',
  kind: 'text',
  text: `text ${id}`,
  data: {},
  attempts: 0,
  after: [10, 0],
  ...fields,
})

/** As much of a guard and its chat as follow-ups need. */
function createGuard(...heldFollowUps: HeldFollowUp[]) {
  let state: GuardState = { ...idleGuard, heldFollowUps }
  const once = createOnce(new Map())
  const send = vi.fn((_message: HeldFollowUp): Promise<void> => Promise.resolve())
  const decided: string[] = []
  const errors: unknown[] = []
  const parts = {
    record: { connection: 'online' },
    reset: { customer: {} },
    ending: { isQuiet: true },
    once,
    decide: (key: string) => {
      decided.push(key)
      return once(key)
    },
    platform: { checkSession: vi.fn(() => Promise.resolve(true)), commands: { send } },
  }
  const followUps = new FollowUps({
    chat: parts as unknown as Chat,
    current: () => state,
    tell: (input: GuardInput) => {
      state = reduceGuard(state, input)[0]
    },
    reportError: (error) => errors.push(error),
  })
  const statuses = () => state.heldFollowUps.map(({ id, status }) => `${id} ${status}`)
  const sent = () => send.mock.calls.map(([{ id }]) => id)
  return { ...parts, followUps, send, sent, statuses, decided, errors, held: () => state.heldFollowUps }
}

describe('sending', () => {
  it('sends what is held, in its order, one after the other, and settles it in all tabs', async () => {
    const guard = createGuard(held('a'), held('b', { status: 'blocked' }), held('c'))
    const answers: (() => void)[] = []
    guard.send.mockImplementation(() => new Promise((resolve) => answers.push(resolve)))
    const done = guard.followUps.send()
    expect(guard.statuses()).toEqual(['a sending', 'b blocked', 'c sending'])
    await vi.advanceTimersByTimeAsync(0)
    expect(guard.sent()).toEqual(['a'])
    answers[0]?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(guard.sent()).toEqual(['a', 'c'])
    expect(guard.statuses()).toEqual(['b blocked', 'c sending'])
    answers[1]?.()
    await done
    expect(guard.statuses()).toEqual(['b blocked'])
    expect(guard.decided).toEqual(['followUp:a', 'followUp:c'])
    expect(guard.errors).toEqual([])
  })

  it.each([
    ['held', ['a']],
    ['unknown', ['a']],
    ['blocked', []],
  ] as const)('sends the one that is wanted, where it is %s', async (status, sent) => {
    const guard = createGuard(held('a', { status }), held('b'))
    await guard.followUps.send('a')
    expect(guard.sent()).toEqual(sent)
    expect(guard.statuses()).toContain('b held')
  })

  it('sends nothing whose fate is unknown, unless it is wanted by its id', async () => {
    const guard = createGuard(held('a', { status: 'unknown' }))
    await guard.followUps.send()
    expect(guard.sent()).toEqual([])
    expect(guard.statuses()).toEqual(['a unknown'])
  })

  it('sends nothing while something is being sent', async () => {
    const guard = createGuard(held('a', { status: 'sending' }), held('b'))
    await guard.followUps.send()
    await guard.followUps.send('b')
    expect(guard.sent()).toEqual([])
    expect(guard.statuses()).toEqual(['a sending', 'b held'])
  })

  it('drops first what another tab has settled', async () => {
    const guard = createGuard(held('a'), held('b'))
    void guard.once('followUp:a')
    await guard.followUps.send()
    expect(guard.sent()).toEqual(['b'])
    expect(guard.statuses()).toEqual([])
  })

  it('keeps those behind one that failed, which would be overtaken', async () => {
    const guard = createGuard(held('a'), held('b'), held('c'))
    const error = new Error('no')
    guard.send.mockImplementation(({ id }) => (id === 'b' ? Promise.reject(error) : Promise.resolve()))
    await guard.followUps.send()
    expect(guard.sent()).toEqual(['a', 'b'])
    expect(guard.statuses()).toEqual(['b held', 'c held'])
    expect(guard.errors).toEqual([error])
    expect(guard.held().map(({ attempts }) => attempts)).toEqual([1, 1])
  })

  it('leaves it open where another tab is sending it, and nothing is sent after it', async () => {
    const guard = createGuard(held('a', { attempts: 2 }), held('b'))
    void guard.once('sending:a:2')
    await guard.followUps.send()
    expect(guard.sent()).toEqual([])
    expect(guard.statuses()).toEqual(['a unknown', 'b held'])
    expect(guard.errors).toEqual([])
  })

  it('may be tried again, once per attempt', async () => {
    const guard = createGuard(held('a'))
    guard.send.mockRejectedValueOnce(new Error('no'))
    await guard.followUps.send()
    await guard.followUps.send()
    expect(guard.sent()).toEqual(['a', 'a'])
    expect(guard.statuses()).toEqual([])
  })
})

describe('what keeps a text from being sent', () => {
  it('is a page that is offline', async () => {
    const guard = createGuard(held('a'))
    guard.record.connection = 'offline'
    await guard.followUps.send()
    expect(guard.errors).toMatchObject([
      { kind: 'unavailable', command: 'send', reason: 'the page is offline. Send it again later' },
    ])
    expect(guard.platform.checkSession).not.toHaveBeenCalled()
    expect(guard.statuses()).toEqual(['a held'])
  })

  it.each([
    [
      'a session that is gone',
      (guard: ReturnType<typeof createGuard>) => guard.platform.checkSession.mockResolvedValue(false),
    ],
    ['an end under way', (guard: ReturnType<typeof createGuard>) => (guard.ending.isQuiet = false)],
  ])('is %s', async (_, spoil) => {
    const guard = createGuard(held('a'))
    spoil(guard)
    await guard.followUps.send()
    expect(guard.sent()).toEqual([])
    expect(guard.errors).toMatchObject([
      { kind: 'rejected', command: 'send', reason: 'the chat is over. Start a new one to send this' },
    ])
    expect(guard.statuses()).toEqual(['a held'])
  })

  it('is that the customer has left meanwhile, which settles it', async () => {
    const guard = createGuard(held('a'), held('b'))
    guard.platform.checkSession.mockImplementation(() => {
      guard.reset.customer = {}
      return Promise.resolve(true)
    })
    await guard.followUps.send()
    expect(guard.sent()).toEqual([])
    expect(guard.errors).toEqual([])
    expect(guard.statuses()).toEqual([])
  })
})

describe('a text without an answer in time', () => {
  async function timedOut() {
    let settle = (): void => {}
    let fail = (): void => {}
    const late = new Promise<void>((resolve, reject) => {
      settle = resolve
      fail = () => reject(new Error('refused'))
    })
    const guard = createGuard(held('a'), held('b'))
    const error = new ChatCommandError('send', 'timeout', 'no answer', late)
    guard.send.mockRejectedValueOnce(error)
    await guard.followUps.send()
    expect(guard.statuses()).toEqual(['a unknown', 'b held'])
    expect(guard.errors).toEqual([error])
    return { guard, settle, fail }
  }

  it('is settled by its late answer', async () => {
    const { guard, settle } = await timedOut()
    settle()
    await vi.advanceTimersByTimeAsync(0)
    expect(guard.statuses()).toEqual(['b held'])
    expect(guard.decided).toEqual(['followUp:a'])
  })

  it('is held again when it is refused after all', async () => {
    const { guard, fail } = await timedOut()
    fail()
    await vi.advanceTimersByTimeAsync(0)
    expect(guard.statuses()).toEqual(['a held', 'b held'])
    expect(guard.decided).toEqual([])
  })

  it('may only be a command’s error', async () => {
    const guard = createGuard(held('a'))
    guard.send.mockRejectedValueOnce(Object.assign(new Error('theirs'), { late: Promise.resolve() }))
    await guard.followUps.send()
    await vi.advanceTimersByTimeAsync(0)
    expect(guard.statuses()).toEqual(['a held'])
  })
})

describe('discarding', () => {
  it.each([
    [undefined, ['b sending'], ['followUp:a', 'followUp:c']],
    ['a', ['b sending', 'c blocked'], ['followUp:a']],
    ['b', ['a held', 'b sending', 'c blocked'], []],
    ['none', ['a held', 'b sending', 'c blocked'], []],
  ])('%j leaves what is being sent', (id, left, decided) => {
    const guard = createGuard(held('a'), held('b', { status: 'sending' }), held('c', { status: 'blocked' }))
    guard.followUps.discard(id)
    expect(guard.statuses()).toEqual(left)
    expect(guard.decided).toEqual(decided)
  })
})

describe('a text that appears in the session', () => {
  const message = (fields: Partial<ServerMessage> = {}, from = 'Customer'): ServerMessage => ({
    ...readFields({ type: 'Text', text: 'text a', from: { type: from } }),
    order: [11, 0],
    ...fields,
  })

  it.each(['unknown', 'sending'] as const)('was sent, where it was %s', (status) => {
    const guard = createGuard(held('a', { status }), held('b', { status }))
    guard.followUps.recognize([message({ text: 'another' }), message({ text: ' text a\n' })])
    expect(guard.statuses()).toEqual([`b ${status}`])
    expect(guard.decided).toEqual(['followUp:a'])
  })

  it.each<[string, Partial<HeldFollowUp>, ServerMessage]>([
    ['is held', { status: 'held' }, message()],
    ['is blocked', { status: 'blocked' }, message()],
    ['was sent by an agent', {}, message({}, 'Agent')],
    ['was there before', {}, message({ order: [10, 0] })],
    ['is another one', {}, message({ text: 'text b' })],
  ])('is another one where it %s', (_, fields, seen) => {
    const guard = createGuard(held('a', { status: 'unknown', ...fields }))
    guard.followUps.recognize([seen])
    expect(guard.held()).toHaveLength(1)
    expect(guard.decided).toEqual([])
  })

  it('counts without a place, and where nothing was before it', () => {
    for (const [after, order] of [
      [[10, 0], null],
      [null, [1, 0]],
    ] as const) {
      const guard = createGuard(held('a', { status: 'unknown', after }))
      guard.followUps.recognize([message({ order })])
      expect(guard.held()).toEqual([])
    }
  })
})

describe('what another tab has settled', () => {
  it('is dropped, and nothing is told where there is none', () => {
    const guard = createGuard(held('a'), held('b'))
    const before = guard.held()
    guard.followUps.forgetSettled()
    expect(guard.held()).toBe(before)
    void guard.once('followUp:b')
    guard.followUps.forgetSettled()
    expect(guard.statuses()).toEqual(['a held'])
  })
})
