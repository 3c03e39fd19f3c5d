import type { EndReason, PlatformName, TransportName, WindowState } from '../platform/port.ts'
import type { ChatServiceError } from '../platform/serviceError.ts'

/**
 * Where the chat is.
 *
 * | phase | |
 * |---|---|
 * | `connecting` | the vendor's product is not found yet, or it is not known yet whether a chat is restored |
 * | `unavailable` | it was not found in time. It is used all the same when it comes later |
 * | `idle` | no session |
 * | `starting` | a session was asked for |
 * | `waiting` | a session, and nobody on the other side |
 * | `active` | somebody on the other side serves the customer |
 * | `closed` | the segment is closed, the session goes on |
 * | `ending` | this page asked to end the chat |
 * | `ended` | it is over, until the next start, or until the widget's window closes |
 *
 * @example
 * const isOver = (phase: ChatPhase) => phase === 'idle' || phase === 'ended'
 */
export type ChatPhase =
  | 'connecting'
  | 'unavailable'
  | 'idle'
  | 'starting'
  | 'waiting'
  | 'active'
  | 'closed'
  | 'ending'
  | 'ended'

/**
 * Someone on the other side who is in the chat now. `name` is what the server says: render it as text.
 *
 * @example
 * const names = chat.agents.map(({ name }: ChatAgent) => name)
 */
export interface ChatAgent {
  readonly id: string
  readonly name: string
  readonly role: 'agent' | 'supervisor'
  /** Epoch milliseconds, or null where nobody saw them join. */
  readonly joinedAt: number | null
}

/**
 * How far the agent's side has closed a segment.
 *
 * @example
 * const isFinal = (state: SegmentState) => state === 'completed'
 */
export type SegmentState = 'finalizing' | 'completed'

/**
 * A segment that the agent's side closed.
 *
 * @example
 * <ChatEndGuard notice={({ agentName }: ClosedSegment) => `${agentName ?? 'We'} closed this conversation.`} />
 */
export interface ClosedSegment {
  /** Session and place of the first signal: the same for later signals, and after a reload. */
  readonly key: string
  readonly state: SegmentState
  /** Name of the signal that closed it, `interactionState` unless others were configured. */
  readonly signal: string
  /** Epoch milliseconds: the server's time of the signal, or the page's where the server gave none. */
  readonly at: number
  /** The agent who was last there, if any had a name. Render it as text. */
  readonly agentName: string | null
  readonly isAsync: boolean
  readonly sessionId: string | null
}

/**
 * The state of the chat, as {@link useGenesysChatLifecycle} returns it.
 *
 * @example
 * const canWrite = ({ phase, canSend }: ChatState) => canSend && phase !== 'closed'
 */
export interface ChatState {
  readonly phase: ChatPhase
  /** The segment while it is closed, else null. */
  readonly closedSegment: ClosedSegment | null
  /** Why the chat is over; null before that. */
  readonly endReason: EndReason | null
  /** Whether there is a session that is not over. */
  readonly hasSession: boolean
  /** Whether the session was there before this page was loaded. */
  readonly isRestored: boolean
  /** Epoch milliseconds at which the session began; null without a session, and where nothing tells. */
  readonly startedAt: number | null
  readonly sessionId: string | null
  /** Whether the chat is asynchronous: one long session of many segments. */
  readonly isAsync: boolean
  /** The last raw interaction state that the server sent, or null. The vendor's list is open. */
  readonly interactionState: string | null
  /** Agents and supervisors who are there now. For bots see `botActive`. */
  readonly agents: readonly ChatAgent[]
  readonly botActive: boolean
  readonly agentTyping: boolean
  readonly connection: 'online' | 'offline'
  readonly window: WindowState
  /** Whether a text sent now would reach somebody, or open a new segment. */
  readonly canSend: boolean
  readonly error: ChatServiceError | null
  /** The vendor product underneath, or null until it was found. */
  readonly platform: PlatformName | null
  /** What carries the chat inside Genesys Widgets. Null until the page's configuration or a session shows it. */
  readonly transport: TransportName | null
}
