import type { CommandCall } from '../bus/types.ts'
import { storeKeys, type WidgetStore } from '../page/widgetStore.ts'

/** Drops messages before they are published, from `messages` and from `originalMessages`. */
export interface Prefilters {
  pass(messages: unknown[]): unknown[]
  /** The command `addPrefilter`. */
  handle(call: CommandCall): void
  clear(): void
}

/** The vendor's own filter hides the token of a co-browse session. */
const STANDARD = /\{start:[0-9]{9}\}/

/** Filters are kept in a cookie, so they hold after a reload, until the chat ends. */
export function createPrefilters(store: WidgetStore): Prefilters {
  let custom = readFilters(store)

  function add(filter: RegExp): void {
    if (!custom.some((other) => String(other) === String(filter))) custom.push(filter)
    const kept = custom.map(({ source, flags }) => ({ source, flags }))
    store.set(storeKeys.filters, JSON.stringify({ custom: kept }))
  }

  const textOf = (message: unknown): string => {
    const { text } = (message ?? {}) as { text?: unknown }
    return typeof text === 'string' ? text : ''
  }

  return {
    pass: (messages) =>
      messages.filter((message) => ![STANDARD, ...custom].some((filter) => textOf(message).match(filter))),
    handle(call) {
      const { filters } = call.data
      const given = (Array.isArray(filters) ? filters : [filters]) as unknown[]
      if (!(given[0] instanceof RegExp)) {
        call.deferred.reject(
          'Missing or invalid filters provided. Please provide a regular expression or an array of regular expressions',
        )
        return
      }
      for (const filter of given) if (filter instanceof RegExp) add(filter)
      call.deferred.resolve({ ...custom })
    },
    clear() {
      custom = []
      store.remove(storeKeys.filters)
    },
  }
}

function readFilters(store: WidgetStore): RegExp[] {
  const kept = store.get(storeKeys.filters)
  if (!kept) return []
  const { custom } = JSON.parse(kept) as { custom: { source: string; flags: string }[] }
  return custom.map(({ source, flags }) => new RegExp(source, flags))
}
