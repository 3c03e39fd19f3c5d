import { describe, expect, it } from 'vitest'
import { MessageLog } from '../../src/platform/genesys-messenger/messageLog.ts'
import { readError } from '../../src/platform/genesys-messenger/readError.ts'
import { type MessengerMessage, readMessage } from '../../src/platform/genesys-messenger/readMessages.ts'
import { hasContent } from '../../src/platform/message.ts'

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

  it('without a time has no place, and one of next year has none either', () => {
    expect(read({ type: 'Text', channel: { time: null } })?.order).toBeNull()
    expect(read({ type: 'Text', channel: { time: '2999-01-01T00:00:00.000Z' } })?.order).toBeNull()
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
