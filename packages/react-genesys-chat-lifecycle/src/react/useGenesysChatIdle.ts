'use client'

import * as React from 'react'
import { type IdleOptions, type IdleState, IdleWatch } from '../chat/idleWatch.ts'
import { checkOptions, millisecondsOf, type OptionCheck, tellOnce } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import { copyOf, isMilliseconds } from '../common/values.ts'
import { useChat } from './context.ts'
import { useStoreSelector } from './useStoreSelector.ts'

/**
 * Options of {@link useGenesysChatIdle}. They may change at any time.
 *
 * @example
 * const options: UseGenesysChatIdleOptions = { warnAfterMs: 240_000, endAfterMs: 300_000 }
 */
export interface UseGenesysChatIdleOptions {
  /** Milliseconds from the last activity until `isWarning`. By default there is no warning. */
  readonly warnAfterMs?: number | undefined
  /** Milliseconds from the last activity, not from the warning, until the chat is ended. By default it is not ended. */
  readonly endAfterMs?: number | undefined
  /** Whether to close the widget's window after the end. `false` by default. */
  readonly closeWindow?: boolean | undefined
  /** Whether time counts while the customer waits for an agent (`waiting`). `false` by default. */
  readonly whileWaiting?: boolean | undefined
}

/**
 * What {@link useGenesysChatIdle} returns.
 *
 * @example
 * const Warning = ({ isWarning, keepAlive }: ChatIdleHandle) => isWarning && <button onClick={keepAlive}>I am here</button>
 */
export interface ChatIdleHandle {
  /** Whether to warn the customer now. */
  readonly isWarning: boolean
  /** When the chat will end, in epoch milliseconds, while `isWarning`, or null. See {@link useSecondsLeft}. */
  readonly endsAt: number | null
  /** Call it when the customer is there. Time begins again, in all tabs. The function never changes. */
  keepAlive(): void
}

const isDuration = (value: unknown): value is number => isMilliseconds(value) && value > 0
const duration: OptionCheck = {
  is: isDuration,
  expected: 'a number of milliseconds above 0',
  remedy: (value) => `It counts as never. Use ${millisecondsOf(value)}.`,
}
const flag: OptionCheck = {
  is: (value) => typeof value === 'boolean',
  expected: 'a boolean',
  remedy: 'false is used.',
}
const CHECKS: Readonly<Record<string, OptionCheck>> = {
  warnAfterMs: duration,
  endAfterMs: duration,
  closeWindow: flag,
  whileWaiting: flag,
}
const everything = (state: IdleState): IdleState => state

/**
 * Warns a customer, and ends the chat, when nobody has been active for a while.
 *
 * Activity is: either side writes, sends a file or types, somebody on the other side joins, or a segment is closed. Activity in
 * one tab counts in all. System messages, such as queue messages, are not activity. Time continues during a reload, and in a
 * tab that sleeps. If the time is over when a page wakes up or loads, it ends the chat after five more seconds, unless there is
 * activity by then.
 *
 * One tab requests the end. Its `endReason` is `idle`. An end that fails is reported to the provider's `onError`.
 *
 * Throws outside of `GenesysChatProvider`.
 *
 * @param options - times since the last activity
 * @example
 * const { isWarning, endsAt, keepAlive } = useGenesysChatIdle({ warnAfterMs: 240_000, endAfterMs: 300_000 })
 * return isWarning ? <IdleWarning endsAt={endsAt} onStay={keepAlive} /> : null
 */
export function useGenesysChatIdle(options: UseGenesysChatIdleOptions): ChatIdleHandle {
  const chat = useChat('useGenesysChatIdle')
  const [held, setHeld] = React.useState(() => ({ chat, watch: new IdleWatch(chat, normalize(options)) }))
  let { watch } = held
  if (held.chat !== chat) {
    watch = new IdleWatch(chat, normalize(options))
    setHeld({ chat, watch })
  }
  React.useEffect(() => {
    inDevelopment(() => check(options))
    watch.setOptions(normalize(options))
  })
  React.useEffect(() => watch.attach(), [watch])
  const { isWarning, endsAt } = useStoreSelector(watch, everything, Object.is, watch.getInitialState)
  return { isWarning, endsAt, keepAlive: watch.keepAlive }
}

const durationOf = (value: unknown): number | undefined =>
  isDuration(value) && Number.isFinite(value) ? value : undefined

/** A wrong value must not end a chat. */
function normalize(options: UseGenesysChatIdleOptions): IdleOptions {
  const { warnAfterMs, endAfterMs, closeWindow, whileWaiting } = copyOf(options)
  return {
    warnAfterMs: durationOf(warnAfterMs),
    endAfterMs: durationOf(endAfterMs),
    closeWindow: closeWindow === true,
    whileWaiting: whileWaiting === true,
  }
}

function check(options: UseGenesysChatIdleOptions): void {
  checkOptions('useGenesysChatIdle', options, CHECKS)
  const { warnAfterMs, endAfterMs } = normalize(options)
  if (warnAfterMs === undefined || endAfterMs === undefined || warnAfterMs < endAfterMs) return
  tellOnce(
    `useGenesysChatIdle({ warnAfterMs: ${warnAfterMs}, endAfterMs: ${endAfterMs} }): the chat ends before the warning. Use a warnAfterMs below endAfterMs.`,
  )
}
