import type { ReadMessage } from './events.ts'
import { hasContent } from './messages.ts'
import { isAfter, justAfter, type MessageOrder } from './order.ts'
import type { ChatClosing } from './state.ts'

/** What must be remembered of a session to tell its open segments from its closed ones, whatever is replayed. */
export interface SegmentMemory {
  readonly sessionId: string | null
  readonly closing: ChatClosing | null
  /** The newest signal that belongs to `closing`. */
  readonly closedThrough: MessageOrder | null
  /** The newest message that opened a segment. Signals before it are old news. */
  readonly openedAt: MessageOrder | null
  /** The message that reopened the segment after its last closing. Who left before it, left the segment before. */
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
  closing: null,
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

const isServing = ({ from }: ReadMessage): boolean => from.type === 'agent' || from.type === 'bot'

/**
 * Takes one message of the session into account. Messages may come twice and late: each is judged by its place in the
 * session, never by when it came. The result is the same object when the message changes nothing.
 */
export function advance(memory: SegmentMemory, message: ReadMessage, context: SegmentContext): SegmentMemory {
  const order = message.order ?? justAfter(memory.newest)
  const isNewest = isAfter(order, memory.newest)
  const isLastAgent = isServing(message) && isAfter(order, memory.lastAgent?.order ?? null)
  // One copy, and no member behind the spread: a long history goes through here message by message.
  const next: Changing = isNewest || isLastAgent ? { ...memory } : memory
  if (isNewest) {
    next.newest = order
    if (message.interactionState && message.event === 'InteractionStateChange') {
      next.interactionState = message.interactionState
    }
  }
  if (isLastAgent) next.lastAgent = { name: message.from.name, order }

  if (message.closes) return close(next, message.closes, { order, at: message.at, ...context })
  const joined = isServing(message) && message.type === 'ParticipantJoined'
  if (joined) return open(next, order, false)
  // In a regular chat a late "thanks" opens nothing.
  if (message.from.type === 'customer' && context.isAsync && hasContent(message))
    return open(next, order, true)
  // An agent who writes has taken the new segment up: what is closed after that is this one, and a tail from before, should
  // it still come, is old news.
  if (next.tailDue && isServing(message) && hasContent(message) && isAfter(order, next.openedAt)) {
    return { ...next, tailDue: false, openedAt: order }
  }
  return next
}

/** Applies a closing signal that has a place in the session. */
export function close(
  memory: SegmentMemory,
  { state, signal }: NonNullable<ReadMessage['closes']>,
  { order, at, now, isAsync }: SegmentContext & { order: MessageOrder; at: number },
): SegmentMemory {
  const { closing, closedThrough, openedAt, tailDue } = memory
  if (closing) {
    if (!isAfter(order, closedThrough)) return memory
    const kept = closing.state === state || state === 'finalizing' ? closing : { ...closing, state }
    return { ...memory, closing: kept, closedThrough: order }
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
    closing: {
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
  const { closing, closedThrough, openedAt, tailDue } = memory
  if (closing && !isAfter(order, closedThrough)) return memory
  if (!isAfter(order, openedAt)) return memory
  return {
    ...memory,
    closing: null,
    openedAt: order,
    reopenedAt: closing ? order : memory.reopenedAt,
    tailDue: byCustomer && (closing ? closing.state === 'finalizing' : tailDue),
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
    before.closing !== after.closing || before.tailDue !== after.tailDue || before.openedAt !== after.openedAt
  )
}

/**
 * Takes into account what another tab knows of the same session. Whoever has heard more recently is right; a closing that
 * both know keeps the key it has here.
 */
export function merge(own: SegmentMemory, told: SegmentMemory): SegmentMemory {
  const theirs = decidedAt(told)
  if (!theirs || !isAfter(theirs, decidedAt(own))) return own
  const isSameClosing =
    own.closing && told.closing && !(told.openedAt && isAfter(told.openedAt, own.closedThrough))
  return {
    ...told,
    closing:
      isSameClosing && told.closing
        ? { ...told.closing, key: own.closing?.key ?? told.closing.key }
        : told.closing,
    newest: told.newest && isAfter(told.newest, own.newest) ? told.newest : own.newest,
  }
}
