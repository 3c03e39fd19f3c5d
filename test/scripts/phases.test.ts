import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { ChatEvent } from '../../packages/react-genesys-chat-lifecycle/src/chat/events.ts'
import { project } from '../../packages/react-genesys-chat-lifecycle/src/chat/project.ts'
import type { ReadMessage } from '../../packages/react-genesys-chat-lifecycle/src/chat/readMessage.ts'
import {
  type ChatRecord,
  initialRecord,
  reduceChat,
} from '../../packages/react-genesys-chat-lifecycle/src/chat/reducer.ts'
import type { SegmentMemory } from '../../packages/react-genesys-chat-lifecycle/src/chat/segment.ts'
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
  attachments: [],
  isRich: false,
  quickReplies: [],
  cards: [],
  at: 0,
  raw: null,
  closes: null,
})
const says = (...messages: ReadMessage[]): ChatEvent => ({
  type: 'messages',
  messages,
  source: 'live',
  now: 0,
})
const closes = (state: 'finalizing' | 'completed'): ChatEvent =>
  says({ ...message('system', 'System'), closes: { state, signal: 'interactionState' } })
const ended = (reason: NonNullable<ChatState['endReason']>): ChatEvent => ({ type: 'ended', reason })

const joined = (memory: SegmentMemory | null): ChatEvent => ({
  type: 'joined',
  sessionId: 's',
  memory,
  restoredBefore: 0,
  startedAt: null,
})
const status = (now: 'connected' | 'unavailable'): ChatEvent => ({
  type: 'status',
  status: now,
  platform: 'genesys-widgets',
  transport: 'digital-channels',
})

/** What can happen to a chat in a state, in the words of the document. A session may be joined with or without its memory. */
const happenings = ({ segment }: ChatRecord): Readonly<Record<string, readonly ChatEvent[]>> => ({
  'the bus is found': [status('connected')],
  'the bus is not found in time': [status('unavailable')],
  'there is no session': [{ type: 'noSession' }],
  'a session may be restored': [{ type: 'deciding' }],
  'a chat is started': [{ type: 'starting' }],
  'the start fails': [{ type: 'startFailed' }],
  'a session is joined': [joined(null), joined(segment)],
  'an agent or bot joins': [
    says(message('agent', 'ParticipantJoined')),
    says(message('bot', 'ParticipantJoined')),
  ],
  'everybody leaves': [says(message('agent', 'ParticipantLeft'), message('bot', 'ParticipantLeft'))],
  'the segment is closed': [
    closes('finalizing'),
    closes('completed'),
    { type: 'signal', signal: 'allAgentsLeft', now: 0 },
  ],
  'the customer writes': [says(message('customer', 'Text'))],
  'an end is requested': [{ type: 'ending' }],
  'the request is not sent': [{ type: 'endFailed' }],
  'the chat ends': [ended('customer'), ended('server'), ended('session-lost')],
  'the restore fails': [ended('restore-failed')],
  'the chat is reset': [{ type: 'reset' }],
  'the window closes': [{ type: 'window', window: 'closed' }],
})
const QUIET: readonly ChatEvent[] = [
  { type: 'window', window: 'open' },
  { type: 'mode', isAsync: true },
]
/** The platform reports these only in one phase. */
const ONLY_WHILE: Readonly<Record<string, ChatPhase>> = { 'the bus is not found in time': 'connecting' }

/** States with the same likeness have the same transitions. It leaves out places and times, which only ever grow. */
const likeness = (state: ChatRecord): string => {
  const { closedSegment: closed, tailDue } = state.segment
  const people = [...state.people.values()].map(({ type, isHere }) => `${type}${isHere}`).sort()
  const { session, isAsync, window } = state
  return JSON.stringify([state.status, session, isAsync, window, closed?.state, tailDue, people])
}

/** Every transition between phases, found by trying every event in every state. */
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
    for (const [word, events] of Object.entries(happenings(state))) {
      if (ONLY_WHILE[word] !== undefined && ONLY_WHILE[word] !== phase) continue
      for (const event of events) {
        const next = project(go(event)).phase
        if (next === phase) continue
        const way = `${phase} --> ${next}`
        found.set(way, (found.get(way) ?? new Set()).add(word))
      }
    }
  }
  return [...found].map(([way, words]) => `${way}: ${[...words].join(', or ')}`).sort()
}

/** The rows of the table. */
function documented(): string[] {
  const rows = readFileSync(page, 'utf8').matchAll(/^\| `(\w+)` +\| `(\w+)` +\| (.+?) +\|$/gm)
  return [...rows].map(([, from, to, when]) => `${from} --> ${to}: ${when}`).sort()
}

describe('the transitions in docs/how-it-works.md', () => {
  it('are those of the reducer, and no other', () => {
    expect(documented()).toEqual(transitions())
  })

  it('begin in the initial phase', () => {
    expect(readFileSync(page, 'utf8')).toContain(`phase\` begins as \`${project(initialRecord).phase}\``)
  })
})
