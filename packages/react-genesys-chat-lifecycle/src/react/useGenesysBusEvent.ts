'use client'

import * as React from 'react'
import type { GenesysBusEnvelope, GenesysBusEvents, Unknown } from '../bus/names.ts'
import type { BusEnvelope } from '../bus/types.ts'
import { warnUnknown } from '../bus/warnUnknown.ts'
import { useChatStore } from './context.ts'

/**
 * Listens to an event of the bus while the component is there. The newest handler is called; a new one subscribes nothing.
 *
 * In development a name that no plugin has is warned of, with the one that was probably meant. Throws outside of
 * `GenesysChatProvider`.
 *
 * @param name - the event, such as `WebChat.minimized`
 * @param handler - receives the bus's envelope; what it carries is not to be trusted
 * @example
 * useGenesysBusEvent('WebChat.minimized', () => track('chat minimised'))
 *
 * @see docs/real-widget.md, "WebChatService" and "WebChat", for the events that exist
 */
export function useGenesysBusEvent<Name extends keyof GenesysBusEvents>(
  name: Name,
  handler: (envelope: GenesysBusEnvelope<Name>) => void,
): void
/**
 * @deprecated No such event of Genesys Widgets 9 is known, and one that does not exist never fires. Declare it in
 * `GenesysBusEvents` if it is your own plugin's.
 */
export function useGenesysBusEvent<Name extends string>(
  name: Unknown<Name, GenesysBusEvents>,
  handler: (envelope: BusEnvelope) => void,
): void
export function useGenesysBusEvent(name: string, handler: (envelope: BusEnvelope) => void): void {
  const { client } = useChatStore('useGenesysBusEvent')
  const newest = React.useRef(handler)
  React.useEffect(() => {
    newest.current = handler
  })
  React.useEffect(() => {
    const off = client.on(name, (envelope: BusEnvelope) => newest.current(envelope))
    const offWarning = client.whenConnected((bus) => warnUnknown(bus, 'events', name))
    return () => {
      off()
      offWarning()
    }
  }, [client, name])
}
