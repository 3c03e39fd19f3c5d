import type { CXBusCommandCall, CXBusRegistry } from '../platform/genesys-widgets/busTypes.ts'
import { createChannels } from './channels.ts'
import type { CXBusModel, CXBusOptions, ModelPlugin, RegistrationLock } from './cxbusTypes.ts'
import { type BusDeferred, type BusPromise, createDeferred } from './deferred.ts'
import { createPluginLoader } from './pluginLoader.ts'
import { createSharedData } from './sharedData.ts'

export type { CXBusFacade, CXBusModel, CXBusOptions, ModelPlugin, SentCommand } from './cxbusTypes.ts'

const COULD_NOT_LOAD = 'Could not load plugin file in given location. Check your plugins path option.'
const CANCELLED = "Command was cancelled by a 'before' function."
/** Every plugin has these. */
const COMMON_COMMANDS = ['COMMANDS', 'EVENTS', 'LOAD']

interface Plugin {
  readonly commands: Map<string, (call: CXBusCommandCall) => void>
  readonly events: Set<string>
  held: CXBusCommandCall[]
  ready: boolean
}

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
 * @see docs/real-widget.md, "Three doors"
 */
export function createCXBus(options: CXBusOptions = {}): CXBusModel {
  const plugins = new Map<string, Plugin>()
  const hooks = new Map<string, ((data: unknown) => unknown)[]>()
  const registry: CXBusRegistry = {}
  let isLocked = false
  let pending = 0
  let disposed = false
  let lock: RegistrationLock | undefined = {
    lock: () => {
      isLocked = true
    },
    unlock: () => {
      isLocked = false
    },
  }

  const channels = createChannels(later, (plugin) => plugins.has(plugin))
  const loader = createPluginLoader(
    options.loadPlugin,
    (name) => [...plugins.keys()].some((other) => other.toLowerCase() === name.toLowerCase()),
    later,
  )
  const shared = createSharedData((plugin, key, datum, all) => {
    const shown = typeof datum.value === 'string' ? `'${datum.value}'` : String(datum.value)
    channels.publish(plugin, 'data', all)
    channels.publish(plugin, `data.${key}`, datum)
    channels.publish(plugin, `data.${key}:${shown}`, datum)
  })

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
    if (typeof name !== 'string' || isLocked || plugins.has(name)) return false
    const plugin: Plugin = { commands: new Map(), events: new Set(), held: [], ready: false }
    plugins.set(name, plugin)
    registry[name] = { events: [], commands: [] }
    const door = createDoor(name, plugin)
    for (const command of COMMON_COMMANDS) door.registerCommand(command, ({ deferred }) => deferred.resolve())
    return door
  }

  function subscribe(
    plugin: string,
    ...[event, callback]: Parameters<ModelPlugin['subscribe']>
  ): string | false {
    if (!callback) return false
    channels.subscribe(plugin, event, callback)
    return event
  }

  function command(commander: string, rawName: string, rawData: unknown): BusPromise {
    const name = rawName.includes('.') ? rawName : `${commander}.${rawName}`
    const deferred = createDeferred()
    let data = rawData || {}
    for (const hook of hooks.get(name) ?? []) if (isRecord(data)) data = hook(data) as typeof data
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
    const [owner = ''] = name.split('.')
    const plugin = plugins.get(owner)
    const call: CXBusCommandCall = { time: Date.now(), commander, command: name, data, deferred }
    if (!plugin) {
      loader
        .loadPlugin(owner)
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

  function createDoor(name: string, plugin: Plugin): ModelPlugin {
    const publish = (event: string, data: unknown, sticky?: boolean): true => {
      channels.publish(name, event, data, sticky)
      return true
    }
    return {
      publish: (event, data) => publish(event, data),
      publishDirect: (event, data) => publish(event, data),
      republish: (event, data) => publish(event, data, true),
      subscribe: (event, callback) => subscribe(name, event, callback),
      unsubscribe: (event) => channels.unsubscribe(name, event),
      command: (commandName, data) => command(name, commandName, data),
      before(commandName, hook) {
        hooks.set(commandName, [...(hooks.get(commandName) ?? []), hook])
        return true
      },
      registerCommand(commandName, handler) {
        if (!plugin.commands.has(commandName)) registry[name]?.commands.push(commandName)
        plugin.commands.set(commandName, handler)
        return true
      },
      registerEvents(names) {
        for (const event of [names].flat()) {
          if (!plugin.events.has(event)) registry[name]?.events.push(event)
          plugin.events.add(event)
        }
        return true
      },
      namespace: () => name,
      subscribers: () => channels.subscribers(name),
      data: (key, value) => shared.access(name, key, value),
      registry: () => registry,
      ready() {
        plugin.ready = true
        for (const call of plugin.held.splice(0)) run(plugin, call)
      },
    }
  }

  registerPlugin('CXBus')

  return {
    facade: {
      ...loader,
      configure() {},
      registerPlugin,
      registerMaster() {
        const given = lock
        lock = undefined
        return given
      },
      command: (name, data) => command('CXBus', name, data),
      subscribe: (event, callback) => subscribe('CXBus', event, callback),
      data: (key, value) => shared.access('CXBus', key, value),
    },
    registerPlugin,
    subscriberCount: (event, filter = () => true) => channels.count(event, filter),
    pending: () => pending,
    dispose() {
      disposed = true
    },
  }
}
