import { act, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChatEndGuardProps } from '../../src/index.ts'
import { type App, type AppOptions, mountConversation } from '../support/app.tsx'
import { closeSegment, inOverlay, press, say } from '../support/guarded.tsx'

const SOON = /about to end/
const KEEP_OPEN = { name: 'Keep it open' }

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const ends = (app: App) => app.sent('WebChatService.endChat')
const regular = (guard: ChatEndGuardProps, options: AppOptions = {}) =>
  mountConversation({ guard, ...options })

describe('a countdown', () => {
  it('is shown in the widget, counts the seconds, and then ends the chat once', async () => {
    const app = await regular({ endDelayMs: 10_000 })
    await closeSegment(app, 'Finalizing')
    expect(inOverlay(app)?.getByText(SOON)).toBeTruthy()
    expect(inOverlay(app)?.getByRole('timer')).toHaveTextContent('10 seconds')
    await app.wait(5_000)
    expect(inOverlay(app)?.getByRole('timer')).toHaveTextContent('5 seconds')
    expect(ends(app)).toBe(0)
    await app.wait(5_000)
    await app.settle()

    expect(ends(app)).toBe(1)
    expect(inOverlay(app)).toBeNull()
    expect(app.callbacks).toEqual(['closed', 'ended agent', 'close'])
  })

  it('is not shown for an endDelayMs of Infinity, which never ends the chat', async () => {
    const app = await regular({ endDelayMs: Number.POSITIVE_INFINITY })
    await closeSegment(app)
    await app.wait(60_000)

    expect(inOverlay(app)).toBeNull()
    expect(screen.queryByText(SOON)).toBeNull()
    expect(app.chat().phase).toBe('closed')
    expect(ends(app)).toBe(0)
  })

  it('is shown in the page where there is no window', async () => {
    const app = await regular({ endDelayMs: 10_000 }, { bus: { webChat: false } })
    await closeSegment(app)

    expect(screen.getByRole('status')).toHaveTextContent(SOON)
    expect(screen.getByRole('timer')).toBeVisible()
  })

  it('can be stopped by the customer, and stays stopped after a reload', async () => {
    const app = await regular({ endDelayMs: 10_000 })
    await closeSegment(app)
    await press(app, inOverlay(app)?.getByRole('button', KEEP_OPEN) as HTMLElement)
    expect(inOverlay(app)).toBeNull()
    await app.reload()
    await app.wait(60_000)

    expect(app.chat().phase).toBe('closed')
    expect(ends(app)).toBe(0)
  })

  it('stops when the segment is reopened', async () => {
    const app = await regular({ endDelayMs: 10_000 })
    await closeSegment(app)
    app.testBus.agent.leave()
    app.testBus.agent.join()
    await app.settle()
    expect(inOverlay(app)).toBeNull()
    await app.wait(60_000)

    expect(ends(app)).toBe(0)
  })

  it('goes on when the customer writes: in a regular chat there is no new request to send', async () => {
    const app = await regular({ endDelayMs: 10_000, followUps: 'confirm' })
    await closeSegment(app)
    await say(app, 'wait, one more thing')
    expect(inOverlay(app)?.getByText(/was not sent because this conversation was closed/)).toBeTruthy()
    expect(inOverlay(app)?.queryByRole('button', { name: 'Send as a new request' })).toBeNull()
    await app.wait(20_000)

    expect(ends(app)).toBe(1)
    expect(app.chat().phase).toBe('ended')
  })

  it('stops when the customer sends a held text, which reopens an asynchronous chat', async () => {
    const app = await regular(
      { asyncPolicy: 'end', endDelayMs: 10_000, followUps: 'confirm' },
      { bus: { async: true } },
    )
    await closeSegment(app)
    await say(app, 'wait, one more thing')
    await press(app, inOverlay(app)?.getByRole('button', { name: 'Send as a new request' }) as HTMLElement)
    await app.wait(60_000)

    expect(app.chat().phase).toBe('active')
    expect(ends(app)).toBe(0)
  })

  it('goes on after a reload and ends at the same moment', async () => {
    const app = await regular({ endDelayMs: 10_000 })
    await closeSegment(app)
    await app.wait(4_000)
    await app.reload()
    expect(Number.parseInt(inOverlay(app)?.getByRole('timer').textContent ?? '', 10)).toBeLessThan(7)
    await app.wait(6_000)
    await app.settle()

    expect(ends(app)).toBe(1)
    expect(app.callbacks).toEqual(['closed', 'ended agent', 'close'])
  })

  it('ends the chat at once if it ran out while the page was away', async () => {
    const app = await regular({ endDelayMs: 10_000 })
    await closeSegment(app)
    app.page.unmount()
    await app.wait(30_000)
    await app.reload()
    await app.settle()

    expect(ends(app)).toBe(1)
  })

  it('ends on time in a tab whose timers were suspended', async () => {
    const app = await regular({ endDelayMs: 60_000 })
    await closeSegment(app)
    vi.setSystemTime(Date.now() + 120_000)
    await act(async () => document.dispatchEvent(new Event('visibilitychange')))
    await app.wait(11_000)

    expect(ends(app)).toBe(1)
  })

  it('ends nothing where the agent came back while the computer slept', async () => {
    const app = await regular({ endDelayMs: 60_000 })
    await closeSegment(app)
    app.testBus.server.latency(3_000)
    vi.setSystemTime(Date.now() + 3_600_000)
    app.testBus.centre.createAgent('Ben').join()
    await act(async () => document.dispatchEvent(new Event('visibilitychange')))
    await app.wait(60_000)

    expect(ends(app)).toBe(0)
    expect(app.chat().phase).toBe('active')
  })

  it('supports a delay that is longer than any timer', async () => {
    const setTimer = vi.spyOn(globalThis, 'setTimeout')
    const app = await regular({ endDelayMs: 40 * 86_400_000 })
    await closeSegment(app)
    await app.wait(1_000)

    expect(ends(app)).toBe(0)
    // A delay above that fires at once.
    const delays = setTimer.mock.calls.map(([, delay = 0]) => delay)
    expect(Math.max(...delays)).toBeLessThan(2 ** 31)
  })

  it('does not end a chat that the customer is ending already', async () => {
    const app = await regular({ endDelayMs: 1_000 })
    await closeSegment(app)
    app.testBus.server.latency(3_000, 'leave')
    await app.does(() => void app.chat().end())
    await app.wait(10_000)

    expect(ends(app)).toBe(1)
    expect(app.chat().endReason).toBe('customer')
    expect(app.callbacks).not.toContain('close')
  })
})

describe('ending the chat', () => {
  it('closes the window only after the chat has ended, however long that takes', async () => {
    const app = await regular({ closeWindow: true })
    app.testBus.server.latency(3_000, 'leave')
    await closeSegment(app)
    expect(app.sent('WebChat.close')).toBe(0)
    await app.wait(4_000)
    await app.settle()

    expect(app.sent('WebChat.close')).toBe(1)
    expect(app.testBus.widget.state.open).toBe(false)
  })

  it.each([false, true])(
    'reports a failure once, as a ChatCommandError, and does not try again (closeWindow: %s)',
    async (closeWindow) => {
      const app = await regular({ closeWindow })
      app.testBus.server.fail(500, { only: 'leave' })
      await closeSegment(app)
      await closeSegment(app)
      await app.wait(20_000)

      expect(ends(app)).toBe(1)
      expect(app.errors.filter((error) => error instanceof Error)).toMatchObject([
        { name: 'ChatCommandError', command: 'WebChatService.endChat', kind: 'rejected' },
      ])
      expect(app.testBus.widget.state.open).toBe(!closeWindow)
      expect(app.testBus.centre.requests.filter(({ kind }) => kind === 'leave')).toHaveLength(1)
    },
  )

  it('gives onEnd what it takes to forget the token of an asynchronous chat', async () => {
    const onEnd = vi.fn()
    const app = await regular({ asyncPolicy: 'end', onEnd }, { bus: { async: true } })
    await closeSegment(app)

    expect(onEnd.mock.calls).toEqual([
      [expect.objectContaining({ isAsync: true, sessionId: app.testBus.centre.session.id })],
    ])
  })

  it.each([
    ['the request fails', (app: App) => app.testBus.server.fail(500, { only: 'leave' })],
    [
      'a hook of the page keeps the window open',
      (app: App) => app.testBus.bus.before('WebChat.close', () => false),
    ],
    ['the answer takes too long', (app: App) => app.testBus.server.latency(15_000, 'leave')],
  ])('calls onEnd once, even if %s', async (_, hinder) => {
    const app = await regular({ closeWindow: true })
    hinder(app)
    await closeSegment(app)
    await app.wait(30_000)

    expect(app.ended).toMatchObject([{ reason: 'agent' }])
    expect(app.callbacks.filter((name) => name === 'close')).toHaveLength(1)
    expect(app.errors.filter((error) => error instanceof Error)).toHaveLength(1)
  })

  it('does not call onEnd when the customer ends the chat during the countdown', async () => {
    const app = await regular({ endDelayMs: 1_000 })
    await closeSegment(app)
    app.testBus.server.latency(3_000, 'leave')
    app.testBus.customer.end()
    await app.wait(15_000)

    expect(app.callbacks).toEqual(['closed', 'ended customer'])
  })

  it('does not call onEnd when the server closes the segment and ends the chat at once', async () => {
    const app = await regular({})
    app.testBus.agent.setState('Finalizing')
    app.testBus.server.end()
    await app.wait(5_000)

    expect(app.callbacks).toEqual(['closed', 'ended server'])
  })

  it('calls onEnd once when a first end was prevented and a later one succeeds', async () => {
    const app = await regular({ asyncPolicy: 'end' }, { bus: { async: true } })
    let refuses = true
    app.testBus.bus.before('WebChatService.endChat', (data) => (refuses ? false : data))
    await closeSegment(app)
    refuses = false
    await say(app, 'one more thing')
    await closeSegment(app)
    await app.wait(1_000)

    expect(app.closed).toHaveLength(2)
    expect(app.callbacks.filter((name) => name === 'close')).toHaveLength(1)
  })

  it('does not end the chat again when the session is joined once more and its old closed segment comes back', async () => {
    const app = await regular({ asyncPolicy: 'end' }, { bus: { async: true } })
    await closeSegment(app)
    app.testBus.customer.close()
    await app.settle()
    app.testBus.customer.open()
    await app.settle()
    await app.wait(5_000)

    expect(app.chat()).toMatchObject({ phase: 'closed', sessionId: app.testBus.centre.session.id })
    expect(ends(app)).toBe(1)
    expect(app.callbacks.filter((name) => name === 'close')).toHaveLength(1)
  })

  it('does not happen under the policy "none"', async () => {
    const app = await regular({ regularPolicy: 'none' })
    await closeSegment(app)
    await app.wait(5_000)

    expect(ends(app)).toBe(0)
    expect(screen.getByRole('status')).toBeEmptyDOMElement()
  })

  it('tidies up after the server has ended the chat: the input is disabled and a new chat can start', async () => {
    const app = await regular({ endDelayMs: 60_000 })
    await closeSegment(app)
    app.testBus.server.end()
    await app.settle()
    await app.wait(1_000)

    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'server' })
    expect(app.testBus.widget.state.inputEnabled).toBe(false)
    expect(inOverlay(app)).toBeNull()
    await app.wait(120_000)
    expect(ends(app)).toBe(1)
  })
})
