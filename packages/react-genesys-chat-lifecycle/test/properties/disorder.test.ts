import { expect, it } from 'vitest'
import { isAfter } from '../../src/chat/order.ts'
import { advance, newSegment } from '../../src/chat/segment.ts'
import { DECISIVE, type Happening, lifeOf } from './support/life.ts'
import { readWire } from './support/purePage.ts'
import { truthOf } from './support/truth.ts'

/** Random runs rarely find the four messages that matter in the one order that does. Here all of them are tried. */
const LONGEST = process.env.PROPERTY_RUNS ? 5 : 4

/** Every sequence of up to so many decisive happenings. */
function* everyLife(longest: number): Generator<readonly Happening[]> {
  yield []
  if (longest === 0) return
  for (const rest of everyLife(longest - 1)) for (const happening of DECISIVE) yield [happening, ...rest]
}

/** Every order of every part of a list. */
function* everyDelivery<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  yield []
  for (const [at, item] of items.entries()) {
    for (const rest of everyDelivery(items.toSpliced(at, 1))) yield [item, ...rest]
  }
}

it.each([true, false])(
  'a segment has one key and is closed only after it was opened, whatever messages arrive in whatever order (asynchronous: %s)',
  (isAsync) => {
    const faults: string[] = []
    let tried = 0
    for (const happenings of everyLife(LONGEST)) {
      const life = lifeOf(happenings)
      const { segmentOf } = truthOf(life, isAsync)
      for (const delivery of everyDelivery(readWire(life.messages))) {
        tried++
        const keys = new Map<number | undefined, string>()
        let memory = newSegment('s')
        for (const message of delivery) {
          memory = advance(memory, message, { isAsync, now: 0 })
          const { closedSegment, closedThrough, openedAt } = memory
          if (!closedSegment) continue
          const segment = segmentOf.get(closedSegment.key.slice(2))
          const isOnly = (keys.get(segment) ?? closedSegment.key) === closedSegment.key
          keys.set(segment, closedSegment.key)
          if (isOnly && closedThrough && isAfter(closedThrough, openedAt)) continue
          const heard = delivery.map(({ id }) => happenings[Number(id.slice(1))])
          faults.push(`${happenings.join(', ')}; received as ${heard.join(', ')}`)
          break
        }
      }
    }
    expect(tried).toBeGreaterThan(10_000)
    expect(faults.slice(0, 20)).toEqual([])
  },
  120_000,
)
