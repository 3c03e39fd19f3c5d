'use client'

import type { ChatLifecycle } from '../lifecycle/store.ts'
import { useChatStore } from './context.ts'
import { useStoreSelector } from './useStoreSelector.ts'

const everything = (chat: ChatLifecycle): ChatLifecycle => chat

/**
 * The state of the chat, and what one can do about it. Throws outside of `GenesysChatProvider`.
 *
 * @example
 * const { phase, closing, end } = useGenesysChatLifecycle()
 *
 * @see docs/real-widget.md, "How a chat ends", for what the states are drawn from
 */
export function useGenesysChatLifecycle(): ChatLifecycle
/**
 * A part of the state: renders only when the part changes. Throws outside of `GenesysChatProvider`.
 *
 * @param selector - picks the part
 * @param isEqual - compares parts; `Object.is` if not given
 * @example
 * const isClosed = useGenesysChatLifecycle((chat) => chat.phase === 'closed')
 *
 * @see docs/real-widget.md, "How a chat ends", for what the states are drawn from
 */
export function useGenesysChatLifecycle<Part>(
  selector: (chat: ChatLifecycle) => Part,
  isEqual?: (a: Part, b: Part) => boolean,
): Part
export function useGenesysChatLifecycle(
  selector: (chat: ChatLifecycle) => unknown = everything,
  isEqual: (a: unknown, b: unknown) => boolean = Object.is,
): unknown {
  const store = useChatStore('useGenesysChatLifecycle')
  return useStoreSelector(store, selector, isEqual, store.getInitialState)
}
