import type { SharedGuards } from './shared.ts'
import type { FollowUp, GuardMemory } from './state.ts'

const KEY = 'react-genesys-chat-lifecycle/guard'

/** What was remembered of this session, by this page or by the one before a reload; null for nothing. */
export function recall(shared: SharedGuards, sessionId: string | null): GuardMemory | null {
  try {
    shared.memory ??= globalThis.sessionStorage.getItem(KEY)
  } catch {
    // Forbidden: the page remembers until it is left.
  }
  const memory = read(shared.memory)
  return sessionId !== null && memory?.sessionId === sessionId ? memory : null
}

/** Remembers, or with null forgets. */
export function remember(shared: SharedGuards, memory: GuardMemory | null): void {
  const text = memory && write(memory)
  if (text === shared.memory) return
  shared.memory = text
  try {
    if (text === null) globalThis.sessionStorage.removeItem(KEY)
    else globalThis.sessionStorage.setItem(KEY, text)
  } catch {
    // Full or forbidden: as above.
  }
}

/** What came with a text, besides the words, is the page's, and may be what cannot be written down. */
function write(memory: GuardMemory): string {
  try {
    return JSON.stringify(memory)
  } catch {
    const held = memory.held.map((each) => ({ ...each, data: { message: each.text } }))
    return JSON.stringify({ ...memory, held })
  }
}

type Loose = Record<string, unknown>
const isRecord = (value: unknown): value is Loose => typeof value === 'object' && value !== null

/** Anybody on the page can write to the storage: what comes from there is checked. */
function read(text: string | null | undefined): GuardMemory | null {
  try {
    const stored: unknown = JSON.parse(text ?? 'null')
    if (!isRecord(stored) || typeof stored.sessionId !== 'string') return null
    const { sessionId, held, key, endsAt, stopped, dismissed, seen } = stored
    return {
      sessionId,
      held: (Array.isArray(held) ? held : []).filter(isHeld),
      key: typeof key === 'string' ? key : null,
      endsAt: typeof endsAt === 'number' ? endsAt : null,
      stopped: stopped === true,
      dismissed: dismissed === true,
      seen: seen === true,
    }
  } catch {
    return null
  }
}

const isHeld = (value: unknown): value is FollowUp =>
  isRecord(value) &&
  typeof value.id === 'string' &&
  value.kind === 'held' &&
  typeof value.text === 'string' &&
  isRecord(value.data) &&
  value.data.message === value.text
