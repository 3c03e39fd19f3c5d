import { hasContent, type MessageOrder } from '../platform/message.ts'
import type { ReadMessage } from './events.ts'
import { isAfter, justAfter } from './order.ts'
import { isServing } from './people.ts'
import type { DetectedClose } from './signals/signal.ts'
import type { ClosedSegment } from './state.ts'

/** What must be remembered of a session to tell its open segments from its closed ones, whatever is replayed. */
export interface SegmentMemory {
  readonly sessionId: string | null
  readonly closedSegment: ClosedSegment | null
  /** The newest signal that belongs to `closedSegment`. */
  readonly closedThrough: MessageOrder | null
  /** The newest message that opened a segment. Signals before it are old news. */
  readonly openedAt: MessageOrder | null
  /** The message that reopened the segment after it was last closed. Who left before it, left the previous segment. */
  readonly reopenedAt: MessageOrder | null
  /** Reopened out of `Finalizing`: the first `Completed` to come belongs to the segment before. */
  readonly tailDue: boolean
  /** The newest message of all: where one without an index goes. */
  readonly newest: MessageOrder | null
  readonly interactionState: string | null
  /** The agent or bot who was last heard of: who closes, if anybody asks. */
  readonly lastAgent: { readonly name: string; readonly order: MessageOrder } | null
}

/** A session of which nothing is known yet. */
export const newSegment = (sessionId: string | null): SegmentMemory => ({
  sessionId,
  closedSegment: null,
  closedThrough: null,
  openedAt: null,
  reopenedAt: null,
  tailDue: false,
  newest: null,
  interactionState: null,
  lastAgent: null,
})

/** What a message is judged by, besides itself. */
export interface SegmentContext {
  readonly isAsync: boolean
  /** Epoch milliseconds: when the message reached us, for those without a time. */
  readonly now: number
}

type Changing = { -readonly [Member in keyof SegmentMemory]: SegmentMemory[Member] }

/**
 * Takes one message of the session into account. Messages may come twice and late: each is judged by its place in the
 * session, never by when it came. The result is the same object when the message changes nothing.
 */
export function advance(memory: SegmentMemory, message: ReadMessage, context: SegmentContext): SegmentMemory {
  const order = message.order ?? justAfter(memory.newest)
  const isNewest = isAfter(order, memory.newest)
  const isLastAgent = isServing(message.from.type) && isAfter(order, memory.lastAgent?.order ?? null)
  // One copy, and no member behind the spread: a long history goes through here message by message.
  const next: Changing = isNewest || isLastAgent ? { ...memory } : memory
  if (isNewest) {
    next.newest = order
    if (message.interactionState) next.interactionState = message.interactionState
  }
  if (isLastAgent) next.lastAgent = { name: message.from.name, order }

  if (message.closes) return close(next, message.closes, { order, at: message.at, ...context })
  const joined = isServing(message.from.type) && message.type === 'ParticipantJoined'
  if (joined) return open(next, order, false)
  // In a regular chat a late "thanks" opens nothing.
  if (message.from.type === 'customer' && context.isAsync && hasContent(message))
    return open(next, order, true)
  // An agent who writes has taken the new segment up: what is closed after that is this one, and a tail from before, should
  // it still come, is old news.
  if (next.tailDue && isServing(message.from.type) && hasContent(message) && isAfter(order, next.openedAt)) {
    return { ...next, tailDue: false, openedAt: order }
  }
  return next
}

/** Applies a signal that has a place in the session. */
export function close(
  memory: SegmentMemory,
  { state, signal }: DetectedClose,
  { order, at, now, isAsync }: SegmentContext & { order: MessageOrder; at: number },
): SegmentMemory {
  const { closedSegment, closedThrough, openedAt, tailDue } = memory
  if (closedSegment) {
    if (!isAfter(order, closedThrough)) return memory
    const kept =
      closedSegment.state === state || state === 'finalizing' ? closedSegment : { ...closedSegment, state }
    return { ...memory, closedSegment: kept, closedThrough: order }
  }
  const tail = tailDue && state === 'completed'
  if (!isAfter(order, openedAt)) {
    // Late, but it may be the tail that is still expected.
    return tail && isAfter(order, closedThrough) ? { ...memory, tailDue: false } : memory
  }
  // As good as the opening message: should it be replayed, it is old news.
  if (tail) return { ...memory, tailDue: false, openedAt: order }
  const { sessionId, lastAgent } = memory
  return {
    ...memory,
    tailDue: false,
    closedThrough: order,
    closedSegment: {
      key: `${sessionId ?? 'session'}:${order.join('-')}`,
      state,
      signal,
      at: at || now,
      agentName: lastAgent?.name || null,
      isAsync,
      sessionId,
    },
  }
}

function open(memory: SegmentMemory, order: MessageOrder, byCustomer: boolean): SegmentMemory {
  const { closedSegment, closedThrough, openedAt, tailDue } = memory
  if (closedSegment && !isAfter(order, closedThrough)) return memory
  if (!isAfter(order, openedAt)) return memory
  return {
    ...memory,
    closedSegment: null,
    openedAt: order,
    reopenedAt: closedSegment ? order : memory.reopenedAt,
    tailDue: byCustomer && (closedSegment ? closedSegment.state === 'finalizing' : tailDue),
  }
}

/** The newest message that decided how the segment stands. */
const decidedAt = ({ closedThrough, openedAt }: SegmentMemory): MessageOrder | null =>
  openedAt && isAfter(openedAt, closedThrough) ? openedAt : closedThrough

/**
 * Whether something was decided about the segment that a replay must not decide otherwise. One batch may close a segment
 * and open it again: then the two differ in nothing but where it was opened.
 */
export function isDecided(before: SegmentMemory, after: SegmentMemory): boolean {
  return (
    before.closedSegment !== after.closedSegment ||
    before.tailDue !== after.tailDue ||
    before.openedAt !== after.openedAt
  )
}

/**
 * Takes into account what another tab knows of the same session. Who has heard more recently is right. A closed segment
 * that both know keeps the key it has here.
 */
export function merge(own: SegmentMemory, told: SegmentMemory): SegmentMemory {
  const theirs = decidedAt(told)
  if (!theirs || !isAfter(theirs, decidedAt(own))) return own
  const isSameSegment =
    own.closedSegment && told.closedSegment && !(told.openedAt && isAfter(told.openedAt, own.closedThrough))
  return {
    ...told,
    closedSegment:
      isSameSegment && told.closedSegment
        ? { ...told.closedSegment, key: own.closedSegment?.key ?? told.closedSegment.key }
        : told.closedSegment,
    newest: told.newest && isAfter(told.newest, own.newest) ? told.newest : own.newest,
  }
}
