import { tellOnce } from '../../common/checks.ts'
import { inDevelopment } from '../../common/development.ts'
import { createListeners, type Listeners } from '../../common/listeners.ts'
import { attempt, isFunction, read } from '../../common/values.ts'
import type { PageShare } from '../port.ts'
import { Conversation } from './conversation.ts'
import type { GenesysEnvelope, GenesysLike, GenesysPlugin } from './genesysTypes.ts'

const PLUGIN = 'ReactGenesysChatLifecycle'
const NAMES_TO_TRY = 50

/** Found by a second copy of the library too: both must use the same connection. */
const CONNECTIONS: symbol = Symbol.for('react-genesys-chat-lifecycle/messenger@1')

function connections(): WeakMap<object, MessengerConnection> {
  const global = globalThis as { [CONNECTIONS]?: WeakMap<object, MessengerConnection> }
  global[CONNECTIONS] ??= new WeakMap()
  return global[CONNECTIONS]
}

/**
 * Connects to the bus behind a function, by one plugin for each bus and page. Also the snippet's function will do: its calls are made up
 * for when the bootstrap has come. Never calls back where it does not come.
 */
export function connect(
  genesys: GenesysLike,
  hasSurvey: boolean,
  onConnection: (connection: MessengerConnection) => void,
): void {
  const all = connections()
  const known = all.get(genesys)
  if (known) {
    onConnection(known)
    return
  }
  const register = genesys as (...call: unknown[]) => unknown
  const tryName = (n: number): void => {
    const take = (plugin: GenesysPlugin): void => {
      if (!isFunction(read(plugin, 'subscribe'))) return
      const bus = registryOf(plugin) ?? genesys
      const connection = all.get(bus) ?? new MessengerConnection(plugin, hasSurvey)
      all.set(bus, connection).set(genesys, connection)
      onConnection(connection)
    }
    // The name may be ours: another provider asked for it a moment ago.
    const refuse = (): void => {
      const own = all.get(genesys)
      if (own) onConnection(own)
      else if (n < NAMES_TO_TRY) tryName(n + 1)
    }
    register('registerPlugin', n === 1 ? PLUGIN : `${PLUGIN}${n}`, take, refuse)
  }
  tryName(1)
}

/** An event may carry anything, even a getter that throws. */
function tellUnreadable(event: string, error: unknown): void {
  inDevelopment(() =>
    tellOnce(`${event} could not be read: ${attempt(() => String(error)) ?? 'unknown error'}`),
  )
}

function registryOf(plugin: GenesysPlugin): object | undefined {
  const registry: unknown = attempt(() => plugin.registry?.())
  return typeof registry === 'object' && registry !== null ? registry : undefined
}

/** Our one plugin on one bus. It lives as long as the page: a name cannot be given back, nor a hook, and subscriptions stay. */
export class MessengerConnection {
  /** What all users of this bus on this page share, by name. */
  readonly shared: PageShare = new Map()
  readonly plugin: GenesysPlugin
  readonly conversation: Conversation
  /** The upload that is under way, or the last one. Never rejects. */
  upload: Promise<unknown> = Promise.resolve()
  readonly #listeners = new Map<string, Listeners<[GenesysEnvelope]>>()
  readonly #hooks = new Map<string, Set<(options: unknown) => boolean>>()

  constructor(plugin: GenesysPlugin, hasSurvey: boolean) {
    this.plugin = plugin
    this.conversation = new Conversation(this, hasSurvey)
  }

  /**
   * Listens to an event. Returns a function that removes the listener. The subscription on the bus stays, so that others still
   * get a sticky event.
   */
  on(event: string, listener: (envelope: GenesysEnvelope) => void): () => void {
    let listeners = this.#listeners.get(event)
    if (!listeners) {
      const made = createListeners<[GenesysEnvelope]>((error) => tellUnreadable(event, error))
      listeners = made
      this.#listeners.set(event, made)
      attempt(() => this.plugin.subscribe(event, (envelope) => made.notify(envelope)))
    }
    return listeners.add(listener)
  }

  /** Gives a command as it is: it may never settle. */
  async command(name: string, options: object = {}): Promise<unknown> {
    return this.plugin.command(name, options)
  }

  /** Reads a plugin's data in the page's frame. */
  data(key: string): unknown {
    return attempt(() => this.plugin.data?.(key))
  }

  /** Whether a plugin is on the page, in whichever frame; undefined where the bus does not tell. */
  has(plugin: string): boolean | undefined {
    const registry = registryOf(this.plugin)
    return registry && plugin in registry
  }

  /** Asks `isHeld` before the page gives a command. A hook stays on the bus for good: one for each command. */
  hold(command: string, isHeld: (options: unknown) => boolean): () => void {
    let all = this.#hooks.get(command)
    if (!all) {
      const made = new Set<(options: unknown) => boolean>()
      all = made
      this.#hooks.set(command, made)
      // Only `true` stops a command in whichever frame the service is. A falsy value would send an empty message.
      attempt(() =>
        this.plugin.before?.(command, (options) => [...made].some((each) => each(options)) || options),
      )
    }
    const entry = (options: unknown): boolean => attempt(() => isHeld(options)) === true
    all.add(entry)
    return () => void all.delete(entry)
  }
}
