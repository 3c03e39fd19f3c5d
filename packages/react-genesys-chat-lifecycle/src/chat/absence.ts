import { createTimer } from '../common/timer.ts'
import { presentSince } from './people.ts'
import type { ChatRecord } from './reducer.ts'
import type { CloseSignal } from './signals/signal.ts'

/** Watches for the signal that no message carries: nobody is left on the other side, and nobody comes. */
export class AbsenceWatch {
  readonly #onClosed: (signal: CloseSignal) => void
  readonly #timer = createTimer()

  constructor(onClosed: (signal: CloseSignal) => void) {
    this.#onClosed = onClosed
  }

  update({ session, segment, people }: ChatRecord, signals: readonly CloseSignal[]): void {
    const signal = signals.find(({ detectAbsence }) => detectAbsence)
    const isOpen = session === 'live' && !segment.closedSegment
    // Who left before a segment was reopened does not tell that nobody comes to this one.
    if (!signal || !isOpen || !signal.detectAbsence?.(presentSince(people, segment.reopenedAt))) this.stop()
    else if (!this.#timer.isRunning) this.#timer.start(signal.graceMs ?? 0, () => this.#onClosed(signal))
  }

  stop(): void {
    this.#timer.stop()
  }
}
