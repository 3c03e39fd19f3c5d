import { createListeners } from '../../common/listeners.ts'
import { createTimer } from '../../common/timer.ts'
import type { BusClient } from './client.ts'

/** A restored session opens its window within this time, if it had one. */
const RESTORE_MS = 1_000
/** The window's files may have to be loaded first. */
const OPENING_MS = 5_000

/**
 * Knows whether the window is about to open. Between the restore of a session, or the command to open, and the window itself there is a
 * gap in which the widget refuses to close it and opens it all the same.
 */
export class WindowOpening {
  readonly #client: BusClient
  readonly #timer = createTimer()
  readonly #done = createListeners()

  constructor(client: BusClient) {
    this.#client = client
    client.intercept('WebChat.open', (data) => {
      if (!this.#isOpen) this.#begin(OPENING_MS)
      return data
    })
    client.on('WebChatService.restored', () => {
      if (!this.#isOpen && !this.isUnderWay && client.connection?.has('WebChat')) this.#begin(RESTORE_MS)
    })
    client.on('WebChat.opened', () => this.#finish())
    client.on('WebChat.closed', () => this.#finish())
  }

  get isUnderWay(): boolean {
    return this.#timer.isRunning
  }

  /** Resolves when no opening is under way any more. */
  whenDone(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.isUnderWay) {
        resolve()
        return
      }
      const off = this.#done.add(() => {
        off()
        resolve()
      })
    })
  }

  get #isOpen(): boolean {
    return this.#client.connection?.data('WebChat.open') === true
  }

  #begin(ms: number): void {
    this.#timer.start(ms, () => this.#done.notify())
  }

  #finish(): void {
    this.#timer.stop()
    this.#done.notify()
  }
}
