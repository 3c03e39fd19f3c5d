import type { ClosedSegment } from '../chat/state.ts'
import type { MessageOrder } from '../platform/message.ts'
import type { ClosedSegmentPolicy, CurrentNoticePlacement, NoticeSituation, RuleOptions } from './rule.ts'

/**
 * A text or file that the customer sent into a closed segment, and that the guard held or blocked.
 *
 * @example
 * const heldTexts = (followUps: readonly HeldFollowUp[]) =>
 *   followUps.filter(({ status }) => status === 'held').map(({ text }) => text)
 */
export interface HeldFollowUp {
  readonly id: string
  /**
   * `held` waits for a decision. `sending` is on its way. `unknown`: no answer came in time, so it may have been sent. `blocked` will
   * not be sent.
   */
  readonly status: 'held' | 'sending' | 'unknown' | 'blocked'
  readonly kind: 'text' | 'file'
  /** What the customer wrote, or empty for a file. Render it as text. */
  readonly text: string
  /** The data of the command, needed to send it again unchanged. */
  readonly data: Readonly<Record<string, unknown>>
  /** How many times sending it has failed. */
  readonly attempts: number
  /** The newest message at the time it was held. */
  readonly after: MessageOrder | null
}

/** What outlives a page load: of one session, and of its last closed segment. */
export interface GuardMemory {
  readonly sessionId: string
  readonly held: readonly HeldFollowUp[]
  /** The closed segment that the rest is about. */
  readonly key: string | null
  /** When the chat is, or was, to be ended. */
  readonly endsAt: number | null
  readonly wasSeen: boolean
}

/** What the guard keeps about the session and the closed segment it looks after. */
export interface GuardState extends NoticeSituation {
  readonly options: RuleOptions
  readonly isLive: boolean
  readonly sessionId: string | null
  readonly closedSegment: ClosedSegment | null
  readonly action: ClosedSegmentPolicy
  /** The notice, or null where there is none to show. */
  readonly text: string | null
  readonly noticePlacement: CurrentNoticePlacement
  /** Epoch milliseconds at which the chat is ended, while a countdown runs. */
  readonly endsAt: number | null
  /** Epoch milliseconds since which the chat is to be ended; null before that, and where it is not. */
  readonly dueAt: number | null
  /** The customer stopped the countdown. */
  readonly isKeptOpen: boolean
  readonly heldFollowUps: readonly HeldFollowUp[]
  /** Whether the window is visible, and somebody fills our overlay. */
  readonly canOverlay: boolean
  readonly overlay: 'off' | 'asked' | 'shown' | 'refused'
  /** The page shows something of its own in the overlay. */
  readonly isOverlayTaken: boolean
}

/** Everything about a closed segment, when there is none. */
export const noSegment = {
  closedSegment: null,
  action: 'none',
  text: null,
  noticePlacement: 'pending',
  isInjecting: false,
  isRefused: false,
  wasSeen: false,
  isDismissed: false,
  isPatient: false,
  endsAt: null,
  dueAt: null,
  isKeptOpen: false,
} as const

/** A guard that has nothing to look after. */
export const idleGuard: GuardState = {
  ...noSegment,
  options: {
    asyncPolicy: 'none',
    regularPolicy: 'none',
    noticePlacement: 'none',
    endDelayMs: 0,
    noticeFor: () => null,
  },
  isLive: false,
  sessionId: null,
  heldFollowUps: [],
  canInject: false,
  canOverlay: false,
  isSaidByWindow: false,
  overlay: 'off',
  isOverlayTaken: false,
}

/** Whether there is something with buttons to show. */
export const hasControls = ({ endsAt, heldFollowUps }: GuardState): boolean =>
  endsAt !== null || heldFollowUps.length > 0

/** What is to be remembered of a state; null for nothing. */
export function toMemory(state: GuardState): GuardMemory | null {
  const { sessionId, heldFollowUps, closedSegment, endsAt, dueAt, wasSeen } = state
  if (sessionId === null) return null
  // A page that is left in the middle of sending never learns the outcome.
  const held = heldFollowUps
    .filter(isUndecided)
    .map((each): HeldFollowUp => (each.status === 'sending' ? { ...each, status: 'unknown' } : each))
  return { sessionId, held, key: closedSegment?.key ?? null, endsAt: endsAt ?? dueAt, wasSeen }
}

/** Whether it is still open what happens to it. */
export const isUndecided = ({ status }: HeldFollowUp): boolean => status !== 'blocked'
export const isSending = ({ heldFollowUps }: GuardState): boolean =>
  heldFollowUps.some(({ status }) => status === 'sending')
