import { describe, expect, it } from 'vitest'
import { asList, isTrue, readEpoch } from '../../src/platform/genesys-messenger/values.ts'

describe('a time', () => {
  it.each([
    [1, 1_000],
    [1_800_000_000, 1_800_000_000_000],
    [1e11 - 1, (1e11 - 1) * 1_000],
    [1e11, 1e11],
    [1_800_000_000_000, 1_800_000_000_000],
  ])('is read in seconds or in milliseconds: %d', (value, expected) => {
    expect(readEpoch(value)).toBe(expected)
  })

  it.each([0, -1, Number.NaN, '1800000000', null, undefined, {}, true])('is none: %s', (value) => {
    expect(readEpoch(value)).toBe(0)
  })
})

describe('a flag', () => {
  it.each([true, 'true'])('is set: %j', (value) => {
    expect(isTrue(value)).toBe(true)
  })

  it.each([false, 'false', 'TRUE', 1, '', null, undefined])('is not set: %j', (value) => {
    expect(isTrue(value)).toBe(false)
  })
})

describe('a list', () => {
  it.each([undefined, null, 7, 'text', {}, { length: 3 }, new Set([1])])(
    'is empty where there is none: %j',
    (value) => {
      expect(asList(value)).toEqual([])
    },
  )

  it('is read as it is, with holes and getters that throw as nothing', () => {
    const list = [1, undefined, 3]
    Object.defineProperty(list, 1, {
      get() {
        throw new Error('theirs')
      },
    })
    expect(asList(list)).toEqual([1, undefined, 3])
    // biome-ignore lint/suspicious/noSparseArray: as a hostile page may have it
    expect(asList([1, , 3])).toEqual([1, undefined, 3])
  })

  it('has at most the newest 5 000, which come first, whatever it claims', () => {
    const list = Array.from({ length: 5_001 }, (_, index) => index)
    expect(asList(list)).toHaveLength(5_000)
    expect(asList(list).slice(0, 2)).toEqual([0, 1])
    expect(asList(list.slice(0, 5_000))).toHaveLength(5_000)
    expect(asList(Object.assign([1], { length: 4_294_967_295 }))).toHaveLength(5_000)
  })

  it('that cannot be asked is empty', () => {
    const { proxy, revoke } = Proxy.revocable([1], {})
    revoke()
    expect(asList(proxy)).toEqual([])
    const broken = new Proxy([1], {
      get() {
        throw new Error('theirs')
      },
    })
    expect(asList(broken)).toEqual([])
  })
})
