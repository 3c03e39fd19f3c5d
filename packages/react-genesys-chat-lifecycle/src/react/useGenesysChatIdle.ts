'use client'

import * as React from 'react'
import { type IdleOptions, type IdleState, IdleWatch } from '../chat/idleWatch.ts'
import { checkOptions, millisecondsOf, type OptionCheck, tellOnce } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import { isMilliseconds } from '../common/values.ts'
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
  /** Whether time counts while nobody serves the customer (`waiting`). `false` by default: who waits in a queue is not idle. */
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
  /** Epoch milliseconds at which the chat will be ended, while `isWarning`; else null. See {@link useSecondsLeft}. */
  readonly endsAt: number | null
  /** The customer is there: the time begins anew, in all tabs. Never changes. */
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
 * Activity is what the customer, an agent, a supervisor or a bot writes, sends or types, somebody of the other side who joins, and a
 * segment that is closed; in any tab, by this computer's clock. Messages of the system, such as queue messages, are none. The time goes
 * on over a reload, and in a tab that sleeps. A page that finds, when it wakes up or is loaded, that the time is over, ends the chat
 * after five more seconds, unless it hears of activity by then.
 *
 * The end is requested once among tabs. Its `endReason` is `idle`. What fails is reported to the provider's `onError`.
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
function normalize(options: UseGenesysChatIdleOptions | undefined): IdleOptions {
  const { warnAfterMs, endAfterMs, closeWindow, whileWaiting } = options ?? {}
  return {
    warnAfterMs: durationOf(warnAfterMs),
    endAfterMs: durationOf(endAfterMs),
    closeWindow: closeWindow === true,
    whileWaiting: whileWaiting === true,
  }
}

function check(options: UseGenesysChatIdleOptions | undefined): void {
  checkOptions('useGenesysChatIdle', { ...options }, CHECKS)
  const { warnAfterMs, endAfterMs } = normalize(options)
  if (warnAfterMs === undefined || endAfterMs === undefined || warnAfterMs < endAfterMs) return
  tellOnce(
    `useGenesysChatIdle({ warnAfterMs: ${warnAfterMs}, endAfterMs: ${endAfterMs} }): the chat ends before the warning. Use a warnAfterMs below endAfterMs.`,
  )
}
