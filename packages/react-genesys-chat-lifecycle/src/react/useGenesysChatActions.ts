'use client'

import type { ChatActions } from '../lifecycle/actions.ts'
import { useChatActions } from './context.ts'

/**
 * What one can do about the chat, without its state: `start`, `send`, `sendTyping`, `end`, `openWindow`, `closeWindow`,
 * `injectNotice`. The object and its functions stay the same, so that a component which only acts renders for nothing that
 * happens in the chat. Throws outside of `GenesysChatProvider`; the actions reject with `ChatCommandError`.
 *
 * @example
 * const { end } = useGenesysChatActions()
 * return <button onClick={() => end({ closeWindow: true })}>End chat</button>
 *
 * @see docs/real-widget.md, "How a chat ends", for why the end comes before the window's close
 */
export function useGenesysChatActions(): ChatActions {
  return useChatActions('useGenesysChatActions')
}
