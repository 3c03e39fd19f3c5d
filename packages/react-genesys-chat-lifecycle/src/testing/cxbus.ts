import type { BusEnvelope, CXBusCommandCall, CXBusLike, CXBusPlugin, CXBusRegistry } from '../bus/types.ts'
import { type BusDeferred, type BusPromise, createDeferred } from './deferred.ts'
import { createSharedData, type SharedDatum } from './sharedData.ts'

const COULD_NOT_LOAD = 'Could not load plugin file in given location. Check your plugins path option.'
const CANCELLED = "Command was cancelled by a 'before' function."

/** `window.CXBus`: no `unsubscribe`, no `publish`, no `before`. */
export interface CXBusFacade extends CXBusLike {
  registerPlugin(name: string): ModelPlugin | false
  /** The first caller gets the lock of the registration, everyone after it `undefined`. */
  registerMaster(): { lock(): void; unlock(): void } | undefined
  /** Rejects when a plugin of that name, in any spelling, is there already. */
  loadPlugin(name: string): BusPromise
  loadModule(name: string): BusPromise
  registerModule(name: string, module: unknown): boolean
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

interface Plugin {
  readonly commands: Map<string, (call: CXBusCommandCall) => void>
  readonly events: Set<string>
  readonly door: ModelPlugin
  held: CXBusCommandCall[]
  ready: boolean
}

interface Channel {
  subscribers: { plugin: string; callback: (envelope: BusEnvelope<never>) => void }[]
  sticky: boolean
  data: unknown
}

const ownerOf = (name: string): string => name.split('.')[0] ?? name
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/**
 * A CXBus without a page: the real one's behaviour, traps included.
 *
 * Every callback runs in a `setTimeout(0)` of its own. A command may never settle: one that its plugin does not have,
 * or one of a plugin that never gets ready.
 *
 * @example
 * const bus = createCXBus()
 * bus.registerPlugin('Greeter')
 * bus.registerPlugin('Greeter') // false: names are taken for good
 *
 * @see docs/real-widget.md, "The bus"
 */
export function createCXBus(options: CXBusOptions = {}): CXBusModel {
  const plugins = new Map<string, Plugin>()
  const channels = new Map<string, Channel>()
  const hooks = new Map<string, ((data: unknown) => unknown)[]>()
  const registry: CXBusRegistry = {}
  const loaded = new Set<string>()
  const modules = new Map<string, unknown>()
  const shared = createSharedData(publishDatum)
  let master: { lock(): void; unlock(): void } | undefined
  let locked = false
  let pending = 0
  let disposed = false

  master = {
    lock: () => {
      locked = true
    },
    unlock: () => {
      locked = false
    },
  }

  function later(run: () => void): void {
    pending += 1
    setTimeout(() => {
      pending -= 1
      if (disposed) return
      if (!options.onUncaughtError) return run()
      try {
        run()
      } catch (error) {
        options.onUncaughtError(error)
      }
    }, 0)
  }

  function registerPlugin(name: string): ModelPlugin | false {
    if (typeof name !== 'string' || locked || plugins.has(name)) return false
    const door = createDoor(name)
    plugins.set(name, { commands: new Map(), events: new Set(), door, held: [], ready: false })
    registry[name] = { events: [], commands: [] }
    for (const command of ['COMMANDS', 'EVENTS', 'LOAD']) {
      door.registerCommand(command, (call) => call.deferred.resolve())
    }
    return door
  }

  function publish(plugin: string, event: string, data: unknown, sticky = false): boolean {
    if (!plugins.has(plugin)) return false
    const name = `${plugin}.${event}`
    let channel = channels.get(name)
    if (sticky) {
      channel ??= { subscribers: [], sticky: true, data }
      channel.sticky = true
      channel.data = data
      channels.set(name, channel)
    }
    for (const subscriber of channel?.subscribers ?? []) {
      const envelope = { time: Date.now(), publisher: plugin, event: name, data: (data || {}) as never }
      later(() => subscriber.callback(envelope))
    }
    return true
  }

  function publishDatum(plugin: string, key: string, datum: SharedDatum, all: unknown): void {
    const shown = typeof datum.value === 'string' ? `'${datum.value}'` : String(datum.value)
    publish(plugin, 'data', all)
    publish(plugin, `data.${key}`, datum)
    publish(plugin, `data.${key}:${shown}`, datum)
  }

  function subscribe(
    plugin: string,
    event: string,
    callback: (envelope: BusEnvelope<never>) => void,
  ): string | false {
    if (!callback) return false
    const channel: Channel = channels.get(event) ?? { subscribers: [], sticky: false, data: undefined }
    channels.set(event, channel)
    channel.subscribers.push({ plugin, callback })
    const publisher = ownerOf(event)
    if (channel.sticky && plugins.has(publisher)) {
      const envelope = { time: Date.now(), publisher, event, data: (channel.data || {}) as never }
      later(() => callback(envelope))
    }
    return event
  }

  function unsubscribe(plugin: string, event: string): boolean {
    const channel = channels.get(event)
    if (!channel) return false
    channel.subscribers = channel.subscribers.filter((subscriber) => subscriber.plugin !== plugin)
    // The channel is what remembers a sticky event: with its last subscriber the replay goes, for everybody.
    if (channel.subscribers.length === 0) channels.delete(event)
    return true
  }

  function runHooks(command: string, data: unknown): unknown {
    let passed = data
    for (const hook of hooks.get(command) ?? []) if (isRecord(passed)) passed = hook(passed)
    return passed
  }

  function command(commander: string, rawName: string, rawData: unknown): BusPromise {
    const name = rawName.includes('.') ? rawName : `${commander}.${rawName}`
    const deferred = createDeferred()
    const data = runHooks(name, rawData || {})
    options.onCommand?.({ time: Date.now(), commander, name, data: rawData, promise: deferred.promise() })
    if (isRecord(data)) dispatch(commander, name, data, deferred)
    else later(() => deferred.reject(CANCELLED))
    return deferred.promise()
  }

  function dispatch(
    commander: string,
    name: string,
    data: Record<string, unknown>,
    deferred: BusDeferred,
  ): void {
    const owner = ownerOf(name)
    const plugin = plugins.get(owner)
    const call: CXBusCommandCall = { time: Date.now(), commander, command: name, data, deferred }
    if (!plugin) {
      loadPlugin(owner)
        .done(() => dispatch(commander, name, data, deferred))
        .fail(() => later(() => deferred.reject(COULD_NOT_LOAD)))
    } else if (plugin.ready || owner === commander) {
      run(plugin, call)
    } else {
      plugin.held.push(call)
    }
  }

  /** A command that the plugin does not have is not an error for the bus: it stays pending for ever. */
  function run(plugin: Plugin, call: CXBusCommandCall): void {
    const handler = plugin.commands.get(call.command.slice(call.command.indexOf('.') + 1))
    if (handler) later(() => handler(call))
  }

  function loadPlugin(name: string): BusPromise {
    const deferred = createDeferred()
    const taken = [...plugins.keys()].some((other) => other.toLowerCase() === name.toLowerCase())
    if (taken || loaded.has(name)) return deferred.reject().promise()
    const file = options.loadPlugin?.(name) ?? Promise.reject(new Error('no such file'))
    file.then(
      () => {
        loaded.add(name)
        deferred.resolve()
      },
      () => {
        deferred.reject(`Could not load plugin file: ${name.toLowerCase()}.min.js`)
      },
    )
    return deferred.promise()
  }

  function createDoor(name: string): ModelPlugin {
    return {
      publish: (event, data) => publish(name, event, data),
      publishDirect: (event, data) => publish(name, event, data),
      republish: (event, data) => publish(name, event, data, true),
      subscribe: (event, callback) => subscribe(name, event, callback),
      unsubscribe: (event) => unsubscribe(name, event),
      command: (commandName, data) => command(name, commandName, data),
      before(commandName, hook) {
        hooks.set(commandName, [...(hooks.get(commandName) ?? []), hook])
        return true
      },
      registerCommand(commandName, handler) {
        const plugin = plugins.get(name)
        if (!plugin?.commands.has(commandName)) registry[name]?.commands.push(commandName)
        plugin?.commands.set(commandName, handler)
        return true
      },
      registerEvents(names) {
        for (const event of typeof names === 'string' ? [names] : (names ?? [])) {
          const plugin = plugins.get(name)
          if (!plugin?.events.has(event)) registry[name]?.events.push(event)
          plugin?.events.add(event)
        }
        return true
      },
      namespace: () => name,
      subscribers: () =>
        Object.fromEntries(
          [...channels]
            .filter(([event]) => event.includes(name))
            .map(([event, channel]) => [event, channel.subscribers.map((subscriber) => subscriber.plugin)]),
        ),
      data: (key, value) => shared.access(name, key, value),
      registry: () => registry,
      ready() {
        const plugin = plugins.get(name)
        if (!plugin) return
        plugin.ready = true
        const { held } = plugin
        plugin.held = []
        for (const call of held) run(plugin, call)
      },
    }
  }

  registerPlugin('CXBus')

  return {
    facade: {
      registerPlugin,
      registerMaster() {
        const given = master
        master = undefined
        return given
      },
      loadPlugin,
      loadModule(name) {
        const deferred = createDeferred()
        if (modules.has(name)) later(() => deferred.resolve(modules.get(name)))
        else later(() => deferred.reject(`Could not load module: ${name}`))
        return deferred.promise()
      },
      registerModule(name, module) {
        if (modules.has(name)) return false
        modules.set(name, module)
        return true
      },
      command: (name, data) => command('CXBus', name, data),
      subscribe: (event, callback) => subscribe('CXBus', event, callback),
      data: (key, value) => shared.access('CXBus', key, value),
    },
    registerPlugin,
    subscriberCount(event, filter = () => true) {
      const counted = event === undefined ? [...channels.values()] : [channels.get(event)]
      return counted
        .flatMap((channel) => channel?.subscribers ?? [])
        .filter((subscriber) => filter(subscriber.plugin)).length
    },
    pending: () => pending,
    dispose() {
      disposed = true
    },
  }
}
