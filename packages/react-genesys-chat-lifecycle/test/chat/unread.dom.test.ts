import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Chat } from '../../src/chat/chat.ts'
import type { ChatMessage } from '../../src/chat/chatMessage.ts'
import type { Outbox } from '../../src/chat/outbox.ts'
import { readShared, writeShared } from '../../src/chat/shared.ts'
import { countUnread, READ, type Shown, unreadOfChat } from '../../src/chat/unread.ts'
import { createListeners } from '../../src/common/listeners.ts'
import { readFields } from '../../src/platform/genesys-widgets/readFields.ts'
import type { ServerMessage } from '../../src/platform/message.ts'
import type { MessageSource } from '../../src/platform/port.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})
const settle = () => vi.advanceTimersByTimeAsync(0)

describe('countUnread', () => {
  const message = (id: string, at: number, fields: object = {}) =>
    ({ id, at, isHistoric: false, from: { type: 'agent' }, ...fields }) as ChatMessage
  const messages = [message('a', 10), message('b', 20), message('c', 30)]
  const mark = (id: string, at: number) => ({ sessionId: 's', id, at })

  it('counts what is live where there is no mark', () => {
    expect(countUnread([message('a', 1, { isHistoric: true }), message('b', 2)], null)).toBe(1)
  })
  it.each([
    ['behind the message of the mark, whatever its time', mark('a', 99), 2],
    ['none behind the last', mark('c', 0), 0],
    ['all, where nothing was looked at', mark('', 99), 3],
    ['what is later, where the message is not here', mark('x', 20), 1],
    ['what is later, and none at that very time', mark('x', 30), 0],
  ])('counts %s', (_, at, count) => {
    expect(countUnread(messages, at)).toBe(count)
  })
  it('counts from the last of its name', () => {
    expect(countUnread([message('a', 1), message('b', 2), message('a', 3)], mark('a', 1))).toBe(0)
  })
  it('counts the other side only', () => {
    const others = ['customer', 'system', 'agent', 'bot'].map((type) => message(type, 40, { from: { type } }))
    expect(countUnread(others, mark('', 0))).toBe(2)
    expect(countUnread(others, null)).toBe(2)
  })
})

interface State {
  sessionId: string | null
  phase: string
  hasSession: boolean
  isRestored: boolean
  window: string
}

/** As much of a chat as is counted. */
function createChat(given: Partial<State> = {}) {
  let state: State = {
    sessionId: 's',
    phase: 'active',
    hasSession: true,
    isRestored: false,
    window: 'closed',
    ...given,
  }
  const subscribers = createListeners()
  const decisions = createListeners()
  const messages = createListeners<[readonly ServerMessage[], MessageSource]>()
  const share = vi.fn((name: string, value: object) => writeShared(name, value))
  const platform = {
    readTranscript: vi.fn((): Promise<ServerMessage[]> => Promise.resolve([])),
    hasOlder: vi.fn(() => false),
  }
  const outbox: Outbox = { held: [], heldChanges: createListeners() }
  const chat = {
    getState: () => state,
    subscribe: (listener: () => void) => subscribers.add(listener),
    messages,
    decisions,
    share,
    platform,
    outbox,
    record: { segment: { newest: null } },
    reset: { listeners: createListeners() },
  } as unknown as Chat
  const become = (next: Partial<State>): void => {
    state = { ...state, ...next }
    subscribers.notify()
  }
  const hear = (...all: ServerMessage[]) => messages.notify(all, 'live')
  const unread = unreadOfChat(chat)
  const count = () => unread.getCount()
  return { chat, unread, count, become, hear, share, platform, decisions, subscribers, messages }
}
const vendors: Shown = () => undefined
function counting(given: Partial<State> = {}, isShown: Shown = vendors) {
  const parts = createChat(given)
  const look = vi.fn()
  const stop = parts.unread.subscribe(look, isShown)
  return { ...parts, look, stop }
}
/** A message that came at a time, in seconds of no day. */
const said = (at: number, fields: object = {}): ServerMessage => ({
  ...readFields({ type: 'Text', text: 'hello', from: { type: 'Agent' } }),
  order: [at, 0],
  at,
  ...fields,
})
const mark = (at: number, sessionId = 's') => ({ sessionId, id: at ? `${at}-0` : '', at })

function hidePage(isHidden = true): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(isHidden ? 'hidden' : 'visible')
  document.dispatchEvent(new Event('visibilitychange'))
}

describe('the count', () => {
  it('is one for a chat', () => {
    const { chat, unread } = createChat()
    expect(unreadOfChat(chat)).toBe(unread)
    expect(unreadOfChat(createChat().chat)).not.toBe(unread)
  })

  it('grows with what the other side says, and tells only of a change', () => {
    const { count, hear, look, become } = counting()
    expect(count()).toBe(0)
    expect(look).not.toHaveBeenCalled()
    hear(said(1), said(2))
    expect(count()).toBe(2)
    expect(look).toHaveBeenCalledTimes(1)
    become({ phase: 'closed' })
    expect(look).toHaveBeenCalledTimes(1)
  })

  it('hears nothing when nobody counts any more, and begins at nothing', () => {
    const { count, hear, look, stop, unread, share, become, subscribers, messages, decisions } = counting()
    const removed = vi.spyOn(document, 'removeEventListener')
    hear(said(1))
    look.mockClear()
    stop()
    expect(count()).toBe(0)
    expect([subscribers.size, messages.size, decisions.size]).toEqual([0, 0, 0])
    expect(removed).toHaveBeenCalledExactlyOnceWith('visibilitychange', unread.look)
    become({ window: 'open', sessionId: 't' })
    unread.look()
    expect(share).not.toHaveBeenCalled()
    expect(look).not.toHaveBeenCalled()
    unread.subscribe(look, vendors)
    expect(subscribers.size).toBe(2)
    hear(said(5))
    expect(look).toHaveBeenCalledTimes(0)
    expect(count()).toBe(0)
    become({ window: 'closed' })
    hear(said(6))
    expect(count()).toBe(1)
  })

  it('goes on for the others', () => {
    const { count, hear, unread, stop } = counting()
    const look = vi.fn()
    unread.subscribe(look, vendors)
    hear(said(1))
    stop()
    expect(count()).toBe(1)
    hear(said(2))
    expect(count()).toBe(2)
    expect(look).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['active', true, 1],
    ['ended', false, 1],
    ['ending', false, 1],
    ['idle', false, 0],
  ])('in the phase %s is of a session: %s, %i', (phase, hasSession, expected) => {
    const { count, hear, become } = counting()
    hear(said(1))
    become({ phase, hasSession })
    expect(count()).toBe(expected)
  })

  it('is of a session without an id', () => {
    const { share, become, hear, count } = counting({ sessionId: null, hasSession: false, phase: 'idle' })
    become({ hasSession: true, phase: 'waiting' })
    expect(share.mock.calls).toEqual([[READ, { sessionId: '', id: '', at: 0 }]])
    hear(said(1))
    expect(count()).toBe(1)
    become({ window: 'open' })
    expect(readShared(READ)).toEqual(mark(1, ''))
  })
})

describe('where a count begins', () => {
  it('is the mark of the session', async () => {
    writeShared(READ, mark(1))
    const { platform, unread, count, share } = createChat()
    platform.readTranscript.mockResolvedValue([said(1), said(2)])
    unread.subscribe(() => {}, vendors)
    await settle()
    expect(count()).toBe(1)
    expect(share).not.toHaveBeenCalled()
  })

  it.each<[string, unknown]>([
    ['none', undefined],
    ['of another session', mark(1, 't')],
    ['of no session', { id: '1-0', at: 1 }],
    ['without a message', { sessionId: 's', at: 1 }],
    ['without a time', { sessionId: 's', id: '1-0' }],
    ['a message and a time of another kind', { sessionId: 's', id: 1, at: '1' }],
  ])('is what comes live, with a mark that is %s', async (_, stored) => {
    writeShared(READ, stored as object)
    const { platform, unread, count, share, hear } = createChat()
    platform.readTranscript.mockResolvedValue([said(1), said(2)])
    // This publishes the transcript while the count only begins.
    platform.hasOlder.mockReturnValue(true)
    unread.subscribe(() => {}, vendors)
    await settle()
    expect(count()).toBe(0)
    expect(share).not.toHaveBeenCalled()
    hear(said(3))
    expect(count()).toBe(1)
  })

  it('is nothing of a session that begins, which the other tabs hear', async () => {
    const { become, share, platform, count } = counting({ sessionId: null, hasSession: false, phase: 'idle' })
    expect(share).not.toHaveBeenCalled()
    platform.readTranscript.mockResolvedValue([said(1)])
    become({ sessionId: 's', hasSession: true, phase: 'active' })
    expect(share.mock.calls).toEqual([[READ, { sessionId: 's', id: '', at: 0 }]])
    await settle()
    expect(count()).toBe(1)
    become({ sessionId: null, hasSession: false, phase: 'idle' })
    expect(share).toHaveBeenCalledTimes(1)
  })

  it('is what comes live of a session that is restored', async () => {
    const { become, share, platform, count } = counting({ sessionId: null, hasSession: false, phase: 'idle' })
    platform.readTranscript.mockResolvedValue([said(1)])
    become({ sessionId: 's', hasSession: true, phase: 'active', isRestored: true })
    await settle()
    expect(share).not.toHaveBeenCalled()
    expect(count()).toBe(0)
  })

  it('is the mark of a session that was restored, or begun in another tab', async () => {
    const { become, share, platform, count } = counting({ sessionId: null, hasSession: false, phase: 'idle' })
    writeShared(READ, mark(1))
    platform.readTranscript.mockResolvedValue([said(1), said(2)])
    become({ sessionId: 's', hasSession: true, phase: 'active' })
    await settle()
    expect(share).not.toHaveBeenCalled()
    expect(count()).toBe(1)
  })

  it('is now, for who looked at it when they left, once', async () => {
    const { stop, unread, count, platform, become, hear } = counting({}, () => true)
    hear(said(1))
    stop()
    platform.readTranscript.mockResolvedValue([said(1), said(2)])
    unread.subscribe(() => {}, vendors)
    await settle()
    expect(count()).toBe(0)
    // The next session is not assumed to be read.
    writeShared(READ, mark(1, 't'))
    become({ sessionId: 't' })
    await settle()
    expect(count()).toBe(1)
  })

  it('is the mark, for who did not look when they left', async () => {
    const { unread, count, platform, hear, stop } = counting()
    const second = unread.subscribe(
      () => {},
      () => true,
    )
    hear(said(1))
    // Who is left does not look.
    second()
    stop()
    platform.readTranscript.mockResolvedValue([said(1), said(2)])
    unread.subscribe(() => {}, vendors)
    await settle()
    expect(count()).toBe(1)
  })
})

describe('what was looked at', () => {
  it('is what is there when the vendor’s window opens', () => {
    const { become, hear, count, share, look } = counting()
    hear(said(1), said(2), said(3, { from: { type: 'customer', id: '', name: '' } }))
    expect(share).not.toHaveBeenCalled()
    look.mockClear()
    become({ window: 'open' })
    expect(share.mock.calls).toEqual([[READ, mark(2)]])
    expect(count()).toBe(0)
    expect(look).toHaveBeenCalledTimes(1)
    become({})
    expect(share).toHaveBeenCalledTimes(1)
    hear(said(4))
    expect(share).toHaveBeenCalledTimes(2)
    expect(count()).toBe(0)
  })

  it('is none where there is no session, or nothing was said', () => {
    const { hear, share } = counting({ window: 'open', sessionId: null, hasSession: false, phase: 'idle' })
    hear(said(1))
    expect(share).not.toHaveBeenCalled()
    const other = counting({ window: 'open' })
    other.become({})
    expect(other.share).not.toHaveBeenCalled()
  })

  it.each<[string, (boolean | undefined)[], string, boolean]>([
    ['the vendor’s window', [undefined], 'open', true],
    ['the vendor’s window, which is minimized', [undefined], 'minimized', false],
    ['a user who shows it', [true], 'closed', true],
    ['a user who hides it', [false], 'open', false],
    ['one of two users', [false, true], 'closed', true],
    ['one of two users who knows', [undefined, false], 'open', false],
  ])('is decided by %s', (_, answers, window, isRead) => {
    const { unread, hear, share } = createChat({ window })
    for (const isShown of answers)
      unread.subscribe(
        () => {},
        () => isShown,
      )
    hear(said(1))
    expect(share).toHaveBeenCalledTimes(isRead ? 1 : 0)
  })

  it('is nothing while the page is hidden', () => {
    hidePage()
    const { hear, count, share, look } = counting({ window: 'open' })
    hear(said(1))
    expect(count()).toBe(1)
    expect(share).not.toHaveBeenCalled()
    look.mockClear()
    hidePage(false)
    expect(count()).toBe(0)
    expect(look).toHaveBeenCalledTimes(1)
  })

  it('is looked at again when a user says so, or leaves', () => {
    let isShown = false
    const { hear, count, unread } = counting({}, () => false)
    const stop = unread.subscribe(
      () => {},
      () => isShown,
    )
    hear(said(1))
    expect(count()).toBe(1)
    isShown = true
    unread.look()
    expect(count()).toBe(0)
    stop()
    hear(said(2))
    expect(count()).toBe(1)
  })

  it('is looked at when a user comes, and when one that hides it goes', () => {
    const { hear, count, unread, stop } = counting({ window: 'open' }, () => false)
    hear(said(1))
    unread.subscribe(() => {}, vendors)
    expect(count()).toBe(1)
    stop()
    expect(count()).toBe(0)
    const other = counting()
    other.hear(said(1))
    other.unread.subscribe(
      () => {},
      () => true,
    )
    expect(other.count()).toBe(0)
  })
})

describe('what another tab has looked at', () => {
  it('is looked at here', () => {
    const { hear, count, decisions, look } = counting()
    hear(said(1), said(2))
    look.mockClear()
    writeShared(READ, mark(1))
    decisions.notify()
    expect(count()).toBe(1)
    expect(look).toHaveBeenCalledTimes(1)
  })

  it.each<[string, object | undefined]>([
    ['older than what was looked at here', mark(1)],
    ['of another session', mark(9, 't')],
    ['gone', undefined],
    ['of the same time, and another message', { sessionId: 's', id: 'x', at: 2 }],
  ])('counts for nothing where it is %s', (_, stored) => {
    const { hear, count, decisions, become } = counting()
    hear(said(1), said(2))
    become({ window: 'open' })
    become({ window: 'closed' })
    hear(said(2, { order: [2, 1] }), said(3))
    expect(count()).toBe(2)
    writeShared(READ, stored)
    decisions.notify()
    expect(count()).toBe(2)
  })

  it('counts for nothing where it is the beginning, and something is live here', () => {
    const { hear, count, decisions } = counting()
    hear(said(1))
    writeShared(READ, mark(0))
    decisions.notify()
    expect(count()).toBe(1)
  })

  it('is looked at when a decision comes', () => {
    let isShown = false
    const { hear, count, decisions } = counting({}, () => isShown)
    hear(said(1))
    isShown = true
    decisions.notify()
    expect(count()).toBe(0)
  })

  it('stays where that tab is further, and is not overwritten', () => {
    const { hear, decisions, become, share, count } = counting()
    writeShared(READ, { sessionId: 's', id: 'later', at: 9 })
    decisions.notify()
    hear(said(8), said(9))
    become({ window: 'open' })
    expect(share).not.toHaveBeenCalled()
    expect(count()).toBe(0)
    hear(said(10))
    expect(share.mock.calls).toEqual([[READ, mark(10)]])
  })

  it('is passed by a message behind it, also of an earlier time', () => {
    const { hear, become, share } = counting()
    hear(said(8))
    become({ window: 'open' })
    hear(said(9, { at: 3 }))
    expect(share.mock.lastCall).toEqual([READ, { sessionId: 's', id: '9-0', at: 3 }])
  })

  it('may be a message without a time', () => {
    const { hear, share } = counting({ window: 'open' })
    hear(said(0, { id: 'x', order: null }))
    expect(share.mock.lastCall).toEqual([READ, { sessionId: 's', id: 'x', at: 0 }])
  })
})
