import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SegmentMemory } from '../../src/chat/segment.ts'
import { joinTabs, type TabNews, type Tabs } from '../../src/chat/tabs.ts'
import { Channel } from '../support/tabs.ts'

const names: string[] = []
const tabs: Tabs[] = []

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal(
    'BroadcastChannel',
    class extends Channel {
      constructor(name: string) {
        super()
        names.push(name)
      }
    },
  )
})
afterEach(() => {
  for (const tab of tabs.splice(0)) tab.close()
  names.length = 0
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function join(session: string | null = null): { tab: Tabs; news: TabNews[] } {
  const news: TabNews[] = []
  const tab = joinTabs(
    (each) => news.push(each),
    () => session,
  )
  tabs.push(tab)
  return { tab, news }
}

/** What a script of the same origin may say. */
function stranger(): Channel {
  const channel = new Channel()
  tabs.push({ close: () => channel.close() } as Tabs)
  return channel
}

const segment: SegmentMemory = {
  sessionId: 's1',
  tailDue: false,
  surveyBots: [],
  serving: [],
  interactionState: null,
  closedThrough: null,
  openedAt: null,
  reopenedAt: null,
  newest: null,
  lastAgent: null,
  closedSegment: null,
}

async function answered(promise: Promise<boolean>): Promise<boolean> {
  await vi.advanceTimersByTimeAsync(60)
  return promise
}

describe('news', () => {
  it('go by a channel of the library’s own to all other tabs, and not to oneself', async () => {
    const [first, second, third] = [join('s1'), join('s1'), join(null)]
    expect(names).toEqual(Array(3).fill('react-genesys-chat-lifecycle'))
    first.tab.tell({ sessionId: 's1', ended: 'customer' })
    await vi.advanceTimersByTimeAsync(0)
    expect(first.news).toEqual([])
    for (const { news } of [second, third]) expect(news).toEqual([{ sessionId: 's1', ended: 'customer' }])
  })

  it.each(['agent', 'customer', 'idle', 'server', 'session-lost'] as const)(
    'of an end tell who ended it: %s',
    async (ended) => {
      const { news } = join()
      join().tab.tell({ sessionId: 's1', ended })
      await vi.advanceTimersByTimeAsync(0)
      expect(news).toEqual([{ sessionId: 's1', ended }])
    },
  )

  it('of a segment tell how it stands', async () => {
    const { news } = join()
    join().tab.tell({ sessionId: 's1', segment })
    await vi.advanceTimersByTimeAsync(0)
    expect(news).toEqual([{ sessionId: 's1', segment }])
  })

  it.each([
    undefined,
    null,
    7,
    'ended',
    [],
    {},
    { sessionId: 's1' },
    { sessionId: 7, ended: 'agent' },
    { ended: 'agent' },
    { sessionId: 's1', ended: 'nobody' },
    { sessionId: 's1', ended: '' },
    { sessionId: 's1', segment: {} },
    { sessionId: 's1', segment: null },
    { sessionId: 7, segment: { ...segment, sessionId: 7 } },
    { sessionId: 's2', segment },
  ])('that are none are not heard: %j', async (message) => {
    const { news } = join()
    stranger().postMessage(message)
    await vi.advanceTimersByTimeAsync(0)
    expect(news).toEqual([])
  })

  it.each(['hasDecided', 'isNew'])('of %s are heard only where that is true', async (member) => {
    const { news } = join()
    const channel = stranger()
    for (const value of [true, false, 'true', 1]) channel.postMessage({ sessionId: 's1', [member]: value })
    await vi.advanceTimersByTimeAsync(0)
    expect(news).toEqual([{ sessionId: 's1', [member]: true }])
  })

  it('go to nobody where the browser forbids channels', async () => {
    vi.stubGlobal(
      'BroadcastChannel',
      class {
        constructor() {
          throw new DOMException('forbidden', 'SecurityError')
        }
      },
    )
    const { tab, news } = join('s1')
    tab.tell({ sessionId: 's1', ended: 'agent' })
    await expect(tab.hasOtherSession('s1')).resolves.toBe(false)
    expect(news).toEqual([])
  })

  it('are not told after leaving, nor heard, and nothing is thrown', async () => {
    const [gone, left] = [join('s1'), join('s1')]
    gone.tab.close()
    gone.tab.tell({ sessionId: 's1', ended: 'agent' })
    left.tab.tell({ sessionId: 's1', ended: 'agent' })
    await vi.advanceTimersByTimeAsync(0)
    expect([gone.news, left.news]).toEqual([[], []])
  })
})

describe('news of a reset', () => {
  const hearing = () => {
    const resets = vi.fn()
    tabs.push(
      joinTabs(
        () => {},
        () => null,
        resets,
      ),
    )
    return resets
  }
  it('are heard as they are told, and need nobody who listens', async () => {
    const resets = hearing()
    const { news } = join()
    join().tab.tellReset({ isOver: true, sessionId: 's1', at: 7 })
    await vi.advanceTimersByTimeAsync(0)
    expect(resets).toHaveBeenCalledExactlyOnceWith({ isOver: true, sessionId: 's1', at: 7 })
    expect(news).toEqual([])
  })

  it.each<[unknown, object | null]>([
    [{}, { isOver: false, sessionId: null, at: 0 }],
    [
      { isOver: 'yes', sessionId: 7, at: '7' },
      { isOver: false, sessionId: null, at: 0 },
    ],
    ['yes', null],
    [true, null],
    [null, null],
    [[], null],
  ])('are read as they may be: %j', async (reset, expected) => {
    const resets = hearing()
    stranger().postMessage({ reset })
    await vi.advanceTimersByTimeAsync(0)
    expect(resets.mock.calls).toEqual(expected ? [[expected]] : [])
  })
})

describe('whether another tab has another session', () => {
  it.each([
    ['nobody is there', [], 's1', false],
    ['the other one has the same', ['s1'], 's1', false],
    ['the other one has none', [null], 's1', false],
    ['the other one has another', ['s2'], 's1', true],
    ['one of two has another', ['s1', 's2'], 's1', true],
    ['one of two has another, the first to answer', ['s2', 's1'], 's1', true],
    ['this one has none, and another has', ['s1'], null, true],
  ] as const)('where %s', async (_, others, own, expected) => {
    for (const other of others) join(other)
    expect(await answered(join(own).tab.hasOtherSession(own))).toBe(expected)
  })

  it('waits 60 ms for the answers', async () => {
    const { tab } = join('s1')
    const done = vi.fn()
    void tab.hasOtherSession('s1').then(done)
    await vi.advanceTimersByTimeAsync(59)
    expect(done).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(done).toHaveBeenCalledExactlyOnceWith(false)
  })

  it('is answered only by who has one', async () => {
    join(null)
    join('s2')
    const channel = stranger()
    const heard: unknown[] = []
    channel.onmessage = ({ data }) => heard.push(data)
    channel.postMessage({ ask: true })
    await vi.advanceTimersByTimeAsync(2)
    expect(heard).toEqual([{ answer: 's2' }])
  })

  it('is asked anew each time', async () => {
    const other = join('s2')
    const { tab } = join('s1')
    expect(await answered(tab.hasOtherSession('s1'))).toBe(true)
    other.tab.close()
    expect(await answered(tab.hasOtherSession('s1'))).toBe(false)
  })

  it('is yes to who stops listening meanwhile, at once', async () => {
    const { tab } = join('s1')
    const asking = tab.hasOtherSession('s1')
    tab.close()
    await expect(asking).resolves.toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is no, at once, where there is no channel', async () => {
    vi.stubGlobal('BroadcastChannel', undefined)
    const { tab, news } = join('s1')
    await expect(tab.hasOtherSession('s1')).resolves.toBe(false)
    tab.tell({ sessionId: 's1', ended: 'agent' })
    tab.close()
    expect(news).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is not answered by who asks for something else', async () => {
    const { tab } = join('s1')
    const channel = stranger()
    const heard: unknown[] = []
    channel.onmessage = ({ data }) => heard.push(data)
    const asking = tab.hasOtherSession('s1')
    await vi.advanceTimersByTimeAsync(0)
    expect(heard).toEqual([{ ask: true }])
    channel.postMessage({ answer: 7 })
    channel.postMessage({ ask: 'true' })
    expect(await answered(asking)).toBe(false)
    expect(heard).toHaveLength(1)
  })
})
