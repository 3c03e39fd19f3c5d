'use client'

import * as React from 'react'
import type { ClosedSegment } from '../chat/state.ts'
import { checkOptions, describe, tellOnce } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import { isObject, read } from '../common/values.ts'
import { GUARD_CHECKS } from '../guard/checks.ts'
import { Guard } from '../guard/guard.ts'
import { resolveLabels } from '../guard/labels.ts'
import type { GuardOptions } from '../guard/options.ts'
import type { CurrentNoticePlacement } from '../guard/rule.ts'
import { type GuardState, type HeldFollowUp, hasControls, isSending } from '../guard/state.ts'
import type { GuardLabels } from '../locales/labels.ts'
import { useChat } from './context.ts'
import { useLanguages } from './useLanguages.ts'
import { useStoreSelector } from './useStoreSelector.ts'

/**
 * What a guard shows, and what the customer can do about it.
 *
 * @example
 * <ChatEndGuard>
 *   {({ notice, noticePlacement }: ChatEndGuardHandle) => noticePlacement === 'page' && notice}
 * </ChatEndGuard>
 */
export interface ChatEndGuardHandle {
  /** The closed segment that the guard looks after, or null. */
  readonly closedSegment: ClosedSegment | null
  /** The notice, or null. Render it as text. */
  readonly notice: string | null
  /** Where the notice is. `page` means that you show it. With `noticePlacement: 'none'` it stays `pending`. */
  readonly noticePlacement: CurrentNoticePlacement
  /** When the chat will end, in epoch milliseconds, or null without a countdown. See {@link useSecondsLeft}. */
  readonly endsAt: number | null
  /**
   * Texts and files that the customer sent into the closed segment and that were held or blocked, in order. `held` texts wait
   * for `sendFollowUp` or `discardFollowUp`. For an `unknown` text no answer came in time: ask the customer before you send it
   * again. A `blocked` text or file will not be sent. Render them as text.
   */
  readonly heldFollowUps: readonly HeldFollowUp[]
  /** Whether held texts are being sent. */
  readonly isSending: boolean
  /** Where to show `endsAt` and `heldFollowUps`. `widget`: in `overlayElement`, with a portal. Null: there is nothing to show. */
  readonly controlsPlacement: 'widget' | 'page' | null
  /** The node in the widget's overlay while `controlsPlacement` is `widget`, or null. */
  readonly overlayElement: HTMLElement | null
  /** The texts of the locale and of `labels`. */
  readonly labels: GuardLabels
  /** Dismisses the notice in the page. It stays dismissed after a reload. */
  dismissNotice(): void
  /** Stops the countdown. The chat stays as it is. */
  keepOpen(): void
  /**
   * Sends held texts in their order: all, or the one with this id. What fails stays held, and `onError` is called. A text with status
   * `unknown` is sent again only by its id.
   */
  sendFollowUp(id?: string): void
  /** Discards follow-ups without sending them: all, or the one with this id. */
  discardFollowUp(id?: string): void
}

/**
 * Options of {@link useChatEndGuard}.
 *
 * @example
 * const options: UseChatEndGuardOptions = { noticePlacement: 'page', canUseOverlay: false }
 */
export interface UseChatEndGuardOptions extends GuardOptions {
  /**
   * Whether you show `endsAt` and `heldFollowUps` inside the widget, by a portal into `overlayElement`, while `controlsPlacement` is
   * `widget`. On a phone the widget covers your page. `false` by default: then you show them in the page.
   */
  readonly canUseOverlay?: boolean | undefined
}

/**
 * The behaviour of {@link ChatEndGuard} without its rendering. Throws outside of a provider.
 *
 * @param options - those of the component, and `canUseOverlay` if you render into the widget's overlay
 * @example
 * const { notice, noticePlacement, dismissNotice } = useChatEndGuard({ asyncPolicy: 'notify' })
 * return noticePlacement === 'page' && notice ? <Banner onDismiss={dismissNotice}>{notice}</Banner> : null
 */
export function useChatEndGuard(options: UseChatEndGuardOptions = {}): ChatEndGuardHandle {
  return useGuard('useChatEndGuard', options)
}

const everything = (state: GuardState): GuardState => state

/** The same, with the name that an error outside of the provider mentions. */
export function useGuard(user: string, options: GuardOptions): ChatEndGuardHandle {
  const chat = useChat(user)
  const [held, setHeld] = React.useState(() => ({ chat, guard: new Guard(chat, options) }))
  let { guard } = held
  if (held.chat !== chat) {
    guard = new Guard(chat, options)
    setHeld({ chat, guard })
  }
  // The latest options are in place before the guard looks at the chat.
  React.useEffect(() => {
    inDevelopment(() => {
      if (isObject(options)) checkOptions(user, options, GUARD_CHECKS)
      else tellOnce(`${user}(): expected an object of options, got ${describe(options)}. Use ${user}({}).`)
    })
    guard.setOptions(options)
  })
  React.useEffect(() => guard.attach(), [guard])

  const languages = useLanguages(chat)
  const state = useStoreSelector(guard, everything, Object.is, guard.getInitialState)
  return toHandle(state, guard, resolveLabels(read(options, 'locale'), read(options, 'labels'), languages))
}

function toHandle(state: GuardState, guard: Guard, labels: GuardLabels): ChatEndGuardHandle {
  const { closedSegment, noticePlacement, endsAt, heldFollowUps } = state
  const { dismissNotice, keepOpen, sendFollowUp, discardFollowUp } = guard
  const isInWidget = state.overlay === 'shown'
  // While the widget is being asked, nothing flashes up in the page.
  const isUndecided = state.overlay === 'asked' || !hasControls(state)
  return {
    closedSegment,
    notice: state.isDismissed ? null : state.text,
    noticePlacement,
    endsAt,
    heldFollowUps,
    isSending: isSending(state),
    controlsPlacement: isInWidget ? 'widget' : isUndecided ? null : 'page',
    overlayElement: isInWidget ? guard.overlayElement : null,
    labels,
    dismissNotice,
    keepOpen,
    sendFollowUp,
    discardFollowUp,
  }
}
