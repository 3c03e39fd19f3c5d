import type { MessengerCall, MessengerPlugin } from '../bus/types.ts'
import type { DisconnectType } from '../guest/guestSession.ts'
import type { GuestFrame, GuestLink, GuestMessage } from '../guest/types.ts'
import type { DeploymentStore } from '../page/messengerStore.ts'
import { format, presenceOf } from './format.ts'
import { SteadySocket } from './guestSocket.ts'

/** What the service needs of the page and its deployment. */
export interface MessagingServiceOptions {
  readonly link: GuestLink
  readonly store: DeploymentStore
  readonly createId: () => string
  readonly disconnect: DisconnectType
  readonly clear: boolean
  readonly autoStart: boolean
  /** How often one Disconnect is published before its message. The vendor's formats it twice, perhaps. Default 2. */
  readonly disconnectEvents?: number | undefined
  readonly customAttributes: () => Readonly<Record<string, string>> | undefined
}

const ACTIVE = 'gcmcsessionActive'
/** The vendor does not say where it keeps the guest's token. */
const TOKEN = 'guestToken'
const TYPING_PAUSE_MS = 5_000
const SESSION_SECONDS = 259_200

const OVER = 'Conversation session has ended, start a new session to send a message.'

type Loose = Record<string, unknown>

/** The plugin MessagingService: the chat, over the Guest API. */
export class MessagingService {
  readonly #plugin: MessengerPlugin
  readonly #options: MessagingServiceOptions
  readonly #socket: SteadySocket
  /** What the transport has seen, by time. */
  readonly #seen = new Map<string, GuestMessage>()
  #token: string
  /** Where the session is: configured, or only asked for. */
  #session: 'none' | 'asked' | 'on' = 'none'
  #isReadOnly = false
  #isReset = false
  #isRestore = false
  #pages = 0
  #isAllFetched = false
  #typedAt = 0
  #waiting: (() => void)[] = []
  #clearing: MessengerCall | undefined

  constructor(plugin: MessengerPlugin, options: MessagingServiceOptions) {
    this.#plugin = plugin
    this.#options = options
    this.#token = options.store.read(TOKEN) ?? options.createId()
    this.#socket = new SteadySocket(options.link, {
      onOpen: (isAgain) => {
        if (isAgain) this.#publish('reconnected')
        this.#configure(false)
      },
      onFrame: (frame) => this.#take(frame),
      onLost: () => {
        this.#publish('offline')
        // What the transport saw is forgotten, and read again.
        this.#session = 'asked'
        this.#isRestore = true
        this.#seen.clear()
      },
      onRetry: () => this.#publish('reconnecting'),
    })
    for (const [name, run] of Object.entries(this.#commands)) plugin.registerCommand(name, run)
  }

  /** As at a page load: ready, and what the browser has is restored. */
  start(): void {
    this.#publish('sessionDurationConfigured', { sessionDurationSeconds: SESSION_SECONDS })
    this.#plugin.republish('ready')
    this.#plugin.ready()
    if (this.#options.store.read(ACTIVE) !== 'true') return
    this.#isRestore = true
    this.#plugin.republish('restoring')
    this.#open()
  }

  dispose(): void {
    this.#socket.close()
  }

  readonly #commands: Readonly<Record<string, (call: MessengerCall) => void>> = {
    startConversation: (call) => {
      if (this.#session === 'on') call.reject('There is already an active conversation')
      // While a connection is being made it never settles.
      else if (this.#session === 'none') {
        this.#waiting.unshift(() => call.resolve())
        this.#open()
      }
    },
    sendMessage: ({ data, resolve, reject }) => {
      const { message, type, postback } = data
      if (this.#isReadOnly) reject(OVER)
      else if (typeof message === 'string' && message !== '' && message.trim() === '') {
        reject('Message only contains whitespaces')
      } else {
        resolve()
        if (message) this.#whenOn(() => this.#send({ type: 'Text', text: String(message) }))
        else if (type) this.#whenOn(() => this.#send({ type: 'Structured', content: [postback] }))
      }
    },
    sendTyping: ({ resolve, reject }) => {
      if (this.#isReadOnly)
        reject('Conversation session has ended, start a new session to send a typing indicator.')
      // Before five seconds have passed it never settles.
      else if (Date.now() - this.#typedAt >= TYPING_PAUSE_MS) {
        this.#typedAt = Date.now()
        this.#request('onMessage', {
          message: { type: 'Event', events: [{ eventType: 'Typing', typing: { type: 'On' } }] },
        })
        resolve()
      }
    },
    clearTypingTimeout: ({ resolve }) => {
      this.#typedAt = 0
      resolve()
    },
    fetchHistory: (call) => void this.#fetchHistory(call),
    clearConversation: (call) => {
      if (!this.#options.clear) {
        call.reject('Please check your conversation clear option is enabled in your configuration.')
      } else if (this.#session !== 'on') call.reject('There is no active conversation found to clear.')
      else {
        this.#clearing = call
        this.#request('onMessage', {
          message: { type: 'Event', events: [{ eventType: 'Presence', presence: { type: 'Clear' } }] },
        })
      }
    },
    resetConversation: ({ resolve, reject }) => {
      if (this.#isReadOnly && this.#options.disconnect === 'read-only') {
        this.#request('closeSession', { closeAllConnections: true })
        resolve()
      } else {
        reject(
          'Conversation reset is not allowed. Check your configuration if Read only conversation disconnect is enabled.',
        )
      }
    },
    clearSession: ({ resolve }) => {
      this.#forget()
      this.#publish('sessionCleared')
      resolve()
    },
  }

  #publish(event: string, data: unknown = {}): void {
    this.#plugin.publish(event, data)
  }

  #open(): void {
    this.#session = 'asked'
    if (this.#socket.isOpen) this.#configure(false)
    else this.#socket.open()
  }

  #configure(startNew: boolean): void {
    this.#request('configureSession', { deploymentId: 'deployment', startNew })
  }

  #request(action: string, rest: Loose): void {
    this.#socket.send({ action, token: this.#token, tracingId: this.#options.createId(), ...rest })
  }

  #whenOn(run: () => void): void {
    if (this.#session === 'on') {
      run()
      return
    }
    this.#waiting.push(run)
    if (this.#session === 'none') this.#open()
  }

  #send(message: Loose): void {
    const tracingId = this.#options.createId()
    const attributes = this.#options.customAttributes()
    const sent = { ...message, metadata: { id: this.#options.createId() } }
    this.#socket.send({
      action: 'onMessage',
      token: this.#token,
      tracingId,
      message: { ...sent, ...(attributes && { channel: { metadata: { customAttributes: attributes } } }) },
    })
    this.#publish('sendingMessage', { message: { ...sent, tracingId } })
  }

  #take(frame: GuestFrame): void {
    switch (frame.class) {
      case 'SessionResponse':
        this.#takeSession(frame)
        break
      case 'StructuredMessage':
        this.#takeMessage(frame.body as GuestMessage)
        break
      case 'SessionClearedEvent':
        this.#clearing?.resolve(frame)
        this.#clearing = undefined
        this.#forget()
        this.#publish('conversationCleared', frame)
        break
      case 'SessionExpiredEvent':
        this.#forget()
        this.#publish('error', { error: frame })
        this.#publish('sessionExpired')
        break
      case 'string':
        if (frame.code === 4006 || frame.code === 4007) this.#forget()
        this.#publish('error', { error: { ...frame, errorKey: `error.${frame.code}` } })
        break
      default:
    }
  }

  #takeSession(frame: GuestFrame): void {
    const body = frame.body as Loose
    if (body.connected !== true) {
      this.#isReset = true
      this.#seen.clear()
      this.#configure(true)
      return
    }
    const { newSession, readOnly, durationSeconds, expirationDate } = body
    const isRestore = this.#isRestore
    this.#session = 'on'
    this.#isReadOnly = readOnly === true
    this.#options.store.write(ACTIVE, 'true')
    this.#options.store.write(TOKEN, this.#token)
    if (isRestore) this.#publish('sessionTimingUpdated', { durationSeconds, expirationDate })
    this.#publish('allowedFileTypes', body)
    if (isRestore) this.#publish('readOnlyConversation', frame)
    if (this.#isReset) this.#publish('conversationReset', { newSession, durationSeconds, expirationDate })
    this.#isReset = false
    this.#plugin.republish('started', { newSession, readOnly, durationSeconds, expirationDate })
    if (isRestore) void this.#restore()
    for (const run of this.#waiting.splice(0)) run()
    if (newSession === true && this.#options.autoStart) {
      this.#send({ type: 'Event', events: [{ eventType: 'Presence', presence: { type: 'Join' } }] })
    }
  }

  /** Everything that was seen, in the other shape. An old Disconnect among it is published again. */
  async #restore(): Promise<void> {
    this.#isRestore = false
    this.#pages = 1
    const { entities, total, pageNumber, pageSize } = await this.#options.link.history(this.#token, 1)
    for (const message of entities.toReversed()) this.#seen.set(message.channel.time, message)
    const messages = [...this.#seen.values()].toReversed()
    this.#announceDisconnects(messages)
    this.#plugin.republish('restored', { messages: messages.map(format), pageNumber, pageSize })
    this.#isAllFetched = total <= pageSize
    if (this.#isAllFetched) this.#publish('historyComplete')
  }

  async #fetchHistory(call: MessengerCall): Promise<void> {
    if (this.#session !== 'on') {
      call.reject('not able to fetch history')
      return
    }
    if (this.#isAllFetched || !this.#socket.isOpen) {
      call.resolve('All the messages are fetched')
      return
    }
    try {
      const page = await this.#options.link.history(this.#token, this.#pages + 1)
      this.#pages += 1
      const older = page.entities.filter(({ channel }) => !this.#seen.has(channel.time))
      for (const message of older) this.#seen.set(message.channel.time, message)
      this.#isAllFetched = this.#pages * page.pageSize >= page.total
      const data = { messages: older.map(format), pageNumber: page.pageNumber, pageSize: page.pageSize }
      this.#announceDisconnects(older)
      this.#publish('oldMessages', data)
      if (this.#isAllFetched) this.#publish('historyComplete')
      call.resolve(data)
    } catch {
      call.reject('Unable to fetch history')
    }
  }

  #announceDisconnects(messages: readonly GuestMessage[]): void {
    for (const message of messages) {
      if (presenceOf(message) === 'Disconnect') this.#announceDisconnect(message)
    }
  }

  #announceDisconnect(message: GuestMessage): void {
    const { readOnly } = message.metadata ?? {}
    const data = { message, readOnly: readOnly === undefined ? undefined : readOnly === 'true' }
    for (let n = this.#options.disconnectEvents ?? 2; n > 0; n--)
      this.#publish('conversationDisconnected', data)
  }

  #takeMessage(message: GuestMessage): void {
    const typing = message.events?.[0]?.typing
    if (typing) {
      this.#publish('typingReceived', { typing })
      return
    }
    // The transport drops a second message of the same time.
    if (this.#seen.has(message.channel.time)) return
    this.#seen.set(message.channel.time, message)
    const isDisconnect = presenceOf(message) === 'Disconnect'
    if (isDisconnect) this.#announceDisconnect(message)
    this.#publish('messagesReceived', { messages: [message] })
    if (!isDisconnect || message.metadata?.readOnly !== 'true') return
    this.#isReadOnly = true
    this.#publish('readOnlyConversation', message)
  }

  #forget(): void {
    this.#socket.close()
    this.#session = 'none'
    this.#isReadOnly = false
    this.#isRestore = false
    this.#seen.clear()
    this.#options.store.write(ACTIVE, undefined)
    this.#options.store.write(TOKEN, undefined)
    this.#token = this.#options.createId()
  }
}
