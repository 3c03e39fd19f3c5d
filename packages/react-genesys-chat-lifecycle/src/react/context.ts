'use client'

import { type Context, createContext, useContext } from 'react'
import type { ChatLifecycleStore } from '../lifecycle/store.ts'

/** Holds the store, which never changes: whoever only acts never renders. */
export const ChatContext: Context<ChatLifecycleStore | null> = createContext<ChatLifecycleStore | null>(null)

/** The provider's store. Throws outside of a provider, naming both. */
export function useChatStore(user: string): ChatLifecycleStore {
  const store = useContext(ChatContext)
  if (!store) {
    throw new Error(
      `${user} must be used inside <GenesysChatProvider>. Put the provider around the part of your app that uses it.`,
    )
  }
  return store
}
