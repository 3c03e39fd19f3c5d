import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TabSync } from '../../src/chat/tabSync.ts'
import { joinTabs, type TabNews, type Tabs } from '../../src/chat/tabs.ts'
import { Channel } from '../support/tabs.ts'

const syncs: TabSync[] = []
let other: Tabs
let news: TabNews[]

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('BroadcastChannel', Channel)
  news = []
  other = joinTabs(
    (each) => news.push(each),
    () => 'theirs',
  )
})
afterEach(() => {
  other.close()
  for (const sync of syncs.splice(0)) sync.close()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const arrival = () => vi.advanceTimersByTimeAsync(0)

/** One tab, and what it is told. The other one has another session. */
function createSync(sessionId: string | null = 's', session = 'live') {
  const recorder = { current: { session, segment: { sessionId } }, dispatch: vi.fn() }
  const heard = { ended: vi.fn(), decision: vi.fn(), reset: vi.fn() }
  const sync = new TabSync(recorder as never, heard.ended, heard.decision, heard.reset)
  syncs.push(sync)
  return { sync, recorder, heard }
}

describe('the tabs of a session', () => {
  it('are told what belongs to it', async () => {
    const { sync } = createSync()
    sync.open()
    sync.tellDecision()
    sync.tellEnd('s', 'agent')
    sync.tellStart('s')
    await arrival()
    expect(news).toEqual([
      { sessionId: 's', hasDecided: true },
      { sessionId: 's', ended: 'agent' },
      { sessionId: 's', isNew: true },
    ])
  })

  it('are told nothing of a session without an id, nor by a tab that is not open', async () => {
    const { sync } = createSync(null)
    const posted = vi.spyOn(Channel.prototype, 'postMessage')
    sync.open()
    sync.tellDecision()
    sync.tellEnd(null, 'agent')
    sync.tellStart(null)
    sync.tellSegment({ sessionId: null } as never)
    sync.close()
    sync.tellEnd('s', 'agent')
    await arrival()
    expect(posted).not.toHaveBeenCalled()
    posted.mockRestore()
  })

  it('are not told back what one of them told', async () => {
    const { sync, recorder, heard } = createSync()
    sync.open()
    recorder.dispatch.mockImplementation(() => sync.tellEnd('s', 'agent'))
    other.tell({ sessionId: 's', ended: 'agent' })
    await arrival()
    expect(heard.ended).toHaveBeenCalledExactlyOnceWith('agent')
    expect(news).toEqual([])
    sync.tellEnd('s', 'agent')
    await arrival()
    expect(news).toHaveLength(1)
  })

  it('hear of a decision about their own session only', async () => {
    const { sync, heard } = createSync()
    sync.open()
    other.tell({ sessionId: 'theirs', hasDecided: true })
    await arrival()
    expect(heard.decision).not.toHaveBeenCalled()
    other.tell({ sessionId: 's', hasDecided: true })
    await arrival()
    expect(heard.decision).toHaveBeenCalledOnce()
  })
})

describe('whether another tab has another session', () => {
  const answer = async (sync: TabSync) => {
    const asked = sync.isOtherSessionOpen()
    await vi.advanceTimersByTimeAsync(60)
    return asked
  }

  it('is what the tabs answer', async () => {
    const [mine, theirs] = [createSync('s').sync, createSync('theirs').sync]
    mine.open()
    expect(await answer(mine)).toBe(true)
    mine.close()
    theirs.open()
    expect(await answer(theirs)).toBe(false)
  })

  it('is answered by those whose session is live', async () => {
    const { sync } = createSync('s', 'live')
    sync.open()
    const asked = other.hasOtherSession('theirs')
    await vi.advanceTimersByTimeAsync(60)
    expect(await asked).toBe(true)
    sync.close()
    createSync('s', 'ended').sync.open()
    const again = other.hasOtherSession('theirs')
    await vi.advanceTimersByTimeAsync(60)
    expect(await again).toBe(false)
  })

  it('is no while this tab is not open', async () => {
    expect(await answer(createSync().sync)).toBe(false)
  })
})
