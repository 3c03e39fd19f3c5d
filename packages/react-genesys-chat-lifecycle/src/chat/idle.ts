import { hasContent, type MessageOrder, type ServerMessage } from '../platform/message.ts'
import type { MessageSource } from '../platform/port.ts'
import { isAfter } from './order.ts'
import { isOtherSide } from './people.ts'

/** Milliseconds since the last activity; undefined for never. */
export interface IdleTimes {
  readonly warnAfterMs: number | undefined
  readonly endAfterMs: number | undefined
}

/** What is known of a session's activity. All tabs share it. */
export interface Activity {
  readonly sessionId: string
  /** When somebody was last active, by this computer's clock. Epoch milliseconds. */
  readonly at: number
  /** The newest message that was taken into account. */
  readonly newest: MessageOrder | null
}

/** What the time since the last activity means. */
export interface IdleVerdict {
  readonly isWarning: boolean
  /** When the chat is ended, or null for never. */
  readonly endsAt: number | null
  readonly isDue: boolean
  /** When to judge again, or null for never. */
  readonly next: number | null
}

/** Pure: judges the time since the last activity. Before `graceUntil` nothing ends. */
export function judgeIdle(
  activeAt: number,
  { warnAfterMs, endAfterMs }: IdleTimes,
  graceUntil: number,
  now: number,
): IdleVerdict {
  const endsAt = endAfterMs === undefined ? null : Math.max(activeAt + endAfterMs, graceUntil)
  const warnsAt = warnAfterMs === undefined ? null : activeAt + warnAfterMs
  const isDue = endsAt !== null && now >= endsAt
  const isWarning = warnsAt !== null && now >= warnsAt
  const next = isDue ? null : isWarning ? endsAt : Math.min(warnsAt ?? Infinity, endsAt ?? Infinity)
  return { isWarning, endsAt, isDue, next: next === Infinity ? null : next }
}

/** Pure: the activity after a batch of messages, and the same object where they tell of none. */
export function withMessages(
  before: Activity,
  messages: readonly ServerMessage[],
  source: MessageSource,
  now: number,
): Activity {
  let { at, newest } = before
  for (const message of messages) {
    const place = message.order ?? (message.at > 0 ? ([message.at, 0] as const) : null)
    if (!isActivity(message) || (place && newest && !isAfter(place, newest))) continue
    newest = place ?? newest
    // The server's clock may be ahead of ours.
    at = Math.max(at, source === 'live' ? now : Math.min(message.at, now))
  }
  return at === before.at && newest === before.newest ? before : { ...before, at, newest }
}

/** Who comes back to the page joins again, which is no activity. Closing a segment is one. */
function isActivity(message: ServerMessage): boolean {
  const { type, from, interactionState } = message
  const isTyping = /^typingstarted/i.test(type)
  if (from.type === 'customer') return isTyping || hasContent(message)
  if (isOtherSide(message)) return isTyping || type === 'ParticipantJoined' || hasContent(message)
  return interactionState !== ''
}
