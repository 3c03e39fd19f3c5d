import { describe, expect, test } from 'vitest'
import type { RealWidgetOptions } from './harness.ts'
import { whySkipped } from './harness.ts'
import { prepareRealWidget } from './prepareRealWidget.ts'

// What docs/real-widget-genesys-cloud.md says of the real widget on Genesys Cloud, and that it believes our server.

const { start, begin } = prepareRealWidget()
const cloud = { transport: 'genesys-cloud' } as const
const beginCloud = (options: Partial<RealWidgetOptions> = {}) => begin('regular', { ...cloud, ...options })
const told = /ended|error|onnected|restore|sessionActive|agentTyping/

interface Batch {
  readonly messages: readonly { readonly text?: string; readonly from?: { readonly type?: string } }[]
}

describe.skipIf(whySkipped)('the real widget on our guest chat API', () => {
  test('talks, and reports that somebody types', async () => {
    const { widget, chat, hears, input, transcript } = await beginCloud()
    await chat.join('Anna')
    await hears('member-join')
    await chat.typing()
    await widget.waitFor('WebChatService.agentTypingStarted', { since: 0 })
    await chat.say('Hello Joe')
    await transcript.getByText('Hello Joe').waitFor()
    await widget.waitFor('WebChatService.agentTypingStopped', { since: 0 })
    await input.press('h')
    await expect
      .poll(async () => (await chat.messages()).messages.map(({ type }) => type))
      .toContain('TypingStarted')
    await input.fill('hello <b>there</b>')
    // On a busy machine the first Enter was lost; why is not known.
    await expect
      .poll(async () => {
        await input.press('Enter')
        return input.inputValue()
      })
      .toBe('')
    await transcript.getByText('hello <b>there</b>').waitFor()
    const { messages } = await chat.messages()
    expect(messages.flatMap(({ text, from }) => (text ? `${from.nickname}: ${text}` : []))).toEqual([
      'Anna: Hello Joe',
      'Joe Doe: hello <b>there</b>',
    ])
    expect(widget.pageErrors).toEqual([])
  })

  test('takes a supervisor for an agent, and a message from outside for a notice', async () => {
    const { widget, chat, hears, transcript } = await beginCloud()
    const session = widget.simulator.centre.session(chat.sessionId)
    session.join('Sue', 'Supervisor')
    const joined = await widget.waitFor('WebChatService.agentConnected', { since: 0 })
    expect(joined.data).toMatchObject({ message: { displayName: 'Sue', role: 'AGENT' } })
    session.join('Inbound flow', 'Bot')
    session.say({ type: 'Notice', text: 'You are second' })
    await transcript.getByText('You are second').waitFor()
    const { data } = await hears('You are second')
    expect((data as Batch).messages).toContainEqual(
      expect.objectContaining({
        text: 'You are second',
        from: expect.objectContaining({ type: 'External' }),
      }),
    )
  })

  test('is restored with the chat; of an agent who left meanwhile it says that she is connected', async () => {
    const { widget, chat, names, hears } = await beginCloud()
    const { participantId } = await chat.join('Anna')
    await hears('member-join')
    await widget.page.goto('about:blank')
    await chat.say('Bye')
    await chat.leave()
    const since = await widget.goBack()
    const { data } = await widget.waitFor('WebChatService.messageReceived', { since })
    expect(data).toMatchObject({ restoring: true, oldMessages: false, messages: { length: 4 } })
    await widget.waitFor('WebChat.opened', { since })
    expect(names(since).filter((name) => told.test(name))).toEqual([
      'WebChatService.data.sessionActive',
      'WebChatService.restored',
      'WebChatService.data.sessionActive',
      'WebChatService.agentDisconnected',
      'WebChatService.agentTypingStopped',
      'WebChatService.agentConnected',
      'WebChatService.clientConnected',
    ])
    expect(await widget.command('WebChatService.getAgents')).toMatchObject({
      value: { agents: { [participantId]: { connected: true } } },
    })
    expect((await widget.agent.sessions()).length).toBe(1)
  })

  test.each(['end', 'forget'] as const)(
    'after the server’s %s while it was away, tells restoreFailed',
    async (how) => {
      const { widget, chat, names } = await beginCloud()
      await widget.page.goto('about:blank')
      await chat[how]()
      const since = await widget.goBack()
      const { data } = await widget.waitFor('WebChatService.restoreFailed', { since })
      if (how === 'end') expect(data).toMatchObject({ role: 'CUSTOMER', state: 'DISCONNECTED' })
      expect(await widget.command('WebChatService.getSessionData')).toMatchObject({
        value: { conversationId: chat.sessionId },
      })
      expect(names(since)).not.toContain('WebChatService.ended')
      const next = await widget.startChat()
      expect(next.sessionId).not.toBe(chat.sessionId)
    },
  )

  test('loses the network and finds it again; what was missed comes, what was sent meanwhile is rejected', async () => {
    const { widget, chat, hears, names } = await beginCloud()
    await chat.join('Anna')
    await hears('member-join')
    await chat.say('before')
    await hears('before')
    const since = widget.events.length
    await widget.agent.addFault({ drop: true, forMs: 60_000 })
    await chat.say('missed')
    await expect
      .poll(async () => (await widget.command('WebChatService.sendMessage', { message: 'lost' })).outcome)
      .toBe('rejected')
    const { data } = await widget.waitFor('WebChatService.error', { since })
    expect(data).toMatchObject({ errors: [{ code: 'MessageFailed' }] })
    await widget.agent.clearFaults()
    await widget.waitFor('WebChatService.reconnected', { since })
    await hears('missed', since)
    await chat.say('after')
    await hears('after', since)
    expect(names(since)).not.toContain('WebChatService.disconnected')
    const { messages } = await chat.messages()
    expect(messages.map(({ text }) => text)).not.toContain('lost')
  })

  test('ends when the server has ended the chat while the network was away', async () => {
    const { widget, chat, hears } = await beginCloud()
    await chat.join('Anna')
    await hears('member-join')
    const since = widget.events.length
    await widget.agent.addFault({ drop: true, forMs: 60_000 })
    await chat.end()
    await widget.agent.clearFaults()
    await widget.waitFor('WebChatService.ended', { since })
  })

  test('fails with an error of its own when the network is lost before anybody wrote or joined', async () => {
    const { widget, chat } = await beginCloud()
    await widget.agent.addFault({ drop: true, forMs: 60_000 })
    await widget.agent.clearFaults()
    await widget.waitFor('WebChatService.reconnected', { since: 0 })
    await expect.poll(() => widget.pageErrors.map(String)).toEqual([expect.stringContaining("'done'")])
    await chat.join('Anna')
    await widget.waitFor('WebChatService.agentConnected', { since: 0 })
  })

  test.each([300, 0])(
    'with a heartbeat each %i ms, thinks the connection lost only without one',
    async (heartbeatMs) => {
      const { widget, chat, hears, names } = await beginCloud({
        server: { heartbeatMs },
        transportOptions: { socketHeartbeatTrackerInterval: 1000 },
      })
      await chat.join('Anna')
      await hears('member-join')
      await widget.settled(2000)
      const isLost = heartbeatMs === 0
      expect(names().includes('WebChatService.disconnected')).toBe(isLost)
      expect(names().includes('WebChatService.reconnected')).toBe(isLost)
      await chat.say('still here')
      await hears('still here')
    },
  )

  test('does not notice that the conversation was deleted, until the customer writes', async () => {
    const { widget, chat, names } = await beginCloud()
    const since = widget.events.length
    await chat.forget()
    await widget.settled()
    expect(names(since).filter((name) => told.test(name))).toEqual([])
    expect(await widget.command('WebChatService.sendMessage', { message: 'hello?' })).toEqual({
      outcome: 'rejected',
      value: undefined,
    })
    const { data } = await widget.waitFor('WebChatService.error', { since })
    expect(data).toMatchObject({ errors: [{ code: 'MessageFailed' }] })
  })

  test.each([500, 429, 401])('rejects a message that is refused with %i, and goes on', async (status) => {
    const { widget, chat, hears } = await beginCloud()
    await widget.agent.addFault({ status, requests: ['send'], forMs: 60_000 })
    expect(await widget.command('WebChatService.sendMessage', { message: 'hi' })).toMatchObject({
      outcome: 'rejected',
    })
    const { data } = await widget.waitFor('WebChatService.error', { since: 0 })
    expect(data).toMatchObject({ errors: [{ code: 'MessageFailed', response: { status } }] })
    await chat.join('Anna')
    await hears('member-join')
  })

  test('does not know who writes while the request for the member fails', async () => {
    const { widget, chat, hears, names } = await beginCloud()
    await widget.agent.addFault({ status: 500, requests: ['member'], times: 1, forMs: 60_000 })
    const { participantId } = await chat.join('Anna')
    await widget.waitFor('WebChatService.error', { since: 0 })
    await chat.say('can you hear me?')
    const { data } = await hears('can you hear me?')
    expect((data as Batch).messages.at(-1)).toMatchObject({ from: { id: participantId } })
    expect((data as Batch).messages.at(-1)?.from).not.toHaveProperty('type')
    expect(names()).not.toContain('WebChatService.agentConnected')
  })

  test('after a restore, holds back what an agent writes whose request for the member failed', async () => {
    const { widget, chat, hears } = await beginCloud()
    const since = await widget.reload()
    await widget.waitFor('WebChat.opened', { since })
    await widget.settled()
    await widget.agent.addFault({ status: 500, requests: ['member'], times: 1, forMs: 60_000 })
    await chat.join('Anna')
    await widget.waitFor('WebChatService.error', { since })
    await chat.say('can you hear me?')
    await widget.settled(2000)
    expect(JSON.stringify(widget.events)).not.toContain('can you hear me?')
    await hears('can you hear me?', await widget.reload())
  })

  test('loses what arrives just before it fetches history, and what comes next', async () => {
    const { widget, chat, hears } = await beginCloud()
    await chat.join('Anna')
    await hears('member-join')
    await chat.say('lost')
    await widget.command('WebChatService.fetchHistory')
    await widget.settled(2000)
    await chat.say('lost, too')
    await widget.settled(2000)
    expect(JSON.stringify(widget.events)).not.toContain('lost')
    const since = widget.events.length
    await chat.leave()
    await widget.waitFor('WebChatService.agentDisconnected', { since })
    await hears('member-leave', since)
    await hears('lost, too', await widget.reload())
  })

  test('asks for history by itself when the customer turns the wheel at the top of the transcript', async () => {
    const { widget, transcript, hears } = await beginCloud()
    await hears('ParticipantJoined')
    await transcript.hover()
    await widget.page.mouse.wheel(0, -100)
    await expect.poll(() => widget.requests.map(({ path }) => path.split('/')[2])).toContain('messages')
  })

  test.each([
    [{ deploymentKey: 'other' }, 403, 'not.authorized'],
    [{ orgGuid: '' }, 400, 'bad.request'],
  ])('cannot start a chat with %j', async (transportOptions, status, code) => {
    const widget = await start({ mode: 'regular', ...cloud, transportOptions })
    const started = await widget.command('WebChatService.startChat', { form: { firstname: 'Joe' } })
    expect(started).toMatchObject({ outcome: 'rejected', value: { status } })
    const { data } = await widget.waitFor('WebChatService.error', { since: 0 })
    expect(data).toMatchObject({
      errors: [{ code: 'StartFailed', response: { status, responseJSON: { status, code } } }],
    })
    expect(await widget.agent.sessions()).toEqual([])
  })

  test('cannot end the chat while the request fails: endChat rejects, the session is gone, and nothing says ended', async () => {
    const { widget, chat, names } = await beginCloud()
    await widget.agent.addFault({ status: 500, requests: ['leave'], forMs: 60_000 })
    const since = widget.events.length
    expect(await widget.command('WebChatService.endChat')).toMatchObject({
      outcome: 'rejected',
      value: 'Internal Server Error',
    })
    await widget.waitFor('WebChatService.error', { since })
    expect(names(since)).toContain('WebChatService.data.sessionActive')
    expect(await widget.command('WebChatService.getSessionData')).toMatchObject({ value: {} })
    expect(names(since)).not.toContain('WebChatService.ended')
    expect(await chat.summary()).toMatchObject({ ended: false })
  })

  test('stays closed when its window is closed in a live chat', async () => {
    const { widget, chat, names } = await beginCloud()
    const since = widget.events.length
    await widget.command('WebChat.close')
    await chat.join('Anna')
    await widget.waitFor('WebChatService.agentConnected', { since })
    await widget.settled()
    expect(names(since)).not.toContain('WebChat.opened')
    expect(await chat.summary()).toMatchObject({ ended: false })
  })

  test('in two tabs, both get every message, and the end in one is noticed in the other', async () => {
    const { widget, chat } = await beginCloud()
    const tab = await widget.openTab()
    await tab.waitFor('WebChatService.restored', { since: 0 })
    await tab.settled()
    await chat.join('Anna')
    await widget.waitFor('WebChatService.agentConnected', { since: 0 })
    await tab.waitFor('WebChatService.agentConnected', { since: 0 })
    expect(await tab.command('WebChatService.endChat')).toMatchObject({ outcome: 'resolved' })
    await widget.waitFor('WebChatService.ended', { since: 0 })
    expect(await chat.summary()).toMatchObject({ ended: true })
  })
})
