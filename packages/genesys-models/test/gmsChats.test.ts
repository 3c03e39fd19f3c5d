import {
  type ChatSession,
  ContactCentre,
  createGmsChats,
  createManualClock,
  Faults,
  type GmsAnswer,
  type GmsChats,
  type GmsKeys,
  gmsStatus,
  type ManualClock,
} from 'genesys-models/centre'
import { beforeEach, describe, expect, it } from 'vitest'

let clock: ManualClock
let centre: ContactCentre
let faults: Faults
let gms: GmsChats

beforeEach(() => {
  clock = createManualClock(5000)
  centre = new ContactCentre({ clock, seed: 1 })
  faults = new Faults(clock)
  gms = createGmsChats({ centre, faults, keyLifetimeMs: 60_000 })
})

const unknownChat = { statusCode: 2, chatEnded: true, errors: [{ code: 204 }] }

/** Starts a chat. Returns its keys, and what the contact centre makes of it. */
function start(userData?: Record<string, unknown>): { keys: GmsKeys; chat: ChatSession } {
  const {
    chatId = '',
    userId = '',
    secureKey = '',
    alias = '',
  } = gms.start({
    firstName: 'Joe',
    lastName: 'Doe',
    userData,
  })
  return { keys: { chatId, userId, secureKey, alias }, chat: centre.session(chatId) }
}

const inShort = ({ messages }: GmsAnswer) =>
  messages.map(
    ({ index, from, text, type }) => `${index} ${from?.participantId} ${from?.type}: ${text ?? type}`,
  )

describe('a chat of GMS Chat API v2', () => {
  it('starts with the customer as the first participant, and is a session like every other', () => {
    const answer = gms.start({ nickname: 'Joe', userData: { order: '4711' } })
    expect(answer).toEqual({
      statusCode: 0,
      chatEnded: false,
      chatId: expect.any(String),
      userId: expect.stringMatching(/^[0-9a-f]{16}$/),
      secureKey: expect.stringMatching(/^[0-9a-f]{32}$/),
      alias: '117',
      messages: [
        {
          from: { nickname: 'Joe', participantId: 1, type: 'Client' },
          index: 1,
          type: 'ParticipantJoined',
          utcTime: 5000,
        },
      ],
      nextPosition: 2,
    })
    expect(centre.session(answer.chatId ?? '').summary()).toMatchObject({
      transport: 'gms',
      mode: 'regular',
      needsAgent: true,
      userData: { order: '4711' },
    })
  })

  it.each([
    [{}, 161],
    [{ firstName: ' ', lastName: '' }, 161],
    [{ nickname: 'J'.repeat(129) }, 161],
  ])('does not start for %o', (names, code) => {
    const answer = gms.start(names)
    expect(answer).toMatchObject({ statusCode: 2, chatEnded: false, errors: [{ code }] })
    expect(gmsStatus(answer)).toBe(400)
    expect(centre.sessions).toEqual([])
  })

  it.each([
    [{ nickname: 'J', firstName: 'Joe' }, 'J'],
    [{ nickname: ' ', firstName: 'Joe ', lastName: 'Doe' }, 'Joe Doe'],
    [{ firstName: '', lastName: 'Doe' }, 'Doe'],
  ])('starts for %o as %s', (names, nickname) => {
    expect(gms.start(names).messages[0]?.from?.nickname).toBe(nickname)
  })

  it('numbers people and messages, and has no state of a segment', () => {
    const { keys, chat } = start()
    chat.join('Robo', 'Bot')
    chat.say({ type: 'Text', text: 'beep' })
    chat.transfer('Anna')
    chat.setState('Completed')
    gms.send({ ...keys, message: 'thanks' })
    const answer = gms.refresh({ ...keys, transcriptPosition: 2 })
    expect(inShort(answer)).toEqual([
      '2 2 Agent: ParticipantJoined',
      '3 2 Agent: beep',
      '4 3 Agent: ParticipantJoined',
      '5 2 Agent: ParticipantLeft',
      '6 1 Client: thanks',
    ])
    expect(answer.messages[1]).toMatchObject({
      type: 'Message',
      messageType: 'text',
      eventAttributes: { GCTI_SYSTEM: { 'party-info': { style: 'BOT' } } },
    })
    expect(answer.messages[2]).not.toHaveProperty('eventAttributes')
    expect(answer.nextPosition).toBe(7)
  })

  it('delivers again to whoever asks again, as two tabs do', () => {
    const { keys, chat } = start()
    chat.join('Anna')
    const ask = () => inShort(gms.refresh({ ...keys, transcriptPosition: 2 }))
    expect(ask()).toEqual(['2 2 Agent: ParticipantJoined'])
    expect(ask()).toEqual(['2 2 Agent: ParticipantJoined'])
    expect(inShort(gms.refresh({ ...keys, transcriptPosition: -1 }))).toEqual([
      '2 2 Agent: ParticipantJoined',
    ])
    expect(inShort(gms.refresh(keys))).toEqual([])
  })

  it('reports typing, notices, addresses and people from outside', () => {
    const { keys, chat } = start()
    gms.startTyping({ ...keys, message: 'hel' })
    gms.stopTyping(keys)
    gms.customNotice({ ...keys, message: 'paid' })
    gms.customNotice(keys)
    chat.join('Anna', 'Supervisor')
    chat.say({ type: 'PushUrl', url: 'https://example.com/' })
    chat.deliver({ type: 'Notice', from: { type: 'External', nickname: 'System' }, text: 'queue' })
    expect(inShort(gms.refresh({ ...keys, transcriptPosition: 2 }))).toEqual([
      '2 1 Client: hel',
      '3 1 Client: TypingStopped',
      '4 1 Client: paid',
      '5 2 Supervisor: ParticipantJoined',
      '6 2 Supervisor: https://example.com/',
      '7 3 External: queue',
    ])
  })

  it('takes no empty text', () => {
    const { keys } = start()
    const answer = gms.send({ ...keys, message: ' ' })
    expect(answer).toMatchObject({ statusCode: 2, chatEnded: false, errors: [{ code: 400 }] })
    expect(gmsStatus(answer)).toBe(400)
  })
})

describe('the end', () => {
  it('by the server: everybody leaves, the customer last', () => {
    const { keys, chat } = start()
    chat.join('Anna')
    chat.end()
    const answer = gms.refresh({ ...keys, transcriptPosition: 3 })
    expect(inShort(answer)).toEqual(['3 2 Agent: ParticipantLeft', '4 1 Client: ParticipantLeft'])
    expect(answer).toMatchObject({ statusCode: 0, chatEnded: true })
    expect(gms.send({ ...keys, message: 'hello?' })).toMatchObject({ statusCode: 0, chatEnded: true })
    expect(chat.summary().customer.present).toBe(false)
  })

  it('by the customer', () => {
    const { keys, chat } = start()
    chat.join('Anna')
    expect(gms.disconnect(keys)).toMatchObject({ statusCode: 0, chatEnded: true })
    expect(chat.summary()).toMatchObject({ ended: true, participants: [] })
  })

  it('of an asynchronous chat leaves it to the customer to come back', () => {
    const { keys, chat } = start({ GCTI_Chat_AsyncMode: 'true' })
    gms.disconnect(keys)
    expect(chat.summary()).toMatchObject({ mode: 'async', ended: false, customer: { present: false } })
    gms.requestNotifications({ ...keys, transcriptPosition: 1 })
    expect(chat.summary()).toMatchObject({ customer: { present: true } })
  })
})

describe('a segment', () => {
  it('is closed by the last agent who leaves, and opened again by what the customer writes into an asynchronous chat', () => {
    const { keys, chat } = start({ GCTI_Chat_AsyncMode: 'true' })
    chat.join('Robo', 'Bot')
    chat.leave('Robo')
    chat.join('Anna')
    chat.transfer('Bert')
    expect(chat.summary()).toMatchObject({ segments: { length: 1 }, needsAgent: false })
    chat.leave('Bert')
    expect(chat.summary()).toMatchObject({ segments: [{ closedAt: 5000 }], needsAgent: false })
    gms.customNotice({ ...keys, message: 'idle' })
    expect(chat.summary().needsAgent).toBe(false)
    gms.send({ ...keys, message: 'one more thing' })
    expect(chat.summary()).toMatchObject({ segments: { length: 2 }, needsAgent: true })
  })
})

describe('a page that is told', () => {
  it('hears of each message once, of the end with the last one, and of nothing after it', async () => {
    const { keys, chat } = start()
    const heard: string[] = []
    const stop = gms.watch({ ...keys, transcriptPosition: 2 }, (answer) => {
      heard.push(`${inShort(answer)}${answer.chatEnded ? ', ended' : ''}`)
    })
    chat.join('Anna')
    chat.say({ type: 'Text', text: 'Bye' })
    await Promise.resolve()
    expect(heard).toEqual(['2 2 Agent: ParticipantJoined', '3 2 Agent: Bye'])
    chat.end()
    await Promise.resolve()
    expect(heard.slice(2)).toEqual(['4 2 Agent: ParticipantLeft', '5 1 Client: ParticipantLeft, ended'])
    chat.deliver({ type: 'Text', from: { type: 'Agent' }, text: 'too late' })
    await Promise.resolve()
    expect(heard).toHaveLength(4)
    stop()
  })

  it('hears nothing of other chats, and nothing once it has stopped', async () => {
    const [joe, eve] = [start(), start()]
    const heard: GmsAnswer[] = []
    const stop = gms.watch({ ...joe.keys, transcriptPosition: 2 }, (answer) => heard.push(answer))
    eve.chat.join('Anna')
    await Promise.resolve()
    stop()
    joe.chat.join('Anna')
    await Promise.resolve()
    expect(heard).toEqual([])
  })
})

describe('the keys', () => {
  it('open their own chat, all together, and only for a time', () => {
    const [joe, eve] = [start().keys, start().keys]
    for (const keys of [
      { ...joe, secureKey: eve.secureKey },
      { ...joe, secureKey: undefined },
      { ...joe, userId: eve.userId },
      { ...eve, chatId: joe.chatId },
    ]) {
      const answer = gms.refresh({ ...keys, transcriptPosition: 1 })
      expect(answer).toMatchObject(unknownChat)
      expect(answer.messages).toEqual([])
      expect(gmsStatus(answer)).toBe(200)
    }
    clock.advance(59_999)
    expect(gms.refresh(joe).statusCode).toBe(0)
    clock.advance(1)
    expect(gms.refresh(joe)).toMatchObject(unknownChat)
  })

  it('open nothing once the chat is forgotten', () => {
    const { keys } = start()
    centre.forget(keys.chatId)
    expect(gms.refresh(keys)).toMatchObject(unknownChat)
  })
})

describe('files', () => {
  const png = (size = 8) => ({ name: 'cat.png', mime: 'image/png', bytes: new Uint8Array(size) })

  it('are uploaded within the limits, which the widget can ask for', () => {
    const { keys } = start()
    expect(gms.file({ ...keys, file: png() })).toMatchObject({ statusCode: 0 })
    const [, message] = gms.refresh({ ...keys, transcriptPosition: 1 }).messages
    expect(message).toMatchObject({
      type: 'FileUploaded',
      userData: { 'file-name': 'cat.png', 'file-size': '8', 'file-id': expect.any(String) },
    })
    expect(gms.fileLimits(keys).messages).toMatchObject([
      {
        type: 'Notice',
        userData: {
          'upload-file-types': 'png:jpeg:jpg:gif:webp',
          'upload-max-file-size': '5242880',
          'upload-max-files': '20',
          'used-upload-max-files': '1',
          'used-upload-max-total-size': '8',
        },
      },
    ])
    expect(gms.download({ ...keys, fileId: message?.userData?.['file-id'] ?? '' })).toMatchObject(png())
    expect(gms.download({ ...keys, fileId: 'none' })).toMatchObject({
      statusCode: 2,
      errors: [{ code: 404 }],
    })
  })

  it('are refused with the codes that the widget has sentences for', () => {
    centre = new ContactCentre({ clock, seed: 1, images: { maxBytes: 10, maxCount: 1 } })
    gms = createGmsChats({ centre })
    const { keys } = start()
    expect(gms.file({ ...keys, file: { ...png(), mime: 'text/plain' } }).errors).toMatchObject([
      { code: 203 },
    ])
    expect(gms.file({ ...keys, file: png(11) }).errors).toEqual([{ code: 202, advice: '10' }])
    gms.file({ ...keys, file: png() })
    expect(gms.file({ ...keys, file: png() }).errors).toEqual([{ code: 201, advice: '1' }])
  })
})

it('lets faults deliver messages twice and in reverse order', () => {
  const { keys, chat } = start()
  chat.join('Anna')
  faults.add({ duplicate: true, method: 'POST', forMs: 1000 })
  faults.add({ reorder: true, forMs: 1000 })
  expect(gms.refresh({ ...keys, transcriptPosition: 1 }).messages.map(({ index }) => index)).toEqual([
    2, 2, 1, 1,
  ])
})

it('answers that the chat server is away, and does nothing', () => {
  const { keys, chat } = start()
  const stop = faults.add({ chatServerAway: true, requests: ['send', 'create'], forMs: 1000 })
  expect(gms.send({ ...keys, message: 'hi' })).toEqual({ statusCode: 1, chatEnded: false, messages: [] })
  expect(gms.start({ nickname: 'Joe' })).toMatchObject({ statusCode: 1 })
  expect(gms.refresh(keys).statusCode).toBe(0)
  expect(chat.messages).toHaveLength(1)
  expect(centre.sessions).toHaveLength(1)
  stop()
  expect(gms.send({ ...keys, message: 'hi' }).statusCode).toBe(0)
})
