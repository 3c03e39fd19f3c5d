import { inDevelopment, PACKAGE } from '../../common/development.ts'
import type { BusConnection } from './connection.ts'

const SESSION = 'WebChatService.sessionActive'

/**
 * Chooses among the buses of a page on which the widget was loaded more than once. All of them go on working; the chat is on the one that
 * has a session.
 */
export class BusChoice {
  readonly #onChoice: (bus: BusConnection) => void
  readonly #offs: (() => void)[] = []
  readonly #seen: BusConnection[] = []
  readonly #watched = new Set<BusConnection>()
  /** Buses whose window is not in the document: the widget of a second load. */
  readonly #invisible = new Set<BusConnection>()
  #current: BusConnection | undefined

  constructor(onChoice: (bus: BusConnection) => void) {
    this.#onChoice = onChoice
  }

  add(bus: BusConnection): void {
    if (!this.#seen.includes(bus)) {
      this.#seen.push(bus)
      if (this.#seen.length > 1) this.#watchAll()
    }
    this.#choose()
  }

  stop(): void {
    for (const off of this.#offs) off()
  }

  /** The first bus is watched once there is a second one. */
  #watchAll(): void {
    warnOnce(this.#seen)
    for (const bus of this.#seen) if (!this.#watched.has(bus)) this.#watch(bus)
  }

  #watch(bus: BusConnection): void {
    this.#watched.add(bus)
    this.#offs.push(
      bus.on('WebChatService.data.sessionActive', () => this.#choose()),
      bus.on('WebChatService.ready', () => this.#choose()),
      bus.on('WebChat.messageAdded', ({ data }) => {
        const { transcript } = (data ?? {}) as { transcript?: { isConnected?: unknown } }
        if (transcript?.isConnected === false) this.#invisible.add(bus)
        else this.#invisible.delete(bus)
        this.#choose()
      }),
    )
  }

  #choose(): void {
    const next = this.#best()
    if (!next || next === this.#current) return
    this.#current = next
    this.#onChoice(next)
  }

  #best(): BusConnection | undefined {
    const withSession = this.#seen.filter((bus) => bus.data(SESSION) === true)
    if (withSession.length > 0) {
      const visible = withSession.filter((bus) => !this.#invisible.has(bus))
      const best = visible.length > 0 ? visible : withSession
      return best.find((bus) => bus === this.#current) ?? best.at(-1)
    }
    return (
      this.#seen.filter((bus) => bus.has('WebChatService') && bus.readyAt > 0).at(-1) ?? this.#seen.at(-1)
    )
  }
}

function warnOnce(buses: readonly BusConnection[]): void {
  inDevelopment(() => {
    const isTold = buses.some(({ shared }) => shared.has('warnedTwice'))
    for (const { shared } of buses) shared.set('warnedTwice', true)
    if (isTold) return
    console.warn(
      `${PACKAGE} Genesys Widgets were loaded twice on this page. The chat with a session is followed. Load them once: two widgets take each other's messages.`,
    )
  })
}
