import { screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type App, mountApp, mountConversation } from '../support/app.tsx'
import { closeSegment } from '../support/guarded.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** How an action of the chat ends. */
async function outcomeOf(app: App, act: () => Promise<unknown>, waitMs = 12_000): Promise<unknown> {
  let outcome: unknown = 'pending'
  await app.does(() => {
    act().then(
      (value) => {
        outcome = value ?? 'resolved'
      },
      (error: unknown) => {
        outcome = error
      },
    )
  })
  await app.wait(waitMs)
  return outcome
}

describe('closing the window', () => {
  it.each([false, true])(
    'of a chat that goes on, or opening it again, is no news (asynchronous: %s)',
    async (async) => {
      const app = await mountConversation({ bus: { async } })
      const { sessionId } = app.chat()
      app.testBus.customer.close()
      await app.wait(2_000)
      // Of a regular chat the widget restores the session, and the window comes back.
      expect(app.chat().window).toBe(async ? 'closed' : 'open')
      if (async) app.testBus.customer.open()
      await app.wait(2_000)

      expect(app.chat()).toMatchObject({ phase: 'active', window: 'open', sessionId })
      expect(app.callbacks).toEqual([])
      expect(app.sent('WebChatService.endChat')).toBe(0)
    },
  )

  it('over a half-filled form, where the command stays pending, tells that the widget asks the customer', async () => {
    const app = await mountApp()
    app.testBus.customer.open(false)
    await app.settle()
    app.testBus.widget.fillForm({ firstname: 'Jo' })
    expect(await outcomeOf(app, app.chat().closeWindow, 400)).toEqual({ status: 'asking' })
    expect(app.chat().window).toBe('open')
  })
})

it.each([
  ['minimised', 'WebChat.minimize'],
  ['hidden by the page', 'WebChat.hide'],
])('opening a window that is %s shows it again', async (_, command) => {
  const app = await mountConversation()
  await app.does(() => void app.testBus.bus.command(command))
  await app.settle()
  expect(await outcomeOf(app, app.chat().openWindow, 500)).toEqual({ status: 'joined' })
  expect(app.chat().window).toBe('open')
  expect(app.testBus.widget.state).toMatchObject({ minimized: false, hidden: false })
})

it('opening the window of a chat that was started without one resolves when it is open', async () => {
  const app = await mountApp()
  await outcomeOf(app, () => app.chat().start({ form: { firstname: 'Joe' } }), 1_000)
  expect(app.chat()).toMatchObject({ phase: 'waiting', window: 'closed' })
  const { sessionId } = app.chat()

  expect(await outcomeOf(app, app.chat().openWindow)).toEqual({ status: 'joined' })
  expect(app.chat()).toMatchObject({ phase: 'waiting', window: 'open', sessionId })
})

it('the widget’s own end, which resolves before its request is done, is the customer’s, and sent once', async () => {
  const app = await mountConversation({ guard: { endDelayMs: 500 } })
  app.testBus.server.latency(2_000, 'leave')
  await closeSegment(app)
  await app.does(() => void app.testBus.bus.command('WebChat.endChat'))
  await app.wait(6_000)

  expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'customer' })
  expect(app.testBus.centre.requests.filter(({ kind }) => kind === 'leave')).toHaveLength(1)
})

it('an asynchronous chat restored from a page of history without the customer’s joining has its notice in the page', async () => {
  const app = await mountConversation({ bus: { async: true, pageSize: 16 } })
  for (let i = 0; i < 20; i++) app.testBus.agent.say(`remark ${i}`)
  await closeSegment(app)
  expect(app.testBus.widget.notices).toHaveLength(1)
  // It was shown before: what was read is not put into the page.
  await app.reload()
  await app.wait(3_000)
  expect(app.testBus.widget.notices).toEqual([])
  expect(screen.queryByText(/Thank you/)).toBeNull()
  app.testBus.customer.say('one more thing')
  await app.settle()
  await closeSegment(app)
  await app.wait(3_000)

  expect(app.testBus.widget.notices).toEqual([])
  expect(screen.getByText(/Thank you/)).toBeVisible()
})

describe('a server that refuses', () => {
  it.each([429, 500])('a few polls with %i loses no chat, and no closing', async (status) => {
    const app = await mountConversation({ guard: null })
    app.testBus.server.fail(status, { only: 'poll', times: 3 })
    await closeSegment(app)
    await app.wait(3_000)
    expect(app.chat().phase).toBe('closed')
  })

  it('a restored asynchronous chat with 401 has lost it, and is not asked to end one', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: null })
    app.testBus.server.fail(401, { only: 'restore' })
    await app.reload()
    await app.wait(12_000)

    expect(app.chat()).toMatchObject({ phase: 'ended', canSend: false })
    expect(['session-lost', 'restore-failed']).toContain(app.chat().endReason)
    expect(app.sent('WebChatService.endChat')).toBe(0)
  })
})
