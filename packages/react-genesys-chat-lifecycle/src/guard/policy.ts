import type { ChatClosing } from '../lifecycle/state.ts'

/**
 * What to do when a segment is closed: say so, end the chat, or nothing.
 *
 * @example
 * const async: ClosePolicy = 'notify'
 */
export type ClosePolicy = 'notify' | 'close' | 'none'

/**
 * Where a notice is shown. `auto`: in the widget while it can take one, else in the page. `none`: by yourself, from what
 * the hook gives.
 *
 * What has buttons (a held text, a countdown) is shown in the widget's overlay with `auto` and `widget`, as long as the
 * window is open; else in the page, since nobody can answer what nobody sees.
 *
 * @example
 * const render: RenderPolicy = 'page'
 *
 * @see docs/real-widget.md, "injectMessage"
 */
export type RenderPolicy = 'auto' | 'widget' | 'page' | 'none'

/**
 * What becomes of a text that the customer sends into a closed segment. `allow`: it is sent. `confirm`: it is held, and
 * the customer is asked. `block`: it is not sent; the customer is told why and can copy it.
 *
 * @example
 * const followUps: FollowUpPolicy = 'confirm'
 */
export type FollowUpPolicy = 'allow' | 'confirm' | 'block'

/**
 * Where a notice is: nowhere yet, in the widget's transcript, or in the page.
 *
 * @example
 * const isMine = (place: NoticePlace) => place === 'page'
 *
 * @see docs/real-widget.md, "injectMessage"
 */
export type NoticePlace = 'pending' | 'widget' | 'page'

/** What the policy says about a closing. */
export function policyFor(
  closing: ChatClosing,
  {
    async = 'notify',
    regular = 'close',
  }: { async?: ClosePolicy | undefined; regular?: ClosePolicy | undefined },
): ClosePolicy {
  return closing.isAsync ? async : regular
}
