import { createListeners } from './listeners.ts'
import { createTimer } from './timer.ts'

/** A time in which something is on its way: until it has come, or for as long as it may take. */
export class Gap {
  readonly #timer = createTimer()
  readonly #over = createListeners()

  get isUnderWay(): boolean {
    return this.#timer.isRunning
  }

  /** @param turns - see {@link createTimer} */
  begin(ms: number, turns?: number): void {
    this.#timer.start(ms, () => this.#over.notify(), turns)
  }

  end(): void {
    this.#timer.stop()
    this.#over.notify()
  }

  /** Resolves when nothing is on its way any more. */
  whenOver(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.isUnderWay) {
        resolve()
        return
      }
      const off = this.#over.add(() => {
        off()
        resolve()
      })
    })
  }
}
