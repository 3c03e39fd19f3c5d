import type { MessengerCall, MessengerPlugin } from '../bus/types.ts'
import type { GuestFrame, GuestLink, GuestMessage } from '../link/types.ts'
import type { DisconnectType } from '../page/disconnectType.ts'
import type { DeploymentStore } from '../page/messengerStore.ts'
import { presenceOf } from './format.ts'
import { SteadySocket } from './guestSocket.ts'
import { SeenTranscript } from './seenTranscript.ts'
import { SessionTimes } from './sessionTimes.ts'
import { Uploads } from './uploads.ts'

/** What the service needs of the page and its deployment. */
export interface MessagingServiceOptions {
  readonly link: GuestLink
  readonly store: DeploymentStore
  readonly createId: () => string
  readonly disconnect: DisconnectType
  readonly clear: boolean
  readonly autoStart: boolean
  /** Whether the configuration lets customers send files. Default: no. */
  readonly takesFiles?: boolean | undefined
  /** How often one Disconnect is published before its message. The vendor's formats it twice, perhaps. Default 2. */
  readonly disconnectEvents?: number | undefined
  readonly customAttributes: () => Readonly<Record<string, string>> | undefined
  /** Called when a message has taken the attributes along. */
  readonly onAttributesSent?: (() => void) | undefined
  /** Default: 72 hours. */
  readonly sessionDurationSeconds?: number | undefined
  /** The key of a customer who has signed in. Default: nobody signs in. */
  readonly userKey?: (() => string | undefined) | undefined
}

const ACTIVE = 'gcmcsessionActive'
/** The vendor does not say where it keeps the guest's token. */
const TOKEN = 'guestToken'
const TYPING_PAUSE_MS = 5_000

const NO_AUTO_START = 'Auto start must be enabled in the configuration'
const OVER = 'Conversation session has ended, start a new session to send a message.'

type Loose = Record<string, unknown>

/** The plugin MessagingService: the chat, over the Guest API. */
export class MessagingService {
  readonly #plugin: MessengerPlugin
  readonly #options: MessagingServiceOptions
  readonly #socket: SteadySocket
  readonly #uploads: Uploads
  readonly #times: SessionTimes
  readonly #transcript: SeenTranscript
  #token: string
  /** Where the session is: configured, or only asked for. */
  #session: 'none' | 'asked' | 'on' = 'none'
  #isReadOnly = false
  #isReset = false
  #isRestore = false
  #typedAt = 0
  #waiting: (() => void)[] = []
  #clearing: MessengerCall | undefined
  /** The page joins by a command of its own. */
  #isJoinHeld = false

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
        this.#transcript.clear()
      },
      onRetry: () => this.#publish('reconnecting'),
    })
    this.#transcript = new SeenTranscript({ ...options, plugin, token: () => this.#token })
    this.#uploads = new Uploads({
      link: options.link,
      createId: options.createId,
      request: (action, fields: Loose) => this.#whenOn(() => this.#request(action, fields)),
      publish: (event, data) => this.#publish(event, data),
      isReadOnly: () => this.#isReadOnly,
      isEnabled: options.takesFiles === true,
    })
    this.#times = new SessionTimes((event, data) => this.#publish(event, data))
    const commands = { ...this.#commands, ...this.#uploads.commands }
    for (const [name, run] of Object.entries(commands)) plugin.registerCommand(name, run)
  }

  /** As at a page load: ready, and what the browser has is restored. */
  start(): void {
    const { sessionDurationSeconds = 259_200 } = this.#options
    this.#publish('sessionDurationConfigured', { sessionDurationSeconds })
    this.#plugin.republish('ready')
    this.#plugin.ready()
    if (this.#options.store.read(ACTIVE) !== 'true') return
    this.#isRestore = true
    this.#plugin.republish('restoring')
    this.#open()
  }

  dispose(): void {
    this.#times.stop()
    this.#socket.close()
  }

  readonly #commands: Readonly<Record<string, (call: MessengerCall) => void>> = {
    configureConversation: (call) => {
      if (!this.#options.autoStart) call.reject(NO_AUTO_START)
      else {
        this.#isJoinHeld = true
        this.#whenOn(() => call.resolve())
      }
    },
    joinConversation: (call) => {
      if (!this.#options.autoStart) call.reject(NO_AUTO_START)
      else {
        this.#isJoinHeld = false
        this.#whenOn(() => {
          this.#join()
          call.resolve()
        })
      }
    },
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
        const content = type ? [] : this.#uploads.takeAlong()
        const files = content.length > 0 && { content }
        if (message) this.#whenOn(() => this.#send({ type: 'Text', text: String(message), ...files }))
        else if (type) this.#whenOn(() => this.#send(pressed(postback)))
        else if (files) this.#whenOn(() => this.#send({ type: 'Text', ...files }))
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
    fetchHistory: (call) => {
      if (this.#session !== 'on') call.reject('not able to fetch history')
      else void this.#transcript.fetchOlder(call, this.#socket.isOpen)
    },
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
    const code = this.#options.userKey?.()
    const { deploymentId } = this.#options.store
    if (code === undefined) this.#request('configureSession', { deploymentId, startNew })
    else this.#request('configureAuthenticatedSession', { deploymentId, startNew, data: { code } })
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
    if (attributes) this.#options.onAttributesSent?.()
    this.#publish('sendingMessage', { message: { ...sent, tracingId } })
  }

  #join(): void {
    this.#send({ type: 'Event', events: [{ eventType: 'Presence', presence: { type: 'Join' } }] })
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
      case 'TooManyRequestsErrorMessage':
        this.#publish('error', { error: { ...frame, errorKey: 'error.4029' } })
        break
      case 'ConnectionClosedEvent':
        // Another tab took the place, or the session is over. It is not opened again by itself.
        this.#socket.close()
        this.#session = 'none'
        break
      default:
        this.#uploads.take(frame)
    }
  }

  #takeSession(frame: GuestFrame): void {
    const body = frame.body as Loose
    if (body.connected !== true) {
      this.#isReset = true
      this.#transcript.clear()
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
    this.#isRestore = false
    if (isRestore) void this.#transcript.restore()
    for (const run of this.#waiting.splice(0)) run()
    this.#times.expireAt(Number(expirationDate))
    if (newSession === true && this.#options.autoStart && !this.#isJoinHeld) this.#join()
  }

  #takeMessage(message: GuestMessage): void {
    const typing = message.events?.[0]?.typing
    if (typing) {
      this.#times.typing(typing)
      return
    }
    // Who writes is not typing any more. Nobody is told.
    this.#times.forgetTyping()
    if (!this.#transcript.add(message)) return
    const isDisconnect = presenceOf(message) === 'Disconnect'
    if (isDisconnect) this.#transcript.announceDisconnect(message)
    this.#publish('messagesReceived', { messages: [message] })
    if (!isDisconnect || message.metadata?.readOnly !== 'true') return
    this.#isReadOnly = true
    this.#publish('readOnlyConversation', message)
  }

  #forget(): void {
    this.#times.stop()
    this.#socket.close()
    this.#session = 'none'
    this.#isReadOnly = false
    this.#isRestore = false
    this.#transcript.clear()
    this.#options.store.write(ACTIVE, undefined)
    this.#options.store.write(TOKEN, undefined)
    this.#token = this.#options.createId()
  }
}

/** A pressed button, in whichever shape the page has it. */
function pressed(postback: unknown): Loose {
  const given = (postback ?? {}) as Loose
  const content = given.contentType ? given : { contentType: 'ButtonResponse', buttonResponse: given }
  const { text } = (content.buttonResponse ?? {}) as Loose
  return { type: 'Structured', ...(text !== undefined && { text }), content: [content] }
}
