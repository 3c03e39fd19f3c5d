import type { ChatCommandError } from '../bus/errors.ts'
import type { NoticeBubble } from '../lifecycle/actions.ts'
import type { ChatClosing } from '../lifecycle/state.ts'
import type { GuardLabels } from '../locales/labels.ts'
import type { GuardLocale } from './labels.ts'
import type { ClosePolicy, FollowUpPolicy, RenderPolicy } from './policy.ts'

/**
 * What a guard can be told. All of it is optional and may change at any time, also while a segment is closed. Only what has
 * happened stays: a notice in the transcript keeps its words, and a countdown that runs its end.
 *
 * @example
 * const options: ChatEndGuardOptions = { async: 'notify', regular: 'close', closeDelayMs: 30_000 }
 *
 * @see docs/real-widget.md, "How a chat ends"
 */
export interface ChatEndGuardOptions {
  /** What to do when a segment of an asynchronous chat is closed: `'notify'` by default. */
  async?: ClosePolicy | undefined
  /** What to do when a regular chat is closed: `'close'` by default. */
  regular?: ClosePolicy | undefined
  /**
   * The notice's text, or a function that makes it; `null` shows none. By default the vendor's sentence, in the locale's
   * language. The function is asked once for a closing, and once more where the widget needs the agent's name in another
   * spelling to show it as it is: keep it free of side effects. Should it throw, the default is shown and `onError` told.
   */
  notice?: string | ((closing: ChatClosing) => string | null) | undefined
  /** Where the notice is shown: `'auto'` by default. */
  render?: RenderPolicy | undefined
  /** How the notice looks in the widget; without the time, as in the vendor's snippet, if not given. */
  bubble?: NoticeBubble | undefined
  /** Milliseconds between the closing and the end, 0 by default. Above 0 the customer sees a countdown and can stop it. */
  closeDelayMs?: number | undefined
  /** Whether to close the widget's window after the end. By default it stays, its input disabled, to be read. */
  closeWindow?: boolean | undefined
  /** What becomes of a text that the customer sends into a closed segment: `'allow'` by default. */
  followUps?: FollowUpPolicy | undefined
  /** Words of your own, over those of the locale. */
  labels?: Partial<GuardLabels> | undefined
  /** The language of the default words: one or several of `./locales`; of several, the page's. English by default. */
  locale?: GuardLocale | undefined
  /** Once for each closing, when its notice is first shown; also across a reload. */
  onNotice?: ((closing: ChatClosing, text: string) => void) | undefined
  /**
   * Once, when a chat was ended because of this closing.
   *
   * After an asynchronous chat was ended the token that your page keeps still names its session, and the next
   * `WebChat.open` would join it again. To let the customer start afresh, forget the token here: `closing.isAsync` says
   * whether there is one, `closing.sessionId` which session it names.
   *
   * @example onClose={({ isAsync }) => isAsync && localStorage.removeItem('my-chat-token')}
   */
  onClose?: ((closing: ChatClosing) => void) | undefined
  /** For each text that was held because of this closing. */
  onFollowUpHeld?: ((closing: ChatClosing, text: string) => void) | undefined
  /** A fault of the guard's own doing, told once: an end or a held text that failed, or a `notice` that threw. */
  onError?: ((error: ChatCommandError | Error) => void) | undefined
}
