'use client'

import * as React from 'react'
import type { RawChatMessage } from '../platform/genesys-widgets/busEvents.ts'
import { addPreProcessor } from '../platform/genesys-widgets/preProcessors.ts'
import { useChat } from './context.ts'
import { useLatestFunction } from './useLatestFunction.ts'
import { useWidgetsClient } from './useWidgetsClient.ts'

/**
 * Changes messages before the widget's window shows them, while the component is mounted. It wraps the vendor's
 * `registerPreProcessor`, whose functions cannot be removed.
 *
 * It changes what the window shows, and `messages` of the bus event `messageReceived`. Signals, the state, `onMessage` and
 * `useGenesysChatMessages` still get what the server sent. Messages that the window already shows do not change. If the
 * function throws, `onError` is called and the message is shown unchanged. You don't need to memoize the function. Throws
 * outside of `GenesysChatProvider`.
 *
 * @param preProcessor - returns the fields to change, such as `{ text }`, or nothing. It is synchronous. The message is the
 * widget's own object: do not change its nested values
 * @example
 * useGenesysPreProcessor(({ text }) => (text ? { text: text.replaceAll(':-)', '🙂') } : undefined))
 */
export function useGenesysPreProcessor(
  preProcessor: (message: RawChatMessage) => Partial<RawChatMessage> | undefined,
): void {
  const client = useWidgetsClient('useGenesysPreProcessor')
  const { announcer } = useChat('useGenesysPreProcessor')
  const latest = useLatestFunction(preProcessor, 'useGenesysPreProcessor')
  React.useEffect(
    () =>
      addPreProcessor(
        client,
        (message) => latest.current?.(message),
        (error) => announcer.reportError(error),
      ),
    [client, announcer, latest],
  )
}
