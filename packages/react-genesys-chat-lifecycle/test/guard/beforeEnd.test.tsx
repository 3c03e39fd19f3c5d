import { act, render } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ChatEndGuard,
  type ChatEndGuardHandle,
  type ChatEndGuardProps,
  GenesysChatProvider,
} from '../../src/index.ts'
import { createTestBus } from '../../src/testing/index.ts'
import { type App, type AppOptions, mountConversation } from '../support/app.tsx'
import { closeSegment } from '../support/guarded.tsx'
import { Channel, stubTabs } from '../support/tabs.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  Channel.all.clear()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const MINUTE = 60_000
const ends = (app: App): number => app.sent('WebChatService.endChat')

/** Surveys that are open until the test settles them. */
function createSurveys() {
  const calls: { key: string; signal: AbortSignal; done: () => void; fail: (error: Error) => void }[] = []
  const beforeEnd: NonNullable<ChatEndGuardProps['beforeEnd']> = ({ key }, { signal }) =>
    new Promise((done, fail) => calls.push({ key, signal, done, fail }))
  return {
    beforeEnd,
    calls,
    get last() {
      const call = calls.at(-1)
      if (!call) throw new Error('beforeEnd was not called')
      return call
    },
  }
}

async function surveyed(guard: ChatEndGuardProps = {}, options: AppOptions = {}) {
  const surveys = createSurveys()
  const app = await mountConversation({ guard: { beforeEnd: surveys.beforeEnd, ...guard }, ...options })
  await closeSegment(app)
  return { app, surveys }
}

describe('what comes before the end', () => {
  it('is waited for', async () => {
    const { app, surveys } = await surveyed()
    await app.wait(MINUTE)
    expect(surveys.calls).toHaveLength(1)
    expect(surveys.last.key).toBe(app.chat().closedSegment?.key)
    expect(ends(app)).toBe(0)

    surveys.last.done()
    await app.settle()
    expect(ends(app)).toBe(1)
    expect(app.callbacks).toEqual(['closed', 'ended agent', 'close'])
    expect(surveys.calls).toHaveLength(1)
  })

  it('comes after the countdown', async () => {
    const { app, surveys } = await surveyed({ endDelayMs: 10_000 })
    expect(surveys.calls).toEqual([])
    await app.wait(10_000)
    expect(surveys.calls).toHaveLength(1)
  })

  it.each<[string, ChatEndGuardProps['beforeEnd']]>([
    ['returns nothing', () => {}],
    ['returns no promise', () => 'later' as never],
    ['resolves at once', async () => {}],
  ])('may be a function that %s', async (_, beforeEnd) => {
    const { app } = await surveyed({ beforeEnd })
    expect(ends(app)).toBe(1)
    expect(app.errors).toEqual([])
  })

  it.each<[string, ChatEndGuardProps['beforeEnd']]>([
    [
      'throws',
      () => {
        throw new Error('no survey today')
      },
    ],
    ['rejects', () => Promise.reject(new Error('no survey today'))],
  ])('that %s is reported, and the chat ends', async (_, beforeEnd) => {
    const { app } = await surveyed({ beforeEnd })
    expect(ends(app)).toBe(1)
    expect(app.errors).toEqual([expect.objectContaining({ message: 'no survey today' })])
  })

  it('that never settles lets the chat end when the time is up', async () => {
    const { app, surveys } = await surveyed()
    await app.wait(5 * MINUTE - 1_000)
    expect(ends(app)).toBe(0)
    expect(surveys.last.signal.aborted).toBe(false)
    await app.wait(2_000)
    await app.settle()
    expect(ends(app)).toBe(1)
    expect(surveys.last.signal).toMatchObject({ aborted: true, reason: { name: 'TimeoutError' } })
    expect(app.errors).toEqual([])
  })

  it('has the time that it is given', async () => {
    const { app } = await surveyed({ beforeEndTimeoutMs: 20_000 })
    await app.wait(20_000)
    await app.settle()
    expect(ends(app)).toBe(1)

    const { app: patient } = await surveyed({ beforeEndTimeoutMs: Number.POSITIVE_INFINITY })
    await patient.wait(10 * MINUTE)
    expect(ends(patient)).toBe(0)
  })

  it('is not run where the guard does not end the chat', async () => {
    const { app, surveys } = await surveyed({}, { bus: { async: true } })
    await app.wait(MINUTE)
    expect(surveys.calls).toEqual([])
    expect(ends(app)).toBe(0)
  })

  it('is called once under StrictMode, and by one of several guards', async () => {
    const surveys = createSurveys()
    const app = await mountConversation({ guard: null })
    await closeSegment(app)
    const tree = (
      <StrictMode>
        <GenesysChatProvider bus={() => app.testBus.bus}>
          <ChatEndGuard beforeEnd={surveys.beforeEnd} />
          <ChatEndGuard beforeEnd={surveys.beforeEnd} />
        </GenesysChatProvider>
      </StrictMode>
    )
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    app.page.unmount()
    render(tree)
    await app.settle()
    expect(surveys.calls).toHaveLength(1)
    expect(surveys.last.signal.aborted).toBe(false)
    surveys.last.done()
    await app.settle()
    expect(ends(app)).toBe(1)
  })
})

describe('there is nothing to wait for any more', () => {
  it.each<[string, (app: App) => unknown, number]>([
    ['an agent comes back', ({ testBus }) => testBus.agent.join(), 0],
    ['the customer ends the chat', ({ testBus }) => testBus.customer.end(), 1],
    ['the server ends the chat', ({ testBus }) => testBus.server.end(), 1],
    ['the session is lost', ({ testBus }) => testBus.server.forget(), 0],
    ['the policy changes', (app) => app.rerender({ regularPolicy: 'notify' }), 0],
    ['the guard is unmounted', (app) => app.page.unmount(), 0],
  ])('when %s: it is aborted, and the guard ends nothing', async (_, happens, requests) => {
    const { app, surveys } = await surveyed()
    await app.does(() => happens(app))
    await app.settle()
    await app.wait(1_000)
    expect(surveys.last.signal).toMatchObject({ aborted: true, reason: { name: 'AbortError' } })
    // One that listens to its signal rejects, which is no error.
    surveys.last.fail(new Error('aborted'))
    await app.wait(10 * MINUTE)
    expect(surveys.calls).toHaveLength(1)
    expect(ends(app)).toBe(requests)
    expect(app.callbacks).not.toContain('close')
    expect(app.errors).toEqual([])
  })

  it('when the customer keeps the chat open', async () => {
    let handle: ChatEndGuardHandle | undefined
    const { app, surveys } = await surveyed({
      children: (guard) => {
        handle = guard
        return null
      },
    })
    await app.does(() => handle?.keepOpen())
    expect(surveys.last.signal.aborted).toBe(true)
    await app.wait(10 * MINUTE)
    expect(ends(app)).toBe(0)
    await app.reload()
    await app.wait(10 * MINUTE)
    expect(surveys.calls).toHaveLength(1)
    expect(app.chat().phase).toBe('closed')
  })

  it('and the next closed segment has its own', async () => {
    const { app, surveys } = await surveyed()
    const first = surveys.last
    app.testBus.agent.join()
    await app.settle()
    app.testBus.agent.say('One more thing')
    await app.settle()
    await closeSegment(app, 'Finalizing')
    expect(surveys.calls).toHaveLength(2)
    expect(surveys.last.key).not.toBe(first.key)
    first.done()
    await app.settle()
    expect(ends(app)).toBe(0)
    surveys.last.done()
    await app.settle()
    expect(ends(app)).toBe(1)
  })

  it('"Completed" after "Finalizing" belongs to the same segment', async () => {
    const surveys = createSurveys()
    const app = await mountConversation({ guard: { beforeEnd: surveys.beforeEnd } })
    await closeSegment(app, 'Finalizing')
    await closeSegment(app, 'Completed')
    expect(surveys.calls).toHaveLength(1)
    expect(surveys.last.signal.aborted).toBe(false)
  })
})

describe('a guard that is mounted again, or a page that is loaded again', () => {
  it('begins again', async () => {
    stubTabs({ locks: true })
    const { app, surveys } = await surveyed()
    app.page.unmount()
    app.mount()
    await app.settle()
    expect(surveys.calls).toHaveLength(2)
    expect(surveys.last.signal.aborted).toBe(false)
    surveys.last.done()
    await app.settle()
    expect(ends(app)).toBe(1)
  })

  it('has no more time than before', async () => {
    const locks = {
      request: (_: string, __: object, work: (lock: object) => unknown) =>
        Promise.resolve().then(() => work({})),
    }
    vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { locks }))
    const { app, surveys } = await surveyed({ endDelayMs: 5_000 })
    await app.wait(5_000)
    expect(surveys.calls).toHaveLength(1)
    for (let minute = 0; minute < 4; minute++) {
      await app.wait(MINUTE)
      await app.reload()
      expect(surveys.calls).toHaveLength(minute + 2)
    }
    expect(ends(app)).toBe(0)
    await app.wait(MINUTE + 10_000)
    expect(ends(app)).toBe(1)
  })

  it('does not ask again what was answered before the end was known', async () => {
    stubTabs({ locks: true })
    const { app, surveys } = await surveyed()
    // The request to end never leaves the page.
    app.testBus.bus.before('WebChatService.endChat', () => false)
    surveys.last.done()
    await app.settle()
    expect(app.chat().phase).toBe('closed')
    await app.reload()
    await app.wait(10_000)
    expect(app.chat().phase).toBe('ended')
    expect(surveys.calls).toHaveLength(1)
  })
})

describe('two tabs', () => {
  async function twoTabs(locks = true) {
    stubTabs({ locks })
    const surveys = [createSurveys(), createSurveys()] as const
    const first = await mountConversation({ guard: { beforeEnd: surveys[0].beforeEnd } })
    const { centre, store, tokens } = first.testBus
    const advanceTimers = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
    const bus = createTestBus({ centre, store, tokens, advanceTimers })
    const page = render(
      <GenesysChatProvider bus={bus.bus}>
        <ChatEndGuard beforeEnd={surveys[1].beforeEnd} />
      </GenesysChatProvider>,
    )
    bus.start()
    await bus.settle()
    await closeSegment(first)
    await first.wait(2_000)
    const open = () => surveys.flatMap(({ calls }) => calls).filter(({ signal }) => !signal.aborted)
    const requests = () =>
      centre.requests.filter(({ kind, sessionId }) => kind === 'leave' && sessionId === centre.session.id)
    return { first, second: { bus, page }, surveys, open, requests }
  }

  it.each([true, false])('run it in one of them, and end once (Web Locks: %s)', async (locks) => {
    const { first, open, requests } = await twoTabs(locks)
    expect(open()).toHaveLength(1)
    await first.wait(MINUTE)
    expect(requests()).toHaveLength(0)
    open()[0]?.done()
    await first.wait(10_000)
    expect(requests()).toHaveLength(1)
    expect(first.chat().phase).toBe('ended')
    await first.wait(10 * MINUTE)
    expect(open()).toHaveLength(0)
    expect(requests()).toHaveLength(1)
  })

  it('run it in the other one when the one that runs it is left', async () => {
    const { first, second, surveys, open, requests } = await twoTabs()
    const [mine, theirs] = surveys[0].calls.length > 0 ? [first.page, surveys[1]] : [second.page, surveys[0]]
    mine.unmount()
    await first.wait(1_000)
    expect(theirs.calls).toHaveLength(1)
    expect(open()).toHaveLength(1)
    open()[0]?.done()
    await first.wait(10_000)
    expect(requests()).toHaveLength(1)
  })

  it.each([true, false])('end once when the time is up (Web Locks: %s)', async (locks) => {
    const { first, requests } = await twoTabs(locks)
    await first.wait(6 * MINUTE)
    expect(requests()).toHaveLength(1)
    expect(first.chat().phase).toBe('ended')
  })
})

describe('a wrong value', () => {
  it.each([
    [{ beforeEnd: 'survey' }, 'beforeEnd="survey">: expected a function, got a string. It is never called.'],
    [
      { beforeEndTimeoutMs: '2m' },
      'beforeEndTimeoutMs="2m">: expected a number of milliseconds, got a string. Use beforeEndTimeoutMs={120_000}.',
    ],
  ])('is told in development, and does not keep the chat from ending: %o', async (guard, message) => {
    vi.resetModules()
    const fresh = await import('../../src/index.ts')
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const testBus = createTestBus({ advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)) })
    const props = guard as never
    render(
      <fresh.GenesysChatProvider bus={testBus.bus}>
        <fresh.ChatEndGuard {...(props as object)} />
      </fresh.GenesysChatProvider>,
    )
    testBus.start()
    testBus.customer.open()
    await testBus.settle()
    testBus.agent.join()
    testBus.agent.setState('Completed')
    await testBus.settle()
    expect(error).toHaveBeenCalledWith(expect.stringContaining(message))
    expect(testBus.commandsNamed('WebChatService.endChat')).toHaveLength(1)
  })
})
