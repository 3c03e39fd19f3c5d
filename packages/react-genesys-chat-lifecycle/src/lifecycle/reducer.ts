import type { LifecycleEvent, ReadMessage } from './events.ts'
import { compareOrder, justAfter, type MessageOrder } from './order.ts'
import { follow, type People } from './people.ts'
import { advance, close, merge, newSegment, type SegmentMemory } from './segment.ts'
import type { ChatAgent, ChatPhase, ChatState, EndReason } from './state.ts'

/** What the reducer keeps. The public {@link ChatState} is drawn from it by {@link project}. */
export interface LifecycleState {
  readonly bus: 'connecting' | 'connected' | 'unavailable'
  readonly session: 'undecided' | 'none' | 'starting' | 'live' | 'ending' | 'ended'
  readonly segment: SegmentMemory
  readonly people: People
  readonly agents: readonly ChatAgent[]
  readonly endReason: EndReason | null
  readonly isAsync: boolean
  readonly agentTyping: boolean
  readonly connection: ChatState['connection']
  readonly window: ChatState['window']
  readonly error: ChatState['error']
}

const NOBODY: readonly ChatAgent[] = []

/** Before anything is known. */
export const initialLifecycle: LifecycleState = {
  bus: 'connecting',
  session: 'undecided',
  segment: newSegment(null),
  people: new Map(),
  agents: NOBODY,
  endReason: null,
  isAsync: false,
  agentTyping: false,
  connection: 'online',
  window: 'absent',
  error: null,
}

/** Pure: the next state, and the same object when the event changes nothing. */
export function reduceLifecycle(state: LifecycleState, event: LifecycleEvent): LifecycleState {
  switch (event.type) {
    case 'bus':
      return patch(state, { bus: event.status })
    case 'deciding':
      return state.session === 'none' ? patch(state, { session: 'undecided' }) : state
    case 'noSession':
      return patch(state, { session: state.session === 'undecided' ? 'none' : state.session })
    case 'starting':
      return isOn(state) ? state : patch(state, { session: 'starting', endReason: null, error: null })
    case 'startFailed':
      return state.session === 'starting' ? patch(state, { session: 'none' }) : state
    case 'joined':
      return join(state, event)
    case 'messages':
      return receive(state, event)
    case 'presence':
      return isOn(state) ? withPeople(state, follow(state.people, event.messages)) : state
    case 'signal':
      return isOn(state) && !state.segment.closing ? closeWithoutMessage(state, event) : state
    case 'told': {
      const isOurs = isOn(state) && event.segment.sessionId === state.segment.sessionId
      return isOurs ? patch(state, { segment: merge(state.segment, event.segment) }) : state
    }
    case 'typing':
      return patch(state, { agentTyping: event.typing && isOn(state) })
    case 'connection':
      return patch(state, { connection: event.connection })
    case 'window': {
      // A restore that failed closes a window that was never open: that the chat is over is still to be told.
      const wasOpen = state.window === 'open' || state.window === 'minimized'
      const over = state.session === 'ended' && event.window === 'closed' && wasOpen
      const next = patch(state, { window: event.window })
      return over ? patch(next, { session: 'none', endReason: null }) : next
    }
    case 'async':
      return patch(state, { isAsync: event.isAsync })
    case 'error': {
      // A failing poll reports the same fault again and again.
      const { error } = state
      const same = error?.code === event.error.code && error.message === event.error.message
      // Before there is a session, it is the start that failed.
      const { session } = state
      return patch(state, {
        ...(!same && { error: event.error }),
        session: session === 'starting' ? 'none' : session,
      })
    }
    case 'ending':
      return state.session === 'live' ? patch(state, { session: 'ending' }) : state
    case 'endFailed':
      return state.session === 'ending' ? patch(state, { session: 'live' }) : state
    case 'ended':
      return end(state, event.reason)
    default:
      event satisfies never
      return state
  }
}

/** The public state. `closing` is told as long as the session is not over. */
export function project(state: LifecycleState): ChatState {
  const { segment, agents, isAsync, endReason, agentTyping, connection, window, error } = state
  const phase = phaseOf(state)
  const reaches = phase === 'waiting' || phase === 'active' || (phase === 'closed' && isAsync)
  return {
    phase,
    interactionState: segment.interactionState,
    closing: isOn(state) ? segment.closing : null,
    endReason,
    isAsync,
    sessionId: isOn(state) || state.session === 'ended' ? segment.sessionId : null,
    agents,
    botActive: someone(state, ['bot']),
    agentTyping,
    connection,
    window,
    canSend: reaches && connection === 'online',
    error,
  }
}

function phaseOf(state: LifecycleState): ChatPhase {
  if (state.bus !== 'connected') return state.bus
  switch (state.session) {
    case 'undecided':
      return 'connecting'
    case 'none':
      return 'idle'
    case 'live':
      if (state.segment.closing) return 'closed'
      return someone(state, ['agent', 'bot']) ? 'active' : 'waiting'
    default:
      return state.session
  }
}

/** Whether there is a session that is not over. */
const isOn = ({ session }: LifecycleState): boolean => session === 'live' || session === 'ending'

const someone = ({ people }: LifecycleState, types: readonly string[]): boolean =>
  [...people.values()].some(({ here, type }) => here && types.includes(type))

/** Like a spread, but a change to what is already so is no change. */
function patch(state: LifecycleState, change: Partial<LifecycleState>): LifecycleState {
  const keys = Object.keys(change) as (keyof LifecycleState)[]
  return keys.every((key) => Object.is(state[key], change[key])) ? state : { ...state, ...change }
}

function withPeople(state: LifecycleState, people: People): LifecycleState {
  if (people === state.people) return state
  const agents = [...people.values()]
    .filter(({ here, type }) => here && type !== 'bot')
    .map(({ id, name, type }) => ({ id, name, supervisor: type === 'supervisor' }))
  const same =
    agents.length === state.agents.length &&
    agents.every(({ id, name, supervisor }, i) => {
      const known = state.agents[i]
      return id === known?.id && name === known.name && supervisor === known.supervisor
    })
  return patch(state, { people, agents: same ? state.agents : agents })
}

function join(
  state: LifecycleState,
  { sessionId, memory }: LifecycleEvent & { type: 'joined' },
): LifecycleState {
  const same = sessionId === null ? isOn(state) : sessionId === state.segment.sessionId
  // Closing the window while the end is under way restores the session, and the end comes all the same.
  const session = same && state.session === 'ending' ? 'ending' : 'live'
  const live = patch(state, {
    bus: 'connected',
    session,
    endReason: null,
    connection: 'online',
    error: null,
    agentTyping: false,
  })
  if (same) return live
  const remembered = memory && sessionId !== null && memory.sessionId === sessionId
  return withPeople(
    patch(live, { segment: remembered ? memory : newSegment(sessionId) }),
    initialLifecycle.people,
  )
}

type Placed = ReadMessage & { order: MessageOrder }

/** Every message gets a place, and they are taken in the order of their places. */
function inOrder(messages: readonly ReadMessage[], newest: MessageOrder | null): Placed[] {
  let last = newest
  const placed = messages.map((message) => {
    const order = message.order ?? justAfter(last)
    last = order
    return order === message.order ? (message as Placed) : { ...message, order }
  })
  return placed.sort((a, b) => compareOrder(a.order, b.order))
}

function receive(
  state: LifecycleState,
  { messages, historic, now }: LifecycleEvent & { type: 'messages' },
): LifecycleState {
  // The chat that is over has had its last word.
  if (!isOn(state)) return state
  const sorted = inOrder(messages, state.segment.newest)
  const wrote = sorted.some(({ from, type }) => from.type === 'agent' && type === 'Text')
  const next = patch(withPeople(state, follow(state.people, sorted)), {
    error: null,
    ...(wrote && { agentTyping: false }),
  })
  // A page of history tells who is there, and nothing new about the segment.
  if (historic) return next
  const context = { isAsync: state.isAsync, now }
  return patch(next, {
    segment: sorted.reduce((memory, message) => advance(memory, message, context), next.segment),
  })
}

function closeWithoutMessage(
  state: LifecycleState,
  { signal, now }: LifecycleEvent & { type: 'signal' },
): LifecycleState {
  const order = justAfter(state.segment.newest)
  const segment = { ...state.segment, newest: order }
  const at = { order, at: now, now, isAsync: state.isAsync }
  return patch(state, { segment: close(segment, { state: 'completed', signal }, at) })
}

function end(state: LifecycleState, reason: EndReason): LifecycleState {
  // The bus says so twice, and the reason we learnt first is the true one. While a chat starts it is the former one's.
  if (state.session === 'starting') return state
  if (state.session === 'ended' || (state.session === 'none' && reason !== 'restore-failed')) return state
  return withPeople(
    patch(state, { session: 'ended', endReason: reason, agentTyping: false }),
    initialLifecycle.people,
  )
}
