import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type {
  ChatEvent,
  ReadMessage,
} from '../../packages/react-genesys-chat-lifecycle/src/chat/events.ts'
import {
  initialRecord,
  type ChatRecord,
  project,
  reduceChat,
} from '../../packages/react-genesys-chat-lifecycle/src/chat/reducer.ts'
import type { ChatPhase, ChatState } from '../../packages/react-genesys-chat-lifecycle/src/chat/state.ts'

const page = fileURLToPath(new URL('../../docs/how-it-works.md', import.meta.url))

const message = (from: ReadMessage['from']['type'], type: string): ReadMessage => ({
  type,
  from: { type: from, id: from, name: from },
  order: null,
  id: '',
  text: '',
  event: '',
  interactionState: '',
  url: '',
  at: 0,
  closes: null,
})
const says = (...messages: ReadMessage[]): ChatEvent => ({
  type: 'messages',
  messages,
  isHistoric: false,
  now: 0,
})
const closedSegment = (state: 'finalizing' | 'completed'): ChatEvent =>
  says({ ...message('system', 'System'), closes: { state, signal: 'interactionState' } })
const ended = (reason: NonNullable<ChatState['endReason']>): ChatEvent => ({ type: 'ended', reason })

const joined: ChatEvent = { type: 'joined', sessionId: 's', memory: null }
const rejoined = (state: ChatRecord): ChatEvent => ({ ...joined, memory: state.segment })

/** What can happen to a chat, by the words of the diagram. Of a chat that is restored the library remembers the segment. */
const HAPPENINGS: Readonly<Record<string, readonly ChatEvent[]>> = {
  'the bus is found': [{ type: 'bus', status: 'connected' }],
  'no bus in time': [{ type: 'bus', status: 'unavailable' }],
  'there is no session': [{ type: 'noSession' }],
  'a session may be restored': [{ type: 'deciding' }],
  'a start is asked for': [{ type: 'starting' }],
  'the start fails': [{ type: 'startFailed' }],
  'a session is joined': [joined],
  'an agent or bot joins': [
    says(message('agent', 'ParticipantJoined')),
    says(message('bot', 'ParticipantJoined')),
  ],
  'they leave': [says(message('agent', 'ParticipantLeft'), message('bot', 'ParticipantLeft'))],
  'the segment is closed': [
    closedSegment('finalizing'),
    closedSegment('completed'),
    { type: 'signal', signal: 'allAgentsLeft', now: 0 },
  ],
  'the customer writes': [says(message('customer', 'Text'))],
  'an end is asked for': [{ type: 'ending' }],
  'the end was never sent': [{ type: 'endFailed' }],
  'it is over': [ended('customer'), ended('server'), ended('session-lost')],
  'the restore fails': [ended('restore-failed')],
  'the window closes': [{ type: 'window', window: 'closed' }],
}
const QUIET: readonly ChatEvent[] = [
  { type: 'window', window: 'open' },
  { type: 'async', isAsync: true },
]
/** The shell says it only then. */
const ONLY_WHILE: Readonly<Record<string, ChatPhase>> = { 'no bus in time': 'connecting' }

/** Two states of one likeness go the same ways: it leaves out places and times, which only ever grow. */
const likeness = (state: ChatRecord): string => {
  const { closedSegment: closed, tailDue } = state.segment
  const people = [...state.people.values()].map(({ type, here }) => `${type}${here}`).sort()
  const { bus, session, isAsync, window } = state
  return JSON.stringify([bus, session, isAsync, window, closed?.state, tailDue, people])
}

/** Every way from one phase to another, found by trying everything from everywhere. */
function transitions(): string[] {
  const seen = new Map([[likeness(initialRecord), initialRecord]])
  const found = new Map<string, Set<string>>()
  for (const state of seen.values()) {
    const { phase } = project(state)
    const go = (event: ChatEvent): ChatRecord => {
      const next = reduceChat(state, event)
      if (!seen.has(likeness(next))) seen.set(likeness(next), next)
      return next
    }
    for (const event of QUIET) go(event)
    for (const [word, events] of Object.entries(HAPPENINGS)) {
      if (ONLY_WHILE[word] !== undefined && ONLY_WHILE[word] !== phase) continue
      const all = word === 'a session is joined' ? [...events, rejoined(state)] : events
      for (const event of all) {
        const next = project(go(event)).phase
        if (next === phase) continue
        const way = `${phase} --> ${next}`
        found.set(way, (found.get(way) ?? new Set()).add(word))
      }
    }
  }
  return [...found].map(([way, words]) => `${way}: ${[...words].join(', or ')}`).sort()
}

/** The arrows of the page's diagram. */
function drawn(): string[] {
  const diagram = readFileSync(page, 'utf8').match(/```mermaid\nstateDiagram-v2\n([\s\S]*?)```/)?.[1] ?? ''
  const lines = diagram.split('\n').map((line) => line.trim())
  return lines.filter((line) => line.includes('-->') && !line.startsWith('[*]')).sort()
}

describe('the diagram of the phases, in docs/how-it-works.md,', () => {
  it('shows every way that the reducer goes, and no other', () => {
    expect(drawn()).toEqual(transitions())
  })

  it('begins where the reducer begins', () => {
    expect(readFileSync(page, 'utf8')).toContain(`[*] --> ${project(initialRecord).phase}\n`)
  })
})
