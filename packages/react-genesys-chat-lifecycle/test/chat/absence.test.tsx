import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { allAgentsLeft, interactionState } from '../../src/index.ts'
import { type App, mountConversation } from '../support/app.tsx'

const GRACE_MS = 10_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const leaving = (): Promise<App> =>
  mountConversation({
    provider: { closeSignals: [interactionState(), allAgentsLeft({ graceMs: GRACE_MS })] },
  })

describe('the grace time of allAgentsLeft', () => {
  it('begins anew when the next agent joins and leaves in one batch', async () => {
    const app = await leaving()
    app.testBus.agent.leave()
    await app.wait(GRACE_MS - 2_000)
    const ben = app.testBus.centre.createAgent('Ben')
    ben.join()
    ben.leave()
    await app.wait(GRACE_MS - 2_000)
    expect(app.chat().phase).toBe('waiting')
    await app.wait(4_000)
    expect(app.chat().phase).toBe('ended')
  })

  it('begins anew with each leaving, however often the chat is transferred', async () => {
    const app = await leaving()
    app.testBus.agent.leave()
    for (const name of ['Ben', 'Cem', 'Dana']) {
      const next = app.testBus.centre.createAgent(name)
      await app.wait(GRACE_MS - 2_000)
      next.join()
      next.say('One moment')
      next.leave()
      await app.settle()
    }
    await app.wait(GRACE_MS - 2_000)
    expect(app.chat().phase).toBe('waiting')
    await app.wait(4_000)
    expect(app.chat().phase).toBe('ended')
  })

  it('does not begin anew for who only listened, nor for an older page', async () => {
    const app = await leaving()
    const sue = app.testBus.centre.createAgent('Sue', 'Supervisor')
    sue.join()
    app.testBus.agent.leave()
    await app.wait(GRACE_MS - 2_000)
    sue.leave()
    await app.wait(4_000)
    expect(app.chat().phase).toBe('ended')
  })

  it('does not run while there is no connection: who joins meanwhile is not heard', async () => {
    const app = await leaving()
    app.testBus.agent.leave()
    await app.settle()
    app.testBus.server.offline()
    await app.wait(GRACE_MS + 30_000)
    expect(app.chat()).toMatchObject({ phase: 'waiting', connection: 'offline' })
    const ben = app.testBus.centre.createAgent('Ben')
    ben.join()
    app.testBus.server.online()
    await app.wait(GRACE_MS + 30_000)
    expect(app.chat()).toMatchObject({ phase: 'active', connection: 'online' })
    ben.leave()
    await app.wait(GRACE_MS + 2_000)
    expect(app.chat().phase).toBe('ended')
  })

  it('leaves a computer that slept the time to hear who has joined', async () => {
    const app = await leaving()
    app.testBus.agent.leave()
    await app.wait(GRACE_MS - 500)
    app.testBus.server.latency(3_000)
    vi.setSystemTime(Date.now() + 3_600_000)
    app.testBus.centre.createAgent('Ben').join()
    await app.wait(GRACE_MS + 10_000)
    expect(app.chat().phase).toBe('active')
  })

  it('ends all the same where timers are slow, as in a hidden tab', async () => {
    const app = await leaving()
    app.testBus.agent.leave()
    await app.settle()
    vi.setSystemTime(Date.now() + 60_000)
    await app.wait(GRACE_MS)
    expect(app.chat().phase).toBe('waiting')
    vi.setSystemTime(Date.now() + 60_000)
    await app.wait(GRACE_MS + 1_000)
    expect(app.chat().phase).toBe('ended')
  })
})
