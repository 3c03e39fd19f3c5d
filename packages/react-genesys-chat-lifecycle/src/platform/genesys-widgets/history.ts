import { createTimer } from '../../common/timer.ts'
import { read } from '../../common/values.ts'
import { ChatCommandError } from '../commandError.ts'
import type { BusClient } from './client.ts'
import { BUS_TURNS } from './connection.ts'
import type { CurrentTransport } from './currentTransport.ts'
import { webchatConfiguration } from './page.ts'

/** A page is published right before or after the command's answer, unless it brings nothing new. */
const PAGE_MS = 300

/** Knows whether there may be older messages than those the service has delivered, and asks for them. */
export class History {
  readonly #client: BusClient
  readonly #transport: CurrentTransport
  #hasOlder = false
  /** Whether the session was there before we listened: nobody told whether it was started or restored. */
  #isFound = false
  /** Stands for the session that is on. An answer may come after another one has begun. */
  #session: object = {}

  constructor(client: BusClient, transport: CurrentTransport) {
    this.#client = client
    this.#transport = transport
    client.whenConnected((bus) => {
      this.#begin(bus.data('WebChatService.sessionActive') === true && this.#hasPages(), true)
      return () => {}
    })
    // Of a chat that was started on this page the service has everything. Asked for more, it would never answer.
    client.on('WebChatService.started', () => this.#begin(false))
    client.on('WebChatService.restored', ({ data }) => this.#begin(this.#hasPages(read(data, 'async'))))
  }

  get hasOlder(): boolean {
    return this.#hasOlder
  }

  /** Resolves when the page was published. */
  async load(): Promise<void> {
    const session = this.#session
    const know = (hasOlder: boolean): void => {
      if (session === this.#session) this.#hasOlder = hasOlder
    }
    if (this.#isFound && (await this.#hasBeginning()) && session === this.#session) this.#begin(false)
    if (!this.#hasOlder || session !== this.#session) return
    let notice = (): void => {}
    const published = new Promise<boolean>((resolve) => {
      notice = () => resolve(true)
    })
    const off = this.#client.on('WebChatService.messageReceived', ({ data }) => {
      if (read(data, 'oldMessages') === true) notice()
    })
    try {
      await this.#client.run('WebChatService.fetchHistory')
      const silence = new Promise<boolean>((resolve) => {
        createTimer().start(PAGE_MS, () => resolve(false), BUS_TURNS)
      })
      know(await Promise.race([published, silence]))
    } catch (error) {
      if (!(error instanceof ChatCommandError && /no more messages/i.test(error.reason))) throw error
      know(false)
    } finally {
      off()
    }
  }

  #begin(hasOlder: boolean, isFound = false): void {
    this.#session = {}
    this.#hasOlder = hasOlder
    this.#isFound = isFound
  }

  /** Regular chats are restored as a whole, except on Genesys Cloud. GMS over CometD has pages, and tells no capabilities. */
  #hasPages(async?: unknown): boolean {
    const capabilities = this.#client.connection?.data('WebChatService.capabilities')
    return (
      read(capabilities, 'pagination') === true ||
      (async === true && webchatConfiguration()?.cometD !== undefined)
    )
  }

  /** A session begins with the customer, who joins. */
  async #hasBeginning(): Promise<boolean> {
    const [first] = this.#transport.read(await this.#client.run('WebChatService.getTranscript'))
    return first?.from.type === 'customer' && first.type === 'ParticipantJoined'
  }
}
