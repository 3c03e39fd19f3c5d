import { ChatCommandError } from '../commandError.ts'
import type {
  EndOutcome,
  EndReason,
  NoticeBubble,
  PlatformCommands,
  PlatformHost,
  StartOptions,
} from '../port.ts'
import { hasKeys } from './answers.ts'
import type { BusClient } from './client.ts'

/** Why the `endChat` that passes the hooks right now is sent, if a provider of this page sends it. */
const REASON = 'endReason'

/** Commands that may make the bus load their plugin. */
const LOADING = new Set(['WebChatService.startChat', 'WebChat.open'])

/** The commands of Genesys Widgets as promises, with the vendor's traps taken care of. */
export class WidgetsCommands implements PlatformCommands {
  readonly #client: BusClient
  readonly #host: PlatformHost
  #isOwnEnd = false

  constructor(client: BusClient, host: PlatformHost) {
    this.#client = client
    this.#host = host
    client.intercept('WebChatService.endChat', (data) => {
      if (!this.#isOwnEnd) host.emit({ type: 'endRequested', reason: this.#sharedReason })
      return data
    })
  }

  async start(options: StartOptions): Promise<void> {
    try {
      await this.#run('WebChatService.startChat', options)
    } catch (error) {
      if (!(await this.#isStale(error))) throw error
      await this.#endChat('server').catch(() => {})
      await this.#run('WebChatService.startChat', options)
    }
  }

  send(text: string): Promise<void> {
    return this.#run('WebChatService.sendMessage', { message: text })
  }

  sendTyping(): Promise<void> {
    return this.#run('WebChatService.sendTyping')
  }

  async end(reason: EndReason): Promise<EndOutcome> {
    try {
      await this.#endChat(reason)
    } catch (error) {
      return this.#outcomeOf(error as ChatCommandError)
    }
    return { status: 'ended' }
  }

  /** Rejected, because there is no session. Yet it makes the widget let go of the old one. */
  release(): void {
    this.#endChat('server').catch(() => {})
  }

  openWindow(): Promise<void> {
    return this.#run('WebChat.open', undefined, /already opened/i)
  }

  closeWindow(): Promise<void> {
    return this.#run('WebChat.close', undefined, /already closed/i)
  }

  injectNotice(text: string, bubble?: NoticeBubble): Promise<void> {
    return this.#run('WebChat.injectMessage', {
      type: 'text',
      text,
      ...(bubble && { bubble: withoutHtml(bubble) }),
    })
  }

  /** A rejection that matches `fine` means that things are as the caller wants them. */
  async #run(command: string, data?: unknown, fine?: RegExp): Promise<void> {
    try {
      await this.#client.run(command, data, { mayLoad: LOADING.has(command) })
    } catch (error) {
      if (!(error instanceof ChatCommandError && fine?.test(error.reason))) throw error
    }
  }

  /** Hooks run while the command is given: the other providers of the page learn from it why it is sent. */
  #endChat(reason: EndReason): Promise<unknown> {
    const shared = this.#client.connection?.shared
    shared?.set(REASON, reason)
    this.#isOwnEnd = true
    const answer = this.#client.run('WebChatService.endChat')
    this.#isOwnEnd = false
    shared?.delete(REASON)
    return answer
  }

  get #sharedReason(): EndReason {
    return (this.#client.connection?.shared.get(REASON) as EndReason | undefined) ?? 'customer'
  }

  /** After a request that failed the widget has forgotten the session all the same. Not so when a hook threw. */
  async #outcomeOf(error: ChatCommandError): Promise<EndOutcome> {
    if (error.kind === 'timeout') return { status: 'unknown', error }
    const isOver = error.kind === 'rejected' && (await this.#hasForgotten())
    return { status: isOver ? 'ended' : 'not-sent', error }
  }

  async #hasForgotten(): Promise<boolean> {
    if (this.#client.connection?.data('WebChatService.sessionActive') !== true) return true
    return !hasKeys(await this.#client.run('WebChatService.getSessionData').catch(() => undefined))
  }

  /** A chat that the server ended stands in the way of a new one, until the bus is told to end it. */
  async #isStale(error: unknown): Promise<boolean> {
    const isRefused = error instanceof ChatCommandError && /already an active chat/i.test(error.reason)
    if (!isRefused || this.#host.session !== 'starting') return false
    return !hasKeys(await this.#client.run('WebChatService.getSessionData'))
  }
}

/** The widget's `bubble` has members that are HTML. */
function withoutHtml({ fill, radius, time, name, direction, avatar }: NoticeBubble): NoticeBubble {
  const icon = avatar && (typeof avatar.icon === 'string' ? { icon: avatar.icon } : undefined)
  const entries = Object.entries({ fill, radius, time, name, direction, avatar: icon })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}
