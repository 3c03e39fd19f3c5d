import { cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CHAT_CHECKS } from '../../src/chat/checks.ts'
import { checkOptions } from '../../src/common/checks.ts'
import { GUARD_CHECKS } from '../../src/guard/checks.ts'
import {
  allAgentsLeft,
  type ChatEndGuardProps,
  type CloseSignal,
  createChatLifecycle,
  GenesysChatProvider,
  type GenesysChatProviderProps,
  interactionState,
  useChatEndGuard,
  useGenesysChatIdle,
  useGenesysChatMessages,
  useGenesysChatUnread,
} from '../../src/index.ts'
import { de } from '../../src/locales/index.ts'
import { type App, mountApp, mountConversation } from '../support/app.tsx'
import { arrived, closeSegment, say } from '../support/guarded.tsx'
import { outcome } from '../support/outcome.ts'

type Loose = Record<string, unknown>

/** A member whose getter throws. */
const thrower = (name: string, rest: object = {}): object =>
  Object.defineProperty({ ...rest }, name, {
    enumerable: true,
    get: () => {
      throw new Error('do not look')
    },
  })
/** What the window of another origin does, whatever is asked of it. */
const denied = (): never => {
  throw new DOMException('Blocked a frame from accessing a cross-origin frame.', 'SecurityError')
}
const foreign = (): object =>
  new Proxy({}, { get: denied, has: denied, ownKeys: denied, getPrototypeOf: denied })
function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}
const unreadables = (...names: string[]): unknown[] => [
  ...names.map((name) => thrower(name)),
  foreign(),
  revoked({}),
  revoked([]),
  [foreign(), revoked([])],
  new Proxy([], { get: denied }),
  Object.create(null),
]

function Others({ options }: { options: unknown }) {
  const { messages } = useGenesysChatMessages(options as never)
  useGenesysChatIdle(options as never)
  return `${messages.length} messages, ${useGenesysChatUnread(options as never)} new`
}

function Unchecked({ options }: { options: unknown }) {
  return useChatEndGuard(options as never).notice
}

const errors: string[] = []
const uncaught: unknown[] = []
const onUnhandled = (reason: unknown) => void uncaught.push(reason)

beforeEach(() => {
  vi.useFakeTimers()
  errors.length = 0
  uncaught.length = 0
  process.on('unhandledRejection', onUnhandled)
  vi.spyOn(console, 'error').mockImplementation((...words: unknown[]) => void errors.push(words.join(' ')))
})
afterEach(() => {
  cleanup()
  process.off('unhandledRejection', onUnhandled)
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  vi.useRealTimers()
})

const conversation = (guard: Loose = {}, provider: Loose = {}): Promise<App> =>
  mountConversation({
    bus: { async: true },
    guard: guard as ChatEndGuardProps,
    provider: provider as GenesysChatProviderProps,
  })

/** The default behaviour, whatever was passed: one notice, nothing ended, nothing thrown. */
async function expectDefaults(app: App): Promise<void> {
  await closeSegment(app)
  await say(app, 'thanks')
  expect(app.callbacks).toEqual(['closed', 'notice', 'reopened'])
  expect(arrived(app)).toEqual(['thanks'])
  expect(app.sent('WebChatService.endChat')).toBe(0)
  expect(uncaught).toEqual([])
}

describe('a value that cannot be read counts as not given', () => {
  const GUARD: Record<string, string[]> = {
    asyncPolicy: [],
    notice: [],
    noticePlacement: [],
    bubble: ['time', 'avatar', 'fill'],
    endDelayMs: [],
    closeWindow: [],
    followUps: [],
    labels: ['dismiss', 'notice'],
    locale: ['lang', 'notice'],
  }
  it.each(Object.entries(GUARD))('%s of the guard', async (name, members) => {
    for (const value of unreadables(...members)) {
      await expectDefaults(await conversation({ [name]: value }))
      cleanup()
    }
  })

  it.each(['closeSignals', 'asyncMode', 'restorePolicy', 'busTimeoutMs', 'commandTimeoutMs', 'onEnded'])(
    '%s of the provider',
    async (name) => {
      for (const value of unreadables()) {
        await expectDefaults(await conversation({}, { [name]: value }))
        cleanup()
      }
    },
  )

  it.each(['name', 'detect', 'detectAbsence', 'graceMs', 'transports'])(
    '%s of a close signal: the other signals still count',
    async (member) => {
      const signal = thrower(member, { ...allAgentsLeft(), name: 'mine', detect: () => null })
      await expectDefaults(await conversation({}, { closeSignals: [signal, interactionState()] }))
    },
  )

  it('a close signal that can be read once', async () => {
    let reads = 0
    const signal: CloseSignal = {
      name: 'once',
      get detect() {
        if (++reads > 2) throw new Error('do not look')
        return () => null
      },
    }
    await expectDefaults(await conversation({}, { closeSignals: [signal, interactionState()] }))
  })

  it('a text of a locale that is no text is English', async () => {
    const app = await conversation({ locale: { ...de, notice: 5 } })
    await closeSegment(app)
    expect(app.testBus.widget.notices).toEqual([expect.stringContaining('Thank you for your query')])
  })

  it('is reported in development, by its name', () => {
    const options = { bubble: 5, labels: thrower('dismiss'), endDelayMs: Object.create(null) }
    checkOptions('<Guard>', Object.defineProperties(options, { notice: { get: denied } }), GUARD_CHECKS)
    checkOptions('<Provider>', { closeSignals: [thrower('detect', { name: 'mine' })] }, CHAT_CHECKS)
    const told = errors.map((line) => line.replace(/^\[.*?\] /, '').replace(/\. .*/, ''))
    expect(told).toEqual([
      '<Guard notice={…}>: expected a text, or a function of the closed segment, got a getter that throws',
      '<Guard bubble={5}>: expected an object, got 5',
      '<Guard endDelayMs={…}>: expected a number of milliseconds, got an object',
      '<Guard labels={…}>: expected an object of texts, got an object',
      '<Provider closeSignals={…}>: expected an array of signals, got an array',
    ])
  })
})

describe('options as a whole', () => {
  const wholes = [...unreadables('onEnded', 'followUps'), null, 'x', 5]

  it('of useChatEndGuard', async () => {
    for (const given of wholes) {
      const children = <Unchecked options={given} />
      const app = await mountConversation({ bus: { async: true }, guard: null, children })
      await closeSegment(app)
      expect(app.testBus.widget.notices).toHaveLength(1)
      cleanup()
    }
    expect(errors.join('\n')).toContain(
      'useChatEndGuard(): expected an object of options, got null. Use useChatEndGuard({}).',
    )
    expect(errors.join('\n')).toContain('got a getter that throws')
  })

  it('of the hooks for messages, unread counts and idle times', async () => {
    const app = await mountConversation({ bus: { async: true, webChat: false }, guard: null })
    for (const options of [...unreadables('filter', 'isVisible', 'endAfterMs'), null, 'x', 5]) {
      const page = render(
        <GenesysChatProvider bus={app.testBus.bus}>
          <Others options={options} />
        </GenesysChatProvider>,
      )
      await app.settle()
      expect(page.container).toHaveTextContent('0 messages, 0 new')
      page.unmount()
    }
    expect(app.chat().phase).toBe('active')
  })

  it('of createChatLifecycle and setOptions', () => {
    for (const given of wholes) {
      const chat = createChatLifecycle(given as never)
      chat.setOptions(given as never)
      expect(chat.getState().phase).toBe('connecting')
      chat.destroy()
    }
  })
})

describe('bus', () => {
  it.each([
    ['the window of another origin', foreign],
    ['a revoked proxy', () => revoked({})],
    ['an object whose subscribe throws when it is read', () => thrower('subscribe')],
    ['an object whose then throws when it is read', () => thrower('then')],
  ])('%s is reported, and the page is searched', async (_, make) => {
    for (const bus of [make(), make, Promise.resolve([make()])]) {
      const app = await mountApp({ provider: { bus: bus as never, busTimeoutMs: 1_000 } })
      const off = app.testBus.install(window as never)
      await app.wait(3_000)
      expect(app.errors).toHaveLength(1)
      off()
      cleanup()
    }
    expect(uncaught).toEqual([])
  })

  it('NaN, which is not equal to itself, does not make a new chat at each render', async () => {
    const app = await mountApp({ provider: { bus: Number.NaN as never } })
    await app.wait(100)
    app.rerender({})
    expect(app.errors).toHaveLength(1)
  })

  it('a promise that rejects with something that has no text', async () => {
    const app = await mountApp({ provider: { bus: Promise.reject(Object.create(null)) } })
    expect(app.errors).toEqual([expect.any(Error)])
  })
})

describe('actions', () => {
  it.each(['start', 'openWindow'] as const)('%s names the member that cannot be used', async (action) => {
    const app = await conversation()
    const call = app.chat()[action] as (given: unknown) => Promise<void>
    const reasonOf = async (given: unknown): Promise<string> => {
      const result = outcome(call(given))
      await app.settle()
      return String(result.error)
    }
    const form = "form to be an object such as { firstname: 'Joe' }"
    const userData = "userData to be an object such as { basket: '42' }"
    const start = `ChatCommandError: ${action} (rejected): expected`
    expect(await reasonOf({ form: 5 })).toBe(`${start} ${form}, got 5`)
    expect(await reasonOf({ form: 'Joe' })).toBe(`${start} ${form}, got a string`)
    expect(await reasonOf(thrower('form'))).toBe(`${start} ${form}, got a getter that throws`)
    expect(await reasonOf({ userData: ['x'] })).toBe(`${start} ${userData}, got an array`)
    for (const given of [{ form: revoked({}) }, foreign(), revoked([])]) {
      expect(await reasonOf(given)).toMatch(/^(undefined|ChatCommandError: .*)$/)
    }
  })

  it('a form that is null is none', async () => {
    const app = await conversation()
    outcome(app.chat().end())
    await app.settle()
    const result = outcome(app.chat().start({ form: null, userData: null } as never))
    await app.settle()
    expect(result).toStrictEqual({ value: undefined })
  })

  it('end and injectNotice ignore options that cannot be read', async () => {
    for (const given of unreadables('closeWindow', 'time', 'avatar')) {
      const app = await conversation()
      const notice = outcome(app.chat().injectNotice('hello', given as never))
      const end = outcome(app.chat().end(given as never))
      await app.settle()
      expect([notice, end]).toStrictEqual([{ value: undefined }, { value: undefined }])
      cleanup()
    }
  })
})
