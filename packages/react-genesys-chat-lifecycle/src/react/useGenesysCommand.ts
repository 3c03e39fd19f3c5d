'use client'

import * as React from 'react'
import type { GenesysCommandData, GenesysCommandResult, GenesysCommands } from '../bus/commandNames.ts'
import type { Unknown } from '../bus/names.ts'
import { warnUnknown } from '../bus/warnUnknown.ts'
import { useChatStore } from './context.ts'

/**
 * Sends a command of the bus. Settles always; rejects with {@link ChatCommandError}.
 *
 * @example
 * const greet = (run: RunGenesysCommand) => run('WebChat.injectMessage', { type: 'text', text: 'Welcome back.' })
 *
 * @see docs/real-widget.md, "Commands"
 */
export interface RunGenesysCommand {
  <Name extends keyof GenesysCommands>(
    name: Name,
    ...data: undefined extends GenesysCommandData<Name>
      ? [data?: GenesysCommandData<Name>]
      : [data: GenesysCommandData<Name>]
  ): Promise<GenesysCommandResult<Name>>
  /**
   * @deprecated No such command of Genesys Widgets 9 is known, and one that does not exist never settles on the bus. Declare
   * it in `GenesysCommands` if it is your own plugin's.
   */
  <Name extends string>(name: Unknown<Name, GenesysCommands>, data?: unknown): Promise<unknown>
}

/**
 * A way to send any command of the bus, as a promise that settles. The function never changes, so that a component which
 * only acts never renders.
 *
 * It waits for the bus, for `App.ready`, and for a plugin whose file may be on its way: until two seconds after `App.ready`, or
 * as long as the command may take where the page's configuration preloads the plugin. It makes the bus load no plugin: a command
 * of one that is not on the page rejects with `unavailable`. Throws outside of `GenesysChatProvider`.
 *
 * @example
 * const run = useGenesysCommand()
 * <button onClick={() => run('WebChat.minimize')}>Minimise</button>
 *
 * @see docs/real-widget.md, "Three doors" and "Commands"
 */
export function useGenesysCommand(): RunGenesysCommand {
  const { client } = useChatStore('useGenesysCommand')
  return React.useCallback(
    (name: string, data?: unknown) => {
      if (client.connection) warnUnknown(client.connection, 'commands', name)
      return client.run(name, data)
    },
    [client],
  ) as RunGenesysCommand
}
