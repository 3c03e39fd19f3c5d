import { attempt } from '../common/values.ts'
import type { PageShare } from '../platform/port.ts'
import { CLAIMS_KEY } from './once.ts'

/** Begins the name of what a page keeps of the customer until it is left. */
export const OF_CUSTOMER = 'customer:'

/** Deletes everything that this library keeps of the customer, in both storages and on the page. */
export function deleteAll(page: PageShare | undefined): void {
  for (const name of ['localStorage', 'sessionStorage'] as const) {
    attempt(() => {
      const storage = globalThis[name]
      for (const key of Object.keys(storage)) if (key.startsWith(CLAIMS_KEY)) storage.removeItem(key)
    })
  }
  for (const key of [...(page?.keys() ?? [])]) if (key.startsWith(OF_CUSTOMER)) page?.delete(key)
}

/** Where the tabs of a page keep something of a session. */
const keyOf = (name: string): string => `${CLAIMS_KEY}/${name}`

/** What the tabs of a page share under a name: undefined for nothing. Anybody on the page can write it, so check what it is. */
export function readShared(name: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null') ?? undefined
  } catch {
    // The storage is forbidden, or holds nonsense.
    return undefined
  }
}

/** Writes what the tabs share, or with undefined deletes it. */
export function writeShared(name: string, value: object | undefined): void {
  try {
    if (value) localStorage.setItem(keyOf(name), JSON.stringify(value))
    else localStorage.removeItem(keyOf(name))
  } catch {
    // Forbidden or full: this tab goes on alone.
  }
}
