import type { ClosedSegment } from '../chat/state.ts'

/**
 * What to do when a segment is closed: show a notice, end the chat, or nothing.
 *
 * @example
 * const asyncPolicy: ClosedSegmentPolicy = 'notify'
 */
export type ClosedSegmentPolicy = 'notify' | 'end' | 'none'

/**
 * Where a notice is shown. `auto`: in the widget while it can take one, otherwise in the page. `none`: you show it yourself,
 * from what the hook returns. Messenger's window takes no notice. While it is open, it says itself that the conversation has
 * ended, so `auto` shows none.
 *
 * With `auto` and `widget`, a held text or a countdown is shown in the widget's overlay while the window is open, otherwise in the page.
 *
 * @example
 * const noticePlacement: NoticePlacement = 'page'
 */
export type NoticePlacement = 'auto' | 'widget' | 'page' | 'none'

/**
 * What happens to a text that the customer sends into a closed segment. `allow`: it is sent. `confirm`: it is held, and the
 * customer is asked. `block`: it is not sent. The customer is told why and can copy it.
 *
 * @example
 * const followUps: FollowUpPolicy = 'confirm'
 */
export type FollowUpPolicy = 'allow' | 'confirm' | 'block'

/**
 * Where the notice is now: nowhere yet, in the widget's transcript, or in the page.
 *
 * @example
 * const isMine = (placement: CurrentNoticePlacement) => placement === 'page'
 */
export type CurrentNoticePlacement = 'pending' | 'widget' | 'page'

/** The options that decide. */
export interface RuleOptions {
  readonly asyncPolicy: ClosedSegmentPolicy
  readonly regularPolicy: ClosedSegmentPolicy
  readonly noticePlacement: NoticePlacement
  readonly endDelayMs: number
  /** The words for a segment, or null for none. */
  readonly noticeFor: (segment: ClosedSegment) => string | null
}

/** What the widget can do, and what happened to the notice so far. */
export interface NoticeSituation {
  readonly noticePlacement: CurrentNoticePlacement
  /** Whether the widget has a transcript that can take a line. */
  readonly canInject: boolean
  /** A notice is on its way into the widget. */
  readonly isInjecting: boolean
  /** The widget refused it, and nothing has changed there since. */
  readonly isRefused: boolean
  /** The notice was in an open window's transcript: it need not be shown in the page any more. */
  readonly wasSeen: boolean
  readonly isDismissed: boolean
  /** The page was just loaded: the window may open in a moment. */
  readonly isPatient: boolean
  /** The vendor's window, which is open, says itself that the segment was closed. */
  readonly isSaidByWindow: boolean
}

/** What the guard does about a closed segment. */
export interface Decision {
  readonly action: ClosedSegmentPolicy
  /** Milliseconds until the end, with `action: 'end'`. */
  readonly endDelayMs: number
  readonly text: string | null
  readonly shouldInject: boolean
  readonly shouldShowInPage: boolean
}

const NOTHING = { endDelayMs: 0, text: null, shouldInject: false, shouldShowInPage: false } as const

/**
 * What happens to what the customer sends into a closed segment. In a regular chat there is no new request to confirm, and what answers a
 * survey is no follow-up.
 */
export function followUpPolicyFor(
  { isAsync }: ClosedSegment,
  followUps: FollowUpPolicy,
  hasSurvey: boolean,
): FollowUpPolicy {
  if (hasSurvey) return 'allow'
  return followUps === 'confirm' && !isAsync ? 'block' : followUps
}

/** With `auto`, what the vendor's window says is not said a second time. */
export const isLeftToWindow = (
  { noticePlacement }: Pick<RuleOptions, 'noticePlacement'>,
  { isSaidByWindow }: Pick<NoticeSituation, 'isSaidByWindow'>,
): boolean => noticePlacement === 'auto' && isSaidByWindow

/** The guard's rule: what to do about a closed segment, where, and in which words. */
export function decide(segment: ClosedSegment, options: RuleOptions, situation: NoticeSituation): Decision {
  const action = segment.isAsync ? options.asyncPolicy : options.regularPolicy
  if (action === 'end') return { ...NOTHING, action, endDelayMs: options.endDelayMs }
  const text = action === 'notify' ? options.noticeFor(segment) : null
  if (text === null || options.noticePlacement === 'none' || isLeftToWindow(options, situation))
    return { ...NOTHING, action, text }
  const { noticePlacement: current, canInject, isInjecting, isRefused, wasSeen, isDismissed } = situation
  const { noticePlacement: wanted } = options
  const isInPage = current === 'page'
  const isForWidget = wanted !== 'page' && current !== 'widget' && canInject
  const isForPage =
    wanted === 'page' || (wanted === 'auto' && (isInPage || (!wasSeen && (!canInject || isRefused))))
  const isDue = isInPage || wanted === 'page' || !situation.isPatient
  return {
    action,
    endDelayMs: 0,
    text,
    shouldInject: isForWidget && !isDismissed && !isInjecting && !isRefused,
    shouldShowInPage: current !== 'widget' && isForPage && !isDismissed && isDue,
  }
}
