import { describe, expect, it } from 'vitest'
import { readContent } from '../../src/platform/genesys-messenger/readContent.ts'

const reply = (text: string, payload = text, image = '') => ({
  text,
  description: '',
  reply: text,
  url: '',
  image,
  data: { type: 'quickReply', postback: { action: 'Message', text, payload } },
})
const empty = { title: '', description: '', image: '', url: '', choices: [] }
const titles = (raw: object): string[] => readContent({ ...raw }).cards.map(({ title }) => title)

describe('quick replies', () => {
  it.each([
    [
      'live',
      { content: [{ quickReply: { text: 'a' } }, { other: {} }, 'x', { quickReply: 'b' }] },
      [reply('a')],
    ],
    ['restored', { quickReplies: [{ text: 'a', payload: 'p', image: 'i' }, 'b'] }, [reply('a', 'p', 'i')]],
    [
      'of both shapes',
      { content: [{ quickReply: { text: 'a' } }], quickReplies: [{ text: 'b' }] },
      [reply('a'), reply('b')],
    ],
    ['without anything', { quickReplies: [{}] }, [reply('')]],
    ['that are no list', { quickReplies: { text: 'a' } }, []],
  ])('%s', (_, raw, quickReplies) => {
    expect(readContent(raw)).toEqual({ quickReplies, cards: [] })
  })
})

describe('cards', () => {
  it.each([
    ['live', { content: [{ card: { title: 'a' } }, {}, { card: { title: 'b' } }] }, ['a', 'b']],
    ['restored', { card: { title: 'a' } }, ['a']],
    [
      'of a carousel, live',
      { content: [{ carousel: { cards: [{ title: 'a' }, 'x', { title: 'b' }] } }] },
      ['a', 'b'],
    ],
    ['of a carousel, restored', { carousel: { cards: [{ title: 'a' }] } }, ['a']],
    ['of a carousel that is a list', { carousel: [{ title: 'a' }, null] }, ['a']],
    ['of a carousel that is none', { carousel: 'a', card: 'b' }, []],
    [
      'of all of them',
      {
        carousel: [{ title: 'd' }],
        card: { title: 'b' },
        content: [{ carousel: { cards: [{ title: 'c' }] } }, { card: { title: 'a' } }],
      },
      ['a', 'b', 'c', 'd'],
    ],
  ])('%s', (_, raw, expected) => {
    expect(titles(raw)).toEqual(expected)
  })

  it('have their words, picture and link', () => {
    const card = { title: 't', description: 'd', image: 'i', imageUrl: 'u', defaultAction: { url: 'l' } }
    expect(readContent({ card })).toEqual({
      quickReplies: [],
      cards: [{ title: 't', description: 'd', image: 'i', url: 'l', choices: [] }],
    })
    expect(readContent({ card: { imageUrl: 'u', defaultAction: 'x', actions: 'y' } }).cards).toEqual([
      { ...empty, image: 'u' },
    ])
  })

  it.each([
    ['a button', { text: 'a', payload: 'p' }, { text: 'a', reply: 'a', url: '', payload: 'p' }],
    ['a button without a payload', { text: 'a' }, { text: 'a', reply: 'a', url: '', payload: 'a' }],
    [
      'a link, for which nothing is sent',
      { text: 'a', url: 'u' },
      { text: 'a', reply: '', url: 'u', payload: 'a' },
    ],
  ])('have %s', (_, action, { text, reply, url, payload }) => {
    expect(readContent({ card: { actions: ['x', action] } }).cards[0]?.choices).toEqual([
      { text, description: '', reply, url, image: '', data: { type: 'card', postback: { text, payload } } },
    ])
  })
})

it('what has neither is always the same', () => {
  const nothing = readContent({})
  expect(nothing).toEqual({ quickReplies: [], cards: [] })
  expect(readContent({ content: [{}], quickReplies: [] })).toBe(nothing)
  expect(readContent({ quickReplies: [{}] })).not.toBe(nothing)
})
