import type { ChatCommandError } from '../platform/commandError.ts'
import type { EndReason } from '../platform/port.ts'
import type { ChatServiceError } from '../platform/serviceError.ts'
import type { ChatMessage } from './chatMessage.ts'
import type { CloseSignal } from './signals/signal.ts'
import type { ClosedSegment } from './state.ts'

/**
 * What {@link ChatOptions.onEnded} receives.
 *
 * @example
 * <GenesysChatProvider onEnded={({ reason, isAsync }: ChatEnd) => track('chat over', { reason, isAsync })}>
 */
export interface ChatEnd {
  readonly reason: EndReason
  readonly sessionId: string | null
  readonly isAsync: boolean
}

/**
 * Options of a chat on any platform. All of them are optional and may change at any time.
 *
 * @example
 * const options: ChatOptions = { asyncMode: true, restorePolicy: 'end-closed' }
 */
export interface ChatOptions {
  /** Whether the chat is asynchronous. `'auto'`, the default, reads it from the platform and from the page's configuration. */
  asyncMode?: 'auto' | boolean | undefined
  /** What closes a segment: the System message `InteractionStateChange` by default. */
  closeSignals?: readonly CloseSignal[] | undefined
  /**
   * What to do with a chat that a page load restores: `'resume'` it (default), `'end-closed'` ends it if its segment is closed,
   * `'end'` ends it in any case. Closes the window too if the guard has `closeWindow`. If the widget was there before this
   * library, a chat counts as restored if it began, by the server's clock, before the page was loaded.
   */
  restorePolicy?: 'resume' | 'end-closed' | 'end' | undefined
  /** Called once for each segment that was closed, among tabs and across reloads. */
  onSegmentClosed?: ((segment: ClosedSegment) => void) | undefined
  /** Called once for each segment that was reopened, with the segment as it was closed. */
  onSegmentReopened?: ((segment: ClosedSegment) => void) | undefined
  /** Called once for each session that is over, among tabs and across reloads. */
  onEnded?: ((end: ChatEnd) => void) | undefined
  /**
   * Deletes the token that your page keeps for an asynchronous chat of Genesys Widgets, what your `deleteSessionData` does.
   * `reset()` calls it when the chat has ended, in every tab.
   *
   * @example forgetToken={() => sessionStorage.removeItem('chat')}
   */
  forgetToken?: (() => void | PromiseLike<void>) | undefined
  /**
   * Called once on this page for each message that is said while it listens, by whomever, the customer included. Never for history: not
   * for what a reload, a restore or an older page brings. With several tabs, the widget may deliver a message to one of them only.
   */
  onMessage?: ((message: ChatMessage) => void) | undefined
  /** Receives errors that no promise reports: the chat service's, a callback's, or one of a command that nobody awaits. */
  onError?: ((error: ChatCommandError | ChatServiceError | Error) => void) | undefined
}

/** Options of a chat, with those that every platform needs. */
export interface ChatCoreOptions extends ChatOptions {
  readonly commandTimeoutMs?: number | undefined
}
