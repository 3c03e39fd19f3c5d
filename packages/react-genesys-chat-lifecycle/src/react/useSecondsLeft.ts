'use client'

import * as React from 'react'

const never = (): number => 0

/**
 * Returns the whole seconds until a moment, for a countdown of your own. It re-renders the component once a second, so use it in a small component. Without a moment it does not re-render.
 *
 * @param moment - epoch milliseconds, as `useChatEndGuard().endsAt` gives them, or null
 * @returns seconds, rounded up; 0 when the moment has come, and on a server
 * @example
 * function Seconds({ endsAt }: { endsAt: number }) {
 *   return <span role="timer">{useSecondsLeft(endsAt)} s</span>
 * }
 */
export function useSecondsLeft(moment: number | null): number {
  const endsAt = Number.isFinite(moment) ? moment : null
  const subscribe = React.useCallback(
    (notify: () => void) => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const next = (): void => {
        const left = endsAt === null ? 0 : endsAt - Date.now()
        if (left > 0) timer = setTimeout(tick, left % 1000 || 1000)
      }
      const tick = (): void => {
        notify()
        next()
      }
      next()
      return () => clearTimeout(timer)
    },
    [endsAt],
  )
  const read = (): number => (endsAt === null ? 0 : Math.max(0, Math.ceil((endsAt - Date.now()) / 1000)))
  return React.useSyncExternalStore(subscribe, read, never)
}
