import type { CXBusCommandCall } from '../../platform/genesys-widgets/busTypes.ts'
import type { ModelPlugin } from '../cxbus.ts'
import type { ChatTransport } from '../transport.ts'
import type { AsyncTokenStore, WidgetStore } from '../widgetStore.ts'
import { createPrefilters, type Prefilters } from './prefilters.ts'
import {
  createSessionState,
  type ServiceConfig,
  type SessionListener,
  type SessionOutside,
  type SessionState,
} from './sessionState.ts'
import { createTranscripts, type Transcripts } from './transcripts.ts'

/** What {@link installWebChatService} takes. */
export interface WebChatServiceOptions {
  transport: ChatTransport
  store: WidgetStore
  /** Where the page keeps the token of an asynchronous chat. */
  tokens: AsyncTokenStore
  config: ServiceConfig
  /** How long its transport module takes to load, in milliseconds: until then it has no commands. `Infinity`: never. */
  loadMs: number
  /** An exception that would be uncaught on the page, `sendMessage` while offline for instance. */
  reportVendorError(error: unknown): void
}

type Preprocessor = (message: unknown) => unknown

/** The plugin between the session and the bus: what it believes, and what it publishes. */
export class ServiceCore implements SessionListener {
  readonly plugin: ModelPlugin
  readonly state: SessionState
  readonly outside: SessionOutside
  readonly prefilters: Prefilters
  readonly transcripts: Transcripts = createTranscripts()
  readonly preprocessors: Preprocessor[] = []
  /** `verifySession` calls that wait for a restore. */
  readonly waiting: CXBusCommandCall['deferred'][] = []
  readonly #capabilities = { async: false, asyncClose: 'hideChat', pagination: false, fileUpload: true }
  #active = false

  constructor(plugin: ModelPlugin, options: WebChatServiceOptions) {
    this.plugin = plugin
    this.state = createSessionState(options.config)
    this.prefilters = createPrefilters(options.store)
    this.outside = { ...options, listener: this }
  }

  /** What the plugin believes: true also after the server has ended the chat. */
  get active(): boolean {
    return this.#active
  }

  setActive(active: boolean): void {
    this.#active = active
    this.plugin.data('sessionActive', active)
  }

  publish(event: string, data?: unknown): void {
    this.plugin.publish(event, data)
    if (event === 'started') this.plugin.command('App.registerAutoLoad')
  }

  capabilitiesChanged(): void {
    const { async } = this.outside.config
    if (async) this.#capabilities.async = true
    this.#capabilities.asyncClose = 'endChat'
    this.#capabilities.pagination = async
    this.plugin.data('capabilities', this.#capabilities)
    this.plugin.publish('capabilitiesChanged', this.#capabilities)
  }

  messagesReceived(batch: Parameters<SessionListener['messagesReceived']>[0]): void {
    const preprocess = (message: unknown): unknown =>
      this.preprocessors.reduce((passed, preprocessor) => preprocessor(passed) || passed, message)
    const messages = this.prefilters.pass(batch.messages).map(preprocess)
    const originalMessages = this.prefilters.pass(batch.originalMessages)
    this.transcripts.add(messages, originalMessages)
    if (messages.length === 0) return
    const { restoring, oldMessages } = batch
    this.plugin.publish('messageReceived', {
      originalMessages,
      messages,
      restoring,
      sessionData: undefined,
      oldMessages,
    })
  }

  restored(async: boolean): void {
    this.plugin.publish('restored', { async })
    if (async) this.plugin.data('WebChatService.mode', { async: true })
    this.setActive(true)
    for (const deferred of this.waiting.splice(0)) deferred.resolve({ sessionActive: true })
  }

  restoreFailed(reason: unknown): void {
    this.#forget()
    this.plugin.publish('restoreFailed', reason)
  }

  ended(): void {
    this.#forget()
    this.prefilters.clear()
    this.plugin.publish('clientDisconnected')
    this.plugin.publish('ended')
    this.plugin.command('App.deregisterAutoLoad')
  }

  sessionLost(response: unknown): void {
    this.#forget()
    this.plugin.publish('sessionLost', response)
  }

  #forget(): void {
    this.transcripts.close()
    this.setActive(false)
    // Who waited for the restore is forgotten, too: those calls never settle.
    this.waiting.length = 0
  }
}
