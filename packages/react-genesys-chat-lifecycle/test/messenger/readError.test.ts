import { describe, expect, it } from 'vitest'
import {
  codeOf,
  isExpiry,
  isReadOnlyRefusal,
  readAuthError,
  readError,
} from '../../src/platform/genesys-messenger/readError.ts'

describe('the code of an error', () => {
  it.each([
    [{ errorCode: 1, body: { errorCode: 2 }, code: 3 }, 1],
    [{ body: { errorCode: 2 }, code: 3 }, 2],
    [{ body: 'words', code: 3 }, 3],
    [{ errorCode: '4006' }, 4006],
    [{ errorCode: 0, code: 3 }, 3],
    [{ errorCode: -1, code: 'x' }, null],
    [{}, null],
    ['words', null],
    [null, null],
  ])('of %j is %j', (error, code) => {
    expect(codeOf(error)).toBe(code)
  })
})

it.each([
  [{ errorCode: 4005 }, false],
  [{ errorCode: 4006 }, true],
  [{ errorCode: 4007 }, true],
  [{ errorCode: 4008 }, false],
  [{ class: 'SessionExpiredEvent' }, true],
  [{ class: 'SessionExpiredEvent', errorCode: 1 }, true],
  [{ class: 'SessionResponse' }, false],
  [{}, false],
  [null, false],
])('a session has expired by %j: %s', (error, expected) => {
  expect(isExpiry(error)).toBe(expected)
})

it.each([
  [{ code: 409 }, true],
  [{ code: 408 }, false],
  [{}, false],
])('a read-only conversation refuses by %j: %s', (error, expected) => {
  expect(isReadOnlyRefusal(error)).toBe(expected)
})

it.each([
  [{ message: 'a', error: { message: 'b' } }, 'a'],
  [{ error: { message: 'b' } }, 'b'],
  [{ error: 'c' }, 'c'],
  ['d', 'd'],
  [{}, 'The customer could not be signed in.'],
  [undefined, 'The customer could not be signed in.'],
])('a sign-in fails by %j: %s', (data, message) => {
  expect(readAuthError(data)).toMatchObject({ code: '', kind: 'unauthorized', message })
})

describe('an error', () => {
  it.each([
    [{ errorMessage: 'a', body: { errorMessage: 'b' }, message: 'd', errorKey: 'e' }, 'a'],
    [{ body: { errorMessage: 'b' }, message: 'd', errorKey: 'e' }, 'b'],
    [{ body: 'c', message: 'd', errorKey: 'e' }, 'c'],
    [{ message: 'd', errorKey: 'e' }, 'd'],
    [{ errorKey: 'e' }, 'e'],
    [{}, ''],
    ['words', ''],
  ])('has the words of %j: "%s"', (error, message) => {
    expect(readError(error).message).toBe(message)
  })

  it.each([
    [4000, 'unavailable'],
    [4001, 'rejected'],
    [4029, 'rate-limited'],
    [5000, 'unavailable'],
    [5001, 'rejected'],
    [1000, 'rejected'],
    [999, 'unavailable'],
    [503, 'unavailable'],
    [429, 'rate-limited'],
    [401, 'unauthorized'],
    [409, 'rejected'],
  ])('of the code %i is %s', (code, kind) => {
    expect(readError({ code })).toMatchObject({ code: String(code), kind })
  })

  it('without a code is of no known kind', () => {
    expect(readError({ message: 'a' })).toMatchObject({ code: '', kind: 'unknown' })
  })
})
