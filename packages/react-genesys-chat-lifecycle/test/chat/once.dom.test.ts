import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Announcer } from '../../src/chat/announce.ts'
import { loadSegment, saveSegment } from '../../src/chat/memory.ts'
import { createOnce, inTurn, type Once } from '../../src/chat/once.ts'
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

describe('claims', () => {
  it('hold what is a key, and nothing else', () => {
    stubTabs({ locks: false })
    localStorage.setItem(KEY, '[7,null,"first"]')
    load()('end')
    expect(localStorage.getItem(KEY)).toBe('["first","end"]')
  })

  it('of this page are forgotten, and those of all pages are not; turns go on', () => {
    stubTabs({ locks: false })
    const page = new Map()
    const once = createOnce(page)
    expect(once.turn).toBe(0)
    once('a')
    once('b')
    expect(once.turn).toBe(2)
    once.forget()
    expect([once.isDoneHere('a'), once.isDone('a'), once.turn]).toEqual([false, true, 2])
    once('c')
    once.forget()
    expect(createOnce(page).turn).toBe(3)
    expect(once.forPage('d', 3)).toBe(true)
    expect(once.forPage('d', 4)).toBe(false)
  })

  it('are made under a lock of their name, which is held until others can read them', async () => {
    const requests: unknown[] = []
    const held: unknown[] = []
    let isFree = true
    const request = (name: string, options: object, decide: (lock: object | null) => unknown) => {
      requests.push(name, options)
      held.push(decide(isFree ? {} : null))
      return Promise.resolve()
    }
    vi.stubGlobal('navigator', { locks: { request } })
    expect(await load()('end')).toBe(true)
    expect(requests).toEqual([`${KEY}/end`, { ifAvailable: true }])
    // Claimed before: the lock is not kept.
    expect(await load()('end')).toBe(false)
    isFree = false
    expect(await load()('other')).toBe(false)
    expect(held.slice(1)).toEqual([undefined, undefined])
    const released = vi.fn()
    void (held[0] as Promise<void>).then(released)
    await vi.advanceTimersByTimeAsync(1_999)
    expect(released).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(released).toHaveBeenCalledTimes(1)
  })
})

it('what a page has announced is not announced again by who starts to listen anew', () => {
  stubTabs({ locks: false })
  const once = load()
  const create = () => {
    const onEnded = vi.fn()
    const announcer = new Announcer(
      () => ({ onEnded }),
      () => once,
    )
    const announce = (key: string) =>
      announcer.announce([
        { name: 'ended', key, args: [{ reason: 'agent', sessionId: 's', isAsync: false }] },
      ])
    return { announcer, announce, onEnded }
  }
  const [first, second] = [create(), create()]
  first.announcer.start()
  second.announcer.start()
  first.announce('a')
  second.announcer.start()
  second.announce('a')
  expect(second.onEnded).not.toHaveBeenCalled()
  second.announce('b')
  first.announce('b')
  for (const [{ onEnded }, times] of [
    [first, 2],
    [second, 1],
  ] as const)
    expect(onEnded).toHaveBeenCalledTimes(times)
})

describe('work that is done in turn', () => {
  const settle = () => vi.advanceTimersByTimeAsync(0)
  /** Work that is done when the test says so. */
  function begin(once: Once, controller = new AbortController()) {
    let finish = (): void => {}
    const work = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)))
    const done = vi.fn()
    void inTurn(once, 'k', controller.signal, work).then(done)
    return { work, done, controller, finish: () => finish(), abort: () => controller.abort() }
  }

  describe.each([true, false])('Web Locks: %s', (locks) => {
    beforeEach(() => stubTabs({ locks }))

    it('is begun in a moment, and over when it is done', async () => {
      const once = load()
      const { work, done, finish } = begin(once)
      expect(work).not.toHaveBeenCalled()
      await settle()
      expect(work).toHaveBeenCalledTimes(1)
      expect(done).not.toHaveBeenCalled()
      expect(once.isDone('k')).toBe(false)
      finish()
      await settle()
      expect(done).toHaveBeenCalledTimes(1)
      expect(once.isDone('k')).toBe(true)
    })

    it('is not begun by who is gone at once', async () => {
      const once = load()
      const { work, done, abort } = begin(once)
      abort()
      await settle()
      expect(work).not.toHaveBeenCalled()
      expect(done).toHaveBeenCalledTimes(1)
      expect([once.isDone('k'), once.isDoneHere('k:turn')]).toEqual([false, false])
    })

    it('is over when it is aborted, and not done', async () => {
      const once = load()
      const { work, done, abort } = begin(once)
      await settle()
      abort()
      await settle()
      expect(work).toHaveBeenCalledTimes(1)
      expect(done).toHaveBeenCalledTimes(1)
      expect(once.isDone('k')).toBe(false)
      // The same page may begin it anew.
      const again = begin(once)
      await vi.advanceTimersByTimeAsync(5_000)
      expect(again.work).toHaveBeenCalledTimes(1)
    })

    it('is done once on a page', async () => {
      const once = load()
      const first = begin(once)
      await settle()
      first.finish()
      await vi.advanceTimersByTimeAsync(5_000)
      const second = begin(once)
      await settle()
      expect(second.work).not.toHaveBeenCalled()
      expect(second.done).toHaveBeenCalledTimes(1)
    })

    it('is waited for by another tab, until that is aborted', async () => {
      const first = begin(load())
      await settle()
      const second = begin(load())
      await settle()
      expect(second.work).not.toHaveBeenCalled()
      expect(second.done).not.toHaveBeenCalled()
      second.abort()
      await settle()
      expect(second.done).toHaveBeenCalledTimes(1)
      expect(second.work).not.toHaveBeenCalled()
      expect(first.done).not.toHaveBeenCalled()
    })
  })

  it('is done by another tab if the first gives up', async () => {
    stubTabs({ locks: true })
    const first = begin(load())
    await settle()
    const second = begin(load())
    await settle()
    first.abort()
    await settle()
    expect(second.work).toHaveBeenCalledTimes(1)
  })

  it('is claimed by no tab that gives up while it waits', async () => {
    stubTabs({ locks: true })
    const [first, second] = [begin(load()), load()]
    await settle()
    const waiting = begin(second)
    await settle()
    waiting.abort()
    await settle()
    expect(waiting.done).toHaveBeenCalledTimes(1)
    expect(second.isDoneHere('k:turn')).toBe(false)
    expect(first.done).not.toHaveBeenCalled()
  })

  it('is under a lock of its name, until others can read that it is done', async () => {
    const requests: unknown[] = []
    let held: Promise<void> | undefined
    const request = (name: string, options: object, work: (lock: object) => Promise<void>) => {
      if (!name.endsWith(':turn')) return Promise.reject(new Error('another lock'))
      requests.push(name, options)
      held = work({})
      return held
    }
    vi.stubGlobal('navigator', { locks: { request } })
    const released = vi.fn()
    const { finish, controller, done } = begin(load())
    await settle()
    expect(requests).toEqual([`${KEY}/k:turn`, { signal: controller.signal }])
    void held?.then(released)
    finish()
    await settle()
    expect(done).toHaveBeenCalledTimes(1)
    await vi.advanceTimersByTimeAsync(1_999)
    expect(released).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(released).toHaveBeenCalledTimes(1)
    const second = begin(createOnce(new Map()), new AbortController())
    await settle()
    expect(second.work).not.toHaveBeenCalled()
  })

  it('keeps no lock of what is aborted', async () => {
    let held: Promise<void> | undefined
    const request = (_name: string, _options: object, work: (lock: object) => Promise<void>) => {
      held = work({})
      return held
    }
    vi.stubGlobal('navigator', { locks: { request } })
    const { abort } = begin(load())
    await settle()
    abort()
    await expect(held).resolves.toBeUndefined()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is done all the same where the locks refuse to work', async () => {
    stubTabs({ locks: false })
    Object.assign(navigator, {
      locks: { request: () => Promise.reject(new DOMException('no', 'SecurityError')) },
    })
    const { work, finish, done } = begin(load())
    await settle()
    expect(work).toHaveBeenCalledTimes(1)
    expect(done).not.toHaveBeenCalled()
    finish()
    await settle()
    expect(done).toHaveBeenCalledTimes(1)
    const other = begin(load())
    await settle()
    expect(other.work).not.toHaveBeenCalled()
  })

  it('is not done again where it throws under its lock', async () => {
    stubTabs({ locks: true })
    const work = vi.fn(() => Promise.reject(new Error('theirs')))
    const done = vi.fn()
    void inTurn(load(), 'k', new AbortController().signal, work).then(done)
    await settle()
    expect(work).toHaveBeenCalledTimes(1)
    expect(done).toHaveBeenCalledTimes(1)
  })

  it('is done where there is no navigator', async () => {
    vi.stubGlobal('navigator', undefined)
    const { work } = begin(load())
    await settle()
    expect(work).toHaveBeenCalledTimes(1)
  })
})
