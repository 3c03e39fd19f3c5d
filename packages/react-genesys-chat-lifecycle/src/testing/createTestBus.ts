import {
  type AdvanceTimers,
  type AsyncTokenStore,
  type CXBusFacade,
  callOnReady,
  countPageSubscribers,
  createMemoryStore,
  createMemoryTokenStore,
  createWait,
  createWidgetPage,
  type LoggedCommand,
  logCommand,
  putOnWindow,
  type SharedBus,
  type WebChatWindow,
  type WidgetPage,
  type WidgetStore,
  type WidgetWindow,
} from 'genesys-models/widget'
import type { AgentActor } from './agentActor.ts'
import { type Connector, connectors, type TestTransport } from './connectors.ts'
import { type ContactCentre, createContactCentre } from './createContactCentre.ts'
import { type CustomerActor, createCustomerActor } from './customerActor.ts'
import type { ServerActor } from './serverActor.ts'
import { settle } from './settle.ts'

/** What {@link createTestBus} takes. */
export interface TestBusOptions {
  /**
   * Which transport the widget is configured for. Default `digital-channels`.
   *
   * On `gms` (GMS Chat API v2, by polling) and `genesys-cloud` (web chat v2) a segment has no state, so `setState` throws, and
   * chats are regular.
   */
  transport?: TestTransport
  /** Makes the chat asynchronous: one session, many segments. Only on Digital Channels. Default `false`. */
  async?: boolean
  /** `false` leaves out the WebChat plugin, as on a page with its own chat UI. Default `true`. */
  webChat?: boolean
  /** `false` leaves out WebChatService. Default `true`. */
  webChatService?: boolean
  /** Milliseconds from `App.ready` until the plugins are ready. Default 10 and 20. `Infinity`: never. */
  readyAfterMs?: { webChatService?: number; webChat?: number }
  /** Milliseconds between two polls. Default: the least that the widget takes, which is 100, or 250 on GMS. */
  pollMs?: number
  /** How long the server holds a poll while there is nothing new, in milliseconds. Default 0. */
  longPollMs?: number
  /** How many messages a restore or an older page brings. Default 20, and at least 16; on Genesys Cloud 100. GMS brings all. */
  pageSize?: number
  /** Publishes that bots come and go on Genesys Cloud: the vendor's `botEventsEnabled`. Default `false`. */
  botEvents?: boolean
  /** How long the window takes to close, in milliseconds. Default 500, like the widget's animation. */
  closeMs?: number
  /** Decides all ids. Default: a different seed for each bus. */
  seed?: number
  /** The other side. Two buses with the same centre and store are two tabs. Default: a new one. */
  centre?: ContactCentre
  /** Cookies and `localStorage`, kept across {@link TestBus.reload}. Default: a new store in memory. */
  store?: WidgetStore
  /** Where the page keeps the token of an asynchronous chat. Default: in memory. */
  tokens?: AsyncTokenStore
  /** Loads the file of an unknown plugin. Default: there is no such file. */
  loadPlugin?: (name: string) => Promise<unknown>
  /** Receives exceptions of subscribers. Default: they stay uncaught, so that the test fails. */
  onUncaughtError?: (error: unknown) => void
  /** Moves fake timers: `vi.advanceTimersByTimeAsync` or `jest.advanceTimersByTimeAsync`. Default: real time passes. */
  advanceTimers?: AdvanceTimers
}

/** A Genesys bus for tests, with the people on both sides. */
export interface TestBus {
  /** `_genesys.widgets.bus`. A new one after {@link reload}. */
  readonly bus: SharedBus
  /** `window.CXBus`. A new one after {@link reload}. */
  readonly cxbus: CXBusFacade
  readonly agent: AgentActor
  readonly bot: AgentActor
  readonly customer: CustomerActor
  readonly server: ServerActor
  readonly centre: ContactCentre
  /** The WebChat window. Throws on a page without it. */
  readonly widget: WebChatWindow
  /** Every command so far, including the vendor's own. */
  readonly commands: readonly LoggedCommand[]
  commandsNamed(name: string): readonly LoggedCommand[]
  /** Exceptions that the vendor's code would leave uncaught on the page. */
  readonly vendorErrors: readonly unknown[]
  readonly store: WidgetStore
  readonly tokens: AsyncTokenStore
  /**
   * Sets `CXBus` and `_genesys.widgets.bus`. The page's `_genesys.widgets.onReady` is called after `App.ready`.
   *
   * Returns a function that removes them.
   */
  install(target: WidgetWindow): () => void
  /** Starts the widget: `App.ready`, `onReady`, then the plugins. Once per page load. */
  start(): void
  /** Replaces the bus, as a page load with the same cookies does. Call {@link start} again. */
  reload(): void
  /** Counts the page's callbacks on one event or on all, to find subscriptions that were left behind. */
  subscriberCount(event?: string): number
  /** Lets time pass, with `advanceTimers` if given. */
  wait(ms: number): Promise<void>
  /**
   * Lets time pass until requests are answered, messages polled and subscribers called.
   *
   * Gives up without an error after `limitMs`, since a failing server never settles. Default: 2000, or three polls.
   */
  settle(limitMs?: number): Promise<void>
  /** Ends the page. Nothing runs any more. */
  dispose(): void
}

let buses = 0

/**
 * Creates a Genesys bus for tests: CXBus, WebChatService and WebChat as they really behave, and a contact centre in memory.
 *
 * It uses only `setTimeout` and promises, so fake timers control it.
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
 */
export function createTestBus(options: TestBusOptions = {}): TestBus {
  const { transport = 'digital-channels' } = options
  if (options.async && transport !== 'digital-channels') {
    throw new Error(
      `createTestBus({ transport: "${transport}" }): its chats are regular. Remove "async", or use "digital-channels".`,
    )
  }
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
  const connector = (): Connector => connectors[transport](options, centre.servers, tokens)
  const { pollMs } = connector()
  let target: WidgetWindow | undefined
  let page = createNextPage()

  function createNextPage(): WidgetPage {
    const { readyAfterMs, webChat, webChatService } = options
    return createWidgetPage({
      connect: connector().connect,
      store,
      async: options.async ?? false,
      serviceReadyMs: webChatService !== false && (readyAfterMs?.webChatService ?? 10),
      windowReadyMs: webChat !== false && (readyAfterMs?.webChat ?? 20),
      closeMs: options.closeMs ?? 500,
      createId: centre.createId,
      loadPlugin: options.loadPlugin,
      onCommand: (command) => logCommand(commands, command),
      onUncaughtError: options.onUncaughtError,
      onVendorError: (error) => vendorErrors.push(error),
    })
  }

  const wait = createWait(options.advanceTimers)
  const isQuiet = (): boolean =>
    !page.isBusy(centre.isReachable) &&
    centre.inFlight === 0 &&
    centre.sessions.every(({ transport, inbox, ended, left }) => {
      return transport !== 'digital-channels' || inbox.undelivered === 0 || ended || left
    })

  return {
    get bus() {
      return page.bus
    },
    get cxbus() {
      return page.facade
    },
    get widget() {
      if (!page.chatWindow)
        throw new Error('This page has no WebChat. Create it with createTestBus({ webChat: true }).')
      return page.chatWindow
    },
    agent: centre.agent,
    bot: centre.bot,
    customer: createCustomerActor(() => page),
    server: centre.server,
    centre,
    commands,
    commandsNamed: (name) => commands.filter((command) => command.name === name),
    vendorErrors,
    store,
    tokens,
    install(window) {
      target = window
      const takeOff = putOnWindow(window, page.facade, page.bus)
      return () => {
        target = undefined
        takeOff()
      }
    },
    start: () => page.start((bus) => callOnReady(target, bus)),
    reload() {
      page.dispose()
      page = createNextPage()
      if (target) putOnWindow(target, page.facade, page.bus)
    },
    subscriberCount: (event) => countPageSubscribers(page.cxbus, event),
    wait,
    settle: (limitMs = Math.max(2000, 3 * pollMs)) => settle({ wait, isQuiet, pollMs, limitMs }),
    dispose: () => page.dispose(),
  }
}
