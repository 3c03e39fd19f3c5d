import type { GuestFrame, GuestLink, GuestRequest, GuestSocket } from '../link/types.ts'

/** A connection that is made anew when it is lost. */
export interface SteadySocketHandlers {
  /** Open, for the first time or again. */
  onOpen(isAgain: boolean): void
  onFrame(frame: GuestFrame): void
  onLost(): void
  onRetry(): void
}

/** Milliseconds between two attempts. */
const RETRY_MS = 500

/** One socket after another, for as long as the service wants to be connected. */
export class SteadySocket {
  readonly #link: GuestLink
  readonly #handlers: SteadySocketHandlers
  #socket: GuestSocket | undefined
  #isOpen = false
  #wasLost = false
  #retry: ReturnType<typeof setTimeout> | undefined

  constructor(link: GuestLink, handlers: SteadySocketHandlers) {
    this.#link = link
    this.#handlers = handlers
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  get isWanted(): boolean {
    return this.#socket !== undefined
  }

  open(): void {
    if (!this.#socket) this.#connect()
  }

  send(request: GuestRequest): void {
    this.#socket?.send(request)
  }

  close(): void {
    clearTimeout(this.#retry)
    this.#socket?.close()
    this.#socket = undefined
    this.#isOpen = false
    this.#wasLost = false
  }

  #connect(): void {
    this.#socket = this.#link.connect({
      onOpen: () => {
        this.#isOpen = true
        const isAgain = this.#wasLost
        this.#wasLost = false
        this.#handlers.onOpen(isAgain)
      },
      onFrame: (frame) => this.#handlers.onFrame(frame),
      onLost: () => {
        if (!this.#wasLost) this.#handlers.onLost()
        this.#isOpen = false
        this.#wasLost = true
        this.#retry = setTimeout(() => {
          this.#handlers.onRetry()
          this.#connect()
        }, RETRY_MS)
      },
    })
  }
}
