/** A value that plugins share through the bus. */
export interface SharedDatum {
  last: unknown
  value: unknown
  /** Epoch milliseconds. */
  time: number
}

/** The shared values of a bus, by plugin. */
export interface SharedData {
  /** Writes when `value` is given, then reads. */
  access(plugin: string, key?: string, value?: unknown): unknown
}

type OnChange = (plugin: string, key: string, datum: SharedDatum, all: Record<string, SharedDatum>) => void

/** As on the real bus, `onChange` runs before the new value can be read. */
export function createSharedData(onChange: OnChange): SharedData {
  const valuesByPlugin = new Map<string, Record<string, SharedDatum>>()

  const valuesOf = (plugin: string): Record<string, SharedDatum> => {
    const values = valuesByPlugin.get(plugin) ?? {}
    valuesByPlugin.set(plugin, values)
    return values
  }

  function write(plugin: string, key: string, value: unknown): void {
    const values = valuesOf(plugin)
    const last = values[key]?.value
    const datum: SharedDatum = { last, value, time: Date.now() }
    values[key] = datum
    if (last !== value) onChange(plugin, key, datum, values)
  }

  function read(plugin: string, key: string | undefined): unknown {
    const own = valuesOf(plugin)
    if (!key) return own
    if (Object.hasOwn(own, key)) return own[key]?.value
    const [owner = ''] = key.split('.')
    return valuesByPlugin.get(owner)?.[key.slice(owner.length + 1)]?.value
  }

  return {
    access(plugin, key, value) {
      if (key !== undefined && value !== undefined && value !== null) write(plugin, key, value)
      return read(plugin, key)
    },
  }
}
