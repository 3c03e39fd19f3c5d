import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createListeners } from '../../../src/common/listeners.ts'
import { WindowOpening } from '../../../src/platform/genesys-widgets/windowOpening.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A window, as its commands and events tell of it. */
function createWindow({ hasWindow = true } = {}) {
  const events = new Map<string, ReturnType<typeof createListeners>>()
  const of = (name: string) => {
    const known = events.get(name) ?? createListeners()
    events.set(name, known)
    return known
  }
  const state = { isOpen: false }
  const before = vi.fn()
  const connection = {
    data: (key: string) => (key === 'WebChat.open' ? state.isOpen : undefined),
    has: (plugin: string) => plugin === 'WebChat' && hasWindow,
  }
  const opening = new WindowOpening({
    connection,
    on: (event: string, listener: () => void) => of(event).add(listener),
    intercept: (command: string, interceptor: (data: unknown) => unknown) =>
      of(command).add(() => before(interceptor('data'))),
  } as never)
  return { opening, state, before, happens: (name: string) => of(name).notify() }
}

async function isDone(opening: WindowOpening): Promise<boolean> {
  let done = false
  void opening.whenDone().then(() => {
    done = true
  })
  await vi.advanceTimersByTimeAsync(0)
  return done
}

describe('an opening', () => {
  it('is not under way before anybody opens the window', async () => {
    const { opening } = createWindow()
    expect(opening.isUnderWay).toBe(false)
    expect(await isDone(opening)).toBe(true)
  })

  it.each([
    ['WebChat.open', 5_000],
    ['WebChatService.restored', 1_000],
  ])('is under way after %s, for %i ms at most', async (name, ms) => {
    const { opening, happens } = createWindow()
    happens(name)
    expect(opening.isUnderWay).toBe(true)
    const done = vi.fn()
    void opening.whenDone().then(done)
    void opening.whenDone().then(done)
    await vi.advanceTimersByTimeAsync(ms - 1)
    expect(done).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(done).toHaveBeenCalledTimes(2)
    expect(opening.isUnderWay).toBe(false)
  })

  it.each(['WebChat.opened', 'WebChat.closed'])('is done with %s', async (name) => {
    const { opening, happens } = createWindow()
    happens('WebChat.open')
    expect(await isDone(opening)).toBe(false)
    happens(name)
    expect(opening.isUnderWay).toBe(false)
    expect(await isDone(opening)).toBe(true)
  })

  it('lets the command pass as it is', () => {
    const { happens, before } = createWindow()
    happens('WebChat.open')
    expect(before).toHaveBeenCalledExactlyOnceWith('data')
  })

  it.each(['WebChat.open', 'WebChatService.restored'])(
    'does not begin with %s while the window is open',
    (name) => {
      const { opening, state, happens } = createWindow()
      state.isOpen = true
      happens(name)
      expect(opening.isUnderWay).toBe(false)
    },
  )

  it('does not begin with a restored session where there is no window', () => {
    const { opening, happens } = createWindow({ hasWindow: false })
    happens('WebChatService.restored')
    expect(opening.isUnderWay).toBe(false)
  })

  it('of which the command has told is not cut short by a restored session', async () => {
    const { opening, happens } = createWindow()
    happens('WebChat.open')
    happens('WebChatService.restored')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(opening.isUnderWay).toBe(true)
  })
})
