import { describe, expect } from 'vitest'
import { type ChatRecord, project } from '../../src/chat/reducer.ts'
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

/** Whether every field of the public state has the type that it is documented to have. */
function expectWellTyped(state: ChatRecord): void {
  const { phase, closedSegment, sessionId, agents, interactionState, error } = project(state)
  expect(PHASES).toContain(phase)
  expect([sessionId, interactionState].every(isTextOrNull)).toBe(true)
  for (const { id, name, supervisor } of agents) {
    expect([typeof id, typeof name, typeof supervisor]).toEqual(['string', 'string', 'boolean'])
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

describe('whatever the bus carries', () => {
  holds(
    'is taken without an exception, and every field of the state keeps its type',
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
