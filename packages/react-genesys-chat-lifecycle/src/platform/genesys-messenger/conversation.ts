import { createListeners, type Listeners } from '../../common/listeners.ts'
import { createTimer } from '../../common/timer.ts'
import { attempt } from '../../common/values.ts'
import { hasContent } from '../message.ts'
import type { EndReason, FileLimits, PlatformEvent, WindowState } from '../port.ts'
import { asRecord, isRecord, type Loose } from '../raw.ts'
import {
  beginConversation,
  currentConversation,
  forgetConversation,
  isConversationStored,
  isWindowStored,
} from './conversationId.ts'
import { type Deployment, readDeployment, warnAboutDeployment } from './deployment.ts'
import { takeEarlyEvents, warnOfLateMount } from './earlyEvents.ts'
import { isFileRefusal, readLimits } from './fileLimits.ts'
import type { GenesysEnvelope } from './genesysTypes.ts'
import { keyOf, MessageLog } from './messageLog.ts'
import { isExpiry, isReadOnlyRefusal, readError } from './readError.ts'
import { type MessengerMessage, readMessage } from './readMessages.ts'
import { asList, isTrue } from './values.ts'

/** How long a conversation that the browser knows of may take to be restored. */
const RESTORE_MS = 10_000
/** How long `restored` may take where we came after `ready`: it may have been said already. If not, it counts when it comes. */
const LATE_MS = 3_000
/** How long `restored` may take after the session is there. */
const HISTORY_MS = 5_000
/** How long a typing lasts that names no time of its own. */
const TYPING_MS = 5_000
/** How often the page is asked whether the service is there. Its `ready` is not replayed to those who come late. */
const LOOK_MS = 500

/** As much of a bus as a conversation needs. */
export interface ConversationBus {
  on(event: string, listener: (envelope: GenesysEnvelope) => void): () => void
  data(key: string): unknown
  has(plugin: string): boolean | undefined
  command(name: string): Promise<unknown>
}

/** Where the conversation is. `over`: it ended while we listened, and the next one begins with `started`. */
type Stage = 'unknown' | 'none' | 'restoring' | 'on' | 'over'

/**
 * The conversation of one page. It listens for as long as the page lives, since Messenger says everything once: a provider that is mounted
 * later learns from here how things stand.
 */
export class Conversation {
  /** What happens, for every provider. */
  readonly reports: Listeners<[events: readonly PlatformEvent[]]> = createListeners()
  /** Notified when more is known of the deployment and its service. */
  readonly progress: Listeners<[]> = createListeners()
  readonly log = new MessageLog()
  /** A bot may go on in the segment that an agent has closed. */
  hasSurvey: boolean
  /** Why the page has asked to clear the conversation. */
  endReason: EndReason | null = null
  /** What the bootstrap has reported: it may run without a deployment. */
  hasStarted = false
  isReady = false
  #deployment: Deployment | undefined
  #stage: Stage = 'unknown'
  #id: string | null = null
  #window: WindowState = 'absent'
  /** What the server said at the last connection. */
  #session: Loose | undefined
  isOnline = true
  /** The session that is being restored cannot be written to. */
  #isReadOnly = false
  /** The Disconnect that the bus called read-only, before the message itself came. */
  #readOnlyKey = ''
  /** What is said before it is known whether there is a conversation. */
  #meanwhile: unknown[] = []
  readonly #bus: ConversationBus
  readonly #patience = createTimer()
  readonly #typing = createTimer()
  readonly #look = createTimer()

  constructor(bus: ConversationBus, hasSurvey: boolean) {
    this.#bus = bus
    this.hasSurvey = hasSurvey
    const known = bus.data('GenesysJS.deploymentConfig')
    if (isRecord(known)) this.#configure(known)
    const handlers = new Map(Object.entries(this.#handlers))
    const early = takeEarlyEvents()
    for (const { event, data } of early) attempt(() => handlers.get(event)?.(asRecord(data)))
    // Who subscribes is told again what a service in the page keeps, however long ago it was. The list knows.
    let replayed = early.map(({ event }) => event).filter((event) => STICKY.test(event))
    for (const [event, handle] of handlers) {
      bus.on(event, ({ data }) => {
        if (replayed.includes(event)) return
        handle(asRecord(data))
        this.progress.notify()
      })
    }
    setTimeout(() => {
      replayed = []
    })
    this.#lookForService()
  }

  get deployment(): Deployment | undefined {
    return this.#deployment
  }

  get isOn(): boolean {
    return this.#stage === 'on'
  }

  /** The server has ended it, and keeps it to be read. */
  get isReadOnly(): boolean {
    return this.#isReadOnly
  }

  get window(): WindowState {
    return this.#window
  }

  /** The service is loaded with the window, which was not opened yet. */
  get isWaitingForWindow(): boolean {
    const isAbsent = this.#bus.has('MessagingService') === false
    return this.#deployment?.isHeadless === false && this.#stage === 'none' && isAbsent
  }

  /** Undefined while Messenger has not said which files it takes. */
  get fileLimits(): FileLimits | undefined {
    return attempt(() => readLimits(this.#session, this.#deployment?.fileUpload))
  }

  /** How things stand, as somebody would have heard it who was there all the time. */
  snapshot(): readonly PlatformEvent[] {
    const { id: sessionId } = this.#names
    const events: PlatformEvent[] = [
      { type: 'window', window: this.#window },
      { type: 'mode', isAsync: this.#deployment?.disconnect !== 'read-only' },
    ]
    const isOver = this.#stage === 'over' && this.#isReadOnly
    if (this.isOn || isOver) {
      events.push({ type: 'joined', sessionId, origin: 'found', isOver })
      events.push({ type: 'messages', messages: this.log.all, source: 'history' })
      if (isOver) events.push({ type: 'ended', reason: 'server' })
    } else if (this.#stage === 'restoring') events.push({ type: 'deciding' })
    else if (this.#stage !== 'unknown') events.push({ type: 'noSession' })
    // Who joins counts as online.
    events.push({ type: 'connection', connection: this.isOnline ? 'online' : 'offline' })
    return events
  }

  /** The server refuses to take more. */
  noticeReadOnly(): void {
    if (this.isOn) this.#endByServer([])
    else if (this.#stage === 'restoring') this.#isReadOnly = true
  }

  get #names(): { id: string | null; deploymentId: string } {
    const snippet = asRecord(this.#bus.data('GenesysJS.snippetConfig')).deploymentId
    const deploymentId = this.#deployment?.id || (typeof snippet === 'string' ? snippet : 'messenger')
    return { id: this.#id, deploymentId }
  }

  readonly #handlers: Readonly<Record<string, (data: Loose) => void>> = {
    'GenesysJS.configurationReceived': ({ deploymentConfig }) => this.#configure(deploymentConfig),
    'GenesysJS.ready': () => {
      this.hasStarted = true
    },
    'MessagingService.ready': () => this.#takeReady(RESTORE_MS),
    'MessagingService.restoring': () => {
      if (this.isOn) return
      this.#restore(RESTORE_MS)
    },
    'MessagingService.started': (data) => this.#takeStarted(data),
    'MessagingService.restored': (data) => this.#takeRestored(data.messages),
    'MessagingService.historyComplete': () => {
      this.log.hasOlder = false
      // It may come after the page that was the last one. Transcripts look again.
      if (this.isOn) this.#report({ type: 'messages', messages: [], source: 'page' })
    },
    'MessagingService.oldMessages': (data) => this.#takeMessages(data.messages, 'page'),
    'MessagingService.messagesReceived': ({ messages }) => {
      if (this.#stage === 'unknown' || this.#stage === 'restoring') this.#meanwhile.push(messages)
      else this.#takeMessages(messages, 'live')
    },
    'MessagingService.conversationDisconnected': ({ message, readOnly }) => {
      // A hint only: it comes twice, and again for an old one at each restore. The message itself decides.
      const read = isTrue(readOnly) && readMessage(message, false)
      if (read) this.#readOnlyKey = keyOf(read)
    },
    'MessagingService.readOnlyConversation': (data) => {
      // At every restore it carries the session's answer, which may say that it is not read-only.
      if (isRecord(data.body)) this.#isReadOnly = isTrue(asRecord(data.body).readOnly)
      else if (asList(data.events).length > 0 || data.direction) this.noticeReadOnly()
    },
    'MessagingService.allowedFileTypes': (data) => {
      this.#session = data
    },
    'MessagingService.customAttributesSizeExceeded': (error) =>
      this.#report({ type: 'error', error: readError({ ...error, code: 4_013 }) }),
    'MessagingService.conversationCleared': () => this.#end(this.endReason),
    'MessagingService.sessionCleared': () => this.#end(this.endReason),
    'MessagingService.sessionExpired': () => this.#end('session-lost'),
    'Auth.loggedOut': () => this.#end(this.endReason),
    'MessagingService.typingReceived': ({ typing }) => {
      // The documentation has another name for it than the wire.
      const { duration, durationMs = duration } = asRecord(typing)
      this.#report({ type: 'typing', typing: true })
      const ms = typeof durationMs === 'number' && durationMs > 0 ? durationMs : TYPING_MS
      this.#typing.start(ms, () => this.#report(NOT_TYPING))
    },
    'MessagingService.typingTimeout': () => this.#stopTyping(),
    'MessagingService.offline': () => this.#connect(false),
    'MessagingService.reconnecting': () => this.#connect(false),
    'MessagingService.reconnected': () => this.#connect(true),
    'MessagingService.error': ({ error }) => {
      if (isFileRefusal(error)) return
      if (isExpiry(error) && (this.isOn || this.#stage === 'restoring')) this.#end('session-lost')
      else if (isReadOnlyRefusal(error)) this.noticeReadOnly()
      else this.#report({ type: 'error', error: readError(error) })
    },
    'Messenger.ready': () => {
      if (this.#window === 'absent') this.#moveWindow('closed')
    },
    'Messenger.opened': () => this.#moveWindow('open'),
    'Messenger.closed': () => this.#moveWindow('closed'),
    // The page has shut it down until the next load.
    'Messenger.cleared': () => this.#moveWindow('absent'),
  }

  #report(...events: readonly PlatformEvent[]): void {
    this.reports.notify(events)
  }

  #configure(config: unknown): void {
    const isNew = !this.#deployment
    this.#deployment = readDeployment(config)
    if (!isNew || !this.#deployment.isActive) return
    warnAboutDeployment(this.#deployment)
    const { id, isHeadless, disconnect } = this.#deployment
    if (this.#window === 'absent' && !isHeadless) this.#window = isWindowStored(id) ? 'open' : 'closed'
    this.#report(
      { type: 'window', window: this.#window },
      { type: 'mode', isAsync: disconnect !== 'read-only' },
    )
    // Without a conversation the service of a window is loaded when the window is opened.
    if (isHeadless || this.#stage !== 'unknown') return
    if (isConversationStored(id)) this.#patience.start(RESTORE_MS, () => this.#setNone())
    else this.#setNone()
  }

  /** Asks once, when the service's plugin is there. A service that is not ready answers when it is. */
  #lookForService(): void {
    if (this.isReady) return
    if (this.#bus.has('MessagingService') === false) {
      this.#look.start(LOOK_MS, () => this.#lookForService())
      return
    }
    void this.#bus.command('MessagingService.clearTypingTimeout').then(
      () => {
        this.#takeReady(LATE_MS)
        this.progress.notify()
      },
      () => this.#look.start(LOOK_MS, () => this.#lookForService()),
    )
  }

  #takeReady(restoreMs: number): void {
    if (this.isReady) return
    this.isReady = true
    this.#look.stop()
    if (this.#stage !== 'unknown') return
    if (isConversationStored(this.#names.deploymentId)) this.#restore(restoreMs)
    else this.#setNone()
  }

  #setNone(): void {
    this.#stage = 'none'
    this.#report({ type: 'noSession' })
    for (const list of this.#meanwhile.splice(0)) this.#takeMessages(list, 'live')
  }

  /** What is restored is reported together with its messages. A session that takes too long is reported without them. */
  #restore(ms: number): void {
    this.#stage = 'restoring'
    this.#id = currentConversation(this.#names.deploymentId)
    this.#report({ type: 'deciding' })
    this.#patience.start(ms, () => {
      if (ms === LATE_MS) warnOfLateMount()
      this.#takeRestored([])
    })
  }

  #takeStarted({ newSession, readOnly }: Loose): void {
    this.isReady = true
    this.isOnline = true
    if (newSession === true) this.#begin()
    else {
      if (readOnly !== undefined) this.#isReadOnly = isTrue(readOnly)
      if (this.isOn) {
        this.#connect(true)
        // What made it so comes with `restored`.
        if (this.#isReadOnly) this.#patience.start(HISTORY_MS, () => this.noticeReadOnly())
        return
      }
      if (this.#stage === 'over' && this.#isReadOnly) return
      this.#restore(HISTORY_MS)
    }
  }

  #begin(): void {
    // A new session in place of one that nobody ended.
    if (this.isOn) this.#end('session-lost')
    this.#forget()
    this.endReason = null
    this.#id = beginConversation(this.#names.deploymentId, this.#id)
    this.#stage = 'on'
    this.#report({ type: 'joined', sessionId: this.#id, origin: 'started' })
  }

  #takeRestored(messages: unknown): void {
    if (this.isOn) {
      // Again after a reconnect.
      this.#takeMessages(messages, 'history')
      return
    }
    if (this.#stage === 'over') return
    this.#patience.stop()
    this.log.hasOlder = true
    this.#id = currentConversation(this.#names.deploymentId)
    const read = this.log.read(messages, 'history', this.hasSurvey)
    const later = this.#meanwhile.splice(0).map((list) => this.log.read(list, 'live', this.hasSurvey))
    this.#isReadOnly ||= later.some(({ disconnect }) => disconnect && this.#isEnd(disconnect))
    this.#stage = this.#isReadOnly ? 'over' : 'on'
    this.#report(
      { type: 'joined', sessionId: this.#id, origin: 'restored', isOver: this.#isReadOnly },
      { type: 'messages', messages: read.messages, source: 'history' },
      ...later.map(({ messages }) => ({ type: 'messages', messages, source: 'live' }) as const),
      ...(this.#isReadOnly ? ([{ type: 'ended', reason: 'server' }] as const) : []),
    )
  }

  #takeMessages(list: unknown, source: 'live' | 'history' | 'page'): void {
    const { messages, disconnect } = this.log.read(list, source, this.hasSurvey)
    if (source === 'live') this.#stopTyping()
    if (messages.length === 0) return
    if (source === 'live' && this.#stage === 'none' && messages.some(hasContent)) this.#find()
    if (!this.isOn) return
    const told: PlatformEvent = { type: 'messages', messages, source }
    const isEnd = source === 'live' ? disconnect && this.#isEnd(disconnect) : this.#isReadOnly
    if (isEnd) this.#endByServer([told])
    else this.#report(told)
    if (source === 'live' && messages.some((message) => (message as MessengerMessage).isClear)) {
      this.#end(this.endReason)
    }
  }

  /** We missed how this conversation began. */
  #find(): void {
    this.#stage = 'on'
    this.#id = currentConversation(this.#names.deploymentId)
    this.#report({ type: 'joined', sessionId: this.#id, origin: 'found' })
  }

  #isEnd(message: MessengerMessage): boolean {
    const key = keyOf(message)
    return message.isReadOnly || (key !== '' && key === this.#readOnlyKey)
  }

  #endByServer(before: readonly PlatformEvent[]): void {
    this.#patience.stop()
    this.#isReadOnly = true
    this.#stage = 'over'
    this.#stopTyping()
    this.#report(...before, { type: 'ended', reason: 'server' })
  }

  #end(reason: EndReason | null): void {
    this.#forget()
    this.#typing.stop()
    const wasOn = this.isOn
    this.#stage = 'over'
    this.#report(wasOn ? { type: 'ended', reason } : { type: 'noSession' })
    forgetConversation(this.#names.deploymentId, this.#id)
    this.endReason = null
  }

  #forget(): void {
    this.#patience.stop()
    this.log.clear()
    this.#meanwhile = []
    this.#isReadOnly = false
  }

  /** Messenger forgets a typing without a word when a message comes. */
  #stopTyping(): void {
    if (!this.#typing.isRunning) return
    this.#typing.stop()
    this.#report(NOT_TYPING)
  }

  #connect(isOnline: boolean): void {
    this.isOnline = isOnline
    this.#report(
      { type: 'connection', connection: isOnline ? 'online' : 'offline' },
      ...(isOnline ? RECOVERED : []),
    )
  }

  #moveWindow(window: WindowState): void {
    this.#window = window
    this.#report({ type: 'window', window })
  }
}

const STICKY = /^MessagingService\.(ready|started|restor)/
const RECOVERED = [{ type: 'recovered' }] as const
const NOT_TYPING = { type: 'typing', typing: false } as const
