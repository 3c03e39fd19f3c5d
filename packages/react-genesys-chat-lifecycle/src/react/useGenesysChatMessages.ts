'use client'

import * as React from 'react'
import type { ChatMessage } from '../chat/chatMessage.ts'
import {
  emptyTranscript,
  isSameTranscript,
  type TranscriptActions,
  type TranscriptState,
  transcriptOfChat,
} from '../chat/transcript.ts'
import { checkOptions, type OptionCheck } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import { isFunction, read } from '../common/values.ts'
import { useChat } from './context.ts'
import { useStoreSelector } from './useStoreSelector.ts'

/**
 * Options of {@link useGenesysChatMessages}.
 *
 * @example
 * const options: UseGenesysChatMessagesOptions = { filter: ({ text }) => text !== 'GenesysTerminateChat' }
 */
export interface UseGenesysChatMessagesOptions {
  /**
   * Returns `false` for a message that is not shown, such as a marker text of a workflow. It hides the message from this component only. Signals, `onMessage` and unread counts still get it. You don't need to memoize it.
   */
  readonly filter?: ((message: ChatMessage) => boolean) | undefined
}

/**
 * What {@link useGenesysChatMessages} returns.
 *
 * @example
 * const Count = ({ messages }: GenesysChatMessages) => <p>{messages.length} messages</p>
 */
export interface GenesysChatMessages extends TranscriptState, TranscriptActions {}

const CHECKS: Readonly<Record<string, OptionCheck>> = {
  filter: { is: isFunction, expected: 'a function', remedy: 'Every message is shown.' },
}

/**
 * Returns the messages of the chat for a custom chat UI: in order, each once, as plain text. A message that the customer sends through this library appears at once, with its `delivery`.
 *
 * Messages are kept only while a component uses this hook. Throws outside of `GenesysChatProvider`.
 *
 * @param options - `filter` for messages that are not to be shown
 * @example
 * const { messages } = useGenesysChatMessages()
 * return messages.map(({ id, from, text }) => <p key={id}>{from.name || 'You'}: {text}</p>)
 * @example
 * const { messages, hasOlder, loadOlder } = useGenesysChatMessages({ filter: ({ text }) => text !== 'GenesysTerminateChat' })
 * return hasOlder && <button onClick={() => loadOlder()}>Earlier messages</button>
 */
export function useGenesysChatMessages(options: UseGenesysChatMessagesOptions = {}): GenesysChatMessages {
  const transcript = transcriptOfChat(useChat('useGenesysChatMessages'))
  const filter = read(options, 'filter')
  React.useEffect(() => {
    inDevelopment(() => checkOptions('useGenesysChatMessages', { filter }, CHECKS))
  })
  const state = useStoreSelector(
    transcript,
    (all: TranscriptState) =>
      isFunction(filter)
        ? { ...all, messages: all.messages.filter((message) => filter(message as never)) }
        : all,
    isSameTranscript,
    () => emptyTranscript,
  )
  const { loadOlder, retry, discard } = transcript
  return React.useMemo(() => ({ ...state, loadOlder, retry, discard }), [state, loadOlder, retry, discard])
}
