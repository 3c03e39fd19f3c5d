import { describe, expect, it } from 'vitest'
import type { ClosedSegment } from '../../src/chat/state.ts'
import { escapeForWidget, noticeText } from '../../src/guard/noticeText.ts'

const closedSegment: ClosedSegment = {
  key: 'k',
  at: 0,
  sessionId: '4a1d-77',
  signal: 'interactionState',
  state: 'completed',
  agentName: 'Anna',
  isAsync: true,
}

describe('noticeText', () => {
  it.each([
    ['a text', 'Bye', 'Bye'],
    ['a function that returns a text', ({ agentName }: ClosedSegment) => `${agentName} left`, 'Anna left'],
    ['a function that returns null', () => null, null],
    ['an empty text', '', null],
    ['nothing but blanks', ' \n', null],
    ['a function that returns nothing', () => undefined as never, null],
  ])('%s', (_, notice, text) => {
    expect(noticeText(notice, closedSegment)).toBe(text)
  })

  it.each([
    ['number', 42],
    ['boolean', false],
    ['object', { toString: () => 'Bye' }],
    ['function', () => 'Bye'],
  ])('throws when a function returns a value of the type %s', (type, value) => {
    expect(() => noticeText(() => value as never, closedSegment)).toThrow(
      new TypeError(`notice: expected a text or null, got ${type}. The default notice is shown.`),
    )
  })
})

describe('escapeForWidget', () => {
  const nameFor = (agentName: string, markdown: boolean) =>
    escapeForWidget({ ...closedSegment, agentName }, markdown).agentName

  it.each(['Anna', 'Anna Maria Berg', 'Jean-Luc', '1234', 'a1-b2 c3'])('leaves the name %j alone', (name) => {
    for (const markdown of [true, false]) expect(nameFor(name, markdown)).toBe(name)
  })

  it.each([
    ['*Anna', '\\*Anna'],
    ['Anna*', 'Anna\\*'],
    ['An*na', 'An\\*na'],
    ['Anna.Berg', 'Anna\\.Berg'],
    ['-Anna', '\\-Anna'],
    ['Anna--Berg', 'Anna\\-\\-Berg'],
    ['[a](b)', '\\[a\\]\\(b\\)'],
    ['`~!@#$%^&*()_+=', '\\`\\~\\!\\@\\#\\$\\%\\^\\&\\*\\(\\)\\_\\+\\='],
    ['Zoë', 'Zoë'],
    ['# Anna\n\n---', '\\# Anna \\-\\-\\-'],
  ])('with Markdown turns %j into %j', (name, escaped) => {
    expect(nameFor(name, true)).toBe(escaped)
  })

  it.each([
    ['*Anna*', '*Anna*'],
    ['https://a.example', 'https:\u2060//a.example'],
    ['WWW.a.example', 'WWW\u2060.a.example'],
    ['www', 'www'],
    ['a@b.example', 'a@\u2060b.example'],
    ['10: 30', '10: 30'],
    ['a\n \tb', 'a b'],
  ])('without Markdown turns %j into %j', (name, escaped) => {
    expect(nameFor(name, false)).toBe(escaped)
  })

  it('escapes the id of the session', () => {
    expect(escapeForWidget({ ...closedSegment, sessionId: '*s*' }, true)).toEqual({
      ...closedSegment,
      sessionId: '\\*s\\*',
    })
  })

  it('returns the same object when there is nothing to escape', () => {
    expect(escapeForWidget(closedSegment, true)).toBe(closedSegment)
    const nobody = { ...closedSegment, agentName: null, sessionId: null }
    expect(escapeForWidget(nobody, true)).toBe(nobody)
  })
})
