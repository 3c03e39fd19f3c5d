import type { ClosedSegment } from '../chat/state.ts'
import type { GuardLabels } from '../locales/labels.ts'
import type { ChatCommandError } from '../platform/commandError.ts'
import type { NoticeBubble } from '../platform/port.ts'
import type { GuardLocale } from './labels.ts'
import type { ClosedSegmentPolicy, FollowUpPolicy, NoticePlacement } from './rule.ts'

/**
 * Options of a guard. All of them are optional, and may change at any time, also while a segment is closed. A notice that is in
 * the transcript keeps its words, and a running countdown keeps its end.
 *
 * @example
 * const options: ChatEndGuardOptions = { asyncPolicy: 'notify', regularPolicy: 'end', endDelayMs: 30_000 }
 */
export interface ChatEndGuardOptions {
  /** What to do when a segment of an asynchronous chat is closed: `'notify'` by default. */
  asyncPolicy?: ClosedSegmentPolicy | undefined
  /** What to do when the segment of a regular chat is closed: `'end'` by default. */
  regularPolicy?: ClosedSegmentPolicy | undefined
  /**
   * The notice's text, or a function that returns it. `null` shows none. By default the vendor's sentence, in the locale's
   * language. The function is called once for a closed segment, and a second time if the agent's name must be escaped for the
   * widget. Keep it free of side effects. If it throws, the default is shown and `onError` is called.
   */
  notice?: string | ((segment: ClosedSegment) => string | null) | undefined
  /** Where the notice is shown: `'auto'` by default. */
  noticePlacement?: NoticePlacement | undefined
  /** How the notice looks in the widget. By default without the time, as in the vendor's snippet. */
  bubble?: NoticeBubble | undefined
  /** Milliseconds between the closed segment and the end, 0 by default. Above 0 the customer sees a countdown and can stop it. */
  endDelayMs?: number | undefined
  /**
   * Runs before a closed segment ends the chat, for a survey, a rating or a summary. With `endDelayMs` it runs after the
   * countdown. The end waits until it settles. If it throws, `onError` is called and the chat ends.
   *
   * `signal` is aborted when nothing waits for the promise any more: the segment was reopened, the customer called `keepOpen`,
   * the policy changed, the chat is over, the guard was unmounted, or `beforeEndTimeoutMs` is over. Only after the timeout does
   * the chat end.
   *
   * One tab runs it. If that tab is closed or reloaded before it settles, another tab runs it again, or the same tab after the reload.
   *
   * @example beforeEnd={(segment, { signal }) => askForRating(segment.agentName, signal)}
   */
  beforeEnd?:
    | ((segment: ClosedSegment, context: { readonly signal: AbortSignal }) => void | PromiseLike<void>)
    | undefined
  /**
   * Milliseconds after which the chat ends although `beforeEnd` has not settled, 300 000 by default. Reloads and other tabs do
   * not start the time again. `Infinity`: no limit.
   */
  beforeEndTimeoutMs?: number | undefined
  /**
   * Whether to close the widget's window after the end. By default it stays open, so that the customer can read it. Its input
   * is disabled.
   */
  closeWindow?: boolean | undefined
  /** What happens to a text that the customer sends into a closed segment: `'allow'` by default. */
  followUps?: FollowUpPolicy | undefined
  /** Your own texts. They override those of the locale. */
  labels?: Partial<GuardLabels> | undefined
  /** The language of the default texts: one or several of `./locales`. Of several, the page's language decides. English by default. */
  locale?: GuardLocale | undefined
  /** Called once for each closed segment, when its notice is first shown. A reload does not call it again. */
  onNotice?: ((segment: ClosedSegment, text: string) => void) | undefined
  /**
   * Called once, when the chat has ended because of this closed segment.
   *
   * After an asynchronous chat has ended, the token that your page keeps still names its session, so the next opening of the
   * window joins it again. Delete the token here to let the customer start afresh. `segment.isAsync` says whether there is a
   * token, `segment.sessionId` which session it names.
   *
   * @example onEnd={({ isAsync }) => isAsync && localStorage.removeItem('my-chat-token')}
   */
  onEnd?: ((segment: ClosedSegment) => void) | undefined
  /** Called for each text that was held because of this closed segment. */
  onFollowUpHeld?: ((segment: ClosedSegment, text: string) => void) | undefined
  /** Receives errors of the guard's own work, each once: an end or a held text that failed, or a `notice` that threw. */
  onError?: ((error: ChatCommandError | Error) => void) | undefined
}

/** The options, and whether somebody renders into the overlay's node. */
export interface GuardOptions extends ChatEndGuardOptions {
  readonly canUseOverlay?: boolean | undefined
}
