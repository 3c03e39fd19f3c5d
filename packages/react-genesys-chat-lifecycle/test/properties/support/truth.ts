import type { Happening, Life } from './life.ts'

/** How a session stands when everything was heard once and in order. */
export interface Truth {
  readonly closed: 'finalizing' | 'completed' | null
  /** Index of the signal that closed it first. */
  readonly key: string | null
  readonly interactionState: string | null
  /** Index of each signal → the number of the segment it closes. The tail of a reopened one is the old one's. */
  readonly segmentOf: ReadonlyMap<string, number>
}

const SERVES = /^(Anna|Ben|bot) /
const JOINS = /^(Anna|Ben|bot) joins$/
const WRITES = /^(Anna|Ben|bot) writes$/
const CUSTOMER = /^customer (writes|sends a file)$/

/** The rules of the specification, told a second time and without any regard to replay, loss or order. */
export function truthOf({ happenings, messages }: Life, isAsync: boolean): Truth {
  const segmentOf = new Map<string, number>()
  let closed: Truth['closed'] = null
  let key: string | null = null
  let interactionState: string | null = null
  let segment = 0
  let awaitsTail = false
  happenings.forEach((happening: Happening, n) => {
    const index = messages[n]?.index ?? ''
    if (happening === 'Finalizing' || happening === 'Completed') {
      interactionState = happening
      const isTail = happening === 'Completed' && awaitsTail && !closed
      segmentOf.set(index, isTail ? segment - 1 : segment)
      awaitsTail = false
      if (isTail) return
      key ??= index
      if (closed !== 'completed') closed = happening === 'Completed' ? 'completed' : 'finalizing'
      return
    }
    if (happening === 'Interacting') interactionState = happening
    const reopens = JOINS.test(happening) || (isAsync && CUSTOMER.test(happening))
    if (closed && reopens) {
      awaitsTail = closed === 'finalizing' && !SERVES.test(happening)
      segment++
      closed = null
      key = null
    } else if (!closed && (JOINS.test(happening) || WRITES.test(happening))) {
      awaitsTail = false
    }
  })
  return { closed, key, interactionState, segmentOf }
}
