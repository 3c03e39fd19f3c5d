import { hasContent, type MessageOrder } from '../platform/message.ts'
import { isAfter } from './order.ts'
import type { DetectedClose, PlacedMessage } from './readMessage.ts'
import type { ClosedSegment } from './state.ts'

/** What must be remembered of a session to tell its open segments from its closed ones, whatever is replayed. */
export interface SegmentMemory {
  readonly sessionId: string | null
  readonly closedSegment: ClosedSegment | null
  /** The newest message that belongs to `closedSegment`: a signal, an answer in its survey, a goodbye. */
  readonly closedThrough: MessageOrder | null
  /** The newest message that opened a segment. Signals before it are old news. */
  readonly openedAt: MessageOrder | null
  /** The message that reopened the segment after it was last closed. Who left before it, left the previous segment. */
  readonly reopenedAt: MessageOrder | null
  /** Reopened out of `Finalizing`: the first `Completed` to come belongs to the segment before. */
  readonly tailDue: boolean
  /** The bots that took over after `Finalizing`, for a survey. What the customer answers them belongs to the closed segment. */
  readonly surveyBots: readonly string[]
  /** Who served the customer when last heard of. After a reload, an older page may not be there to tell. */
  readonly serving: readonly string[]
  /** The newest message of all: where one without an index goes. */
  readonly newest: MessageOrder | null
  readonly interactionState: string | null
  /** The agent or bot who was last heard of: who closes, if anybody asks. */
  readonly lastAgent: { readonly name: string; readonly order: MessageOrder } | null
}

const NOBODY: readonly string[] = []

/** A session of which nothing is known yet. */
export const newSegment = (sessionId: string | null): SegmentMemory => ({
  sessionId,
  closedSegment: null,
  closedThrough: null,
  openedAt: null,
  reopenedAt: null,
  tailDue: false,
  surveyBots: NOBODY,
  serving: NOBODY,
  newest: null,
  interactionState: null,
  lastAgent: null,
})

/** What a message is judged by, besides itself. */
export interface SegmentContext {
  readonly isAsync: boolean
  /** Epoch milliseconds: when the message reached us, for those without a time. */
  readonly now: number
  /** The author, where it is somebody on the other side. */
  readonly author: MessageAuthor | null
}

/** Somebody on the other side who wrote, joined or left. */
export interface MessageAuthor {
  readonly id: string
  readonly isBot: boolean
  readonly isServing: boolean
  /** Whether they joined to serve. Who is there and is announced once more did not. */
  readonly joins: boolean
  /** Whether they serve since this message, and did not before. */
  readonly beginsToServe: boolean
}

type Working = { -readonly [Member in keyof SegmentMemory]: SegmentMemory[Member] }

/**
 * Takes one message of the session into account. Messages may come twice and late: each is judged by its place in the session, never by
 * when it came. Changes and returns `memory`, which is the caller's own copy.
 */
export function advance(memory: Working, message: PlacedMessage, context: SegmentContext): void {
  const { order, closes } = message
  const { author } = context
  noteNewest(memory, message, context)
  if (author) memory.serving = withId(memory.serving, author.id, author.isServing)
  if (closes) Object.assign(memory, close(memory, closes, { order, at: message.at, ...context }))
  else if (message.from.type === 'customer') hearCustomer(memory, message, context)
  else if (author) hearOtherSide(memory, message, author)
}

function noteNewest(
  memory: Working,
  { order, interactionState, from }: PlacedMessage,
  context: SegmentContext,
): void {
  if (isAfter(order, memory.newest)) {
    memory.newest = order
    if (interactionState) memory.interactionState = interactionState
  }
  const { lastAgent, serving } = memory
  const { author } = context
  if (author?.isServing && isAfter(order, lastAgent?.order ?? null)) {
    memory.lastAgent = { name: from.name, order }
  } else if (author && lastAgent?.name === '' && serving.includes(author.id)) {
    // On Genesys Cloud who was restored without a name has one when they leave.
    memory.lastAgent = { ...lastAgent, name: from.name }
  }
}

/** In a regular chat a late "thanks" opens nothing. In a survey it is an answer. */
function hearCustomer(memory: Working, message: PlacedMessage, { isAsync }: SegmentContext): void {
  if (!isAsync || !hasContent(message)) return
  if (memory.surveyBots.length > 0) {
    belongToClosed(memory, message)
    return
  }
  const { closedSegment, tailDue } = memory
  if (open(memory, message.order))
    memory.tailDue = closedSegment ? closedSegment.state === 'finalizing' : tailDue
}

function hearOtherSide(memory: Working, message: PlacedMessage, author: MessageAuthor): void {
  const { order } = message
  const { joins, isServing } = author
  const { closedSegment, closedThrough } = memory
  const isFinalizing = closedSegment?.state === 'finalizing' && isAfter(order, closedThrough)
  if (isFinalizing && author.isBot) {
    memory.surveyBots = withId(memory.surveyBots, author.id, isServing)
    belongToClosed(memory, message)
    return
  }
  // Without a join, who writes for the first time may be somebody whose join is on an older page. After `Finalizing`, who was there
  // says goodbye.
  const takesOver = author.beginsToServe && !(isFinalizing && isAnnouncedBySight(message))
  if (joins || takesOver) {
    if (open(memory, order)) memory.tailDue = false
  } else if (memory.tailDue && isServing && hasContent(message) && isAfter(order, memory.openedAt)) {
    // Who writes has taken the new segment up. Should the tail of the old one still come, it is old news.
    memory.tailDue = false
    memory.openedAt = order
  } else if (hasContent(message)) {
    belongToClosed(memory, message)
  }
}

/** The same list where nothing changes. */
function withId(ids: readonly string[], id: string, isIn: boolean): readonly string[] {
  if (ids.includes(id) === isIn) return ids
  return isIn ? [...ids, id] : ids.filter((each) => each !== id)
}

/** Should it come again when less is known, as after a reload, it still reopens nothing. */
function belongToClosed(memory: Working, { order }: PlacedMessage): void {
  if (memory.closedSegment && isAfter(order, memory.closedThrough)) memory.closedThrough = order
}

/** Agents serve as soon as they are seen, by whatever message. */
const isAnnouncedBySight = ({ from }: PlacedMessage): boolean => from.type === 'agent'

/** Applies a signal that has a place in the session. */
export function close(
  memory: SegmentMemory,
  { state, signal }: DetectedClose,
  { order, at, now, isAsync }: Omit<SegmentContext, 'author'> & { order: MessageOrder; at: number },
): Partial<SegmentMemory> {
  const { closedSegment, closedThrough, openedAt, tailDue } = memory
  if (closedSegment) {
    if (!isAfter(order, closedThrough)) return NO_CHANGE
    const isSame = closedSegment.state === state || state === 'finalizing'
    if (isSame) return { closedThrough: order }
    return { closedSegment: { ...closedSegment, state }, closedThrough: order, surveyBots: NOBODY }
  }
  const isTail = tailDue && state === 'completed'
  if (!isAfter(order, openedAt)) {
    // It is late, but it may be the expected `Completed` of the old segment.
    return isTail && isAfter(order, closedThrough) ? { tailDue: false } : NO_CHANGE
  }
  // Treat it like the opening message, so that a replay of it is old news.
  if (isTail) return { tailDue: false, openedAt: order }
  const { sessionId, lastAgent } = memory
  const time = at || now
  return {
    tailDue: false,
    closedThrough: order,
    closedSegment: {
      // It outlives the page: another session without an id, where there is one, must not have the same.
      key: `${sessionId ?? time}:${order.join('-')}`,
      state,
      signal,
      at: time,
      agentName: lastAgent?.name || null,
      isAsync,
      sessionId,
    },
  }
}

const NO_CHANGE = {}

/** Opens a segment, unless the message is old news. Returns whether it did. */
function open(memory: Working, order: MessageOrder): boolean {
  const { closedSegment, closedThrough, openedAt } = memory
  if (!isAfter(order, closedThrough) || !isAfter(order, openedAt)) return false
  memory.closedSegment = null
  memory.surveyBots = NOBODY
  memory.openedAt = order
  if (closedSegment) memory.reopenedAt = order
  return true
}

/** The newest message that decided how the segment stands. */
const decidedAt = ({ closedThrough, openedAt }: SegmentMemory): MessageOrder | null =>
  openedAt && isAfter(openedAt, closedThrough) ? openedAt : closedThrough

/**
 * Whether something was decided about the segment that a replay must not decide otherwise, or that a page load must not forget. One batch may close a segment and open it
 * again: then the two differ in nothing but where it was opened.
 */
export function isDecided(before: SegmentMemory, after: SegmentMemory): boolean {
  return DECISIONS.some((member) => before[member] !== after[member])
}

const DECISIONS = ['closedSegment', 'closedThrough', 'tailDue', 'openedAt', 'surveyBots', 'serving'] as const

/**
 * Takes into account what another tab knows of the same session. Who has heard more recently is right. A closed segment that both know
 * keeps the key it has here.
 */
export function merge(own: SegmentMemory, told: SegmentMemory): SegmentMemory {
  const theirs = decidedAt(told)
  if (!theirs || !isAfter(theirs, decidedAt(own))) {
    return told.surveyBots.length > own.surveyBots.length &&
      own.closedSegment?.state === 'finalizing' &&
      own.closedSegment.key === told.closedSegment?.key
      ? { ...own, surveyBots: told.surveyBots }
      : own
  }
  const { closedSegment, openedAt } = told
  const isSameSegment = !openedAt || !isAfter(openedAt, own.closedThrough)
  return {
    ...told,
    closedSegment:
      closedSegment && own.closedSegment && isSameSegment
        ? { ...closedSegment, key: own.closedSegment.key }
        : closedSegment,
    newest: told.newest && isAfter(told.newest, own.newest) ? told.newest : own.newest,
  }
}
