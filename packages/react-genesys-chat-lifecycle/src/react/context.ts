'use client'

import * as React from 'react'
import type { ChatActions } from '../lifecycle/actions.ts'
import type { ChatLifecycleStore } from '../lifecycle/store.ts'

/**
 * A context that is made when it is first used. Like in all of these files, React is read by its members: under the
 * `react-server` condition it has no `createContext` and no hooks, and the library must be importable there all the same.
 */
function lazyContext<Value>(): () => React.Context<Value | null> {
  let context: React.Context<Value | null> | undefined
  return () => {
    context ??= React.createContext<Value | null>(null)
    return context
  }
}

/** Holds the store, from which the state is read by subscribing. */
export const stateContext: () => React.Context<ChatLifecycleStore | null> = lazyContext()

/** Holds what can be done, which never changes: whoever only acts never renders. */
export const actionsContext: () => React.Context<ChatActions | null> = lazyContext()

function useInside<Value>(context: React.Context<Value | null>, user: string): Value {
  const value = React.useContext(context)
  if (!value) {
    throw new Error(`${user} must be used inside <GenesysChatProvider>.`)
  }
  return value
}

/** The provider's store. Throws outside of a provider, naming both. */
export const useChatStore = (user: string): ChatLifecycleStore => useInside(stateContext(), user)

/** The provider's actions. Throws outside of a provider, naming both. */
export const useChatActions = (user: string): ChatActions => useInside(actionsContext(), user)
