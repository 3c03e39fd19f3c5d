import { describe, expect, test } from 'vitest'
import { GUEST_PATH } from '../../src/server/index.ts'
import { createTestCentre, postJson } from './support/client.ts'
import { askGuest, startGuestChat, startRequest } from './support/guestClient.ts'

const bodies = ({ entities = [] }: { entities?: Record<string, unknown>[] }) =>
  entities.map(({ body, bodyType }) => body || bodyType)

describe('starting a conversation on Genesys Cloud', () => {
  test('answers with the customer as a member, a jwt and the address of the event stream', async () => {
    const testCentre = createTestCentre()
    const answer = await askGuest(testCentre, '', postJson(startRequest))
    expect(answer).toEqual({
      httpStatus: 200,
      id: expect.any(String),
      jwt: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      eventStreamUri: `ws://simulator${GUEST_PATH}/${answer.id}/stream?token=${answer.jwt}`,
      member: {
        id: expect.any(String),
        displayName: 'Joe Doe',
        role: 'CUSTOMER',
        state: 'CONNECTED',
        joinDate: '2026-01-01T00:00:00.000Z',
        customFields: { firstName: 'Joe' },
      },
    })
    expect(await testCentre.agent.sessions()).toMatchObject([
      { transport: 'genesys-cloud', endpoint: 'shop', mode: 'regular', customer: { nickname: 'Joe Doe' } },
    ])
  })

  test.each([
    [{ deploymentId: 'x' }, 403, 'not.authorized'],
    [{ organizationId: undefined }, 400, 'bad.request'],
    [{ routingTarget: { targetType: 'QUEUE', targetAddress: 'nowhere' } }, 400, 'chat.error.invalid.queue'],
    [{ memberInfo: { displayName: '' } }, 400, /^chat\.error\.notnull\..*displayname$/],
    [{ memberInfo: { displayName: 'x'.repeat(2000) } }, 413, 'request.entity.too.large'],
  ])('with %j is refused in the shape of the API', async (change, status, code) => {
    const testCentre = createTestCentre({
      apiKey: 'shop-key',
      maxBodyBytes: 1000,
      modeOf: (endpoint) => (endpoint === 'shop' ? 'regular' : undefined),
    })
    expect(await askGuest(testCentre, '', postJson({ ...startRequest, ...change }))).toEqual({
      httpStatus: status,
      status,
      code: code instanceof RegExp ? expect.stringMatching(code) : code,
      message: expect.any(String),
      contextId: expect.any(String),
      details: [],
      errors: [],
    })
    expect((await askGuest(testCentre, '', postJson(startRequest))).httpStatus).toBe(200)
  })
})

describe('a conversation on Genesys Cloud', () => {
  test('is one of the sessions on the agent’s side', async () => {
    const { chat, ask, send, memberId } = await startGuestChat(createTestCentre())
    const anna = await chat.join('Anna')
    await chat.say('my answer')
    expect(await ask(`/members/${memberId}/typing`, { method: 'POST' })).toMatchObject({
      httpStatus: 200,
      sender: { id: memberId },
    })
    const sent = await send('my question')
    expect(sent).toMatchObject({ httpStatus: 200, sender: { id: memberId }, bodyType: 'standard' })
    await chat.leave()
    expect((await chat.messages()).messages.map(({ text, type }) => text ?? type)).toEqual([
      'ParticipantJoined',
      'ParticipantJoined',
      'my answer',
      'TypingStarted',
      'my question',
      'ParticipantLeft',
    ])
    expect(await ask('/members')).toMatchObject({
      total: 2,
      entities: [{ id: memberId }, { state: 'DISCONNECTED' }],
    })
    expect(await ask(`/members/${anna.participantId}`)).toMatchObject({ displayName: 'Anna', role: 'AGENT' })
    expect(bodies(await ask(`/messages?after=${sent.id}`))).toEqual(['member-leave'])
    expect(bodies(await ask(`/messages?sortOrder=descending&maxResults=2&before=${sent.id}`))).toEqual([
      'my answer',
      'member-join',
    ])
  })

  test('is ended by the customer with 204, and once', async () => {
    const { chat, ask, memberId } = await startGuestChat(createTestCentre())
    const leave = () => ask(`/members/${memberId}`, { method: 'DELETE' })
    expect(await leave()).toEqual({ httpStatus: 204 })
    expect(await chat.summary()).toMatchObject({ ended: true, customer: { present: false } })
    expect(await leave()).toMatchObject({ httpStatus: 400, code: 'chat.error.conversation.state' })
    expect(await ask(`/members/${memberId}`)).toMatchObject({ httpStatus: 200, state: 'DISCONNECTED' })
  })

  test.each([
    ['an unknown order', '/messages?sortOrder=newest', undefined],
    ['an empty page', '/messages?maxResults=0', undefined],
    ['an empty text', '/members/ME/messages', { body: '' }],
    ['a text that is too long', '/members/ME/messages', { body: 'x'.repeat(4001) }],
    ['a leave as a text', '/members/ME/messages', { body: 'hi', bodyType: 'member-leave' }],
    ['no object', '/members/ME/messages', 'hi'],
    ['a text in the name of another member', '/members/anna/messages', { body: 'hi' }],
  ])('refuses %s', async (_what, path, body) => {
    const { ask, memberId } = await startGuestChat(createTestCentre())
    const answer = await ask(path.replace('ME', memberId), body === undefined ? {} : postJson(body))
    expect(answer).toMatchObject({ httpStatus: 400, code: 'bad.request', message: expect.any(String) })
  })

  test('opens only with its own jwt, and not for ever', async () => {
    const testCentre = createTestCentre({ tokenLifetimeMs: 60_000 })
    const [joe, eve] = [await startGuestChat(testCentre), await startGuestChat(testCentre)]
    const other = await testCentre.startChat()
    const as = (jwt: string) => joe.ask('/members', { headers: { authorization: `Bearer ${jwt}` } })
    expect(await as(eve.jwt)).toMatchObject({ httpStatus: 404, code: 'not.found' })
    const strange = { httpStatus: 401, code: 'authentication.required' }
    for (const jwt of ['', 'x.y.z', other.token]) expect(await as(jwt)).toMatchObject(strange)
    expect(await as(joe.jwt)).toMatchObject({ httpStatus: 200 })
    testCentre.clock.advance(60_001)
    expect(await as(joe.jwt)).toMatchObject(strange)
  })

  test('is 404 once it is forgotten', async () => {
    const { chat, ask } = await startGuestChat(createTestCentre())
    await chat.forget()
    expect(await ask('/messages')).toMatchObject({ httpStatus: 404, code: 'not.found' })
  })

  test('has the limits and faults of every chat', async () => {
    const testCentre = createTestCentre({ rateLimit: { requests: 2, perMs: 1000 } })
    const { ask, send } = await startGuestChat(testCentre)
    await ask('/members')
    await ask('/members')
    expect(await ask('/members')).toMatchObject({ httpStatus: 429, code: 'too.many.requests' })
    testCentre.clock.advance(1000)
    await testCentre.agent.addFault({ status: 503, requests: ['send'], forMs: 1000 })
    expect(await send('hi')).toMatchObject({ httpStatus: 503, code: 'service.unavailable', status: 503 })
    expect(await ask('/members')).toMatchObject({ httpStatus: 200 })
  })

  test.each([
    ['member', '/members/x', {}],
    ['restore', '/messages?sortOrder=descending', {}],
    ['olderPage', '/messages?sortOrder=descending&before=x', {}],
    ['poll', '/messages?after=x', {}],
    ['send', '/members/x/typing', { method: 'POST' }],
    ['leave', '/members/x', { method: 'DELETE' }],
  ] as const)('counts as %s: %s %j', async (kind, path, init) => {
    const testCentre = createTestCentre()
    const { ask } = await startGuestChat(testCentre)
    await testCentre.agent.addFault({
      status: 500,
      code: 'chat.error.service.unavailable',
      requests: [kind],
      forMs: 1000,
    })
    expect(await ask(path, init)).toMatchObject({ httpStatus: 500, code: 'chat.error.service.unavailable' })
  })

  test('can be asked from another origin, and has no event stream without a server', async () => {
    const { fetch, ...testCentre } = createTestCentre()
    const answer = await fetch(`${GUEST_PATH}/x/members/y`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'DELETE',
        'access-control-request-headers': 'authorization,content-type',
      },
    })
    expect(answer.headers.get('access-control-allow-headers')).toContain('authorization')
    const { eventStreamUri } = await startGuestChat({ fetch, ...testCentre })
    expect((await fetch(eventStreamUri.slice('ws://simulator'.length))).status).toBe(404)
  })
})
