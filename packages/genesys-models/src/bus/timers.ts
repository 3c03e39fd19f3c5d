/** Runs callbacks the way the bus does: each in a `setTimeout(0)` of its own. */
export class Timers {
  readonly #onUncaughtError: ((error: unknown) => void) | undefined
  #pending = 0
  #isDisposed = false

  constructor(onUncaughtError: ((error: unknown) => void) | undefined) {
    this.#onUncaughtError = onUncaughtError
  }

  get pending(): number {
    return this.#pending
  }

  /** Callbacks that have not run yet never run. */
  dispose(): void {
    this.#isDisposed = true
  }

  readonly later = (run: () => void): void => {
    this.#pending += 1
    setTimeout(() => {
      this.#pending -= 1
      if (!this.#isDisposed) this.#run(run)
    }, 0)
  }

  #run(run: () => void): void {
    if (!this.#onUncaughtError) {
      run()
      return
    }
    try {
      run()
    } catch (error) {
      this.#onUncaughtError(error)
    }
  }
}
