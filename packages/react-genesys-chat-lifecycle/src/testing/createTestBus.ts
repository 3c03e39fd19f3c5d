import type { AgentActor } from './centre/actors.ts'
import { type ContactCentre, createContactCentre, type ServerActor } from './contactCentre.ts'
import type { CXBusFacade } from './cxbus.ts'
import type { SharedBus } from './testBus/appPlugin.ts'
import { type LoggedCommand, logCommand } from './testBus/commandLog.ts'
import { type CustomerActor, createCustomer } from './testBus/customer.ts'
import { createPage, type Page, type WidgetWindow } from './testBus/page.ts'
import type { ChatTransport } from './transport.ts'
import type { WebChatWindow } from './webChat.ts'
import {
  type AsyncTokenStore,
  createMemoryStore,
  createMemoryTokenStore,
  type WidgetStore,
} from './widgetStore.ts'

/** What {@link createTestBus} takes. */
export interface TestBusOptions {
  /** An asynchronous chat: one long session, many segments. Default `false`. */
  async?: boolean
  /** `false`: a page with a UI of its own, without the WebChat plugin. Default `true`. */
  webChat?: boolean
  /** `false`: a page without WebChatService. Default `true`. */
  webChatService?: boolean
  /** Milliseconds from `App.ready` until the plugins are ready. Default 10 and 20. `Infinity`: never. */
  readyAfterMs?: { webChatService?: number; webChat?: number }
  /** Milliseconds between two polls. Default 100, which is the least that the widget takes; its own default is 3000. */
  pollMs?: number
  /** How long the server holds a poll that has nothing to tell, in milliseconds. Default 0. */
  longPollMs?: number
  /** Messages that a restore or an older page brings. Default 20; at least 16. */
  pageSize?: number
  /** How long the window takes to close, in milliseconds. Default 500, as the widget's animation does. */
  closeMs?: number
  /** Decides all ids. Default: another one for each bus, so that no test meets the session of the one before. */
  seed?: number
  /** Default: one in memory. Two buses with the same centre and store are two tabs. */
  centre?: ContactCentre
  /** Cookies and `localStorage`. Default: in memory, kept across {@link TestBus.reload}. */
  store?: WidgetStore
  /** Where the page keeps the token of an asynchronous chat. Default: in memory. */
  tokens?: AsyncTokenStore
  /** A server of your own, in place of `centre`. Then `agent` and `server` do nothing. */
  transport?: ChatTransport
  /** What happens when the bus looks for the file of a plugin that is not there. Default: there is none. */
  loadPlugin?: (name: string) => Promise<unknown>
  /** Exceptions in subscribers. Default: uncaught, so that a test fails. */
  onUncaughtError?: (error: unknown) => void
  /**
   * Moves the clock: `vi.advanceTimersByTimeAsync`, or `jest.advanceTimersByTimeAsync`. Default: real time passes.
   *
   * Needed with fake timers, for {@link TestBus.settle} and for `replay`.
   */
  advanceTimers?: (ms: number) => Promise<unknown> | unknown
}

/** A bus for tests, with the people around it. */
export interface TestBus {
  /** What the page finds as `_genesys.widgets.bus`. A new one after {@link reload}. */
  readonly bus: SharedBus
  /** What the page finds as `window.CXBus`. A new one after {@link reload}. */
  readonly cxbus: CXBusFacade
  readonly agent: AgentActor
  readonly bot: AgentActor
  readonly customer: CustomerActor
  readonly server: ServerActor
  readonly centre: ContactCentre
  /** The WebChat window. Throws on a page without it. */
  readonly widget: WebChatWindow
  /** Every command since the beginning, the vendor's own among them. */
  readonly commands: readonly LoggedCommand[]
  /** The commands with that name. */
  commandsNamed(name: string): readonly LoggedCommand[]
  /** Exceptions that the vendor's code would have left uncaught on the page. */
  readonly vendorErrors: readonly unknown[]
  readonly store: WidgetStore
  readonly tokens: AsyncTokenStore
  /**
   * Puts the bus where a page finds it: `CXBus` and `_genesys.widgets`. An `onReady` that is there already is called after
   * `App.ready`. Returns what takes it all off again.
   */
  install(target: WidgetWindow): () => void
  /** Starts the widget: `App.ready`, `onReady`, then the plugins get ready. Once per page load. */
  start(): void
  /** A new page load over the same cookies: a new bus, not started. Subscriptions of the old one are gone. */
  reload(): void
  /**
   * How many callbacks the page has on the bus, to see that nothing is left behind: on one event or on all.
   * The vendor's own plugins are not counted.
   */
  subscriberCount(event?: string): number
  /** Lets time pass: by `advanceTimers`, else really. */
  wait(ms: number): Promise<void>
  /**
   * Lets time pass until everything that was said has arrived: requests are answered, messages polled, subscribers called.
   * Gives up after `limitMs` (default 2000, or three polls) without an error: a server that fails or a poll that stopped never settles.
   */
  settle(limitMs?: number): Promise<void>
  /** Ends the page: nothing runs any more. */
  dispose(): void
}

const VENDOR_PLUGINS = new Set(['App', 'WebChat', 'WebChatService'])
/** The vendor's floors. */
const LEAST_POLL_MS = 100
const LEAST_PAGE_SIZE = 16
const STEP_MS = 10
let buses = 0

/**
 * A Genesys bus for tests: CXBus, WebChatService and WebChat as they really behave, and a contact centre in memory.
 *
 * It only uses `setTimeout` and promises, so fake timers control it.
 *
 * @example
 * vi.useFakeTimers()
 * const testBus = createTestBus({ async: true, advanceTimers: vi.advanceTimersByTimeAsync })
 * testBus.start()
 * render(<GenesysChatProvider bus={testBus.bus}><ChatEndGuard /></GenesysChatProvider>)
 * testBus.customer.open()
 * await testBus.settle()
 * testBus.agent.join()
 * testBus.agent.closeSegment('Bye')
 * await testBus.settle()
 * expect(testBus.widget.notices).toHaveLength(1)
 *
 * @see docs/real-widget.md, for what the real widget does
 */
export function createTestBus(options: TestBusOptions = {}): TestBus {
  const centre =
    options.centre ??
    createContactCentre({
      async: options.async ?? false,
      seed: options.seed ?? ++buses,
      longPollMs: options.longPollMs ?? 0,
    })
  const store = options.store ?? createMemoryStore()
  const tokens = options.tokens ?? createMemoryTokenStore()
  const commands: LoggedCommand[] = []
  const vendorErrors: unknown[] = []
  const async = options.async ?? false
  const pollMs = Math.max(LEAST_POLL_MS, options.pollMs ?? LEAST_POLL_MS)
  let target: WidgetWindow | undefined
  let page = createNextPage()

  function createNextPage(): Page {
    return createPage({
      async,
      transport: options.transport ?? centre.transport,
      store,
      tokens,
      service: {
        async,
        pollTimeout: pollMs,
        maxMessagePageSize: Math.max(LEAST_PAGE_SIZE, options.pageSize ?? 20),
        userData: {},
        endpoint: 'test',
      },
      webChatServiceReadyMs: options.webChatService !== false && (options.readyAfterMs?.webChatService ?? 10),
      webChatReadyMs: options.webChat !== false && (options.readyAfterMs?.webChat ?? 20),
      closeMs: options.closeMs ?? 500,
      createId: () => centre.ids.uuid(),
      loadPlugin: options.loadPlugin,
      onCommand: (command) => logCommand(commands, command),
      onUncaughtError: options.onUncaughtError,
      onVendorError: (error) => vendorErrors.push(error),
    })
  }

  async function wait(ms: number): Promise<void> {
    if (options.advanceTimers) await options.advanceTimers(ms)
    else await new Promise((resolve) => setTimeout(resolve, ms))
  }

  const isQuiet = (): boolean =>
    !page.isBusy(centre.isReachable) &&
    centre.inFlight === 0 &&
    centre.sessions.every((session) => session.undelivered === 0 || session.ended || session.left)

  return {
    get bus() {
      return page.bus
    },
    get cxbus() {
      return page.facade
    },
    get widget() {
      if (!page.chatWindow)
        throw new Error('There is no WebChat on this page: createTestBus({ webChat: true }).')
      return page.chatWindow
    },
    agent: centre.agent,
    bot: centre.bot,
    customer: createCustomer(() => page),
    server: centre.server,
    centre,
    commands,
    commandsNamed: (name) => commands.filter((command) => command.name === name),
    vendorErrors,
    store,
    tokens,
    install(window) {
      target = window
      const takeOff = page.install(window)
      return () => {
        target = undefined
        takeOff()
      }
    },
    start: () => page.start(),
    reload() {
      page.dispose()
      page = createNextPage()
      if (target) page.install(target)
    },
    subscriberCount: (event) => page.cxbus.subscriberCount(event, (plugin) => !VENDOR_PLUGINS.has(plugin)),
    wait,
    async settle(limitMs = Math.max(2000, 3 * pollMs)) {
      // A whole poll must pass in silence: that the server ended the chat, or is gone, is told by a poll only.
      const silence = pollMs + 3 * STEP_MS
      let quietFor = 0
      for (let passed = 0; passed < limitMs && quietFor < silence; passed += STEP_MS) {
        await wait(STEP_MS)
        quietFor = isQuiet() ? quietFor + STEP_MS : 0
      }
    },
    dispose: () => page.dispose(),
  }
}
