import {
  hasShape,
  isArray,
  isBoolean,
  isNumber,
  isOneOf,
  isPlausible,
  isText,
  orNull,
  type Shape,
} from '../common/values.ts'
import type { MessageOrder } from '../platform/message.ts'
import type { SegmentMemory } from './segment.ts'

const KEY = 'react-genesys-chat-lifecycle'

/** What this tab remembers of a session across page loads, or null. */
export function loadSegment(sessionId: string | null): SegmentMemory | null {
  try {
    const stored: unknown = JSON.parse(String(sessionStorage.getItem(KEY)))
    return isSegment(stored) && stored.sessionId === sessionId ? stored : null
  } catch {
    // The storage is forbidden, or holds nonsense.
    return null
  }
}

export function saveSegment(segment: SegmentMemory): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(segment))
  } catch {
    // Forbidden or full: the page goes on without memory.
  }
}

const isPlace = (value: unknown): value is MessageOrder =>
  isArray(value) && value.length === 2 && value.every(Number.isFinite) && isPlausible(value[0] as number)
export const isOrder = orNull(isPlace) as (value: unknown) => value is MessageOrder | null

const isTexts = (value: unknown): boolean => isArray(value) && value.every(isText)
const isTextOrNull = orNull(isText)

const CLOSED: Shape = {
  key: isText,
  signal: isText,
  sessionId: isText,
  state: isOneOf('finalizing', 'completed'),
  at: isNumber,
  agentName: isTextOrNull,
  isAsync: isBoolean,
}

const SEGMENT: Shape = {
  sessionId: isText,
  tailDue: isBoolean,
  surveyBots: isTexts,
  serving: isTexts,
  interactionState: isTextOrNull,
  closedThrough: isOrder,
  openedAt: isOrder,
  reopenedAt: isOrder,
  newest: isOrder,
  lastAgent: orNull((agent) => hasShape(agent, { name: isText, order: isPlace })),
  closedSegment: orNull((closed) => hasShape(closed, CLOSED)),
}

/** Anybody on the page can write to the storage: what it holds is checked like a payload. */
export const isSegment = (value: unknown): value is SegmentMemory =>
  hasShape(value, SEGMENT) &&
  ((value as unknown as SegmentMemory).closedSegment?.sessionId ?? value.sessionId) === value.sessionId
