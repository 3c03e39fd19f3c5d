import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MessengerApp } from '../support/messengerApp.tsx'
import { mountMessenger, mountTalk, settled } from '../support/messengerApp.tsx'

// Each of these was found in public code. The library must not repeat it, nor suffer from a page that does.

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const destructive = ({ messenger }: MessengerApp): string[] =>
  messenger.commands
    .map(({ name }) => name)
    .filter((name) => /\.(clearConversation|resetConversation|clearSession)$/.test(name))

describe('mistakes of integrators', () => {
  it('1: an old Disconnect in the history clears and resets nothing, also with asyncPolicy="end"', async () => {
    const app = await mountTalk()
    app.messenger.agent.disconnect()
    app.messenger.customer.say('One more thing')
    await app.settle()
    app.messenger.agent.say('Yes?')
    await app.settle()
    app.page.unmount()
    sessionStorage.clear()
    localStorage.removeItem('react-genesys-chat-lifecycle')
    const second = await mountMessenger({
      messenger: { centre: app.messenger.centre },
      guard: { asyncPolicy: 'end' },
    })
    await second.wait(3_000)
    expect(second.chat().phase).toBe('active')
    expect(destructive(second)).toEqual([])
    expect(second.callbacks).toEqual([])
  })

  it('2: `readOnlyConversation`, which comes at every reload, is no end by itself', async () => {
    const app = await mountTalk()
    await app.reload()
    expect(app.chat().phase).toBe('active')
    expect(app.callbacks).toEqual([])
  })

  it.each([1, 2, 5])(
    '3: a disconnect is counted once, although it is published %i times',
    async (disconnectEvents) => {
      const app = await mountTalk({ messenger: { disconnectEvents } })
      app.messenger.agent.disconnect()
      await app.settle()
      await app.reload()
      expect(app.callbacks).toEqual(['closed', 'notice'])
    },
  )

  it('4: mounting subscribes nothing anew, also under StrictMode', async () => {
    const app = await mountMessenger({ strict: true })
    const before = app.messenger.subscriberCount()
    app.page.unmount()
    app.mount()
    await app.settle()
    expect(app.messenger.subscriberCount()).toBe(before)
  })

  it('5: a command at snippet time waits for Messenger', async () => {
    const app = await mountMessenger({ start: false })
    const sent = app.chat().send('Hello')
    sent.catch(() => {})
    await app.wait(1_000)
    app.messenger.start()
    await app.wait(2_000)
    expect(await sent).toEqual({ status: 'sent' })
  })

  it('6: texts and a Disconnect are recognized in the shape that a reload brings', async () => {
    const app = await mountTalk()
    app.messenger.agent.disconnect()
    app.page.unmount()
    await app.settle()
    await app.reload()
    expect(app.chat().closedSegment).toMatchObject({ agentName: 'Anna' })
    expect(app.messages().map(({ from }) => from.type)).toEqual(['customer', 'agent'])
  })

  it('7: sendTyping() and every other command settle', async () => {
    const app = await mountTalk()
    await settled(app, Promise.all([app.chat().sendTyping(), app.chat().sendTyping()]))
  })

  it('8: a typing ends by itself, and by a message', async () => {
    const app = await mountTalk()
    app.messenger.agent.type(3_000)
    await app.wait(100)
    expect(app.chat().agentTyping).toBe(true)
    await app.wait(3_100)
    expect(app.chat().agentTyping).toBe(false)
    app.messenger.agent.type(60_000)
    await app.wait(100)
    app.messenger.agent.say('There')
    await app.wait(100)
    expect(app.chat().agentTyping).toBe(false)
    app.messenger.agent.type(60_000)
    await app.wait(100)
    app.messenger.agent.disconnect()
    await app.wait(100)
    expect(app.chat().agentTyping).toBe(false)
  })

  it('9: messages are ordered and told apart by their time: the ids of both shapes differ', async () => {
    const app = await mountTalk()
    const live = app.messages().map(({ raw }) => (raw as { id: string }).id)
    const ids = app.messages().map(({ id }) => id)
    await app.reload()
    expect(app.messages().map(({ raw }) => (raw as { id: string }).id)).not.toEqual(live)
    expect(app.messages().map(({ id }) => id)).toEqual(ids)
  })

  it('10: what is held is stopped by a hook that lets no empty message out', async () => {
    const app = await mountTalk({ guard: { followUps: 'block' } })
    app.messenger.agent.disconnect()
    await app.settle()
    const before = app.messenger.centre.session.messages.length
    const outcomes: unknown[] = []
    app.messenger.genesys(
      'command',
      'MessagingService.sendMessage',
      { message: 'Thanks' },
      () => outcomes.push('sent'),
      (reason: unknown) => outcomes.push(reason),
    )
    await app.settle()
    expect(outcomes).toEqual([expect.stringMatching(/cancelled by a 'before' function/)])
    expect(app.messenger.centre.session.messages).toHaveLength(before)
  })

  it('11: the expiry of a session, which is in seconds, ends nothing', async () => {
    const app = await mountTalk()
    await app.wait(60_000)
    expect(app.chat().phase).toBe('active')
  })

  it('12: an agent is there from the first message on, and may have no name', async () => {
    const app = await mountMessenger()
    app.messenger.customer.say('Hello')
    await app.settle()
    const agent = app.messenger.centre.createAgent()
    agent.type()
    await app.wait(100)
    expect(app.chat()).toMatchObject({ phase: 'waiting', agents: [] })
    agent.say('Hello')
    await app.wait(100)
    expect(app.chat()).toMatchObject({ phase: 'active', agents: [{ name: '' }] })
    agent.disconnect()
    await app.settle()
    expect(app.chat().closedSegment?.agentName).toBeNull()
  })

  it("13: the vendor's keys in localStorage are never written or removed", async () => {
    const written: string[] = []
    const stack = (): string => new Error().stack ?? ''
    const app = await mountTalk()
    const { setItem, removeItem } = Storage.prototype
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(function (this: Storage, key, value) {
      if (key.startsWith('_') && !stack().includes('genesys-models')) written.push(key)
      setItem.call(this, key, value)
    })
    vi.spyOn(Storage.prototype, 'removeItem').mockImplementation(function (this: Storage, key) {
      if (key.startsWith('_') && !stack().includes('genesys-models')) written.push(key)
      removeItem.call(this, key)
    })
    app.messenger.agent.disconnect()
    await app.settle()
    await settled(app, app.chat().end())
    expect(written).toEqual([])
  })
})

it('a transfer shows the agent who wrote last', async () => {
  const app = await mountTalk()
  app.messenger.centre.createAgent('Bert').say('I take over')
  await app.settle()
  expect(app.chat().agents.map(({ name }) => name)).toEqual(['Bert'])
  expect(app.chat().phase).toBe('active')
})

it('a bot hands over to an agent', async () => {
  const app = await mountMessenger()
  app.messenger.customer.say('Hello')
  await app.settle()
  app.messenger.bot.say('I am a bot')
  await app.settle()
  expect(app.chat()).toMatchObject({ phase: 'active', botActive: true, agents: [] })
  app.messenger.agent.say('I am not')
  await app.settle()
  expect(app.chat()).toMatchObject({ botActive: false, agents: [{ name: 'Anna' }] })
})

it('where Conversation Disconnect is off, developers are told what to switch on', async () => {
  vi.resetModules()
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const fresh = await import('../support/messengerApp.tsx')
  const app = await fresh.mountTalk({ messenger: { disconnect: 'off' } })
  app.messenger.agent.disconnect()
  await app.settle()
  expect(app.chat().phase).toBe('active')
  expect(error.mock.calls.join()).toMatch(/Conversation Disconnect is off.*Switch it on under Admin/)
})
