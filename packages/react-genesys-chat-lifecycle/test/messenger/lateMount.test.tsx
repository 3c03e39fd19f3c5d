import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type MessengerApp, mountTalk, notice } from '../support/messengerApp.tsx'

const page = globalThis as { genesysEarlyEvents?: unknown }

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
})
afterEach(() => {
  delete page.genesysEarlyEvents
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const NAMES =
  'ready restoring started restored historyComplete messagesReceived conversationDisconnected conversationCleared'

/** Reloads a page whose application is loaded after Messenger has restored the conversation. */
async function reloadLate(app: MessengerApp, { isKept }: { isKept: boolean }): Promise<void> {
  app.page.unmount()
  app.messenger.reload()
  if (isKept) {
    const kept: unknown[] = []
    page.genesysEarlyEvents = kept
    for (const name of NAMES.split(' ')) {
      app.messenger.genesys('subscribe', `MessagingService.${name}`, (event: unknown) => kept.push(event))
    }
  }
  app.messenger.start()
  await app.settle()
}

describe('a provider that is mounted after Messenger has restored the conversation', () => {
  it('knows everything where the page has kept the events', async () => {
    const app = await mountTalk()
    const before = app.messages().map(({ id, text }) => ({ id, text }))
    app.page.unmount()
    app.messenger.agent.disconnect()
    app.callbacks.splice(0)
    await reloadLate(app, { isKept: true })
    app.mount()
    await app.wait(1_500)
    expect(app.chat()).toMatchObject({ phase: 'closed', hasSession: true })
    expect(app.callbacks).toEqual(['closed', 'notice'])
    expect(app.messages().map(({ id, text }) => ({ id, text }))).toEqual(before)
    expect(notice(app)).toMatch(/^Thank you/)
    // From now on the library hears by itself.
    expect(page.genesysEarlyEvents).toBeUndefined()
    app.messenger.customer.say('One more thing')
    await app.settle()
    expect(app.chat().phase).toBe('waiting')
    expect(app.messages().map(({ text }) => text)).toEqual(['Hello', 'Hello Joe', 'One more thing'])
  })

  it('hears of an end that the page has kept', async () => {
    const app = await mountTalk()
    await reloadLate(app, { isKept: true })
    app.messenger.customer.clear()
    await app.settle()
    app.mount()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'idle', hasSession: false })
    expect(app.messages()).toEqual([])
  })

  it.each([true, false])(
    'hears of an end, and of the next conversation, service in a frame: %s',
    async (framed) => {
      const app = await mountTalk({ messenger: { framed } })
      const { sessionId } = app.chat()
      await reloadLate(app, { isKept: true })
      app.messenger.customer.clear()
      await app.settle()
      app.messenger.customer.say('Something else')
      await app.settle()
      app.messenger.agent.say('Yes?')
      await app.settle()
      app.mount()
      await app.wait(5_000)
      expect(app.chat()).toMatchObject({ phase: 'active', hasSession: true })
      expect(app.chat().sessionId).not.toBe(sessionId)
      expect(app.messages().map(({ text }) => text)).toEqual(['Something else', 'Yes?'])
      expect(app.callbacks).toEqual([])
      // It is no replay.
      app.messenger.customer.clear()
      await app.settle()
      app.messenger.customer.say('And again')
      await app.settle()
      expect(app.chat().phase).toBe('waiting')
    },
  )

  it('hears of an end that a service in the page has kept', async () => {
    const app = await mountTalk({ messenger: { framed: false } })
    await reloadLate(app, { isKept: true })
    app.messenger.customer.clear()
    await app.settle()
    app.mount()
    await app.wait(5_000)
    expect(app.chat()).toMatchObject({ phase: 'idle', hasSession: false })
    expect(app.messages()).toEqual([])
  })

  it('knows that a bot runs a survey in the closed segment', async () => {
    const app = await mountTalk({ provider: { surveyAfterDisconnect: true } })
    app.messenger.agent.disconnect()
    await app.settle()
    app.page.unmount()
    app.messenger.bot.say('How was it?')
    sessionStorage.clear()
    await reloadLate(app, { isKept: true })
    app.mount()
    await app.wait(1_500)
    expect(app.chat().phase).toBe('closed')
  })

  it('does not wait for long where nothing was kept, and says what to do', async () => {
    // It is said once on a page, so these modules are new ones.
    vi.resetModules()
    const fresh = await import('../support/messengerApp.tsx')
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const app = await fresh.mountTalk()
    await reloadLate(app, { isKept: false })
    app.mount()
    await app.wait(2_900)
    expect(app.chat().phase).toBe('connecting')
    await app.wait(200)
    expect(app.chat()).toMatchObject({ hasSession: true, phase: 'waiting' })
    expect(error).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('Mounting late'))
    app.messenger.agent.say('Still there?')
    await app.settle()
    expect(app.chat().phase).toBe('active')
  })

  it('takes what is restored after all', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const app = await mountTalk()
    app.messenger.agent.disconnect()
    await app.settle()
    await reloadLate(app, { isKept: false })
    app.mount()
    await app.wait(4_000)
    // The service reads everything again after each connection.
    app.messenger.server.offline()
    await app.settle()
    app.messenger.server.online()
    await app.wait(2_000)
    expect(app.chat().phase).toBe('closed')
    expect(app.messages().map(({ text }) => text)).toEqual(['Hello', 'Hello Joe'])
    expect(app.callbacks).toEqual(['closed', 'notice'])
  })
})

describe('what stands in the list', () => {
  const thrower = {
    get event(): string {
      throw new Error('no')
    },
  }
  it.each([
    ['no list', 'early'],
    ['entries that are no events', [null, 1, 'restored', {}, { event: 7 }, thrower]],
    ['events that nobody knows', [{ event: 'toString' }, { event: '__proto__', data: {} }]],
    [
      'data that is none',
      [
        { event: 'MessagingService.restored' },
        { event: 'MessagingService.started', data: 'yes' },
        { event: 'MessagingService.messagesReceived', data: { messages: [thrower, 0] } },
      ],
    ],
    [
      'a proxy that throws',
      new Proxy([], {
        get: () => {
          throw new Error('no')
        },
      }),
    ],
  ])('may be %s', async (_, list) => {
    const app = await mountTalk()
    await reloadLate(app, { isKept: false })
    page.genesysEarlyEvents = list
    app.mount()
    await app.wait(5_000)
    app.messenger.agent.say('Hello again')
    await app.settle()
    expect(app.chat().phase).toBe('active')
    expect(app.errors).toEqual([])
  })
})
