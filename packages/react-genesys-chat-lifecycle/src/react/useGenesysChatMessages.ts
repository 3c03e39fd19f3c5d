'use client'

import * as React from 'react'
import { type ChatMessage, transcriptOfChat } from '../chat/transcript.ts'
import { useChat } from './context.ts'

const NONE: readonly ChatMessage[] = []
const noMessages = (): readonly ChatMessage[] => NONE

/**
 * Returns the messages of the chat for a custom chat UI: in their order, each once, as plain text.
 *
 * Messages are kept only while a component uses this hook. Older pages are added when they are fetched. Throws outside of
 * `GenesysChatProvider`.
 *
 * @example
 * const messages = useGenesysChatMessages()
 * return messages.map(({ id, from, text }) => <p key={id}>{from.name}: {text}</p>)
 */
export function useGenesysChatMessages(): readonly ChatMessage[] {
  const { subscribe, getMessages } = transcriptOfChat(useChat('useGenesysChatMessages'))
  return React.useSyncExternalStore(subscribe, getMessages, noMessages)
}
