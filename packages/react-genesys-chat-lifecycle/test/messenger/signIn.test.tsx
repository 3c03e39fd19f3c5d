import { act } from '@testing-library/react'
import type { MessengerPlugin } from 'genesys-models/messenger'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mountTalk, settled } from '../support/messengerApp.tsx'
import { openRaw, type RawPage } from '../support/rawMessenger.tsx'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const wait = (ms: number): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(ms))

/** The plugin Auth on the bus of a page. */
function authOf(page: RawPage): (event: string, data?: object) => Promise<unknown> {
  const plugin = page.bus.registerPlugin('Auth') as MessengerPlugin
  return (event, data) => {
    plugin.publish(event, data)
    return wait(50)
  }
}

describe('a customer who signs in', () => {
  it('has a conversation like any other', async () => {
    const page = await openRaw()
    const auth = authOf(page)
    await auth('authenticated')
    await page.publish(['started', { newSession: true, authenticated: true }])
    expect(page.chat()).toMatchObject({ phase: 'waiting', error: null })
  })

  it('ends it by logging out, and finds it again under an id of its own', async () => {
    const app = await mountTalk()
    const { sessionId } = app.chat()
    app.messenger.genesys('registerPlugin', 'Auth', (auth: MessengerPlugin) => auth.publish('loggedOut'))
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'customer' })
    // Another customer of this browser signs in, whose conversation the library did not see begin.
    await app.reload()
    expect(app.chat().phase).toBe('active')
    expect(app.chat().sessionId).not.toBe(sessionId)
  })

  it('who cannot be signed in is told as an error, which goes when it succeeds', async () => {
    const page = await openRaw()
    const auth = authOf(page)
    await auth('authError', { message: 'The code has expired.' })
    expect(page.chat().error).toMatchObject({ kind: 'unauthorized', message: 'The code has expired.' })
    expect(page.log).toEqual(['error The code has expired.'])
    await auth('authenticated')
    expect(page.chat().error).toBeNull()
  })

  it('is missed with words about AuthProvider', async () => {
    const errors: string[] = []
    const app = await mountTalk()
    app.page.unmount()
    const page = await openRaw({
      busTimeoutMs: 1_000,
      genesys: () => authBus() as never,
      onError: ({ message }) => errors.push(message),
    })
    await wait(2_000)
    expect(page.chat().phase).toBe('unavailable')
    expect(errors).toEqual([expect.stringMatching(/Register the AuthProvider plugin/)])
  })
})

/** A deployment whose products wait for a customer who signs in. */
function authBus(): unknown {
  const deploymentConfig = {
    id: 'auth',
    status: 'Active',
    headlessMode: { enabled: true },
    auth: { enabled: true },
  }
  const plugin = {
    subscribe: (event: string, callback: (envelope: object) => void) => {
      if (event === 'GenesysJS.configurationReceived')
        setTimeout(() => callback({ event, data: { deploymentConfig } }))
      if (event === 'GenesysJS.ready') setTimeout(() => callback({ event, data: {} }))
    },
    command: async () => {
      throw 'Plugin does not exist'
    },
    registry: () => ({}),
  }
  genesys ??= (action: string, _name: string, take: (given: object) => void) => {
    if (action === 'registerPlugin') setTimeout(() => take(plugin))
  }
  return genesys
}
let genesys: unknown

describe('a session that is about to expire', () => {
  it.each([
    ['seconds', 1_780_272_000],
    ['milliseconds', 1_780_272_000_000],
  ])('is told, with its time in epoch milliseconds, from %s', async (_, expirationTime) => {
    const onSessionWarning = vi.fn()
    const page = await openRaw({ onSessionWarning })
    await page.publish(['started', { newSession: true }], ['sessionWarning', { expirationTime }])
    expect(onSessionWarning.mock.calls).toEqual([[{ expiresAt: 1_780_272_000_000 }]])
    expect(page.chat().phase).toBe('waiting')
  })

  it('and does expire has ended as lost, and a text begins another one', async () => {
    const app = await mountTalk()
    app.messenger.server.expire()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'session-lost' })
    await settled(app, app.chat().start())
    expect(app.chat()).toMatchObject({ phase: 'waiting', closedSegment: null })
    expect(app.messenger.centre.sessions).toHaveLength(2)
  })

  it('whose callback throws is reported', async () => {
    const page = await openRaw({
      onSessionWarning: () => {
        throw new Error('not now')
      },
    })
    await page.publish(['sessionWarning', { expirationTime: 1_780_272_000 }])
    expect(page.log).toEqual(['error not now'])
  })
})
