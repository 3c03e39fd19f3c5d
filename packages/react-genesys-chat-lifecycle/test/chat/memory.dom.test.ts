import { afterEach, describe, expect, it, vi } from 'vitest'
import { isSegment, loadSegment, saveSegment } from '../../src/chat/memory.ts'
import { newSegment, type SegmentMemory } from '../../src/chat/segment.ts'

const KEY = 'react-genesys-chat-lifecycle'
const segment: SegmentMemory = {
  sessionId: 's',
  closedSegment: {
    key: 's:2-0',
    state: 'completed',
    signal: 'interactionState',
    at: 7,
    agentName: 'Anna',
    isAsync: true,
    sessionId: 's',
  },
  closedThrough: [2, 0],
  openedAt: [1, 0],
  reopenedAt: null,
  tailDue: false,
  surveyBots: [],
  serving: ['a1'],
  newest: [2, 0],
  interactionState: 'Completed',
  lastAgent: { name: 'Anna', order: [1, 0] },
}

afterEach(() => {
  sessionStorage.clear()
  localStorage.clear()
  vi.restoreAllMocks()
})

describe('isSegment', () => {
  it.each([
    ['a segment of which all is known', segment],
    ['a segment of which nothing is known', newSegment('s')],
    [
      'a closed segment without an agent’s name',
      { ...segment, closedSegment: { ...segment.closedSegment, agentName: null } },
    ],
    [
      'a closed segment that is finalizing',
      { ...segment, closedSegment: { ...segment.closedSegment, state: 'finalizing' } },
    ],
  ])('accepts %s', (_, value) => {
    expect(isSegment(value)).toBe(true)
  })

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a text', 's'],
    ['a segment without a session', { ...segment, sessionId: null }],
    ['a tail that is no boolean', { ...segment, tailDue: 'no' }],
    ['bots that are no list', { ...segment, surveyBots: undefined }],
    ['who served that is no list of texts', { ...segment, serving: [7] }],
    ['an interaction state that is no text', { ...segment, interactionState: 7 }],
    ['a place that is no list', { ...segment, newest: '2-0' }],
    ['a place too short', { ...segment, openedAt: [1] }],
    ['a place too long', { ...segment, closedThrough: [1, 2, 3] }],
    ['a place that is no number', { ...segment, openedAt: [Number.NaN, 0] }],
    ['a place without an end', { ...segment, newest: [1, Number.POSITIVE_INFINITY] }],
    ['a place years ahead, after which nothing would be news', { ...segment, closedThrough: [9e15, 0] }],
    ['a place of texts', { ...segment, reopenedAt: ['1', '2'] }],
    ['an agent without a name', { ...segment, lastAgent: { order: [1, 0] } }],
    ['an agent without a place', { ...segment, lastAgent: { name: 'Anna' } }],
    ['an agent whose place is null', { ...segment, lastAgent: { name: 'Anna', order: null } }],
    ['an agent who is a text', { ...segment, lastAgent: 'Anna' }],
    ...Object.entries({
      key: 7,
      state: 'closed',
      signal: null,
      at: '7',
      agentName: 7,
      isAsync: 1,
      sessionId: 't',
    }).map(([member, wrong]): [string, unknown] => [
      `a closed segment whose ${member} is ${wrong}`,
      { ...segment, closedSegment: { ...segment.closedSegment, [member]: wrong } },
    ]),
    ['a closed segment that is a text', { ...segment, closedSegment: 'closed' }],
  ])('rejects %s', (_, value) => {
    expect(isSegment(value)).toBe(false)
  })
})

describe('a segment that was saved', () => {
  it('is loaded for its session, and for no other', () => {
    saveSegment(segment)
    expect(loadSegment('s')).toEqual(segment)
    expect(loadSegment('t')).toBeNull()
    expect(loadSegment(null)).toBeNull()
  })

  it('replaces the one before', () => {
    saveSegment(segment)
    saveSegment(newSegment('t'))
    expect(loadSegment('s')).toBeNull()
    expect(loadSegment('t')).toEqual(newSegment('t'))
  })

  it('belongs to its tab: other tabs do not find it', () => {
    saveSegment(segment)
    expect(localStorage).toHaveLength(0)
  })

  it.each(['', 'null', '7', '[]', 'no JSON', '{"segment":{}}', '{"sessionId":"s"}'])(
    'is not loaded from a storage that holds “%s”',
    (text) => {
      sessionStorage.setItem(KEY, text)
      expect(loadSegment('s')).toBeNull()
    },
  )

  it('is not there where the storage is full or forbidden, and nothing throws', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    expect(() => saveSegment(segment)).not.toThrow()
    expect(loadSegment('s')).toBeNull()
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('forbidden', 'SecurityError')
    })
    expect(loadSegment('s')).toBeNull()
  })
})
