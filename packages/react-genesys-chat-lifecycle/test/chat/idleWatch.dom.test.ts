import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Chat } from '../../src/chat/chat.ts'
import type { Activity } from '../../src/chat/idle.ts'
import { IDLE, type IdleOptions, IdleWatch } from '../../src/chat/idleWatch.ts'
import { readShared, writeShared } from '../../src/chat/shared.ts'
import type { ChatPhase, ChatState } from '../../src/chat/state.ts'
import { createListeners } from '../../src/common/listeners.ts'
import { readFields } from '../../src/platform/genesys-widgets/readFields.ts'
import type { ServerMessage } from '../../src/platform/message.ts'
import type { MessageSource } from '../../src/platform/port.ts'

const NOW = 1_800_000_000_000
const TIMES: IdleOptions = {
  warnAfterMs: 60_000,
  endAfterMs: 100_000,
  closeWindow: false,
  whileWaiting: false,
}

let stop = (): void => {}
beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => {
  stop()
  localStorage.clear()
  vi.useRealTimers()
})

/** As much of a chat as is watched. */
function createChat() {
  let state = { phase: 'active' as ChatPhase, sessionId: 's' as string | null, agentTyping: false }
  const messages = createListeners<[readonly ServerMessage[], MessageSource]>()
  const subscribers = createListeners()
  const decisions = createListeners()
  const ask = vi.fn((_reason: string, _closeWindow: boolean) => Promise.resolve())
  const share = vi.fn((name: string, value: object) => writeShared(name, value))
  const reportError = vi.fn()
  const chat = {
    getState: () => state as unknown as ChatState,
    subscribe: (listener: () => void) => subscribers.add(listener),
    messages,
    decisions,
    ending: { ask },
    announcer: { reportError },
    share,
  } as unknown as Chat
  const become = (next: Partial<typeof state>): void => {
    state = { ...state, ...next }
    subscribers.notify()
  }
  return { chat, ask, share, reportError, messages, subscribers, decisions, become }
}

function watching(options: Partial<IdleOptions> = {}) {
  const parts = createChat()
  const watch = new IdleWatch(parts.chat, { ...TIMES, ...options })
  stop = watch.attach()
  const shared = (): Activity => readShared(IDLE) as Activity
  return { ...parts, watch, shared }
}
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const text = (fields: object = {}): ServerMessage => ({
  ...readFields({ type: 'Text', text: 'hello', from: { type: 'Agent' } }),
  at: NOW,
  order: [NOW, 0],
  ...fields,
})

describe('what the tabs share', () => {
  it('begins with the chat, once', () => {
    const { shared, share } = watching()
    expect(shared()).toEqual({ sessionId: 's', at: NOW, newest: null })
    expect(share).toHaveBeenCalledTimes(1)
  })

  it('belongs to no session until there is an id', () => {
    const { chat, become } = createChat()
    become({ sessionId: null })
    stop = new IdleWatch(chat, TIMES).attach()
    expect(readShared(IDLE)).toEqual({ sessionId: '', at: NOW, newest: null })
  })

  it('is taken where it is of this session', async () => {
    writeShared(IDLE, { sessionId: 's', at: NOW - 50_000, newest: [NOW - 50_000, 0] })
    const { watch, shared } = watching()
    await wait(10_000)
    expect(watch.getState()).toEqual({ isWarning: true, endsAt: NOW + 50_000 })
    expect(shared()).toMatchObject({ at: NOW - 50_000 })
  })

  it.each([
    ['of another session', { sessionId: 'other', at: NOW - 50_000, newest: null }],
    ['of no time', { sessionId: 's', at: 'x', newest: null }],
    ['of no order', { sessionId: 's', at: NOW - 50_000, newest: [1] }],
    ['of no session', { at: NOW - 50_000, newest: null }],
  ])('is left alone where it is %s', (_, stored) => {
    writeShared(IDLE, stored)
    const { shared } = watching()
    expect(shared()).toEqual({ sessionId: 's', at: NOW, newest: null })
  })

  it('is the same moment, known with more messages by another tab', async () => {
    const { watch, become, shared, share, messages } = watching()
    const newest = [NOW + 5, 7]
    writeShared(IDLE, { sessionId: 's', at: NOW, newest })
    become({})
    share.mockClear()
    // The other tab has counted it.
    messages.notify([text({ order: [NOW + 5, 7] })], 'live')
    await wait(0)
    expect(share).not.toHaveBeenCalled()
    expect(shared()).toMatchObject({ newest })
    expect(watch.getState().isWarning).toBe(false)
  })

  it('is what this tab knows, where the shared one is older', async () => {
    const { watch, become } = watching()
    await wait(60_000)
    watch.keepAlive()
    writeShared(IDLE, { sessionId: 's', at: NOW, newest: null })
    become({})
    expect(watch.getState()).toEqual({ isWarning: false, endsAt: null })
  })

  it('counts as now, where it is of the future', () => {
    writeShared(IDLE, { sessionId: 's', at: NOW + 1, newest: [4, 2] })
    const { shared } = watching()
    expect(shared()).toEqual({ sessionId: 's', at: NOW, newest: [4, 2] })
  })

  it('is not written where it is of this very moment', () => {
    writeShared(IDLE, { sessionId: 's', at: NOW, newest: [4, 2] })
    expect(watching().share).not.toHaveBeenCalled()
  })

  it('begins anew with another session', async () => {
    const { become, shared } = watching()
    await wait(30_000)
    become({ sessionId: 't' })
    expect(shared()).toEqual({ sessionId: 't', at: NOW + 30_000, newest: null })
  })

  it('is looked at when another tab says so', async () => {
    const { watch, decisions } = watching()
    await wait(70_000)
    expect(watch.getState().isWarning).toBe(true)
    writeShared(IDLE, { sessionId: 's', at: NOW + 70_000, newest: null })
    decisions.notify()
    expect(watch.getState().isWarning).toBe(false)
  })
})

describe('when the clock runs', () => {
  it.each<[ChatPhase, boolean]>([
    ['active', true],
    ['closed', true],
    ['waiting', false],
    ['ended', false],
    ['idle', false],
    ['starting', false],
    ['ending', false],
  ])('in the phase %s: %s', async (phase, runs) => {
    const { chat, become } = createChat()
    become({ phase })
    const watch = new IdleWatch(chat, TIMES)
    stop = watch.attach()
    expect(readShared(IDLE) !== undefined).toBe(runs)
    await wait(60_000)
    expect(watch.getState().isWarning).toBe(runs)
  })

  it('while waiting, too, if wanted', async () => {
    const { become, watch } = watching({ whileWaiting: true })
    become({ phase: 'waiting' })
    await wait(60_000)
    expect(watch.getState().isWarning).toBe(true)
  })

  it('not before it is attached, nor after', async () => {
    const { chat, share, become, messages } = createChat()
    const watch = new IdleWatch(chat, TIMES)
    watch.setOptions(TIMES)
    watch.keepAlive()
    expect(share).not.toHaveBeenCalled()
    const detach = watch.attach()
    detach()
    share.mockClear()
    watch.setOptions(TIMES)
    watch.keepAlive()
    become({})
    messages.notify([text()], 'live')
    await wait(200_000)
    expect(share).not.toHaveBeenCalled()
    expect(watch.getState()).toEqual({ isWarning: false, endsAt: null })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('stops where the phase says so, and hides the warning', async () => {
    const { become, watch, ask } = watching()
    await wait(60_000)
    become({ phase: 'ended' })
    expect(watch.getState()).toEqual({ isWarning: false, endsAt: null })
    await wait(200_000)
    expect(ask).not.toHaveBeenCalled()
  })
})

describe('activity', () => {
  it('of an older page is none', async () => {
    const { messages, share } = watching()
    await wait(10_000)
    share.mockClear()
    messages.notify([text({ at: NOW + 9_000, order: [NOW + 9_000, 0] })], 'page')
    await wait(0)
    expect(share).not.toHaveBeenCalled()
  })

  it('that comes with its session counts for that session', async () => {
    const { messages, become, shared } = watching()
    await wait(10_000)
    messages.notify([text({ at: NOW + 10_000, order: [NOW + 10_000, 0] })], 'live')
    become({ sessionId: 't' })
    await wait(0)
    expect(shared()).toEqual({ sessionId: 't', at: NOW + 10_000, newest: [NOW + 10_000, 0] })
  })

  it('is typing of the agent as it begins, once', async () => {
    const { become, shared } = watching()
    await wait(10_000)
    become({ agentTyping: true })
    expect(shared().at).toBe(NOW + 10_000)
    await wait(10_000)
    become({})
    expect(shared().at).toBe(NOW + 10_000)
    become({ agentTyping: false })
    expect(shared().at).toBe(NOW + 10_000)
    become({ agentTyping: true })
    expect(shared().at).toBe(NOW + 20_000)
  })

  it('by keepAlive reaches everybody who watches', async () => {
    const { watch, decisions, shared, chat } = watching()
    const other = new IdleWatch(chat, TIMES)
    const detach = other.attach()
    const heard = vi.fn()
    decisions.add(heard)
    await wait(70_000)
    expect(other.getState().isWarning).toBe(true)
    watch.keepAlive()
    expect(heard).toHaveBeenCalledTimes(1)
    expect(shared().at).toBe(NOW + 70_000)
    expect(other.getState().isWarning).toBe(false)
    detach()
  })
})

describe('the end', () => {
  it('is asked for once after each activity', async () => {
    const { ask, become, watch } = watching({ closeWindow: true })
    await wait(100_000)
    expect(ask).toHaveBeenCalledExactlyOnceWith('idle', true)
    become({})
    await wait(50_000)
    expect(ask).toHaveBeenCalledTimes(1)
    watch.keepAlive()
    await wait(99_000)
    expect(ask).toHaveBeenCalledTimes(1)
    await wait(1_000)
    expect(ask).toHaveBeenCalledTimes(2)
  })

  it('that fails is reported', async () => {
    const { ask, reportError } = watching()
    const error = new Error('no')
    ask.mockRejectedValueOnce(error)
    await wait(100_000)
    expect(reportError).toHaveBeenCalledExactlyOnceWith(error)
  })

  it('of a page that comes back waits 5 seconds, and not again', async () => {
    writeShared(IDLE, { sessionId: 's', at: NOW - 100_000, newest: null })
    const { ask, become } = watching()
    expect(ask).not.toHaveBeenCalled()
    await wait(4_999)
    become({})
    expect(ask).not.toHaveBeenCalled()
    await wait(1)
    expect(ask).toHaveBeenCalledTimes(1)
  })

  it.each([
    ['just in time', 2_000, 1],
    ['late, after a sleep,', 2_001, 0],
  ])('that is noticed %s asks at once or waits', (_, late, times) => {
    const { ask, become } = watching()
    vi.setSystemTime(NOW + 100_000 + late)
    become({})
    expect(ask).toHaveBeenCalledTimes(times)
  })

  it('of a second sleep waits again', async () => {
    const { ask, become, watch } = watching()
    vi.setSystemTime(NOW + 200_000)
    become({})
    await wait(4_000)
    watch.keepAlive()
    vi.setSystemTime(Date.now() + 200_000)
    become({})
    expect(ask).not.toHaveBeenCalled()
    await wait(5_000)
    expect(ask).toHaveBeenCalledTimes(1)
  })

  it('comes not in a chat that is only warned', async () => {
    const { ask, watch } = watching({ endAfterMs: undefined })
    await wait(500_000)
    expect(ask).not.toHaveBeenCalled()
    expect(watch.getState()).toEqual({ isWarning: true, endsAt: null })
  })
})

describe('who subscribes', () => {
  it('hears of each change, and of nothing else', async () => {
    const { watch, become } = watching()
    const heard = vi.fn()
    const off = watch.subscribe(heard)
    become({})
    expect(heard).not.toHaveBeenCalled()
    await wait(60_000)
    expect(heard).toHaveBeenCalledTimes(1)
    become({})
    expect(heard).toHaveBeenCalledTimes(1)
    watch.setOptions({ ...TIMES, endAfterMs: 90_000 })
    expect(watch.getState().endsAt).toBe(NOW + 90_000)
    expect(heard).toHaveBeenCalledTimes(2)
    off()
    watch.keepAlive()
    expect(heard).toHaveBeenCalledTimes(2)
    expect(watch.getInitialState()).toEqual({ isWarning: false, endsAt: null })
  })

  it('leaves nothing behind', () => {
    const { messages, subscribers, decisions } = watching()
    stop()
    expect([messages.size, subscribers.size, decisions.size]).toEqual([0, 0, 0])
  })
})
