import { useSyncExternalStore } from 'react'
import { GUARD_DEFAULTS, type GuardSettings } from './guardOptions.ts'

/** What the person in front of the demo has chosen. Both documents read it, so it lives where both can: in localStorage. */
export interface DemoSettings {
  /** Which kind of chat the customer's page is configured for. */
  readonly mode: ChatMode
  /** How the library on it is told to behave. */
  readonly guard: GuardSettings
}

export type ChatMode = 'async' | 'regular'

const KEY = 'chat-demo.settings'
const DEFAULTS: DemoSettings = { mode: 'async', guard: GUARD_DEFAULTS }
const listeners = new Set<() => void>()
let current: DemoSettings = read()

// `storage` tells of what the other document wrote; what this one writes it is told directly.
window.addEventListener('storage', (event) => {
  if (event.key === KEY || event.key === null) update(read())
})

export function changeSettings(change: Partial<DemoSettings>): void {
  const next = { ...current, ...change }
  localStorage.setItem(KEY, JSON.stringify(next))
  update(next)
}

export function getSettings(): DemoSettings {
  return current
}

export function useSettings(): DemoSettings {
  return useSyncExternalStore(subscribe, getSettings)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function update(next: DemoSettings): void {
  current = next
  for (const listener of listeners) listener()
}

function read(): DemoSettings {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<DemoSettings>
    // What an older version of the demo left behind may lack an option.
    return { ...DEFAULTS, ...stored, guard: { ...GUARD_DEFAULTS, ...stored.guard } }
  } catch {
    return DEFAULTS
  }
}
