import * as React from 'react'
import { describe, tellOnce } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import { isFunction } from '../common/values.ts'

/**
 * Keeps the function of the latest render, so that nobody needs to memoize it. What is no function is never called, which is said in
 * development.
 *
 * @param hook - the hook that was given the function
 * @param name - the event or command that the hook was given
 */
export function useLatestFunction<Value>(
  given: Value,
  hook: string,
  name?: unknown,
): { readonly current: Value | undefined } {
  const latest = React.useRef<Value | undefined>(undefined)
  React.useEffect(() => {
    latest.current = isFunction(given) ? given : undefined
    inDevelopment(() => {
      const call = `${hook}(${name === undefined ? '' : `'${name}'`})`
      if (!isFunction(given)) {
        tellOnce(`${call}: expected a function, got ${describe(given)}. It is never called.`)
      }
    })
  })
  return latest
}
