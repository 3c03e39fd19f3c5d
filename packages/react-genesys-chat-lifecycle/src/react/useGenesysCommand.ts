'use client'

import * as React from 'react'
import { describe } from '../common/checks.ts'
import { ChatCommandError } from '../platform/commandError.ts'
import type {
  GenesysCommandData,
  GenesysCommandResult,
  GenesysCommands,
} from '../platform/genesys-widgets/busCommands.ts'
import type { OwnName, Unknown } from '../platform/genesys-widgets/busEvents.ts'
import type { VendorName } from '../platform/genesys-widgets/busRegistry.ts'
import { warnUnknown } from '../platform/genesys-widgets/warnUnknown.ts'
import { useWidgetsClient } from './useWidgetsClient.ts'

/**
 * Sends a command of the bus. Always settles, and rejects with {@link ChatCommandError}.
 *
 * @example
 * const rate = (run: RunGenesysCommand) => run('MyPlugin.rate', { stars: 5 })
 */
export interface RunGenesysCommand {
  <Name extends keyof GenesysCommands>(
    name: Name,
    ...data: undefined extends GenesysCommandData<Name>
      ? [data?: GenesysCommandData<Name>]
      : [data: GenesysCommandData<Name>]
  ): Promise<GenesysCommandResult<Name>>
  /** A command of your own plugin, or one whose name is not known when you write it. Declare it in `GenesysCommands` to have its types. */
  <Name extends string>(name: OwnName<Name, GenesysCommands>, data?: unknown): Promise<unknown>
  /** @deprecated This plugin of Genesys Widgets 9 has no such command, and a command that does not exist never settles on the bus. */
  <Name extends VendorName>(name: Unknown<Name, GenesysCommands>, data?: unknown): Promise<unknown>
}

/**
 * Returns a function that sends any command of the bus, as a promise that settles. The function never changes.
 *
 * The function waits for the bus, and for the command's plugin to load: two seconds after the widget has started, or
 * `commandTimeoutMs` if the page's configuration preloads the plugin. It never makes the bus load a plugin. If the plugin is
 * not on the page, it rejects with `unavailable`. Throws outside of `GenesysChatProvider`.
 *
 * @example
 * const run = useGenesysCommand()
 * <button onClick={() => run('MyPlugin.rate', { stars: 5 })}>Five stars</button>
 */
export function useGenesysCommand(): RunGenesysCommand {
  const client = useWidgetsClient('useGenesysCommand')
  return React.useCallback(
    (name: string, data?: unknown) => {
      if (typeof name !== 'string') {
        const reason = `expected the name of a command as 'Plugin.command', got ${describe(name)}`
        return Promise.reject(new ChatCommandError('useGenesysCommand', 'rejected', reason))
      }
      if (client.connection) warnUnknown(client.connection, 'commands', name)
      return client.run(name, data)
    },
    [client],
  ) as RunGenesysCommand
}
