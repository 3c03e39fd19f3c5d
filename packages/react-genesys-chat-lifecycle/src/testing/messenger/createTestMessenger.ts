import type { Deployment } from 'genesys-models/centre'
import {
  CONVERSATION_DISCONNECT,
  createMessengerPage,
  type DisconnectType,
  type GenesysFunction,
  type GenesysWindow,
  type MessengerCommand,
  type MessengerPage,
  type MessengerStore,
  putGenesys,
  putSnippet,
} from 'genesys-models/messenger'
import { type AdvanceTimers, createWait } from 'genesys-models/widget'
import {
  createGuestCentre,
  type GuestCentre,
  type MessengerActor,
  type MessengerServerActor,
} from './createGuestCentre.ts'

/** What {@link createTestMessenger} takes. */
export interface TestMessengerOptions {
  /** `false` gives the page the vendor's window. Default `true`: headless. */
  headless?: boolean
  /** What an agent's disconnect does: close the segment (`send`), end the chat (`read-only`), or nothing (`off`). Default `send`. */
  disconnect?: DisconnectType
  /** Whether the customer may clear the conversation. Default `true`. */
  clear?: boolean
  /** Whether a conversation that is started announces the customer. Default `false`. */
  autoStart?: boolean
  /** Media types of files that customers may send. Empty: none. Default: PNG, JPEG and PDF. */
  fileTypes?: readonly string[]
  /** Default 10 240. */
  maxFileSizeKB?: number
  /** `false`: the deployment is inactive. Default `true`. */
  active?: boolean
  /** What becomes of the bootstrap's requests. Default `starts`. */
  outcome?: 'starts' | 'config-404' | 'domain-not-allowed'
  /** `false` puts MessagingService into the page instead of a frame of it. Default `true`, as the vendor does. */
  framed?: boolean
  /** How often one Disconnect is published as `conversationDisconnected` each time. Default 2. */
  disconnectEvents?: number
  /** The other side. Two test Messengers with the same centre and store are two tabs. Default: a new one. */
  centre?: GuestCentre
  /** What stands for `localStorage`. Default: `localStorage` itself. */
  store?: MessengerStore
  /** Receives exceptions of subscribers. Default: they stay uncaught, so that the test fails. */
  onUncaughtError?: (error: unknown) => void
  /** Moves fake timers: `vi.advanceTimersByTimeAsync` or `jest.advanceTimersByTimeAsync`. Default: real time passes. */
  advanceTimers?: AdvanceTimers
}

/** The customer on the page, by the page's own commands. */
export interface MessengerCustomer {
  /** Begins a conversation if there is none. */
  say(text: string): void
  start(): void
  /** Clears the conversation, as the vendor's window does: past the page's hooks. */
  clear(): void
  /** Types into the vendor's window: past the page's hooks. */
  sayInWindow(text: string): void
  openWindow(): void
  closeWindow(): void
}

/** Genesys Cloud Messenger for tests, with the people on both sides. */
export interface TestMessenger {
  /** `window.Genesys`: the snippet's function until {@link start}, then the bootstrap's. A new one after {@link reload}. */
  readonly genesys: GenesysFunction
  readonly agent: MessengerActor
  readonly bot: MessengerActor
  readonly customer: MessengerCustomer
  readonly server: MessengerServerActor
  readonly centre: GuestCentre
  /** Whether the vendor's window is open; undefined where there is none. */
  readonly isWindowOpen: boolean | undefined
  /** Every command so far, including the vendor's own. */
  readonly commands: readonly MessengerCommand[]
  commandsNamed(name: string): readonly MessengerCommand[]
  /** Sets `Genesys` to the snippet's function, and to the bootstrap's from {@link start} on. Returns a function that removes it. */
  install(target: object): () => void
  /** Runs the bootstrap. Once per page load. */
  start(): void
  /** Puts a new page over the same storage. Call {@link start} again. */
  reload(): void
  /** Counts the callbacks of one event, or of all, that the page or its plugins have subscribed. */
  subscriberCount(event?: string): number
  wait(ms: number): Promise<void>
  /** Lets what is under way arrive. */
  settle(): Promise<void>
  /** Ends the page. Nothing runs any more. */
  dispose(): void
}

/** Requests, answers and callbacks follow each other in tasks of their own. */
const SETTLE_MS = 100
/** The library asks twice a second what is on the page. */
const LOOK_MS = 600
let pages = 0

/**
 * Creates Genesys Cloud Messenger for tests: the bus behind `Genesys(…)`, MessagingService as the vendor's client behaves, and the other
 * side in memory.
 *
 * @example
 * vi.useFakeTimers()
 * const messenger = createTestMessenger({ advanceTimers: vi.advanceTimersByTimeAsync })
 * messenger.install(window)
 * messenger.start()
 * render(<GenesysMessengerProvider><ChatEndGuard /></GenesysMessengerProvider>)
 * await messenger.settle()
 * messenger.customer.say('Hello')
 * await messenger.settle()
 * messenger.agent.say('Hello Joe')
 * messenger.agent.disconnect()
 * await messenger.settle()
 */
export function createTestMessenger(options: TestMessengerOptions = {}): TestMessenger {
  const { headless = true, disconnect, clear = true, autoStart = false, active = true } = options
  const centre = options.centre ?? createGuestCentre(disconnect)
  const { deploymentId: id, deployments, network } = centre.model
  const store = options.store ?? localStorage
  const commands: MessengerCommand[] = []
  let ids = ++pages * 1_000_000
  const createId = (): string => `11111111-0000-4000-8000-${String(++ids).padStart(12, '0')}`
  const own: GenesysWindow = {}
  let target = own
  let takeOff = (): void => {}
  let page: MessengerPage | undefined

  const settings: Partial<Deployment> = {
    headless,
    conversationClear: clear,
    autoStart,
    status: active ? 'Active' : 'Inactive',
    fileTypes: options.fileTypes ?? ['image/png', 'image/jpeg', 'application/pdf'],
    maxFileSizeKB: options.maxFileSizeKB ?? 10_240,
    ...(disconnect && { conversationDisconnect: CONVERSATION_DISCONNECT[disconnect] }),
  }
  const createPage = (): MessengerPage =>
    createMessengerPage({
      // Tabs of one browser have one deployment.
      deployment: deployments.change(id, settings),
      link: network.createLink(createId),
      store,
      createId,
      isFramed: options.framed ?? true,
      outcome: options.outcome ?? 'starts',
      disconnectEvents: options.disconnectEvents,
      onCommand: (command) => commands.push(command),
      onUncaughtError: options.onUncaughtError,
    })
  const running = (): MessengerPage => {
    if (!page) throw new Error('Messenger has not been started. Call testMessenger.start().')
    return page
  }
  const command = (name: string, data: object = {}): void => void running().genesys('command', name, data)
  const inFrame = (name: string, data: object = {}): void => running().commandInFrame(name, data)
  const wait = createWait(options.advanceTimers)
  putSnippet(own, { deploymentId: id })

  return {
    get genesys() {
      return target.Genesys as GenesysFunction
    },
    agent: centre.agent,
    bot: centre.bot,
    server: centre.server,
    centre,
    customer: {
      say: (text) => command('MessagingService.sendMessage', { message: text }),
      start: () => command('MessagingService.startConversation'),
      clear: () => inFrame('MessagingService.clearConversation'),
      sayInWindow: (text) => inFrame('MessagingService.sendMessage', { message: text }),
      openWindow: () => command('Messenger.open'),
      closeWindow: () => command('Messenger.close'),
    },
    get isWindowOpen() {
      return page?.isOpen
    },
    commands,
    commandsNamed: (name) => commands.filter((each) => each.name === name),
    install(window: GenesysWindow) {
      target = window
      putSnippet(window, { deploymentId: id })
      if (page) takeOff = putGenesys(window, page.genesys)
      return () => {
        takeOff()
        delete window.Genesys
        target = own
      }
    },
    start() {
      page = createPage()
      takeOff = putGenesys(target, page.genesys)
      page.start()
    },
    reload() {
      page?.dispose()
      page = undefined
      delete target.Genesys
      putSnippet(target, { deploymentId: id })
    },
    subscriberCount: (event) => running().bus.subscriberCount(event),
    wait,
    async settle() {
      await wait(page ? SETTLE_MS : 0)
      await wait(LOOK_MS)
      await wait(SETTLE_MS)
    },
    dispose() {
      page?.dispose()
      takeOff()
    },
  }
}
