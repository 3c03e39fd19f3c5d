import type { CommandCall, ModelPlugin } from '../bus/types.ts'
import type { WidgetStore } from '../page/widgetStore.ts'
import { createPrefilters, type Prefilters } from './prefilters.ts'
import type {
  Capabilities,
  CreateServiceTransport,
  MessageBatch,
  ServiceTransport,
  TransportListener,
} from './serviceTransport.ts'
import { createTranscripts, type Transcripts } from './transcripts.ts'

/** What {@link installWebChatService} takes. */
export interface WebChatServiceOptions {
  /** Which of the vendor's transports it uses. */
  createTransport: CreateServiceTransport
  store: WidgetStore
  /** How long its transport module takes to load, in milliseconds: until then it has no commands. `Infinity`: never. */
  loadMs: number
  /** Takes an exception that would be uncaught on the page, `sendMessage` while offline for instance. */
  reportVendorError(error: unknown): void
}

type Preprocessor = (message: unknown) => unknown

/** WebChatService between its transport and the bus. */
export class ServiceCore implements TransportListener {
  readonly plugin: ModelPlugin
  readonly transport: ServiceTransport
  readonly prefilters: Prefilters
  readonly transcripts: Transcripts = createTranscripts()
  readonly preprocessors: Preprocessor[] = []
  /** `verifySession` calls that wait for a restore. */
  readonly waiting: CommandCall['deferred'][] = []
  readonly reportVendorError: (error: unknown) => void
  // Always the same object, as the vendor's: a subscriber that keeps it sees it change.
  readonly #capabilities: Partial<Capabilities> = {}
  #active = false

  constructor(plugin: ModelPlugin, options: WebChatServiceOptions) {
    const { store, reportVendorError } = options
    this.plugin = plugin
    this.prefilters = createPrefilters(store)
    this.reportVendorError = reportVendorError
    this.transport = options.createTransport({ listener: this, store, reportVendorError })
  }

  /** Stays true after the server has ended the chat. */
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

  capabilitiesChanged(capabilities: Capabilities): void {
    Object.assign(this.#capabilities, capabilities)
    this.plugin.data('capabilities', this.#capabilities)
    this.plugin.publish('capabilitiesChanged', this.#capabilities)
  }

  messagesReceived(batch: MessageBatch): void {
    const preprocess = (message: unknown): unknown =>
      this.preprocessors.reduce((passed, preprocessor) => preprocessor(passed) || passed, message)
    const messages = this.prefilters.pass(batch.messages).map(preprocess)
    const originalMessages = this.prefilters.pass(batch.originalMessages)
    this.transcripts.add(messages, originalMessages)
    if (messages.length === 0) return
    const { restoring, oldMessages, sessionData } = batch
    this.plugin.publish('messageReceived', {
      originalMessages,
      messages,
      restoring,
      sessionData,
      oldMessages,
    })
  }

  restored(data: { async?: boolean }): void {
    this.plugin.publish('restored', data)
    if (data.async) this.plugin.data('WebChatService.mode', { async: true })
    this.setActive(true)
    for (const deferred of this.waiting.splice(0)) deferred.resolve({ sessionActive: true })
  }

  restoreFailed(reason: unknown): void {
    this.#forget()
    this.plugin.publish('restoreFailed', reason)
  }

  ended(...farewells: readonly (readonly [event: string, data?: unknown])[]): void {
    this.#forget()
    this.prefilters.clear()
    for (const [event, data] of farewells) this.plugin.publish(event, data)
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
    // Calls that waited for the restore never settle.
    this.waiting.length = 0
  }
}
