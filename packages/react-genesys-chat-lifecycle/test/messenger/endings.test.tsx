import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ChatCommandError } from '../../src/index.ts'
import { mountMessenger, mountTalk, notice, settled } from '../support/messengerApp.tsx'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const CLEAR = 'MessagingService.clearConversation'

describe('the end of a conversation', () => {
  it('by end() clears it, once', async () => {
    const app = await mountTalk()
    const both = Promise.all([app.chat().end(), app.chat().end()])
    await settled(app, both)
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'customer' })
    expect(app.callbacks).toEqual(['ended customer'])
    expect(app.messenger.commandsNamed(CLEAR)).toHaveLength(1)
  })

  it('by end() is refused, with the remedy, where Conversation Clear is off', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const app = await mountTalk({ messenger: { clear: false } })
    await expect(settled(app, app.chat().end())).rejects.toThrow(/Conversation Clear is off.*Switch it on/)
    expect(app.chat().phase).toBe('active')
    expect(app.messenger.commandsNamed(CLEAR)).toEqual([])
  })

  it('by end({ closeWindow }) closes the window after the end', async () => {
    const app = await mountTalk({ messenger: { headless: false } })
    expect(app.chat()).toMatchObject({ phase: 'active', window: 'open' })
    await settled(app, app.chat().end({ closeWindow: true }))
    expect(app.chat().window).toBe('closed')
    expect(app.messenger.isWindowOpen).toBe(false)
  })

  it('by the customer, in the window', async () => {
    const app = await mountTalk()
    app.messenger.customer.clear()
    await app.settle()
    expect(app.callbacks).toEqual(['ended customer'])
    expect(app.messages().length).toBeGreaterThan(0)
  })

  it('by the guard, with asyncPolicy="end"', async () => {
    const app = await mountTalk({ guard: { asyncPolicy: 'end' } })
    app.messenger.agent.disconnect()
    await app.wait(2_000)
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
    expect(app.callbacks).toEqual(['closed', 'ended agent', 'end'])
    expect(app.messenger.commandsNamed(CLEAR)).toHaveLength(1)
    expect(notice(app)).toBeNull()
  })

  it('by an expiry', async () => {
    const app = await mountTalk()
    app.messenger.server.expire()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'session-lost', error: null })
    expect(app.callbacks).toEqual(['ended session-lost'])
  })

  it.each(['Auth.loggedOut', 'MessagingService.sessionCleared', 'MessagingService.sessionExpired'])(
    'by %s',
    async (name) => {
      const app = await mountTalk({ messenger: { framed: false } })
      const [plugin = '', event = ''] = name.split('.')
      publish(app, plugin, event)
      await app.settle()
      expect(app.chat().phase).toBe('ended')
      expect(app.callbacks).toHaveLength(1)
    },
  )

  it('without a conversation resolves', async () => {
    const app = await mountMessenger()
    await settled(app, app.chat().end())
    expect(app.messenger.commandsNamed(CLEAR)).toEqual([])
  })
})

/** Publishes an event of a plugin that the page registers, or that is there. */
function publish(app: Awaited<ReturnType<typeof mountTalk>>, plugin: string, event: string): void {
  const register = (name: string): void => {
    app.messenger.genesys('registerPlugin', name, (own: { publish(event: string): void }) =>
      own.publish(event),
    )
  }
  if (plugin === 'Auth') register(plugin)
  else if (event === 'sessionCleared') app.messenger.genesys('command', 'MessagingService.clearSession', {})
  else app.messenger.server.expire()
}

describe('commands', () => {
  it('start() resolves when there is a conversation, and is shared', async () => {
    const app = await mountMessenger({ messenger: { autoStart: true } })
    const begun = Promise.all([app.chat().start(), app.chat().start()])
    expect(app.chat().phase).toBe('idle')
    await settled(app, begun)
    expect(app.chat()).toMatchObject({ phase: 'waiting', startedAt: expect.any(Number) })
    expect(app.messenger.commandsNamed('MessagingService.startConversation')).toHaveLength(1)
  })

  it('start() before Messenger is there waits for it, and for the conversation', async () => {
    const app = await mountMessenger({ start: false })
    const begun = app.chat().start()
    begun.catch(() => {})
    await app.wait(12_000)
    app.messenger.start()
    await settled(app, begun)
    expect(app.chat().phase).toBe('waiting')
  })

  it('start() waits for the conversation where commands have no limit', async () => {
    const app = await mountMessenger({
      messenger: { autoStart: true },
      provider: { commandTimeoutMs: Number.POSITIVE_INFINITY },
    })
    await settled(app, app.chat().start())
    expect(app.chat().phase).toBe('waiting')
  })

  it('start() hands form and user data to Messenger, for the next message', async () => {
    const app = await mountMessenger()
    await settled(app, app.chat().start({ form: { firstname: 'Joe' }, userData: { basket: '42' } }))
    expect(app.messenger.commandsNamed('Database.update')[0]?.data).toEqual({
      messaging: { customAttributes: { firstname: 'Joe', basket: '42' } },
    })
    await settled(app, app.chat().end())
    const answer = app.chat().start({ userData: { basket: { tea: 2 } } })
    await expect(settled(app, answer)).rejects.toThrow(/Nested object/)
  })

  it('start() rejects while there is a conversation', async () => {
    const app = await mountTalk()
    await expect(settled(app, app.chat().start())).rejects.toThrow(/already an active conversation/)
    expect(app.chat().phase).toBe('active')
  })

  it('send() begins a conversation, and rejects with the words of Messenger', async () => {
    const app = await mountMessenger()
    expect(await settled(app, app.chat().send('Hello'))).toEqual({ status: 'sent' })
    expect(app.chat().phase).toBe('waiting')
  })

  it('sendTyping() settles, however often it is called, although Messenger never answers to the second one', async () => {
    const app = await mountTalk()
    const answers = Promise.all([app.chat().sendTyping(), app.chat().sendTyping(), app.chat().sendTyping()])
    await settled(app, answers)
    expect(app.messenger.commandsNamed('MessagingService.sendTyping')).toHaveLength(1)
    app.page.unmount()
    app.mount()
    await app.settle()
    const again = app.chat().sendTyping()
    await app.wait(1_500)
    await again
  })

  it('every command has a time limit', async () => {
    const app = await mountTalk({ messenger: { framed: false }, provider: { commandTimeoutMs: 2_000 } })
    app.messenger.server.offline()
    const answer = app.chat().end()
    answer.catch(() => {})
    await app.wait(2_500)
    await expect(answer).rejects.toMatchObject({ kind: 'timeout', late: expect.any(Promise) })
    expect(app.chat().phase).toBe('ending')
  })

  it('reject as unavailable where a plugin is not there, and with the words of the vendor for a window that is off', async () => {
    const native = await mountMessenger({ messenger: { headless: false } })
    await expect(settled(native, native.chat().send('Hello'))).rejects.toMatchObject({
      kind: 'unavailable',
      reason: expect.stringMatching(/Call openWindow\(\) first/),
    })
    native.page.unmount()
    const headless = await mountMessenger()
    await expect(settled(headless, headless.chat().openWindow())).rejects.toThrow(
      /user interface must be enabled/,
    )
    await expect(settled(headless, headless.chat().injectNotice('Hi'))).rejects.toThrow(
      /no transcript that a page can write into/,
    )
  })

  it('always have options: without them neither callback of Messenger would be called', async () => {
    const app = await mountTalk({ messenger: { headless: false } })
    const answers: Promise<unknown>[] = [
      app.chat().openWindow(),
      app.chat().closeWindow(),
      app.chat().sendTyping(),
      app.chat().end(),
    ]
    for (const answer of answers) await settled(app, answer).catch(() => {})
    for (const { data } of app.messenger.commands) expect(data).toBeTypeOf('object')
  })

  it('reject, and throw nothing, when a hook of the page throws', async () => {
    const app = await mountTalk()
    app.messenger.genesys(
      'registerPlugin',
      'Shop',
      (plugin: { before(name: string, hook: () => never): void }) =>
        plugin.before('MessagingService.sendMessage', () => {
          throw new Error('of the page')
        }),
    )
    await app.settle()
    const error = await settled(
      app,
      app
        .chat()
        .send('Hello')
        .catch((reason: unknown) => reason),
    )
    expect(error).toBeInstanceOf(ChatCommandError)
    expect((error as ChatCommandError).reason).toBe('of the page')
  })
})
