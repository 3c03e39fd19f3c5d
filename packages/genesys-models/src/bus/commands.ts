import { type BusDeferred, type BusPromise, createDeferred } from './deferred.ts'
import type { PluginLoader } from './pluginLoader.ts'
import type { PluginRecord, PluginTable } from './pluginTable.ts'
import type { CommandCall, SentCommand } from './types.ts'

const COULD_NOT_LOAD = 'Could not load plugin file in given location. Check your plugins path option.'
const CANCELLED = "Command was cancelled by a 'before' function."

type Hook = (data: unknown) => unknown

interface Dependencies {
  readonly plugins: PluginTable
  readonly loader: PluginLoader
  readonly later: (run: () => void) => void
  readonly onCommand: ((command: SentCommand) => void) | undefined
}

/** The commands of a bus: from `before` hooks to handlers. */
export class Commands {
  readonly #dependencies: Dependencies
  readonly #hooks = new Map<string, Hook[]>()

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
  }

  before(name: string, hook: Hook): void {
    this.#hooks.set(name, [...(this.#hooks.get(name) ?? []), hook])
  }

  send(commander: string, rawName: string, rawData: unknown): BusPromise {
    const { later, onCommand } = this.#dependencies
    const name = rawName.includes('.') ? rawName : `${commander}.${rawName}`
    const deferred = createDeferred()
    const data = this.#passHooks(name, rawData || {})
    onCommand?.({ time: Date.now(), commander, name, data: rawData, promise: deferred.promise() })
    if (isRecord(data)) this.#dispatch(commander, name, data, deferred)
    else later(() => deferred.reject(CANCELLED))
    return deferred.promise()
  }

  /** Runs the commands that were held back for a plugin. */
  release(plugin: PluginRecord): void {
    for (const call of plugin.held.splice(0)) this.#run(plugin, call)
  }

  /** The first hook that returns no object cancels the command. The hooks after it do not run. */
  #passHooks(name: string, data: unknown): unknown {
    let passed = data
    for (const hook of this.#hooks.get(name) ?? []) if (isRecord(passed)) passed = hook(passed)
    return passed
  }

  #dispatch(commander: string, name: string, data: Record<string, unknown>, deferred: BusDeferred): void {
    const [owner = ''] = name.split('.')
    const plugin = this.#dependencies.plugins.get(owner)
    const call: CommandCall = { time: Date.now(), commander, command: name, data, deferred }
    if (!plugin) this.#load(owner, () => this.#dispatch(commander, name, data, deferred), deferred)
    else if (plugin.isReady || owner === commander) this.#run(plugin, call)
    else plugin.held.push(call)
  }

  #load(owner: string, loaded: () => void, deferred: BusDeferred): void {
    const { loader, later } = this.#dependencies
    loader
      .loadPlugin(owner)
      .done(loaded)
      .fail(() => later(() => deferred.reject(COULD_NOT_LOAD)))
  }

  /** To the bus, a command that the plugin does not have is no error: it stays pending for ever. */
  #run(plugin: PluginRecord, call: CommandCall): void {
    const handler = plugin.commands.get(call.command.slice(call.command.indexOf('.') + 1))
    if (handler) this.#dependencies.later(() => handler(call))
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
