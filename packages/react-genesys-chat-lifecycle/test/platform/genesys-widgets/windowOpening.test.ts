import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Gap } from '../../../src/common/gap.ts'
import { watchWindowOpening } from '../../../src/platform/genesys-widgets/windowOpening.ts'
import { createFakeClient } from '../../support/fakeClient.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A window, as its commands and events tell of it. */
function createWindow({ hasWindow = true } = {}) {
  const state = { isOpen: false }
  const { client, passed, happens } = createFakeClient({
    data: (key: string) => (key === 'WebChat.open' ? state.isOpen : undefined),
    has: (plugin: string) => plugin === 'WebChat' && hasWindow,
  })
  return { opening: watchWindowOpening(client), state, passed, happens }
}

async function isDone(opening: Gap): Promise<boolean> {
  let done = false
  void opening.whenOver().then(() => {
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
    void opening.whenOver().then(done)
    void opening.whenOver().then(done)
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
    const { happens, passed } = createWindow()
    happens('WebChat.open')
    expect(passed).toEqual(['data'])
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
