import { describe, expect } from 'vitest'
import { project } from '../../src/chat/project.ts'
import type { ChatRecord } from '../../src/chat/reducer.ts'
import { nonsense } from './support/anything.ts'
import { holds } from './support/holds.ts'
import { createPurePage } from './support/purePage.ts'

const PHASES = [
  'connecting',
  'unavailable',
  'idle',
  'starting',
  'waiting',
  'active',
  'closed',
  'ending',
  'ended',
]
const isTextOrNull = (value: unknown): boolean => value === null || typeof value === 'string'

/** Every field of the public state has its documented type. */
function expectWellTyped(record: ChatRecord): void {
  const state = project(record)
  const { phase, closedSegment, sessionId, agents, interactionState, error, startedAt } = state
  expect(PHASES).toContain(phase)
  expect([sessionId, interactionState].every(isTextOrNull)).toBe(true)
  expect([typeof state.hasSession, typeof state.isRestored, typeof state.isAsync]).toEqual([
    'boolean',
    'boolean',
    'boolean',
  ])
  expect(startedAt === null || Number.isFinite(startedAt)).toBe(true)
  for (const { id, name, role, joinedAt } of agents) {
    expect([typeof id, typeof name]).toEqual(['string', 'string'])
    expect(['agent', 'supervisor']).toContain(role)
    expect(joinedAt === null || Number.isFinite(joinedAt)).toBe(true)
  }
  if (closedSegment) {
    expect([typeof closedSegment.key, typeof closedSegment.signal, typeof closedSegment.at]).toEqual([
      'string',
      'string',
      'number',
    ])
    expect(isTextOrNull(closedSegment.agentName)).toBe(true)
  }
  if (error) expect([typeof error.code, typeof error.message]).toEqual(['string', 'string'])
}

describe('any payload of any event', () => {
  holds(
    'is accepted without an exception, and every field of the state keeps its type',
    nonsense,
    ({ events }) => {
      const page = createPurePage()
      for (const entry of events) {
        page.take(entry)
        expectWellTyped(page.state)
      }
    },
  )
})
