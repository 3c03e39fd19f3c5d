import type { SegmentState } from './signals.ts'

/**
 * Where the chat is.
 *
 * | phase | |
 * |---|---|
 * | `connecting` | no bus yet, or it is not decided whether a chat is restored |
 * | `unavailable` | no bus within `busTimeoutMs`; one that comes later is taken up |
 * | `idle` | no session |
 * | `starting` | a session was asked for |
 * | `waiting` | a session, and nobody on the other side |
 * | `active` | an agent or a bot is there |
 * | `closed` | the segment is closed, the session goes on |
 * | `ending` | we asked to end the session |
 * | `ended` | it is over; until the next start, or until the widget's window closes |
 *
 * @example
 * const isOver = (phase: ChatPhase) => phase === 'idle' || phase === 'ended'
 *
 * @see docs/real-widget.md, "How a chat ends"
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
 * Why the session is over. `agent`: we ended it because of a closing. `server`: the server ended it, also if a
 * closing came with it.
 *
 * @example
 * const asks: readonly EndReason[] = ['agent', 'customer', 'server']
 * if (asks.includes(reason)) showSurvey()
 *
 * @see docs/real-widget.md, "How a chat ends"
 */
export type EndReason = 'agent' | 'customer' | 'server' | 'session-lost' | 'restore-failed'

/**
 * The widget's window. `absent`: the page has no WebChat plugin.
 *
 * @example
 * const isSeen = (window: WindowState) => window === 'open'
 *
 * @see docs/real-widget.md, "WebChat"
 */
export type WindowState = 'absent' | 'closed' | 'open' | 'minimized'

/**
 * Someone on the other side who is in the chat now. `name` is what the server says: show it as text.
 *
 * @example
 * const names = chat.agents.map(({ name }: ChatAgent) => name)
 */
export interface ChatAgent {
  readonly id: string
  readonly name: string
  readonly supervisor: boolean
}

/**
 * The moment the agent's side closed a segment.
 *
 * @example
 * <ChatEndGuard notice={({ agentName }: ChatClosing) => `${agentName ?? 'We'} closed this conversation.`} />
 *
 * @see docs/real-widget.md, "The end of a segment"
 */
export interface ChatClosing {
  /** Session and index of the first closing signal: the same for later signals, and after a reload. */
  readonly key: string
  readonly state: SegmentState
  /** Name of the signal that told, `interactionState` unless others were configured. */
  readonly signal: string
  /** Epoch milliseconds: the server's time of the signal, or ours where it gave none. */
  readonly at: number
  /** The agent who was last there, if any had a name. Show it as text. */
  readonly agentName: string | null
  readonly isAsync: boolean
  readonly sessionId: string | null
}

/**
 * The last fault that the chat service reported; gone when messages arrive again.
 *
 * @example
 * const { error } = useGenesysChatLifecycle()
 * return error && <p role="alert">We keep trying ({error.code}).</p>
 *
 * @see docs/real-widget.md, "WebChatService"
 */
export interface ChatServiceError {
  /** The vendor's code, such as `pureengage-v3-rest-ERROR`, or empty. */
  readonly code: string
  readonly message: string
}

/**
 * The state of the chat, as {@link useGenesysChatLifecycle} gives it.
 *
 * @example
 * const canWrite = ({ phase, canSend }: ChatState) => canSend && phase !== 'closed'
 *
 * @see docs/real-widget.md, "How a chat ends"
 */
export interface ChatState {
  readonly phase: ChatPhase
  /** The last raw interaction state the server sent, or null. The vendor's list is open. */
  readonly interactionState: string | null
  /** The closing while the segment is closed, else null. */
  readonly closing: ChatClosing | null
  /** Why the chat is over; null before that. */
  readonly endReason: EndReason | null
  /** Whether the chat is asynchronous: one long session of many segments. */
  readonly isAsync: boolean
  readonly sessionId: string | null
  /** Agents and supervisors who are there now. Bots are told by `botActive`. */
  readonly agents: readonly ChatAgent[]
  readonly botActive: boolean
  readonly agentTyping: boolean
  readonly connection: 'online' | 'offline'
  readonly window: WindowState
  /** Whether a text sent now would reach somebody, or open a new segment. */
  readonly canSend: boolean
  readonly error: ChatServiceError | null
}
