import { describe, expect, it } from 'vitest'
import { compareOrder, isAfter, justAfter } from '../../src/chat/order.ts'

describe('compareOrder', () => {
  it('compares both parts as numbers', () => {
    expect(compareOrder([1795343393092, 0], [1795343393091, 17])).toBeGreaterThan(0)
    expect(compareOrder([5, 9], [5, 10])).toBeLessThan(0)
    expect(compareOrder([5, 9], [5, 9])).toBe(0)
  })
})

describe('isAfter', () => {
  it('is true for anything after nothing, and false for a place and itself', () => {
    expect(isAfter([0, 0], null)).toBe(true)
    expect(isAfter([5, 2], [5, 2])).toBe(false)
    expect(isAfter([5, 3], [5, 2])).toBe(true)
    expect(isAfter([5, 1], [5, 2])).toBe(false)
  })
})

describe('justAfter', () => {
  it('is after the newest message, and before whatever the server numbers next', () => {
    const place = justAfter([5, 2])
    expect(compareOrder(place, [5, 2])).toBeGreaterThan(0)
    expect(compareOrder(place, [5, 3])).toBeLessThan(0)
    expect(justAfter(null)).toEqual([0, 0])
  })
})
