import type { Gap } from '../../common/gap.ts'
import { createTimer } from '../../common/timer.ts'
import { copyOf } from '../../common/values.ts'
import { ChatCommandError } from '../commandError.ts'
import type {
  CloseResult,
  EndOutcome,
  EndReason,
  FileLimits,
  NoticeBubble,
  OpenOptions,
  OpenResult,
  OutgoingMessage,
  PlatformCommands,
  PlatformHost,
  StartOptions,
} from '../port.ts'
import { hasSession } from './answers.ts'
import type { BusClient } from './client.ts'
import { BUS_TURNS } from './connection.ts'
import type { CurrentTransport } from './currentTransport.ts'
import { endUnderWay, noteEnd } from './endUnderWay.ts'
import { readFileLimits, sendFile } from './files.ts'
import type { History } from './history.ts'
import { removeTokenHeader, removeUserData } from './leftovers.ts'
import { runPassing } from './passing.ts'
import { closeWindow, openWindow } from './windowCommands.ts'

/** The service forgets its session within the command's own timer. */
const WITHDRAWN_MS = 50
/** The widget looks for a session within a turn or two of its bus. */
const CLOSED_MS = 50
/** What GMS answers while it is offline. */
const OFFLINE = 1

const START = 'WebChatService.startChat'
const UPDATE = 'WebChatService.updateUserData'
const ACTIVE = 'WebChatService.sessionActive'

/** What the commands need. */
export interface CommandsContext {
  readonly client: BusClient
  readonly host: PlatformHost
  readonly transport: CurrentTransport
  /** Of the window. */
  readonly opening: Gap
  readonly history: History
  readonly lastAnswer: Gap
}

/** The commands of Genesys Widgets as promises, with the vendor's traps taken care of. */
export class WidgetsCommands implements PlatformCommands {
  readonly #client: BusClient
  readonly #host: PlatformHost
  readonly #transport: CurrentTransport
  readonly #opening: Gap
  readonly #history: History
  readonly #lastAnswer: Gap
  #isOwnEnd = false
  #opened: Promise<void> | undefined
  #closed: Promise<void> | undefined

  constructor({ client, host, transport, opening, history, lastAnswer }: CommandsContext) {
    this.#client = client
    this.#host = host
    this.#transport = transport
    this.#opening = opening
    this.#history = history
    this.#lastAnswer = lastAnswer
    client.intercept('WebChatService.endChat', (data) => {
      if (!this.#isOwnEnd) this.#noticeEnd()
      return data
    })
    client.intercept('WebChatService.startChat', (data) => {
      removeTokenHeader()
      return data
    })
  }

  async start(options: StartOptions): Promise<void> {
    // GMS looks for the names beside the form, the other transports in it.
    const data = { ...options.form, ...options }
    await this.#untilClosed()
    try {
      await this.#run(START, data)
    } catch (error) {
      if (!(await this.#isStale(error))) throw error
      await this.#endChat('server').catch(() => {})
      await this.#run(START, data)
    }
  }

  async send({ text, data }: OutgoingMessage): Promise<void> {
    const sent = runPassing(this.#client, 'WebChatService.sendMessage', { ...data, message: text })
    const answer = (await sent) as { statusCode?: unknown } | null | undefined
    // GMS accepts a text while it is offline, and loses it.
    if (answer?.statusCode === OFFLINE) {
      throw new ChatCommandError(
        'WebChatService.sendMessage',
        'unavailable',
        'the server could not be reached',
      )
    }
  }

  sendTyping(): Promise<void> {
    return this.#run('WebChatService.sendTyping')
  }

  async end(reason: EndReason): Promise<EndOutcome> {
    const ended = this.#untilEnded()
    try {
      // On GMS the command never settles when it worked. What ended is published.
      await Promise.race([this.#endChat(reason), ended.promise])
    } catch (error) {
      return this.#outcomeOf(error as ChatCommandError)
    } finally {
      noteEnd(this.#client.last)
      ended.stop()
    }
    return { status: 'ended' }
  }

  /** Rejected, because there is no session. Yet it makes the widget let go of the old one. */
  async release(): Promise<void> {
    const ended = this.#untilEnded()
    await Promise.race([this.#endChat('server').catch(() => {}), ended.promise])
    ended.stop()
  }

  async forgetCustomer(): Promise<void> {
    removeTokenHeader()
    if (!this.#hasSession) await removeUserData(this.#client)
  }

  async openWindow(options: OpenOptions): Promise<OpenResult> {
    // A window that is opening refuses to open.
    this.#opened = this.#untilClosed().then(() => this.#opening.whenOver())
    await this.#opened
    return openWindow(this.#client, options)
  }

  closeWindow(): Promise<CloseResult> {
    const opened = Promise.resolve(this.#opened).then(() => this.#opening.whenOver())
    const closed = opened.then(() => closeWindow(this.#client))
    this.#closed = closed
      .catch(() => {})
      .then(() => {
        // The answer to an end may take longer.
        if (!this.#lastAnswer.isUnderWay) this.#lastAnswer.begin(CLOSED_MS, BUS_TURNS)
      })
    return closed
  }

  /** A window that closes looks for a session to restore, and would find, or undo, the next one. */
  async #untilClosed(): Promise<void> {
    await this.#closed
    await this.#lastAnswer.whenOver()
  }

  sendFile(file: File, onProgress: (part: number) => void): Promise<void> {
    return sendFile(this.#client, file, onProgress)
  }

  readFileLimits(): Promise<FileLimits | null> {
    return readFileLimits(this.#client, this.#transport)
  }

  async updateUserData(data: Readonly<Record<string, unknown>>): Promise<void> {
    // Before a chat is started, the service keeps it for the start.
    if (this.#transport.name === 'genesys-cloud' && this.#hasSession) {
      throw new ChatCommandError(UPDATE, 'unsupported', 'genesys-cloud takes user data only with the start')
    }
    await this.#run(UPDATE, data)
  }

  loadOlder(): Promise<void> {
    return this.#history.load()
  }

  injectNotice(text: string, bubble?: NoticeBubble): Promise<void> {
    return this.#run('WebChat.injectMessage', {
      type: 'text',
      text,
      ...(bubble && { bubble: withoutHtml(bubble) }),
    })
  }

  async #run(command: string, data?: unknown): Promise<void> {
    await this.#client.run(command, data, { mayLoad: command === START })
  }

  /** Hooks run while the command is given: the other providers of the page learn from it why it is sent. */
  #endChat(reason: EndReason): Promise<unknown> {
    noteEnd(this.#client.connection, reason)
    this.#isOwnEnd = true
    const answer = this.#client.run('WebChatService.endChat', undefined, { mustRun: true })
    this.#isOwnEnd = false
    return answer
  }

  #untilEnded(): { promise: Promise<void>; stop: () => void } {
    let stop = (): void => {}
    const promise = new Promise<void>((resolve) => {
      // Also when the provider is unmounted meanwhile.
      stop = this.#client.last?.on('WebChatService.ended', () => resolve()) ?? stop
    })
    return { promise, stop }
  }

  /** A hook of the page may still stop it. Then the session is active a moment later, and nothing else tells. */
  #noticeEnd(): void {
    const { connection } = this.#client
    const reason = endUnderWay(connection) ?? 'customer'
    this.#host.emit({ type: 'endRequested', reason })
    if (connection?.data(ACTIVE) !== true) return
    noteEnd(connection, reason)
    // GMS keeps its session until the server has answered, but it stops polling at once.
    let isUnderWay = false
    const off = connection.on('WebChatService.pollingStopped', () => {
      isUnderWay = true
    })
    const decide = (): void => {
      off()
      if (!this.#hasSession || isUnderWay) return
      noteEnd(connection)
      this.#host.emit({ type: 'endWithdrawn' })
    }
    createTimer().start(WITHDRAWN_MS, decide, BUS_TURNS)
  }

  get #hasSession(): boolean {
    return this.#client.connection?.data(ACTIVE) === true
  }

  /** After a request that failed the widget has forgotten the session all the same. Not so when a hook threw. */
  async #outcomeOf(error: ChatCommandError): Promise<EndOutcome> {
    if (error.kind === 'timeout') return { status: 'unknown', error }
    const isOver = error.kind === 'rejected' && (await this.#hasForgotten())
    return { status: isOver ? 'ended' : 'not-sent', error }
  }

  async #hasForgotten(): Promise<boolean> {
    if (!this.#hasSession) return true
    return !hasSession(await this.#client.run('WebChatService.getSessionData').catch(() => undefined))
  }

  /** A chat that the server ended stands in the way of a new one, until the bus is told to end it. */
  async #isStale(error: unknown): Promise<boolean> {
    const isRefused = error instanceof ChatCommandError && /already an active chat/i.test(error.reason)
    if (!isRefused || this.#host.session !== 'starting') return false
    return !hasSession(await this.#client.run('WebChatService.getSessionData'))
  }
}

/** The widget's `bubble` has members that are HTML. */
function withoutHtml(bubble: NoticeBubble): NoticeBubble {
  const { fill, radius, time, name, direction, avatar } = copyOf(bubble)
  const { icon } = copyOf(avatar)
  const plain = Object.entries({ fill, radius, time, name, direction }).filter(
    ([, value]) => typeof value === 'string' || typeof value === 'boolean',
  )
  const usable = typeof icon === 'string' ? { icon } : avatar
  const isUsable = usable === false || usable !== avatar
  return Object.fromEntries(isUsable ? [...plain, ['avatar', usable]] : plain)
}
