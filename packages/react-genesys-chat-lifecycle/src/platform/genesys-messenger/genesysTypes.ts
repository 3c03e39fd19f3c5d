/**
 * What every callback on Messenger's bus receives.
 *
 * @example
 * plugin.subscribe('MessagingService.started', ({ data }: GenesysEnvelope) => log(typeof data))
 */
export interface GenesysEnvelope {
  /** `Plugin.event`. */
  readonly event: string
  /** Untrusted. */
  readonly data: unknown
}

/**
 * What `Genesys('registerPlugin', name, callback)` hands to its callback, as far as this library uses it.
 *
 * @example
 * Genesys('registerPlugin', 'Shop', (plugin: GenesysPlugin) => void plugin.command('Messenger.open', {}))
 */
export interface GenesysPlugin {
  subscribe(event: string, callback: (envelope: GenesysEnvelope) => void): unknown
  command(name: string, options: object): PromiseLike<unknown>
  /** Cannot be removed. On cxbus 2.0.4, only a truthy value that is no object stops the command. */
  before?(command: string, hook: (options: unknown) => unknown): unknown
  /** Plugin → its events and commands: one object for each bus. */
  registry?(): object
  /** Reads a plugin's data in the same frame, by its full name. */
  data?(key: string): unknown
}

/**
 * `window.Genesys`: first the function of the snippet, later that of the bootstrap.
 *
 * @example
 * const genesys: GenesysLike = (...call) => window.Genesys(...call)
 */
export type GenesysLike = (action: string, ...values: never[]) => unknown

/**
 * The source of `Genesys`: a function that returns it once it is there. Without a source, `window.Genesys` is used.
 *
 * @example
 * const genesys: GenesysSource = () => window.parent.Genesys
 */
export type GenesysSource = () => GenesysLike | null | undefined
