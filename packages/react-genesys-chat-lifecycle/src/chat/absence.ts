import { describe, tellOnce } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import { CATCH_UP_MS, createTimer, LATE_MS, type Timer } from '../common/timer.ts'
import { isMilliseconds } from '../common/values.ts'
import type { MessageOrder } from '../platform/message.ts'
import { isAfter } from './order.ts'
import { type Person, presentSince } from './people.ts'
import type { ChatRecord } from './reducer.ts'
import { type CloseSignal, checkAnswer } from './signals/signal.ts'

/** An invalid wait must not close a segment immediately. */
const SAFE_GRACE_MS = 30_000

/** Watches for the signals that no message carries: nobody is left on the other side, and nobody comes. */
export class AbsenceWatch {
  readonly #onClosed: (signal: CloseSignal) => void
  readonly #onThrow: (error: unknown) => void
  /** By signal, wait and the last who left: with another wait, and after each leaving, the time begins anew. */
  readonly #timers = new Map<string, Timer>()
  /** Reported once. Options that change because of the report would cause the next one. */
  readonly #throwing = new Set<string>()

  constructor(onClosed: (signal: CloseSignal) => void, onThrow: (error: unknown) => void) {
    this.#onClosed = onClosed
    this.#onThrow = onThrow
  }

  update(record: ChatRecord, signals: readonly CloseSignal[]): void {
    const lastLeft = presentIn(record).reduce(latestLeft, null)
    const due = new Map<string, CloseSignal>()
    for (const signal of this.#detected(record, signals)) {
      due.set(`${graceOf(signal)} ${lastLeft} ${signal.name}`, signal)
    }
    for (const [key, timer] of this.#timers) {
      if (due.has(key)) continue
      timer.stop()
      this.#timers.delete(key)
    }
    for (const [key, signal] of due) if (!this.#timers.has(key)) this.#start(key, signal, graceOf(signal))
  }

  /** The signal whose wait was over before now, going by when the last one left, and since when it has been. */
  overdue(
    record: ChatRecord,
    signals: readonly CloseSignal[],
    now: number,
  ): [CloseSignal, number] | undefined {
    const lastLeft = Math.max(...presentIn(record).map(({ leftAt }) => leftAt ?? 0))
    return this.#detected(record, signals)
      .map((signal): [CloseSignal, number] => [signal, lastLeft + graceOf(signal)])
      .find(([, since]) => lastLeft > 0 && since <= now)
  }

  stop(): void {
    for (const timer of this.#timers.values()) timer.stop()
    this.#timers.clear()
  }

  #detected(record: ChatRecord, signals: readonly CloseSignal[]): CloseSignal[] {
    const { session, segment, connection } = record
    // Without a connection, joins are not received.
    const isOpen = session === 'live' && !segment.closedSegment && connection === 'online'
    return isOpen ? signals.filter((signal) => this.#detects(signal, presentIn(record))) : []
  }

  #start(key: string, signal: CloseSignal, ms: number, isLast = false): void {
    const timer = createTimer()
    this.#timers.set(key, timer)
    const due = Date.now() + ms
    timer.start(ms, () => {
      this.#timers.delete(key)
      if (!isLast && Date.now() - due > LATE_MS) {
        this.#start(key, signal, Math.min(ms, CATCH_UP_MS), true)
        return
      }
      this.#onClosed(signal)
    })
  }

  #detects(signal: CloseSignal, present: readonly Person[]): boolean {
    try {
      const answer: unknown = signal.detectAbsence?.(present)
      this.#throwing.delete(signal.name)
      inDevelopment(() =>
        checkAnswer(`detectAbsence of "${signal.name}"`, 'true or false', answer, true, false),
      )
      return answer === true
    } catch (error) {
      const isNew = !this.#throwing.has(signal.name)
      this.#throwing.add(signal.name)
      // The other signals still count.
      if (isNew) this.#onThrow(error)
      return false
    }
  }
}

/** Who left before a segment was reopened does not tell that nobody comes to this one. */
const presentIn = ({ people, segment }: ChatRecord): Person[] => presentSince(people, segment.reopenedAt)

const latestLeft = (latest: MessageOrder | null, { isHere, order }: Person): MessageOrder | null =>
  !isHere && order && isAfter(order, latest) ? order : latest

function graceOf({ name, graceMs = 0 }: CloseSignal): number {
  if (isMilliseconds(graceMs)) return graceMs
  inDevelopment(() =>
    tellOnce(
      `closeSignals: expected graceMs of "${name}" to be a number of milliseconds, got ${describe(graceMs)}. 30_000 is used.`,
    ),
  )
  return SAFE_GRACE_MS
}
