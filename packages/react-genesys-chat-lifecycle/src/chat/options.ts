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
   * What to do with a chat that a page load restores. `'resume'`, the default, continues it. `'end-closed'` ends it if its
   * segment is closed, `'end'` ends it in any case. The window is closed too if the guard has `closeWindow`. If the widget
   * started before this library, a chat counts as restored if it began before the page was loaded, by the server's clock.
   */
  restorePolicy?: 'resume' | 'end-closed' | 'end' | undefined
  /** Called once for each closed segment, among all tabs and across reloads. */
  onSegmentClosed?: ((segment: ClosedSegment) => void) | undefined
  /** Called once for each reopened segment. Receives the segment as it was closed. */
  onSegmentReopened?: ((segment: ClosedSegment) => void) | undefined
  /** Called once for each session that has ended, among all tabs and across reloads. */
  onEnded?: ((end: ChatEnd) => void) | undefined
  /**
   * Deletes the token that your page keeps for an asynchronous chat of Genesys Widgets, as your `deleteSessionData` does.
   * `reset()` calls it in every tab, after the chat has ended.
   *
   * @example forgetToken={() => sessionStorage.removeItem('chat')}
   */
  forgetToken?: (() => void | PromiseLike<void>) | undefined
  /**
   * Called once on this page for each new message, whoever wrote it, the customer included. It is not called for history: a
   * reload, a restore or an older page. With several tabs, the widget may deliver a message to only one of them.
   */
  onMessage?: ((message: ChatMessage) => void) | undefined
  /** Receives errors that no promise reports: of the chat service, of a callback, or of a command that nobody awaits. */
  onError?: ((error: ChatCommandError | ChatServiceError | Error) => void) | undefined
}

/** Options of a chat, with those that every platform needs. */
export interface ChatCoreOptions extends ChatOptions {
  readonly commandTimeoutMs?: number | undefined
}
