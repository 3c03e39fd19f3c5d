import type { BusEnvelope, BusRegistry } from '../../bus/types.ts'

export type MessengerCallback = (envelope: BusEnvelope<never>) => void

/** What a command's handler receives. It settles once; a handler that does not, leaves the command open for ever. */
export interface MessengerCall {
  readonly time: number
  readonly commander: string
  readonly command: string
  readonly data: Record<string, unknown>
  resolve(value?: unknown): void
  reject(reason?: unknown): void
}

/** What `registerPlugin` hands out. */
export interface MessengerPlugin {
  /** Returns the event's name, or `false` without a callback. */
  subscribe(event: string, callback?: MessengerCallback): string | false
  /** Drops **every** callback of this plugin for the event. */
  unsubscribe(event: string): boolean
  publish(event: string, data?: unknown): true
  publishDirect(event: string, data?: unknown): true
  /** Publishes and keeps: late subscribers in the same frame get it too. */
  republish(event: string, data?: unknown): true
  command(name: string, data?: unknown): Promise<unknown>
  /** Cannot be removed. */
  before(command: string, hook: (data: unknown) => unknown): boolean
  registerCommand(name: string, handler: (call: MessengerCall) => void): true
  registerEvents(names: string | string[]): void
  /** Reads any plugin's data in the same frame, writes its own. */
  data(key?: string, value?: unknown): unknown
  registry(): BusRegistry
  subscribers(): Record<string, string[]>
  namespace(): string
  readonly initData: object
  readonly log: (...values: unknown[]) => void
  /** Commands that waited for this plugin run now. */
  ready(): void
}

/** `window.Genesys`: of the snippet, and then of the bootstrap. */
export interface GenesysFunction {
  (...call: unknown[]): unknown
  /** Calls that wait for the bootstrap. Not emptied when they have run. */
  q?: ArrayLike<unknown>[]
  /** When the snippet ran, in epoch milliseconds. */
  t?: number
  /** What the snippet was given. */
  c?: Record<string, unknown>
}

/** A frame in the page that takes part in the page's bus. */
export interface MessengerFrame {
  /** Returns `undefined` for a name that is taken anywhere on the page. */
  registerPlugin(name: string): MessengerPlugin | undefined
  /** Takes the frame off the page. Its plugins' names stay taken, and commands to them never settle. */
  remove(): void
}

/** A command as it was given, and what became of it. */
export interface MessengerCommand {
  readonly commander: string
  readonly name: string
  /** As the hooks left it. */
  readonly data: unknown
  readonly answer: Promise<unknown>
}

/** What `createMessengerBus` takes. */
export interface MessengerBusOptions {
  /**
   * `Genesys('command', name, ok, fail)` without options: 2.14 takes it. 2.0.4, the default, takes the first function for the options, and
   * neither is called.
   */
  mayOmitOptions?: boolean | undefined
  /** Receives exceptions of subscribers. Default: they stay uncaught, as in the browser. */
  onUncaughtError?: ((error: unknown) => void) | undefined
  /** Sees every command when it is given. */
  onCommand?: ((command: MessengerCommand) => void) | undefined
  /** The bus logs every rejection. Default: `console.error`. */
  logError?: ((reason: unknown) => void) | undefined
}

/** The bus of one page, with what a page's model and tests need beside it. */
export interface MessengerBus {
  /** The bootstrap's function. */
  readonly genesys: GenesysFunction
  /** Registers a plugin of the page at once. Returns `undefined` for a name that is taken. */
  registerPlugin(name: string): MessengerPlugin | undefined
  createFrame(): MessengerFrame
  /** Whether a plugin of this name is on the page, in whichever frame. */
  has(plugin: string): boolean
  /** Counts the page's callbacks: of one event or of all, of the plugins that `filter` accepts. */
  subscriberCount(event?: string, filter?: (plugin: string) => boolean): number
  /** Counts callbacks that were scheduled and have not run. */
  pending(): number
  /** Cancels everything that is scheduled. */
  dispose(): void
}
