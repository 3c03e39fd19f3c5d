import type { ChatClosing } from '../lifecycle/state.ts'

/** What to do when a segment is closed: say so, end the chat, or nothing. */
export type ClosePolicy = 'notify' | 'close' | 'none'

/**
 * Where a notice is shown. `auto`: in the widget while it can take one, else in the page. `none`: by yourself, from what
 * the hook gives.
 */
export type RenderPolicy = 'auto' | 'widget' | 'page' | 'none'

/** Where a notice is: nowhere yet, in the widget's transcript, or in the page. */
export type NoticePlace = 'pending' | 'widget' | 'page'

/** The options that decide, with their defaults filled in. */
export interface GuardPolicy {
  readonly async: ClosePolicy
  readonly regular: ClosePolicy
  readonly render: RenderPolicy
  readonly closeDelayMs: number
}

/** What the policy says about a closing. */
export function policyFor(closing: ChatClosing, policy: GuardPolicy): ClosePolicy {
  return closing.isAsync ? policy.async : policy.regular
}
