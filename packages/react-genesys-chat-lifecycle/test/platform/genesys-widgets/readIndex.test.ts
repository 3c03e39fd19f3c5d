import { describe, expect, it } from 'vitest'
import { readIndex } from '../../../src/platform/genesys-widgets/readIndex.ts'

describe('readIndex', () => {
  it('reads milliseconds and number of Digital Channels', () => {
    expect(readIndex('1795343393092-0')).toEqual([1795343393092, 0])
    expect(readIndex('5-10')).toEqual([5, 10])
  })

  it('reads the widget’s copies, which have lost the dash', () => {
    expect(readIndex('179534339309117')).toEqual([1795343393091, 17])
    expect(readIndex('17953433930920')).toEqual([1795343393092, 0])
  })

  it('reads the count of other transports', () => {
    expect(readIndex('17')).toEqual([17, 0])
    expect(readIndex(17)).toEqual([17, 0])
    expect(readIndex(0)).toEqual([0, 0])
  })

  it.each([
    undefined,
    null,
    '',
    'abc',
    '12-',
    '-3',
    {},
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '1e5',
    ['5-1'],
    '5-1-2',
  ])('returns null for %j', (index) => {
    expect(readIndex(index)).toBeNull()
  })
})
