'use client'

import * as React from 'react'
import { type ChatMessage, transcriptOf } from '../lifecycle/transcript.ts'
import { useChatStore } from './context.ts'

const NONE: readonly ChatMessage[] = []
const noMessages = (): readonly ChatMessage[] => NONE

/**
 * The messages of the chat, for a UI of one's own: in their order, each once, as plain text.
 *
 * Messages are kept only while a component uses this. Older pages are added when they are fetched, with
 * `useGenesysCommand()('WebChatService.fetchHistory')`. Throws outside of `GenesysChatProvider`.
 *
 * @example
 * const messages = useGenesysChatMessages()
 * return messages.map(({ id, from, text }) => <p key={id}>{from.name}: {text}</p>)
 *
 * @see docs/real-widget.md, "messageReceived"
 */
export function useGenesysChatMessages(): readonly ChatMessage[] {
  const { subscribe, getMessages } = transcriptOf(useChatStore('useGenesysChatMessages'))
  return React.useSyncExternalStore(subscribe, getMessages, noMessages)
}
