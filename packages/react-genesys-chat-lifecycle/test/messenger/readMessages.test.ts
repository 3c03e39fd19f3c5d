import { describe, expect, it } from 'vitest'
import { MessageLog } from '../../src/platform/genesys-messenger/messageLog.ts'
import { readError } from '../../src/platform/genesys-messenger/readError.ts'
import { type MessengerMessage, readMessage } from '../../src/platform/genesys-messenger/readMessages.ts'
import { hasContent } from '../../src/platform/message.ts'
import { EMPTY_MESSAGE } from '../support/read.ts'

const TIME = '2026-06-01T10:00:00.123Z'
const presence = (type: string): object => ({ events: [{ eventType: 'Presence', presence: { type } }] })
const read = (raw: object): MessengerMessage | null => readMessage(raw, false)
const meaning = (message: MessengerMessage | null): object => {
  const { raw: _, ...rest } = message ?? { raw: null }
  return rest
}

describe('the two shapes of a message', () => {
  it.each([
    [
      'a text of an agent',
      {
        id: 'a1',
        direction: 'Outbound',
        type: 'Text',
        text: 'Hello',
        originatingEntity: 'Human',
        channel: { time: TIME, messageId: 'm1', from: { nickname: 'Anna' } },
      },
      {
        id: 'm1',
        messageType: 'outbound',
        type: 'text',
        text: 'Hello',
        originatingEntity: 'Human',
        time: TIME,
        timestamp: TIME,
        from: { nickname: 'Anna' },
        tracingId: '',
      },
    ],
    [
      'a text of the customer',
      {
        id: 'a2',
        direction: 'Inbound',
        type: 'Text',
        text: 'Hi',
        channel: { time: TIME, messageId: 'm2', from: {} },
      },
      {
        id: 'm2',
        messageType: 'inbound',
        type: 'text',
        text: 'Hi',
        time: TIME,
        from: '',
        originatingEntity: '',
      },
    ],
    [
      'a Disconnect that can go on',
      {
        id: 'a3',
        direction: 'Outbound',
        type: 'Event',
        ...presence('Disconnect'),
        originatingEntity: 'Human',
        channel: { time: TIME, messageId: 'm3' },
        metadata: { readOnly: 'false', correlationId: 'c' },
      },
      {
        id: 'm3',
        messageType: 'outbound',
        type: 'event',
        eventType: 'Presence',
        presence: { type: 'Disconnect' },
        originatingEntity: 'Human',
        timestamp: TIME,
        from: '',
      },
    ],
    [
      'a customer who joins',
      {
        id: 'a4',
        direction: 'Inbound',
        type: 'Event',
        ...presence('Join'),
        channel: { time: TIME, messageId: 'm4' },
      },
      { id: 'm4', messageType: 'inbound', type: '', presence: { type: 'Join' }, time: TIME },
    ],
  ])('mean the same: %s', (_, live, restored) => {
    expect(read(live)).not.toBeNull()
    expect(meaning(read(restored))).toEqual(meaning(read(live)))
  })
})

describe('a message', () => {
  it.each([
    [{ readOnly: 'true' }, true],
    [{ readOnly: 'false' }, false],
    [{}, false],
    [undefined, false],
  ])('is read-only as its metadata says: %o', (metadata, isReadOnly) => {
    const raw = {
      direction: 'Outbound',
      type: 'Event',
      ...presence('Disconnect'),
      channel: { time: TIME },
      metadata,
    }
    expect(read(raw)).toMatchObject({ isDisconnect: true, isReadOnly, interactionState: 'Completed' })
  })

  it('of the customer closes nothing, whatever it says', () => {
    expect(read({ direction: 'Inbound', type: 'Event', ...presence('Disconnect') })).toMatchObject({
      isDisconnect: false,
      interactionState: '',
    })
  })

  it('whose sender is not named serves all the same', () => {
    expect(read({ direction: 'Outbound', type: 'Text', text: 'Hi' })?.from).toEqual({
      type: 'other',
      id: '',
      name: '',
    })
    expect(read({ direction: 'Outbound', type: 'Text', originatingEntity: 'Bot' })?.from.type).toBe('bot')
  })

  it('has its files, and its quick replies and cards are known to be there', () => {
    const attachment = {
      url: 'https://files.example/a.png',
      filename: 'a.png',
      mime: 'image/png',
      fileSize: 12,
    }
    const file = { name: 'a.png', type: 'image/png', size: 12, url: 'https://files.example/a.png' }
    const content = [{ contentType: 'Attachment', attachment }]
    expect(read({ direction: 'Inbound', type: 'Structured', content })).toMatchObject({
      attachments: [file],
      isRich: true,
    })
    const chosen = [
      { contentType: 'ButtonResponse', buttonResponse: { type: 'QuickReply', text: 'Yes', payload: 'y' } },
    ]
    expect(read({ direction: 'Inbound', type: 'Structured', content: chosen })).toMatchObject({ text: 'Yes' })
    const replies = read({ messageType: 'outbound', type: 'structured', quickReplies: [{ text: 'Yes' }] })
    expect(replies && hasContent(replies)).toBe(true)
  })

  it.each([null, undefined, 5, 'text', [], { channel: 7, events: 'x', content: 1, from: 2 }])(
    'of any kind is read without an exception: %o',
    (raw) => {
      expect(() => new MessageLog().read([raw], 'live', false)).not.toThrow()
    },
  )

  it.each([null, undefined, 5, 'text'])('that is no object is none: %j', (raw) => {
    expect(readMessage(raw, false)).toBe(null)
  })

  it('without a time has no place, and one of next year has none either', () => {
    expect(read({ type: 'Text', channel: { time: null } })?.order).toBeNull()
    expect(read({ type: 'Text', channel: { time: '2999-01-01T00:00:00.000Z' } })?.order).toBeNull()
  })
})

describe('each field of a message', () => {
  const AT = Date.parse(TIME)
  const CUSTOMER = { type: 'customer', id: '', name: '' }
  const EMPTY = {
    ...EMPTY_MESSAGE,
    type: 'Text',
    from: CUSTOMER,
    isDisconnect: false,
    isReadOnly: false,
    isClear: false,
  }
  const disconnect = { direction: 'Outbound', ...presence('Disconnect') }

  it.each<[string, object, object]>([
    ['nothing at all', {}, {}],
    ['a presence', { id: '1', ...presence('Typing') }, { id: '1', type: 'Presence', event: 'Presence' }],
    [
      'a disconnect',
      { ...disconnect, time: TIME },
      {
        type: 'Presence',
        event: 'Presence',
        from: { type: 'other', id: '', name: '' },
        at: AT,
        order: [AT, 1],
        interactionState: 'Completed',
        isDisconnect: true,
      },
    ],
    ['a text', { time: TIME, text: 'Hi' }, { at: AT, order: [AT, 0], text: 'Hi' }],
    ['a clearing', presence('Clear'), { type: 'Presence', event: 'Presence', isClear: true }],
  ])('has its type: %s', (_, raw, expected) => {
    expect(read(raw)).toEqual({ ...EMPTY, ...expected, raw })
    expect(read(raw)?.raw).toBe(raw)
  })

  it.each<[unknown, string]>([
    ['Text', 'Text'],
    ['STRUCTURED', 'Structured'],
    ['Event', 'event'],
    ['', 'Text'],
    [7, 'Text'],
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
  ])('its kind: %j', (type, expected) => {
    expect(read({ type })?.type).toBe(expected)
  })

  it.each([
    ['Join', 'ParticipantJoined'],
    ['JOIN', 'ParticipantJoined'],
    ['Disconnect', 'Presence'],
    ['constructor', 'Presence'],
    ['__proto__', 'Presence'],
  ])('its presence: %s', (type, expected) => {
    expect(read({ type: 'Text', ...presence(type) })?.type).toBe(expected)
  })

  it.each<[string, object]>([
    ['in one of its events', { events: [null, {}, { presence: 'x' }, { presence: { type: 'Join' } }] }],
    ['by itself', { events: [{}], presence: { type: 'Join' } }],
    ['of the event first', { ...presence('Join'), presence: { type: 'Leave' } }],
  ])('its presence %s', (_, raw) => {
    expect(read(raw)?.type).toBe('ParticipantJoined')
  })

  it.each<[object, number]>([
    [{ channel: { time: TIME }, time: 1, timestamp: 2 }, AT],
    [{ time: TIME, timestamp: 2 }, AT],
    [{ timestamp: TIME }, AT],
    [{ timestamp: AT }, AT],
    [{ channel: { time: 0 }, time: TIME }, AT],
    [{ channel: { time: -5 }, time: TIME }, AT],
    [{ channel: { time: 'soon' }, time: TIME }, AT],
    [{ channel: { time: '2999-01-01T00:00:00.000Z' }, time: TIME }, AT],
    [{ time: new Date(AT) }, 0],
    [{ time: true }, 0],
  ])('its time: %j', (raw, at) => {
    expect(read(raw)?.at).toBe(at)
  })

  it.each([
    ['Outbound', undefined, 'other'],
    ['OUTBOUND', undefined, 'other'],
    [undefined, 'outbound', 'other'],
    ['Inbound', 'outbound', 'customer'],
    ['NotOutbound', undefined, 'customer'],
    ['OutboundNot', undefined, 'customer'],
    [undefined, undefined, 'customer'],
  ])('its direction: %j, %j', (direction, messageType, expected) => {
    expect(read({ direction, messageType })?.from.type).toBe(expected)
  })

  it.each([
    ['Human', 'agent'],
    ['BOT', 'bot'],
    ['Else', 'other'],
    [undefined, 'other'],
    ['constructor', 'other'],
    ['__proto__', 'other'],
  ])('who wrote it: %j', (originatingEntity, type) => {
    expect(read({ direction: 'Outbound', originatingEntity })?.from.type).toBe(type)
  })

  it.each<[object, string]>([
    [{ channel: { from: { nickname: 'Anna' } }, from: { nickname: 'Ben' } }, 'Anna'],
    [{ from: { nickname: 'Ben', firstName: 'Benjamin' } }, 'Ben'],
    [{ from: { firstName: 'Anna', lastName: 'Li' } }, 'Anna Li'],
    [{ from: { nickname: '', firstName: 'Anna' } }, 'Anna'],
    [{ from: { lastName: 'Li' } }, 'Li'],
    [{ from: { firstName: 1, lastName: null } }, ''],
  ])('the name of who wrote it: %j', (raw, name) => {
    expect(read({ direction: 'Outbound', ...raw })?.from).toEqual({ type: 'other', id: '', name })
    expect(read({ direction: 'Inbound', ...raw })?.from).toEqual(CUSTOMER)
  })

  it('its id, and its words', () => {
    expect(read({ channel: { messageId: 'm1' }, id: '1' })?.id).toBe('m1')
    const content = [
      null,
      {},
      { buttonResponse: { text: '' } },
      { buttonResponse: { text: 'Yes' } },
      { buttonResponse: { text: 'No' } },
    ]
    expect(read({ content })?.text).toBe('Yes')
    expect(read({ text: 'Hi', content })?.text).toBe('Hi')
    expect(read({ text: 7, content: 'Yes' })?.text).toBe('')
  })

  it.each([
    [true, 'Human', 'Finalizing'],
    [true, 'Bot', 'Completed'],
    [true, undefined, 'Completed'],
    [false, 'Human', 'Completed'],
  ])('what its disconnect means, with a survey %s, of %j', (hasSurvey, originatingEntity, expected) => {
    const raw = { ...disconnect, originatingEntity }
    expect(readMessage(raw, hasSurvey)?.interactionState).toBe(expected)
    expect(readMessage({ ...raw, direction: 'Inbound' }, hasSurvey)?.interactionState).toBe('')
  })

  it('whether it is read-only, which only a disconnect can be', () => {
    const metadata = { readOnly: 'true' }
    expect(read({ ...disconnect, metadata })?.isReadOnly).toBe(true)
    expect(read({ ...disconnect, direction: 'Inbound', metadata })?.isReadOnly).toBe(false)
    expect(read({ direction: 'Outbound', ...presence('Join'), metadata })?.isReadOnly).toBe(false)
  })

  it.each<[object, boolean]>([
    [{ content: [{}] }, true],
    [{ content: [] }, false],
    [{ content: {} }, false],
    [{ quickReplies: [{}] }, true],
    [{ quickReplies: [] }, false],
    [{ quickReplies: 'Yes' }, false],
    [{ card: {} }, true],
    [{ carousel: [{}] }, true],
    [{ datePicker: {} }, true],
    [{ form: {} }, true],
    [{ form: null }, false],
    [{ content: [{}], ...presence('Join') }, false],
  ])('whether it is rich: %j', (raw, isRich) => {
    expect(read(raw)?.isRich).toBe(isRich)
  })

  it.each<[object, object]>([
    [{}, { name: '', type: '', size: null, url: '' }],
    [
      { filename: 'a', name: 'b', mime: 'c', type: 'd', fileSize: 1, size: 2, url: 'e', downloadUrl: 'f' },
      { name: 'a', type: 'c', size: 1, url: 'e' },
    ],
    [
      { name: 'b', fileName: 'g', type: 'd', fileType: 'h', fileSize: '1', size: 2, downloadUrl: 'f' },
      { name: 'b', type: 'd', size: 2, url: 'f' },
    ],
    [
      { fileName: 'g', fileType: 'h', size: '2' },
      { name: 'g', type: 'h', size: null, url: '' },
    ],
  ])('its files: %j', (file, expected) => {
    const content = [null, {}, { attachment: 'x' }, { attachment: file }]
    expect(read({ content })?.attachments).toEqual([expected])
    expect(read({ files: [null, 'x', file] })?.attachments).toEqual([expected])
    expect(read({ content, files: [{ name: 'z' }] })?.attachments).toMatchObject([expected, { name: 'z' }])
  })
})

describe('an error', () => {
  it.each([
    [
      { code: 409, body: 'The conversation is read-only.' },
      { code: '409', kind: 'rejected' },
    ],
    [
      { code: 429, body: { errorCode: 4029, errorMessage: 'Slow down' } },
      { kind: 'rate-limited', message: 'Slow down' },
    ],
    [
      { code: 4011, body: 'Message too long' },
      { code: '4011', kind: 'rejected', message: 'Message too long' },
    ],
    [{ code: 403, body: 'Session authentication failed' }, { kind: 'unauthorized' }],
    [{ code: 5000 }, { kind: 'unavailable' }],
    [{}, { kind: 'unknown', code: '' }],
    [null, { kind: 'unknown' }],
  ])('keeps its code and its words: %o', (error, expected) => {
    expect(readError(error)).toMatchObject(expected)
  })
})
