import { useSyncExternalStore } from 'react'
import { GUARD_DEFAULTS, type GuardSettings } from './guardOptions.ts'

/** The choices made in the demo. They live in localStorage, because two documents read them. */
export interface DemoSettings {
  /** The vendor's product on the customer's page. */
  readonly platform: ChatPlatform
  /** The kind of chat that the customer's page is configured for. */
  readonly mode: ChatMode
  /** How its widget reaches the contact centre. */
  readonly transport: ChatTransport
  /** The library's options on it. */
  readonly guard: GuardSettings
}

export type ChatPlatform = 'widgets' | 'messenger'

/** On Messenger, an agent's disconnect closes the segment (`Send`), or ends the chat (`ReadOnly`). */
export type ChatMode = 'async' | 'regular'

/** The transports that the demo can play. On GMS, chats over polling are regular. */
export type ChatTransport = 'digital-channels' | 'gms'

const KEY = 'chat-demo.settings'
export const SETTINGS_DEFAULTS: DemoSettings = {
  platform: 'widgets',
  mode: 'async',
  transport: 'digital-channels',
  guard: GUARD_DEFAULTS,
}
const listeners = new Set<() => void>()
let current: DemoSettings = read()

// `storage` fires only for what the other document writes.
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
  return useSyncExternalStore(onSettings, getSettings)
}

/** Calls the listener after each change. */
export function onSettings(listener: () => void): () => void {
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
    // An older version of the demo may have stored fewer options.
    return { ...SETTINGS_DEFAULTS, ...stored, guard: { ...GUARD_DEFAULTS, ...stored.guard } }
  } catch {
    return SETTINGS_DEFAULTS
  }
}
