import { createTimer } from '../../common/timer.ts'
import { attempt } from '../../common/values.ts'
import { ChatCommandError } from '../commandError.ts'
import type {
  CloseResult,
  EndOutcome,
  EndReason,
  FileLimits,
  OpenOptions,
  OpenResult,
  OutgoingMessage,
  PlatformCommands,
  StartOptions,
} from '../port.ts'
import type { MessengerClient } from './client.ts'
import type { MessengerConnection } from './connection.ts'
import type { Conversation } from './conversation.ts'
import { sendFile } from './files.ts'

const NOTHING_TO_CLEAR = /no active conversation/i
/** Messenger takes a typing every five seconds, and never answers to those between. */
const TYPING_PAUSE_MS = 5_000
const TYPING_ANSWER_MS = 1_000

/** The Guest API takes no more in one message. */
const MOST_BYTES = 2_048
/** What cannot be written as JSON is refused by the bus. */
const sizeOf = (value: object): number =>
  attempt(() => new TextEncoder().encode(JSON.stringify(value)).length) ?? 0

/** The commands of Messenger as promises that settle. */
export class MessengerCommands implements PlatformCommands {
  readonly #client: MessengerClient
  readonly #startTimeoutMs: () => number
  #typedAt = 0

  constructor(client: MessengerClient, commandTimeoutMs: () => number) {
    this.#client = client
    this.#startTimeoutMs = commandTimeoutMs
  }

  /** After an end by the server, the conversation is reset. `startConversation` answers before there is one, or never. */
  async start(options: StartOptions): Promise<void> {
    await this.#addAttributes(options)
    const isOver = this.#conversation?.isReadOnly
    const command = `MessagingService.${isOver ? 'resetConversation' : 'startConversation'}`
    const timeoutMs = this.#startTimeoutMs()
    const timer = createTimer()
    let off = (): void => {}
    const started = new Promise<void>((resolve, reject) => {
      // It may have to wait for Messenger.
      const onGive = (connection: MessengerConnection): void => {
        off = connection.on('MessagingService.started', () => resolve())
        timer.start(timeoutMs, () => {
          const words = `no conversation began within ${timeoutMs} ms`
          reject(new ChatCommandError(command, 'timeout', words))
        })
      }
      this.#client.run(command, {}, { onGive }).catch(reject)
    })
    try {
      await started
    } finally {
      off()
      timer.stop()
    }
  }

  async send({ text, data }: OutgoingMessage): Promise<void> {
    // What the customer chose is no text of theirs.
    const message = data.postback ? data : { ...data, message: text }
    await this.#client.run('MessagingService.sendMessage', message, { isPassing: true })
  }

  async sendTyping(): Promise<void> {
    const now = Date.now()
    if (now - this.#typedAt < TYPING_PAUSE_MS) return
    this.#typedAt = now
    try {
      await this.#client.run('MessagingService.sendTyping', {}, { timeoutMs: TYPING_ANSWER_MS })
    } catch (error) {
      if (!(error instanceof ChatCommandError && error.kind === 'timeout')) throw error
    }
  }

  async end(reason: EndReason): Promise<EndOutcome> {
    const conversation = this.#conversation
    // The other providers of the page learn from it why the conversation ends.
    if (conversation) conversation.endReason = reason
    try {
      await this.#clear()
      return { status: 'ended' }
    } catch (failure) {
      const error = failure as ChatCommandError
      if (error.kind === 'timeout') return { status: 'unknown', error }
      // Also where the provider has gone meanwhile.
      if (conversation) conversation.endReason = null
      return { status: 'not-sent', error }
    }
  }

  async #clear(): Promise<void> {
    const command = 'MessagingService.clearConversation'
    if (this.#conversation?.deployment?.canClear === false) {
      const words =
        'Conversation Clear is off in this Messenger configuration, so a page cannot end a conversation. Switch it on under Messenger Configurations > Apps > Conversation Clear'
      throw new ChatCommandError(command, 'rejected', words)
    }
    await this.#run(command, NOTHING_TO_CLEAR)
  }

  /** The server has ended it, and Messenger knows. Clearing or resetting it is the customer's to decide. */
  release(): void {}

  /** The window has no form. A conversation begins with the customer's first message, or by itself. */
  async openWindow(options: OpenOptions): Promise<OpenResult> {
    await this.#addAttributes(options)
    await this.#run('Messenger.open', /already open/i)
    return { status: this.#conversation?.isOn ? 'joined' : 'form' }
  }

  async closeWindow(): Promise<CloseResult> {
    await this.#run('Messenger.close', /already closed/i)
    return { status: 'closed' }
  }

  /** Messenger opens a session for a text, and not for a file. */
  async sendFile(file: File, onProgress: (part: number) => void): Promise<void> {
    if (!this.#conversation?.isOn) await this.start({})
    const { connection } = this.#client
    if (!connection) throw new ChatCommandError('sendFile', 'cancelled', 'the provider was unmounted')
    await sendFile(this.#client, connection, file, onProgress)
  }

  async readFileLimits(): Promise<FileLimits | null> {
    return this.#conversation?.fileLimits ?? null
  }

  updateUserData(userData: Readonly<Record<string, unknown>>): Promise<void> {
    return this.#addAttributes({ userData })
  }

  /** What would ride on the next message, and a conversation that the server has ended: Messenger keeps it to be read. */
  async forgetCustomer(): Promise<void> {
    this.#typedAt = 0
    const { connection } = this.#client
    if (connection?.has('Database') !== false) {
      await this.#client.run('Database.set', { messaging: { customAttributes: {} } })
    }
    if (!connection?.conversation.isReadOnly) return
    connection.conversation.log.clear()
    await this.#clear()
  }

  /** Older messages are published before the command answers. */
  async loadOlder(): Promise<void> {
    const command = 'MessagingService.fetchHistory'
    // Offline, Messenger says that there are no more.
    if (this.#conversation?.isOnline === false) {
      throw new ChatCommandError(command, 'unavailable', 'the page is offline')
    }
    const answer = await this.#client.run(command)
    // In words where there are no more.
    if (typeof answer === 'string' && this.#conversation?.isOnline) this.#conversation.log.hasOlder = false
  }

  async injectNotice(): Promise<void> {
    const words = 'Messenger has no transcript that a page can write into. Show the notice in your page'
    throw new ChatCommandError('injectNotice', 'rejected', words)
  }

  get #conversation(): Conversation | undefined {
    return this.#client.connection?.conversation
  }

  /** A rejection that matches `fine` means that things are as the caller wants them. */
  async #run(command: string, fine: RegExp): Promise<void> {
    try {
      await this.#client.run(command)
    } catch (error) {
      if (!(error instanceof ChatCommandError && fine.test(error.reason))) throw error
    }
  }

  /** They ride on the next message. Nested values are refused by Messenger. What is larger it would drop, and keep the text. */
  async #addAttributes({ form, userData }: StartOptions): Promise<void> {
    const customAttributes = { ...form, ...userData }
    if (Object.keys(customAttributes).length === 0) return
    const command = 'Database.update'
    if (sizeOf(customAttributes) > MOST_BYTES) {
      throw new ChatCommandError(command, 'rejected', `expected at most ${MOST_BYTES} bytes of attributes`)
    }
    await this.#client.run(command, { messaging: { customAttributes } })
  }
}
