'use client'

import * as React from 'react'
import { createGuard, type GuardController, type GuardOptions } from '../guard/controller.ts'
import { resolveLabels } from '../guard/labels.ts'
import type { NoticePlace } from '../guard/policy.ts'
import { type FollowUp, type GuardState, hasControls } from '../guard/state.ts'
import type { ChatClosing } from '../lifecycle/state.ts'
import type { GuardLabels } from '../locales/labels.ts'
import { useChatStore } from './context.ts'
import { useStoreSelector } from './useStoreSelector.ts'

/**
 * What a guard has to show, and what the customer can do about it.
 *
 * @example
 * <ChatEndGuard>{({ notice, place }: ChatEndGuardHandle) => place === 'page' && notice}</ChatEndGuard>
 */
export interface ChatEndGuardHandle {
  /** The closing that the guard looks after, or null. */
  readonly closing: ChatClosing | null
  /** The notice for it, or null. Plain text: show it as text. */
  readonly notice: string | null
  /** Where the notice is: `page` means that it is yours to show. With `render: 'none'` it stays `pending`. */
  readonly place: NoticePlace
  /** Epoch milliseconds at which the chat will be ended, while a countdown runs; else null. See {@link useSecondsLeft}. */
  readonly endsAt: number | null
  /**
   * What the customer sent into the closed segment and that did not go through, in order. `held` texts wait for `send` or
   * `discard`, `blocked` ones and refused files only tell. Plain text: show it as text.
   */
  readonly followUps: readonly FollowUp[]
  /** Held texts are being sent. */
  readonly sending: boolean
  /**
   * Where `endsAt` and `followUps` are to be shown: `widget` means in `overlay`, by a portal; null that there is nothing
   * to show now.
   */
  readonly controls: 'widget' | 'page' | null
  /** The node in the widget's overlay while `controls` is `widget`, else null. */
  readonly overlay: HTMLElement | null
  /** The words of the locale and of `labels`. */
  readonly labels: GuardLabels
  /** Puts the page's notice away. It stays away, also after a reload. */
  dismiss(): void
  /** Stops the countdown: the chat stays as it is. */
  stopCountdown(): void
  /** Sends held texts in their order: all, or the one with this id. What fails stays held, and `onError` is told. */
  send(id?: string): void
  /** Puts follow-ups away without sending them: all, or the one with this id. */
  discard(id?: string): void
}

/**
 * Options of {@link useChatEndGuard}.
 *
 * @example
 * const options: UseChatEndGuardOptions = { render: 'page', overlay: false }
 */
export interface UseChatEndGuardOptions extends GuardOptions {
  /**
   * Whether you show `endsAt` and `followUps` inside the widget, by a portal into `overlay`, while `controls` is `widget`.
   * On a phone the widget covers your page. `false` by default: then they are yours to show in the page.
   */
  readonly overlay?: boolean | undefined
}

const everything = (state: GuardState): GuardState => state

/**
 * The behaviour of {@link ChatEndGuard} without a look. Throws outside of `GenesysChatProvider`.
 *
 * @param options - those of the component; `overlay` if you fill the widget's overlay yourself
 * @example
 * const { notice, place, dismiss } = useChatEndGuard({ async: 'notify' })
 * return place === 'page' && notice ? <Banner onClose={dismiss}>{notice}</Banner> : null
 *
 * @see docs/real-widget.md, "injectMessage", for when the widget takes a notice
 */
export function useChatEndGuard(options: UseChatEndGuardOptions = {}): ChatEndGuardHandle {
  return useGuard('useChatEndGuard', options)
}

/** The same, for whoever wants to be named when there is no provider. */
export function useGuard(user: string, options: GuardOptions): ChatEndGuardHandle {
  const store = useChatStore(user)
  const [held, setHeld] = React.useState(() => ({ store, guard: createGuard(store, options) }))
  let { guard } = held
  if (held.store !== store) {
    guard = createGuard(store, options)
    setHeld({ store, guard })
  }
  // The newest options are in place before the guard looks at the chat.
  React.useEffect(() => guard.setOptions(options))
  React.useEffect(() => guard.attach(), [guard])

  const state = useStoreSelector(guard, everything, Object.is, guard.getInitialState)
  return toHandle(state, guard, resolveLabels(options.locale, options.labels))
}

function toHandle(state: GuardState, guard: GuardController, labels: GuardLabels): ChatEndGuardHandle {
  const { closing, text, place, dismissed, endsAt, followUps, sending, overlay } = state
  const { dismiss, stopCountdown, send, discard } = guard
  const isInWidget = overlay === 'shown'
  // Where the widget is being asked, nothing flashes up in the page.
  const isAsked = overlay === 'asked' || !hasControls(state)
  return {
    closing,
    notice: dismissed ? null : text,
    place,
    endsAt,
    followUps,
    sending,
    controls: isInWidget ? 'widget' : isAsked ? null : 'page',
    overlay: isInWidget ? guard.overlayNode() : null,
    labels,
    dismiss,
    stopCountdown,
    send,
    discard,
  }
}
