import { type BusPromise, createDeferred } from './deferred.ts'

/** Loads plugins and modules that are not on the bus yet. */
export interface PluginLoader {
  /** Rejects when a plugin of that name, in any spelling, is there already. */
  loadPlugin(name: string): BusPromise
  loadFile(url: string): BusPromise
  loadModule(name: string): BusPromise
  registerModule(name: string, module: unknown): boolean
}

/** `load` replaces the script tag. Without it, no file is found. */
export function createPluginLoader(
  load: ((name: string) => Promise<unknown>) | undefined,
  isTaken: (name: string) => boolean,
  later: (run: () => void) => void,
): PluginLoader {
  const loaded = new Set<string>()
  const modules = new Map<string, unknown>()

  return {
    loadPlugin(name) {
      const deferred = createDeferred()
      if (isTaken(name) || loaded.has(name)) return deferred.reject().promise()
      const file = load?.(name) ?? Promise.reject(new Error('There is no such file.'))
      file.then(
        () => {
          loaded.add(name)
          deferred.resolve()
        },
        () => {
          deferred.reject(`Could not load plugin file: ${name.toLowerCase()}.min.js`)
        },
      )
      return deferred.promise()
    },
    loadFile(url) {
      const deferred = createDeferred()
      const file = load?.(url) ?? Promise.reject(new Error('There is no such file.'))
      file.then(
        () => deferred.resolve(),
        () => deferred.reject(`Could not load file: ${url}`),
      )
      return deferred.promise()
    },
    loadModule(name) {
      const deferred = createDeferred()
      if (modules.has(name)) later(() => deferred.resolve(modules.get(name)))
      else later(() => deferred.reject(`Could not load module: ${name}`))
      return deferred.promise()
    },
    registerModule(name, module) {
      if (modules.has(name)) return false
      modules.set(name, module)
      return true
    },
  }
}
