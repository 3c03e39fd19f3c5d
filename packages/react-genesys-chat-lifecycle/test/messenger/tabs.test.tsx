import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createGuestCentre } from '../../src/testing/index.ts'
import type { MessengerApp } from '../support/messengerApp.tsx'
import { mountMessenger, notice, settled } from '../support/messengerApp.tsx'
import { Channel, stubTabs } from '../support/tabs.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
  Channel.all.clear()
  stubTabs({ locks: true })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** Two tabs of one browser, in one conversation with an agent. */
async function openTabs(
  options: Parameters<typeof mountMessenger>[0] = {},
): Promise<[MessengerApp, MessengerApp]> {
  const centre = createGuestCentre(options.messenger?.disconnect)
  const first = await mountMessenger({ ...options, messenger: { ...options.messenger, centre } })
  first.messenger.customer.say('Hello')
  await first.settle()
  const second = await mountMessenger({ ...options, messenger: { ...options.messenger, centre } })
  await second.settle()
  centre.agent.say('Hello Joe')
  await second.settle()
  return [first, second]
}

it('both tabs hear everything, and one closing is told in one of them', async () => {
  const [first, second] = await openTabs()
  expect(second.chat()).toMatchObject({ phase: 'active', sessionId: first.chat().sessionId })
  first.messenger.agent.disconnect()
  await first.settle()
  expect(first.chat().closedSegment).toEqual(second.chat().closedSegment)
  expect([...first.callbacks, ...second.callbacks].sort()).toEqual(['closed', 'notice'])
  expect(notice(first)).toBe(notice(second))
})

it('a notice that is dismissed in one tab is gone in the other', async () => {
  const [first, second] = await openTabs()
  first.messenger.agent.disconnect()
  await first.settle()
  await first.does(() => first.page.container.querySelector('button')?.click())
  await first.settle()
  expect([notice(first), notice(second)]).toEqual([null, null])
})

it('the guard ends the conversation in one tab, and both know', async () => {
  const [first, second] = await openTabs({ guard: { asyncPolicy: 'end' } })
  first.messenger.agent.disconnect()
  await first.wait(5_000)
  expect([first.chat().phase, second.chat().phase]).toEqual(['ended', 'ended'])
  const cleared = [first, second].flatMap(({ messenger }) =>
    messenger.commandsNamed('MessagingService.clearConversation'),
  )
  expect(cleared).toHaveLength(1)
  expect([...first.callbacks, ...second.callbacks].filter((name) => name.startsWith('ended'))).toEqual([
    'ended agent',
  ])
})

it('a read-only conversation has ended in both, which is told once', async () => {
  const [first, second] = await openTabs({ messenger: { disconnect: 'read-only' } })
  first.messenger.agent.disconnect()
  await first.settle()
  expect([...first.callbacks, ...second.callbacks]).toEqual(['ended server'])
})

it('the end in one tab reaches the other', async () => {
  const [first, second] = await openTabs()
  await settled(first, first.chat().end())
  await first.settle()
  expect(second.chat().phase).toBe('ended')
})
