import { inDevelopment, PACKAGE } from '../../common/development.ts'
import type { BusConnection, BusListener } from './connection.ts'

const SESSION = 'WebChatService.sessionActive'

/**
 * Chooses among the buses of a page on which the widget was loaded more than once. All of them go on working; the chat is on the one that
 * has a session.
 */
export class BusChoice {
  readonly #onChoice: (bus: BusConnection) => void
  readonly #onNews: BusListener
  readonly #offs: (() => void)[] = []
  readonly #seen: BusConnection[] = []
  /** The transcripts of their windows. That of a second load is never in the document, and that of a widget that was removed no more. */
  readonly #transcripts = new Map<BusConnection, { isConnected?: unknown }>()
  #current: BusConnection | undefined

  /** @param onNews - receives the messages that a superseded widget takes away from the one that is followed */
  constructor(onChoice: (bus: BusConnection) => void, onNews: BusListener) {
    this.#onChoice = onChoice
    this.#onNews = onNews
  }

  add(bus: BusConnection): void {
    if (!this.#seen.includes(bus)) {
      this.#seen.push(bus)
      this.#watch(bus)
      if (this.#seen.length > 1) warnOnce(this.#seen)
    }
    this.#choose()
  }

  stop(): void {
    for (const off of this.#offs) off()
  }

  #watch(bus: BusConnection): void {
    this.#offs.push(
      bus.on('WebChatService.data.sessionActive', () => this.#choose()),
      bus.on('WebChatService.ready', () => this.#choose()),
      bus.on('WebChat.messageAdded', ({ data }) => {
        const { transcript } = (data ?? {}) as { transcript?: { isConnected?: unknown } }
        if (transcript) this.#transcripts.set(bus, transcript)
        this.#choose()
      }),
      bus.on('WebChatService.messageReceived', (envelope) => {
        if (bus !== this.#current) this.#onNews(envelope)
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
      const visible = withSession.filter((bus) => this.#transcripts.get(bus)?.isConnected !== false)
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
      `${PACKAGE} Genesys Widgets were loaded twice on this page. The library follows the one that has a session. Load them once, because each of them takes messages from the other.`,
    )
  })
}
