import {
  ContactCentre,
  ContactCentreError,
  createGuestChats,
  createManualClock,
  Faults,
  type GuestChats,
  type GuestFrame,
  type GuestMessageList,
  guestRefusal,
  type ManualClock,
} from 'genesys-models/centre'
import { beforeEach, describe, expect, it } from 'vitest'

let clock: ManualClock
let centre: ContactCentre
let faults: Faults
let guests: GuestChats

beforeEach(() => {
  clock = createManualClock(5000)
  centre = new ContactCentre({ clock, seed: 1 })
  faults = new Faults(clock)
  guests = createGuestChats({ centre, faults, heartbeatMs: 10_000 })
})

function start() {
  const { id, member } = guests.start({ memberInfo: { displayName: 'Joe Doe' } })
  return { id, me: member.id, chat: centre.session(id) }
}

/** Opens an event stream and keeps what it tells. */
function listen(id: string) {
  const frames: GuestFrame[] = []
  let closed = false
  const end = guests.open(id, {
    onFrame: (frame) => frames.push(frame),
    onClosed: () => {
      closed = true
    },
  })
  return {
    end,
    frames,
    get closed() {
      return closed
    },
    /** What came, in short. */
    told: async () => {
      await Promise.resolve()
      return frames.splice(0).map(tell)
    },
  }
}

function tell(frame: GuestFrame): string {
  if (!('metadata' in frame)) return frame.eventBody.message
  const { eventBody } = frame
  if ('member' in eventBody) return `${frame.metadata.type} ${eventBody.member.state}`
  return 'bodyType' in eventBody ? `${eventBody.bodyType} ${eventBody.body}`.trim() : frame.metadata.type
}

const bodies = ({ entities }: GuestMessageList) => entities.map(({ body, bodyType }) => body || bodyType)

function refusalOf(ask: () => unknown): unknown {
  try {
    return ask()
  } catch (error) {
    if (error instanceof ContactCentreError) return guestRefusal(error)
    throw error
  }
}

describe('a conversation of the guest chat API', () => {
  it('starts with the customer as a member, and is a session like every other', () => {
    const answer = guests.start({
      memberInfo: { displayName: 'Joe Doe', customFields: { firstName: 'Joe', order: '4711' } },
      routingTarget: { targetAddress: 'Support' },
    })
    expect(answer).toEqual({
      id: expect.any(String),
      member: {
        id: expect.any(String),
        displayName: 'Joe Doe',
        role: 'CUSTOMER',
        state: 'CONNECTED',
        joinDate: '1970-01-01T00:00:05.000Z',
        customFields: { firstName: 'Joe', order: '4711' },
      },
    })
    expect(centre.session(answer.id).summary()).toMatchObject({
      transport: 'genesys-cloud',
      mode: 'regular',
      endpoint: 'Support',
      needsAgent: true,
      userData: { order: '4711' },
    })
  })

  it('knows agents, supervisors and bots by their roles, and remembers those who left', () => {
    const { id, chat } = start()
    chat.join('Anna')
    chat.join('Sue', 'Supervisor')
    const bot = chat.join('Inbound flow', 'Bot')
    clock.advance(1000)
    chat.leave(bot.participantId)
    const { entities, total } = guests.members(id)
    expect(entities.map(({ displayName, role, state }) => [displayName, role, state])).toEqual([
      ['Joe Doe', 'CUSTOMER', 'CONNECTED'],
      ['Anna', 'AGENT', 'CONNECTED'],
      ['Sue', 'AGENT', 'CONNECTED'],
      ['Inbound flow', 'WORKFLOW', 'DISCONNECTED'],
    ])
    expect(total).toBe(4)
    expect(guests.member(id, bot.participantId)).toEqual({
      ...entities[3],
      joinDate: '1970-01-01T00:00:05.000Z',
      leaveDate: '1970-01-01T00:00:06.000Z',
    })
  })

  it('lists messages in either order, in pages, before or after one of them', () => {
    const { id, me, chat } = start()
    chat.join('Anna')
    for (const text of ['one', 'two', 'three']) chat.say({ type: 'Text', text })
    chat.say({ type: 'TypingStarted' })
    chat.setState('Finalizing')
    const { id: mine } = guests.send(id, me, { body: 'four' })
    expect(bodies(guests.messages(id))).toEqual(['member-join', 'member-join', 'one', 'two', 'three', 'four'])

    const newest = guests.messages(id, { sortOrder: 'descending', maxResults: 4 })
    expect(bodies(newest)).toEqual(['four', 'three', 'two', 'one'])
    expect(newest).toMatchObject({ pageSize: 4, next: expect.stringContaining(`/${id}/messages?before=`) })
    const before = newest.entities.at(-1)?.id
    const older = guests.messages(id, { sortOrder: 'descending', maxResults: 4, before })
    expect(bodies(older)).toEqual(['member-join', 'member-join'])
    expect(older.next).toBeUndefined()

    const oldest = guests.messages(id, { maxResults: 5 })
    const next = new URLSearchParams(oldest.next?.split('?')[1])
    expect(bodies(guests.messages(id, { after: next.get('after') ?? '' }))).toEqual(['four'])
    expect(guests.messages(id, { after: mine }).entities).toEqual([])
    expect(guests.messages(id, { maxResults: 1000 }).pageSize).toBe(100)
  })

  it('has notices for what a bot or the routing announces', () => {
    const { id, chat } = start()
    chat.join('Inbound flow', 'Bot')
    chat.say({ type: 'Text', text: 'I am a bot' })
    chat.say({ type: 'Notice', text: 'You are number 3' })
    chat.deliver({ type: 'Text', text: 'Still number 3', from: { type: 'External', participantId: 'queue' } })
    const { entities } = guests.messages(id)
    expect(entities.slice(2).map(({ bodyType }) => bodyType)).toEqual(['standard', 'notice', 'notice'])
    expect(guests.member(id, 'queue')).toMatchObject({ role: 'WORKFLOW', state: 'CONNECTED' })
  })

  it.each([
    ['an unknown conversation', 404, 'not.found', () => guests.messages('nowhere')],
    ['an unknown member', 404, 'not.found', () => guests.member(start().id, 'nobody')],
    ['no name', 400, /displayname$/, () => guests.start({ memberInfo: { displayName: ' ' } })],
    ['an empty text', 400, 'bad.request', () => sendInNew('')],
    ['a text that is too long', 400, 'bad.request', () => sendInNew('x'.repeat(4001))],
    ['a text in the name of another member', 400, 'bad.request', () => guests.typing(start().id, 'anna')],
  ])('refuses %s', (_what, status, code, ask) => {
    expect(refusalOf(ask)).toMatchObject({
      status,
      code: code instanceof RegExp ? expect.stringMatching(code) : code,
    })
  })

  it('refuses everything but reading after the end', () => {
    const { id, me, chat } = start()
    chat.end()
    const refusal = { status: 400, code: 'chat.error.conversation.state' }
    expect(refusalOf(() => guests.send(id, me, { body: 'too late' }))).toMatchObject(refusal)
    expect(refusalOf(() => guests.typing(id, me))).toMatchObject(refusal)
    expect(refusalOf(() => guests.leave(id, me))).toMatchObject(refusal)
    expect(guests.member(id, me).state).toBe('DISCONNECTED')
    expect(bodies(guests.messages(id))).toEqual(['member-join', 'member-leave'])
  })
})

function sendInNew(body: string) {
  const { id, me } = start()
  return guests.send(id, me, { body })
}

describe('the event stream of a conversation', () => {
  it('tells a join twice, as a change of the member and as a message', async () => {
    const { id, chat } = start()
    const stream = listen(id)
    const { participantId } = chat.join('Anna')
    await Promise.resolve()
    expect(stream.frames).toEqual([
      {
        topicName: `v2.conversations.chats.${id}.members`,
        version: '2',
        eventBody: {
          conversation: { id },
          member: { id: participantId, state: 'CONNECTED' },
          timestamp: '1970-01-01T00:00:05.000Z',
        },
        metadata: { CorrelationId: expect.any(String), type: 'member-change' },
      },
      {
        topicName: `v2.conversations.chats.${id}.messages`,
        version: '2',
        eventBody: guests.messages(id).entities.at(-1),
        metadata: { CorrelationId: expect.any(String), type: 'message' },
      },
    ])
  })

  it('tells what is written, and that somebody types, but neither that they stop nor the state of a segment', async () => {
    const { id, me, chat } = start()
    const stream = listen(id)
    chat.join('Anna')
    await stream.told()
    chat.say({ type: 'TypingStarted' })
    chat.say({ type: 'TypingStopped' })
    chat.say({ type: 'Text', text: 'Hello' })
    chat.setState('Finalizing')
    guests.typing(id, me)
    guests.send(id, me, { body: 'Hi' })
    expect(await stream.told()).toEqual([
      'typing-indicator',
      'standard Hello',
      'typing-indicator',
      'standard Hi',
    ])
  })

  it('tells that everybody has left when the server ends the conversation, the customer last', async () => {
    const { id, chat } = start()
    chat.join('Anna')
    const stream = listen(id)
    chat.end()
    expect(await stream.told()).toEqual([
      'member-change DISCONNECTED',
      'member-leave',
      'member-change DISCONNECTED',
      'member-leave',
    ])
    expect(guests.messages(id).entities.at(-1)?.sender.id).toBe(chat.participantId)
  })

  it('tells that the customer has left, then the others, when the customer ends it', async () => {
    const { id, me, chat } = start()
    const anna = chat.join('Anna')
    const stream = listen(id)
    guests.leave(id, me)
    expect(chat.ended).toBe(true)
    await Promise.resolve()
    const leaves = guests.messages(id).entities.filter(({ bodyType }) => bodyType === 'member-leave')
    expect(leaves.map(({ sender }) => sender.id)).toEqual([me, anna.participantId])
    expect(await stream.told()).toHaveLength(4)
  })

  it('beats while it is open', async () => {
    const { id } = start()
    const stream = listen(id)
    clock.advance(9999)
    expect(await stream.told()).toEqual([])
    clock.advance(10_001)
    expect(await stream.told()).toEqual(['WebSocket Heartbeat', 'WebSocket Heartbeat'])
    stream.end()
    expect(clock.pending).toBe(0)
  })

  it('tells nothing of other conversations, nor after it was ended', async () => {
    const { id, chat } = start()
    const stream = listen(id)
    start().chat.join('Zoe')
    stream.end()
    chat.join('Anna')
    expect(await stream.told()).toEqual([])
  })

  it('is closed when the conversation is forgotten, and cannot be opened again', () => {
    const { id } = start()
    const stream = listen(id)
    centre.forget(id)
    expect(stream.closed).toBe(true)
    expect(refusalOf(() => listen(id))).toMatchObject({ status: 404, code: 'not.found' })
    expect(clock.pending).toBe(0)
  })

  it('is closed when the network drops', () => {
    const [one, other] = [start(), start()]
    const streams = [listen(one.id), listen(other.id)]
    faults.add({ status: 500, forMs: 1000 })
    faults.add({ drop: true, requests: ['send'], forMs: 1000 })
    expect(streams.map(({ closed }) => closed)).toEqual([false, false])
    faults.add({ drop: true, sessionId: other.id, forMs: 1000 })
    expect(streams.map(({ closed }) => closed)).toEqual([false, true])
  })

  it('is delayed and disturbed as polls are', async () => {
    const { id, chat } = start()
    const stream = listen(id)
    chat.join('Anna')
    await stream.told()
    faults.add({ latencyMs: 500, forMs: 60_000 })
    faults.add({ duplicate: true, reorder: true, forMs: 60_000 })
    chat.say({ type: 'Text', text: 'first' })
    clock.advance(499)
    chat.say({ type: 'Text', text: 'second' })
    expect(await stream.told()).toEqual([])
    clock.advance(1)
    expect(await stream.told()).toEqual([
      'standard second',
      'standard second',
      'standard first',
      'standard first',
    ])
  })
})
