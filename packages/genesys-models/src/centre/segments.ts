import type { Clock } from './clock.ts'

export interface Segment {
  /** Counted from 1. */
  readonly number: number
  readonly openedBy: 'customer' | 'agent'
  /** Epoch milliseconds. */
  readonly openedAt: number
  /** Epoch milliseconds; null while it is open. */
  readonly closedAt: number | null
  readonly interactionState: string | null
}

/** The interactions of one session. The first opens with it, the next when somebody comes back to it. */
export class Segments {
  readonly #clock: Clock
  readonly #all: Segment[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get all(): readonly Segment[] {
    return this.#all
  }

  get current(): Segment | undefined {
    return this.#all.at(-1)
  }

  get isOpen(): boolean {
    return this.current?.closedAt === null
  }

  /** Opens a segment unless one is open. Returns whether it did. */
  open(openedBy: Segment['openedBy']): boolean {
    if (this.isOpen) return false
    this.#all.push({
      number: this.#all.length + 1,
      openedBy,
      openedAt: this.#clock.now(),
      closedAt: null,
      interactionState: null,
    })
    return true
  }

  /** Closes the current segment without a state. */
  close(): void {
    const current = this.#all.pop()
    if (current) this.#all.push({ ...current, closedAt: current.closedAt ?? this.#clock.now() })
  }

  /** Sets the state of the current segment. `Finalizing` and `Completed` close it. */
  setState(interactionState: string): void {
    const current = this.#all.pop()
    if (!current) return
    const closedAt = current.closedAt ?? (isClosing(interactionState) ? this.#clock.now() : null)
    this.#all.push({ ...current, interactionState, closedAt })
  }
}

/** Whether a state closes its segment. */
export function isClosing(interactionState: string): boolean {
  return interactionState === 'Finalizing' || interactionState === 'Completed'
}
