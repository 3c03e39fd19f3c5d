import { describe, expect, test } from 'vitest'
import type { MessengerPageOptions, MessengerTestPage } from '../chromium/messengerPage.ts'
import { shopForEachTest } from './messengerShop.ts'

// The stand-in for Messenger's script, headless, against the simulator's Guest API.

const shop = shopForEachTest()

const open = (options: MessengerPageOptions = {}): Promise<MessengerTestPage> =>
  shop.open({ deploymentId: 'headless', ...options })

/** A page on which the customer and an agent have talked. */
async function talking(options: MessengerPageOptions = {}) {
  const joe = await open(options)
  await joe.hear('ready')
  await joe.command('sendMessage', { message: 'hello' })
  await joe.hear('messagesReceived')
  const chat = await joe.chat()
  await chat.join('Anna')
  await chat.say('hi')
  await joe.hear('messagesReceived', 2)
  return { joe, chat }
}

describe('a page load', () => {
  test('tells the configuration, then that it is ready, then that the service is', async () => {
    const joe = await open()
    await joe.hear('ready')
    expect(await joe.names()).toEqual([
      'GenesysJS.configurationReceived',
      'GenesysJS.ready',
      'sessionDurationConfigured',
      'ready',
    ])
    const { data } = await joe.hear('GenesysJS.configurationReceived')
    expect(data).toMatchObject({
      deploymentConfig: { id: 'headless', headlessMode: { enabled: true } },
      snippetConfig: { deploymentId: 'headless' },
    })
    expect(await joe.command('GenesysJS.configuration')).toMatchObject({
      outcome: 'resolved',
      value: { id: 'headless' },
    })
    expect(shop.simulator.centre.sessions).toEqual([])
  })

  test('without a configuration still runs the queue', async () => {
    await shop.restart({ deploymentOf: () => undefined })
    const joe = await open({
      early: "Genesys('registerPlugin', 'Own', () => heard.push({ event: 'own', data: {} }))",
    })
    await joe.hear('GenesysJS.ready')
    await expect.poll(async () => (await joe.names()).sort()).toEqual(['GenesysJS.ready', 'own'])
    expect(await joe.command('sendMessage', { message: 'x' })).toEqual({
      outcome: 'rejected',
      value: 'Plugin does not exist',
    })
  })

  test('on a domain that is not allowed sends no events', async () => {
    await shop.agent.changeDeployment('headless', { allowedDomains: ['other.example'] })
    const joe = await open()
    await joe.page.waitForLoadState('networkidle')
    const asked = await joe.page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    )
    expect(asked.filter((url) => url.endsWith('.json'))).toEqual([
      expect.stringContaining('/headless/domains.json'),
    ])
    expect(await joe.names()).toEqual([])
  })

  test('of an inactive deployment has no service', async () => {
    await shop.agent.changeDeployment('headless', { status: 'Inactive' })
    const joe = await open()
    await joe.hear('GenesysJS.ready')
    expect(await joe.names()).toEqual(['GenesysJS.configurationReceived', 'GenesysJS.ready'])
    expect(await joe.command('clearTypingTimeout')).toMatchObject({ value: 'Plugin does not exist' })
  })
})

describe('a conversation', () => {
  test('begins with the first message, goes on and is closed, in the order of the real one', async () => {
    const { joe, chat } = await talking()
    await chat.typing()
    await joe.hear('typingReceived')
    await chat.disconnect()
    await joe.hear('messagesReceived', 3)
    expect((await joe.names()).slice(4)).toEqual([
      'allowedFileTypes',
      'started',
      'sendingMessage',
      'messagesReceived',
      'messagesReceived',
      'typingReceived',
      'conversationDisconnected',
      'conversationDisconnected',
      'messagesReceived',
    ])
    expect((await joe.hear('started')).data).toMatchObject({
      newSession: true,
      expirationDate: expect.any(Number),
    })
    const sent = (await joe.hear('sendingMessage')).data.message as { tracingId: string }
    expect(sent).toMatchObject({ type: 'Text', text: 'hello', metadata: { id: expect.any(String) } })
    expect((await joe.hear('messagesReceived', 2)).data).toMatchObject({
      messages: [{ text: 'hi', direction: 'Outbound', originatingEntity: 'Human' }],
    })
    expect((await joe.hear('conversationDisconnected')).data).toMatchObject({
      readOnly: false,
      message: { type: 'Event', events: [{ presence: { type: 'Disconnect' } }] },
    })
    await joe.command('sendMessage', { message: 'thank you' })
    await expect.poll(async () => (await chat.summary()).segments.length).toBe(2)
  })

  test('is restored by a reload, in the other shape, with the old disconnect', async () => {
    const { joe, chat } = await talking()
    await chat.disconnect()
    await joe.hear('messagesReceived', 3)
    await joe.page.reload()
    await joe.hear('historyComplete')
    expect((await joe.names()).slice(2)).toEqual([
      'sessionDurationConfigured',
      'ready',
      'restoring',
      'sessionTimingUpdated',
      'allowedFileTypes',
      'readOnlyConversation',
      'started',
      'conversationDisconnected',
      'conversationDisconnected',
      'restored',
      'historyComplete',
    ])
    const { data } = await joe.hear('restored')
    expect(data).toMatchObject({ pageNumber: 1, pageSize: 25 })
    expect(data.messages).toMatchObject([
      { type: 'event', messageType: 'outbound', presence: { type: 'Disconnect' } },
      { type: 'text', messageType: 'outbound', text: 'hi', from: { nickname: 'Anna' } },
      { type: 'text', messageType: 'inbound', text: 'hello' },
    ])
    expect((await joe.hear('started')).data).toMatchObject({ newSession: false })
    expect((await joe.hear('readOnlyConversation')).data).toMatchObject({ body: { readOnly: false } })
  })

  test('keeps the mark of an active session, as the real one does, until it is cleared', async () => {
    const { joe } = await talking()
    const mark = () => joe.page.evaluate(() => localStorage.getItem('_headless:gcmcsessionActive'))
    expect(JSON.parse((await mark()) ?? '')).toEqual({ value: 'true', ttl: null })
    expect(await joe.command('clearConversation')).toMatchObject({
      outcome: 'resolved',
      value: { class: 'SessionClearedEvent' },
    })
    await joe.hear('conversationCleared')
    expect(await mark()).toBeNull()
    const names = (await joe.names()).filter((name) => name !== 'sendingMessage')
    expect(names.slice(-2)).toEqual(['messagesReceived', 'conversationCleared'])
    expect(shop.simulator.centre.sessions[0]?.ended).toBe(true)
    await joe.command('sendMessage', { message: 'again' })
    await joe.hear('started', 2)
    expect(shop.simulator.centre.sessions).toHaveLength(2)
  })

  test('that is read-only refuses, says so after a reload, and is reset', async () => {
    const { joe, chat } = await talking({ deploymentId: 'headless-readonly' })
    await chat.disconnect()
    await joe.hear('readOnlyConversation')
    expect((await joe.names()).slice(-4)).toEqual([
      'conversationDisconnected',
      'conversationDisconnected',
      'messagesReceived',
      'readOnlyConversation',
    ])
    expect(await joe.command('sendMessage', { message: 'thanks' })).toEqual({
      outcome: 'rejected',
      value: 'Conversation session has ended, start a new session to send a message.',
    })
    await joe.page.reload()
    expect((await joe.hear('readOnlyConversation')).data).toMatchObject({ body: { readOnly: true } })
    expect(await joe.command('resetConversation')).toMatchObject({ outcome: 'resolved' })
    await joe.hear('started', 2)
    expect((await joe.names()).slice(-3)).toEqual(['allowedFileTypes', 'conversationReset', 'started'])
    await joe.command('sendMessage', { message: 'new' })
    await joe.hear('messagesReceived')
    expect(shop.simulator.centre.sessions).toHaveLength(2)
  })

  test('that starts by itself announces the customer', async () => {
    const joe = await open({ deploymentId: 'headless-autostart' })
    await joe.hear('ready')
    expect(await joe.command('startConversation')).toMatchObject({ outcome: 'resolved' })
    expect((await joe.hear('messagesReceived')).data).toMatchObject({
      messages: [{ type: 'Event', direction: 'Inbound', events: [{ presence: { type: 'Join' } }] }],
    })
    expect(await joe.command('startConversation')).toEqual({
      outcome: 'rejected',
      value: 'There is already an active conversation',
    })
  })

  test('goes on in another tab, which hears everything', async () => {
    const { joe, chat } = await talking()
    const tab = await open()
    await tab.hear('restored')
    await chat.say('both of you')
    for (const page of [joe, tab]) {
      await expect.poll(async () => JSON.stringify(await page.events()).includes('both of you')).toBe(true)
    }
    await tab.command('clearConversation')
    await joe.hear('conversationCleared')
  })

  test('survives a network that is lost', async () => {
    const { joe } = await talking()
    await shop.agent.addFault({ drop: true, forMs: 700 })
    await joe.hear('offline')
    await joe.hear('restored')
    const names = await joe.names()
    const after = names.slice(names.indexOf('offline'))
    expect(after[0]).toBe('offline')
    expect(after.indexOf('reconnecting')).toBe(1)
    expect(after.slice(after.indexOf('reconnected'))).toEqual([
      'reconnected',
      'sessionTimingUpdated',
      'allowedFileTypes',
      'readOnlyConversation',
      'started',
      'restored',
      'historyComplete',
    ])
    expect(((await joe.hear('restored')).data.messages as object[]).length).toBe(2)
  })

  test('that expires sends sessionExpired, and the next message starts another', async () => {
    const { joe } = await talking()
    const [session] = shop.simulator.centre.sessions
    session?.end()
    await joe.hear('sessionExpired')
    await joe.command('sendMessage', { message: 'hello?' })
    await joe.hear('started', 2)
    expect(shop.simulator.centre.sessions).toHaveLength(2)
  })

  test('has older pages', async () => {
    const { joe, chat } = await talking()
    for (let at = 1; at <= 30; at += 1) await chat.say(`#${at}`)
    await joe.page.reload()
    const restored = (await joe.hear('restored')).data.messages as { text: string }[]
    expect(restored).toHaveLength(25)
    expect(restored[0]?.text).toBe('#30')
    expect(await joe.command('fetchHistory')).toMatchObject({ outcome: 'resolved', value: { pageNumber: 2 } })
    const older = (await joe.hear('oldMessages')).data.messages as { text: string }[]
    expect(older.map(({ text }) => text)).toEqual(['#5', '#4', '#3', '#2', '#1', 'hi', 'hello'])
    await joe.hear('historyComplete')
    expect(await joe.command('fetchHistory')).toMatchObject({ value: 'All the messages are fetched' })
  })
})

describe('commands', () => {
  test('may be given without options, as integrations do', async () => {
    const joe = await open()
    await joe.hear('ready')
    const started = await joe.page.evaluate(
      () =>
        new Promise((resolve) => {
          const { Genesys } = window as unknown as { Genesys(...call: unknown[]): void }
          Genesys('command', 'MessagingService.startConversation', () => resolve('started'))
        }),
    )
    expect(started).toBe('started')
  })

  test.each([
    ['sendMessage', { message: '   ' }, 'Message only contains whitespaces'],
    ['clearConversation', {}, 'There is no active conversation found to clear.'],
    ['fetchHistory', {}, 'not able to fetch history'],
    ['dance', {}, 'Command does not exist'],
    ['Messenger.open', {}, 'Messenger user interface must be enabled in your configuration.'],
    ['Messages.open', {}, 'Plugin does not exist'],
    ['configureConversation', {}, 'Auto start must be enabled in the configuration'],
    [
      'Database.set',
      { messaging: { customAttributes: { a: { b: 1 } } } },
      'Nested object is not supported for custom attributes',
    ],
  ])('%s %j is rejected', async (name, options, reason) => {
    const joe = await open()
    await joe.hear('ready')
    expect(await joe.command(name, options)).toEqual({ outcome: 'rejected', value: reason })
  })

  test('attributes ride on the next message, and typing is told once in five seconds', async () => {
    const joe = await open()
    await joe.hear('ready')
    await joe.command('Database.set', { messaging: { customAttributes: { plan: 'gold' } } })
    await joe.command('sendMessage', { message: 'hello' })
    await joe.hear('messagesReceived')
    const chat = await joe.chat()
    expect((await chat.summary()).userData).toEqual({ plan: 'gold' })
    expect(await joe.command('sendTyping')).toMatchObject({ outcome: 'resolved' })
    expect(await joe.command('sendTyping')).toMatchObject({ outcome: 'never' })
  })

  test('of the page pass its hooks, in the frame as in the real product', async () => {
    const joe = await open({
      early: `Genesys('registerPlugin', 'Guard', (plugin) => plugin.before('MessagingService.sendMessage', () => true))`,
    })
    await joe.hear('ready')
    expect(await joe.command('sendMessage', { message: 'held' })).toEqual({
      outcome: 'rejected',
      value: "Command was cancelled by a 'before' function.",
    })
    expect(shop.simulator.centre.sessions).toEqual([])
  })

  test('the service can live in the page, where late subscribers hear again what is sticky', async () => {
    const joe = await open({ query: '?service=page' })
    await joe.hear('ready')
    const late = () =>
      joe.page.evaluate(
        () =>
          new Promise((resolve) => {
            const { Genesys } = window as unknown as { Genesys(...call: unknown[]): void }
            Genesys('subscribe', 'MessagingService.ready', () => resolve('ready'))
            setTimeout(() => resolve('silence'), 300)
          }),
      )
    expect(await late()).toBe('ready')
    const framed = await open()
    await framed.hear('ready')
    expect(
      await framed.page.evaluate(
        () =>
          new Promise((resolve) => {
            const { Genesys } = window as unknown as { Genesys(...call: unknown[]): void }
            Genesys('subscribe', 'MessagingService.ready', () => resolve('ready'))
            setTimeout(() => resolve('silence'), 300)
          }),
      ),
    ).toBe('silence')
  })
})

test('customers who sign in by the page’s AuthProvider have a session of their own', async () => {
  await shop.agent.changeDeployment('headless', { auth: true })
  const joe = await open({
    early: `Genesys('registerPlugin', 'AuthProvider', (plugin) => {
      plugin.registerCommand('getAuthCode', ({ resolve }) => resolve({ authCode: 'joe', redirectUri: 'https://shop.example' }));
      plugin.ready();
    })`,
  })
  await joe.hear('Auth.authenticated')
  await joe.hear('ready')
  await joe.command('sendMessage', { message: 'hello' })
  await joe.hear('messagesReceived')
  await joe.command('Auth.logout')
  await joe.hear('Auth.loggedOut')
})
