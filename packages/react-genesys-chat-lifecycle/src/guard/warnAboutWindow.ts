import { tellOnce } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import type { WindowFeatures, WindowState } from '../platform/port.ts'
import type { ChatEndGuardOptions } from './options.ts'

/** Tells developers of options that the vendor's window of this page cannot follow. */
export function warnAboutWindow(
  { canHold, canInject }: WindowFeatures,
  window: WindowState,
  { followUps = 'allow', noticePlacement }: ChatEndGuardOptions,
): void {
  inDevelopment(() => {
    if (window === 'absent') return
    if (!canHold && followUps !== 'allow') {
      tellOnce(
        `<ChatEndGuard followUps="${followUps}">: what the customer types into this vendor's window cannot be held. Only what your page sends is held. Use a chat UI of your own, or followUps="allow".`,
      )
    }
    if (!canInject && noticePlacement === 'widget') {
      tellOnce(
        `<ChatEndGuard noticePlacement="widget">: this vendor's window cannot show a notice, so none is shown. Use noticePlacement="auto" or "page".`,
      )
    }
  })
}
