import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { whySkipped } from './harness.ts'
import { prepareRealWidget } from './prepareRealWidget.ts'
import { REGISTERED_COMMANDS, REGISTERED_EVENTS } from './registryNames.ts'

const { start } = prepareRealWidget()

/** What the bus gives every plugin. */
const GIVEN = ['COMMANDS', 'EVENTS', 'LOAD']
/** They are the bus itself. */
const BUSES = ['CXBus', 'QuickBus']
/** Tests of the vendor's own, which run at once. */
const NOT_LOADED = ['buster.min.js', 'widgets-core.min.js']

/** Loads every plugin of the distribution, and reads the registry. */
async function readRegistry(transport?: 'gms') {
  const widget = await start({ mode: 'regular', ...(transport && { transport }) })
  const folder = join(process.env.GENESYS_WIDGETS_DIR ?? '', 'plugins')
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.min.js') && !NOT_LOADED.includes(name))
    .map((name) => name.replace('.min.js', ''))
  const registry = await widget.page.evaluate(async (plugins) => {
    const page = window as unknown as {
      CXBus: { loadPlugin(name: string): unknown }
      _genesys: { widgets: { bus: { registry(): Record<string, Record<'commands' | 'events', string[]>> } } }
    }
    const { bus } = page._genesys.widgets
    for (const plugin of plugins) {
      try {
        page.CXBus.loadPlugin(plugin)
      } catch {
        // A plugin that is loaded twice.
      }
    }
    // The last one has its commands some time after its file has come.
    for (let before = ''; before !== JSON.stringify(bus.registry()); ) {
      before = JSON.stringify(bus.registry())
      await new Promise((resolve) => setTimeout(resolve, 1_500))
    }
    return bus.registry()
  }, names)
  const all = (kind: 'commands' | 'events') =>
    Object.entries(registry)
      .filter(([plugin]) => !BUSES.includes(plugin))
      .flatMap(([plugin, entry]) => entry[kind].map((name) => [plugin, name] as const))
      .filter(([, name]) => !GIVEN.includes(name))
      .map(([plugin, name]) => `${plugin}.${name}`)
  return { commands: all('commands'), events: all('events') }
}

describe.skipIf(whySkipped)('the registry of the real widget', () => {
  test.each([undefined, 'gms'] as const)(
    'has nothing that our types do not know (transport: %s)',
    async (transport) => {
      const { commands, events } = await readRegistry(transport)
      expect(commands.length).toBeGreaterThan(100)
      expect(commands.filter((name) => !(REGISTERED_COMMANDS as readonly string[]).includes(name))).toEqual(
        [],
      )
      expect(events.filter((name) => !(REGISTERED_EVENTS as readonly string[]).includes(name))).toEqual([])
    },
  )
})
