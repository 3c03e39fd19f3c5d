import { expect, it } from 'vitest'
import { isAfter } from '../../src/chat/order.ts'
import { type ChatRecord, initialRecord, reduceChat } from '../../src/chat/reducer.ts'
import { SESSION } from './support/deliveries.ts'
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

/** A page that knows that Anna is there. Otherwise her first words may mean that she takes over. */
function joined(isAsync: boolean): ChatRecord {
  const session = {
    type: 'joined',
    sessionId: SESSION,
    memory: null,
    restoredBefore: 0,
    startedAt: 0,
  } as const
  const live = reduceChat(reduceChat(initialRecord, { type: 'mode', isAsync }), session)
  const messages = readWire(lifeOf(['Anna joins']).messages).map((message) => ({ ...message, order: null }))
  return reduceChat(live, { type: 'presence', messages })
}

it.each([true, false])(
  'a segment has one key and is closed only after it was opened, whatever messages arrive in whatever order (asynchronous: %s)',
  (isAsync) => {
    const faults: string[] = []
    const start = joined(isAsync)
    expect(start.agents).toHaveLength(1)
    let tried = 0
    for (const happenings of everyLife(LONGEST)) {
      // Anna is there before the first of them.
      const life = lifeOf(['Anna joins', ...happenings])
      const { segmentOf } = truthOf(life, isAsync)
      const wire = readWire(life.messages).slice(1)
      for (const delivery of everyDelivery(wire)) {
        tried++
        const keys = new Map<number | undefined, string>()
        let record = start
        for (const message of delivery) {
          record = reduceChat(record, { type: 'messages', messages: [message], source: 'live', now: 0 })
          const { closedSegment, closedThrough, openedAt } = record.segment
          if (!closedSegment) continue
          const segment = segmentOf.get(closedSegment.key.slice(SESSION.length + 1))
          const isOnly = (keys.get(segment) ?? closedSegment.key) === closedSegment.key
          keys.set(segment, closedSegment.key)
          if (isOnly && closedThrough && isAfter(closedThrough, openedAt)) continue
          const heard = delivery.map((each) => happenings[wire.indexOf(each)])
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
