import { describe, expect, test } from 'vitest'
import type { SessionSummary } from '../src/desk/agentApi.ts'
import { type Selection, selectSession } from '../src/desk/selectSession.ts'

/** Only what a selection reads. */
const session = (sessionId: string, ended = false): SessionSummary =>
  ({ sessionId, ended }) as unknown as SessionSummary

const onScreen = (selection: Selection, ...newestFirst: SessionSummary[]): string | undefined =>
  selectSession(selection, newestFirst).sessionId
const first: Selection = { sessionId: 'first', newestId: 'first' }

const atWork: Selection = { ...first, isAtWork: true }

describe('selectSession', () => {
  test('selects the newest chat at first, and keeps the same object while nothing changes', () => {
    expect(onScreen({}, session('b'), session('a'))).toBe('b')
    expect(selectSession(first, [session('first')])).toBe(first)
    const nothing: Selection = {}
    expect(selectSession(nothing, [])).toBe(nothing)
  })

  test('selects a chat that begins, unless the agent works in another one', () => {
    expect(onScreen(first, session('second'), session('first'))).toBe('second')
    expect(onScreen(atWork, session('second'), session('first'))).toBe('first')
    expect(onScreen(atWork, session('second'), session('first', true))).toBe('second')
  })

  test('does not jump to an earlier arrival when the chat is over', () => {
    const passed = selectSession(atWork, [session('second'), session('first')])
    const over = [session('second'), session('first', true)]
    expect(onScreen(passed, ...over)).toBe('first')
    expect(onScreen(passed, session('third'), ...over)).toBe('third')
  })

  test('selects the newest when the one on the screen is forgotten', () => {
    expect(onScreen(atWork, session('other'))).toBe('other')
    expect(onScreen(atWork)).toBeUndefined()
  })
})
