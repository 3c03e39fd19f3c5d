import { createPause } from '../../common/pause.ts'
import type { BusEnvelope } from './busTypes.ts'

/** Passes events on in their order, and keeps them back while a question to the bus is open. */
export class EventQueue {
  readonly #take: (envelope: BusEnvelope) => void
  readonly #batch: (work: () => void) => void
  readonly #arrival = createPause()
  #kept: BusEnvelope[] | null = null
  #generation = 0
  #awaited: string | undefined

  constructor(take: (envelope: BusEnvelope) => void, batch: (work: () => void) => void) {
    this.#take = take
    this.#batch = batch
  }

  push(envelope: BusEnvelope): void {
    if (!this.#kept) {
      this.#take(envelope)
      return
    }
    this.#kept.push(envelope)
    if (envelope.event === this.#awaited) this.#arrival.release()
  }

  /** Keeps events back until `ask` has its answer, then takes the answer and the events as one change. */
  async holdWhile(ask: () => Promise<() => void>): Promise<void> {
    if (this.#kept) return
    this.#kept = []
    const generation = this.#generation
    const answer = await ask()
    if (generation !== this.#generation) return
    const kept = this.#kept
    this.#kept = null
    this.#batch(() => {
      answer()
      for (const envelope of kept) this.push(envelope)
    })
  }

  /** While holding: resolves when an event of this name has been kept back, or after a time. */
  async untilKept(event: string, ms: number): Promise<void> {
    if (this.#kept?.some((envelope) => envelope.event === event)) return
    this.#awaited = event
    await this.#arrival.wait(ms)
    this.#awaited = undefined
  }

  /** Forgets what is kept back, and the question it waits for. */
  clear(): void {
    this.#generation++
    this.#kept = null
    this.#arrival.release()
  }
}
