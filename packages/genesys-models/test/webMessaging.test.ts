import { describe, expect, it } from 'vitest'
import { connect, createTestApi, presence, settled, shown, TOKEN } from './support/webMessagingClient.ts'

const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const HEX = expect.stringMatching(/^[0-9a-f]{32}$/)

describe('a session', () => {
  it('is configured with no more than the action, the token and the deployment', async () => {
    const { connect: open, clock } = createTestApi()
    expect(await open().configure()).toEqual([
      {
        type: 'response',
        class: 'SessionResponse',
        code: 200,
        body: {
          connected: true,
          newSession: true,
          readOnly: false,
          maxCustomDataBytes: 2048,
          allowedMedia: {
            inbound: {
              fileTypes: ['image/png', 'image/jpeg', 'image/gif', 'application/pdf'].map((type) => ({
                type,
              })),
              maxFileSizeKB: 10_240,
            },
          },
          blockedExtensions: expect.arrayContaining(['.exe']),
          clearedExistingSession: false,
          durationSeconds: 259_200,
          expirationDate: clock.now() / 1000 + 259_200,
        },
      },
    ])
  })

  it('answers with the tracing id of the request', async () => {
    const { connect: open } = createTestApi()
    expect(await open().configure({ tracingId: 'abc' })).toMatchObject([{ tracingId: 'abc' }])
  })

  it('is the same for whoever comes back with its token', async () => {
    const { connect: open, centre } = createTestApi()
    const first = open()
    await first.configure()
    first.leave()
    expect(await open().configure()).toMatchObject([{ body: { newSession: false, connected: true } }])
    expect(await open('another').configure()).toMatchObject([{ body: { newSession: true } }])
    expect(centre.sessions).toHaveLength(2)
  })

  it('is listed for agents without its token, and wants none before the customer has written', async () => {
    const { connect: open, chat } = createTestApi()
    const joe = open()
    await joe.configure()
    expect(chat().summary()).toMatchObject({ transport: 'messenger', endpoint: 'shop', needsAgent: false })
    await joe.say('hello')
    expect(chat().summary()).toMatchObject({ needsAgent: true, segments: [{ openedBy: 'customer' }] })
    expect(JSON.stringify([chat().summary(), chat().messages])).not.toContain(TOKEN)
  })

  it('refuses another deployment than that of the WebSocket, and requests before it is configured', async () => {
    const joe = createTestApi().connect()
    expect(shown(await joe.ask({ action: 'configureSession', deploymentId: 'other' }))).toEqual([
      '404 Deployment not found',
    ])
    expect(await joe.say('hello', { tracingId: 'abc' })).toEqual([
      { type: 'response', class: 'string', code: 4007, body: 'Session not found', tracingId: 'abc' },
    ])
  })

  it.each([
    ['{', 400],
    ['[]', 400],
    ['null', 400],
    ['{"action":"dance","token":"x"}', 400],
    ['{"action":"toString","token":"x"}', 400],
    ['{"action":"configureSession","deploymentId":"shop"}', 4020],
    ['{"action":"onMessage","token":7}', 4020],
  ])('refuses %s', async (text, code) => {
    const joe = createTestApi().connect()
    expect(await joe.ask(text)).toMatchObject([{ type: 'response', class: 'string', code }])
  })

  it('closes a connection that sends too much at once', async () => {
    const joe = createTestApi().connect()
    await joe.ask('x'.repeat(131_073))
    expect(joe).toMatchObject({ isClosed: true, closeCode: 1008 })
  })
})

describe('messages', () => {
  it('are echoed with ids, a time and the tracing id, as clients expect them', async () => {
    const { connect: open } = createTestApi()
    const joe = open()
    await joe.configure()
    const message = { type: 'Text', text: 'Hello world', metadata: { id: 'aaa' } }
    expect(await joe.ask({ action: 'onMessage', message, tracingId: 'abc' })).toEqual([
      {
        type: 'message',
        class: 'StructuredMessage',
        code: 200,
        tracingId: 'abc',
        body: {
          id: HEX,
          type: 'Text',
          text: 'Hello world',
          direction: 'Inbound',
          channel: {
            time: expect.stringMatching(/^2026-01-01T00:00:00\.\d{3}Z$/),
            type: 'Private',
            messageId: UUID,
            from: {},
            to: {},
          },
          metadata: { correlationId: UUID, id: 'aaa' },
        },
      },
    ])
  })

  it('of an agent say who wrote them, and an agent joins and leaves silently', async () => {
    const { connect: open, chat } = createTestApi()
    const joe = open()
    await joe.configure()
    await joe.say('hello')
    await joe.take()
    chat().join('Robo', 'Bot')
    chat().say({ type: 'Text', text: 'beep' })
    chat().transfer('Anna')
    chat().say({ type: 'TypingStarted' })
    chat().say({ type: 'TypingStopped' })
    chat().say({ type: 'Text', text: 'hi' })
    chat().leave()
    const frames = await joe.take()
    expect(shown(frames)).toEqual([
      'Outbound beep',
      'Outbound [{"type":"On","duration":5000}]',
      'Outbound [{"type":"Off","duration":1000}]',
      'Outbound hi',
    ])
    expect(frames[0]?.body).toMatchObject({
      originatingEntity: 'Bot',
      channel: { from: { nickname: 'Robo' } },
    })
    expect(frames[3]?.body).toEqual({
      id: HEX,
      type: 'Text',
      text: 'hi',
      direction: 'Outbound',
      channel: { time: expect.any(String), type: 'Private', from: { nickname: 'Anna' }, to: {} },
      metadata: { correlationId: UUID },
      originatingEntity: 'Human',
    })
  })

  it('of a session never have the same time', async () => {
    const { connect: open, chat, api } = createTestApi()
    const joe = open()
    await joe.configure()
    await joe.say('one')
    await joe.say('two')
    chat().join('Anna')
    chat().say({ type: 'Text', text: 'three' })
    const live = (await joe.take()).slice(1).map(({ body }) => body)
    const times = live.map((body) => (body as { channel: { time: string } }).channel.time)
    expect(new Set(times).size).toBe(3)
    expect([...times].sort()).toEqual(times)
    expect(api.history(await jwtOf(joe)).entities).toEqual([...live].reverse())
  })

  it('can be structured: quick replies and cards of an agent, a pressed button of the customer', async () => {
    const { connect: open, chat } = createTestApi()
    const joe = open()
    await joe.configure()
    chat().join('Robo', 'Bot')
    const content = [
      { contentType: 'QuickReply', quickReply: { text: 'Yes', payload: 'yes', action: 'Message' } },
    ]
    chat().say({ type: 'Structured', text: 'Sure?', data: { content } })
    expect((await joe.take()).at(-1)?.body).toMatchObject({ type: 'Structured', text: 'Sure?', content })
    const buttonResponse = { type: 'QuickReply', text: 'Yes', payload: 'yes' }
    const pressed = [{ contentType: 'ButtonResponse', buttonResponse }]
    const [echo] = await joe.ask({ action: 'onMessage', message: { type: 'Structured', content: pressed } })
    expect(echo?.body).toMatchObject({
      type: 'Structured',
      direction: 'Inbound',
      text: 'Yes',
      content: pressed,
    })
    expect(chat().messages.at(-1)).toMatchObject({ text: 'Yes', from: { type: 'Customer' } })
  })

  it('carry custom attributes in the message or beside it', async () => {
    const { connect: open, chat } = createTestApi()
    const joe = open()
    await joe.configure()
    await joe.say('hello', { channel: { metadata: { customAttributes: { plan: 'gold' } } } })
    const channel = { metadata: { customAttributes: { order: '7' } } }
    await joe.ask({ action: 'onMessage', message: { type: 'Text', text: 'again', channel } })
    expect(chat().userData).toEqual({ plan: 'gold', order: '7' })
  })

  it.each([
    [{ type: 'Text', text: 'ä'.repeat(2049) }, 4011],
    [{ type: 'Text', text: '' }, 4020],
    [{ type: 'Structured', content: [] }, 4020],
    [{ type: 'Song', text: 'la' }, 400],
    [{ type: 'Event', events: [{ eventType: 'Presence', presence: { type: 'Dance' } }] }, 400],
    [{ type: 'Text', text: 'x', channel: { metadata: { customAttributes: { a: 'x'.repeat(2048) } } } }, 4013],
    [{ type: 'Text', text: 'x', content: [{ contentType: 'Attachment', attachment: { id: 'none' } }] }, 4009],
  ])('are refused: %j', async (message, code) => {
    const { connect: open, chat } = createTestApi()
    const joe = open()
    await joe.configure()
    const before = chat().messages.length
    expect(await joe.ask({ action: 'onMessage', message })).toMatchObject([{ class: 'string', code }])
    expect(chat().messages).toHaveLength(before)
  })

  it('accepts the longest text', async () => {
    const joe = createTestApi().connect()
    await joe.configure()
    expect(await joe.say('ä'.repeat(2048))).toMatchObject([{ class: 'StructuredMessage' }])
  })

  it('of the customer typing reach the agent, unless the deployment switches that off', async () => {
    const on = createTestApi()
    const joe = on.connect()
    await joe.configure()
    const typing = { eventType: 'Typing', typing: { type: 'On' } }
    expect(await joe.sendEvent(typing)).toEqual([])
    expect(on.chat().messages.at(-1)).toMatchObject({ type: 'TypingStarted', from: { type: 'Customer' } })

    const off = createTestApi({ showUserTyping: false, showAgentTyping: false })
    const eve = off.connect()
    await eve.configure()
    expect(await eve.sendEvent(typing)).toMatchObject([{ code: 403 }])
    off.chat().join('Anna')
    off.chat().say({ type: 'TypingStarted' })
    expect((await eve.take()).slice(2)).toEqual([])
  })

  it('start with a Join where the conversation starts by itself', async () => {
    const { connect: open, chat } = createTestApi({ autoStart: true })
    const joe = open()
    await joe.configure()
    expect(shown(await joe.sendEvent(presence('Join')))).toEqual(['Inbound [{"type":"Join"}]'])
    expect(chat().summary().needsAgent).toBe(true)
  })
})

describe('a disconnect', () => {
  async function talking(settings?: Parameters<typeof createTestApi>[0]) {
    const test = createTestApi(settings)
    const joe = test.connect()
    await joe.configure()
    await joe.say('hello')
    test.chat().join('Anna')
    test.chat().say({ type: 'Text', text: 'hi' })
    await joe.take()
    return { ...test, joe }
  }

  it('of type Send closes the segment, and the next message opens another', async () => {
    const { joe, chat } = await talking()
    chat().disconnect()
    expect(await joe.take()).toEqual([
      {
        type: 'message',
        class: 'StructuredMessage',
        code: 200,
        body: {
          id: HEX,
          type: 'Event',
          events: [presence('Disconnect')],
          direction: 'Outbound',
          channel: {
            time: expect.any(String),
            type: 'Private',
            messageId: UUID,
            from: { nickname: 'Anna' },
            to: {},
          },
          metadata: { correlationId: UUID, readOnly: 'false' },
          originatingEntity: 'Human',
        },
      },
    ])
    expect(chat().summary()).toMatchObject({ ended: false, participants: [], needsAgent: false })
    await joe.say('thank you')
    expect(chat().summary()).toMatchObject({ needsAgent: true, segments: { length: 2 } })
  })

  it('of type ReadOnly ends the chat: it can be read, and cleared, and nothing else', async () => {
    const { joe, chat, api } = await talking({ conversationDisconnect: 'ReadOnly' })
    chat().disconnect()
    expect(await joe.take()).toMatchObject([{ body: { metadata: { readOnly: 'true' } } }])
    expect(chat().summary()).toMatchObject({ ended: true, customer: { present: false } })
    expect(shown(await joe.say('thank you'))).toEqual(['409 Session is read-only'])
    expect(await joe.sendEvent(presence('Join'))).toMatchObject([{ code: 409 }])
    expect(await connect(api).configure()).toMatchObject([{ body: { readOnly: true, newSession: false } }])
    expect(api.history(await jwtOf(joe)).total).toBe(3)
    expect(shown(await joe.sendEvent(presence('Clear')))).not.toEqual([])
  })

  it('that Conversation Disconnect does not tell closes the segment all the same', async () => {
    const { joe, chat } = await talking({ conversationDisconnect: false })
    chat().disconnect()
    expect(await joe.take()).toEqual([])
    expect(chat().summary()).toMatchObject({ segments: [{ closedAt: expect.any(Number) }], participants: [] })
  })

  it('is what the states that close a segment elsewhere mean, once', async () => {
    const { joe, chat } = await talking()
    chat().setState('Finalizing')
    chat().setState('Completed')
    expect(shown(await joe.take())).toEqual(['Outbound [{"type":"Disconnect"}]'])
  })

  it('can be of another type than the deployment says, by a bot, or by nobody in particular', async () => {
    const { joe, chat } = await talking()
    chat().join('Robo', 'Bot')
    chat().disconnect({ type: 'Send' })
    expect(await joe.take()).toMatchObject([{ body: { originatingEntity: 'Bot' } }])
    chat().disconnect({ type: 'ReadOnly' })
    const [frame] = await joe.take()
    expect(frame?.body).toMatchObject({ metadata: { readOnly: 'true' }, channel: { from: {} } })
    expect(frame?.body).not.toHaveProperty('originatingEntity')
  })

  it('does not exist on other transports', () => {
    const { centre } = createTestApi()
    const chat = centre.open({ nickname: 'Joe' })
    expect(() => chat.disconnect()).toThrow('Only Messenger has a disconnect')
  })

  it('of a read-only chat is followed by a new one on the same connection', async () => {
    const { joe, chat, centre, api } = await talking({ conversationDisconnect: 'ReadOnly' })
    const other = connect(api)
    await other.configure()
    chat().disconnect()
    await joe.take()
    await other.take()
    expect(await joe.ask({ action: 'closeSession', closeAllConnections: true })).toMatchObject([
      { type: 'response', class: 'SessionResponse', body: { connected: false, readOnly: true } },
    ])
    expect(shown(await other.take())).toEqual(['ConnectionClosedEvent'])
    expect(other.isClosed).toBe(true)
    expect(await joe.configure({ startNew: true })).toMatchObject([
      { body: { connected: true, newSession: true, readOnly: false } },
    ])
    expect(centre.sessions).toHaveLength(2)
    expect(api.history(await jwtOf(joe)).entities).toEqual([])
    expect(shown(await joe.say('me again'))).toEqual(['Inbound me again'])
  })

  it('is not needed where the customer closes the session first', async () => {
    const { joe, centre } = await talking()
    await joe.ask({ action: 'closeSession', closeAllConnections: true })
    expect(await joe.configure({ startNew: true })).toMatchObject([{ body: { newSession: true } }])
    expect(centre.sessions.map(({ ended }) => ended)).toEqual([true, false])
  })

  it('is needed for a new start: a session that is open goes on', async () => {
    const { joe, centre } = await talking()
    expect(await joe.configure({ startNew: true })).toMatchObject([{ body: { newSession: false } }])
    expect(centre.sessions).toHaveLength(1)
  })
})

describe('clearing', () => {
  it('ends the chat, tells every connection and forgets the token', async () => {
    const { connect: open, api, chat, centre } = createTestApi()
    const joe = open()
    await joe.configure()
    await joe.say('hello')
    const tab = connect(api)
    await tab.configure()
    await joe.take()
    await tab.take()
    await joe.sendEvent(presence('Clear'))
    const heard = ['Inbound [{"type":"Clear"}]', 'SessionClearedEvent', 'ConnectionClosedEvent']
    const frames = await joe.take()
    expect(shown(frames)).toEqual(heard)
    expect(frames.slice(1)).toEqual([
      { type: 'message', class: 'SessionClearedEvent', code: 200, body: {} },
      { type: 'message', class: 'ConnectionClosedEvent', code: 200, body: {} },
    ])
    expect(shown(await tab.take())).toEqual(heard)
    expect([joe.isClosed, tab.isClosed]).toEqual([true, true])
    expect(chat().summary()).toMatchObject({ ended: true })
    expect(await open().configure()).toMatchObject([{ body: { newSession: true } }])
    expect(centre.sessions).toHaveLength(2)
  })

  it('is refused where the deployment does not allow it', async () => {
    const { connect: open, chat } = createTestApi({ conversationClear: false })
    const joe = open()
    await joe.configure()
    expect(shown(await joe.sendEvent(presence('Clear')))).toEqual([
      '403 Presence events Conversation Clear are not supported',
    ])
    expect(chat().ended).toBe(false)
  })
})

describe('connections', () => {
  it('of one session hear everything, three at most', async () => {
    const { connect: open, api } = createTestApi()
    const tabs = [open(), connect(api), connect(api)]
    for (const tab of tabs) await tab.configure()
    await tabs[2]?.say('hello', { tracingId: 'abc' })
    for (const tab of tabs) expect((await tab.take()).at(-1)).toMatchObject({ tracingId: 'abc' })
    const fourth = connect(api)
    await fourth.configure()
    expect(shown((await tabs[0]?.take()) ?? [])).toEqual(['ConnectionClosedEvent'])
    expect(tabs.map(({ isClosed }) => isClosed)).toEqual([true, false, false])
  })

  it('are health-checked: only the sender hears it, and no history has it', async () => {
    const { connect: open, api } = createTestApi()
    const [joe, tab] = [open(), connect(api)]
    await joe.configure()
    await tab.configure()
    await tab.take()
    const ping = { action: 'echo', tracingId: 'SGVhbHRo', message: { type: 'Text', text: 'ping' } }
    expect(await joe.ask(ping)).toEqual([
      {
        type: 'response',
        class: 'StructuredMessage',
        code: 200,
        tracingId: 'SGVhbHRo',
        body: {
          text: 'ping',
          type: 'Text',
          direction: 'Inbound',
          id: HEX,
          metadata: { durationSeconds: '259200', expirationDate: expect.stringMatching(/^\d{10}$/) },
        },
      },
    ])
    await joe.ask(ping)
    expect(await joe.ask(ping)).toMatchObject([{ class: 'TooManyRequestsErrorMessage' }])
    expect(await tab.take()).toEqual([])
    expect(api.history(await jwtOf(joe)).total).toBe(0)
  })

  it('are slowed down: five messages a second, sixty requests a minute', async () => {
    const { connect: open, clock, chat } = createTestApi()
    const joe = open()
    await joe.configure()
    for (let sent = 0; sent < 5; sent += 1) await joe.say('x')
    expect(await joe.say('too much', { tracingId: 'abc' })).toEqual([
      {
        type: 'response',
        class: 'TooManyRequestsErrorMessage',
        code: 429,
        tracingId: 'abc',
        body: { retryAfter: 1, errorCode: 4029, errorMessage: 'Message rate too high for this session' },
      },
    ])
    clock.advance(1000)
    expect(await joe.say('now')).toMatchObject([{ class: 'StructuredMessage' }])
    expect(chat().messages.filter(({ type }) => type === 'Text')).toHaveLength(6)
    for (let sent = 0; sent < 52; sent += 1) await joe.ask({ action: 'getJwt' })
    expect(await joe.ask({ action: 'getJwt' })).toMatchObject([{ code: 429, body: { retryAfter: 59 } }])
  })
})

describe('expiry', () => {
  const MINUTE = { sessionDurationSeconds: 60 }

  it('is told to those who are connected, and counts from the last message', async () => {
    const { connect: open, clock, chat } = createTestApi(MINUTE)
    const joe = open()
    await joe.configure()
    clock.advance(59_000)
    await joe.say('still here')
    await joe.take()
    clock.advance(59_000)
    expect(await joe.take()).toEqual([])
    clock.advance(1000)
    expect(await joe.take()).toEqual([
      { type: 'response', class: 'SessionExpiredEvent', code: 200, body: {} },
    ])
    expect(chat().ended).toBe(true)
    expect(shown(await joe.say('hello?'))).toEqual(['4006 Session has expired'])
  })

  it('is told to those who come back, and a new start is possible', async () => {
    const { connect: open, clock } = createTestApi(MINUTE)
    const joe = open()
    await joe.configure()
    joe.leave()
    expect(clock.pending).toBe(0)
    clock.advance(60_000)
    const back = open()
    expect(shown(await back.configure())).toEqual(['SessionExpiredEvent'])
    expect(await back.configure({ startNew: true })).toMatchObject([{ body: { newSession: true } }])
  })

  it('is also what an end by the server looks like', async () => {
    const { connect: open, chat } = createTestApi()
    const joe = open()
    await joe.configure()
    await joe.take()
    chat().end()
    expect(shown(await joe.take())).toEqual(['SessionExpiredEvent'])
  })

  it('differs from a session that is forgotten', async () => {
    const { connect: open, chat, centre } = createTestApi()
    const joe = open()
    await joe.configure()
    centre.forget(chat().id)
    expect(shown(await joe.say('hello?'))).toEqual(['4007 Session not found'])
  })
})

describe('the history', () => {
  it('has the newest first, in pages, without typing, for a minute', async () => {
    const { connect: open, api, chat, clock } = createTestApi({}, { rates: {} })
    const joe = open()
    await joe.configure()
    chat().join('Anna')
    for (let at = 1; at <= 30; at += 1) chat().say({ type: 'Text', text: `#${at}` })
    chat().say({ type: 'TypingStarted' })
    const jwt = await jwtOf(joe)
    const texts = (page: object) => api.history(jwt, page).entities.map(({ text }) => text)
    expect(api.history(jwt)).toMatchObject({ pageSize: 25, pageNumber: 1, total: 30, pageCount: 2 })
    expect(texts({}).slice(0, 2)).toEqual(['#30', '#29'])
    expect(texts({ pageNumber: 2 })).toEqual(['#5', '#4', '#3', '#2', '#1'])
    expect(texts({ pageSize: 2, pageNumber: 2 })).toEqual(['#28', '#27'])
    clock.advance(60_000)
    expect(() => api.history(jwt)).toThrow('no valid key')
    expect(() => api.history(undefined)).toThrow('no valid key')
  })

  it('may be read ten times a minute', async () => {
    const { connect: open, api } = createTestApi()
    const joe = open()
    await joe.configure()
    const jwt = await jwtOf(joe)
    for (let read = 0; read < 10; read += 1) api.history(jwt)
    expect(() => api.history(jwt)).toThrow('rate too high')
  })
})

describe('faults', () => {
  it('refuse, delay or cut what the customer asks for', async () => {
    const { connect: open, faults, clock } = createTestApi()
    const joe = open()
    await joe.configure()
    faults.add({ status: 503, message: 'away', requests: ['send'], times: 1, forMs: 1000 })
    expect(shown(await joe.say('hello'))).toEqual(['503 away'])
    faults.add({ latencyMs: 300, requests: ['send'], forMs: 1000 })
    expect(await joe.say('slow')).toEqual([])
    clock.advance(300)
    await settled()
    expect(shown(joe.frames).at(-1)).toBe('Inbound slow')
    faults.add({ drop: true, forMs: 1000 })
    expect(joe.isClosed).toBe(true)
  })

  it('deliver messages twice, or the newest first', async () => {
    const { connect: open, faults, chat, clock } = createTestApi()
    const joe = open()
    await joe.configure()
    await joe.take()
    chat().join('Anna')
    faults.add({ duplicate: true, reorder: true, forMs: 10_000 })
    chat().say({ type: 'Text', text: 'one' })
    await settled()
    chat().say({ type: 'Text', text: 'two' })
    clock.advance(200)
    expect(shown(await joe.take())).toEqual(['Outbound two', 'Outbound two', 'Outbound one', 'Outbound one'])
  })
})

async function jwtOf(client: ReturnType<typeof connect>): Promise<string> {
  const frame = (await client.ask({ action: 'getJwt' })).find(({ class: name }) => name === 'JwtResponse')
  return ((frame?.body ?? {}) as { jwt?: string }).jwt ?? ''
}
