import { expect, test } from 'vitest'
import { parseFormBody } from '../../src/server/http/formBody.ts'

test.each([
  ['a=1', { a: '1' }],
  ['data[type]=Text&data[text]=hi%20there+Joe', { data: { type: 'Text', text: 'hi there Joe' } }],
  ['data[userData][a][b]=c', { data: { userData: { a: { b: 'c' } } } }],
  ['list[]=a&list[]=b', { list: { 0: 'a', 1: 'b' } }],
  ['a%5Bb%5D=1', { a: { b: '1' } }],
  ['a]b[=1', { 'a]b[': '1' }],
  ['[a]=1', { '[a]': '1' }],
  ['', {}],
])('%s', (body, expected) => {
  expect(JSON.parse(JSON.stringify(parseFormBody(body)))).toEqual(expected)
})

test('a key reaches nothing that was not sent', () => {
  parseFormBody('__proto__[admin]=1&constructor[prototype][admin]=1&data[__proto__][admin]=1')
  expect('admin' in {}).toBe(false)
})

test('a text that is an object too, and a nesting without end, are refused', () => {
  expect(() => parseFormBody('a=1&a[b]=2')).toThrow('contradicts')
  expect(() => parseFormBody(`a${'[b]'.repeat(50)}=1`)).toThrow('nested too deep')
})
