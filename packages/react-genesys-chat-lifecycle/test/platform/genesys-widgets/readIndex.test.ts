import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readIndex, readTime } from '../../../src/platform/genesys-widgets/readIndex.ts'

const NOW = Date.UTC(2026, 10, 25)
const DAY = 86_400_000
const YEAR = 366 * DAY
beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => void vi.useRealTimers())

describe('readIndex', () => {
  it('reads milliseconds and number of Digital Channels', () => {
    expect(readIndex('1795343393092-0', 0)).toEqual([1795343393092, 0])
    expect(readIndex('5-10', 0)).toEqual([5, 10])
  })

  it('reads the widget’s copies, which have lost the dash', () => {
    expect(readIndex('179534339309117', 0)).toEqual([1795343393091, 17])
    expect(readIndex('17953433930920', 0)).toEqual([1795343393092, 0])
  })

  it('reads the count of other transports', () => {
    expect(readIndex('17', 0)).toEqual([17, 0])
    expect(readIndex(17, 0)).toEqual([17, 0])
    expect(readIndex(0, 0)).toEqual([0, 0])
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
    expect(readIndex(index, 0)).toBeNull()
  })

  it('returns null for one that is far in the future, by the message’s own time or the page’s', () => {
    expect(readIndex(`${NOW + DAY}-1`, 0)).toEqual([NOW + DAY, 1])
    expect(readIndex(`${NOW + DAY + 1}-1`, 0)).toBeNull()
    const at = NOW + 30 * DAY
    expect(readIndex(`${at + DAY}-1`, at)).toEqual([at + DAY, 1])
    expect(readIndex(`${at + DAY + 1}-1`, at)).toBeNull()
  })

  it.each(['9'.repeat(40), `1-${'9'.repeat(20)}`, 1.5, -1])(
    'returns null for the implausible %s',
    (index) => {
      expect(readIndex(index, 0)).toBeNull()
    },
  )
})

describe('readTime', () => {
  it('reads ISO text and milliseconds', () => {
    expect(readTime('2026-11-22T10:00:00.000Z')).toBe(Date.UTC(2026, 10, 22, 10))
    expect(readTime(7)).toBe(7)
  })

  it('is 0 for a time years ahead, as far as clocks differ not', () => {
    expect(readTime(NOW + YEAR)).toBe(NOW + YEAR)
    expect(readTime(NOW + YEAR + 1)).toBe(0)
  })

  it.each([undefined, null, '', 'soon', {}, Number.NaN, -1, Number.POSITIVE_INFINITY])(
    'is 0 for %j',
    (time) => {
      expect(readTime(time)).toBe(0)
    },
  )
})
