'use client'

import * as React from 'react'
import type { ChatLifecycleStore } from '../lifecycle/store.ts'

let context: React.Context<ChatLifecycleStore | null> | undefined

/**
 * Holds the store, which never changes: whoever only acts never renders.
 *
 * Made when it is first used, and React is read by its members in all of these files: under the `react-server` condition
 * React has no `createContext` and no hooks, and the library must be importable there all the same.
 */
export function chatContext(): React.Context<ChatLifecycleStore | null> {
  context ??= React.createContext<ChatLifecycleStore | null>(null)
  return context
}

/** The provider's store. Throws outside of a provider, naming both. */
export function useChatStore(user: string): ChatLifecycleStore {
  const store = React.useContext(chatContext())
  if (!store) {
    throw new Error(`${user} must be used inside <GenesysChatProvider>.`)
  }
  return store
}
