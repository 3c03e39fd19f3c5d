import { describe, expect, it } from 'vitest'
import { isTrue, readEpoch } from '../../src/platform/genesys-messenger/values.ts'

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
