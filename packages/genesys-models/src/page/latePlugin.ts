import type { ModelPlugin } from '../bus/types.ts'

/** A plugin whose file is loaded later. */
export interface LatePlugin {
  /** What is done with it earlier happens when the file is there. */
  readonly plugin: ModelPlugin
  arrive(plugin: ModelPlugin): void
}

/** Lets a plugin be set up before it is registered. */
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
