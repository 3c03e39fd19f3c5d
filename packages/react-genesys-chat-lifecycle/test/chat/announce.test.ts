import { describe, expect, it, vi } from 'vitest'
import { callSafely, createAnnouncer } from '../../src/chat/announce.ts'
import type { Memory } from '../../src/chat/memory.ts'
import { initialRecord, project } from '../../src/chat/reducer.ts'
import type { ClosedSegment, ChatState } from '../../src/chat/state.ts'

const closedSegment = (key: string): ClosedSegment => ({
  key,
  state: 'completed',
  signal: 'interactionState',
  at: 7,
  agentName: null,
  isAsync: true,
  sessionId: 's',
})
const idle = project(initialRecord)
const chat = (change: Partial<ChatState>): ChatState => ({
  ...idle,
  phase: 'active',
  sessionId: 's',
  ...change,
})
const closed = (key: string): ChatState => chat({ phase: 'closed', closedSegment: { ...closedSegment(key) } })

/** An announcer, and what it calls. `claim` decides who is the first. */
function announcer(claim: (key: string) => boolean | Promise<boolean> = () => true) {
  const calls: string[] = []
  const claims: string[] = []
  const options = {
    onSegmentClosed: ({ key }: ClosedSegment) => calls.push(`closed ${key}`),
    onSegmentReopened: ({ key }: ClosedSegment) => calls.push(`reopened ${key}`),
    onEnded: (end: object) => calls.push(`ended ${JSON.stringify(end)}`),
    onError: (error: unknown) => calls.push(`error ${(error as { code?: string }).code ?? error}`),
  }
  const memory = {
    claimAmongTabs(key: string) {
      claims.push(key)
      return claim(key)
    },
  } as Memory
  const announce = createAnnouncer(
    () => options as never,
    () => memory,
  )
  return { calls, claims, announce, options }
}

describe('the callbacks', () => {
  it('are called for a closing once, and again for the next', () => {
    const { announce, calls, claims } = announcer()
    announce(chat({}), closed('a'), null)
    announce(closed('a'), closed('a'), null)
    announce(chat({}), closed('b'), null)
    expect(calls).toEqual(['closed a', 'closed b'])
    expect(claims).toEqual(['closed:a', 'closed:b'])
  })

  it.each(['active', 'waiting'] as const)('are called for a reopening, when it is %s', (phase) => {
    const { announce, calls, claims } = announcer()
    announce(closed('a'), chat({ phase }), null)
    expect(calls).toEqual(['reopened a'])
    expect(claims).toEqual(['reopened:a'])
  })

  it('are called for a reopening that was missed: the next closing is there already', () => {
    const { announce, calls } = announcer()
    announce(closed('a'), closed('b'), null)
    expect(calls).toEqual(['reopened a', 'closed b'])
  })

  it('are called for a reopening while the page was away', () => {
    const { announce, calls } = announcer()
    announce(chat({ phase: 'connecting' }), chat({}), closedSegment('a'))
    expect(calls).toEqual(['reopened a'])
  })

  it.each([
    ['it is the same closing', closed('a')],
    ['another session has begun', chat({ phase: 'waiting', sessionId: 't' })],
    ['it is over', chat({ phase: 'ended' })],
    ['it is ending', chat({ phase: 'ending' })],
    ['the bus is gone', chat({ phase: 'connecting' })],
  ])('are not called for a reopening when %s', (_, after) => {
    const { announce, calls } = announcer()
    announce(closed('a'), after, null)
    expect(calls).toEqual([])
  })

  it('are called for an end once, with all there is to tell', () => {
    const { announce, calls, claims } = announcer()
    const ended = chat({ phase: 'ended', endReason: 'agent', isAsync: true })
    announce(chat({}), ended, null)
    announce(ended, { ...ended }, null)
    expect(calls).toEqual([`ended ${JSON.stringify({ reason: 'agent', sessionId: 's', isAsync: true })}`])
    expect(claims).toEqual(['ended:s'])
  })

  it('are called for an end of no known session without asking whose it is', () => {
    const { announce, calls, claims } = announcer(() => false)
    announce(idle, { ...idle, phase: 'ended', endReason: 'restore-failed' }, null)
    expect(calls).toHaveLength(1)
    expect(claims).toEqual([])
  })

  it('are called for an error once, and again for another', () => {
    const { announce, calls } = announcer()
    const error = { code: '500', message: '' }
    announce(chat({}), chat({ error }), null)
    announce(chat({ error }), chat({ error, agentTyping: true }), null)
    announce(chat({ error }), chat({}), null)
    announce(chat({ error }), chat({ error: { ...error, code: '501' } }), null)
    expect(calls).toEqual(['error 500', 'error 501'])
  })

  it('are another tab’s, if that was first', () => {
    const { announce, calls } = announcer(() => false)
    announce(chat({}), closed('a'), null)
    announce(closed('a'), chat({}), null)
    expect(calls).toEqual([])
  })

  it('keep their order, however long it takes to decide whose they are', async () => {
    const decide: (() => void)[] = []
    const slow = new Promise<boolean>((resolve) => decide.push(() => resolve(true)))
    const { announce, calls } = announcer((key) => (key === 'closed:a' ? slow : key !== 'closed:b'))
    announce(chat({}), closed('a'), null)
    announce(closed('a'), chat({}), null)
    announce(chat({}), closed('b'), null)
    await Promise.resolve()
    expect(calls).toEqual([])
    decide[0]?.()
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
    expect(calls).toEqual(['closed a', 'reopened a'])
    // And what is decided at once is called at once again.
    announce(chat({}), closed('c'), null)
    expect(calls.at(-1)).toBe('closed c')
  })

  it('are those of the moment in which it happens, and none where there are none', () => {
    const { announce, claims, options } = announcer()
    Object.assign(options, { onSegmentClosed: undefined, onSegmentReopened: undefined, onEnded: undefined })
    announce(chat({}), closed('a'), null)
    announce(closed('a'), chat({}), null)
    announce(chat({}), chat({ phase: 'ended', endReason: 'agent' }), null)
    expect(claims).toEqual([])
  })
})

describe('what a callback throws', () => {
  it('is told to onError, as an error', () => {
    const onError = vi.fn()
    callSafely(() => {
      throw 'a text'
    }, onError)
    expect(onError).toHaveBeenCalledExactlyOnceWith(new Error('a text'))
    const fault = new TypeError('no')
    callSafely(() => {
      throw fault
    }, onError)
    expect(onError.mock.lastCall?.[0]).toBe(fault)
  })

  it('is told to the console where there is no onError, or where that throws, too', () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    const fault = new Error('no')
    const throws = () => {
      throw fault
    }
    callSafely(throws, undefined)
    callSafely(throws, throws)
    expect(told.mock.calls).toEqual(Array(2).fill([expect.stringContaining('a callback threw'), fault]))
    told.mockRestore()
  })

  it('is nothing where there is nothing to call', () => {
    expect(() => callSafely(undefined, undefined)).not.toThrow()
  })
})
