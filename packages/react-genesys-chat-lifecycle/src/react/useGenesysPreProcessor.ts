'use client'

import * as React from 'react'
import { describe, tellOnce } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import { isFunction } from '../common/values.ts'
import type { RawChatMessage } from '../platform/genesys-widgets/busEvents.ts'
import { addPreProcessor } from '../platform/genesys-widgets/preProcessors.ts'
import { useChat } from './context.ts'
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
  const latest = React.useRef(preProcessor)
  React.useEffect(() => {
    latest.current = preProcessor
    if (isFunction(preProcessor)) return
    inDevelopment(() =>
      tellOnce(
        `useGenesysPreProcessor(): expected a function, got ${describe(preProcessor)}. It is never called.`,
      ),
    )
  })
  React.useEffect(
    () =>
      addPreProcessor(
        client,
        (message) => (isFunction(latest.current) ? latest.current(message) : undefined),
        (error) => announcer.reportError(error),
      ),
    [client, announcer],
  )
}
