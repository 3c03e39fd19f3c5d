import type { NoticeBubble } from '../lifecycle/actions.ts'
import type { ChatClosing } from '../lifecycle/state.ts'
import type { ClosePolicy, RenderPolicy } from './policy.ts'

/** What a guard can be told. All of it is optional and may change at any time. */
export interface ChatEndGuardOptions {
  /** What to do when a segment of an asynchronous chat is closed: `'notify'` by default. */
  async?: ClosePolicy | undefined
  /** What to do when a regular chat is closed: `'close'` by default. */
  regular?: ClosePolicy | undefined
  /** The notice's text, or a function that makes it; `null` shows none. By default the vendor's sentence. */
  notice?: string | ((closing: ChatClosing) => string | null) | undefined
  /** Where the notice is shown: `'auto'` by default. */
  render?: RenderPolicy | undefined
  /** How the notice looks in the widget; without the time, as in the vendor's snippet, if not given. */
  bubble?: NoticeBubble | undefined
  /** Milliseconds between the closing and the end, 0 by default. Above 0 the customer sees a countdown and can stop it. */
  closeDelayMs?: number | undefined
  /** Whether to close the widget's window after the end. By default it stays, its input disabled, to be read. */
  closeWindow?: boolean | undefined
  /** Once for each closing, when its notice is first shown. */
  onNotice?: ((closing: ChatClosing, text: string) => void) | undefined
  /** Once, when a chat was ended because of this closing. */
  onClose?: ((closing: ChatClosing) => void) | undefined
  /** A fault of the guard's own doing, such as an end that was refused. */
  onError?: ((error: Error) => void) | undefined
}

/** What the vendor's snippet says. */
export const DEFAULT_NOTICE =
  'Thank you for your query. Please do not respond to this automated message if you do not have additional questions.'
