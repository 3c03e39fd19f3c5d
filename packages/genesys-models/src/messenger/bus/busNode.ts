import { type Channels, createChannels } from '../../bus/channels.ts'
import { createSharedData, type SharedData } from '../../bus/sharedData.ts'
import type { BusRegistry } from '../../bus/types.ts'
import type { MessengerCall } from './types.ts'

type Handler = (call: MessengerCall) => void
type Hook = (data: unknown) => unknown

interface NodePlugin {
  readonly commands: Map<string, Handler>
  readonly held: MessengerCall[]
  isReady: boolean
}

/** Every plugin has these. */
const COMMON_COMMANDS = ['COMMANDS', 'EVENTS', 'LOAD']

export const pluginOf = (name: string): string => name.split('.')[0] ?? ''
const ownName = (name: string): string => name.slice(name.indexOf('.') + 1)

/** One window's part of the bus: the page, or a frame in it. It knows its own plugins, subscribers and hooks. */
export class BusNode {
  readonly channels: Channels
  readonly shared: SharedData
  readonly registry: BusRegistry = {}
  isRemoved = false
  readonly #plugins = new Map<string, NodePlugin>()
  readonly #hooks = new Map<string, Hook[]>()

  constructor(later: (run: () => void) => void) {
    this.channels = createChannels(later, (name) => this.has(name))
    this.shared = createSharedData((plugin, key, datum, all) => {
      this.channels.publish(plugin, 'data', all)
      this.channels.publish(plugin, `data.${key}`, datum)
    })
  }

  has(plugin: string): boolean {
    return this.#plugins.has(plugin)
  }

  add(plugin: string): void {
    this.#plugins.set(plugin, { commands: new Map(), held: [], isReady: false })
    this.registry[plugin] = { events: [], commands: [] }
    for (const command of COMMON_COMMANDS) this.addCommand(plugin, command, ({ resolve }) => resolve())
  }

  addCommand(plugin: string, command: string, handler: Handler): void {
    const commands = this.#plugins.get(plugin)?.commands
    if (!commands?.has(command)) this.registry[plugin]?.commands.push(command)
    commands?.set(command, handler)
  }

  addEvents(plugin: string, names: string | string[]): void {
    const known = this.registry[plugin]?.events
    for (const name of [names].flat()) if (!known?.includes(name)) known?.push(name)
  }

  addHook(command: string, hook: Hook): void {
    this.#hooks.set(command, [...(this.#hooks.get(command) ?? []), hook])
  }

  /** Runs the hooks. What is no object passes those that are left. What a hook throws, the caller gets. */
  passHooks(command: string, data: unknown): unknown {
    let passed = data
    for (const hook of this.#hooks.get(command) ?? []) if (isObject(passed)) passed = hook(passed)
    return passed
  }

  /** Runs a command of a plugin of this window, or keeps it until the plugin is ready. */
  run(call: MessengerCall): void {
    const plugin = this.#plugins.get(pluginOf(call.command))
    if (!plugin) return
    if (!plugin.isReady && pluginOf(call.command) !== call.commander) {
      plugin.held.push(call)
      return
    }
    const handler = plugin.commands.get(ownName(call.command))
    if (handler) handler(call)
    else call.reject('Command does not exist')
  }

  makeReady(name: string): void {
    const plugin = this.#plugins.get(name)
    if (!plugin) return
    plugin.isReady = true
    for (const call of plugin.held.splice(0)) settling(() => this.run(call), call.reject)
  }
}

/** A handler that throws rejects its command. */
export function settling(run: () => void, reject: (reason: unknown) => void): void {
  try {
    run()
  } catch (error) {
    reject(error)
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
