import { ChatCommandError, describeReason } from './errors.ts'
import { preloads } from './page.ts'
import type { BusEnvelope, CXBusLike, CXBusPlugin, CXBusRegistry } from './types.ts'

/** Receives the envelopes of one event. */
export type BusListener = (envelope: BusEnvelope) => void

/** Returns the data to let a command pass, or `false` to stop it. */
export type BusInterceptor = (data: unknown) => unknown

/** Options of a single command. */
export interface RunOptions {
  /** Milliseconds after which the promise rejects with `timeout`. */
  timeoutMs: number
  /** Whether the bus may load the command's plugin when it is not on the page. */
  mayLoad?: boolean
  /** Asked when `App.ready` has come: false cancels what nobody waits for any more. */
  isWanted?: () => boolean
}

/** Our one connection to one bus. It lives as long as the page, since a plugin's name cannot be given back. */
export interface BusConnection {
  /** Listens to an event; returns the way to stop. Late listeners of a `*.ready` event get it too. */
  on(event: string, listener: BusListener): () => void
  /** Runs a command once `App.ready` was published. Always settles, rejects with {@link ChatCommandError}. */
  run(command: string, data: unknown, options: RunOptions): Promise<unknown>
  /** Sees a command before it runs. Returns the way to stop seeing it. */
  intercept(command: string, interceptor: BusInterceptor): () => void
  /** Reads the bus's shared data. */
  data(key: string): unknown
  /** What is on the page: its plugins with their events and commands. Some real events are missing from it. */
  registry(): CXBusRegistry | undefined
  /** Whether a plugin is on the page. */
  has(plugin: string): boolean
  /** Calls back once `App.ready` was published; returns the way to stop waiting. */
  whenReady(callback: () => void): () => void
  /** What all users of this bus on this page share, by name. */
  readonly shared: Map<string, unknown>
}

const PLUGIN = 'ReactGenesysChatLifecycle'
const NAMES_TO_TRY = 50
const CANCELLED = /cancelled by a 'before' function/
/**
 * How long a page that names no plugins may take, after `App.ready`, to load them: it does so to restore. Milliseconds.
 *
 * @see docs/real-widget.md, "Three doors"
 */
export const ABSENT_MS = 2_000
const LOOK_MS = 50
/** The `WebChat` of `WebChat.open`. */
export const pluginOf = (name: string): string => name.replace(/\..*/, '')
const isSticky = (event: string): boolean => event.endsWith('.ready')

/** Found by a second copy of the library too: it must meet the same connection. */
const CONNECTIONS: symbol = Symbol.for('react-genesys-chat-lifecycle/connections@1')

function connections(): WeakMap<object, BusConnection> {
  const global = globalThis as { [CONNECTIONS]?: WeakMap<object, BusConnection> }
  global[CONNECTIONS] ??= new WeakMap()
  return global[CONNECTIONS]
}

/** A bus that throws is one that does nothing and says nothing. Commands reject for themselves. */
function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

function registryOf(door: CXBusLike): CXBusRegistry | undefined {
  const registry: unknown = attempt(() => door.registry?.())
  return typeof registry === 'object' && registry ? (registry as CXBusRegistry) : undefined
}

/**
 * The connection to this bus: made by the first who asks, shared by all others. A bus is known by its registry, which is one
 * object, by whichever door it is asked for. `window.CXBus` has none; a plugin that was registered there has.
 *
 * @see docs/real-widget.md, "Three doors"
 */
export function connect(bus: CXBusLike): BusConnection {
  const all = connections()
  const own = registryOf(bus) ?? bus
  let connection = all.get(bus) ?? all.get(own)
  if (!connection) {
    const made = createConnection(bus)
    const registry = made.registry() ?? own
    connection = all.get(registry) ?? made
    all.set(registry, connection)
    if (connection === made) made.on('App.ready', () => {})
  }
  all.set(bus, connection).set(own, connection)
  return connection
}

/** `registerPlugin` answers `false` for a name that is taken; another copy of this page's code may have taken ours. */
function registerOwnPlugin(bus: CXBusLike): CXBusPlugin | undefined {
  for (let n = 1; n <= NAMES_TO_TRY; n++) {
    const plugin = attempt(() => bus.registerPlugin?.(n === 1 ? PLUGIN : `${PLUGIN}${n}`))
    if (plugin) return plugin
  }
  return undefined
}

function createConnection(bus: CXBusLike): BusConnection {
  const plugin = registerOwnPlugin(bus)
  const door: CXBusLike = plugin ?? bus
  const listeners = new Map<string, Set<BusListener>>()
  const attached = new Set<string>()
  const replay = new Map<string, BusEnvelope>()
  const interceptors = new Map<string, Set<BusInterceptor>>()

  const deliver = (envelope: BusEnvelope): void => {
    if (isSticky(envelope.event)) replay.set(envelope.event, envelope)
    for (const listener of [...(listeners.get(envelope.event) ?? [])]) {
      try {
        listener(envelope)
      } catch (error) {
        // One listener's fault is the page's to hear of, and no other listener's to suffer from.
        setTimeout(() => {
          throw error
        })
      }
    }
  }

  const attach = (event: string): void => {
    if (attached.has(event)) return
    attached.add(event)
    attempt(() => door.subscribe(event, (envelope: BusEnvelope) => deliver({ ...envelope, event })))
  }

  const detach = (event: string): void => {
    // Unsubscribing the last one from a sticky event would end its replay for the whole page. And without a
    // plugin of our own it would take the page's handlers with it. Both stay, and find no listener.
    if (!plugin || isSticky(event)) return
    attached.delete(event)
    attempt(() => plugin.unsubscribe(event))
  }

  const on: BusConnection['on'] = (event, listener) => {
    // The same function twice is two listeners, as on the bus.
    const entry: BusListener = (envelope) => listener(envelope)
    const set = listeners.get(event) ?? new Set()
    listeners.set(event, set.add(entry))
    attach(event)
    const past = replay.get(event)
    if (past) setTimeout(() => set.has(entry) && entry(past))
    return () => {
      if (set.delete(entry) && set.size === 0) {
        listeners.delete(event)
        detach(event)
      }
    }
  }

  const data: BusConnection['data'] = (key) => attempt(() => door.data?.(key))

  const registry: BusConnection['registry'] = () => registryOf(door)

  // `App.ready` is replayed, unless the page dropped its last subscriber; then other traces tell.
  const isReady = (): boolean => replay.has('App.ready') || data('WebChatService.sessionActive') !== undefined

  const whenReady: BusConnection['whenReady'] = (callback) => {
    if (isReady()) {
      callback()
      return () => {}
    }
    const off = on('App.ready', () => {
      off()
      callback()
    })
    return off
  }

  const has: BusConnection['has'] = (name) => {
    const known = registry()
    return !known || name in known
  }

  /** The files of what the page loads arrive after `App.ready`; a command in between would load them a second time. */
  const isOnItsWay = (name: string, mayLoad: boolean | undefined): boolean => {
    const isStarting = Date.now() - (replay.get('App.ready')?.time ?? 0) < ABSENT_MS
    return !has(name) && (preloads(name) || (isStarting && !mayLoad))
  }

  const run: BusConnection['run'] = (command, payload, { timeoutMs, mayLoad, isWanted }) =>
    new Promise((resolve, reject) => {
      let look: ReturnType<typeof setTimeout> | undefined
      let stopWaiting = (): void => {}
      const fail = (kind: ChatCommandError['kind'], reason: string): void => {
        clearTimeout(timer)
        reject(new ChatCommandError(command, kind, reason))
      }
      const timer = setTimeout(() => {
        clearTimeout(look)
        stopWaiting()
        fail('timeout', `the bus did not answer within ${timeoutMs} ms`)
      }, timeoutMs)
      const rejected = (reason: unknown): void => {
        const text = describeReason(reason)
        fail(CANCELLED.test(text) ? 'cancelled' : 'rejected', text)
      }
      const give = (): void => {
        try {
          const resolved = (value?: unknown): void => {
            clearTimeout(timer)
            resolve(value)
          }
          const deferred = door.command(command, payload)
          // Its `then` returns nothing and it has no `catch`: only `done` and `fail` are sure to be there.
          if (typeof deferred?.done === 'function') {
            deferred.done(resolved)
            deferred.fail(rejected)
          } else {
            Promise.resolve(deferred).then(resolved, rejected)
          }
        } catch (error) {
          // A `before` hook of the page that throws, throws out of `command()`.
          rejected(error)
        }
      }
      const send = (): void => {
        const name = pluginOf(command)
        if (isWanted?.() === false) fail('cancelled', 'whoever gave it is gone')
        else if (isOnItsWay(name, mayLoad)) look = setTimeout(send, LOOK_MS)
        else if (!mayLoad && !has(name)) fail('unavailable', `the plugin ${name} is not on this page`)
        else give()
      }
      stopWaiting = whenReady(send)
    })

  const intercept: BusConnection['intercept'] = (command, interceptor) => {
    let set = interceptors.get(command)
    if (!set) {
      // A hook cannot be removed: there is one per command and page, and it is idle while nobody listens.
      const installed = new Set<BusInterceptor>()
      interceptors.set(command, installed)
      set = installed
      const passOn = (value: unknown): unknown => {
        let passed = value
        for (const each of [...installed]) {
          passed = each(passed)
          if (!passed) return false
        }
        return passed
      }
      attempt(() => door.before?.(command, passOn))
    }
    const seen = set
    const entry: BusInterceptor = (value) => interceptor(value)
    seen.add(entry)
    return () => void seen.delete(entry)
  }

  return { on, run, intercept, data, registry, has, whenReady, shared: new Map() }
}
