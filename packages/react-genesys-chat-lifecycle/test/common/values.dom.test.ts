import { describe, expect, it } from 'vitest'
import {
  attempt,
  copyOf,
  hasShape,
  isArray,
  isBoolean,
  isEvent,
  isFunction,
  isMilliseconds,
  isNumber,
  isObject,
  isOneOf,
  isPlausible,
  isText,
  orNull,
  read,
  UNREADABLE,
  valid,
  validOptions,
} from '../../src/common/values.ts'

const fail = (): never => {
  throw new Error('theirs')
}
function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}
const hostile = {
  good: 1,
  get bad() {
    return fail()
  },
}

describe('attempt', () => {
  it('gives what the work returns, or undefined where it throws', () => {
    expect(attempt(() => 7)).toBe(7)
    expect(attempt(fail)).toBe(undefined)
  })
})

describe('reading a member', () => {
  it.each([null, undefined, 7, true])('of %j is nothing', (value) => {
    expect(read(value, 'name')).toBe(undefined)
  })

  it('is its value, or a mark where it throws', () => {
    expect(read({ name: 7 }, 'name')).toBe(7)
    expect(read('text', 'length')).toBe(4)
    expect(read(hostile, 'bad')).toBe(UNREADABLE)
    expect(read(revoked({}), 'name')).toBe(UNREADABLE)
  })
})

describe('a copy', () => {
  it('has what can be read', () => {
    expect(copyOf(hostile)).toEqual({ good: 1 })
    expect(copyOf({ a: undefined })).toStrictEqual({ a: undefined })
  })

  it.each([null, undefined, 'text', 7, ['a', 'b']])('of no object is empty: %j', (value) => {
    expect(copyOf(value)).toEqual({})
    expect(copyOf(revoked({}))).toEqual({})
  })
})

describe('what a value is', () => {
  const values = {
    null: null,
    undefined,
    nan: Number.NaN,
    number: 5,
    negative: -1,
    text: 'x',
    empty: '',
    yes: true,
    object: {},
    array: [],
    fn: fail,
    symbol: Symbol('s'),
  }
  const names = (is: (value: unknown) => boolean) =>
    Object.entries(values)
      .filter(([, value]) => is(value))
      .map(([name]) => name)

  it.each<[string, (value: unknown) => boolean, string[]]>([
    ['isFunction', isFunction, ['fn']],
    ['isObject', isObject, ['object']],
    ['isArray', isArray, ['array']],
    ['isMilliseconds', isMilliseconds, ['number']],
    ['isText', isText, ['text', 'empty']],
    ['isNumber', isNumber, ['nan', 'number', 'negative']],
    ['isBoolean', isBoolean, ['yes']],
    ['isEvent', isEvent, []],
    ['isOneOf', isOneOf('x', 5), ['number', 'text']],
    ['orNull', orNull(isText), ['null', 'text', 'empty']],
  ])('%s', (_, is, expected) => {
    expect(names(is)).toEqual(expected)
  })

  it('a duration may be 0, or never end', () => {
    expect([0, Number.POSITIVE_INFINITY].map(isMilliseconds)).toEqual([true, true])
  })

  it('an event is the browser’s, or React’s', () => {
    expect([new Event('click'), { nativeEvent: 1 }].map(isEvent)).toEqual([true, true])
    expect(isEvent([])).toBe(false)
    expect(isEvent(revoked({}))).toBe(false)
  })

  it('a proxy that was revoked is no list', () => {
    expect(isArray(revoked([]))).toBe(false)
  })

  it('a time is plausible up to a year ahead', () => {
    const now = 1_000
    const limit = now + 366 * 86_400_000
    expect([0, limit, limit + 1].map((at) => isPlausible(at, now))).toEqual([true, true, false])
    expect([Date.now(), Date.now() + 400 * 86_400_000].map((at) => isPlausible(at))).toEqual([true, false])
  })
})

describe('a shape', () => {
  it('has each member as it should be', () => {
    const shape = { id: isText, at: orNull(isNumber) }
    expect(hasShape({ id: 'a', at: null, more: 1 }, shape)).toBe(true)
    for (const value of [{ id: 'a' }, { id: 1, at: 1 }, { at: 1 }, null, 'a', []]) {
      expect(hasShape(value, shape)).toBe(false)
    }
  })
})

describe('options', () => {
  it('that are wrong count as not given, and those of no known shape stay', () => {
    expect(validOptions({ delay: 5, name: 7, other: 'x' }, { delay: isMilliseconds, name: isText })).toEqual({
      delay: 5,
      other: 'x',
    })
    expect(validOptions(hostile as object, {})).toEqual({ good: 1 })
  })

  it('one by one', () => {
    expect(valid(5, isNumber)).toBe(5)
    expect(valid('5', isNumber)).toBe(undefined)
  })
})
