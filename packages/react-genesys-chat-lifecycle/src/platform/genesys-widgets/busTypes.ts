/**
 * The argument of every callback on the bus.
 *
 * @example
 * const onEvent = ({ event, data }: BusEnvelope) => log(event, typeof data)
 */
export interface BusEnvelope<Data = unknown> {
  /** Epoch milliseconds at which the event was published. */
  readonly time: number
  /** The plugin that published it. */
  readonly publisher: string
  /** `Plugin.event`. */
  readonly event: string
  /** `{}` when nothing was published with the event. */
  readonly data: Data
}

/**
 * The jQuery-like deferred that `command()` returns. `then` returns `undefined` on the real bus; there is no `catch`.
 *
 * @example
 * bus.command('WebChat.open').fail((reason) => console.warn(reason))
 */
export interface CXBusDeferred {
  done(callback: (...values: unknown[]) => void): unknown
  fail(callback: (...reasons: unknown[]) => void): unknown
}

/**
 * Plugin name → the names of its events and commands.
 *
 * @example
 * const hasWebChat = 'WebChat' in (bus.registry?.() ?? {})
 */
export type CXBusRegistry = Record<string, { events: string[]; commands: string[] }>

/**
 * The common part of all interfaces of a CXBus: `window.CXBus`, `_genesys.widgets.bus`, and that of a plugin.
 *
 * Some interfaces lack the optional members: `window.CXBus` has no `unsubscribe`, `before` or `registry`.
 *
 * @example
 * <GenesysChatProvider bus={window._genesys.widgets.bus as CXBusLike}>
 */
export interface CXBusLike {
  command(name: string, data?: unknown): CXBusDeferred
  /** Returns the event's name, or `false` without a callback. */
  subscribe(event: string, callback: (envelope: BusEnvelope<never>) => void): string | false
  /** Reads shared data by its full name, `data('WebChatService.sessionActive')`. */
  data?(key?: string, value?: unknown): unknown
  /** Returns `false` when the name is taken or registration is locked. There is no unregister. */
  registerPlugin?(name: string): CXBusPlugin | false
  /** Drops **every** callback of this plugin for the event. */
  unsubscribe?(event: string): boolean
  /** Cannot be removed. Returning anything but an object cancels the command. */
  before?(command: string, hook: (data: unknown) => unknown): boolean
  publish?(event: string, data?: unknown): boolean
  registry?(): CXBusRegistry
}

/**
 * The interface that `registerPlugin` returns. Its subscriptions can be removed without removing those of others.
 *
 * @example
 * const plugin = bus.registerPlugin?.('Shop')
 * if (plugin) plugin.subscribe('WebChat.opened', () => track('chat opened'))
 */
export interface CXBusPlugin extends CXBusLike {
  publish(event: string, data?: unknown): boolean
  publishDirect(event: string, data?: unknown): boolean
  /** Publishes an event and keeps it: late subscribers receive it too. */
  republish(event: string, data?: unknown): boolean
  unsubscribe(event: string): boolean
  before(command: string, hook: (data: unknown) => unknown): boolean
  registerCommand(name: string, handler: (call: CXBusCommandCall) => void): boolean
  registerEvents(names: string | string[]): boolean
  namespace(): string
  subscribers(): Record<string, string[]>
  data(key?: string, value?: unknown): unknown
  registry(): CXBusRegistry
  /** Marks the plugin as ready. Commands that waited for it run now. */
  ready(): void
}

/**
 * The argument of a command's handler.
 *
 * @example
 * plugin.registerCommand('rate', ({ data, deferred }: CXBusCommandCall) => deferred.resolve(data.stars))
 */
export interface CXBusCommandCall {
  readonly time: number
  readonly commander: string
  readonly command: string
  readonly data: Record<string, unknown>
  readonly deferred: { resolve(...values: unknown[]): unknown; reject(...reasons: unknown[]): unknown }
}
