import { createTimer } from '../../common/timer.ts'
import type { MessageSource, PlatformHost } from '../port.ts'
import { hasSession, isWithoutSession, readAgents, readSessionId } from './answers.ts'
import type { BusEnvelope } from './busTypes.ts'
import type { BusClient } from './client.ts'
import { BUS_TURNS, type BusConnection } from './connection.ts'
import type { CurrentTransport } from './currentTransport.ts'
import { endUnderWay, noteEnd } from './endUnderWay.ts'
import { EventQueue } from './eventQueue.ts'
import { configuredAsync, preloads } from './page.ts'
import { ABSENT_MS } from './pendingCommand.ts'
import { PollWatch } from './pollWatch.ts'
import { readServiceError, TRANSLATIONS } from './translate.ts'
import { isWindowHidden, isWindowInDocument } from './windowElement.ts'

type Loose = Record<string, unknown>

/** The service answers from memory, at once. A transport that does not know the question never answers. */
const ANSWER_MS = 2_000
/** How long the history of a restored session may take before the session is shown without it. */
const HISTORY_MS = 1_000
/** How long a restore may take to report its outcome: a little more than the widget gives its own requests. */
const RESTORE_MS = 10_000
/** The widget stops polling before it delivers the last messages, and before the page's own end is published. */
const STOPPED_MS = 50
/** Genesys Cloud's widget delivers the message of a join or leave within 0.7 s of telling of it otherwise, or never. */
const LOST_MS = 2_000
/** How long a start may take whose answer only its caller gets. */
const START_MS = 30_000
/** How long `WebChatService.ready`, which is replayed, may take when it was published long ago. */
const REPLAY_MS = 200
/** Restored history is delivered before the second poll. */
const POLLS_OF_HISTORY = 2
/** The first poll after an error may fail like the one before. The second one follows a success. */
const POLLS_OF_RECOVERY = 2

/** The window is hidden within the command's own timer. */
const VISIBILITY_MS = 20

const MESSAGES = 'WebChatService.messageReceived'

/** Reads what the bus publishes, asks what its events do not tell, and reports what it means. */
export class BusReader {
  readonly #client: BusClient
  readonly #host: PlatformHost
  readonly #transport: CurrentTransport
  readonly #queue: EventQueue
  readonly #polls: PollWatch
  /** Ends a start or a restore that never reports its outcome. */
  readonly #patience = createTimer()
  readonly #stopped = createTimer()
  readonly #lost = new Set<ReturnType<typeof setTimeout>>()
  #isMute = false
  #bus: BusConnection | undefined
  #endOfHistory: (() => void) | undefined
  #stopRecovery: (() => void) | undefined

  constructor(client: BusClient, host: PlatformHost, transport: CurrentTransport) {
    this.#client = client
    this.#host = host
    this.#transport = transport
    this.#queue = new EventQueue((envelope) => this.#take(envelope), host.batch)
    this.#polls = new PollWatch(client, () => this.checkSession())
    for (const event of [...Object.keys(this.#handlers), ...Object.keys(TRANSLATIONS)]) {
      client.on(event, (envelope) => this.#queue.push(envelope))
    }
    client.strayMessages.add((envelope) => {
      // Its own session, which is told otherwise, would be a new one.
      if (this.#isOn) this.#queue.push(envelope)
    })
    // Hiding and showing the window publish nothing.
    for (const command of ['WebChat.hide', 'WebChat.show']) {
      client.intercept(command, (data) => {
        createTimer().start(VISIBILITY_MS, () => this.#readVisibility(command === 'WebChat.hide'), BUS_TURNS)
        return data
      })
    }
    client.intercept('WebChatService.startChat', (data) => {
      this.#noticeStart()
      return data
    })
  }

  /** Events whose meaning depends on the bus's answers, or on what happened before. */
  readonly #handlers: Readonly<Record<string, (data: Loose) => void>> = {
    'WebChatService.ready': () => {
      this.#host.emit({ type: 'status', status: 'connected' })
      void this.#lookForSession()
    },
    'WebChatService.started': (data) => {
      const session = data.data ?? data
      this.#transport.seeSession(session)
      noteEnd(this.#bus)
      this.#join(readSessionId(session), 'started')
      void this.#polls.start()
    },
    // After a page of history the polls begin anew.
    'WebChatService.waking': () => void this.#polls.start(),
    'WebChatService.agentConnected': (data) => this.#learn(data),
    'WebChatService.agentDisconnected': (data) => this.#learn(data),
    'WebChatService.botConnected': (data) => this.#learn(data),
    'WebChatService.botDisconnected': (data) => this.#learn(data),
    // Genesys Cloud answers with the customer, whom the server has disconnected when it ended the chat.
    'WebChatService.restoreFailed': ({ state }) => {
      const isServerEnd = state === 'DISCONNECTED' && this.#host.session !== 'none'
      this.#host.emit({ type: 'ended', reason: isServerEnd ? 'server' : 'restore-failed' })
    },
    'WebChatService.data.sessionActive': ({ value }) => {
      if (value === false && this.#transport.publishesServerEnd) {
        this.#stopped.start(STOPPED_MS, () => this.#checkActive(), BUS_TURNS)
      }
    },
    'WebChatService.restored': (data) => {
      this.#expectHistory()
      void this.#takeRestored(data.async)
    },
    [MESSAGES]: (data) => {
      if (this.#isOn || this.#host.session === 'ended') this.#receive(data)
      // We missed how this session began. What comes late, of a chat that was reset, is of none.
      else if (this.#host.session === 'undecided' || this.#isActive !== false)
        void this.#lookForSession().then(() => this.#receive(data))
    },
    'WebChatService.pollingStopped': () =>
      this.#stopped.start(STOPPED_MS, () => void this.checkSession(), BUS_TURNS),
    'WebChatService.capabilitiesChanged': (data) => this.#reportMode(data.async),
    'WebChatService.error': (data) => {
      this.#host.emit({ type: 'error', error: readServiceError(data) })
      this.#awaitRecovery()
    },
    'WebChat.ready': () => {
      if (this.#host.window === 'absent') this.#host.emit({ type: 'window', window: 'closed' })
    },
  }

  /** Called when the bus was found. Returns a function that stops the reader. */
  connected(bus: BusConnection): () => void {
    const isReplaced = this.#bus !== undefined && this.#bus !== bus
    this.#bus = bus
    const capabilities = bus.data('WebChatService.capabilities') as Loose | undefined
    this.#reportMode(configuredAsync() ?? capabilities?.async)
    const absent = createTimer()
    const replay = createTimer()
    const stopWaiting = bus.whenReady(() => {
      this.#readWindow(bus, isReplaced)
      if (!bus.has('WebChatService') && !preloads('WebChatService')) {
        absent.start(ABSENT_MS, () => {
          if (!bus.has('WebChatService')) this.#host.emit({ type: 'noSession' })
        })
      }
      replay.start(REPLAY_MS, () => {
        // Its commands come with its `ready`. A question before that is answered as if there were nothing to restore.
        const isReady = bus.registry()?.WebChatService?.commands?.includes('getSessionData')
        if (isReady && this.#host.session === 'undecided') void this.#lookForSession()
      })
    })
    return () => {
      stopWaiting()
      absent.stop()
      replay.stop()
      this.#stop()
    }
  }

  /** Asks the bus whether the session is still there; reports its end if the server has ended it. */
  async checkSession(): Promise<boolean> {
    if (this.#host.session !== 'live' || this.#isMute) return this.#isOn
    const { sessionId } = this.#host
    const data = await this.#ask('getSessionData')
    // Not asked again: each text that is sent would wait for it.
    this.#isMute = data === undefined
    const isSame = this.#host.session === 'live' && this.#host.sessionId === sessionId
    // A session that the server ended counts as active on the bus; one that the page is ending does not.
    if (isSame && isWithoutSession(data) && this.#isActive !== false) this.#reportServerEnd()
    return this.#isOn
  }

  /** The session may be lost without a word, for example when the widget's own `endChat` failed. */
  #checkActive(): void {
    if (this.#isActive === false && this.#host.session === 'live')
      this.#host.emit({ type: 'ended', reason: null })
  }

  get #isOn(): boolean {
    return this.#host.session === 'live' || this.#host.session === 'ending'
  }

  get #isActive(): unknown {
    return this.#client.connection?.data('WebChatService.sessionActive')
  }

  #take({ event, data }: BusEnvelope): void {
    const payload = (typeof data === 'object' && data !== null ? data : {}) as Loose
    this.#safely(() => {
      const handle = this.#handlers[event]
      if (handle) handle(payload)
      else if (TRANSLATIONS[event]) this.#host.emit(TRANSLATIONS[event](payload))
    })
  }

  /** A payload may hold anything, even a getter that throws. The next event is read all the same. */
  #safely(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#host.reportError(error)
    }
  }

  async #ask(command: string): Promise<unknown> {
    try {
      const answer = await this.#client.run(`WebChatService.${command}`, undefined, { timeoutMs: ANSWER_MS })
      // Throws for what cannot even be looked at.
      Object.keys(answer ?? {})
      return answer
    } catch {
      return undefined
    }
  }

  /** Reports a join or leave whose message the widget has lost. */
  #learn(data: Loose): void {
    const recall = this.#transport.current.learn?.(data)
    const { sessionId } = this.#host
    if (!recall) return
    const timer = setTimeout(() => {
      this.#lost.delete(timer)
      const message = sessionId === this.#host.sessionId && recall()
      if (message) this.#host.emit({ type: 'messages', messages: [message], source: 'live' })
    }, LOST_MS)
    this.#lost.add(timer)
  }

  #receive(data: unknown, known?: MessageSource): void {
    const messages = this.#transport.read(data)
    const isPage = (data as Loose | null | undefined)?.oldMessages === true
    const source = known ?? (isPage ? 'page' : this.#endOfHistory ? 'history' : 'live')
    this.#endOfHistory?.()
    const { announcesEnd } = this.#transport.current
    if (source === 'live' && announcesEnd && messages.some(announcesEnd)) {
      this.#host.emit({ type: 'endRequested', reason: 'server' })
    }
    if (messages.length > 0) this.#host.emit({ type: 'messages', messages, source })
  }

  /** `restoring` in the payload is always false: the first batch after `restored` is history, unless a second poll comes first. */
  #expectHistory(): void {
    this.#endOfHistory?.()
    let polls = 0
    const off = this.#client.on('WebChatService.pollingStarted', () => {
      if (++polls === POLLS_OF_HISTORY) this.#endOfHistory?.()
    })
    this.#endOfHistory = () => {
      off()
      this.#endOfHistory = undefined
    }
  }

  /** No event says that polls succeed again. A poll that is followed by another one, with no error between them, did. */
  #awaitRecovery(): void {
    this.#stopRecovery?.()
    let polls = 0
    this.#stopRecovery = this.#client.on('WebChatService.pollingStarted', () => {
      if (++polls < POLLS_OF_RECOVERY) return
      this.#stopRecovery?.()
      this.#host.emit({ type: 'recovered' })
    })
  }

  #join(sessionId: string | null, origin: 'started' | 'restored' | 'found'): void {
    this.#patience.stop()
    this.#host.emit({ type: 'joined', sessionId, origin })
  }

  #reportServerEnd(): void {
    this.#host.emit({ type: 'ended', reason: 'server' })
  }

  #reportMode(isAsync: unknown): void {
    if (typeof isAsync === 'boolean') this.#host.emit({ type: 'mode', isAsync })
  }

  /** What was told of the window of another bus does not count. */
  #readWindow(bus: BusConnection, isReplaced: boolean): void {
    if (!bus.has('WebChat') || (this.#host.window !== 'absent' && !isReplaced)) return
    const isOpen = bus.data('WebChat.open') === true
    this.#host.emit({ type: 'window', window: isOpen ? (isWindowHidden() ? 'hidden' : 'open') : 'closed' })
  }

  /** The document tells, or where the window is not in it, the command. */
  #readVisibility(wasHidden: boolean): void {
    const { window } = this.#host
    if (window !== 'open' && window !== 'minimized' && window !== 'hidden') return
    const isHidden = isWindowInDocument() ? isWindowHidden() : wasHidden
    this.#host.emit({ type: 'window', window: isHidden ? 'hidden' : 'open' })
  }

  /** While the bus believes that there is a chat it refuses another one. */
  #noticeStart(): void {
    if (this.#isActive === true) return
    this.#host.emit({ type: 'starting' })
    this.#patience.start(START_MS, () => this.#host.emit({ type: 'startFailed' }))
  }

  /** The service is there: does it have a session, is it about to restore one, or neither? */
  #lookForSession(): Promise<void> {
    return this.#queue.holdWhile(async () => {
      if (!this.#isOn) this.#host.emit({ type: 'deciding' })
      const [data, transcript, agents] = await Promise.all(
        ['getSessionData', 'getTranscript', 'getAgents'].map((command) => this.#ask(command)),
      )
      return () => this.#safely(() => this.#takeSession(data, transcript, agents))
    })
  }

  #takeSession(data: unknown, transcript: unknown, agents: unknown): void {
    // Not even its memory answers: the service is not ready, and will say so when it is.
    if (data === undefined && transcript === undefined) return
    this.#transport.seeSession(data)
    const isRestoring = this.#transport.current.activatesLate && hasSession(data) && !this.#isOn
    if (!isRestoring && (this.#isActive === false || (this.#isActive !== true && !hasSession(data)))) {
      this.#host.emit(this.#isOn ? { type: 'ended', reason: null } : { type: 'noSession' })
      return
    }
    // Who wrote, and who has left without a word, may be known by this answer only.
    this.#safely(() => this.#transport.current.learn?.(agents))
    const isNew = this.#transport.read(transcript).length === 0
    if (isNew && !this.#isOn) {
      this.#reportRequest()
      this.#awaitRestore()
      return
    }
    this.#join(hasSession(data) ? readSessionId(data) : this.#host.sessionId, 'found')
    this.#reportRequest()
    this.#receive(transcript, 'history')
    this.#safely(() => this.#host.emit({ type: 'presence', messages: readAgents(agents) }))
    // A session without data is one that the server has ended.
    if (isWithoutSession(data)) this.#reportServerEnd()
  }

  /** Whoever asked for the end did so before we listened. */
  #reportRequest(): void {
    const reason = endUnderWay(this.#bus)
    if (reason) this.#host.emit({ type: 'endRequested', reason })
  }

  /** A restore is under way. `restored` or `restoreFailed` will come, or at least data. */
  #awaitRestore(): void {
    this.#patience.start(RESTORE_MS, async () => {
      const data = await this.#ask('getSessionData')
      if (this.#host.session !== 'undecided') return
      if (hasSession(data) && this.#isActive !== false) this.#join(readSessionId(data), 'found')
      else this.#host.emit({ type: 'noSession' })
    })
  }

  /** `restored` does not name the session, and its history follows right behind: they are reported together. */
  #takeRestored(async: unknown): Promise<void> {
    const isReturning = !this.#isOn
    return this.#queue.holdWhile(async () => {
      if (isReturning) this.#host.emit({ type: 'deciding' })
      const data = await this.#ask('getSessionData')
      this.#transport.seeSession(data)
      if (isReturning) await this.#queue.untilKept(MESSAGES, HISTORY_MS)
      return () => {
        this.#reportMode(async)
        this.#join(readSessionId(data), 'restored')
        if (isWithoutSession(data)) this.#reportServerEnd()
        else if (isReturning) void this.#polls.start()
      }
    })
  }

  #stop(): void {
    this.#isMute = false
    this.#endOfHistory?.()
    this.#stopRecovery?.()
    this.#queue.clear()
    this.#polls.stop()
    this.#patience.stop()
    this.#stopped.stop()
    this.#lost.forEach(clearTimeout)
    this.#lost.clear()
  }
}
