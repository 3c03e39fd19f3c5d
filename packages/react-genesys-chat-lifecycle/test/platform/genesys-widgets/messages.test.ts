import { describe, expect, it } from 'vitest'
import { hasContent, readBatch, readMessage } from '../../../src/platform/genesys-widgets/readMessages.ts'
import { follow, type People } from '../../../src/chat/people.ts'
import { textMarker } from '../../../src/chat/signals/signal.ts'

const NOTHING = {
  type: '',
  from: { type: 'unknown', id: '', name: '' },
  order: null,
  id: '',
  text: '',
  event: '',
  interactionState: '',
  url: '',
  at: 0,
}
const throwing = {
  get type(): never {
    throw new Error('a getter')
  },
}

describe('a message', () => {
  it('is read field by field', () => {
    expect(
      readMessage({
        type: 'System',
        from: { type: 'System', participantId: 'p', nickname: 'Centre' },
        index: '1795343393092-3',
        id: 'm',
        text: 'a text',
        event: 'InteractionStateChange',
        data: { interactionState: 'Completed' },
        url: 'https://shop.example',
        utcTime: '2026-11-22T10:00:00.000Z',
      }),
    ).toEqual({
      type: 'System',
      from: { type: 'system', id: 'p', name: 'Centre' },
      order: [1795343393092, 3],
      id: 'm',
      text: 'a text',
      event: 'InteractionStateChange',
      interactionState: 'Completed',
      url: 'https://shop.example',
      at: Date.UTC(2026, 10, 22, 10),
    })
  })

  it.each([
    ['Client', 'customer'],
    ['Customer', 'customer'],
    ['AGENT', 'agent'],
    ['Supervisor', 'supervisor'],
    ['Bot', 'bot'],
    ['System', 'system'],
    ['External', 'system'],
    ['Somebody', 'unknown'],
    [7, 'unknown'],
  ])('from %s is from the %s', (type, sender) => {
    expect(readMessage({ from: { type } })?.from.type).toBe(sender)
  })

  it('has the sender’s name before a nickname, and the participant’s id before another', () => {
    const from = { name: 'Anna', nickname: 'A', participantId: 'p', id: 'i' }
    expect(readMessage({ from })?.from).toMatchObject({ name: 'Anna', id: 'p' })
    expect(readMessage({ from: { nickname: 'A', id: 'i' } })?.from).toMatchObject({ name: 'A', id: 'i' })
  })

  it('of the widget’s own copies, whose type is Message, is a Text', () => {
    expect(readMessage({ type: 'Message' })?.type).toBe('Text')
  })

  it('has the time of other transports, too, and 0 for none that can be read', () => {
    expect(readMessage({ timestamp: '2026-11-22T10:00:00.000Z' })?.at).toBe(Date.UTC(2026, 10, 22, 10))
    expect(readMessage({ utcTime: 'soon' })?.at).toBe(0)
  })

  it.each([
    {},
    { type: 1, from: null, index: {}, id: 2, text: [], event: {}, data: null, url: 5, utcTime: 7 },
    { from: 'Agent', data: 'Completed' },
  ])('with nothing in it that is what it should be has nothing in it: %j', (raw) => {
    expect(readMessage(raw)).toEqual(NOTHING)
  })

  it.each([null, undefined, 0, 'text', true, () => {}])('is none if it is %s', (raw) => {
    expect(readMessage(raw)).toBeNull()
  })

  it('is none if to look at it throws', () => {
    expect(readMessage(throwing)).toBeNull()
  })

  it.each(['Text', 'PushUrl', 'File', 'FileUploaded', 'Image', 'image'])(
    'of type %s says something',
    (type) => {
      expect(hasContent({ ...readMessage({ type }) } as never)).toBe(true)
    },
  )

  it.each(['TypingStarted', 'ParticipantJoined', 'TextChanged', 'NotAFile', 'System', ''])(
    'of type “%s” says nothing, but for a link',
    (type) => {
      expect(hasContent({ ...readMessage({ type }) } as never)).toBe(false)
      expect(hasContent({ ...readMessage({ type, url: '/file' }) } as never)).toBe(true)
    },
  )
})

describe('a batch', () => {
  const texts = (data: unknown): string[] => readBatch(data).messages.map(({ text }) => text)

  it('is of the server’s messages, and of the widget’s copies where there are none', () => {
    const messages = [{ text: 'copy' }]
    expect(texts({ originalMessages: [{ text: 'original' }], messages })).toEqual(['original'])
    for (const originalMessages of [undefined, null, [], {}])
      expect(texts({ originalMessages, messages })).toEqual(['copy'])
  })

  it('leaves out what is no message, and keeps the others', () => {
    expect(texts({ messages: [null, { text: 'one' }, 7, throwing, { text: 'two' }] })).toEqual(['one', 'two'])
  })

  it('is old if it says so, and only then', () => {
    expect(readBatch({ messages: [], oldMessages: true }).isHistoric).toBe(true)
    for (const oldMessages of [false, 1, 'true', undefined])
      expect(readBatch({ messages: [], oldMessages }).isHistoric).toBe(false)
  })

  it.each([undefined, null, 7, 'messages', [], {}, { messages: { length: 1 } }])('of %j is empty', (data) => {
    expect(readBatch(data)).toEqual({ messages: [], isHistoric: false })
  })

  it('that throws when it is looked at is empty', () => {
    const data = {
      get messages(): never {
        throw new Error('a getter')
      },
    }
    expect(readBatch(data)).toEqual({ messages: [], isHistoric: false })
  })
})

describe('who is there', () => {
  const NOBODY: People = new Map()
  const says = (index: string | undefined, type: string, from: object) => {
    const message = readMessage({ index, type, from })
    if (!message) throw new Error('no message')
    return message
  }
  const anna = { type: 'Agent', participantId: 'a', name: 'Anna' }

  it('is told by joining, leaving, and the first that they say', () => {
    const joined = follow(NOBODY, [says('1-0', 'ParticipantJoined', anna)])
    expect([...joined.values()]).toEqual([{ id: 'a', name: 'Anna', type: 'agent', here: true, at: [1, 0] }])
    expect(follow(joined, [says('2-0', 'ParticipantLeft', anna)]).get('a')).toMatchObject({
      here: false,
      at: [2, 0],
    })
    expect(follow(NOBODY, [says('1-0', 'Text', anna)]).get('a')).toMatchObject({ here: true })
  })

  it('is not told by typing, nor by a customer or the system', () => {
    expect(follow(NOBODY, [says('1-0', 'TypingStarted', anna)])).toBe(NOBODY)
    for (const type of ['Client', 'System', 'nobody'])
      expect(follow(NOBODY, [says('1-0', 'ParticipantJoined', { ...anna, type })])).toBe(NOBODY)
  })

  it('is not told anew by what they write later: who wrote and has left has left', () => {
    const left = follow(NOBODY, [
      says('1-0', 'ParticipantJoined', anna),
      says('3-0', 'ParticipantLeft', anna),
    ])
    expect(follow(left, [says('4-0', 'Text', anna)])).toBe(left)
  })

  it('is told by the newest, whenever it comes', () => {
    const here = follow(NOBODY, [says('5-0', 'ParticipantJoined', anna)])
    expect(follow(here, [says('4-0', 'ParticipantLeft', anna)])).toBe(here)
    expect(follow(here, [says('5-0', 'ParticipantLeft', anna)])).toBe(here)
    expect(follow(here, [says(undefined, 'ParticipantLeft', anna)]).get('a')?.here).toBe(false)
  })

  it('keeps a name that a later message does not have, and goes by the name or the type where there is no id', () => {
    const joined = follow(NOBODY, [says('1-0', 'ParticipantJoined', anna)])
    expect(follow(joined, [says('2-0', 'ParticipantLeft', { ...anna, name: '' })]).get('a')?.name).toBe(
      'Anna',
    )
    expect(follow(NOBODY, [says('1-0', 'Text', { type: 'Bot' })]).get('bot')).toMatchObject({ name: '' })
    expect(follow(NOBODY, [says('1-0', 'Text', { type: 'Bot', name: 'Robo' })]).has('Robo')).toBe(true)
  })
})

describe('a marker text', () => {
  const marks = (pattern: RegExp, raw: object) => textMarker(pattern).detect?.(readMessage(raw) as never)
  const from = { type: 'System' }

  it('closes, from the centre', () => {
    expect(marks(/^End$/, { text: 'End', from })).toBe('completed')
    expect(marks(/^End$/, { text: 'The End', from })).toBeNull()
    expect(marks(/^end$/i, { text: 'END', from })).toBe('completed')
  })

  it('is none from nobody, nor one that has no text, whatever the pattern', () => {
    expect(marks(/End/, { text: 'End' })).toBeNull()
    expect(marks(/.*/, { text: '', from })).toBeNull()
  })

  it.each([/End/g, /End/y, /End/gimsuy])('is found each time, also by %s', (pattern) => {
    const { detect } = textMarker(pattern)
    const message = readMessage({ text: 'End', from }) as never
    expect([detect?.(message), detect?.(message), detect?.(message)]).toEqual(Array(3).fill('completed'))
  })
})
