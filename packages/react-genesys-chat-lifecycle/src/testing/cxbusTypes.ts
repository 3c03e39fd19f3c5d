import type { CXBusLike, CXBusPlugin } from '../platform/genesys-widgets/busTypes.ts'
import type { BusPromise } from './deferred.ts'

/** What the first caller of `registerMaster` gets: while it is locked, no plugin can be registered. */
export interface RegistrationLock {
  lock(): void
  unlock(): void
}

/** `window.CXBus`: no `unsubscribe`, no `publish`, no `before`. */
export interface CXBusFacade extends CXBusLike {
  registerPlugin(name: string): ModelPlugin | false
  /** The first caller gets the lock of the registration, everyone after it `undefined`. */
  registerMaster(): RegistrationLock | undefined
  /** Rejects when a plugin of that name, in any spelling, is there already. */
  loadPlugin(name: string): BusPromise
  loadFile(url: string): BusPromise
  loadModule(name: string): BusPromise
  registerModule(name: string, module: unknown): boolean
  /** Where plugins are, and how much is logged: nothing that would matter here. */
  configure(options?: Record<string, unknown>): void
  command(name: string, data?: unknown): BusPromise
  data(key?: string, value?: unknown): unknown
}

/** {@link CXBusPlugin} with the promise that the model really returns. */
export interface ModelPlugin extends CXBusPlugin {
  command(name: string, data?: unknown): BusPromise
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
  /** Stands for the script tag that the real bus adds for an unknown plugin. Default: there is no such file. */
  loadPlugin?: ((name: string) => Promise<unknown>) | undefined
  /** What an exception in a subscriber or a command's handler becomes. Default: uncaught, as in the browser. */
  onUncaughtError?: ((error: unknown) => void) | undefined
  /** Sees every command when it is sent, also those that `before` cancels. */
  onCommand?: ((command: SentCommand) => void) | undefined
}

/** A bus, seen from behind all its doors. */
export interface CXBusModel {
  /** What the page finds as `window.CXBus`. */
  readonly facade: CXBusFacade
  registerPlugin(name: string): ModelPlugin | false
  /** How many callbacks are subscribed: to one event or to all, of all plugins or of those that `filter` lets pass. */
  subscriberCount(event?: string, filter?: (plugin: string) => boolean): number
  /** Callbacks that were scheduled and have not run. */
  pending(): number
  /** The page is gone: nothing that was scheduled runs any more. */
  dispose(): void
}
