'use client'

import * as React from 'react'
import { isFunction, isObject } from '../common/values.ts'
import type { GenesysCommandData, GenesysCommandName } from '../platform/genesys-widgets/busCommands.ts'
import { warnUnknown } from '../platform/genesys-widgets/warnUnknown.ts'
import { useChat } from './context.ts'
import { useLatestFunction } from './useLatestFunction.ts'
import { useWidgetsClient } from './useWidgetsClient.ts'

/**
 * What {@link useGenesysBeforeCommand} takes for a command.
 *
 * @example
 * const fiveStars: BeforeGenesysCommand<'MyPlugin.rate'> = () => ({ stars: 5 })
 */
export type BeforeGenesysCommand<Name extends string> = (
  data: GenesysCommandData<Name>,
) => GenesysCommandData<Name> | false | undefined

/**
 * Sees a command before it runs, while the component is mounted: the vendor's `before`, which by itself can never be removed.
 *
 * It sees the commands of the page, of the vendor's window and of this library. Return other data to change the command, `false` to cancel
 * it, or nothing to let it pass. Whoever sent a cancelled command gets a rejection: `ChatCommandError` with the kind `cancelled` from this
 * library. What a guard holds comes before or after, in the order of mounting. A held text that is sent later passes all hooks again.
 *
 * You don't need to memoize the hook. Throws outside of `GenesysChatProvider`. What the hook throws goes to `onError`, and the command
 * passes, as it does for a promise: a hook decides at once.
 *
 * @param name - the command, as `Plugin.command`
 * @param hook - receives the command's data, which is untrusted where others send the command
 * @example
 * useGenesysBeforeCommand('MyPlugin.rate', () => (isAllowed ? undefined : false))
 */
export function useGenesysBeforeCommand<Name extends GenesysCommandName>(
  name: Name,
  hook: BeforeGenesysCommand<Name>,
): void {
  const client = useWidgetsClient('useGenesysBeforeCommand')
  const { announcer } = useChat('useGenesysBeforeCommand')
  const latest = useLatestFunction<unknown>(hook, 'useGenesysBeforeCommand', name)
  React.useEffect(() => {
    const off = client.intercept(name, (data) =>
      decide(latest.current, data, (error) => announcer.reportError(error)),
    )
    const offWarning = client.whenConnected((bus) => warnUnknown(bus, 'commands', name))
    return () => {
      off()
      offWarning()
    }
  }, [client, announcer, latest, name])
}

function decide(hook: unknown, data: unknown, onError: (error: unknown) => void): unknown {
  try {
    const result = isFunction(hook) ? hook(data as never) : undefined
    if (result === false) return false
    return isObject(result) && !('then' in result) ? result : data
  } catch (error) {
    onError(error)
    return data
  }
}
