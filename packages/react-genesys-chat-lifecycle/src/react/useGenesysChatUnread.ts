'use client'

import * as React from 'react'
import { type Shown, unreadOfChat } from '../chat/unread.ts'
import { checkOptions, type OptionCheck } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import { read } from '../common/values.ts'
import { useChat } from './context.ts'

/**
 * Options of {@link useGenesysChatUnread}.
 *
 * @example
 * const options: UseGenesysChatUnreadOptions = { isVisible: isPanelOpen }
 */
export interface UseGenesysChatUnreadOptions {
  /**
   * Whether your page shows the chat. By default the chat is visible while the vendor's window is open, and not minimised or
   * hidden. Set it for a chat UI of your own. If several components set it, one `true` is enough. In a background tab the chat
   * is never visible.
   */
  readonly isVisible?: boolean | undefined
}

const CHECKS: Readonly<Record<string, OptionCheck>> = {
  isVisible: {
    is: (value) => typeof value === 'boolean',
    expected: 'a boolean',
    remedy: "The vendor's window decides.",
  },
}
const none = (): number => 0

/**
 * Returns how many messages the other side has written since the customer last looked at the chat. It is 0 while the chat is visible.
 *
 * It counts texts, links, files and cards of agents, supervisors and bots, but not system messages. A message that was read in
 * one tab is read in all tabs, also after a reload. Throws outside of a provider.
 *
 * @param options - `isVisible` for a chat UI of your own
 * @example
 * const unread = useGenesysChatUnread({ isVisible: isOpen })
 * return <button onClick={open}>Chat{unread > 0 && ` (${unread})`}</button>
 */
export function useGenesysChatUnread(options: UseGenesysChatUnreadOptions = {}): number {
  const unread = unreadOfChat(useChat('useGenesysChatUnread'))
  const isVisible = read(options, 'isVisible')
  const [said] = React.useState(createStatement)
  // Before the count begins, and while it is visible until it ends.
  React.useEffect(() => {
    inDevelopment(() => checkOptions('useGenesysChatUnread', { isVisible }, CHECKS))
    said.set(typeof isVisible === 'boolean' ? isVisible : undefined)
    unread.look()
  }, [unread, said, isVisible])
  const subscribe = React.useCallback(
    (notify: () => void) => unread.subscribe(notify, said.get),
    [unread, said],
  )
  return React.useSyncExternalStore(subscribe, unread.getCount, none)
}

/** What a component says about the chat's visibility. */
function createStatement(): { readonly get: Shown; readonly set: (isVisible: boolean | undefined) => void } {
  let said: boolean | undefined
  return {
    get: () => said,
    set(isVisible) {
      said = isVisible
    },
  }
}
