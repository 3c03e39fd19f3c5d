import { isOrder } from '../chat/memory.ts'
import { OF_CUSTOMER } from '../chat/shared.ts'
import { hasShape, isArray, isNumber, isObject, isOneOf, isText, type Shape } from '../common/values.ts'
import type { PageShare } from '../platform/port.ts'
import type { GuardMemory } from './state.ts'

const KEY = 'react-genesys-chat-lifecycle/guard'
/** What would be in `sessionStorage`, for pages that may not use it. */
const MEMORY = `${OF_CUSTOMER}guard`

/** What was remembered of this session, by this page or by the one before a reload; null for nothing. */
export function recall(page: PageShare, sessionId: string | null): GuardMemory | null {
  const memory = read((page.get(MEMORY) as string | null | undefined) ?? readStorage())
  return sessionId !== null && memory?.sessionId === sessionId ? memory : null
}

/** Remembers, or with null forgets. */
export function remember(page: PageShare, memory: GuardMemory | null): void {
  const text = memory && write(memory)
  if (page.get(MEMORY) === text) return
  page.set(MEMORY, text)
  try {
    if (text === null) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, text)
  } catch {
    // Full or forbidden: the page remembers until it is left.
  }
}

function readStorage(): string | null {
  try {
    return sessionStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** What the page sent with a text may be something that cannot be serialized. */
function write(memory: GuardMemory): string {
  try {
    return JSON.stringify(memory)
  } catch {
    const held = memory.held.map((each) => ({ ...each, data: {} }))
    return JSON.stringify({ ...memory, held })
  }
}

/** Anybody on the page can write to the storage: what comes from there is checked. */
function read(text: string | null): GuardMemory | null {
  try {
    const stored: unknown = JSON.parse(text ?? 'null')
    if (!hasShape(stored, { sessionId: isText })) return null
    const { sessionId, held, key, endsAt, wasSeen } = stored as unknown as GuardMemory
    return {
      sessionId,
      held: isArray(held) ? held.filter((each) => hasShape(each, HELD)) : [],
      key: isText(key) ? key : null,
      endsAt: isNumber(endsAt) ? endsAt : null,
      wasSeen: wasSeen === true,
    }
  } catch {
    return null
  }
}

const HELD: Shape = {
  id: isText,
  status: isOneOf('held', 'unknown'),
  attempts: isNumber,
  after: isOrder,
  kind: isOneOf('text'),
  text: isText,
  data: isObject,
}
