import type { CXBusLike, CXBusPlugin } from '../../../src/core.ts'
import { type App, type AppOptions, mountApp } from '../../support/app.tsx'

/** The same bus, on which our own plugin's door is another. */
function withDoor(bus: CXBusLike, change: (plugin: CXBusPlugin) => Partial<CXBusPlugin>): CXBusLike {
  return {
    ...bus,
    registerPlugin: (name) => {
      const plugin = bus.registerPlugin?.(name)
      return plugin ? { ...plugin, ...change(plugin) } : false
    },
  }
}

/** An application with a conversation, whose library comes in by such a door. */
export async function mountAtDoor(
  change: (plugin: CXBusPlugin) => Partial<CXBusPlugin>,
  options: AppOptions = {},
): Promise<App> {
  let door: CXBusLike | undefined
  const app = await mountApp({ ...options, start: false, provider: { ...options.provider, bus: () => door } })
  door = withDoor(app.testBus.bus, change)
  app.testBus.start()
  // Nothing announces the bus: it is found by looking again.
  await app.wait(1_000)
  app.testBus.customer.open()
  await app.settle()
  app.testBus.agent.join()
  await app.settle()
  return app
}
