import { describe, tellOnce } from '../common/checks.ts'
import { inDevelopment } from '../common/development.ts'
import { createTimer, type Timer } from '../common/timer.ts'
import { isMilliseconds } from '../common/values.ts'
import { type Person, presentSince } from './people.ts'
import type { ChatRecord } from './reducer.ts'
import type { CloseSignal } from './signals/signal.ts'

/** A wait that cannot be read must not close a segment at once. */
const SAFE_GRACE_MS = 30_000

/** Watches for the signals that no message carries: nobody is left on the other side, and nobody comes. */
export class AbsenceWatch {
  readonly #onClosed: (signal: CloseSignal) => void
  readonly #onThrow: (error: unknown) => void
  /** By signal and wait: a signal with another wait starts anew. */
  readonly #timers = new Map<string, Timer>()
  /** Reported once. Options that change because of the report would cause the next one. */
  readonly #throwing = new Set<string>()

  constructor(onClosed: (signal: CloseSignal) => void, onThrow: (error: unknown) => void) {
    this.#onClosed = onClosed
    this.#onThrow = onThrow
  }

  update({ session, segment, people }: ChatRecord, signals: readonly CloseSignal[]): void {
    const isOpen = session === 'live' && !segment.closedSegment
    // Who left before a segment was reopened does not tell that nobody comes to this one.
    const present = presentSince(people, segment.reopenedAt)
    const due = new Map<string, CloseSignal>()
    for (const signal of isOpen ? signals : []) {
      if (this.#detects(signal, present)) due.set(`${graceOf(signal)} ${signal.name}`, signal)
    }
    for (const [key, timer] of this.#timers) {
      if (due.has(key)) continue
      timer.stop()
      this.#timers.delete(key)
    }
    for (const [key, signal] of due) if (!this.#timers.has(key)) this.#start(key, signal)
  }

  stop(): void {
    for (const timer of this.#timers.values()) timer.stop()
    this.#timers.clear()
  }

  #start(key: string, signal: CloseSignal): void {
    const timer = createTimer()
    this.#timers.set(key, timer)
    timer.start(graceOf(signal), () => {
      this.#timers.delete(key)
      this.#onClosed(signal)
    })
  }

  #detects(signal: CloseSignal, present: readonly Person[]): boolean {
    try {
      const isAbsent = signal.detectAbsence?.(present) === true
      this.#throwing.delete(signal.name)
      return isAbsent
    } catch (error) {
      const isNew = !this.#throwing.has(signal.name)
      this.#throwing.add(signal.name)
      // The other signals still count.
      if (isNew) this.#onThrow(error)
      return false
    }
  }
}

function graceOf({ name, graceMs = 0 }: CloseSignal): number {
  if (isMilliseconds(graceMs)) return graceMs
  inDevelopment(() =>
    tellOnce(
      `closeSignals: expected graceMs of "${name}" to be a number of milliseconds, got ${describe(graceMs)}. 30_000 is used.`,
    ),
  )
  return SAFE_GRACE_MS
}
