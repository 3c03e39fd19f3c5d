import { afterEach, describe, expect, it, vi } from 'vitest'
import { Announcer, callSafely, occurrencesOf, type SessionMemory } from '../../src/chat/announce.ts'
import type { Once } from '../../src/chat/once.ts'
import type { ChatOptions } from '../../src/chat/options.ts'
import { project } from '../../src/chat/project.ts'
import { initialRecord } from '../../src/chat/reducer.ts'
import type { ChatState, ClosedSegment } from '../../src/chat/state.ts'
import { ChatServiceError } from '../../src/platform/serviceError.ts'

afterEach(() => void vi.restoreAllMocks())

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
/** A session that this page sees for the first time. */
const NEW: SessionMemory = { remembered: null, joining: 0 }
const closed = (key: string): ChatState => chat({ phase: 'closed', closedSegment: closedSegment(key) })

describe('occurrencesOf', () => {
  const names = (before: ChatState, after: ChatState, remembered: ClosedSegment | null = null) =>
    occurrencesOf(before, after, { remembered, joining: 0 }).map(({ name, key }) => `${name} ${key}`)

  it('finds a closed segment once, and the next one', () => {
    expect(occurrencesOf(chat({}), closed('a'), NEW)).toEqual([
      { name: 'segmentClosed', key: 'closed:a', args: [closedSegment('a')] },
    ])
    expect(names(closed('a'), closed('a'))).toEqual([])
    expect(names(chat({}), closed('b'))).toEqual(['segmentClosed closed:b'])
  })

  it.each(['active', 'waiting'] as const)('finds a reopened segment when the chat is %s', (phase) => {
    expect(occurrencesOf(closed('a'), chat({ phase }), NEW)).toEqual([
      { name: 'segmentReopened', key: 'reopened:a', args: [closedSegment('a')] },
    ])
  })

  it('finds both when the next segment is closed already', () => {
    expect(names(closed('a'), closed('b'))).toEqual(['segmentReopened reopened:a', 'segmentClosed closed:b'])
  })

  it('finds a segment that was reopened while the page was away', () => {
    expect(names(chat({ phase: 'connecting' }), chat({}), closedSegment('a'))).toEqual([
      'segmentReopened reopened:a',
    ])
    expect(names(chat({ phase: 'connecting' }), closed('b'), closedSegment('a'))).toEqual([
      'segmentReopened reopened:a',
      'segmentClosed closed:b',
    ])
  })

  it.each([
    ['it is the same closed segment', closed('a')],
    ['another session has begun', chat({ phase: 'waiting', sessionId: 't' })],
    ['the chat is over', chat({ phase: 'ended' })],
    ['the chat is ending', chat({ phase: 'ending' })],
    ['the platform is gone', chat({ phase: 'connecting' })],
  ])('finds no reopened segment when %s', (_, after) => {
    expect(names(closed('a'), after)).toEqual([])
  })

  it('finds an end once, with its reason', () => {
    const ended = chat({ phase: 'ended', endReason: 'agent', isAsync: true })
    expect(occurrencesOf(chat({}), ended, NEW)).toEqual([
      { name: 'ended', key: 'ended:s:0', args: [{ reason: 'agent', sessionId: 's', isAsync: true }] },
    ])
    expect(names(ended, { ...ended })).toEqual([])
  })

  it('finds an end each time the session was joined', () => {
    const ended = chat({ phase: 'ended', endReason: 'customer' })
    const keyOf = (joining: number) =>
      occurrencesOf(chat({}), ended, { remembered: null, joining }).map(({ key }) => key)
    expect([0, 1, 2].flatMap(keyOf)).toEqual(['ended:s:0', 'ended:s:1', 'ended:s:2'])
  })

  it('finds an end without a key where no session is known', () => {
    const ended = { ...idle, phase: 'ended', endReason: 'restore-failed' } as const
    expect(names(idle, ended)).toEqual(['ended null'])
  })

  it('finds an error once, and the next one', () => {
    const error = new ChatServiceError('500', '')
    expect(occurrencesOf(chat({}), chat({ error }), NEW)).toEqual([
      { name: 'error', key: null, args: [error] },
    ])
    expect(names(chat({ error }), chat({ error, agentTyping: true }))).toEqual([])
    expect(names(chat({ error }), chat({}))).toEqual([])
    expect(names(chat({ error }), chat({ error: new ChatServiceError('500', '') }))).toEqual(['error null'])
  })
})

/** An announcer, and what it calls. `claim` decides who is the first. */
function createAnnouncer(claim: (key: string) => boolean | Promise<boolean> = () => true) {
  const calls: string[] = []
  const claims: string[] = []
  const turns: number[] = []
  const options: ChatOptions = {
    onSegmentClosed: ({ key }) => calls.push(`closed ${key}`),
    onSegmentReopened: ({ key }) => calls.push(`reopened ${key}`),
    onEnded: ({ reason }) => calls.push(`ended ${reason}`),
    onError: (error) => calls.push(`error ${(error as { code?: string }).code ?? error}`),
  }
  const once = {
    forPage(key: string, turn: number) {
      claims.push(key)
      turns.push(turn)
      return claim(key)
    },
    turn: 5,
  } as Once
  const announcer = new Announcer(
    () => options,
    () => once,
  )
  const announce = (before: ChatState, after: ChatState) =>
    announcer.announce(occurrencesOf(before, after, NEW))
  return { calls, claims, turns, options, announcer, announce }
}

describe('an announcer', () => {
  it('calls the callback of what happened, and claims it', () => {
    const { announce, calls, claims } = createAnnouncer()
    announce(chat({}), closed('a'))
    announce(closed('a'), chat({}))
    announce(chat({}), chat({ phase: 'ended', endReason: 'agent' }))
    expect(calls).toEqual(['closed a', 'reopened a', 'ended agent'])
    expect(claims).toEqual(['closed:a', 'reopened:a', 'ended:s:0'])
  })

  it('announces an error and an end of no known session without asking who does', () => {
    const { announce, calls, claims } = createAnnouncer(() => false)
    announce(idle, { ...idle, phase: 'ended', endReason: 'restore-failed' })
    announce(chat({}), chat({ error: new ChatServiceError('500', '') }))
    expect(calls).toEqual(['ended restore-failed', 'error 500'])
    expect(claims).toEqual([])
  })

  it('leaves to another tab what that tab claimed first', () => {
    const { announce, announcer, calls } = createAnnouncer(() => false)
    const listener = vi.fn()
    announcer.on('segmentClosed', listener)
    announce(chat({}), closed('a'))
    announce(closed('a'), chat({}))
    expect(calls).toEqual([])
    expect(listener).not.toHaveBeenCalled()
  })

  it('keeps the order, however long it takes to decide which tab announces', async () => {
    let decide = (_isOurs: boolean): void => {}
    const slow = new Promise<boolean>((resolve) => {
      decide = resolve
    })
    const { announce, calls } = createAnnouncer((key) => (key === 'closed:a' ? slow : key !== 'closed:b'))
    announce(chat({}), closed('a'))
    announce(closed('a'), chat({}))
    announce(chat({}), closed('b'))
    await Promise.resolve()
    expect(calls).toEqual([])
    decide(true)
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
    expect(calls).toEqual(['closed a', 'reopened a'])
    // What is decided at once is announced at once again.
    announce(chat({}), closed('c'))
    expect(calls.at(-1)).toBe('closed c')
  })

  it('calls the callbacks of the moment, and claims nothing that nobody listens to', () => {
    const { announce, claims, options } = createAnnouncer()
    Object.assign(options, { onSegmentClosed: undefined, onSegmentReopened: undefined, onEnded: undefined })
    announce(chat({}), closed('a'))
    announce(closed('a'), chat({}))
    announce(chat({}), chat({ phase: 'ended', endReason: 'agent' }))
    expect(claims).toEqual([])
  })

  it('calls listeners too, after the callback and with the same arguments, until they are removed', () => {
    const { announce, announcer, calls, claims } = createAnnouncer()
    const off = announcer.on('segmentClosed', ({ key }) => calls.push(`listener ${key}`))
    announcer.on('ended', ({ reason }) => calls.push(`listener ${reason}`))
    announce(chat({}), closed('a'))
    off()
    off()
    announce(chat({}), closed('b'))
    announce(chat({}), chat({ phase: 'ended', endReason: 'agent' }))
    expect(calls).toEqual(['closed a', 'listener a', 'closed b', 'ended agent', 'listener agent'])
    expect(claims).toEqual(['closed:a', 'closed:b', 'ended:s:0'])
  })

  it('asks once for each occurrence, in the name of who was there since it started', () => {
    const { announce, announcer, calls, claims, turns } = createAnnouncer()
    announce(chat({}), closed('a'))
    announcer.start()
    announce(chat({}), closed('a'))
    announce(chat({}), closed('b'))
    expect(calls).toEqual(['closed a', 'closed b'])
    expect(claims).toEqual(['closed:a', 'closed:b'])
    expect(turns).toEqual([0, 5])
  })

  it('claims for a listener where there is no callback', () => {
    const { announce, announcer, claims, options } = createAnnouncer()
    options.onSegmentClosed = undefined
    const listener = vi.fn()
    announcer.on('segmentClosed', listener)
    announce(chat({}), closed('a'))
    expect(listener).toHaveBeenCalledExactlyOnceWith(closedSegment('a'))
    expect(claims).toEqual(['closed:a'])
  })

  it('reports what a listener or a callback throws, and calls the others', () => {
    const { announce, announcer, calls, options } = createAnnouncer()
    options.onSegmentClosed = () => {
      throw new Error('callback')
    }
    announcer.on('segmentClosed', () => {
      throw new Error('listener')
    })
    announcer.on('segmentClosed', () => calls.push('last'))
    announce(chat({}), closed('a'))
    expect(calls).toEqual(['error Error: callback', 'error Error: listener', 'last'])
  })

  it('goes on waiting for what is not decided, behind what is', async () => {
    const decide = new Map<string, (isOurs: boolean) => void>()
    const { announce, calls } = createAnnouncer((key) =>
      key === 'closed:c' ? true : new Promise((resolve) => decide.set(key, resolve)),
    )
    announce(chat({}), closed('a'))
    announce(chat({}), closed('b'))
    decide.get('closed:a')?.(true)
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
    expect(calls).toEqual(['closed a'])
    announce(chat({}), closed('c'))
    expect(calls).toEqual(['closed a'])
    decide.get('closed:b')?.(false)
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
    expect(calls).toEqual(['closed a', 'closed c'])
  })

  it('claims nothing for who listens no more', () => {
    const { announce, announcer, claims, options } = createAnnouncer()
    options.onSegmentClosed = undefined
    announcer.on('segmentClosed', vi.fn())()
    announce(chat({}), closed('a'))
    expect(claims).toEqual([])
  })

  it('announces to the next customer what has the same key', () => {
    const { announce, announcer, calls } = createAnnouncer()
    announce(chat({}), closed('a'))
    announce(chat({}), closed('a'))
    expect(calls).toEqual(['closed a'])
    announcer.forget()
    announce(chat({}), closed('a'))
    expect(calls).toEqual(['closed a', 'closed a'])
  })

  it('announces each message to everybody here, and claims none', () => {
    const { announcer, options, claims } = createAnnouncer(() => false)
    const [onMessage, listener] = [vi.fn(), vi.fn()]
    const [first, second] = [{ id: 'a' }, { id: 'b' }] as never[]
    announcer.announceMessages([first as never])
    Object.assign(options, { onMessage })
    announcer.on('message', listener)
    announcer.announceMessages([first as never, second as never])
    expect(onMessage.mock.calls).toEqual([[first], [second]])
    expect(listener.mock.calls).toEqual([[first], [second]])
    expect(claims).toEqual([])
  })

  it('calls every listener of an event', () => {
    const { announce, announcer, options } = createAnnouncer()
    options.onSegmentClosed = undefined
    const listeners = [vi.fn(), vi.fn()]
    for (const listener of listeners) announcer.on('segmentClosed', listener)
    announce(chat({}), closed('a'))
    for (const listener of listeners) expect(listener).toHaveBeenCalledTimes(1)
  })

  it('tells a callback, if it is one, and reports what it throws', () => {
    const { announcer, calls } = createAnnouncer()
    const callback = vi.fn((_a: number, _b: number) => {
      throw new Error('theirs')
    })
    announcer.tell(callback, 1, 2)
    announcer.tell(undefined)
    announcer.tell('x' as never)
    expect(callback).toHaveBeenCalledExactlyOnceWith(1, 2)
    expect(calls).toEqual(['error Error: theirs'])
  })

  it('reports an error to onError, and logs what that throws', () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { announcer, options, calls } = createAnnouncer()
    announcer.reportError('a text')
    expect(calls).toEqual(['error Error: a text'])
    const fault = new Error('no')
    options.onError = () => {
      throw fault
    }
    announcer.reportError('a text')
    expect(told.mock.calls).toEqual([['[react-genesys-chat-lifecycle] A callback threw:', fault]])
    options.onError = undefined
    announcer.reportError('a text')
    expect(told).toHaveBeenCalledTimes(1)
  })
})

describe('callSafely', () => {
  it('reports what the callback throws to onError, as an Error', () => {
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

  it('logs it where there is no onError, or where onError throws', () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    const fault = new Error('no')
    const throws = () => {
      throw fault
    }
    callSafely(throws, undefined)
    callSafely(throws, throws)
    expect(told.mock.calls).toEqual(Array(2).fill([expect.stringContaining('A callback threw'), fault]))
  })

  it('does nothing without a callback', () => {
    expect(() => callSafely(undefined, undefined)).not.toThrow()
  })
})
