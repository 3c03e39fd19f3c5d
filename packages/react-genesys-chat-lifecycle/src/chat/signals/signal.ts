import { describe, tellOnce } from '../../common/checks.ts'
import { inDevelopment } from '../../common/development.ts'
import type { ServerMessage } from '../../platform/message.ts'
import type { TransportName } from '../../platform/port.ts'
import type { Person } from '../people.ts'
import type { DetectedClose, ReadMessage } from '../readMessage.ts'
import type { SegmentState } from '../state.ts'

/**
 * Decides when a segment is closed. Write your own if your workflow announces it in another way.
 *
 * @example
 * const survey: CloseSignal = {
 *   name: 'survey',
 *   detect: (message) => (message.from.type === 'bot' && message.text === 'SURVEY' ? 'completed' : null),
 * }
 */
export interface CloseSignal {
  /** Becomes `closedSegment.signal`. */
  readonly name: string
  /** Reads a message that is not the customer's own. Returns `finalizing` or `completed` if it closes the segment, else null. */
  readonly detect?: (message: ServerMessage) => SegmentState | null | undefined
  /** Reads who took part in the segment. Returns true while their absence suggests that the segment is closed. */
  readonly detectAbsence?: (people: readonly Person[]) => boolean
  /** Milliseconds for which `detectAbsence` must return true. The wait starts again when somebody else leaves. */
  readonly graceMs?: number
  /** The transports of Genesys Widgets on which it can occur. All of them by default. */
  readonly transports?: readonly TransportName[]
}

/** Asks every signal about each message of a batch. */
export function readCloses(
  messages: readonly ServerMessage[],
  signals: readonly CloseSignal[],
  onError: (error: unknown) => void,
): ReadMessage[] {
  return messages.map((message) => {
    const closes = detectClose(message, signals, onError)
    // Few of them close anything: the others need no copy. A member added behind a spread makes engines slow.
    return closes ? { closes, ...message } : message
  })
}

/** Tells developers of an answer that counts as none, such as the promise of an asynchronous function. */
export function checkAnswer(asked: string, expected: string, answer: unknown, ...right: unknown[]): void {
  if (answer === undefined || right.includes(answer)) return
  tellOnce(`closeSignals: expected ${asked} to return ${expected}, got ${describe(answer)}.`)
}

/** Asks every signal about a message. The customer's own words never close a segment. */
export function detectClose(
  message: ServerMessage,
  signals: readonly CloseSignal[],
  onError: (error: unknown) => void,
): DetectedClose | null {
  if (message.from.type === 'customer') return null
  for (const { name, detect } of signals) {
    try {
      const state = detect?.(message)
      if (state === 'finalizing' || state === 'completed') return { state, signal: name }
      inDevelopment(() =>
        checkAnswer(`detect of "${name}"`, "'finalizing', 'completed' or null", state, null),
      )
    } catch (error) {
      // The other signals still count.
      onError(error)
    }
  }
  return null
}
