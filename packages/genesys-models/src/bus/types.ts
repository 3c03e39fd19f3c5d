import type { BusPromise } from './deferred.ts'

/** What every callback on the bus receives. */
export interface BusEnvelope<Data = unknown> {
  /** Epoch milliseconds at which the event was published. */
  readonly time: number
  readonly publisher: string
  readonly event: string
  /** `{}` when nothing was published with the event. */
  readonly data: Data
}

export type BusCallback = (envelope: BusEnvelope<never>) => void

/** What a command's handler receives. */
export interface CommandCall {
  readonly time: number
  readonly commander: string
  readonly command: string
  readonly data: Record<string, unknown>
  readonly deferred: { resolve(...values: unknown[]): unknown; reject(...reasons: unknown[]): unknown }
}

/** Plugin name → the names of its events and commands. */
export type BusRegistry = Record<string, { events: string[]; commands: string[] }>

/** What the first caller of `registerMaster` gets: while it is locked, no plugin can be registered. */
export interface RegistrationLock {
  lock(): void
  unlock(): void
}

/** `window.CXBus`: no `unsubscribe`, no `publish`, no `before`. */
export interface CXBusFacade {
  command(name: string, data?: unknown): BusPromise
  /** Returns the event's name, or `false` without a callback. */
  subscribe(event: string, callback: BusCallback): string | false
  /** Reads shared data by its full name, `data('WebChatService.sessionActive')`. */
  data(key?: string, value?: unknown): unknown
  /** Returns `false` when the name is taken or registration is locked. There is no unregister. */
  registerPlugin(name: string): ModelPlugin | false
  /** The first caller gets the lock of the registration, everyone after it `undefined`. */
  registerMaster(): RegistrationLock | undefined
  /** Rejects when a plugin of that name, in any spelling, is there already. */
  loadPlugin(name: string): BusPromise
  loadFile(url: string): BusPromise
  loadModule(name: string): BusPromise
  registerModule(name: string, module: unknown): boolean
  /** Sets where plugins are and how much is logged. The model has neither. */
  configure(options?: Record<string, unknown>): void
}

/** What `registerPlugin` returns. */
export interface ModelPlugin {
  command(name: string, data?: unknown): BusPromise
  /** Cannot be removed. Returning anything but an object cancels the command. */
  before(command: string, hook: (data: unknown) => unknown): boolean
  registerCommand(name: string, handler: (call: CommandCall) => void): boolean
  /** Returns the event's name, or `false` without a callback. */
  subscribe(event: string, callback: BusCallback): string | false
  /** Drops **every** callback of this plugin for the event. */
  unsubscribe(event: string): boolean
  publish(event: string, data?: unknown): boolean
  publishDirect(event: string, data?: unknown): boolean
  /** Publishes and keeps: late subscribers get it too. */
  republish(event: string, data?: unknown): boolean
  registerEvents(names: string | string[]): boolean
  subscribers(): Record<string, string[]>
  namespace(): string
  data(key?: string, value?: unknown): unknown
  registry(): BusRegistry
  /** Marks the plugin as ready and runs the commands that waited for it. */
  ready(): void
}

/** A command as it was sent, for the log of a test bus. */
export interface SentCommand {
  readonly time: number
  readonly commander: string
  readonly name: string
  readonly data: unknown
  readonly promise: BusPromise
}

/** What {@link createCXBus} takes. */
export interface CXBusOptions {
  /** Replaces the script tag that the real bus adds for an unknown plugin. Default: no plugin has a file. */
  loadPlugin?: ((name: string) => Promise<unknown>) | undefined
  /** Receives exceptions of subscribers and command handlers. Default: they stay uncaught, as in the browser. */
  onUncaughtError?: ((error: unknown) => void) | undefined
  /** Sees every command when it is sent, also those that a `before` hook cancels. */
  onCommand?: ((command: SentCommand) => void) | undefined
}

/** A bus, with what tests need beside it. */
export interface CXBusModel {
  /** What the page finds as `window.CXBus`. */
  readonly facade: CXBusFacade
  registerPlugin(name: string): ModelPlugin | false
  /** Counts callbacks: of one event or of all, of all plugins or of those that `filter` accepts. */
  subscriberCount(event?: string, filter?: (plugin: string) => boolean): number
  /** Counts callbacks that were scheduled and have not run. */
  pending(): number
  /** Cancels everything that is scheduled. */
  dispose(): void
}
