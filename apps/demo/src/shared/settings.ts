import { useSyncExternalStore } from 'react'

/** What the person in front of the demo has chosen. Both documents read it, so it lives where both can: in localStorage. */
export interface DemoSettings {
  /** Which kind of chat the customer's page is configured for. */
  readonly mode: ChatMode
}

export type ChatMode = 'async' | 'regular'

const KEY = 'chat-demo.settings'
const DEFAULTS: DemoSettings = { mode: 'async' }
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
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return { ...DEFAULTS, ...(typeof stored === 'object' ? stored : {}) }
  } catch {
    return DEFAULTS
  }
}
