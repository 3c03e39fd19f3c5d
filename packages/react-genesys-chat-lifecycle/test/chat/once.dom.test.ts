import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadSegment, saveSegment } from '../../src/chat/memory.ts'
import { createOnce, type Once } from '../../src/chat/once.ts'
import { newSegment } from '../../src/chat/segment.ts'
import { stubTabs } from '../support/tabs.ts'

const KEY = 'react-genesys-chat-lifecycle'

/** What a page has after it was loaded: nothing but the storage. Another tab of the same origin has the same. */
const load = (): Once => createOnce(new Map())

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  sessionStorage.clear()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  localStorage.clear()
  vi.useRealTimers()
})

describe.each([true, false])('once (Web Locks: %s)', (locks) => {
  beforeEach(() => stubTabs({ locks }))

  it('is true for the first caller on the page, whoever asks', async () => {
    const page = new Map()
    expect(await createOnce(page)('end')).toBe(true)
    expect(await createOnce(page)('end')).toBe(false)
    expect(await createOnce(page)('other')).toBe(true)
  })

  it('is true for one of two callers who ask in the same moment', async () => {
    const page = new Map()
    const answers = [createOnce(page)('end'), createOnce(page)('end')]
    expect((await Promise.all(answers)).filter(Boolean)).toHaveLength(1)
  })

  it('is true for the first of all tabs', async () => {
    const [first, second] = [load(), load()]
    expect(await first('end')).toBe(true)
    expect(await first('end')).toBe(false)
    expect(await second('end')).toBe(false)
    expect(await second('other')).toBe(true)
  })

  it('stays false after a page load', async () => {
    expect(await load()('end')).toBe(true)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await load()('end')).toBe(false)
  })

  it('is known to be done on every page, and to be done here on its own', async () => {
    const page = new Map()
    const first = createOnce(page)
    expect([first.isDone('end'), first.isDoneHere('end')]).toEqual([false, false])
    await first('end')
    expect([first.isDone('end'), first.isDoneHere('end')]).toEqual([true, true])
    expect(createOnce(page).isDoneHere('end')).toBe(true)
    const other = load()
    expect([other.isDone('end'), other.isDoneHere('end')]).toEqual([true, false])
    expect([other.isDone('other'), other.isDoneHere('other')]).toEqual([false, false])
  })

  it('does not count as done here for a page that came second, until that page has asked', async () => {
    await load()('end')
    const second = load()
    expect(second.isDoneHere('end')).toBe(false)
    expect(await second('end')).toBe(false)
    expect(second.isDoneHere('end')).toBe(true)
  })

  it.each(['no JSON', '{}', '7', 'null', '"end"', '[7,null]', '{"length":1,"0":"end"}'])(
    'is not decided by a storage that holds %s',
    async (text) => {
      localStorage.setItem(KEY, text)
      expect(load().isDone('end')).toBe(false)
      expect(await load()('end')).toBe(true)
      await vi.advanceTimersByTimeAsync(60_000)
      expect(await load()('end')).toBe(false)
    },
  )

  it('is true for everybody on the page who was there when the key was first asked for', async () => {
    const page = new Map()
    const [first, second] = [createOnce(page), createOnce(page)]
    const since = first.turn
    expect(await first.forPage('end', since)).toBe(true)
    expect(await second.forPage('end', since)).toBe(true)
    const late = createOnce(page)
    expect(late.turn).toBe(since + 1)
    expect(await late.forPage('end', late.turn)).toBe(false)
    expect(await late.forPage('other', late.turn)).toBe(true)
    expect(await first.forPage('other', since)).toBe(true)
  })

  it('is true for nobody on a page whose key another page has asked for', async () => {
    await load().forPage('end', 0)
    const second = load()
    expect(await second.forPage('end', second.turn)).toBe(false)
    expect(await second.forPage('end', 0)).toBe(false)
  })

  it('numbers the keys that begin alike, on this page and on others', async () => {
    await load()('ended:s:0')
    const once = load()
    expect(once.next('ended:s:')).toBe(1)
    await once('ended:s:0')
    await once('ended:s:1')
    await once('ended:t:0')
    expect(once.next('ended:s:')).toBe(2)
    expect(load().next('ended:s:')).toBe(2)
    expect(once.next('closed:')).toBe(0)
  })

  it('remembers the last 300 keys', async () => {
    for (let i = 0; i <= 300; i++) await load()(`key ${i}`)
    expect(load().isDone('key 0')).toBe(false)
    expect(load().isDone('key 1')).toBe(true)
    expect(load().isDone('key 300')).toBe(true)
  })

  it('is decided by each page for itself where the storage is forbidden, once no lock is held', async () => {
    vi.stubGlobal('localStorage', {
      getItem() {
        throw new DOMException('forbidden', 'SecurityError')
      },
      clear() {},
    })
    const page = new Map()
    expect(await createOnce(page)('end')).toBe(true)
    expect(await createOnce(page)('end')).toBe(false)
    expect(createOnce(page).isDone('end')).toBe(true)
    expect(await load()('end')).toBe(!locks)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(await load()('end')).toBe(true)
    expect(load().isDone('end')).toBe(false)
  })

  it('is decided by each page for itself where the storage is full, once no lock is held', async () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    expect(await load()('end')).toBe(true)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(await load()('end')).toBe(true)
  })
})

describe('once', () => {
  it('leaves the segment that the tab remembers alone', () => {
    const once = load()
    once('one')
    saveSegment(newSegment('s'))
    once('two')
    expect(loadSegment('s')).toEqual(newSegment('s'))
    expect(['one', 'two', 'three'].map((key) => load().isDone(key))).toEqual([true, true, false])
  })

  it('is decided at once where there are no Web Locks', () => {
    stubTabs({ locks: false })
    expect(load()('end')).toBe(true)
    expect(load()('end')).toBe(false)
  })

  it('is decided by the storage where the locks refuse to work', async () => {
    stubTabs({ locks: false })
    Object.assign(navigator, {
      locks: { request: () => Promise.reject(new DOMException('no', 'SecurityError')) },
    })
    expect(await load()('end')).toBe(true)
    expect(await load()('end')).toBe(false)
  })
})
