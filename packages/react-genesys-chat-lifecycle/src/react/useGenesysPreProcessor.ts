'use client'

import * as React from 'react'
import type { RawChatMessage } from '../platform/genesys-widgets/busEvents.ts'
import { addPreProcessor } from '../platform/genesys-widgets/preProcessors.ts'
import { useChat } from './context.ts'
import { useLatestFunction } from './useLatestFunction.ts'
import { useWidgetsClient } from './useWidgetsClient.ts'

/**
 * Changes messages before the widget's window shows them, while the component is mounted: the vendor's `registerPreProcessor`, which by
 * itself can never be removed.
 *
 * It changes what the window shows, and `messages` of the bus event `messageReceived`. It does not change what the server sent: signals, the
 * state, `onMessage` and `useGenesysChatMessages` go by that. The window shows a message once, so mounting it later changes nothing that is
 * there. You don't need to memoize the function. Throws outside of `GenesysChatProvider`. What the function throws goes to `onError`, and
 * the message is shown as it was.
 *
 * @param preProcessor - returns what is to be different, such as `{ text }`, or nothing. It runs at once, so it cannot be asynchronous. The
 * message is the widget's own copy: do not change what is inside its members
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
