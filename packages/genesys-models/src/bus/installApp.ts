import type { CXBusModel, ModelPlugin } from './types.ts'

/** `_genesys.widgets.bus`: a plugin interface, plus `registerPlugin`, shared by everyone on the page. */
export type SharedBus = ModelPlugin & { registerPlugin(name: string): ModelPlugin | false }

/** What widgets-core brings. */
export interface AppPlugin {
  readonly bus: SharedBus
  readonly app: ModelPlugin
  /** Publishes `App.ready`, calls `onReady`, then loads the files to `preload`: subscribers of `App.ready` find none loaded. */
  start(onReady: (bus: SharedBus) => void, preload?: readonly string[]): void
}

/** Registers the plugin `App` and the shared bus. */
export function installApp(cxbus: CXBusModel): AppPlugin {
  const app = mustRegister(cxbus, 'App')
  const quick = mustRegister(cxbus, 'QuickBus')
  const bus: SharedBus = Object.assign(quick, { registerPlugin: cxbus.registerPlugin })
  const autoLoad: Record<string, boolean> = {}
  app.data('ready', false)
  app.data('transitions', true)
  app.registerEvents(['ready', 'closeAll'])
  app.registerCommand('registerAutoLoad', (call) => {
    autoLoad[call.commander] = true
    call.deferred.resolve()
  })
  app.registerCommand('deregisterAutoLoad', (call) => {
    autoLoad[call.commander] = false
    call.deferred.resolve()
  })
  app.registerCommand('closeAll', (call) => {
    app.publish('closeAll')
    call.deferred.resolve()
  })
  return {
    bus,
    app,
    start(onReady, preload = []) {
      // The lock goes to the first caller, and that is the core.
      cxbus.facade.registerMaster()
      app.ready()
      app.republish('ready')
      app.data('ready', true)
      onReady(bus)
      setTimeout(() => {
        for (const name of preload) cxbus.facade.loadPlugin(name)
      })
    },
  }
}

/** @throws when the name is taken or registration is locked */
export function mustRegister(cxbus: CXBusModel, name: string): ModelPlugin {
  const plugin = cxbus.registerPlugin(name)
  if (plugin) return plugin
  throw new Error(
    `${name} was not registered: registration is locked, or the name is taken. Unlock registration while the widget starts.`,
  )
}
