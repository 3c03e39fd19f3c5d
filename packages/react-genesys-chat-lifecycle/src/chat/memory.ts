import type { MessageOrder } from '../platform/message.ts'
import type { SegmentMemory } from './segment.ts'

const KEY = 'react-genesys-chat-lifecycle'

/** What this tab remembers of a session across page loads, or null. */
export function loadSegment(sessionId: string | null): SegmentMemory | null {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null')
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

const isText = (value: unknown): value is string => typeof value === 'string'
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText)
export const isOrder = (value: unknown): value is MessageOrder | null =>
  value === null ||
  (Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number'))

/** Anybody on the page can write to the storage: what it holds is checked like a payload. */
export function isSegment(value: unknown): value is SegmentMemory {
  const segment = value as Record<string, unknown> | null | undefined
  return (
    isText(segment?.sessionId) &&
    typeof segment.tailDue === 'boolean' &&
    [segment.surveyBots, segment.serving].every(isTexts) &&
    (segment.interactionState === null || isText(segment.interactionState)) &&
    [segment.closedThrough, segment.openedAt, segment.reopenedAt, segment.newest].every(isOrder) &&
    isLastAgent(segment.lastAgent) &&
    isClosedSegment(segment.closedSegment, segment.sessionId)
  )
}

function isLastAgent(value: unknown): boolean {
  const agent = value as Record<string, unknown> | null | undefined
  return agent === null || (isText(agent?.name) && isOrder(agent.order) && agent.order !== null)
}

function isClosedSegment(value: unknown, sessionId: string): boolean {
  const closed = value as Record<string, unknown> | null | undefined
  return (
    closed === null ||
    (isText(closed?.key) &&
      isText(closed.signal) &&
      closed.sessionId === sessionId &&
      (closed.state === 'finalizing' || closed.state === 'completed') &&
      typeof closed.at === 'number' &&
      (closed.agentName === null || isText(closed.agentName)) &&
      typeof closed.isAsync === 'boolean')
  )
}
