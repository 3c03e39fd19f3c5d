import { describe, expect, it } from 'vitest'
import { createGenesysCloud } from '../../../src/platform/genesys-widgets/transports/genesysCloud.ts'

const timestamp = '2026-11-25T19:31:40.031Z'
const at = Date.parse(timestamp)
const LONG_ID = 'ffffffff-ffff-4fff-bfff-ffffffffffff'

const message = (id: string, bodyType = 'standard', more: object = {}) => ({
  id,
  sender: { id: 'm1' },
  body: bodyType === 'standard' ? 'hello' : '',
  bodyType,
  timestamp,
  ...more,
})

const ordersOf = (...originalMessages: object[]) =>
  createGenesysCloud()
    .readBatch({ originalMessages, messages: [] })
    .map(({ order }) => order)

describe('the place of a message on Genesys Cloud', () => {
  it('is its time, then joins, the rest and leaves, then its id', () => {
    expect(ordersOf(message('ab'), message('ab', 'member-join'), message('ab', 'member-leave'))).toEqual([
      [at, 1_003_105],
      [at, 3_105],
      [at, 2_003_105],
    ])
  })

  it('differs for ids that are alike, and is the same in each reading', () => {
    const [one, other] = ordersOf(message('ab'), message('ba'))
    expect(one).not.toEqual(other)
    expect(ordersOf(message('ab'))).toEqual([one])
  })

  it('never gets out of its rank, however long the id is', () => {
    for (const [bodyType, rank] of [
      ['member-join', 0],
      ['standard', 1],
      ['member-leave', 2],
    ] as const) {
      const [order] = ordersOf(message(LONG_ID, bodyType))
      expect(Math.floor((order?.[1] ?? -1) / 1_000_000)).toBe(rank)
      expect(Number.isInteger(order?.[1])).toBe(true)
    }
  })
})
