import type { ModelPlugin } from '../cxbus.ts'

/** A plugin whose file has yet to be loaded, while its other side is there from the start. */
export interface LatePlugin {
  /** What is done by it before the file is there happens when it is. */
  readonly plugin: ModelPlugin
  /** The file is there. */
  arrive(plugin: ModelPlugin): void
}

/**
 * Lets a plugin be installed ahead of its registration, so that a test has the window at hand before the page has.
 *
 * @example
 * const late = createLatePlugin('WebChat')
 * const chatWindow = installWebChat(late.plugin, options)
 * late.arrive(mustRegister(cxbus, 'WebChat'))
 */
export function createLatePlugin(name: string): LatePlugin {
  let there: ModelPlugin | undefined
  const waiting: ((plugin: ModelPlugin) => void)[] = []
  const whenThere = (work: (plugin: ModelPlugin) => void): void => {
    if (there) work(there)
    else waiting.push(work)
  }
  const early: Partial<ModelPlugin> = {
    subscribe: (event, callback) => {
      whenThere((plugin) => plugin.subscribe(event, callback))
      return event
    },
    data: (key, value) => whenThere((plugin) => plugin.data(key, value)),
    registerEvents: (names) => {
      whenThere((plugin) => plugin.registerEvents(names))
      return true
    },
    registerCommand: (command, handler) => {
      whenThere((plugin) => plugin.registerCommand(command, handler))
      return true
    },
  }
  return {
    plugin: new Proxy(early as ModelPlugin, {
      get(_, method: keyof ModelPlugin) {
        const found = (there ?? early)[method]
        if (!found)
          throw new Error(`${name} is not on this page yet: testBus.start(), and let the time pass.`)
        return found
      },
    }),
    arrive(plugin) {
      there = plugin
      for (const work of waiting.splice(0)) work(plugin)
    },
  }
}
