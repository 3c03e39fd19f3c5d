import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createListeners, type Listeners } from '../../../src/common/listeners.ts'
import { ChatCommandError } from '../../../src/platform/commandError.ts'
import { CurrentTransport } from '../../../src/platform/genesys-widgets/currentTransport.ts'
import { History } from '../../../src/platform/genesys-widgets/history.ts'
import { outcome } from '../../support/outcome.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const MESSAGES = 'WebChatService.messageReceived'
const older = { oldMessages: true }

/** A chat that was restored, whose service answers as the test says. */
function restored(answer: () => Promise<unknown>, pagination: unknown = true) {
  const events = new Map<string, Listeners<[{ data: unknown }]>>()
  const of = (name: string) => {
    const known = events.get(name) ?? createListeners<[{ data: unknown }]>()
    events.set(name, known)
    return known
  }
  const run = vi.fn(answer)
  const connection = { data: () => ({ pagination }) }
  const client = {
    run,
    connection: connection as typeof connection | undefined,
    on: (event: string, listener: (envelope: { data: unknown }) => void) => of(event).add(listener),
    whenConnected: () => {},
  }
  const history = new History(client as never, new CurrentTransport())
  const happens = (name: string, data?: unknown) => of(name).notify({ data })
  happens('WebChatService.restored')
  const load = async () => {
    const loaded = outcome(history.load())
    await vi.advanceTimersByTimeAsync(0)
    return loaded
  }
  return { client, history, run, load, happens, listeners: () => of(MESSAGES).size }
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
    const { history, load, run } = restored(() =>
      Promise.reject(
        new ChatCommandError('WebChatService.fetchHistory', 'rejected', 'No more messages to fetch'),
      ),
    )
    expect(await load()).toHaveProperty('value')
    expect(history.hasOlder).toBe(false)
    await load()
    expect(run).toHaveBeenCalledOnce()
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
    const { history, happens, load, run } = restored(settles)
    happens('WebChatService.started')
    expect(history.hasOlder).toBe(false)
    await load()
    expect(run).not.toHaveBeenCalled()
    expect(restored(settles, false).history.hasOlder).toBe(false)
  })

  it('that can be known of without a bus', () => {
    const { client, history, happens } = restored(settles)
    client.connection = undefined
    happens('WebChatService.restored')
    expect(history.hasOlder).toBe(false)
  })
})
