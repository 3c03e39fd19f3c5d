import { hasContent, type MessageOrder } from '../platform/message.ts'
import type { EndReason, PlatformName, SessionStage, TransportName } from '../platform/port.ts'
import type { ChatEvent } from './events.ts'
import { compareOrder, isAfter, justAfter } from './order.ts'
import {
  agentsOf,
  follow,
  isOtherSide,
  isServing,
  nextPerson,
  type People,
  type Person,
  personId,
  servesByBeingThere,
} from './people.ts'
import type { PlacedMessage, ReadMessage } from './readMessage.ts'
import {
  advance,
  close,
  type MessageAuthor,
  merge,
  newSegment,
  type SegmentContext,
  type SegmentMemory,
} from './segment.ts'
import type { ChatAgent, ChatState } from './state.ts'

/** What the reducer keeps. The public {@link ChatState} is projected from it. */
export interface ChatRecord {
  readonly status: 'connecting' | 'connected' | 'unavailable'
  readonly platform: PlatformName | null
  readonly transport: TransportName | null
  readonly session: SessionStage
  readonly segment: SegmentMemory
  readonly people: People
  readonly agents: readonly ChatAgent[]
  /** A session that began before this moment was restored. */
  readonly restoredBefore: number
  readonly startedAt: number | null
  /** Whether this page saw the session begin. Then no message knows better. */
  readonly isStartSeen: boolean
  /** The time of the oldest message that was seen. */
  readonly oldestAt: number | null
  readonly endReason: EndReason | null
  readonly isAsync: boolean
  readonly agentTyping: boolean
  readonly connection: ChatState['connection']
  readonly window: ChatState['window']
  readonly error: ChatState['error']
}

const NOBODY: readonly ChatAgent[] = []

/** Before anything is known. */
export const initialRecord: ChatRecord = {
  status: 'connecting',
  platform: null,
  transport: null,
  session: 'undecided',
  segment: newSegment(null),
  people: new Map(),
  agents: NOBODY,
  restoredBefore: 0,
  startedAt: null,
  isStartSeen: false,
  oldestAt: null,
  endReason: null,
  isAsync: false,
  agentTyping: false,
  connection: 'online',
  window: 'absent',
  error: null,
}

/** Whether there is a session that is not over. */
export const isOn = ({ session }: { readonly session: SessionStage }): boolean =>
  session === 'live' || session === 'ending'

/** Pure: the next record, and the same object when the event changes nothing. */
export function reduceChat(state: ChatRecord, event: ChatEvent): ChatRecord {
  switch (event.type) {
    case 'status': {
      const { status, platform, transport } = event
      return patch(state, { status, ...(status === 'connected' && { platform, transport }) })
    }
    case 'transport':
      return patch(state, { transport: event.transport })
    case 'deciding':
      return state.session === 'none' ? patch(state, { session: 'undecided' }) : state
    case 'noSession':
      return state.session === 'undecided' ? patch(state, { session: 'none' }) : state
    case 'starting':
      return isOn(state) ? state : patch(state, { session: 'starting', endReason: null, error: null })
    case 'startFailed':
      return state.session === 'starting' ? patch(state, { session: 'none' }) : state
    case 'joined':
      return join(state, event)
    case 'messages':
      return isOn(state) ? receive(state, event) : state
    case 'presence':
      return isOn(state) ? withPeople(state, event.messages.reduce(follow, state.people)) : state
    case 'signal':
      return isOn(state) && !state.segment.closedSegment ? closeWithoutMessage(state, event) : state
    case 'told':
      return isOn(state) && event.segment.sessionId === state.segment.sessionId
        ? patch(state, { segment: merge(state.segment, event.segment) })
        : state
    case 'typing':
      return patch(state, { agentTyping: event.typing && isOn(state) })
    case 'connection':
      return patch(state, { connection: event.connection })
    case 'window':
      return moveWindow(state, event.window)
    case 'mode':
      return patch(state, { isAsync: event.isAsync })
    case 'error':
      return fail(state, event.error)
    case 'recovered':
      return patch(state, { error: null })
    case 'ending':
      return state.session === 'live' ? patch(state, { session: 'ending' }) : state
    case 'endFailed':
      return state.session === 'ending' ? patch(state, { session: 'live' }) : state
    case 'ended':
      return end(state, event.reason)
    case 'reset':
      return reset(state)
    default:
      return event satisfies never
  }
}

/** Like a spread, but a change to the same values is no change. */
function patch(state: ChatRecord, change: Partial<ChatRecord>): ChatRecord {
  const keys = Object.keys(change) as (keyof ChatRecord)[]
  return keys.every((key) => Object.is(state[key], change[key])) ? state : { ...state, ...change }
}

function withPeople(state: ChatRecord, people: People): ChatRecord {
  return people === state.people ? state : patch(state, { people, agents: agentsOf(people, state.agents) })
}

/** A restore that failed closes a window that was never open. That the chat is over must still be told. */
function moveWindow(state: ChatRecord, window: ChatRecord['window']): ChatRecord {
  const wasOpen = state.window !== 'absent' && state.window !== 'closed'
  const isDone = state.session === 'ended' && window === 'closed' && wasOpen
  return patch(state, { window, ...(isDone && { session: 'none' as const, endReason: null }) })
}

/**
 * A failing poll reports the same error again and again. Before there is a session, the start has failed. What fails after the end is
 * of no interest.
 */
function fail(state: ChatRecord, error: NonNullable<ChatRecord['error']>): ChatRecord {
  if (state.session === 'ended') return state
  const isSame = state.error?.code === error.code && state.error.message === error.message
  return patch(state, {
    ...(!isSame && { error }),
    ...(state.session === 'starting' && { session: 'none' as const }),
  })
}

function join(state: ChatRecord, event: ChatEvent & { type: 'joined' }): ChatRecord {
  const { sessionId, memory, restoredBefore, startedAt } = event
  const isSame = sessionId === null ? isOn(state) : sessionId === state.segment.sessionId
  const wasOn = isSame && isOn(state)
  const live = patch(state, {
    status: 'connected',
    // Closing the window while the end is under way restores the session, and the end comes all the same.
    session: isSame && state.session === 'ending' ? 'ending' : 'live',
    ...(!wasOn && { restoredBefore, startedAt, isStartSeen: startedAt !== null, oldestAt: null }),
    endReason: null,
    connection: 'online',
    error: null,
    agentTyping: false,
  })
  if (isSame) return live
  const segment = sessionId !== null && memory?.sessionId === sessionId ? memory : null
  return withPeople(patch(live, { segment: segment ?? newSegment(sessionId) }), initialRecord.people)
}

/** Gives every message a place, and sorts the messages by it where they are not. */
function inOrder(messages: readonly ReadMessage[], newest: MessageOrder | null): readonly PlacedMessage[] {
  if (messages.every(isNext)) return messages as readonly PlacedMessage[]
  let last = newest
  const placed = messages.map((message) => {
    const order = message.order ?? justAfter(last)
    last = order
    return order === message.order ? (message as PlacedMessage) : { ...message, order }
  })
  return placed.sort((a, b) => compareOrder(a.order, b.order))
}

/** Whether a message of a list has a place behind the one before it. */
const isNext = ({ order }: ReadMessage, index: number, messages: readonly ReadMessage[]): boolean =>
  order !== null && isAfter(order, messages[index - 1]?.order ?? null)

/** One pass over the batch, on one working copy of the segment and of the people. */
function receive(state: ChatRecord, { messages, source, now }: ChatEvent & { type: 'messages' }): ChatRecord {
  const sorted = inOrder(messages, state.segment.newest)
  const segment = { ...state.segment }
  const people = new Map(state.people)
  const context: WorkingContext = { isAsync: state.isAsync, now, author: null }
  let { startedAt, oldestAt, agentTyping } = state
  let isCompanyNew = false
  for (const message of sorted) {
    const { at } = message
    oldestAt = earlier(oldestAt, at)
    if (!state.isStartSeen && isCustomerJoin(message)) startedAt = earlier(startedAt, at)
    context.author = null
    if (isOtherSide(message)) {
      const id = personId(message)
      const known = people.get(id)
      const person = nextPerson(message, known)
      if (person && person !== known) {
        isCompanyNew = true
        people.set(id, person)
      }
      if (agentTyping && hasContent(message)) agentTyping = false
      context.author = authorOf(message, id, known, person, segment.serving)
    }
    // An older page tells who is there, and nothing new about the segment.
    if (source !== 'page') advance(segment, message, context)
  }
  return patch(isCompanyNew ? withPeople(state, people) : state, {
    error: null,
    startedAt,
    oldestAt,
    agentTyping,
    ...(hasChanged(state.segment, segment) && { segment }),
  })
}

type WorkingContext = { -readonly [Member in keyof SegmentContext]: SegmentContext[Member] }

/** @param remembered - who served before a page load, whose joining may be on a page that is not there */
function authorOf(
  { type, from }: PlacedMessage,
  id: string,
  before: Person | undefined,
  after: Person | undefined,
  remembered: readonly string[],
): MessageAuthor {
  const serves = isServing(after)
  const beginsToServe = serves && !(before ? isServing(before) : remembered.includes(id))
  return {
    id,
    isBot: from.type === 'bot',
    isServing: serves,
    joins: type === 'ParticipantJoined' && serves && (beginsToServe || servesByBeingThere(from.type)),
    beginsToServe,
  }
}

const hasChanged = (before: SegmentMemory, after: SegmentMemory): boolean =>
  (Object.keys(after) as (keyof SegmentMemory)[]).some((key) => before[key] !== after[key])

/** A session begins with the customer who joins first. In a long session they join again and again. */
const isCustomerJoin = ({ type, from }: ReadMessage): boolean =>
  type === 'ParticipantJoined' && from.type === 'customer'

/** The earlier of two times. History may come in any order, and some messages have no time. */
const earlier = (known: number | null, at: number): number | null =>
  at > 0 && (known === null || at < known) ? at : known

function closeWithoutMessage(state: ChatRecord, { signal, now }: ChatEvent & { type: 'signal' }): ChatRecord {
  const order = justAfter(state.segment.newest)
  const segment = { ...state.segment, newest: order }
  const at = { order, at: now, now, isAsync: state.isAsync }
  return patch(state, { segment: { ...segment, ...close(segment, { state: 'completed', signal }, at) } })
}

/** What a customer leaves behind. A session that goes on, since its end failed, is none of it. */
function reset(state: ChatRecord): ChatRecord {
  if (state.session !== 'ended' && state.session !== 'none') return state
  const { status, platform, transport, isAsync, connection, window } = state
  return patch(state, {
    ...initialRecord,
    ...{ status, platform, transport, isAsync, connection, window },
    session: 'none',
    segment: state.segment.sessionId === null ? state.segment : newSegment(null),
  })
}

function end(state: ChatRecord, reason: EndReason): ChatRecord {
  const { session } = state
  // An end is published twice, and the first reason is the true one. While a chat starts it is the former one's.
  const isOld = session === 'starting' || session === 'ended'
  if (isOld || (session === 'none' && reason !== 'restore-failed')) return state
  return withPeople(
    patch(state, { session: 'ended', endReason: reason, agentTyping: false, error: null }),
    initialRecord.people,
  )
}
