/** One value that plugins share through the bus. */
export interface SharedDatum {
  /** The value before; absent on the first write. */
  last: unknown
  value: unknown
  /** Epoch milliseconds. */
  time: number
}

/** The bus's store of shared values, one drawer per plugin. */
export interface SharedData {
  /** Writes when `value` is given, then reads. */
  access(plugin: string, key?: string, value?: unknown): unknown
}

type OnChange = (plugin: string, key: string, datum: SharedDatum, all: Record<string, SharedDatum>) => void

/** `onChange` runs before the new value is in place, as on the real bus; its subscribers run after. */
export function createSharedData(onChange: OnChange): SharedData {
  const drawers = new Map<string, Record<string, SharedDatum>>()

  const drawerOf = (plugin: string): Record<string, SharedDatum> => {
    const drawer = drawers.get(plugin) ?? {}
    drawers.set(plugin, drawer)
    return drawer
  }

  function write(plugin: string, key: string, value: unknown): void {
    const drawer = drawerOf(plugin)
    const last = drawer[key]?.value
    const datum: SharedDatum = { last, value, time: Date.now() }
    drawer[key] = datum
    if (last !== value) onChange(plugin, key, datum, drawer)
  }

  function read(plugin: string, key: string | undefined): unknown {
    const own = drawerOf(plugin)
    if (!key) return own
    if (Object.hasOwn(own, key)) return own[key]?.value
    const [owner = ''] = key.split('.')
    return drawers.get(owner)?.[key.slice(owner.length + 1)]?.value
  }

  return {
    access(plugin, key, value) {
      if (key !== undefined && value !== undefined && value !== null) write(plugin, key, value)
      return read(plugin, key)
    },
  }
}
