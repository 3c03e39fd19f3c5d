import { createReplayBus, type ReplayBus } from 'genesys-models/replay'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PollWatch } from '../../../src/platform/genesys-widgets/pollWatch.ts'
import { runClient } from '../../support/client.ts'

let stop: () => void

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  stop()
  vi.useRealTimers()
})

/** A watch over a session that lives until `isAlive` says otherwise, and when it asked. */
async function watch(isAlive: () => boolean = () => true) {
  const bus: ReplayBus = createReplayBus({ advanceTimers: vi.advanceTimersByTimeAsync })
  const running = runClient(bus.bus)
  stop = running.stop
  bus.publish('App.ready')
  await bus.wait(1)
  const asked: number[] = []
  const polls = new PollWatch(running.client, async () => {
    asked.push(Date.now() - startedAt)
    return isAlive()
  })
  const startedAt = Date.now()
  const done = vi.fn()
  void polls.start().then(done)
  const poll = () => bus.publish('WebChatService.pollingStarted')
  return { bus, polls, asked, done, poll }
}

describe('a watch over the polls of a session', () => {
  it('asks after the session at growing intervals, for about a minute, while no poll proves it alive', async () => {
    const { bus, asked, done } = await watch()
    await bus.wait(120_000)
    expect(asked).toEqual([500, 1_500, 3_500, 7_500, 15_500, 31_500, 63_500])
    expect(done).toHaveBeenCalledTimes(1)
  })

  it('stops asking after a second poll, and not after the first', async () => {
    const { bus, asked, done, poll } = await watch()
    poll()
    await bus.wait(2_000)
    expect(asked).toEqual([500, 1_500])
    poll()
    await bus.wait(2_000)
    expect(done).toHaveBeenCalledTimes(1)
    await bus.wait(60_000)
    expect(asked).toEqual([500, 1_500])
    expect(bus.subscriberCount('WebChatService.pollingStarted')).toBe(0)
  })

  it('stops asking when the session is over', async () => {
    let answers = 0
    const { bus, asked, done } = await watch(() => ++answers < 2)
    await bus.wait(60_000)
    expect(asked).toEqual([500, 1_500])
    expect(done).toHaveBeenCalledTimes(1)
  })

  it('ends at once when it is stopped, without asking', async () => {
    const { bus, polls, asked, done } = await watch()
    polls.stop()
    await bus.wait(1)
    expect(done).toHaveBeenCalledTimes(1)
    expect(bus.subscriberCount('WebChatService.pollingStarted')).toBe(0)
    await bus.wait(60_000)
    expect(asked).toEqual([])
  })

  it('begins anew when it is started again: polls from before do not count', async () => {
    const { bus, polls, asked, done, poll } = await watch()
    poll()
    await bus.wait(400)
    void polls.start()
    await bus.wait(1)
    expect(done).toHaveBeenCalledTimes(1)
    poll()
    await bus.wait(2_000)
    expect(asked).toEqual([900, 1_900])
    expect(bus.subscriberCount('WebChatService.pollingStarted')).toBe(1)
  })
})
