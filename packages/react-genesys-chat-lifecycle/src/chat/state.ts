import type { EndReason, PlatformName, TransportName, WindowState } from '../platform/port.ts'
import type { ChatServiceError } from '../platform/serviceError.ts'

/**
 * Where the chat is.
 *
 * | phase | |
 * |---|---|
 * | `connecting` | the widget has not been found, or it is not known whether a chat is being restored |
 * | `unavailable` | the widget was not found in time. One that comes later is still used |
 * | `idle` | no session |
 * | `starting` | a session has been requested |
 * | `waiting` | there is a session, and nobody is on the other side |
 * | `active` | an agent or bot is there |
 * | `closed` | the segment is closed, and the session goes on |
 * | `ending` | this page has asked to end the chat |
 * | `ended` | the chat is over. It stays so until the next start, or until the widget's window closes |
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
 * An agent or supervisor who is in the chat now. `name` comes from the server: render it as text.
 *
 * @example
 * const names = chat.agents.map(({ name }: ChatAgent) => name)
 */
export interface ChatAgent {
  readonly id: string
  readonly name: string
  readonly role: 'agent' | 'supervisor'
  /** Epoch milliseconds, or null if their joining was not seen. */
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
  /** Identifies the segment: the session, and the place of the first signal. Later signals and reloads do not change it. */
  readonly key: string
  readonly state: SegmentState
  /** The name of the signal that closed it: `interactionState` unless you configured others. */
  readonly signal: string
  /** Epoch milliseconds: the server's time of the signal, or the page's time if the server gave none. */
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
  /** The segment while it is closed, or null. */
  readonly closedSegment: ClosedSegment | null
  /** Why the chat is over, or null before that. */
  readonly endReason: EndReason | null
  /** Whether there is a session that is not over. */
  readonly hasSession: boolean
  /** Whether the session was there before this page was loaded. */
  readonly isRestored: boolean
  /** When the session began, in epoch milliseconds. Null without a session, or if it is not known. */
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
  /** The vendor product underneath. Null until it is found. */
  readonly platform: PlatformName | null
  /** What carries the chat inside Genesys Widgets. Null until the page's configuration or a session shows it. */
  readonly transport: TransportName | null
}
