import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mountMessenger, mountTalk, notice } from '../support/messengerApp.tsx'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a conversation on Messenger', () => {
  it('goes through the phases, and shows one notice when the agent disconnects, although the event comes twice', async () => {
    const app = await mountTalk()
    expect(app.chat().platform).toBe('genesys-messenger')
    expect(app.chat().isAsync).toBe(true)
    expect(app.chat().agents.map(({ name }) => name)).toEqual(['Anna'])
    app.messenger.agent.disconnect()
    await app.settle()
    expect(app.phases).toEqual(['connecting', 'idle', 'waiting', 'active', 'closed'])
    expect(app.chat().closedSegment).toMatchObject({ agentName: 'Anna', state: 'completed', isAsync: true })
    expect(app.chat().agents).toEqual([])
    expect(app.callbacks).toEqual(['closed', 'notice'])
    expect(notice(app)).toMatch(/^Thank you/)
    expect(app.errors).toEqual([])
  })

  it('is idle without one', async () => {
    const app = await mountMessenger()
    expect(app.phases).toEqual(['connecting', 'idle'])
  })
})
