import { type Channels, createChannels } from './channels.ts'
import { Commands } from './commands.ts'
import { createPluginLoader } from './pluginLoader.ts'
import { type PluginRecord, PluginTable } from './pluginTable.ts'
import { createSharedData, type SharedData } from './sharedData.ts'
import { Timers } from './timers.ts'
import type { CXBusModel, CXBusOptions, ModelPlugin } from './types.ts'

/** Every plugin has these. */
const COMMON_COMMANDS = ['COMMANDS', 'EVENTS', 'LOAD']

/**
 * Creates a CXBus without a page. It behaves like the real one, traps included: every callback runs in a `setTimeout(0)`
 * of its own, and a command that its plugin does not have never settles.
 *
 * @example
 * const bus = createCXBus()
 * bus.registerPlugin('Greeter')
 * bus.registerPlugin('Greeter') // false: a name is taken for good
 */
export function createCXBus(options: CXBusOptions = {}): CXBusModel {
  const timers = new Timers(options.onUncaughtError)
  const { later } = timers
  const plugins = new PluginTable()
  const channels = createChannels(later, (name) => plugins.get(name) !== undefined)
  const loader = createPluginLoader(options.loadPlugin, (name) => plugins.hasAnySpelling(name), later)
  const shared = shareThrough(channels)
  const commands = new Commands({ plugins, loader, later, onCommand: options.onCommand })
  const bus: Bus = { channels, plugins, shared, commands }
  const registerPlugin = (name: string): ModelPlugin | false => register(bus, name)
  const door = registerPlugin('CXBus') as ModelPlugin

  return {
    facade: {
      ...loader,
      configure() {},
      registerPlugin,
      registerMaster: () => plugins.takeLock(),
      command: door.command,
      subscribe: door.subscribe,
      data: door.data,
    },
    registerPlugin,
    subscriberCount: (event, filter = () => true) => channels.count(event, filter),
    pending: () => timers.pending,
    dispose: () => timers.dispose(),
  }
}

interface Bus {
  readonly channels: Channels
  readonly plugins: PluginTable
  readonly shared: SharedData
  readonly commands: Commands
}

function register(bus: Bus, name: string): ModelPlugin | false {
  const record = bus.plugins.add(name)
  if (!record) return false
  const plugin = createModelPlugin(bus, record)
  for (const command of COMMON_COMMANDS) plugin.registerCommand(command, ({ deferred }) => deferred.resolve())
  return plugin
}

function createModelPlugin(bus: Bus, record: PluginRecord): ModelPlugin {
  const { channels, plugins, shared, commands } = bus
  const { name } = record
  return {
    publish: did((event: string, data?: unknown) => channels.publish(name, event, data)),
    publishDirect: did((event: string, data?: unknown) => channels.publish(name, event, data)),
    republish: did((event: string, data?: unknown) => channels.publish(name, event, data, true)),
    subscribe(event, callback) {
      if (!callback) return false
      channels.subscribe(name, event, callback)
      return event
    },
    unsubscribe: (event) => channels.unsubscribe(name, event),
    command: (commandName, data) => commands.send(name, commandName, data),
    before: did((commandName, hook) => commands.before(commandName, hook)),
    registerCommand: did((commandName, handler) => plugins.addCommand(record, commandName, handler)),
    registerEvents: did((names) => plugins.addEvents(record, names)),
    namespace: () => name,
    subscribers: () => channels.subscribers(name),
    data: (key, value) => shared.access(name, key, value),
    registry: () => plugins.registry,
    ready() {
      record.isReady = true
      commands.release(record)
    },
  }
}

/** Much of the real interface answers `true`, whatever happened. */
function did<Arguments extends unknown[]>(run: (...given: Arguments) => void): (...given: Arguments) => true {
  return (...given) => {
    run(...given)
    return true
  }
}

/** A change of shared data is published in three events, from coarse to fine. */
function shareThrough(channels: Channels): SharedData {
  return createSharedData((plugin, key, datum, all) => {
    const shown = typeof datum.value === 'string' ? `'${datum.value}'` : String(datum.value)
    channels.publish(plugin, 'data', all)
    channels.publish(plugin, `data.${key}`, datum)
    channels.publish(plugin, `data.${key}:${shown}`, datum)
  })
}
