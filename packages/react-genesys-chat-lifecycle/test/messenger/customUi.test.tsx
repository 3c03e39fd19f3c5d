import { screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useGenesysChatIdle, useGenesysChatUnread } from '../../src/index.ts'
import { mountTalk, settled } from '../support/messengerApp.tsx'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

function Parts() {
  const unread = useGenesysChatUnread({ isVisible: false })
  const { isWarning } = useGenesysChatIdle({ warnAfterMs: 60_000, endAfterMs: 120_000 })
  return <output>{`${unread} unread, ${isWarning ? 'idle' : 'busy'}`}</output>
}

it('unread messages are counted, and an idle conversation is ended', async () => {
  const app = await mountTalk({ children: <Parts /> })
  app.messenger.agent.say('Hello')
  await app.settle()
  expect(screen.getByText(/^[1-9]\d* unread, busy/)).toBeVisible()
  await app.wait(70_000)
  expect(screen.getByText(/unread, idle/)).toBeVisible()
  await app.wait(60_000)
  await app.settle()
  expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'idle' })
  expect(app.callbacks).toContain('ended idle')
})

it('beforeEnd is waited for', async () => {
  let answer = (): void => {}
  const beforeEnd = vi.fn(
    () =>
      new Promise<void>((resolve) => {
        answer = resolve
      }),
  )
  const app = await mountTalk({ guard: { asyncPolicy: 'end', beforeEnd } })
  app.messenger.agent.disconnect()
  await app.settle()
  await app.wait(5_000)
  expect(app.chat().phase).toBe('closed')
  expect(beforeEnd).toHaveBeenCalledTimes(1)
  answer()
  await app.settle()
  await app.wait(2_000)
  expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
})

it('reset() clears the conversation, needs no forgetToken, and leaves nothing', async () => {
  const app = await mountTalk({ children: <Parts /> })
  app.messenger.agent.say('Thank you, Joe')
  await app.settle()
  await settled(app, app.chat().reset())
  expect(app.chat()).toMatchObject({ phase: 'idle', sessionId: null })
  expect(app.messages()).toEqual([])
  expect(app.messenger.commandsNamed('MessagingService.clearConversation')).toHaveLength(1)
  expect(Object.keys(localStorage).filter((key) => key.startsWith('react-genesys'))).toEqual([])
})
