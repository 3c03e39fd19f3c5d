import type { MessengerCall, MessengerPlugin } from '../bus/types.ts'
import type { GuestLink, GuestMessage } from '../link/types.ts'
import { format, presenceOf } from './format.ts'

interface SeenTranscriptOptions {
  readonly plugin: MessengerPlugin
  readonly link: GuestLink
  readonly token: () => string
  readonly disconnectEvents?: number | undefined
}

/** What the transport has seen of a session, live or from its history. */
export class SeenTranscript {
  readonly #options: SeenTranscriptOptions
  /** By time. */
  readonly #seen = new Map<string, GuestMessage>()
  #pages = 0
  #isAllFetched = false

  constructor(options: SeenTranscriptOptions) {
    this.#options = options
  }

  clear(): void {
    this.#seen.clear()
    this.#pages = 0
    this.#isAllFetched = false
  }

  /** Returns whether it is new: a second message of the same time is dropped. */
  add(message: GuestMessage): boolean {
    const isNew = !this.#seen.has(message.channel.time)
    this.#seen.set(message.channel.time, message)
    return isNew
  }

  /** Everything that was seen, in the other shape. An old Disconnect among it is published again. */
  async restore(): Promise<void> {
    const { link, plugin, token } = this.#options
    this.#pages = 1
    const { entities, total, pageNumber, pageSize } = await link.history(token(), 1)
    for (const message of entities.toReversed()) this.#seen.set(message.channel.time, message)
    const messages = [...this.#seen.values()].sort((a, b) => (a.channel.time < b.channel.time ? 1 : -1))
    this.#announceDisconnects(messages)
    plugin.republish('restored', { messages: messages.map(format), pageNumber, pageSize })
    this.#isAllFetched = total <= pageSize
    if (this.#isAllFetched) plugin.publish('historyComplete', {})
  }

  async fetchOlder(call: MessengerCall, isOnline: boolean): Promise<void> {
    const { link, plugin, token } = this.#options
    if (this.#isAllFetched || !isOnline) {
      call.resolve('All the messages are fetched')
      return
    }
    try {
      const page = await link.history(token(), this.#pages + 1)
      this.#pages += 1
      const older = page.entities.filter((message) => this.add(message))
      this.#isAllFetched = this.#pages * page.pageSize >= page.total
      const data = { messages: older.map(format), pageNumber: page.pageNumber, pageSize: page.pageSize }
      this.#announceDisconnects(older)
      plugin.publish('oldMessages', data)
      if (this.#isAllFetched) plugin.publish('historyComplete', {})
      call.resolve(data)
    } catch {
      call.reject('Unable to fetch history')
    }
  }

  announceDisconnect(message: GuestMessage): void {
    const { plugin, disconnectEvents = 2 } = this.#options
    const { readOnly } = message.metadata ?? {}
    const data = { message, readOnly: readOnly === undefined ? undefined : readOnly === 'true' }
    for (let n = disconnectEvents; n > 0; n--) plugin.publish('conversationDisconnected', data)
  }

  #announceDisconnects(messages: readonly GuestMessage[]): void {
    for (const message of messages) {
      if (presenceOf(message) === 'Disconnect') this.announceDisconnect(message)
    }
  }
}
