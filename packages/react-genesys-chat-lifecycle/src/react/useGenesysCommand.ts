'use client'

import * as React from 'react'
import type { GenesysCommandData, GenesysCommandName } from '../bus/names.ts'
import { warnUnknown } from '../bus/warnUnknown.ts'
import { useChatStore } from './context.ts'

/** Sends a command of the bus. Settles always; rejects with {@link ChatCommandError}. */
export type RunGenesysCommand = <Name extends GenesysCommandName>(
  name: Name,
  ...data: undefined extends GenesysCommandData<Name>
    ? [data?: GenesysCommandData<Name>]
    : [data: GenesysCommandData<Name>]
) => Promise<unknown>

/**
 * A way to send any command of the bus, as a promise that settles. The function never changes, so that a component which
 * only acts never renders.
 *
 * It waits for the bus and for `App.ready`. It makes the bus load no plugin: a command of a plugin that is not on the page
 * rejects with `unavailable`. Throws outside of `GenesysChatProvider`.
 *
 * @example
 * const run = useGenesysCommand()
 * <button onClick={() => run('WebChat.minimize')}>Minimise</button>
 *
 * @see docs/real-widget.md, "Commands"
 */
export function useGenesysCommand(): RunGenesysCommand {
  const { client } = useChatStore('useGenesysCommand')
  return React.useCallback<RunGenesysCommand>(
    (name, ...[data]) => {
      if (client.connection) warnUnknown(client.connection, 'commands', name)
      return client.run(name, data)
    },
    [client],
  )
}
