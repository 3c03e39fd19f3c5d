import { expect } from 'vitest'
import type { ContractTest } from './describeContract.ts'
import { dataOf, namesSince, readSeen } from './reading.ts'
import type { ContractPage } from './subject.ts'

const SESSION = {
  jwt: expect.any(String),
  conversationId: expect.any(String),
  memberId: expect.any(String),
  WebSocketUrl: expect.any(String),
}
const MESSAGE_FAILED = { errors: [{ code: 'MessageFailed' }] }
const NOTICE = { type: 'text', text: 'a notice' }

interface Batch {
  originalMessages: Record<string, unknown>[]
  messages: { id?: string; text?: string; type: string; from?: Record<string, unknown> }[]
  restoring: boolean
}

const batchWith =
  (word: string) =>
  (data: unknown): boolean =>
    JSON.stringify(data).includes(word)

/** Waits until the server's own message of the joining is there, which comes last. */
async function withAnna(page: ContractPage): Promise<number> {
  await page.customer.startChat()
  await page.agent.join('Anna')
  await page.waitFor('WebChatService.messageReceived', { since: 0, where: batchWith('member-join') })
  await page.quiet()
  return page.events.length
}

const told = (page: ContractPage, since: number): string[] =>
  namesSince(page, since).filter((name) => name.startsWith('WebChatService.') && !name.endsWith('.ready'))

/** What Genesys Cloud does in another way: web chat version 2. */
export function genesysCloudContract(test: ContractTest): void {
  test('a start: the customer’s joining is made up, and told twice', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    expect(told(page, 0).slice(1)).toEqual([
      'WebChatService.started',
      'WebChatService.data.sessionActive',
      'WebChatService.messageReceived',
      'WebChatService.clientConnected',
    ])
    expect(dataOf(page, 'WebChatService.started')).toEqual({ data: SESSION })
    const { originalMessages, messages, ...batch } = dataOf<Batch>(page, 'WebChatService.messageReceived')
    expect(batch).toEqual({ restoring: false })
    expect(messages).toEqual(originalMessages)
    expect(messages).toEqual([
      {
        type: 'ParticipantJoined',
        text: '',
        restoring: false,
        index: expect.any(Number),
        timestamp: expect.any(Number),
        from: { type: 'Client' },
      },
    ])
    expect((await page.command('WebChatService.getSessionData')).value).toEqual(SESSION)
  })

  test('without a session its data says nothing', async ({ open }) => {
    const page = await open('regular')
    await page.command('WebChat.open')
    expect((await page.command('WebChatService.getSessionData')).value).toEqual({
      displayName: '',
      nextMsgURL: '',
    })
  })

  test('capabilities are told at load and whenever a window is opened', async ({ open }) => {
    const page = await open('regular')
    await page.quiet()
    const count = (): number =>
      page.events.filter(({ event }) => event === 'WebChatService.capabilitiesChanged').length
    expect(count()).toBe(1)
    await page.command('WebChat.open')
    await page.quiet()
    expect(count()).toBe(2)
    expect(dataOf(page, 'WebChatService.capabilitiesChanged')).toEqual({
      async: false,
      asyncClose: 'hideChat',
      pagination: true,
      fileUpload: false,
    })
  })

  test('has no files and no polling, and refuses what needs a chat', async ({ open }) => {
    const page = await open('regular')
    const reasonOf = async (name: string, data: unknown = {}): Promise<unknown> =>
      (await page.command(`WebChatService.${name}`, data)).value
    expect(await reasonOf('sendFile', { files: { files: [] } })).toBe(
      "This transport doesn't support file uploads.",
    )
    expect(await reasonOf('stopPoll')).toBe("This transport doesn't support polling.")
    expect(await reasonOf('fetchHistory')).toBe('No more messages to fetch')
    expect(await reasonOf('sendMessage', { message: 'hi' })).toBe('There is no active chat session.')
    await page.customer.startChat()
    expect(await reasonOf('startPoll')).toBe("This transport doesn't support polling.")
    expect(await page.command('WebChatService.updateUserData', { a: 1 })).toMatchObject({
      outcome: 'rejected',
    })
  })

  test('an agent’s coming is told three times: made up, as a member, and by the server’s own message', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.quiet()
    const since = page.events.length
    await page.agent.join('Anna')
    await page.waitFor('WebChatService.messageReceived', { since, where: batchWith('member-join') })
    expect(told(page, since)).toEqual([
      'WebChatService.messageReceived',
      'WebChatService.agentConnected',
      'WebChatService.messageReceived',
    ])
    const { message, agents } = dataOf<{ message: { id: string }; agents: Record<string, unknown> }>(
      page,
      'WebChatService.agentConnected',
    )
    expect(message).toMatchObject({ displayName: 'Anna', role: 'AGENT', state: 'CONNECTED' })
    expect(agents).toEqual({
      [message.id]: {
        name: 'Anna',
        connected: true,
        supervisor: false,
        connectedTime: expect.any(Number),
        disconnectedTime: false,
      },
    })
    const own = dataOf<Batch>(page, 'WebChatService.messageReceived')
    expect(own.originalMessages).toMatchObject([{ sender: { id: message.id }, bodyType: 'member-join' }])
    expect(own.messages).toEqual([
      {
        id: own.originalMessages[0]?.id,
        type: 'ParticipantJoined',
        restoring: false,
        index: expect.any(Number),
        timestamp: expect.any(Number),
      },
    ])
  })

  test('the made-up message is one object: what was delivered before changes with the next one', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.run(({ bus }) => {
      const seen: unknown[] = []
      Object.assign(globalThis, { seen })
      bus.subscribe('WebChatService.messageReceived', ({ data }) => {
        const [message] = (data as { messages: { id?: string }[] }).messages
        if (!message?.id) seen.push(message)
      })
    })
    await page.agent.join('Anna')
    await page.quiet()
    expect(await page.run(readSeen)).toMatchObject([{ type: 'ParticipantJoined', from: { name: 'Anna' } }])
    await page.agent.join('Bert')
    await page.quiet()
    expect(await page.run(readSeen)).toMatchObject([{ from: { name: 'Bert' } }, { from: { name: 'Bert' } }])
    const { messages } = (await page.command('WebChatService.getTranscript')).value as Batch
    expect(messages.filter(({ from }) => from?.name === 'Bert')).toHaveLength(2)
  })

  test('a text has its words in `body`, and an ISO time', async ({ open }) => {
    const page = await open('regular')
    const since = await withAnna(page)
    await page.customer.say('my question')
    await page.waitFor('WebChatService.messageReceived', { since })
    const { originalMessages, messages } = dataOf<Batch>(page, 'WebChatService.messageReceived')
    const { conversationId, memberId } = (await page.command('WebChatService.getSessionData'))
      .value as Record<string, string>
    expect(originalMessages).toEqual([
      {
        id: expect.any(String),
        conversation: { id: conversationId },
        sender: { id: memberId },
        body: 'my question',
        bodyType: 'standard',
        timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    ])
    expect(messages).toEqual([
      {
        id: originalMessages[0]?.id,
        type: 'Message',
        text: 'my question',
        restoring: false,
        index: expect.any(Number),
        timestamp: Date.parse(String(originalMessages[0]?.timestamp)),
        from: { id: memberId, name: 'Joe Doe', type: 'Client' },
      },
    ])
  })

  test('a bot comes without events, and has a type but no name; a supervisor is an agent', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.quiet()
    const since = page.events.length
    await page.agent.join('Robo', 'Bot')
    await page.waitFor('WebChatService.messageReceived', { since })
    expect(told(page, since)).toEqual(['WebChatService.messageReceived'])
    const later = page.events.length
    await page.agent.say('I am a bot')
    await page.waitFor('WebChatService.messageReceived', { since: later })
    expect(dataOf<Batch>(page, 'WebChatService.messageReceived').messages[0]?.from).toEqual({
      id: expect.any(String),
      type: 'Bot',
    })
    expect((await page.command('WebChatService.getAgents')).value).toEqual({ agents: {} })
    await page.agent.join('Sue', 'Supervisor')
    await page.waitFor('WebChatService.agentConnected', { since })
    expect(dataOf(page, 'WebChatService.agentConnected')).toMatchObject({
      message: { displayName: 'Sue', role: 'AGENT' },
    })
  })

  test('an agent types for three seconds, or until their words are there; the customer’s typing comes back to nobody', async ({
    open,
  }) => {
    const page = await open('regular')
    const since = await withAnna(page)
    await page.agent.type()
    await page.waitFor('WebChatService.agentTypingTimeout', { since })
    await page.agent.type()
    await page.agent.say('Hello')
    await page.waitFor('WebChatService.agentTypingStopped', { since })
    const later = page.events.length
    await page.command('WebChatService.sendTyping')
    await page.waitFor('WebChatService.clientTypingStopped', { since: later })
    await page.quiet()
    // The real window fetches history by itself, and that tells of the customer again.
    const names = told(page, later).filter((name) => name !== 'WebChatService.clientConnected')
    expect(names).toEqual(['WebChatService.clientTypingStarted', 'WebChatService.clientTypingStopped'])
  })

  test('we end it: resolved, and told; those who leave then are told after it', async ({ open }) => {
    const page = await open('regular')
    const since = await withAnna(page)
    expect(await page.command('WebChatService.endChat')).toMatchObject({
      outcome: 'resolved',
      value: { status: 204 },
    })
    await page.waitFor('WebChat.completed', { since })
    await page.quiet()
    expect(
      told(page, since)
        .filter((name) => !/messageReceived|agent/.test(name))
        .slice(0, 3),
    ).toEqual([
      'WebChatService.data.sessionActive',
      'WebChatService.clientDisconnected',
      'WebChatService.ended',
    ])
    expect(await page.see()).toMatchObject({ open: true, inputEnabled: false })
    expect((await page.command('WebChatService.getSessionData')).value).toEqual({})
    expect((await page.command('WebChatService.getAgents')).value).toEqual({ agents: {} })
  })

  test('an end that fails: rejected, the session is gone, and nothing says ended', async ({ open }) => {
    const page = await open('regular')
    const since = await withAnna(page)
    await page.server.fail(500, 'DELETE')
    expect(await page.command('WebChatService.endChat')).toEqual({
      outcome: 'rejected',
      value: 'Internal Server Error',
    })
    await page.quiet()
    expect(told(page, since)).toEqual(['WebChatService.data.sessionActive', 'WebChatService.error'])
    expect((await page.command('WebChatService.getSessionData')).value).toEqual({})
    expect((await page.command('WebChatService.getTranscript')).value).toMatchObject({ messages: [] })
  })

  test('the server ends it: told a second later', async ({ open }) => {
    const page = await open('regular')
    const since = await withAnna(page)
    await page.agent.leave()
    await page.server.end()
    await page.waitFor('WebChat.completed', { since })
    const names = told(page, since)
    expect(names.slice(0, 2)).toEqual(['WebChatService.messageReceived', 'WebChatService.agentDisconnected'])
    expect(names.filter((name) => /ended|active|client/i.test(name))).toEqual([
      'WebChatService.data.sessionActive',
      'WebChatService.clientDisconnected',
      'WebChatService.ended',
    ])
    expect((await page.command('WebChatService.getSessionData')).value).toEqual({})
  })

  test('the server’s end while the page was away: restoreFailed, the dead session stays, and the next chat counts as restoring', async ({
    open,
  }) => {
    const page = await open('regular')
    await withAnna(page)
    await page.customer.leave()
    await page.server.end()
    const since = page.events.length
    await page.customer.comeBack()
    await page.waitFor('WebChat.closed', { since })
    expect(told(page, since).slice(1)).toEqual(['WebChatService.restoreFailed'])
    expect(dataOf(page, 'WebChatService.restoreFailed')).toMatchObject({
      role: 'CUSTOMER',
      state: 'DISCONNECTED',
    })
    expect((await page.command('WebChatService.getSessionData')).value).toMatchObject(SESSION)
    expect(await page.command('WebChatService.verifySession', {}, 500)).toMatchObject({
      outcome: 'never settled',
    })
    await page.customer.startChat()
    expect(dataOf(page, 'WebChatService.messageReceived')).toMatchObject({ restoring: true })
  })

  test('a conversation that was deleted while the page was away: an error, then restoreFailed with a sentence', async ({
    open,
  }) => {
    const page = await open('regular')
    await withAnna(page)
    await page.customer.leave()
    await page.server.forget()
    const since = page.events.length
    await page.customer.comeBack()
    await page.waitFor('WebChat.closed', { since })
    expect(told(page, since).slice(1)).toEqual(['WebChatService.error', 'WebChatService.restoreFailed'])
    expect(dataOf(page, 'WebChatService.restoreFailed')).toBe('failed to get the conversation state')
  })

  test('a conversation that was deleted: nothing tells, until the customer writes', async ({ open }) => {
    const page = await open('regular')
    const since = await withAnna(page)
    await page.server.forget()
    await page.quiet()
    expect(told(page, since)).toEqual([])
    expect(await page.command('WebChatService.sendMessage', { message: 'hello?' })).toEqual({
      outcome: 'rejected',
      value: undefined,
    })
    await page.waitFor('WebChatService.error', { since })
    expect(dataOf(page, 'WebChatService.error')).toMatchObject(MESSAGE_FAILED)
  })

  test('a restore tells who came and went newest first: who left meanwhile counts as there', async ({
    open,
  }) => {
    const page = await open('regular')
    await withAnna(page)
    await page.customer.leave()
    await page.agent.say('Bye')
    await page.agent.leave()
    const since = page.events.length
    await page.customer.comeBack()
    await page.waitFor('WebChatService.messageReceived', { since })
    await page.quiet()
    expect(told(page, since)).toEqual([
      'WebChatService.data.sessionActive',
      'WebChatService.restored',
      'WebChatService.data.sessionActive',
      'WebChatService.agentDisconnected',
      'WebChatService.agentTypingStopped',
      'WebChatService.agentConnected',
      'WebChatService.clientConnected',
      'WebChatService.messageReceived',
    ])
    const { agents } = (await page.command('WebChatService.getAgents')).value as { agents: object }
    expect(Object.values(agents)).toMatchObject([{ name: 'Anna', connected: true }])
    const batch = dataOf<Batch>(page, 'WebChatService.messageReceived')
    expect(batch).toMatchObject({ restoring: true, oldMessages: false })
    expect(batch.messages.map(({ type, text, from }) => [text ?? type, from])).toEqual([
      ['ParticipantJoined', { type: 'Client', name: 'Joe Doe' }],
      ['ParticipantJoined', { type: 'Agent', name: 'Anna' }],
      ['Bye', { type: 'Agent', name: 'Anna' }],
      ['ParticipantLeft', { type: 'Agent', name: 'Anna' }],
    ])
    expect(batch.originalMessages).toMatchObject([
      { role: 'CUSTOMER', state: 'CONNECTED' },
      { role: 'AGENT', state: 'CONNECTED' },
      { role: 'AGENT' },
      { role: 'AGENT', state: 'DISCONNECTED' },
    ])
  })

  test('a session that is about to be restored is known, and not active yet', async ({ open }) => {
    const page = await open('regular', (inPage) => {
      const seen: unknown[] = []
      Object.assign(globalThis, { seen })
      inPage.CXBus.subscribe('WebChatService.ready', () => {
        inPage.bus.command('WebChatService.getSessionData').done((session) => {
          const { conversationId: id } = session as { conversationId?: string }
          seen.push([Boolean(id), inPage.bus.data('WebChatService.sessionActive')])
        })
      })
    })
    await withAnna(page)
    await page.customer.reload()
    await page.quiet()
    expect(await page.run(readSeen)).toContainEqual([true, false])
  })

  test('after a restore an agent’s leaving is told twice, the second time by the server’s message', async ({
    open,
  }) => {
    const page = await open('regular')
    await withAnna(page)
    await page.customer.reload()
    await page.quiet()
    const since = page.events.length
    await page.agent.leave()
    await page.waitFor('WebChatService.messageReceived', { since, where: batchWith('member-leave') })
    expect(told(page, since)).toEqual([
      'WebChatService.messageReceived',
      'WebChatService.agentDisconnected',
      'WebChatService.agentDisconnected',
      'WebChatService.agentTypingStopped',
      'WebChatService.messageReceived',
    ])
    expect(dataOf(page, 'WebChatService.agentDisconnected')).toMatchObject({
      message: { bodyType: 'member-leave', sender: { id: expect.any(String) } },
    })
  })

  test('a window that is closed in a live chat stays closed, and opened again it shows the form', async ({
    open,
  }) => {
    const page = await open('regular')
    const since = await withAnna(page)
    await page.command('WebChat.close')
    await page.quiet()
    expect(namesSince(page, since)).toEqual(['WebChat.closed'])
    expect(await page.command('WebChat.injectMessage', NOTICE)).toMatchObject({ outcome: 'rejected' })
    await page.command('WebChat.open')
    await page.quiet()
    expect(await page.command('WebChat.injectMessage', NOTICE)).toMatchObject({ outcome: 'rejected' })
    const later = page.events.length
    await page.agent.say('still here')
    await page.waitFor('WebChatService.messageReceived', { since: later })
  })

  test('two tabs both get every message, and the end in one is an end in the other', async ({ open }) => {
    const first = await open('regular')
    await withAnna(first)
    const second = await first.openTab()
    await second.waitFor('WebChatService.messageReceived', { since: 0 })
    await second.quiet()
    const since = [first.events.length, second.events.length] as const
    await first.agent.say('to both')
    const where = batchWith('to both')
    await first.waitFor('WebChatService.messageReceived', { since: since[0], where })
    await second.waitFor('WebChatService.messageReceived', { since: since[1], where })
    await second.command('WebChatService.endChat')
    await first.waitFor('WebChatService.ended', { since: since[0] })
    await second.close()
  })
}
