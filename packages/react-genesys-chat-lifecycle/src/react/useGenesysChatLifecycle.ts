'use client'

import type { ChatLifecycle } from '../chat/chat.ts'
import { describe, tellOnce } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import { isFunction } from '../common/values.ts'
import { useChat } from './context.ts'
import { useStoreSelector } from './useStoreSelector.ts'

const everything = (chat: ChatLifecycle): ChatLifecycle => chat

/**
 * Returns the state of the chat and its actions. Throws outside of `GenesysChatProvider`.
 *
 * @example
 * const { phase, closedSegment, end } = useGenesysChatLifecycle()
 */
export function useGenesysChatLifecycle(): ChatLifecycle
/**
 * Returns a part of the state, and re-renders only when that part changes. Throws outside of `GenesysChatProvider`.
 *
 * @param selector - picks the part
 * @param isEqual - compares two parts; `Object.is` by default
 * @example
 * const isClosed = useGenesysChatLifecycle((chat) => chat.phase === 'closed')
 */
export function useGenesysChatLifecycle<Part>(
  selector: (chat: ChatLifecycle) => Part,
  isEqual?: (a: Part, b: Part) => boolean,
): Part
export function useGenesysChatLifecycle(
  selector: (chat: ChatLifecycle) => unknown = everything,
  isEqual: (a: unknown, b: unknown) => boolean = Object.is,
): unknown {
  const chat = useChat('useGenesysChatLifecycle')
  const isSelector = isFunction(selector)
  if (!isSelector) {
    inDevelopment(() =>
      tellOnce(
        `useGenesysChatLifecycle(): expected a selector, got ${describe(selector)}. Use useGenesysChatLifecycle(({ phase }) => phase).`,
      ),
    )
  }
  return useStoreSelector(
    chat,
    isSelector ? selector : everything,
    isFunction(isEqual) ? isEqual : Object.is,
    chat.getInitialState,
  )
}
