import { act, cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  allAgentsLeft,
  ChatEndGuard,
  GenesysChatProvider,
  useGenesysBusEvent,
  useGenesysChatMessages,
  useGenesysCommand,
} from '../../src/index.ts'
import { type App, type AppOptions, mountApp, mountConversation } from '../support/app.tsx'
import { arrived, closeSegment, inOverlay, press, say } from '../support/guarded.tsx'
import { countLeaks, type Leaks } from './support/leaks.ts'

let leaks: Leaks

beforeEach(() => {
  vi.useFakeTimers()
  leaks = countLeaks()
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** Everything else that can be mounted. */
function Doors() {
  useGenesysChatMessages()
  useGenesysBusEvent('WebChat.minimized', () => {})
  useGenesysCommand()
  return null
}

/** What is asked for stays under way. */
const slowly = (app: App, what: 'create' | 'leave' | 'send' | 'restore'): void =>
  app.testBus.server.latency(3_000, what)

interface State {
  readonly options?: AppOptions
  /** Brings about the state that the test is named after; says that it is there. */
  readonly bring: (app: App) => unknown
  /** Whether there is a conversation to begin with. */
  readonly talking?: boolean
}

const states: Record<string, State> = {
  'connecting, before there is a bus': {
    options: { start: false, provider: { bus: () => undefined } },
    bring: (app) => expect(app.chat().phase).toBe('connecting'),
  },
  'connecting, before the widget has started': {
    options: { start: false },
    bring: (app) => expect(app.chat().phase).toBe('connecting'),
  },
  unavailable: {
    options: { start: false, provider: { bus: () => undefined, busTimeoutMs: 100 } },
    bring: async (app) => {
      await app.wait(200)
      expect(app.chat().phase).toBe('unavailable')
    },
  },
  idle: { bring: (app) => expect(app.chat().phase).toBe('idle') },
  starting: {
    bring: async (app) => {
      slowly(app, 'create')
      await app.does(
        () =>
          void app
            .chat()
            .start()
            .catch(() => {}),
      )
      await app.wait(100)
      expect(app.chat().phase).toBe('starting')
    },
  },
  waiting: {
    bring: async (app) => {
      app.testBus.customer.open()
      await app.settle()
      expect(app.chat().phase).toBe('waiting')
    },
  },
  active: { talking: true, bring: (app) => expect(app.chat().phase).toBe('active') },
  'closed, the notice in the widget': {
    talking: true,
    options: { bus: { async: true } },
    bring: async (app) => {
      await closeSegment(app)
      expect(app.testBus.widget.notices).toHaveLength(1)
    },
  },
  'closed, the notice in the page': {
    talking: true,
    options: { bus: { async: true }, guard: { noticePlacement: 'page' } },
    bring: async (app) => {
      await closeSegment(app)
      expect(app.page.container).toHaveTextContent('do not respond')
    },
  },
  'closed, just loaded again, the notice waiting for the window': {
    talking: true,
    options: { bus: { async: true } },
    bring: async (app) => {
      await closeSegment(app)
      app.page.unmount()
      app.testBus.reload()
      app.mount()
      app.testBus.start()
      await app.wait(300)
    },
  },
  'closed, agents gone, and the grace running': {
    talking: true,
    options: { provider: { closeSignals: [allAgentsLeft({ graceMs: 60_000 })] } },
    bring: async (app) => {
      app.testBus.agent.leave()
      await app.settle()
      expect(leaks.timers()).toContain('chat/absence.ts 60000 ms')
    },
  },
  'closed, a countdown in the widget': {
    talking: true,
    options: { guard: { endDelayMs: 60_000 } },
    bring: async (app) => {
      await closeSegment(app)
      expect(inOverlay(app)?.getByRole('timer')).toBeTruthy()
    },
  },
  'closed, a countdown in the page': {
    talking: true,
    options: { guard: { endDelayMs: 60_000, noticePlacement: 'page' } },
    bring: async (app) => {
      await closeSegment(app)
      expect(app.page.getByRole('timer')).toBeTruthy()
    },
  },
  'closed, a held text in the widget': {
    talking: true,
    options: { bus: { async: true }, guard: { followUps: 'confirm' } },
    bring: async (app) => {
      await closeSegment(app)
      await say(app, 'held')
      expect(inOverlay(app)?.getByText('held')).toBeTruthy()
    },
  },
  'closed, a held text on its way into the widget': {
    talking: true,
    options: { bus: { async: true }, guard: { followUps: 'confirm' } },
    bring: async (app) => {
      await closeSegment(app)
      await app.does(() => app.testBus.customer.say('held'))
    },
  },
  'closed, a held text in the page': {
    talking: true,
    options: { bus: { async: true }, guard: { followUps: 'confirm', noticePlacement: 'page' } },
    bring: async (app) => {
      await closeSegment(app)
      await say(app, 'held')
      expect(app.page.getByText('held')).toBeTruthy()
    },
  },
  'closed, a held text being sent': {
    talking: true,
    options: { bus: { async: true }, guard: { followUps: 'confirm' } },
    bring: async (app) => {
      await closeSegment(app)
      await say(app, 'held')
      slowly(app, 'send')
      await press(app, inOverlay(app)?.getByRole('button', { name: /new request/ }) as HTMLElement)
    },
  },
  'closed, a text that was blocked': {
    talking: true,
    options: { bus: { async: true }, guard: { followUps: 'block' } },
    bring: async (app) => {
      await closeSegment(app)
      await say(app, 'blocked')
      expect(inOverlay(app)?.getByRole('textbox')).toBeTruthy()
    },
  },
  ending: {
    talking: true,
    bring: async (app) => {
      slowly(app, 'leave')
      app.testBus.agent.setState('Completed')
      await app.wait(500)
      expect(app.chat().phase).toBe('ending')
    },
  },
  ended: {
    talking: true,
    bring: async (app) => {
      await closeSegment(app)
      expect(app.chat().phase).toBe('ended')
    },
  },
  'ended by the server, which is being tidied up': {
    talking: true,
    bring: async (app) => {
      app.testBus.server.end()
      for (let i = 0; i < 100 && app.chat().phase !== 'ended'; i++) await app.wait(10)
      expect(app.chat().phase).toBe('ended')
    },
  },
  'restored, and watched for a while': {
    talking: true,
    bring: async (app) => {
      await app.reload()
      expect(app.chat().phase).toBe('active')
    },
  },
}

/** The longest that a command may take. */
const COMMAND_MS = 10_000

describe.each([false, true])('unmounted (StrictMode: %s)', (strict) => {
  it.each(Object.entries(states))('in the state: %s', async (name, { options = {}, bring, talking }) => {
    const mount = talking ? mountConversation : mountApp
    const app = await mount({ ...options, strict, children: <Doors /> })
    await bring(app)
    await app.does(() => app.page.unmount())

    expect(leaks.listeners()).toEqual([])
    expect(leaks.channels()).toBe(0)
    // The sticky ones stay: to unsubscribe them would end their replay for the whole page.
    const sticky = ['App.ready', 'WebChatService.ready', 'WebChat.ready']
    const left = sticky.map((event) => app.testBus.subscriberCount(event)).reduce((a, b) => a + b)
    // An end that is under way waits for its event: on GMS its command never settles.
    expect(app.testBus.subscriberCount()).toBe(name === 'ending' ? left + 1 : left)
    expect(left).toBeLessThanOrEqual(3)
    expect(document.body).toHaveTextContent('')
    // A command that is under way settles all the same; nothing else is waited for.
    expect(leaks.timers().filter((timer) => !/pendingCommand|ending/.test(timer))).toEqual([])
    await act(() => vi.advanceTimersByTimeAsync(COMMAND_MS))
    expect(leaks.timers()).toEqual([])
    expect(app.testBus.subscriberCount()).toBe(left)

    app.testBus.server.recover()
    const before = app.testBus.commands.length
    if (talking && app.chat().canSend) {
      await say(app, 'passes')
      expect(arrived(app)).toContain('passes')
      expect(app.testBus.commands.slice(before).map(({ name }) => name)).toEqual([
        'WebChatService.sendMessage',
      ])
    }
    const why = expect.objectContaining({ message: expect.stringContaining('there is no CXBus') })
    expect(app.errors).toEqual(name === 'unavailable' ? [why] : [])
  })
})

it('and mounted again and again, lays no hook and no subscription anew', async () => {
  const laid: string[] = []
  const app = await mountConversation({ bus: { async: true }, guard: null, start: true })
  await app.does(() => app.page.unmount())
  const { registerPlugin } = app.testBus.bus
  // Another copy of the library's code, and with it a new connection: it can be watched from its beginning.
  const bus = {
    ...app.testBus.bus,
    // Not to be known for the bus that the page is connected to.
    registry: () => ({ ...app.testBus.bus.registry() }),
    registerPlugin: (name: string) => {
      const plugin = registerPlugin(name)
      if (!plugin) return plugin
      return {
        ...plugin,
        registry: bus.registry,
        before: (command: string, hook: (data: unknown) => unknown) => {
          laid.push(command)
          return plugin.before(command, hook)
        },
      }
    },
  }
  const counts: number[] = []
  for (let i = 0; i < 5; i++) {
    const page = render(
      <GenesysChatProvider bus={bus}>
        <ChatEndGuard followUps="confirm" endDelayMs={1_000} />
      </GenesysChatProvider>,
    )
    await app.settle()
    page.unmount()
    await app.settle()
    counts.push(app.testBus.subscriberCount())
  }

  expect(laid.sort()).toEqual([...new Set(laid)])
  expect(laid).toContain('WebChatService.sendMessage')
  expect(new Set(counts).size).toBe(1)
})
