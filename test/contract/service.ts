import { expect } from 'vitest'
import type { ContractTest } from './describeContract.ts'
import { batchesSince, dataOf, namesSince, readSeen } from './reading.ts'

/** WebChatService without a window. */
export function serviceContract(test: ContractTest): void {
  test('tells that a chat has started, with a token in what it tells', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    const { data } = dataOf<{ data: Record<string, unknown> }>(page, 'WebChatService.started')
    expect(data).toMatchObject({
      sessionId: expect.any(String),
      participantId: expect.any(String),
      nickname: 'Joe',
      token: expect.any(String),
    })
    expect(await page.run(({ bus }) => bus.data('WebChatService.sessionActive'))).toBe(true)
  })

  test('answers with the session’s data while there is one', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    const { data } = dataOf<{ data: { sessionId: string } }>(page, 'WebChatService.started')
    expect(await page.command('WebChatService.getSessionData')).toMatchObject({
      outcome: 'resolved',
      value: { sessionId: data.sessionId },
    })
  })

  test('answers with {} on a page that never had a chat, and with an empty text once the window has looked for one', async ({
    open,
  }) => {
    const page = await open('regular')
    const before = await page.command('WebChatService.getSessionData')
    await page.command('WebChat.open')
    const after = await page.command('WebChatService.getSessionData')
    expect([before.value, after.value]).toEqual([{}, ''])
  })

  test('refuses a second chat', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    expect(await page.command('WebChatService.startChat', { form: { firstname: 'Joe' } })).toEqual({
      outcome: 'rejected',
      value: 'There is already an active chat session',
    })
  })

  test('refuses to send nothing, and to send without a chat', async ({ open }) => {
    const page = await open('regular')
    expect(await page.command('WebChatService.sendMessage', { message: ' ' })).toMatchObject({
      value: 'No message text provided',
    })
    expect(await page.command('WebChatService.sendMessage', { message: 'hi' })).toMatchObject({
      value: 'There is no active chat session.',
    })
  })

  test('a chat can start without a window: WebChat tells of it, and stays closed', async ({ open }) => {
    const page = await open('regular')
    expect(await page.command('WebChatService.startChat', { form: { firstname: 'Joe' } })).toMatchObject({
      outcome: 'resolved',
    })
    await page.quiet()
    expect(namesSince(page)).toEqual(expect.arrayContaining(['WebChat.started', 'WebChat.messageAdded']))
    expect(namesSince(page)).not.toContain('WebChat.opened')
    expect((await page.see()).open).toBe(false)
  })

  test('tells who comes and goes before the messages of the same poll', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    const since = page.events.length
    await page.agent.join('Anna')
    await page.quiet()
    await page.agent.leave()
    await page.quiet()
    expect(namesSince(page, since).filter((name) => name !== 'WebChat.messageAdded')).toEqual([
      'WebChatService.agentConnected',
      'WebChatService.messageReceived',
      'WebChatService.agentDisconnected',
      'WebChatService.agentTypingStopped',
      'WebChatService.messageReceived',
    ])
    const { agents } = dataOf<{ agents: Record<string, unknown> }>(page, 'WebChatService.agentDisconnected')
    expect(Object.values(agents)).toEqual([{ name: 'Anna', connected: false, supervisor: false }])
  })

  test('a bot is announced by no event of its own, and getAgents does not know it', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    const since = page.events.length
    await page.agent.join('Robo', 'Bot')
    await page.quiet()
    expect(namesSince(page, since)).toEqual(['WebChatService.messageReceived', 'WebChat.messageAdded'])
    expect((await page.command('WebChatService.getAgents')).value).toEqual({ agents: {} })
  })

  test('a supervisor has events of its own', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    const since = page.events.length
    await page.agent.join('Sue', 'Supervisor')
    await page.quiet()
    expect(namesSince(page, since)).toContain('WebChatService.supervisorConnected')
    expect(namesSince(page, since)).not.toContain('WebChatService.agentConnected')
    const { agents } = (await page.command('WebChatService.getAgents')).value as { agents: object }
    expect(Object.values(agents)).toMatchObject([{ name: 'Sue', supervisor: true }])
  })

  test('an agent who types counts as typing for three seconds', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.agent.join('Anna')
    // By the page's own timers, which come in their order however busy the computer is.
    await page.run(({ bus, wait }) => {
      const seen: string[] = []
      Object.assign(globalThis, { seen })
      bus.subscribe('WebChatService.agentTypingStarted', () => {
        void wait(2_700).then(() => seen.push('2.7 s'))
        void wait(3_300).then(() => seen.push('3.3 s'))
      })
      bus.subscribe('WebChatService.agentTypingTimeout', () => seen.push('timeout'))
    })
    const since = page.events.length
    await page.agent.type()
    const started = await page.waitFor('WebChatService.agentTypingStarted', { since })
    await page.waitFor('WebChatService.agentTypingTimeout', { since })
    expect((started.data as { from: { name: string } }).from.name).toBe('Anna')
    await page.run(({ wait }) => wait(1_000))
    expect(await page.run(readSeen)).toEqual(['2.7 s', 'timeout', '3.3 s'])
  })

  test('an asynchronous chat tells its capabilities with every request, always the same', async ({
    open,
  }) => {
    const page = await open('async')
    await page.customer.startChat()
    await page.quiet()
    const told = page.events.filter(({ event }) => event === 'WebChatService.capabilitiesChanged')
    const polls = page.events.filter(({ event }) => event === 'WebChatService.pollingStarted')
    expect(polls.length).toBeGreaterThan(1)
    expect(told.length).toBeGreaterThan(polls.length)
    for (const { data } of told) {
      expect(data).toEqual({ async: true, asyncClose: 'endChat', pagination: true, fileUpload: true })
    }
  })

  test('a regular chat tells no capabilities while nothing is restored', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.quiet()
    expect(page.events.map(({ event }) => event)).not.toContain('WebChatService.capabilitiesChanged')
  })

  test('a prefilter hides a message from everybody, in both lists', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.run(async ({ bus, outcomeOf }) =>
      outcomeOf(bus.command('WebChatService.addPrefilter', { filters: /secret/ })),
    )
    await page.agent.join('Anna')
    await page.quiet()
    const since = page.events.length
    await page.agent.say('a secret')
    await page.agent.say('no news')
    await page.quiet()
    for (const list of ['originalMessages', 'messages'] as const) {
      const texts = page.events
        .slice(since)
        .filter(({ event }) => event === 'WebChatService.messageReceived')
        .flatMap(({ data }) => (data as Record<typeof list, { text: string }[]>)[list])
        .map(({ text }) => text)
      expect(texts).toEqual(['no news'])
    }
  })

  test('a prefilter holds across a reload, until the chat ends', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.run(async ({ bus, outcomeOf }) =>
      outcomeOf(bus.command('WebChatService.addPrefilter', { filters: /secret/ })),
    )
    await page.customer.reload()
    await page.quiet()
    const since = page.events.length
    await page.agent.join('Anna')
    await page.agent.say('a secret')
    await page.quiet()
    expect(batchesSince(page, since).flat()).toEqual(['ParticipantJoined'])
    await page.command('WebChatService.endChat')
    await page.waitFor('WebChatService.ended', { since })
    await page.command('WebChatService.startChat', { form: { firstname: 'Joe' } })
    await page.agent.join('Anna')
    await page.agent.say('a secret')
    await page.quiet()
    expect(batchesSince(page, since).flat()).toContain('a secret')
  })

  test('a regular chat has no history to fetch', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    expect(await page.command('WebChatService.fetchHistory')).toMatchObject({ outcome: 'rejected' })
  })

  test('verifySession drops the token from what it knows', async ({ open }) => {
    const page = await open('async')
    await page.customer.startChat()
    expect((await page.command('WebChatService.verifySession')).value).toEqual({ sessionActive: true })
    const { value } = await page.command('WebChatService.getSessionData')
    expect(value).not.toHaveProperty('token')
  })
}
