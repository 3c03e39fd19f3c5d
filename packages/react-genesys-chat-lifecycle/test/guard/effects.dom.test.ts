import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Chat } from '../../src/chat/chat.ts'
import { createOnce } from '../../src/chat/once.ts'
import type { ClosedSegment } from '../../src/chat/state.ts'
import { createListeners } from '../../src/common/listeners.ts'
import { GuardEffects } from '../../src/guard/effects.ts'
import type { GuardOptions } from '../../src/guard/options.ts'
import { createSeat } from '../../src/guard/seat.ts'
import { type GuardState, idleGuard } from '../../src/guard/state.ts'
import type { NoticeBubble, PageShare } from '../../src/platform/port.ts'

const NOW = 1_800_000_000_000
beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => {
  localStorage.clear()
  vi.useRealTimers()
})
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)

const segment: ClosedSegment = {
  key: 's:1-1',
  state: 'completed',
  signal: 'interactionState',
  at: 1,
  agentName: 'Anna',
  isAsync: false,
  sessionId: 's',
}

/** As much of a guard and its chat as effects need. */
function createEffects(options: GuardOptions = {}, page: PageShare = new Map()) {
  const subscribers = createListeners()
  const chatState = { phase: 'closed', endReason: null as string | null }
  const state: { -readonly [Key in keyof GuardState]: GuardState[Key] } = { ...idleGuard, text: 'Bye' }
  const window = {
    countOpenings: vi.fn(() => 1),
    rendersMarkdown: () => false,
    isOverlayTaken: vi.fn((_node: HTMLElement) => false),
    showOverlay: vi.fn((_node: HTMLElement) => Promise.resolve(true)),
    hideOverlay: vi.fn(),
  }
  const injectNotice = vi.fn((_text: string, _bubble: NoticeBubble) => Promise.resolve())
  const ask = vi.fn((_reason: string, _closeWindow: boolean) => Promise.resolve())
  const once = createOnce(page)
  const chat = {
    once,
    getState: () => chatState,
    subscribe: (listener: () => void) => subscribers.add(listener),
    ending: { ask },
    platform: { page, window, commands: { injectNotice } },
  } as unknown as Chat
  const tell = vi.fn()
  const reportError = vi.fn()
  const element = document.createElement('div')
  const effects = new GuardEffects({
    chat,
    options: () => options,
    seat: createSeat(chat, () => {}),
    wording: { textFor: ({ agentName }: ClosedSegment) => `Bye, ${agentName}` } as never,
    overlayElement: () => element,
    current: () => state,
    tell,
    reportError,
  })
  const become = (next: Partial<typeof chatState>): void => {
    Object.assign(chatState, next)
    subscribers.notify()
  }
  return { effects, window, injectNotice, ask, once, tell, reportError, element, state, become, subscribers }
}

describe('a countdown', () => {
  it('is over at its time, once', async () => {
    const { effects, tell } = createEffects()
    effects.run({ type: 'countdown', endsAt: NOW + 10_000 })
    await wait(9_999)
    expect(tell).not.toHaveBeenCalled()
    await wait(20_000)
    expect(tell.mock.calls).toEqual([[{ type: 'countdownOver' }]])
  })

  it('is replaced by the next one, stopped by none, and by the guard’s end', async () => {
    for (const stop of ['next', 'none', 'end']) {
      const { effects, tell } = createEffects()
      effects.run({ type: 'countdown', endsAt: NOW + 10_000 })
      if (stop === 'next') effects.run({ type: 'countdown', endsAt: NOW + 90_000 })
      else if (stop === 'none') effects.run({ type: 'countdown', endsAt: null })
      else effects.stop()
      await wait(60_000)
      expect(tell, stop).not.toHaveBeenCalled()
      effects.stop()
      vi.setSystemTime(NOW)
    }
  })

  it.each([
    [5_000, true],
    [5_001, false],
  ])('that is noticed %i ms late is over at once: %s', async (late, isOver) => {
    const { effects, tell } = createEffects()
    effects.run({ type: 'countdown', endsAt: NOW + 10_000 })
    vi.setSystemTime(NOW + 10_000 + late)
    document.dispatchEvent(new Event('visibilitychange'))
    expect(tell).toHaveBeenCalledTimes(isOver ? 1 : 0)
    await wait(9_999)
    expect(tell).toHaveBeenCalledTimes(isOver ? 1 : 0)
    await wait(1)
    expect(tell.mock.calls).toEqual([[{ type: 'countdownOver' }]])
  })

  it('that was late is stopped like any other', async () => {
    const { effects, tell } = createEffects()
    effects.run({ type: 'countdown', endsAt: NOW + 10_000 })
    vi.setSystemTime(NOW + 60_000)
    document.dispatchEvent(new Event('visibilitychange'))
    effects.stop()
    await wait(60_000)
    expect(tell).not.toHaveBeenCalled()
  })
})

describe('patience', () => {
  it('lasts a second, unless the guard goes', async () => {
    const { effects, tell } = createEffects()
    effects.run({ type: 'wait' })
    await wait(999)
    expect(tell).not.toHaveBeenCalled()
    await wait(1)
    expect(tell.mock.calls).toEqual([[{ type: 'patienceOver' }]])
    effects.run({ type: 'wait' })
    effects.stop()
    await wait(5_000)
    expect(tell).toHaveBeenCalledTimes(1)
  })
})

describe('the overlay', () => {
  it.each([
    [true, 'overlayShown'],
    [false, 'overlayRefused'],
  ])('tells whether it was shown: %s', async (isShown, type) => {
    const { effects, window, element, tell } = createEffects()
    window.showOverlay.mockResolvedValue(isShown)
    effects.run({ type: 'showOverlay' })
    await wait(0)
    expect(window.showOverlay).toHaveBeenCalledExactlyOnceWith(element)
    expect(window.isOverlayTaken).toHaveBeenCalledExactlyOnceWith(element)
    expect(tell.mock.calls).toEqual([[{ type }]])
  })

  it('is left to the page that uses it', async () => {
    const { effects, window, tell } = createEffects()
    window.isOverlayTaken.mockReturnValue(true)
    effects.run({ type: 'showOverlay' })
    await wait(0)
    expect(window.showOverlay).not.toHaveBeenCalled()
    expect(tell.mock.calls).toEqual([[{ type: 'overlayTaken' }]])
  })

  it.each([
    ['asked', 1],
    ['shown', 1],
    ['off', 0],
    ['refused', 0],
  ] as const)('that was %s is hidden when the guard goes: %i', (overlay, times) => {
    const { effects, window, state } = createEffects()
    state.overlay = overlay
    effects.stop()
    expect(window.hideOverlay).toHaveBeenCalledTimes(times)
  })

  it('is hidden when it is not needed any more', () => {
    const { effects, window } = createEffects()
    effects.run({ type: 'hideOverlay' })
    expect(window.hideOverlay).toHaveBeenCalledTimes(1)
  })
})

describe('a notice', () => {
  it('is announced once on all pages', async () => {
    const onNotice = vi.fn()
    const { effects } = createEffects({ onNotice })
    effects.run({ type: 'noticed', closedSegment: segment, text: 'Bye' })
    effects.run({ type: 'noticed', closedSegment: segment, text: 'Bye' })
    await wait(0)
    const other = createEffects({ onNotice })
    other.effects.run({ type: 'noticed', closedSegment: segment, text: 'Bye' })
    await wait(0)
    expect(onNotice).toHaveBeenCalledExactlyOnceWith(segment, 'Bye')
    other.effects.run({ type: 'noticed', closedSegment: { ...segment, key: 's:2-2' }, text: 'Bye' })
    await wait(0)
    expect(onNotice).toHaveBeenCalledTimes(2)
  })

  it('whose callback throws is reported', async () => {
    const error = new Error('theirs')
    const onNotice = () => {
      throw error
    }
    const { effects, reportError } = createEffects({ onNotice })
    effects.run({ type: 'noticed', closedSegment: segment, text: 'Bye' })
    await wait(0)
    expect(reportError).toHaveBeenCalledExactlyOnceWith(error)
  })

  it('goes into the widget once for each time the window opens, whichever guard sends it', async () => {
    const page: PageShare = new Map()
    const first = createEffects({}, page)
    const second = createEffects({}, page)
    first.effects.run({ type: 'inject', closedSegment: segment })
    second.effects.run({ type: 'inject', closedSegment: segment })
    await wait(0)
    expect(first.injectNotice.mock.calls).toEqual([['Bye', { time: false }]])
    expect(second.injectNotice).not.toHaveBeenCalled()
    for (const { tell } of [first, second])
      expect(tell.mock.calls).toEqual([[{ type: 'injected', key: 's:1-1' }]])
    second.window.countOpenings.mockReturnValue(2)
    second.effects.run({ type: 'inject', closedSegment: segment })
    await wait(0)
    expect(second.injectNotice).toHaveBeenCalledTimes(1)
  })

  it('that was refused can be sent again', async () => {
    const { effects, injectNotice, tell } = createEffects()
    injectNotice.mockRejectedValueOnce(new Error('no'))
    effects.run({ type: 'inject', closedSegment: segment })
    await wait(0)
    effects.run({ type: 'inject', closedSegment: segment })
    await wait(0)
    expect(tell.mock.calls).toEqual([
      [{ type: 'refused', key: 's:1-1' }],
      [{ type: 'injected', key: 's:1-1' }],
    ])
  })

  it.each<[string, GuardOptions, string, string]>([
    ['the text that is shown', {}, 'Anna', 'Bye'],
    ['the text that is shown, where nothing needs to be escaped', { notice: () => '' }, 'Anna', 'Bye'],
    ['a constant text as it is', { notice: 'Bye' }, 'www.anna.example', 'Bye'],
    [
      'a text made of what is escaped',
      { notice: () => '' },
      'www.anna.example',
      'Bye, www\u2060.anna.example',
    ],
  ])('is %s', async (_, options, agentName, text) => {
    const { effects, injectNotice } = createEffects(options)
    effects.run({ type: 'inject', closedSegment: { ...segment, agentName } })
    await wait(0)
    expect(injectNotice.mock.calls[0]?.[0]).toBe(text)
  })

  it('has the bubble of the options', async () => {
    const bubble = { fill: 'red' }
    const { effects, injectNotice } = createEffects({ bubble })
    effects.run({ type: 'inject', closedSegment: segment })
    await wait(0)
    expect(injectNotice).toHaveBeenCalledExactlyOnceWith('Bye', bubble)
  })
})

describe('an end', () => {
  const end = (effects: GuardEffects, closedSegment = segment) =>
    effects.run({ type: 'end', closedSegment, dueAt: NOW })

  it.each([
    [undefined, false],
    [true, true],
    [false, false],
  ])('is asked for once, with closeWindow %j', async (closeWindow, closes) => {
    const { effects, ask } = createEffects({ ...(closeWindow !== undefined && { closeWindow }) })
    end(effects)
    end(effects)
    await wait(0)
    end(effects)
    expect(ask).toHaveBeenCalledExactlyOnceWith('agent', closes)
  })

  it.each(['active', 'waiting', 'ending', 'ended', 'idle'])(
    'is not asked for in the phase %s',
    async (phase) => {
      const { effects, ask, become } = createEffects()
      become({ phase })
      end(effects)
      await wait(0)
      expect(ask).not.toHaveBeenCalled()
    },
  )

  it.each(['end:s:1-1', 'keptOpen:s:1-1'])('is not asked for after %s, in whichever tab', async (key) => {
    const { effects, ask, once } = createEffects()
    void once(key)
    end(effects)
    await wait(0)
    expect(ask).not.toHaveBeenCalled()
  })

  it('calls onEnd when the chat is over because of it, once', async () => {
    const onEnd = vi.fn()
    const { effects, become, subscribers } = createEffects({ onEnd })
    end(effects)
    become({ phase: 'ending' })
    await wait(0)
    expect(onEnd).not.toHaveBeenCalled()
    become({ phase: 'ended', endReason: 'agent' })
    await wait(0)
    become({})
    expect(onEnd).toHaveBeenCalledExactlyOnceWith(segment)
    expect(subscribers.size).toBe(0)
  })

  it('calls onEnd in one tab only', async () => {
    const onEnd = vi.fn()
    const { effects, become, once } = createEffects({ onEnd })
    end(effects)
    void once('end:s:1-1')
    become({ phase: 'ended', endReason: 'agent' })
    await wait(0)
    expect(onEnd).not.toHaveBeenCalled()
  })

  it('does not call onEnd where somebody else has ended the chat, and never afterwards', async () => {
    const onEnd = vi.fn()
    const { effects, become, once } = createEffects({ onEnd })
    end(effects)
    become({ phase: 'ended', endReason: 'customer' })
    await wait(0)
    expect(onEnd).not.toHaveBeenCalled()
    expect(once.isDone('end:s:1-1')).toBe(true)
  })

  it('that fails is reported, and a chat that is over later is not over because of it', async () => {
    const onEnd = vi.fn()
    const { effects, become, ask, reportError, subscribers } = createEffects({ onEnd })
    const error = new Error('no')
    ask.mockRejectedValueOnce(error)
    end(effects)
    await wait(0)
    expect(reportError).toHaveBeenCalledExactlyOnceWith(error)
    expect(subscribers.size).toBe(0)
    become({ phase: 'ended', endReason: 'agent' })
    await wait(0)
    expect(onEnd).not.toHaveBeenCalled()
  })

  it('without an answer may still come about', async () => {
    const onEnd = vi.fn()
    const { effects, become, ask } = createEffects({ onEnd })
    ask.mockImplementationOnce(() => {
      become({ phase: 'ending' })
      return Promise.reject(new Error('timeout'))
    })
    end(effects)
    await wait(0)
    become({ phase: 'ended', endReason: 'agent' })
    await wait(0)
    expect(onEnd).toHaveBeenCalledTimes(1)
  })

  it('whose callback throws is reported', async () => {
    const error = new Error('theirs')
    const onEnd = () => {
      throw error
    }
    const { effects, become, reportError } = createEffects({ onEnd })
    end(effects)
    become({ phase: 'ended', endReason: 'agent' })
    await wait(0)
    expect(reportError).toHaveBeenCalledExactlyOnceWith(error)
  })

  describe('with something to do before', () => {
    it('is asked for when that is done', async () => {
      let done = (): void => {}
      const beforeEnd = vi.fn(() => new Promise<void>((resolve) => (done = resolve)))
      const { effects, ask } = createEffects({ beforeEnd })
      end(effects)
      await wait(1_000)
      expect(beforeEnd).toHaveBeenCalledExactlyOnceWith(segment, { signal: expect.any(AbortSignal) })
      expect(ask).not.toHaveBeenCalled()
      done()
      await wait(0)
      expect(ask).toHaveBeenCalledTimes(1)
    })

    it.each([
      ['cancelled', (parts: ReturnType<typeof createEffects>) => parts.effects.run({ type: 'cancelEnd' })],
      ['stopped', (parts: ReturnType<typeof createEffects>) => parts.effects.stop()],
      ['kept open', (parts: ReturnType<typeof createEffects>) => void parts.once('keptOpen:s:1-1')],
      ['reopened', (parts: ReturnType<typeof createEffects>) => parts.become({ phase: 'active' })],
    ])('is not asked for when it was %s meanwhile', async (_, meanwhile) => {
      let done = (): void => {}
      const parts = createEffects({ beforeEnd: () => new Promise((resolve) => (done = resolve)) })
      end(parts.effects)
      await wait(1_000)
      meanwhile(parts)
      done()
      await wait(1_000)
      expect(parts.ask).not.toHaveBeenCalled()
    })

    it.each([
      [undefined, 300_000],
      [5_000, 5_000],
    ])('is asked for when the time is up: %j', async (beforeEndTimeoutMs, ms) => {
      const beforeEnd = vi.fn(
        (_segment: ClosedSegment, _context: { signal: AbortSignal }) => new Promise<void>(() => {}),
      )
      const { effects, ask } = createEffects({
        beforeEnd,
        ...(beforeEndTimeoutMs && { beforeEndTimeoutMs }),
      })
      end(effects)
      await wait(ms - 1)
      expect(ask).not.toHaveBeenCalled()
      await wait(1)
      expect(ask).toHaveBeenCalledTimes(1)
      expect(beforeEnd.mock.calls[0]?.[1].signal.reason).toMatchObject({
        name: 'TimeoutError',
        message: 'beforeEndTimeoutMs is over',
      })
    })

    it('is told why it is not needed any more', async () => {
      const beforeEnd = vi.fn(
        (_segment: ClosedSegment, _context: { signal: AbortSignal }) => new Promise<void>(() => {}),
      )
      const { effects, reportError } = createEffects({ beforeEnd })
      end(effects)
      await wait(0)
      effects.run({ type: 'cancelEnd' })
      expect(beforeEnd.mock.calls[0]?.[1].signal.reason).toMatchObject({ name: 'AbortError' })
      await wait(0)
      expect(reportError).not.toHaveBeenCalled()
    })

    it('is asked for when that fails, which is reported', async () => {
      const error = new Error('theirs')
      const { effects, ask, reportError } = createEffects({ beforeEnd: () => Promise.reject(error) })
      end(effects)
      await wait(0)
      expect(ask).toHaveBeenCalledTimes(1)
      expect(reportError).toHaveBeenCalledExactlyOnceWith(error)
    })

    it('leaves no timer behind', async () => {
      const { effects } = createEffects({ beforeEnd: () => {} })
      end(effects)
      await wait(0)
      expect(vi.getTimerCount()).toBe(0)
    })
  })
})
