'use client'

import type { ChatActions } from '../chat/actions.ts'
import { useChatActions } from './context.ts'

/**
 * Returns the chat's actions without its state: `start`, `send`, `sendFile`, `end`, `reset`, `openWindow`, and the others.
 * The object and its functions never change, so components that only call actions never re-render. Throws outside of
 * `GenesysChatProvider`. The actions reject with `ChatCommandError`.
 *
 * @example
 * const { end } = useGenesysChatActions()
 * return <button onClick={() => end({ closeWindow: true })}>End chat</button>
 */
export function useGenesysChatActions(): ChatActions {
  return useChatActions('useGenesysChatActions')
}
