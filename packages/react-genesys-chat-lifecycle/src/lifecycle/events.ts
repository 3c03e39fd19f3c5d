import type { ServerMessage } from './messages.ts'
import type { SegmentMemory } from './segment.ts'
import type { EndSignal, SegmentState } from './signals.ts'
import type { ChatServiceError, EndReason, WindowState } from './state.ts'

/** A server's message, and what the configured signals make of it. */
export interface ReadMessage extends ServerMessage {
  readonly closes: { readonly state: SegmentState; readonly signal: string } | null
}

/** Everything that can change the state. */
export type LifecycleEvent =
  /** The bus was looked for, found, or not found in time. */
  | { readonly type: 'bus'; readonly status: 'connecting' | 'connected' | 'unavailable' }
  /** It is being found out whether there is a session. */
  | { readonly type: 'deciding' }
  /** There is none. */
  | { readonly type: 'noSession' }
  | { readonly type: 'starting' }
  /** What was asked for with `starting` did not come about. */
  | { readonly type: 'startFailed' }
  /** A session was started, restored, joined again, or found. */
  | { readonly type: 'joined'; readonly sessionId: string | null; readonly memory: SegmentMemory | null }
  | {
      readonly type: 'messages'
      readonly messages: readonly ReadMessage[]
      readonly historic: boolean
      readonly now: number
    }
  /** Somebody was seen, by another way than a message of the batch. */
  | { readonly type: 'presence'; readonly messages: readonly ServerMessage[] }
  /** A signal that is no message: all agents have left. */
  | { readonly type: 'signal'; readonly signal: string; readonly now: number }
  /** Another tab of this session knows how its segment stands. */
  | { readonly type: 'told'; readonly segment: SegmentMemory }
  | { readonly type: 'typing'; readonly typing: boolean }
  | { readonly type: 'connection'; readonly connection: 'online' | 'offline' }
  | { readonly type: 'window'; readonly window: WindowState }
  | { readonly type: 'async'; readonly isAsync: boolean }
  | { readonly type: 'error'; readonly error: ChatServiceError }
  | { readonly type: 'ending' }
  /** The request to end was never sent. */
  | { readonly type: 'endFailed' }
  | { readonly type: 'ended'; readonly reason: EndReason }

/** A message with what the signals make of it. In this order: a member added behind a spread makes engines slow. */
export const withSignals = (
  message: ServerMessage,
  signals: readonly EndSignal[],
  onError: (error: unknown) => void,
): ReadMessage => ({ closes: readSignals(message, signals, onError), ...message })

/** Asks every signal about a message. The customer's own words are never a signal. */
export function readSignals(
  message: ServerMessage,
  signals: readonly EndSignal[],
  onError: (error: unknown) => void,
): ReadMessage['closes'] {
  if (message.from.type === 'customer') return null
  for (const { name, detect } of signals) {
    try {
      const state = detect?.(message)
      if (state === 'finalizing' || state === 'completed') return { state, signal: name }
    } catch (error) {
      // A signal of the user's. What the others say still counts.
      onError(error)
    }
  }
  return null
}
