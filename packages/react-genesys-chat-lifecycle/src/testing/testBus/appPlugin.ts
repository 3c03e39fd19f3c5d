import type { CXBusModel, ModelPlugin } from '../cxbus.ts'

/** The shared door that pages find as `_genesys.widgets.bus`: a plugin interface, plus `registerPlugin`. */
export type SharedBus = ModelPlugin & { registerPlugin(name: string): ModelPlugin | false }

/** The App plugin and the shared door: what widgets-core brings. */
export interface AppPlugin {
  readonly bus: SharedBus
  readonly app: ModelPlugin
  /**
   * `App.ready`, then `onReady`, then the files of the plugins to `preload`: in that order, as on the page. Whoever hears of
   * `App.ready` finds none of them on the bus yet.
   */
  start(onReady: (bus: SharedBus) => void, preload?: readonly string[]): void
}

/**
 * The core plugin of the widget: registers `App` and the door that everyone on the page shares.
 *
 * @throws when one of both names is taken
 * @example
 * const cxbus = createCXBus()
 * const app = installApp(cxbus)
 * app.start((bus) => bus.subscribe('WebChat.opened', () => {}))
 *
 * @see docs/real-widget.md, "Three doors"
 */
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
      // Whoever comes after the core gets nothing.
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

export function mustRegister(cxbus: CXBusModel, name: string): ModelPlugin {
  const plugin = cxbus.registerPlugin(name)
  if (!plugin) throw new Error(`The plugin ${name} is on this bus already.`)
  return plugin
}
