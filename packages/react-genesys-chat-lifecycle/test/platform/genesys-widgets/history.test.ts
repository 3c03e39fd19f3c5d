import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ChatCommandError } from '../../../src/platform/commandError.ts'
import { CurrentTransport } from '../../../src/platform/genesys-widgets/currentTransport.ts'
import { History } from '../../../src/platform/genesys-widgets/history.ts'
import { createFakeClient } from '../../support/fakeClient.ts'
import { outcome } from '../../support/outcome.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const MESSAGES = 'WebChatService.messageReceived'
const older = { oldMessages: true }

/** A chat that was restored, whose service answers as the test says. */
function restored(answer: () => Promise<unknown>, pagination: unknown = true, hasBus = true) {
  const bus = hasBus ? { data: () => ({ pagination }) } : undefined
  const { client, ran, happens, listeners } = createFakeClient(bus, answer)
  const history = new History(client, new CurrentTransport())
  happens('WebChatService.restored')
  const load = async () => {
    const loaded = outcome(history.load())
    await vi.advanceTimersByTimeAsync(0)
    return loaded
  }
  return { history, ran, load, happens, listeners: () => listeners(MESSAGES) }
}

const settles = () => Promise.resolve()

describe('an older page', () => {
  it('has come when it is published, after which there may be more', async () => {
    const { history, load, happens, listeners } = restored(settles)
    const loaded = await load()
    expect(loaded).toEqual({})
    happens(MESSAGES, older)
    await vi.advanceTimersByTimeAsync(0)
    expect(loaded).toHaveProperty('value')
    expect(history.hasOlder).toBe(true)
    expect(listeners()).toBe(0)
  })

  it('may be published before the answer', async () => {
    let answer = (): void => {}
    const { history, load, happens } = restored(() => new Promise<void>((resolve) => (answer = resolve)))
    const loaded = await load()
    happens(MESSAGES, older)
    answer()
    await vi.advanceTimersByTimeAsync(0)
    expect(loaded).toHaveProperty('value')
    expect(history.hasOlder).toBe(true)
  })

  it.each([{}, { oldMessages: false }, { oldMessages: 'true' }, null])(
    'is not what else is published: %j',
    async (data) => {
      const { history, load, happens, listeners } = restored(settles)
      const loaded = await load()
      happens(MESSAGES, data)
      await vi.advanceTimersByTimeAsync(299)
      expect(loaded).toEqual({})
      await vi.advanceTimersByTimeAsync(1)
      expect(loaded).toHaveProperty('value')
      expect(history.hasOlder).toBe(false)
      expect(listeners()).toBe(0)
    },
  )

  it('is the last one where the service says so', async () => {
    const { history, load, ran } = restored(() =>
      Promise.reject(
        new ChatCommandError('WebChatService.fetchHistory', 'rejected', 'No more messages to fetch'),
      ),
    )
    expect(await load()).toHaveProperty('value')
    expect(history.hasOlder).toBe(false)
    await load()
    expect(ran).toHaveLength(1)
  })

  it('that cannot be had may be asked for again', async () => {
    const { history, load, listeners } = restored(() =>
      Promise.reject(new ChatCommandError('WebChatService.fetchHistory', 'rejected', 'HTTP 500')),
    )
    expect((await load()).error).toMatchObject({ reason: 'HTTP 500' })
    expect(history.hasOlder).toBe(true)
    expect(listeners()).toBe(0)
  })

  it('says nothing of a session that has begun meanwhile', async () => {
    const { history, load, happens } = restored(settles)
    await load()
    happens('WebChatService.started')
    happens(MESSAGES, older)
    await vi.advanceTimersByTimeAsync(300)
    expect(history.hasOlder).toBe(false)
  })
})

describe('there is nothing older', () => {
  it('in a chat that was started here, or whose transport has no pages', async () => {
    const { history, happens, load, ran } = restored(settles)
    happens('WebChatService.started')
    expect(history.hasOlder).toBe(false)
    await load()
    expect(ran).toEqual([])
    expect(restored(settles, false).history.hasOlder).toBe(false)
  })

  it('that can be known of without a bus', () => {
    expect(restored(settles, true, false).history.hasOlder).toBe(false)
  })
})
