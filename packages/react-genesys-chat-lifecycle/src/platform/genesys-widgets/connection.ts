import { createListeners, type Listeners } from '../../common/listeners.ts'
import { attempt } from '../../common/values.ts'
import type { PageShare } from '../port.ts'
import type { BusEnvelope, CXBusLike, CXBusPlugin, CXBusRegistry } from './busTypes.ts'
import { PendingCommand, type RunOptions } from './pendingCommand.ts'

/** Receives the envelopes of one event. */
export type BusListener = (envelope: BusEnvelope) => void

/** Returns the data to let a command pass, or `false` to stop it. */
export type BusInterceptor = (data: unknown) => unknown

/**
 * The bus runs each command, and publishes each event, in a timeout of its own. What it does "at once" takes three, so that a wait for it
 * counts four: on a page that is busy, no time is long enough.
 */
export const BUS_TURNS = 4

const PLUGIN = 'ReactGenesysChatLifecycle'
const NAMES_TO_TRY = 50

const isSticky = (event: string): boolean => event.endsWith('.ready')

/** Found by a second copy of the library too: both must use the same connection. */
const CONNECTIONS: symbol = Symbol.for('react-genesys-chat-lifecycle/connections@2')

function connections(): WeakMap<object, BusConnection> {
  const global = globalThis as { [CONNECTIONS]?: WeakMap<object, BusConnection> }
  global[CONNECTIONS] ??= new WeakMap()
  return global[CONNECTIONS]
}

/** A bus that throws is treated like one that does nothing. Commands reject by themselves. */
function registryOf(door: CXBusLike): CXBusRegistry | undefined {
  const registry: unknown = attempt(() => door.registry?.())
  return typeof registry === 'object' && registry ? (registry as CXBusRegistry) : undefined
}

/** `registerPlugin` returns `false` for a name that is taken, for example by another copy of this library. */
function registerOwnPlugin(bus: CXBusLike): CXBusPlugin | undefined {
  for (let n = 1; n <= NAMES_TO_TRY; n++) {
    const plugin = attempt(() => bus.registerPlugin?.(n === 1 ? PLUGIN : `${PLUGIN}${n}`))
    if (plugin) return plugin
  }
  return undefined
}

/**
 * The connection to this bus: made for the first caller, shared with all others. All interfaces of a bus return the same
 * registry, so the registry identifies it. `window.CXBus` has none, but a plugin registered there has.
 */
export function connect(bus: CXBusLike): BusConnection {
  const all = connections()
  const own = registryOf(bus) ?? bus
  let connection = all.get(bus) ?? all.get(own)
  if (!connection) {
    const made = new BusConnection(bus)
    const registry = made.registry() ?? own
    connection = all.get(registry) ?? made
    all.set(registry, connection)
    if (connection === made) made.on('App.ready', () => {})
  }
  all.set(bus, connection).set(own, connection)
  return connection
}

/** Our one connection to one bus. It lives as long as the page, because a plugin's name cannot be given back. */
export class BusConnection {
  /** What all users of this bus on this page share, by name. */
  readonly shared: PageShare = new Map()
  readonly #plugin: CXBusPlugin | undefined
  readonly #door: CXBusLike
  readonly #listeners = new Map<string, Listeners<[BusEnvelope]>>()
  readonly #replay = new Map<string, BusEnvelope>()
  readonly #interceptors = new Map<string, Set<BusInterceptor>>()

  constructor(bus: CXBusLike) {
    this.#plugin = registerOwnPlugin(bus)
    this.#door = this.#plugin ?? bus
  }

  /** Listens to an event. Returns a function that removes the listener. Late listeners of a `*.ready` event are called too. */
  on(event: string, listener: BusListener): () => void {
    let isOn = true
    const remove = this.#listenersOf(event).add(listener)
    const past = this.#replay.get(event)
    if (past) setTimeout(() => isOn && listener(past))
    return () => {
      isOn = false
      remove()
      this.#unsubscribeUnused(event)
    }
  }

  /** Runs a command once `App.ready` was published. Always settles, rejects with `ChatCommandError`. */
  run(command: string, data: unknown, options: RunOptions): Promise<unknown> {
    return new PendingCommand(this, command, data, options).answer
  }

  /** Calls the bus's own `command`, which may throw. */
  command(name: string, data: unknown): ReturnType<CXBusLike['command']> {
    return this.#door.command(name, data)
  }

  /**
   * Sees a command before it runs. Returns a function that removes the interceptor. A hook cannot be removed from the bus, so
   * there is one per command and page. Without interceptors it does nothing.
   */
  intercept(command: string, interceptor: BusInterceptor): () => void {
    const entry: BusInterceptor = (value) => interceptor(value)
    const all = this.#interceptorsOf(command).add(entry)
    return () => void all.delete(entry)
  }

  /** Reads the bus's shared data. */
  data(key: string): unknown {
    return attempt(() => this.#door.data?.(key))
  }

  /** The plugins on the page with their events and commands. Some real events are missing from it. */
  registry(): CXBusRegistry | undefined {
    return registryOf(this.#door)
  }

  /** Whether a plugin is on the page. */
  has(plugin: string): boolean {
    const known = this.registry()
    return !known || plugin in known
  }

  /** When `App.ready` was published, in epoch milliseconds; 0 before that. */
  get readyAt(): number {
    return this.#replay.get('App.ready')?.time ?? 0
  }

  /** `App.ready` is replayed, unless the page removed its last subscriber. Then other traces tell. */
  get #isReady(): boolean {
    return this.#replay.has('App.ready') || this.data('WebChatService.sessionActive') !== undefined
  }

  /** Calls back once `App.ready` was published. Returns a function that cancels the call. */
  whenReady(callback: () => void): () => void {
    if (this.#isReady) {
      callback()
      return () => {}
    }
    const off = this.on('App.ready', () => {
      off()
      callback()
    })
    return off
  }

  #listenersOf(event: string): Listeners<[BusEnvelope]> {
    let listeners = this.#listeners.get(event)
    if (!listeners) {
      listeners = createListeners<[BusEnvelope]>()
      this.#listeners.set(event, listeners)
      attempt(() => this.#door.subscribe(event, (envelope: BusEnvelope) => this.#deliver(event, envelope)))
    }
    return listeners
  }

  #deliver(event: string, envelope: BusEnvelope): void {
    const own = { ...envelope, event }
    if (isSticky(event)) this.#replay.set(event, own)
    this.#listeners.get(event)?.notify(own)
  }

  /**
   * Unsubscribing the last listener from a sticky event would end its replay for the whole page, and without a plugin of our own
   * it would remove the page's handlers. In both cases the subscription stays.
   */
  #unsubscribeUnused(event: string): void {
    if (!this.#plugin || isSticky(event) || this.#listeners.get(event)?.size !== 0) return
    this.#listeners.delete(event)
    attempt(() => this.#plugin?.unsubscribe(event))
  }

  #interceptorsOf(command: string): Set<BusInterceptor> {
    const known = this.#interceptors.get(command)
    if (known) return known
    const all = new Set<BusInterceptor>()
    this.#interceptors.set(command, all)
    attempt(() => this.#door.before?.(command, (data) => passThrough(all, data)))
    return all
  }
}

function passThrough(interceptors: ReadonlySet<BusInterceptor>, data: unknown): unknown {
  let passed = data
  for (const each of [...interceptors]) {
    passed = each(passed)
    if (!passed) return false
  }
  return passed
}
