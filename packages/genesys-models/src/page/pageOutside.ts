import type { WidgetStore } from './widgetStore.ts'

/** What a page load reaches outside itself, until it is gone. */
export interface PageOutside {
  readonly store: WidgetStore
  /** The same server while the page is there. After that, it is asked nothing and answers nothing. */
  reach<Server extends object>(server: Server): Server
  dispose(): void
}

type Method = (...given: unknown[]) => unknown

/**
 * Gives a page load its server and its cookies until it is gone. Then no request is answered, and nothing that a timer
 * writes reaches the next page.
 */
export function createPageOutside(store: WidgetStore): PageOutside {
  let gone = false

  const whileHere = (ask: () => unknown): unknown => {
    const answer = gone ? new Promise(() => {}) : ask()
    if (!(answer instanceof Promise)) return answer
    return new Promise((resolve, reject) => {
      answer.then(
        (value) => gone || resolve(value),
        (error) => gone || reject(error),
      )
    })
  }

  return {
    store: {
      get: (key) => store.get(key),
      set: (key, value) => gone || store.set(key, value),
      remove: (key) => gone || store.remove(key),
    },
    reach: (server) =>
      Object.fromEntries(
        Object.entries(server)
          .filter((entry): entry is [string, Method] => typeof entry[1] === 'function')
          .map(([name, method]) => [name, (...given: unknown[]) => whileHere(() => method(...given))]),
      ) as typeof server,
    dispose() {
      gone = true
    },
  }
}
