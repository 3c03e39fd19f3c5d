import { describe, expect, it } from 'vitest'
import { keyOf, toChatMessage } from '../../src/chat/chatMessage.ts'
import { follow, type People } from '../../src/chat/people.ts'
import { project } from '../../src/chat/project.ts'
import { type ChatRecord, initialRecord } from '../../src/chat/reducer.ts'
import { readFields } from '../../src/platform/genesys-widgets/readFields.ts'

const joins = (type: string) => readFields({ type: 'ParticipantJoined', from: { type, participantId: type } })
const withPeople = (...types: string[]): People => types.map(joins).reduce(follow, new Map() as People)
const closedSegment = { key: 'k' } as never
const live = (fields: Partial<ChatRecord> = {}): ChatRecord => ({
  ...initialRecord,
  status: 'connected',
  session: 'live',
  segment: { ...initialRecord.segment, sessionId: 's' },
  ...fields,
})
const closed = (fields: Partial<ChatRecord> = {}) =>
  live({ segment: { ...initialRecord.segment, sessionId: 's', closedSegment }, ...fields })

describe('the phase', () => {
  it.each<[string, ChatRecord, string]>([
    ['that is being sought', live({ status: 'connecting' }), 'connecting'],
    ['that is not there', live({ status: 'unavailable' }), 'unavailable'],
    ['of which nothing is known', live({ session: 'undecided' }), 'connecting'],
    ['that does not exist', live({ session: 'none' }), 'idle'],
    ['that starts', live({ session: 'starting' }), 'starting'],
    ['that nobody serves', live(), 'waiting'],
    ['that an agent serves', live({ people: withPeople('Agent') }), 'active'],
    ['that a bot serves', live({ people: withPeople('Bot') }), 'active'],
    ['to which a supervisor listens', live({ people: withPeople('Supervisor') }), 'waiting'],
    ['whose segment is closed', closed({ people: withPeople('Agent') }), 'closed'],
    ['that ends', live({ session: 'ending' }), 'ending'],
    ['that has ended', closed({ session: 'ended' }), 'ended'],
  ])('of a chat %s', (_, record, phase) => {
    expect(project(record).phase).toBe(phase)
  })
})

describe('the public state', () => {
  it.each<[string, ChatRecord, object]>([
    [
      'connecting',
      initialRecord,
      { hasSession: false, sessionId: null, closedSegment: null, canSend: false },
    ],
    ['waiting', live(), { hasSession: true, sessionId: 's', canSend: true }],
    ['active', live({ people: withPeople('Agent') }), { canSend: true, botActive: false }],
    ['with a bot', live({ people: withPeople('Bot') }), { botActive: true }],
    ['offline', live({ connection: 'offline' }), { canSend: false }],
    ['closed, regular', closed(), { canSend: false, closedSegment }],
    ['closed, asynchronous', closed({ isAsync: true }), { canSend: true, closedSegment }],
    [
      'ending',
      closed({ session: 'ending', isAsync: true, startedAt: 5 }),
      { hasSession: true, sessionId: 's', canSend: false, closedSegment, startedAt: 5 },
    ],
    [
      'ended',
      closed({ session: 'ended', isAsync: true, startedAt: 5 }),
      { hasSession: false, sessionId: 's', canSend: false, closedSegment: null, startedAt: null },
    ],
    ['none', closed({ session: 'none' }), { hasSession: false, sessionId: null, closedSegment: null }],
  ])('%s', (_, record, expected) => {
    expect(project(record)).toMatchObject(expected)
  })

  it.each<[string, Partial<ChatRecord>, boolean]>([
    ['restored', { restoredBefore: Number.POSITIVE_INFINITY }, true],
    ['started here', { restoredBefore: 0, startedAt: 5 }, false],
    ['found, begun before the page', { restoredBefore: 10, startedAt: 9 }, true],
    ['found, begun with the page', { restoredBefore: 10, startedAt: 10 }, false],
    ['found, with a message from before the page', { restoredBefore: 10, oldestAt: 9 }, true],
    ['found, with nothing from before the page', { restoredBefore: 10, oldestAt: 10 }, false],
    ['found, with nothing', { restoredBefore: 10 }, false],
    ['over', { restoredBefore: Number.POSITIVE_INFINITY, session: 'ended' }, false],
  ])('of a chat that is %s says whether it is restored', (_, fields, isRestored) => {
    expect(project(live(fields)).isRestored).toBe(isRestored)
  })
})

describe('a message of the chat', () => {
  it.each([
    ['Client', 'sent'],
    ['Agent', null],
  ])('of %s has the delivery %j', (type, delivery) => {
    const message = readFields({ type: 'Text', text: 'hello', from: { type }, index: '5-1' })
    expect(toChatMessage(message, 'key', true)).toMatchObject({
      id: 'key',
      text: 'hello',
      isHistoric: true,
      delivery,
      error: null,
      raw: message.raw,
    })
  })

  it('is known by its place, else by its id', () => {
    const message = readFields({ type: 'Text', index: '5-1', id: 'm' })
    expect([message, { ...message, order: null }, { ...message, order: null, id: '' }].map(keyOf)).toEqual([
      '5-1',
      'm',
      '',
    ])
  })
})
