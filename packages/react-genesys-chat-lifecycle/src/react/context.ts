'use client'

import * as React from 'react'
import type { ChatActions } from '../chat/actions.ts'
import type { Chat } from '../chat/chat.ts'

/**
 * A context that is created on first use. All of these files read React by its members: under the `react-server` condition it has no
 * `createContext` and no hooks, and the library must be importable there all the same.
 */
function lazyContext<Value>(): () => React.Context<Value | null> {
  let context: React.Context<Value | null> | undefined
  return () => {
    context ??= React.createContext<Value | null>(null)
    return context
  }
}

/** Holds the chat. Its state is read by subscribing. */
export const chatContext: () => React.Context<Chat | null> = lazyContext()

/** Holds the actions, which never change: components that only call actions never re-render. */
export const actionsContext: () => React.Context<ChatActions | null> = lazyContext()

function useInside<Value>(context: React.Context<Value | null>, user: string): Value {
  const value = React.useContext(context)
  if (!value) {
    throw new Error(
      `${user} must be used inside <GenesysChatProvider> or <GenesysMessengerProvider>. Wrap your app in one.`,
    )
  }
  return value
}

/** The provider's chat. Throws outside of a provider, naming both. */
export const useChat = (user: string): Chat => useInside(chatContext(), user)

/** The provider's actions. Throws outside of a provider, naming both. */
export const useChatActions = (user: string): ChatActions => useInside(actionsContext(), user)
