import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemory, isSegment } from '../../src/chat/memory.ts'
import { newSegment, type SegmentMemory } from '../../src/chat/segment.ts'
import { stubTabs } from '../support/tabs.ts'

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
  newest: [2, 0],
  interactionState: 'Completed',
  lastAgent: { name: 'Anna', order: [1, 0] },
}
/** As after a page load: what the page itself kept is gone. */
const load = () => createMemory(new Set())

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('a segment in the storage', () => {
  it.each([
    ['everything', segment],
    ['nothing', newSegment('s')],
    ['no agent’s name', { ...segment, closedSegment: { ...segment.closedSegment, agentName: null } }],
    ['a Finalizing', { ...segment, closedSegment: { ...segment.closedSegment, state: 'finalizing' } }],
  ])('is one with %s', (_, value) => {
    expect(isSegment(value)).toBe(true)
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 's'],
    ['no session', { ...segment, sessionId: null }],
    ['a tail that is none', { ...segment, tailDue: 'no' }],
    ['a state that is none', { ...segment, interactionState: 7 }],
    ['a place that is none', { ...segment, newest: '2-0' }],
    ['a place too short', { ...segment, openedAt: [1] }],
    ['a place too long', { ...segment, closedThrough: [1, 2, 3] }],
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
      `a closing whose ${member} is ${wrong}`,
      { ...segment, closedSegment: { ...segment.closedSegment, [member]: wrong } },
    ]),
    ['a closing that is a text', { ...segment, closedSegment: 'closed' }],
  ])('is none with %s', (_, value) => {
    expect(isSegment(value)).toBe(false)
  })

  it('is there after a page load, for its session and no other', () => {
    load().save(segment)
    expect(load().load('s')).toEqual(segment)
    expect(load().load('t')).toBeNull()
    expect(load().load(null)).toBeNull()
  })

  it.each(['', 'null', '7', '[]', 'no JSON', '{"segment":{}}'])('that is “%s” is none', (text) => {
    sessionStorage.setItem(KEY, text)
    expect(load().load('s')).toBeNull()
  })

  it('and the claims leave each other alone', () => {
    const memory = load()
    memory.claim('one')
    memory.save(segment)
    memory.claim('two')
    expect(load().load('s')).toEqual(segment)
    expect([load().isClaimed('one'), load().isClaimed('two'), load().isClaimed('three')]).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe('a claim', () => {
  it('is the first one’s, on this page and after a load of it', () => {
    const memory = load()
    expect(memory.isClaimed('end')).toBe(false)
    expect(memory.claim('end')).toBe(true)
    expect(memory.claim('end')).toBe(false)
    expect(load().claim('end')).toBe(false)
    expect(load().claim('other')).toBe(true)
  })

  it('is the page’s where nothing can be stored', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    const shared = new Set<string>()
    expect(createMemory(shared).claim('end')).toBe(true)
    expect(createMemory(shared).claim('end')).toBe(false)
    expect(load().claim('end')).toBe(true)
  })

  it.each(['{"claims":"end"}', '{"claims":[7,null]}', '{"claims":{"length":1}}'])(
    'is not believed of %s',
    (text) => {
      sessionStorage.setItem(KEY, text)
      expect(load().claim('end')).toBe(true)
      expect(JSON.parse(sessionStorage.getItem(KEY) ?? '')).toEqual({ claims: ['end'] })
    },
  )

  it('is one of the last hundred that are kept', () => {
    const memory = load()
    for (let i = 0; i <= 100; i++) memory.claim(`claim ${i}`)
    expect(load().isClaimed('claim 0')).toBe(false)
    expect(load().isClaimed('claim 1')).toBe(true)
    expect(load().isClaimed('claim 100')).toBe(true)
  })
})

describe.each([true, false])('a claim among tabs (Web Locks: %s)', (locks) => {
  beforeEach(() => stubTabs({ locks }))
  /** Another tab: of what this one keeps for itself, it knows nothing. */
  const tab = load

  it('is the first tab’s, and anybody may know', async () => {
    const [first, second] = [tab(), tab()]
    expect(first.isClaimedAnywhere('end')).toBe(false)
    expect(await first.claimAmongTabs('end')).toBe(true)
    expect(await first.claimAmongTabs('end')).toBe(false)
    expect(await second.claimAmongTabs('end')).toBe(false)
    expect(tab().isClaimedAnywhere('end')).toBe(true)
    expect(tab().isClaimedAnywhere('other')).toBe(false)
    expect(await tab().claimAmongTabs('other')).toBe(true)
  })

  it.each(['no JSON', '{}', '7'])('is not decided by a storage that holds %s', async (text) => {
    localStorage.setItem(KEY, text)
    expect(tab().isClaimedAnywhere('end')).toBe(false)
    expect(await tab().claimAmongTabs('end')).toBe(true)
  })

  it('is one of the last hundred that are kept', async () => {
    for (let i = 0; i <= 100; i++) await tab().claimAmongTabs(`claim ${i}`)
    expect(tab().isClaimedAnywhere('claim 0')).toBe(false)
    expect(tab().isClaimedAnywhere('claim 1')).toBe(true)
    expect(tab().isClaimedAnywhere('claim 100')).toBe(true)
  })

  it('is everybody’s own where the storage is forbidden, once no lock tells', async () => {
    vi.stubGlobal('localStorage', {
      getItem() {
        throw new DOMException('forbidden', 'SecurityError')
      },
    })
    expect(await tab().claimAmongTabs('end')).toBe(true)
    expect(await tab().claimAmongTabs('end')).toBe(!locks)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(await tab().claimAmongTabs('end')).toBe(true)
    expect(tab().isClaimedAnywhere('end')).toBe(false)
  })
})

it('a claim is ours where the locks refuse to work', async () => {
  stubTabs({ locks: false })
  Object.assign(navigator, {
    locks: { request: () => Promise.reject(new DOMException('no', 'SecurityError')) },
  })
  expect(await load().claimAmongTabs('end')).toBe(true)
})

it('a claim is decided at once where there are no locks', () => {
  stubTabs({ locks: false })
  expect(load().claimAmongTabs('end')).toBe(true)
})
