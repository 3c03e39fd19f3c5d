import { act, render, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { IDLE } from '../../src/chat/idleWatch.ts'
import {
  type ChatIdleHandle,
  GenesysChatProvider,
  type UseGenesysChatIdleOptions,
  useGenesysChatIdle,
} from '../../src/index.ts'
import { createTestBus, type TestBus } from '../../src/testing/index.ts'
import { countLeaks } from '../faults/support/leaks.ts'
import { type App, type AppOptions, mountApp, mountConversation } from '../support/app.tsx'
import { Channel, stubTabs } from '../support/tabs.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  Channel.all.clear()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const MINUTE = 60_000
const TIMES = { warnAfterMs: 4 * MINUTE, endAfterMs: 5 * MINUTE }

/** What the hook returned last, by the component that uses it. */
const handles = new Map<string, ChatIdleHandle>()
function Idle({ options = TIMES, id = 'idle' }: { options?: UseGenesysChatIdleOptions; id?: string }) {
  const handle = useGenesysChatIdle(options)
  handles.set(id, handle)
  return <output>{String(handle.isWarning)}</output>
}
const idle = (id = 'idle'): ChatIdleHandle => {
  const handle = handles.get(id)
  if (!handle) throw new Error('nothing was rendered')
  return handle
}

const talking = (options?: UseGenesysChatIdleOptions, more: AppOptions = {}): Promise<App> =>
  mountConversation({ children: <Idle options={options ?? TIMES} />, guard: null, ...more })
const ends = (app: App): number => app.sent('WebChatService.endChat')

describe('a chat in which nobody is active', () => {
  it('warns, counts down to the end, and ends once', async () => {
    const app = await talking()
    const since = Date.now()
    await app.wait(TIMES.warnAfterMs - 5_000)
    expect(idle()).toMatchObject({ isWarning: false, endsAt: null })
    await app.wait(5_000)
    expect(idle().isWarning).toBe(true)
    expect(Math.abs((idle().endsAt ?? 0) - since - TIMES.endAfterMs)).toBeLessThan(2_000)
    expect(ends(app)).toBe(0)

    await app.wait(MINUTE)
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'idle' })
    expect(app.ended).toMatchObject([{ reason: 'idle' }])
    expect(ends(app)).toBe(1)
    expect(idle()).toMatchObject({ isWarning: false, endsAt: null })
    await app.wait(10 * MINUTE)
    expect(ends(app)).toBe(1)
    expect(app.errors).toEqual([])
  })

  it('closes the window after the end, with closeWindow', async () => {
    const app = await talking({ ...TIMES, closeWindow: true })
    await app.wait(TIMES.endAfterMs + 1_000)
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'idle', window: 'closed' })
    expect(app.callbacks).toContain('ended idle')
  })

  it.each([
    ['only a warning', { warnAfterMs: MINUTE }, { isWarning: true, endsAt: null }, 'active'],
    ['only an end', { endAfterMs: MINUTE }, { isWarning: false, endsAt: null }, 'ended'],
    ['neither', {}, { isWarning: false, endsAt: null }, 'active'],
    [
      'an end that never comes',
      { warnAfterMs: MINUTE, endAfterMs: Infinity },
      { isWarning: true, endsAt: null },
      'active',
    ],
  ])('may have %s', async (_, options, state, phase) => {
    const app = await talking(options)
    await app.wait(70_000)
    await app.settle()
    expect(idle()).toMatchObject(state)
    expect(app.chat().phase).toBe(phase)
  })

  it('is not one in which the segment is closed just now, nor one whose customer waits', async () => {
    const app = await talking(TIMES, { bus: { async: true } })
    await app.wait(4.5 * MINUTE)
    expect(idle().isWarning).toBe(true)
    app.testBus.agent.setState('Completed')
    await app.settle()
    expect(app.chat().phase).toBe('closed')
    expect(idle().isWarning).toBe(false)
    await app.wait(4.5 * MINUTE)
    expect(idle().isWarning).toBe(true)
  })

  it('does not count while the customer waits in a queue, unless told to', async () => {
    const app = await mountApp({ guard: null, children: <Idle /> })
    app.testBus.customer.open()
    await app.wait(20 * MINUTE)
    expect(app.chat().phase).toBe('waiting')
    app.testBus.agent.join()
    await app.settle()
    expect(idle().isWarning).toBe(false)
    await app.wait(4 * MINUTE)
    expect(idle().isWarning).toBe(true)
    app.page.unmount()

    const other = await mountApp({
      guard: null,
      children: <Idle options={{ ...TIMES, whileWaiting: true }} />,
    })
    other.testBus.customer.open()
    await other.wait(6 * MINUTE)
    expect(other.chat().endReason).toBe('idle')
  })
})

describe('activity', () => {
  it.each<[string, (bus: TestBus) => void]>([
    ['a text of the agent', ({ agent }) => agent.say('Hello')],
    ['a text of the customer', ({ customer }) => customer.say('Hello')],
    ['typing of the agent', ({ agent }) => agent.type()],
    ['typing of the customer', ({ customer }) => customer.type()],
    ['a bot that joins', ({ bot }) => bot.join()],
  ])('is %s', async (_, act) => {
    const app = await talking()
    await app.wait(4.5 * MINUTE)
    expect(idle().isWarning).toBe(true)
    act(app.testBus)
    await app.wait(1_000)
    expect(idle().isWarning).toBe(false)
    await app.wait(3.5 * MINUTE)
    expect(idle().isWarning).toBe(false)
    await app.wait(2 * MINUTE)
    expect(ends(app)).toBe(1)
  })

  it('is not what the system says, nor an older page', async () => {
    const app = await talking()
    await app.wait(4.5 * MINUTE)
    const queue = { type: 'External', nickname: 'Queue', participantId: 'q' }
    app.testBus.server.deliver({ type: 'Text', text: 'Number 3', from: queue } as never)
    await app.wait(1_000)
    expect(idle().isWarning).toBe(true)
  })

  it('is that the customer says so', async () => {
    const app = await talking()
    await app.wait(4.5 * MINUTE)
    const { keepAlive } = idle()
    await app.does(keepAlive)
    expect(idle().isWarning).toBe(false)
    await app.wait(3.9 * MINUTE)
    expect(idle().isWarning).toBe(false)
    await app.wait(0.2 * MINUTE)
    expect(idle()).toMatchObject({ isWarning: true, keepAlive })
  })

  it('that comes just before the end prevents it', async () => {
    const app = await talking()
    await app.wait(TIMES.endAfterMs - 1_000)
    app.testBus.agent.say('One moment')
    await app.wait(3_000)
    expect(ends(app)).toBe(0)
  })
})

describe('a page that was away', () => {
  it('goes on where it was', async () => {
    const app = await talking()
    await app.wait(3 * MINUTE)
    await app.reload()
    expect(idle().isWarning).toBe(false)
    await app.wait(MINUTE)
    expect(idle().isWarning).toBe(true)
    await app.reload()
    expect(idle().isWarning).toBe(true)
    await app.wait(MINUTE)
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'idle' })
  })

  it('ends a chat whose time is up soon after it was loaded', async () => {
    const app = await talking()
    app.page.unmount()
    await app.wait(30 * MINUTE)
    await app.reload()
    expect(app.chat().phase).toBe('active')
    expect(idle().isWarning).toBe(true)
    await app.wait(6_000)
    expect(app.chat().endReason).toBe('idle')
    expect(ends(app)).toBe(1)
  })

  it('learns first what was said meanwhile', async () => {
    const app = await talking()
    app.page.unmount()
    await app.wait(29 * MINUTE)
    app.testBus.agent.say('Are you there?')
    await app.wait(MINUTE)
    await app.reload()
    await app.wait(10_000)
    expect(app.chat().phase).toBe('active')
    expect(idle().isWarning).toBe(false)
    await app.wait(4 * MINUTE)
    expect(app.chat().endReason).toBe('idle')
  })

  it('is not kept from its end by one who only reloads', async () => {
    const app = await talking(TIMES, { bus: { async: true } })
    for (let minute = 0; minute < 6; minute++) {
      await app.wait(MINUTE - 3_000)
      await app.reload()
    }
    await app.wait(6_000)
    expect(app.chat().endReason).toBe('idle')
  })

  it('is not given more time by sleep: it ends after it woke up', async () => {
    const app = await talking()
    vi.setSystemTime(Date.now() + 60 * MINUTE)
    await app.does(() => document.dispatchEvent(new Event('visibilitychange')))
    expect(idle().isWarning).toBe(true)
    expect(ends(app)).toBe(0)
    await app.wait(6_000)
    expect(app.chat().endReason).toBe('idle')
  })

  it('that was asleep with the tab in front notices within seconds, and hears of an agent who wrote', async () => {
    const app = await talking()
    app.testBus.server.offline()
    vi.setSystemTime(Date.now() + 60 * MINUTE)
    app.testBus.agent.say('Are you there?')
    app.testBus.server.online()
    await app.wait(20_000)
    expect(app.chat().phase).toBe('active')
    expect(idle().isWarning).toBe(false)
  })

  it('whose clock is put back begins anew', async () => {
    const app = await talking()
    await app.wait(3 * MINUTE)
    vi.setSystemTime(Date.now() - 60 * MINUTE)
    await app.wait(3 * MINUTE)
    expect(ends(app)).toBe(0)
    await app.wait(3 * MINUTE)
    expect(ends(app)).toBe(1)
  })
})

describe('an end that fails', () => {
  it('is reported, and not tried again before somebody was active', async () => {
    const app = await talking()
    app.testBus.bus.before('WebChatService.endChat', () => false)
    await app.wait(7 * MINUTE)
    await app.settle()
    expect(app.errors).toHaveLength(1)
    expect(app.chat().phase).toBe('active')
    app.testBus.agent.say('Hello?')
    await app.wait(7 * MINUTE)
    expect(app.errors).toHaveLength(2)
  })
})

describe('two tabs', () => {
  async function twoTabs(locks = true) {
    stubTabs({ locks })
    const first = await talking(TIMES, { bus: { async: true } })
    const { centre, store, tokens } = first.testBus
    const advanceTimers = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
    const bus = createTestBus({ async: true, centre, store, tokens, advanceTimers })
    const page = render(
      <GenesysChatProvider bus={bus.bus}>
        <Idle id="second" />
      </GenesysChatProvider>,
    )
    bus.start()
    await bus.settle()
    return { first, second: { bus, page } }
  }

  it.each([true, false])('end their chat once (Web Locks: %s)', async (locks) => {
    const { first } = await twoTabs(locks)
    await first.wait(6 * MINUTE)
    expect(first.chat()).toMatchObject({ phase: 'ended', endReason: 'idle' })
    const { requests, session } = first.testBus.centre
    const left = requests.filter(({ kind, sessionId }) => kind === 'leave' && sessionId === session.id)
    expect(left).toHaveLength(1)
  })

  it('know of each other’s activity, also of one whose polling has died', async () => {
    const { first, second } = await twoTabs()
    second.bus.bus.command('WebChatService.stopPoll')
    await first.wait(4.5 * MINUTE)
    expect(idle().isWarning).toBe(true)
    expect(idle('second').isWarning).toBe(true)
    await first.does(idle('second').keepAlive)
    await first.wait(1_000)
    expect(idle().isWarning).toBe(false)
    first.testBus.agent.say('Hello')
    await first.wait(4.5 * MINUTE)
    expect(ends(first)).toBe(0)
    expect(idle('second').isWarning).toBe(true)
  })
})

describe('what is stored', () => {
  it('is no text and no name', async () => {
    const app = await talking()
    app.testBus.agent.say('My number is 4711')
    await app.settle()
    const stored = localStorage.getItem(`react-genesys-chat-lifecycle/${IDLE}`) ?? ''
    expect(Object.keys(JSON.parse(stored))).toEqual(['sessionId', 'at', 'newest'])
    expect(stored).not.toMatch(/4711|Anna/)
  })

  it.each(['7', '{', '{"sessionId":"s","at":"x","newest":null}'])('may be nonsense: %s', async (text) => {
    localStorage.setItem(`react-genesys-chat-lifecycle/${IDLE}`, text)
    const app = await talking()
    await app.wait(6 * MINUTE)
    expect(ends(app)).toBe(1)
  })

  it('may be forbidden: then each page counts for itself', async () => {
    vi.stubGlobal('localStorage', undefined)
    const app = await talking()
    await app.wait(4.5 * MINUTE)
    await app.does(idle().keepAlive)
    await app.wait(4.5 * MINUTE)
    expect(ends(app)).toBe(0)
    await app.wait(MINUTE)
    expect(ends(app)).toBe(1)
  })
})

describe('options', () => {
  it('may change at any time', async () => {
    const app = await talking()
    await app.wait(2 * MINUTE)
    app.page.rerender(
      <GenesysChatProvider bus={() => app.testBus.bus}>
        <Idle options={{ warnAfterMs: MINUTE }} />
      </GenesysChatProvider>,
    )
    await app.settle()
    expect(idle()).toMatchObject({ isWarning: true, endsAt: null })
  })

  it.each([
    [
      { endAfterMs: '5m' },
      'endAfterMs: "5m" }): expected a number of milliseconds above 0, got a string. It counts as never. Use 300_000.',
    ],
    [{ warnAfterMs: 0 }, 'warnAfterMs: 0 }): expected a number of milliseconds above 0, got 0.'],
    [{ closeWindow: 'no' }, 'closeWindow: "no" }): expected a boolean, got a string.'],
    [
      { warnAfterMs: 9, endAfterMs: 9 },
      'the chat ends before the warning. Use a warnAfterMs below endAfterMs.',
    ],
  ])('that are wrong are told in development, and end nothing: %o', async (options, message) => {
    vi.resetModules()
    const fresh = await import('../../src/index.ts')
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const bus = createTestBus({ advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)) })
    renderHook(() => fresh.useGenesysChatIdle(options as never), {
      wrapper: ({ children }) => (
        <fresh.GenesysChatProvider bus={bus.bus}>{children}</fresh.GenesysChatProvider>
      ),
    })
    expect(error).toHaveBeenCalledWith(expect.stringContaining(message))
  })

  it('that are missing in plain JavaScript end nothing', async () => {
    const missing = null as never
    const app = await mountConversation({ guard: null, children: <Idle options={missing} /> })
    await app.wait(20 * MINUTE)
    expect(app.chat().phase).toBe('active')
  })

  it('throws outside of a provider, and says so', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(() => render(<Idle />)).toThrow(/useGenesysChatIdle must be used inside <GenesysChatProvider>/)
  })

  it('leaves no timer behind', async () => {
    const leaks = countLeaks()
    const app = await talking()
    await app.wait(4.5 * MINUTE)
    app.page.unmount()
    expect(leaks.timers()).toEqual([])
    expect(leaks.listeners()).toEqual([])
  })
})
