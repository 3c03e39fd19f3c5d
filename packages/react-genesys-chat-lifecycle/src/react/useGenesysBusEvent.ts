'use client'

import * as React from 'react'
import { describe, tellOnce } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import { isText } from '../common/values.ts'
import type {
  GenesysBusEnvelope,
  GenesysBusEvents,
  OwnName,
  Unknown,
} from '../platform/genesys-widgets/busEvents.ts'
import type { VendorName } from '../platform/genesys-widgets/busRegistry.ts'
import type { BusEnvelope } from '../platform/genesys-widgets/busTypes.ts'
import { warnUnknown } from '../platform/genesys-widgets/warnUnknown.ts'
import { useLatestFunction } from './useLatestFunction.ts'
import { useWidgetsClient } from './useWidgetsClient.ts'

/**
 * Listens to an event of the bus while the component is mounted. You don't need to memoize the handler. The latest one is always
 * called, without re-subscribing.
 *
 * Unknown names log a warning in development and suggest the closest match. Throws outside of `GenesysChatProvider`.
 *
 * @param name - the event, as `Plugin.event`
 * @param handler - receives the bus's envelope. Its data is untrusted
 * @example
 * useGenesysBusEvent('MyPlugin.rated', ({ data }) => track('chat rated', data.stars))
 */
export function useGenesysBusEvent<Name extends keyof GenesysBusEvents>(
  name: Name,
  handler: (envelope: GenesysBusEnvelope<Name>) => void,
): void
/** An event of your own plugin, or one whose name is not known when you write it. Declare it in `GenesysBusEvents` to have its type. */
export function useGenesysBusEvent<Name extends string>(
  name: OwnName<Name, GenesysBusEvents>,
  handler: (envelope: BusEnvelope) => void,
): void
/** @deprecated This plugin of Genesys Widgets 9 has no such event, and an event that does not exist never fires. */
export function useGenesysBusEvent<Name extends VendorName>(
  name: Unknown<Name, GenesysBusEvents>,
  handler: (envelope: BusEnvelope) => void,
): void
export function useGenesysBusEvent(name: string, handler: (envelope: BusEnvelope) => void): void {
  const client = useWidgetsClient('useGenesysBusEvent')
  const latest = useLatestFunction(handler, 'useGenesysBusEvent', name)
  React.useEffect(() => {
    if (!isText(name)) {
      inDevelopment(() =>
        tellOnce(
          `useGenesysBusEvent(): expected the name of an event, got ${describe(name)}. Use useGenesysBusEvent('Plugin.event', handler).`,
        ),
      )
      return
    }
    const off = client.on(name, (envelope: BusEnvelope) => latest.current?.(envelope))
    const offWarning = client.whenConnected((bus) => warnUnknown(bus, 'events', name))
    return () => {
      off()
      offWarning()
    }
  }, [client, latest, name])
}
