import type { ClosedSegment } from '../chat/state.ts'
import type { GuardLabels } from '../locales/labels.ts'
import type { ChatCommandError } from '../platform/commandError.ts'
import type { NoticeBubble } from '../platform/port.ts'
import type { GuardLocale } from './labels.ts'
import type { ClosedSegmentPolicy, FollowUpPolicy, NoticePlacement } from './rule.ts'

/**
 * Options of a guard. All of them are optional and may change at any time, also while a segment is closed. Only what has happened
 * stays: a notice in the transcript keeps its words, and a running countdown its end.
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
   * The notice's text, or a function that returns it; `null` shows none. By default the vendor's sentence, in the locale's
   * language. The function is called once for a closed segment, and once more where the widget needs the agent's name in another
   * spelling to show it as it is. Keep it free of side effects. If it throws, the default is shown and `onError` is called.
   */
  notice?: string | ((segment: ClosedSegment) => string | null) | undefined
  /** Where the notice is shown: `'auto'` by default. */
  noticePlacement?: NoticePlacement | undefined
  /** How the notice looks in the widget. Without the time by default, as in the vendor's snippet. */
  bubble?: NoticeBubble | undefined
  /** Milliseconds between the closed segment and the end, 0 by default. Above 0 the customer sees a countdown and can stop it. */
  endDelayMs?: number | undefined
  /**
   * Runs before this closed segment ends the chat, for a survey, a rating or a summary; with `endDelayMs`, after the countdown. The
   * end waits until it settles. What it throws is reported to `onError`, and the chat is ended.
   *
   * `signal` is aborted when there is nothing to wait for any more: the segment was reopened, the customer called `keepOpen`, the policy
   * changed, the chat is over, the guard is unmounted, or the time is up. The chat is ended only in the last case.
   *
   * One tab runs it. If that tab is closed or reloaded before it settles, another one does, or the same one after the reload.
   *
   * @example beforeEnd={(segment, { signal }) => askForRating(segment.agentName, signal)}
   */
  beforeEnd?:
    | ((segment: ClosedSegment, context: { readonly signal: AbortSignal }) => void | PromiseLike<void>)
    | undefined
  /**
   * Milliseconds after which the chat is ended although `beforeEnd` has not settled, 300 000 by default. It counts from when the chat
   * was to be ended, also across reloads and tabs. `Infinity`: it has all the time.
   */
  beforeEndTimeoutMs?: number | undefined
  /** Whether to close the widget's window after the end. By default it stays open, its input disabled, to be read. */
  closeWindow?: boolean | undefined
  /** What happens to a text that the customer sends into a closed segment: `'allow'` by default. */
  followUps?: FollowUpPolicy | undefined
  /** Texts of your own, over those of the locale. */
  labels?: Partial<GuardLabels> | undefined
  /** The language of the default texts: one or several of `./locales`. Of several, the page's language chooses. English by default. */
  locale?: GuardLocale | undefined
  /** Called once for each closed segment, when its notice is first shown, also across a reload. */
  onNotice?: ((segment: ClosedSegment, text: string) => void) | undefined
  /**
   * Called once, when the chat was ended because of this closed segment.
   *
   * After an asynchronous chat was ended, the token that your page keeps still names its session, and the next opening of the
   * window would join it again. To let the customer start afresh, forget the token here. `segment.isAsync` says whether there is
   * one, `segment.sessionId` which session it names.
   *
   * @example onEnd={({ isAsync }) => isAsync && localStorage.removeItem('my-chat-token')}
   */
  onEnd?: ((segment: ClosedSegment) => void) | undefined
  /** Called for each text that was held because of this closed segment. */
  onFollowUpHeld?: ((segment: ClosedSegment, text: string) => void) | undefined
  /** Receives errors of the guard's own doing, once: an end or a held text that failed, or a `notice` that threw. */
  onError?: ((error: ChatCommandError | Error) => void) | undefined
}

/** The options, and whether somebody renders into the overlay's node. */
export interface GuardOptions extends ChatEndGuardOptions {
  readonly canUseOverlay?: boolean | undefined
}
