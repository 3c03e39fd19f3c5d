import { copyOf } from '../../common/values.ts'
import { ChatCommandError } from '../commandError.ts'
import type {
  EndOutcome,
  EndReason,
  NoticeBubble,
  OpenOptions,
  OutgoingMessage,
  PlatformCommands,
  PlatformHost,
  StartOptions,
} from '../port.ts'
import { hasSession } from './answers.ts'
import type { BusClient } from './client.ts'
import { removeTokenHeader, removeUserData } from './leftovers.ts'
import { readServiceError } from './translate.ts'
import type { WindowOpening } from './windowOpening.ts'

/** Why the `endChat` that passes the hooks right now is sent, if a provider of this page sends it. */
const REASON = 'endReason'

/** Set while a message is given to the bus that no guard is to hold. */
export const PASSING = 'isPassing'
/** The service forgets its session within the command's own timer. */
const WITHDRAWN_MS = 50
/** What GMS answers while it is offline. */
const OFFLINE = 1
const REASON_MS = 50

/** Commands that may make the bus load their plugin. */
const LOADING = new Set(['WebChatService.startChat', 'WebChat.open'])

/** The commands of Genesys Widgets as promises, with the vendor's traps taken care of. */
export class WidgetsCommands implements PlatformCommands {
  readonly #client: BusClient
  readonly #host: PlatformHost
  readonly #opening: WindowOpening
  #isOwnEnd = false

  constructor(client: BusClient, host: PlatformHost, opening: WindowOpening) {
    this.#client = client
    this.#host = host
    this.#opening = opening
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
    try {
      await this.#run('WebChatService.startChat', data)
    } catch (error) {
      if (!(await this.#isStale(error))) throw error
      await this.#endChat('server').catch(() => {})
      await this.#run('WebChatService.startChat', data)
    }
  }

  async send({ text, data }: OutgoingMessage): Promise<void> {
    const shared = this.#client.connection?.shared
    // Hooks run while the command is given, so that nothing else passes with it.
    shared?.set(PASSING, true)
    const sent = this.#client.run('WebChatService.sendMessage', { ...data, message: text })
    shared?.delete(PASSING)
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

  async openWindow(options: OpenOptions): Promise<void> {
    const hasOptions = Object.keys(options).length > 0
    const outcome = options.form?.autoSubmit && !this.#hasSession ? this.#watchStart() : undefined
    const join = this.#watchJoin()
    try {
      await Promise.race([
        this.#run('WebChat.open', hasOptions ? options : undefined, /already opened/i),
        join.opened,
      ])
      await Promise.race([outcome?.started, join.opened])
    } finally {
      join.cancel()
      outcome?.cancel()
    }
  }

  async closeWindow(): Promise<void> {
    await this.#opening.whenDone()
    await this.#run('WebChat.close', undefined, /already closed/i, true)
  }

  injectNotice(text: string, bubble?: NoticeBubble): Promise<void> {
    return this.#run('WebChat.injectMessage', {
      type: 'text',
      text,
      ...(bubble && { bubble: withoutHtml(bubble) }),
    })
  }

  /** A rejection that matches `fine` means that things are as the caller wants them. */
  async #run(command: string, data?: unknown, fine?: RegExp, mustRun = false): Promise<void> {
    try {
      await this.#client.run(command, data, { mayLoad: LOADING.has(command), mustRun })
    } catch (error) {
      if (!(error instanceof ChatCommandError && fine?.test(error.reason))) throw error
    }
  }

  /** Hooks run while the command is given: the other providers of the page learn from it why it is sent. */
  #endChat(reason: EndReason): Promise<unknown> {
    const shared = this.#client.connection?.shared
    shared?.set(REASON, reason)
    this.#isOwnEnd = true
    const answer = this.#client.run('WebChatService.endChat', undefined, { mustRun: true })
    // It may time out long after the chat has ended.
    answer.catch(() => {})
    this.#isOwnEnd = false
    shared?.delete(REASON)
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
    const reason = (connection?.shared.get(REASON) as EndReason | undefined) ?? 'customer'
    this.#host.emit({ type: 'endRequested', reason })
    if (!this.#hasSession) return
    // GMS keeps its session until the server has answered, but it stops polling at once.
    let isUnderWay = false
    const off = connection?.on('WebChatService.pollingStopped', () => {
      isUnderWay = true
    })
    setTimeout(() => {
      off?.()
      if (this.#hasSession && !isUnderWay) this.#host.emit({ type: 'endWithdrawn' })
    }, WITHDRAWN_MS)
  }

  get #hasSession(): boolean {
    return this.#client.connection?.data('WebChatService.sessionActive') === true
  }

  /** A session of another tab is restored instead: the window opens by another command, and the answer to this one never comes. */
  #watchJoin(): { opened: Promise<void>; cancel: () => void } {
    const offs: (() => void)[] = []
    const opened = new Promise<void>((resolve) => {
      const onRestored = (): void => void offs.push(this.#client.on('WebChat.opened', () => resolve()))
      offs.push(this.#client.on('WebChatService.restored', onRestored))
    })
    const cancel = (): void => {
      for (const off of offs) off()
    }
    return { opened, cancel }
  }

  /** The command resolves before the form is sent. What becomes of it is published. */
  #watchStart(): { started: Promise<void>; cancel: () => void } {
    const offs: (() => void)[] = []
    const cancel = (): void => {
      for (const off of offs) off()
    }
    const started = new Promise<void>((resolve, reject) => {
      const refuse = (kind: 'rejected' | 'cancelled', reason: string) => (): void => {
        cancel()
        reject(new ChatCommandError('WebChat.open', kind, reason))
      }
      const rejected = refuse('rejected', 'the chat was not started')
      offs.push(
        this.#client.on('WebChatService.started', () => {
          cancel()
          resolve()
        }),
        // The reason follows the rejection.
        this.#client.on('WebChat.rejected', () => {
          const timer = setTimeout(rejected, REASON_MS)
          offs.push(() => clearTimeout(timer))
        }),
        this.#client.on('WebChatService.error', ({ data }) => {
          const { code, message } = readServiceError(data)
          refuse('rejected', [code, message].filter(Boolean).join(': ') || 'the chat was not started')()
        }),
        this.#client.on('WebChat.cancelled', refuse('cancelled', 'the customer cancelled the form')),
        this.#client.on('WebChat.closed', refuse('cancelled', 'the customer closed the window')),
      )
    })
    started.catch(() => {})
    return { started, cancel }
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
