import type { ChatCommandError } from '../bus/errors.ts'
import type { BusSource } from '../bus/find.ts'
import type { EndSignal } from './signals.ts'
import type { ChatClosing, ChatServiceError, EndReason } from './state.ts'

/**
 * What {@link ChatLifecycleOptions.onEnded} is told.
 *
 * @example
 * <GenesysChatProvider onEnded={({ reason, isAsync }: ChatEnd) => track('chat over', { reason, isAsync })}>
 *
 * @see docs/real-widget.md, "How a chat ends"
 */
export interface ChatEnd {
  readonly reason: EndReason
  readonly sessionId: string | null
  readonly isAsync: boolean
}

/**
 * What a chat lifecycle can be told. All of it is optional, and all but `bus` may change at any time.
 *
 * @example
 * const options: ChatLifecycleOptions = { asyncMode: true, busTimeoutMs: 60_000 }
 */
export interface ChatLifecycleOptions {
  /** The bus, or a way to get it. By default it is searched for on the page, and waited for. */
  bus?: BusSource | undefined
  /** Milliseconds until phase `unavailable`, 30 000 by default. A bus that comes later is taken up all the same. */
  busTimeoutMs?: number | undefined
  /** Milliseconds until a command rejects with `timeout`, 10 000 by default. */
  commandTimeoutMs?: number | undefined
  /** Whether the chat is asynchronous. `'auto'`, the default, reads it from the bus and from the page's configuration. */
  asyncMode?: 'auto' | boolean | undefined
  /** What closes a segment; by default the System message `InteractionStateChange`. */
  endSignals?: readonly EndSignal[] | undefined
  /**
   * `'end'` ends a chat that a page load restores with its segment closed; `'resume'`, the default, leaves it. Where the
   * widget was there first, a chat is taken for restored if it was closed, by the server's clock, before the page was loaded.
   */
  restorePolicy?: 'resume' | 'end' | undefined
  /** Once for each segment that was closed, also across a reload. */
  onSegmentClosed?: ((closing: ChatClosing) => void) | undefined
  /** Once for each segment that was reopened, with the closing that is over. */
  onReopened?: ((closing: ChatClosing) => void) | undefined
  /** Once for each session that is over, also across a reload. */
  onEnded?: ((end: ChatEnd) => void) | undefined
  /** A fault nobody else is told of: the service's, a callback's, or one of a command that nobody awaits. */
  onError?: ((error: ChatCommandError | ChatServiceError | Error) => void) | undefined
}
