import { describe, expect, it } from 'vitest'
import { readContent } from '../../../src/platform/genesys-widgets/readContent.ts'
import { EMPTY_MESSAGE, readBatch, readMessage } from '../../support/read.ts'

const throwing = {
  get type(): never {
    throw new Error('a getter')
  },
}

describe('a message', () => {
  it('is read field by field', () => {
    const raw = {
      type: 'System',
      from: { type: 'System', participantId: 'p', nickname: 'Centre' },
      index: '1795343393092-3',
      id: 'm',
      text: 'a text',
      event: 'InteractionStateChange',
      data: { interactionState: 'Completed' },
      url: 'https://shop.example',
      utcTime: '2026-11-22T10:00:00.000Z',
    }
    expect(readMessage(raw)).toEqual({
      type: 'System',
      from: { type: 'system', id: 'p', name: 'Centre' },
      order: [1795343393092, 3],
      id: 'm',
      text: 'a text',
      event: 'InteractionStateChange',
      interactionState: 'Completed',
      url: 'https://shop.example',
      attachments: [],
      isRich: false,
      quickReplies: [],
      cards: [],
      raw,
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
    ['Somebody', 'other'],
    ['', 'unknown'],
    [7, 'unknown'],
  ])('from %s is from the %s', (type, sender) => {
    expect(readMessage({ from: { type } })?.from.type).toBe(sender)
  })

  it('prefers the sender’s name to a nickname, and the participant’s id to another id', () => {
    const from = { name: 'Anna', nickname: 'A', participantId: 'p', id: 'i' }
    expect(readMessage({ from })?.from).toMatchObject({ name: 'Anna', id: 'p' })
    expect(readMessage({ from: { nickname: 'A', id: 'i' } })?.from).toMatchObject({ name: 'A', id: 'i' })
  })

  it('of the type Message, as in the widget’s own copies, is a Text', () => {
    expect(readMessage({ type: 'Message' })?.type).toBe('Text')
  })

  it('has the files that came with it, and whether it holds what is not read', () => {
    const card = { type: 'Structured', content: [{ contentType: 'ButtonResponse' }] }
    expect(readMessage(card)).toMatchObject({ attachments: [], isRich: true })
    const image = { type: 'Structured', content: [{ type: 'Image', attachment: { url: '/a.png' } }] }
    expect(readMessage(image)).toMatchObject({ attachments: [{ url: '/a.png' }], isRich: true })
    expect(readMessage({ type: 'Text', text: 'hi' })).toMatchObject({ attachments: [], isRich: false })
  })

  it('takes its time from `utcTime` or `timestamp`, and is 0 where neither can be read', () => {
    expect(readMessage({ timestamp: '2026-11-22T10:00:00.000Z' })?.at).toBe(Date.UTC(2026, 10, 22, 10))
    expect(readMessage({ utcTime: 'soon' })?.at).toBe(0)
  })

  it.each([
    {},
    { type: 1, from: null, index: {}, id: 2, text: [], event: {}, data: null, url: 5, utcTime: {} },
    { from: 'Agent', data: 'Completed' },
  ])('of fields with wrong types is empty: %j', (raw) => {
    expect(readMessage(raw)).toEqual({ ...EMPTY_MESSAGE, raw })
  })

  it.each([null, undefined, 0, 'text', true, () => {}])('is not %s', (raw) => {
    expect(readMessage(raw)).toBeNull()
  })

  it('is not an object whose getter throws', () => {
    expect(readMessage(throwing)).toBeNull()
  })
})

describe('the fields of a message', () => {
  it.each([
    [{ participantId: 7, id: 'i' }, '7'],
    [{ participantId: 0 }, '0'],
    [{ participantId: Number.NaN, id: 8 }, '8'],
    [{ participantId: Number.POSITIVE_INFINITY }, ''],
    [{ participantId: '', id: 'i' }, 'i'],
    [{ participantId: {} }, ''],
  ])('name the participant, by a number, too: %j', (from, id) => {
    expect(readMessage({ from })?.from.id).toBe(id)
  })

  it.each([
    ['InteractionStateChange', 'System', 'System', 'Completed'],
    ['InteractionStateChange', 'System', '', 'Completed'],
    ['InteractionStateChange', 'System', 'External', 'Completed'],
    ['InteractionStateChange', 'Text', 'System', ''],
    ['Other', 'System', 'System', ''],
    ['InteractionStateChange', 'System', 'Customer', ''],
    ['InteractionStateChange', 'System', 'Agent', ''],
    ['InteractionStateChange', 'System', 'Supervisor', ''],
    ['InteractionStateChange', 'System', 'Bot', ''],
  ])('tell the state of an interaction: %s, %s, from %s', (event, type, sender, expected) => {
    const message = readMessage({
      event,
      type,
      from: { type: sender },
      data: { interactionState: 'Completed' },
    })
    expect(message?.interactionState).toBe(expected)
  })

  it('tell the time of the server before that of the widget', () => {
    const [utcTime, timestamp] = ['2026-11-22T10:00:00.000Z', '2026-11-22T11:00:00.000Z']
    expect(readMessage({ utcTime, timestamp })?.at).toBe(Date.UTC(2026, 10, 22, 10))
    expect(readMessage({ utcTime: 'soon', timestamp })?.at).toBe(Date.UTC(2026, 10, 22, 11))
  })

  it('that are quick replies or cards are rich', () => {
    const content = [{ text: 'Yes' }]
    expect(readMessage({ contentType: 'quick-replies', content: content[0] })?.isRich).toBe(true)
    const eventAttributes = (contentType: string) => ({
      'structured-content': { 'genesys-chat': { content: { contentType, content } } },
    })
    for (const contentType of ['quick-replies', 'generic']) {
      const message = readMessage({ type: 'Text', eventAttributes: eventAttributes(contentType), index: 3 })
      expect(message?.isRich).toBe(true)
    }
    expect(readMessage({ type: 'Text', eventAttributes: eventAttributes('other'), index: 3 })?.isRich).toBe(
      false,
    )
  })
})

describe('what can be chosen in a message', () => {
  const item = {
    text: 'Yes',
    desc: 'You agree',
    image: '/yes.png',
    actions: { textback: 'yes!', url: 'https://shop.example' },
  }
  const choice = {
    text: 'Yes',
    description: 'You agree',
    reply: 'yes!',
    url: 'https://shop.example',
    image: '/yes.png',
    data: { parentMessageID: 'm' },
  }
  const { text: title, description, image, url } = choice
  const read = (raw: object) => readContent(raw as never)
  const NONE = { quickReplies: [], cards: [] }

  it('is a quick reply, whose reply is what stands on it', () => {
    expect(read({ id: 'm', contentType: 'quick-replies', content: [item, null, 'x'] })).toEqual({
      quickReplies: [{ ...choice, reply: 'Yes' }],
      cards: [],
    })
  })

  it('has no parent where the message has no id', () => {
    const { quickReplies } = read({ contentType: 'quick-replies', content: { title: 'Yes' } })
    expect(quickReplies).toEqual([{ text: 'Yes', description: '', reply: '', url: '', image: '', data: {} }])
  })

  it.each(['generic', 'list-vertical', 'single-selection-list'])('is a card of a %s', (contentType) => {
    expect(read({ id: 'm', contentType, content: item })).toEqual({
      quickReplies: [],
      cards: [{ title, description, image, url, choices: [choice] }],
    })
    const components = [item, 7]
    expect(read({ id: 'm', contentType, content: [{ title: 'T', components }] }).cards).toEqual([
      { title: 'T', description: '', image: '', url: '', choices: [choice] },
    ])
    expect(read({ id: 'm', contentType, content: [{ ...item, components }] }).cards[0]?.choices).toEqual([
      choice,
      choice,
    ])
  })

  it.each([
    { contentType: 'generics', content: item },
    { contentType: 'my-generic', content: item },
    { content: item },
    { contentType: 'generic' },
    { contentType: 'quick-replies' },
    { contentType: 'generic', eventAttributes: null },
    { eventAttributes: { 'structured-content': { 'genesys-chat': { content: 'no JSON' } } } },
  ])('is nothing in %j', (raw) => {
    expect(read(raw)).toEqual(NONE)
  })

  it.each([true, false])('is in the attributes of an event of GMS, as a text: %j', (isText) => {
    const own = { contentType: 'quick-replies', content: [item] }
    const eventAttributes = {
      'structured-content': { 'genesys-chat': { content: isText ? JSON.stringify(own) : own } },
    }
    const expected = [{ ...choice, reply: 'Yes', data: { parentMessageID: '3' } }]
    expect(read({ id: 'm', index: 3, eventAttributes }).quickReplies).toEqual(expected)
  })

  it('is the message’s own where the attributes have none', () => {
    const eventAttributes = { 'structured-content': { 'genesys-chat': { content: { content: [] } } } }
    const raw = { id: 'm', contentType: 'quick-replies', content: [item], eventAttributes }
    expect(read(raw).quickReplies).toEqual([{ ...choice, reply: 'Yes' }])
  })
})

describe('a batch', () => {
  const texts = (data: unknown): string[] => readBatch(data).messages.map(({ text }) => text)

  it('holds the server’s messages, or the widget’s copies where there are none', () => {
    const messages = [{ text: 'copy' }]
    expect(texts({ originalMessages: [{ text: 'original' }], messages })).toEqual(['original'])
    for (const originalMessages of [undefined, null, [], {}])
      expect(texts({ originalMessages, messages })).toEqual(['copy'])
  })

  it('skips what is not a message', () => {
    expect(texts({ messages: [null, { text: 'one' }, 7, throwing, { text: 'two' }] })).toEqual(['one', 'two'])
  })

  it('is an older page only if `oldMessages` is true', () => {
    expect(readBatch({ messages: [], oldMessages: true }).isPage).toBe(true)
    for (const oldMessages of [false, 1, 'true', undefined])
      expect(readBatch({ messages: [], oldMessages }).isPage).toBe(false)
  })

  it.each([undefined, null, 7, 'messages', [], {}, { messages: { length: 1 } }])(
    'made of %j is empty',
    (data) => {
      expect(readBatch(data)).toEqual({ messages: [], isPage: false })
    },
  )

  it('with a getter that throws is empty', () => {
    const data = {
      get messages(): never {
        throw new Error('a getter')
      },
    }
    expect(readBatch(data)).toEqual({ messages: [], isPage: false })
  })
})
