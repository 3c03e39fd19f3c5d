import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mountConversation } from '../support/app.tsx'
import { closeSegment } from '../support/guarded.tsx'
import { rawConversation } from '../support/rawBus.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const HOUR = 3_600_000

/** The wall clock is put forwards or back; the timers do not notice. */
function jump(ms: number): void {
  const now = Date.now
  vi.spyOn(Date, 'now').mockImplementation(() => now() + ms)
}

describe('a clock that jumps', () => {
  it('back does not make the customer wait an hour for the end of a countdown', async () => {
    const app = await mountConversation({ guard: { endDelayMs: 5_000, noticePlacement: 'page' } })
    await closeSegment(app)
    jump(-HOUR)
    await app.wait(6_000)

    expect(app.chat().phase).toBe('ended')
    expect(app.sent('WebChatService.endChat')).toBe(1)
  })

  it('forwards ends a countdown when it is looked at again, once', async () => {
    const app = await mountConversation({ guard: { endDelayMs: 60_000, noticePlacement: 'page' } })
    await closeSegment(app)
    jump(HOUR)
    await app.does(() => document.dispatchEvent(new Event('visibilitychange')))
    await app.wait(11_000)

    expect(app.chat().phase).toBe('ended')
    expect(app.sent('WebChatService.endChat')).toBe(1)
  })

  it('forwards ends a countdown soon, also where nothing tells that the computer slept', async () => {
    const app = await mountConversation({ guard: { endDelayMs: 600_000, noticePlacement: 'page' } })
    await closeSegment(app)
    await app.wait(1_000)
    jump(HOUR)
    await app.wait(22_000)

    expect(app.chat().phase).toBe('ended')
    expect(app.sent('WebChatService.endChat')).toBe(1)
  })

  it.each([-HOUR, HOUR])('by %d ms changes nothing about the order of what was said', async (ms) => {
    const { chat, publish } = await rawConversation({ asyncMode: true })
    const say = (index: string, message: object): Promise<void> =>
      publish('WebChatService.messageReceived', { messages: [], originalMessages: [{ ...message, index }] })
    const state = (interactionState: string): object => ({
      type: 'System',
      event: 'InteractionStateChange',
      data: { interactionState },
    })
    await say('2000-1', state('Finalizing'))
    const key = chat.getState().closedSegment?.key
    jump(ms)
    await say('2000-2', state('Completed'))
    expect(chat.getState().closedSegment).toMatchObject({ key, state: 'completed' })

    await say('2000-3', { type: 'Text', text: 'again', from: { type: 'Customer', participantId: 'c1' } })
    expect(chat.getState()).toMatchObject({ phase: 'active', closedSegment: null })
    await say('2000-1', state('Finalizing'))
    expect(chat.getState().closedSegment).toBeNull()
    await say('2000-4', state('Completed'))
    expect(chat.getState().closedSegment?.key).not.toBe(key)
    chat.destroy()
  })
})
