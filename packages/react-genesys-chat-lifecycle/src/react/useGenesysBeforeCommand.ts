'use client'

import * as React from 'react'
import { describe, tellOnce } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import { isFunction, isObject, isText } from '../common/values.ts'
import type { GenesysCommandData, GenesysCommandName } from '../platform/genesys-widgets/busCommands.ts'
import { warnUnknown } from '../platform/genesys-widgets/warnUnknown.ts'
import { useChat } from './context.ts'
import { useLatestFunction } from './useLatestFunction.ts'
import { useWidgetsClient } from './useWidgetsClient.ts'

/**
 * The hook that {@link useGenesysBeforeCommand} takes for a command.
 *
 * @example
 * const fiveStars: BeforeGenesysCommand<'MyPlugin.rate'> = () => ({ stars: 5 })
 */
export type BeforeGenesysCommand<Name extends string> = (
  data: GenesysCommandData<Name>,
) => GenesysCommandData<Name> | false | undefined

/**
 * Intercepts a command before it runs, while the component is mounted. It wraps the vendor's `before`, whose hooks cannot be removed.
 *
 * The hook receives the commands of the page, of the vendor's window and of this library. Return other data to change the
 * command, `false` to cancel it, or nothing to let it pass. A cancelled command rejects for its sender. In this library, it
 * rejects with a `ChatCommandError` of the kind `cancelled`. Hooks and guards see a command in the order in which they were
 * mounted. A held text that is sent later passes all hooks again.
 *
 * The hook is synchronous: a returned promise lets the command pass. If the hook throws, `onError` is called and the command
 * passes. You don't need to memoize the hook. Throws outside of `GenesysChatProvider`.
 *
 * @param name - the command, as `Plugin.command`
 * @param hook - receives the command's data, which is untrusted if other scripts send the command
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
    if (!isText(name)) {
      inDevelopment(() =>
        tellOnce(
          `useGenesysBeforeCommand(): expected the name of a command, got ${describe(name)}. Use useGenesysBeforeCommand('Plugin.command', hook).`,
        ),
      )
      return
    }
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
