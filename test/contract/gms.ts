import { expect } from 'vitest'
import type { ContractTest } from './describeContract.ts'
import { batchesSince, dataOf, namesSince, readSeen } from './reading.ts'
import type { ContractPage } from './subject.ts'

const NO_SESSION = { sessionID: '', userId: '', secureKey: '', alias: '' }
const SESSION = {
  sessionID: expect.any(String),
  userId: expect.any(String),
  secureKey: expect.any(String),
  alias: expect.any(String),
}
const JOE = { firstname: 'Joe', lastname: 'Doe' }

async function withAnna(page: ContractPage): Promise<number> {
  await page.customer.startChat()
  await page.agent.join('Anna')
  await page.quiet()
  return page.events.length
}

/** What GMS Chat API v2 does in another way, by polling. */
export function gmsContract(test: ContractTest): void {
  test('a start: the session is active before it is told, and its data is not wrapped', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    expect(namesSince(page).filter((name) => !/ready$/.test(name))).toEqual([
      'WebChatService.data.sessionActive',
      'WebChat.opened',
      'WebChat.submitted',
      'WebChatService.data.sessionActive',
      'WebChatService.started',
      'WebChat.started',
      'WebChatService.clientConnected',
      'WebChatService.messageReceived',
      'WebChat.messageAdded',
    ])
    expect(dataOf(page, 'WebChatService.started')).toEqual(SESSION)
    expect((await page.command('WebChatService.getSessionData')).value).toEqual(
      dataOf(page, 'WebChatService.started'),
    )
    expect(dataOf(page, 'WebChatService.messageReceived')).toEqual({
      originalMessages: [
        {
          index: 1,
          type: 'ParticipantJoined',
          utcTime: expect.any(Number),
          from: { nickname: 'Joe Doe', participantId: 1, type: 'Client' },
        },
      ],
      messages: [
        {
          index: 1,
          type: 'ParticipantJoined',
          timestamp: expect.any(Number),
          from: { id: 1, type: 'Client', name: 'Joe Doe' },
        },
      ],
      restoring: false,
      oldMessages: false,
      sessionData: SESSION,
    })
  })

  test('without a session its data is blank, whether a window has looked for one or not', async ({
    open,
  }) => {
    const page = await open('regular')
    const before = await page.command('WebChatService.getSessionData')
    await page.command('WebChat.open')
    const after = await page.command('WebChatService.getSessionData')
    expect([before.value, after.value]).toEqual([NO_SESSION, NO_SESSION])
  })

  test('startChat takes the names beside the form, and then needs no window', async ({ open }) => {
    const page = await open('regular')
    expect(await page.command('WebChatService.startChat', { form: JOE })).toMatchObject({
      outcome: 'rejected',
      value: { status: 400, responseJSON: { errors: [{ code: 161 }] } },
    })
    expect(await page.command('WebChatService.startChat', JOE)).toMatchObject({ outcome: 'resolved' })
    await page.quiet()
    expect(namesSince(page)).toContain('WebChat.started')
    expect(namesSince(page)).not.toContain('WebChat.opened')
    expect(await page.command('WebChat.open')).toMatchObject({ outcome: 'resolved' })
    expect(await page.command('WebChat.injectMessage', { type: 'text', text: 'a notice' })).toMatchObject({
      outcome: 'rejected',
    })
  })

  test('refuses what needs a chat', async ({ open }) => {
    const page = await open('regular')
    for (const [name, data] of [
      ['sendMessage', { message: 'hi' }],
      ['sendFile', { files: { files: [] } }],
      ['sendTyping', {}],
      ['endChat', {}],
    ] as const) {
      expect(await page.command(`WebChatService.${name}`, data)).toEqual({
        outcome: 'rejected',
        value: 'There is no active chat session',
      })
    }
  })

  test('the registry lacks what cannot happen here', async ({ open }) => {
    const page = await open('regular')
    const service = await page.run(({ bus }) => bus.registry().WebChatService)
    for (const event of ['sessionLost', 'capabilitiesChanged', 'agentTypingTimeout']) {
      expect(service?.events).not.toContain(event)
    }
    expect(service?.events).toEqual(expect.arrayContaining(['botConnected', 'restoreTimeout']))
    expect(service?.commands).not.toContain('asyncRestore')
  })

  test('people are numbered and counted, and their list is the service’s own: it changes later', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.run(({ bus }) => {
      const seen: unknown[] = []
      Object.assign(globalThis, { seen })
      bus.subscribe('WebChatService.agentConnected', ({ data }) =>
        seen.push((data as { agents: unknown }).agents),
      )
    })
    const since = page.events.length
    await page.agent.join('Anna')
    await page.quiet()
    const joined = dataOf<{ agents: object }>(page, 'WebChatService.agentConnected')
    expect(joined).toMatchObject({
      message: { type: 'ParticipantJoined', index: 2, from: { id: 2, type: 'Agent', name: 'Anna' } },
      agents: { 2: { name: 'Anna', connected: true, supervisor: false, disconnectedTime: false } },
      numAgentsConnected: 1,
    })
    await page.agent.leave()
    await page.quiet()
    expect(namesSince(page, since).filter((name) => name !== 'WebChat.messageAdded')).toEqual([
      'WebChatService.agentConnected',
      'WebChatService.messageReceived',
      'WebChatService.agentDisconnected',
      'WebChatService.agentTypingStopped',
      'WebChatService.messageReceived',
    ])
    expect(await page.run(readSeen)).toMatchObject([{ 2: { connected: false } }])
  })

  test('a supervisor counts as an agent; a bot has events, and is an agent in one list and a bot in the other', async ({
    open,
  }) => {
    const page = await open('regular')
    await withAnna(page)
    await page.agent.join('Sue', 'Supervisor')
    await page.quiet()
    expect(dataOf(page, 'WebChatService.supervisorConnected')).toMatchObject({ numAgentsConnected: 2 })
    await page.agent.join('Robo', 'Bot')
    await page.quiet()
    expect(dataOf(page, 'WebChatService.botConnected')).toMatchObject({ numAgentsConnected: 2 })
    expect(dataOf(page, 'WebChatService.messageReceived')).toMatchObject({
      originalMessages: [{ from: { type: 'Agent' } }],
      messages: [{ from: { type: 'Bot' } }],
    })
    const { agents } = (await page.command('WebChatService.getAgents')).value as { agents: object }
    expect(Object.values(agents)).toMatchObject([{ name: 'Anna' }, { name: 'Sue', supervisor: true }])
  })

  test('a chat that ends after a bot alone had come is completed', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.agent.join('Robo', 'Bot')
    await page.quiet()
    await page.command('WebChatService.endChat', {}, 300)
    await page.waitFor('WebChat.completed', { since: 0 })
  })

  test('an agent who types goes on typing, until they say something', async ({ open }) => {
    const page = await open('regular')
    const since = await withAnna(page)
    await page.agent.type()
    await page.waitFor('WebChatService.agentTypingStarted', { since })
    await page.run(({ wait }) => wait(3_500))
    expect(namesSince(page, since)).toEqual([
      'WebChatService.agentTypingStarted',
      'WebChatService.messageReceived',
    ])
    const later = page.events.length
    await page.agent.say('Hello')
    await page.waitFor('WebChatService.messageReceived', { since: later })
    expect(namesSince(page, later)[0]).toBe('WebChatService.agentTypingStopped')
  })

  test('a text: a number for its index, and milliseconds for its time', async ({ open }) => {
    const page = await open('regular')
    await withAnna(page)
    await page.customer.say('my question')
    await page.quiet()
    const { originalMessages, messages } = dataOf<Record<string, unknown[]>>(
      page,
      'WebChatService.messageReceived',
    )
    const from = { nickname: 'Joe Doe', participantId: 1, type: 'Client' }
    const said = { type: 'Message', text: 'my question', index: expect.any(Number) }
    expect(originalMessages?.at(-1)).toEqual({
      ...said,
      messageType: 'text',
      utcTime: expect.any(Number),
      from,
    })
    expect(messages?.at(-1)).toEqual({
      ...said,
      timestamp: expect.any(Number),
      from: { id: 1, type: 'Client', name: 'Joe Doe' },
    })
  })

  test('a file comes back with its details', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.quiet()
    const since = page.events.length
    await page.customer.attach('cat.png', 'image/png')
    await page.waitFor('WebChatService.messageReceived', { since })
    const details = { 'file-name': 'cat.png', 'file-id': expect.any(String) }
    expect(dataOf(page, 'WebChatService.messageReceived')).toMatchObject({
      originalMessages: [{ type: 'FileUploaded', userData: details }],
      messages: [{ type: 'FileUploaded', text: 'cat.png', userData: details, fileDetails: details }],
    })
  })

  test('we end it: told in this order, all at once, and the command never settles', async ({ open }) => {
    const page = await open('regular')
    const since = await withAnna(page)
    expect(await page.command('WebChatService.endChat', {}, 1000)).toMatchObject({ outcome: 'never settled' })
    expect(namesSince(page, since)).toEqual([
      'WebChatService.pollingStopped',
      'WebChatService.data.sessionActive',
      'WebChatService.supervisorDisconnected',
      'WebChatService.agentDisconnected',
      'WebChatService.clientDisconnected',
      'WebChatService.ended',
      'WebChat.messageAdded',
      'WebChat.completed',
    ])
    expect(dataOf(page, 'WebChatService.agentDisconnected')).toEqual({ numAgentsConnected: 0 })
    expect(await page.see()).toMatchObject({ open: true, inputEnabled: false })
    expect((await page.command('WebChatService.getSessionData')).value).toEqual(NO_SESSION)
    expect((await page.command('WebChatService.getAgents')).value).toEqual({ agents: {} })
    const { messages } = (await page.command('WebChatService.getTranscript')).value as { messages: object[] }
    expect(messages).toHaveLength(2)
    const later = page.events.length
    expect(await page.command('WebChatService.endChat')).toEqual({
      outcome: 'rejected',
      value: 'There is no active chat session',
    })
    await page.quiet()
    expect(namesSince(page, later)).toEqual([])
  })

  test('an end that fails is rejected, and counts all the same', async ({ open }) => {
    const page = await open('regular')
    const since = await withAnna(page)
    await page.server.fail(500)
    expect(await page.command('WebChatService.endChat')).toMatchObject({
      outcome: 'rejected',
      value: { status: 500 },
    })
    await page.waitFor('WebChatService.ended', { since })
    expect(namesSince(page, since)).toContain('WebChatService.error')
    expect((await page.command('WebChatService.getSessionData')).value).toEqual(NO_SESSION)
  })

  test('the server ends it: told, with the customer’s leaving, and the next chat begins at index 1', async ({
    open,
  }) => {
    const page = await open('regular')
    const since = await withAnna(page)
    await page.server.end()
    await page.waitFor('WebChat.completed', { since })
    expect(namesSince(page, since).filter((name) => !/Added|agent/.test(name))).toEqual([
      'WebChatService.clientDisconnected',
      'WebChatService.messageReceived',
      'WebChatService.data.sessionActive',
      'WebChatService.ended',
      'WebChatService.pollingStopped',
      'WebChat.completed',
    ])
    expect(dataOf(page, 'WebChatService.messageReceived')).toMatchObject({ sessionData: NO_SESSION })
    expect(await page.see()).toMatchObject({ inputEnabled: false })
    await page.command('WebChat.close')
    const later = page.events.length
    await page.customer.startChat()
    expect(page.events.slice(later).find(({ event }) => /clientConnected/.test(event))?.data).toMatchObject({
      message: { index: 1 },
      agents: {},
    })
  })

  test.for(['end', 'forget'] as const)(
    'the server’s %s while the page was away: restoreTimeout, and no ended',
    async (how, { open }) => {
      const page = await open('regular')
      await withAnna(page)
      await page.customer.leave()
      await page.server[how]()
      const since = page.events.length
      await page.customer.comeBack()
      await page.waitFor('WebChat.closed', { since })
      await page.quiet()
      expect(namesSince(page, since).filter((name) => !/ready|sessionActive/.test(name))).toEqual([
        'WebChatService.restoreTimeout',
        ...(how === 'forget' ? ['WebChatService.error'] : []),
        'WebChat.closed',
      ])
      expect((await page.command('WebChatService.getSessionData')).value).toEqual(NO_SESSION)
      await page.customer.startChat()
    },
  )

  test('the session is lost: an end with an error', async ({ open }) => {
    const page = await open('regular')
    const since = await withAnna(page)
    await page.server.forget()
    await page.waitFor('WebChatService.pollingStopped', { since })
    await page.quiet()
    expect(namesSince(page, since)).toEqual([
      'WebChatService.data.sessionActive',
      'WebChatService.ended',
      'WebChatService.error',
      'WebChatService.pollingStopped',
      'WebChat.messageAdded',
      'WebChat.completed',
    ])
    expect(dataOf(page, 'WebChatService.error')).toMatchObject({ chatEnded: true, errors: [{ code: 204 }] })
  })

  test('a restore brings all that was said, and who is there now', async ({ open }) => {
    const page = await open('regular')
    await withAnna(page)
    await page.customer.leave()
    await page.agent.say('Bye')
    await page.agent.leave()
    const since = page.events.length
    await page.customer.comeBack()
    await page.waitFor('WebChat.opened', { since })
    await page.quiet()
    expect(namesSince(page, since).filter((name) => !/ready|Added/.test(name))).toEqual([
      'WebChatService.data.sessionActive',
      'WebChatService.restored',
      'WebChatService.clientConnected',
      'WebChatService.agentConnected',
      'WebChatService.agentTypingStopped',
      'WebChatService.agentDisconnected',
      'WebChatService.agentTypingStopped',
      'WebChatService.messageReceived',
      'WebChatService.data.sessionActive',
      'WebChat.opened',
    ])
    expect(dataOf(page, 'WebChatService.restored')).toEqual({})
    expect(dataOf(page, 'WebChatService.messageReceived')).toMatchObject({
      restoring: true,
      messages: [{ restoring: true }, { restoring: true }, { text: 'Bye' }, { type: 'ParticipantLeft' }],
    })
    expect((await page.command('WebChatService.getAgents')).value).toMatchObject({
      agents: { 2: { connected: false } },
    })
  })

  test('a session that is about to be restored is known, and not active yet', async ({ open }) => {
    const page = await open('regular', (inPage) => {
      const seen: unknown[] = []
      Object.assign(globalThis, { seen })
      inPage.CXBus.subscribe('WebChatService.ready', () => {
        inPage.bus.command('WebChatService.getSessionData').done((session) => {
          const { sessionID: id } = session as { sessionID?: string }
          seen.push([Boolean(id), inPage.bus.data('WebChatService.sessionActive')])
        })
      })
    })
    await withAnna(page)
    await page.customer.reload()
    await page.quiet()
    expect(await page.run(readSeen)).toContainEqual([true, false])
  })

  test('a window that is closed in a live chat comes back, without what was said', async ({ open }) => {
    const page = await open('regular')
    const since = await withAnna(page)
    await page.command('WebChat.close')
    await page.waitFor('WebChat.opened', { since })
    await page.quiet()
    expect(namesSince(page, since)).toEqual(['WebChat.closed', 'WebChatService.restored', 'WebChat.opened'])
    expect(await page.see()).toMatchObject({ open: true, texts: [] })
    expect(await page.command('WebChatService.restore')).toMatchObject({ outcome: 'rejected' })
  })

  test('the network goes: told at each poll, and a text counts as sent and is lost', async ({ open }) => {
    const page = await open('regular')
    const since = await withAnna(page)
    await page.server.offline()
    const first = page.events.indexOf(await page.waitFor('WebChatService.disconnected', { since }))
    await page.waitFor('WebChatService.disconnected', { since: first + 1 })
    expect(await page.command('WebChatService.sendMessage', { message: 'lost' })).toEqual({
      outcome: 'resolved',
      value: { statusCode: 1 },
    })
    await page.server.online()
    await page.waitFor('WebChatService.reconnected', { since })
    await page.quiet()
    expect(batchesSince(page, since)).toEqual([])
  })

  test('the server fails: an error at each poll, and nothing is lost', async ({ open }) => {
    const page = await open('regular')
    const since = await withAnna(page)
    await page.server.fail(500)
    await page.agent.say('still there?')
    const first = page.events.indexOf(await page.waitFor('WebChatService.error', { since }))
    await page.waitFor('WebChatService.error', { since: first + 1 })
    expect(dataOf(page, 'WebChatService.error')).toMatchObject({ status: 500 })
    expect(await page.command('WebChatService.sendMessage', { message: 'no' })).toMatchObject({
      outcome: 'rejected',
      value: { status: 500 },
    })
    await page.server.recover()
    await page.waitFor('WebChatService.messageReceived', { since })
    expect(batchesSince(page, since)).toEqual([['still there?']])
  })

  test('two tabs both get every message, and the end in one is an end in the other', async ({ open }) => {
    const first = await open('regular')
    await withAnna(first)
    const second = await first.openTab()
    await second.waitFor('WebChatService.restored', { since: 0 })
    await second.quiet()
    const since = [first.events.length, second.events.length] as const
    await first.agent.say('to both')
    await first.waitFor('WebChatService.messageReceived', { since: since[0] })
    await second.waitFor('WebChatService.messageReceived', { since: since[1] })
    await second.command('WebChatService.endChat', {}, 300)
    await first.waitFor('WebChatService.pollingStopped', { since: since[0] })
    expect(namesSince(first, since[0])).toContain('WebChatService.ended')
    expect((await first.command('WebChatService.getSessionData')).value).toEqual(NO_SESSION)
    await second.close()
  })
}
