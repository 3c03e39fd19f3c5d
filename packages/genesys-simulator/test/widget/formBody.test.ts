import { describe, expect, test } from 'vitest'
import { encodeFormBody } from '../../src/widget/formBody.ts'

const encoded = (body: Record<string, unknown>): string => decodeURIComponent(encodeFormBody(body).toString())

describe('the body of a request', () => {
  test('brackets the keys of what is inside', () => {
    expect(encoded({ data: { type: 'Text', text: 'hi' }, operationId: '1' })).toBe(
      'data[type]=Text&data[text]=hi&operationId=1',
    )
  })

  test('goes as deep as the body does', () => {
    expect(encoded({ data: { userData: { order: { number: 7 } } } })).toBe('data[userData][order][number]=7')
  })

  test('numbers objects in a list, and leaves plain values unnumbered', () => {
    expect(encoded({ list: [{ a: 1 }, { a: 2 }], tags: ['x', 'y'] })).toBe(
      'list[0][a]=1&list[1][a]=2&tags[]=x&tags[]=y',
    )
  })

  test('leaves out what is undefined, and sends null as empty', () => {
    expect(encoded({ data: { token: undefined, subject: null } })).toBe('data[subject]=')
  })

  test('keeps what would break a form', () => {
    expect(encodeFormBody({ text: 'a&b=c +d' }).get('text')).toBe('a&b=c +d')
  })
})
