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
        `<ChatEndGuard followUps="${followUps}">: this vendor's window sends what the customer types past the page, so it is not held. Only what your page sends is held. Use a chat UI of your own, or followUps="allow".`,
      )
    }
    if (!canInject && noticePlacement === 'widget') {
      tellOnce(
        `<ChatEndGuard noticePlacement="widget">: this vendor's window takes no notice, so none is shown. Use noticePlacement="auto" or "page".`,
      )
    }
  })
}
