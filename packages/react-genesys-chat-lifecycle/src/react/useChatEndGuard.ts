'use client'

import { useEffect, useState } from 'react'
import { createGuard, type GuardController } from '../guard/controller.ts'
import type { ChatEndGuardOptions } from '../guard/options.ts'
import type { NoticePlace } from '../guard/policy.ts'
import type { GuardState } from '../guard/reducer.ts'
import type { ChatClosing } from '../lifecycle/state.ts'
import { useChatStore } from './context.ts'
import { useStoreSelector } from './useStoreSelector.ts'

/** What a guard has to show, and what the customer can do about it. */
export interface ChatEndGuardHandle {
  /** The closing that the guard looks after, or null. */
  readonly closing: ChatClosing | null
  /** The notice for it, or null. Plain text: show it as text. */
  readonly notice: string | null
  /** Where the notice is: `page` means that it is yours to show. */
  readonly place: NoticePlace
  /** Epoch milliseconds at which the chat will be ended, while a countdown runs; else null. */
  readonly endsAt: number | null
  /** Puts the page's notice away. */
  dismiss(): void
  /** Stops the countdown: the chat stays as it is. */
  stopCountdown(): void
}

const everything = (state: GuardState): GuardState => state

/**
 * The behaviour of {@link ChatEndGuard} without a look. Throws outside of `GenesysChatProvider`.
 *
 * @example
 * const { notice, place, dismiss } = useChatEndGuard({ async: 'notify' })
 * return place === 'page' && notice ? <Banner onClose={dismiss}>{notice}</Banner> : null
 *
 * @see docs/real-widget.md, "injectMessage", for when the widget takes a notice
 */
export function useChatEndGuard(options: ChatEndGuardOptions = {}): ChatEndGuardHandle {
  return useGuard('useChatEndGuard', options)
}

/** The same, for whoever wants to be named when there is no provider. */
export function useGuard(user: string, options: ChatEndGuardOptions): ChatEndGuardHandle {
  const store = useChatStore(user)
  const [held, setHeld] = useState(() => ({ store, guard: createGuard(store, options) }))
  let { guard } = held
  if (held.store !== store) {
    guard = createGuard(store, options)
    setHeld({ store, guard })
  }
  // The newest options are in place before the guard looks at the chat.
  useEffect(() => guard.setOptions(options))
  useEffect(() => guard.attach(), [guard])

  const state = useStoreSelector(guard, everything, Object.is, guard.getInitialState)
  return toHandle(state, guard)
}

function toHandle(state: GuardState, { dismiss, stopCountdown }: GuardController): ChatEndGuardHandle {
  const { closing, text, place, dismissed, endsAt } = state
  return { closing, notice: dismissed ? null : text, place, endsAt, dismiss, stopCountdown }
}
