import type { ChatClosing } from '../lifecycle/state.ts'
import type { ClosePolicy, NoticePlace, RenderPolicy } from './policy.ts'

/**
 * Something the customer sent into a closed segment, and that was not let through.
 *
 * @example
 * const heldTexts = (followUps: readonly FollowUp[]) =>
 *   followUps.filter(({ kind }) => kind === 'held').map(({ text }) => text)
 */
export interface FollowUp {
  readonly id: string
  /** `held`: waits for a decision. `blocked`: will not be sent. `file`: a file that was refused. */
  readonly kind: 'held' | 'blocked' | 'file'
  /** What the customer wrote; empty for a file. Show it as text. */
  readonly text: string
  /** The command's data, to send it again as it was. */
  readonly data: Readonly<Record<string, unknown>>
}

/** What outlives a page load: of one session, and of its last closing. */
export interface GuardMemory {
  readonly sessionId: string
  readonly held: readonly FollowUp[]
  /** The closing that the rest is about. */
  readonly key: string | null
  readonly endsAt: number | null
  readonly stopped: boolean
  readonly dismissed: boolean
  readonly seen: boolean
}

/** What the guard keeps about the session and the closing it looks after. */
export interface GuardState {
  readonly sessionId: string | null
  readonly closing: ChatClosing | null
  readonly action: ClosePolicy
  /** The notice, or null where there is none to show. */
  readonly text: string | null
  readonly place: NoticePlace
  /** A notice is on its way into the widget. */
  readonly injecting: boolean
  /** The widget would not take it, and nothing has changed there since. */
  readonly refused: boolean
  /** The notice was in an open window's transcript: it need not be shown in the page any more. */
  readonly seen: boolean
  /** The customer has put the page's notice away. */
  readonly dismissed: boolean
  /** The page was just loaded: the window may open in a moment. */
  readonly patient: boolean
  readonly render: RenderPolicy
  /** Epoch milliseconds at which the chat is ended, while a countdown runs. */
  readonly endsAt: number | null
  /** The customer has stopped the countdown. */
  readonly stopped: boolean
  readonly followUps: readonly FollowUp[]
  /** Held texts are being sent. */
  readonly sending: boolean
  /** Whether the widget has a transcript that can take a line. */
  readonly canInject: boolean
  /** Whether its window is there to be seen, and somebody fills our overlay. */
  readonly canOverlay: boolean
  readonly overlay: 'off' | 'asked' | 'shown' | 'refused'
  /** Something of the page's is in the overlay. */
  readonly overlayTaken: boolean
}

/** All that is about a closing, when there is none. */
export const noClosing = {
  closing: null,
  action: 'none',
  text: null,
  place: 'pending',
  injecting: false,
  refused: false,
  seen: false,
  dismissed: false,
  patient: false,
  endsAt: null,
  stopped: false,
} as const

/** A guard that has nothing to look after. */
export const idleGuard: GuardState = {
  ...noClosing,
  sessionId: null,
  render: 'none',
  followUps: [],
  sending: false,
  canInject: false,
  canOverlay: false,
  overlay: 'off',
  overlayTaken: false,
}

/** Whether there is something with buttons to show. */
export const hasControls = ({ endsAt, followUps }: GuardState): boolean =>
  endsAt !== null || followUps.length > 0

/** What is to be remembered of a state; null for nothing. */
export function toMemory(state: GuardState): GuardMemory | null {
  const { sessionId, followUps, closing, endsAt, stopped, dismissed, seen } = state
  if (sessionId === null) return null
  const held = followUps.filter(({ kind }) => kind === 'held')
  return { sessionId, held, key: closing?.key ?? null, endsAt, stopped, dismissed, seen }
}
