import type { BusRegistry, CommandCall, RegistrationLock } from './types.ts'

/** A plugin as the bus keeps it. */
export interface PluginRecord {
  readonly name: string
  readonly commands: Map<string, (call: CommandCall) => void>
  readonly events: Set<string>
  /** Commands that wait until the plugin is ready. */
  held: CommandCall[]
  isReady: boolean
}

/** The plugins of a bus. A name is taken for good. */
export class PluginTable {
  readonly registry: BusRegistry = {}
  readonly #records = new Map<string, PluginRecord>()
  #isLocked = false
  #lock: RegistrationLock | undefined = {
    lock: () => {
      this.#isLocked = true
    },
    unlock: () => {
      this.#isLocked = false
    },
  }

  /** Returns `undefined` when the name is taken or registration is locked. */
  add(name: unknown): PluginRecord | undefined {
    if (typeof name !== 'string' || this.#isLocked || this.#records.has(name)) return undefined
    const record: PluginRecord = { name, commands: new Map(), events: new Set(), held: [], isReady: false }
    this.#records.set(name, record)
    this.registry[name] = { events: [], commands: [] }
    return record
  }

  get(name: string): PluginRecord | undefined {
    return this.#records.get(name)
  }

  /** Ignores case, as the names of files do. */
  hasAnySpelling(name: string): boolean {
    return [...this.#records.keys()].some((other) => other.toLowerCase() === name.toLowerCase())
  }

  /** Returns the lock to the first caller, `undefined` to everyone after it. */
  takeLock(): RegistrationLock | undefined {
    const lock = this.#lock
    this.#lock = undefined
    return lock
  }

  addCommand(record: PluginRecord, name: string, handler: (call: CommandCall) => void): void {
    if (!record.commands.has(name)) this.registry[record.name]?.commands.push(name)
    record.commands.set(name, handler)
  }

  addEvents(record: PluginRecord, names: string | string[]): void {
    for (const event of [names].flat()) {
      if (!record.events.has(event)) this.registry[record.name]?.events.push(event)
      record.events.add(event)
    }
  }
}
