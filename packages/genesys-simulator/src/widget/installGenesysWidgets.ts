import {
  type AsyncTokenStore,
  createCXBus,
  createMemoryTokenStore,
  installApp,
  installWebChat,
  installWebChatService,
  type ModelPlugin,
  type SharedBus,
  type WebChatWindow,
  type WidgetStore,
} from 'react-genesys-chat-lifecycle/testing'
import { createBrowserStore } from './browserStore.ts'
import { type Fetch, httpTransport } from './httpTransport.ts'
import { type ChatView, createChatView } from './view/chatView.ts'

/** What {@link installGenesysWidgets} takes. */
export interface InstallOptions {
  /** `https://HOST/nexus/v3/chat/sessions` */
  readonly dataURL: string
  /** The `x-api-key` header: names the tenant. */
  readonly apiKey?: string
  /** The chat's entry into the contact centre. The simulator's server takes one with "async" in it for an asynchronous one. */
  readonly endpoint?: string
  /** One long session of many segments. Default false. */
  readonly async?: boolean
  /** Where the page keeps the token of an asynchronous chat. Default: in memory, so that a reload starts afresh. */
  readonly tokens?: AsyncTokenStore
  /** What outlives the page. Default: cookies and `localStorage`, as the real widget has it. */
  readonly store?: WidgetStore
  /** Milliseconds between two polls, at least 100. Default 3000. */
  readonly pollTimeout?: number
  /** Messages that a restore or an older page brings. Default 20. */
  readonly maxMessagePageSize?: number
  /** The button in the page's corner. Default true. */
  readonly chatButton?: boolean
  /** A button in the window that sends images: the vendor's `uploadsEnabled`. Default false. */
  readonly uploads?: boolean
  /** `false`: only the headless service, for a UI of one's own. Default true. */
  readonly webChat?: boolean
  /** Milliseconds until the widget has booted, as if its files had to be loaded. Default 50. */
  readonly bootMs?: number
  /** Milliseconds the window takes to open. Default 60: what a restore brings is there before it, as on the real page. */
  readonly openMs?: number
  /** Milliseconds the window takes to close. Default 500, as the vendor's animation does. */
  readonly closeMs?: number
  /** Default: the page's. With a server in the page, its `fetch`. */
  readonly fetch?: Fetch
}

/** The widget on a page. */
export interface InstalledWidgets {
  /** What `_genesys.widgets.bus` is, or will be. */
  readonly bus: SharedBus
  /** The window as data, and what a hand can do to it; undefined before it has booted, or without one. */
  readonly chat: WebChatWindow | undefined
  /** Takes the window and the bus off the page. The real widget cannot be taken off; tests and hot reload want it. */
  uninstall(): void
}

interface WidgetPage {
  CXBus?: unknown
  _genesys?: { widgets?: Record<string, unknown> }
}

const LEAST_POLL_MS = 100
const LEAST_PAGE_SIZE = 16

/**
 * Puts CXBus, WebChatService and WebChat on the page, as Genesys Widgets 9 does: `window.CXBus` at once,
 * `_genesys.widgets.bus` when it has booted, then `App.ready`, then the page's own `onReady`.
 *
 * Its look is in a stylesheet of its own, `genesys-simulator/widget.css`.
 *
 * @example
 * installGenesysWidgets({ dataURL: 'http://127.0.0.1:8090/nexus/v3/chat/sessions', apiKey: 'demo' })
 */
export function installGenesysWidgets(options: InstallOptions): InstalledWidgets {
  const page: WidgetPage = window as unknown as WidgetPage
  const files = new Map([
    ['webchatservice', () => installService(register('WebChatService'), store, { ...options, fetch: send })],
  ])
  if (options.webChat !== false) files.set('webchat', installWindow)
  const cxbus = createCXBus({
    async loadPlugin(name) {
      const run = files.get(name.toLowerCase())
      if (!run || gone) throw new Error('There is no such file.')
      run()
    },
  })
  const app = installApp(cxbus)
  const kept = options.store ?? createBrowserStore()
  const fetchFromPage: Fetch = options.fetch ?? ((url, init) => fetch(url, init))
  let chat: WebChatWindow | undefined
  let view: ChatView | undefined
  let gone = false
  // The modelled poll loop knows no end but the page's: taken off the page, it neither asks nor writes any more.
  const store: WidgetStore = {
    get: (key) => kept.get(key),
    set: (key, value) => gone || kept.set(key, value),
    remove: (key) => gone || kept.remove(key),
  }
  const send: Fetch = (url, init) => (gone ? new Promise(() => {}) : fetchFromPage(url, init))
  page.CXBus = cxbus.facade

  const boot = setTimeout(() => {
    page._genesys ??= {}
    page._genesys.widgets ??= {}
    const { widgets } = page._genesys
    widgets.bus = app.bus
    const onReady = (bus: unknown): void => {
      // Read now, not when the script ran: the page may have set it meanwhile, and whoever came before may have wrapped it.
      if (typeof widgets.onReady === 'function') widgets.onReady(bus)
    }
    app.start(onReady, [...files.keys()])
  }, options.bootMs ?? 50)

  function installWindow(): void {
    const plugin = register('WebChat')
    chat = installWebChat(takingTimeToOpen(plugin, options.openMs ?? 60), {
      async: options.async ?? false,
      store,
      readyMs: 40,
      closeMs: options.closeMs ?? 500,
      createId: () => Math.random().toString(36).slice(2),
    })
    view = drawWindow(plugin, chat, options)
  }

  function register(name: string): ModelPlugin {
    const plugin = cxbus.registerPlugin(name)
    if (!plugin) {
      // For the bus a file that fails is one that is not there; whoever looks at the page is to know why.
      const error = new Error(
        `${name} was not registered: registration is locked. Unlock it while the widget starts.`,
      )
      reportError(error)
      throw error
    }
    return plugin
  }

  return {
    bus: app.bus,
    get chat() {
      return chat
    },
    uninstall() {
      gone = true
      clearTimeout(boot)
      cxbus.dispose()
      view?.root.remove()
      delete page.CXBus
      if (page._genesys?.widgets) delete page._genesys.widgets.bus
    },
  }
}

/** The modelled window opens within a turn of the bus; the real one has to be drawn and docked first. */
function takingTimeToOpen(plugin: ModelPlugin, openMs: number): ModelPlugin {
  return {
    ...plugin,
    registerCommand: (name, handler) =>
      plugin.registerCommand(
        name,
        name === 'open' ? (call) => void setTimeout(() => handler(call), openMs) : handler,
      ),
  }
}

function installService(plugin: ModelPlugin, store: WidgetStore, options: InstallOptions): void {
  installWebChatService(plugin, {
    transport: httpTransport({
      dataURL: options.dataURL,
      headers: options.apiKey === undefined ? {} : { 'x-api-key': options.apiKey },
      ...(options.fetch && { fetch: options.fetch }),
    }),
    store,
    tokens: options.tokens ?? createMemoryTokenStore(),
    config: {
      async: options.async ?? false,
      pollTimeout: Math.max(LEAST_POLL_MS, options.pollTimeout ?? 3_000),
      maxMessagePageSize: Math.max(LEAST_PAGE_SIZE, options.maxMessagePageSize ?? 20),
      userData: {},
      endpoint: options.endpoint ?? '',
    },
    loadMs: 20,
    // The vendor's code throws in a timer: uncaught, and in the console.
    reportVendorError: (error) => reportError(error),
  })
}

function drawWindow(plugin: ModelPlugin, chat: WebChatWindow, options: InstallOptions): ChatView {
  const actions = {
    open: () => void plugin.command('open'),
    loadEarlier: () =>
      new Promise<boolean>((resolve) => {
        plugin
          .command('WebChatService.fetchHistory')
          .done(() => resolve(true))
          .fail(() => resolve(false))
      }),
  }
  const view = createChatView(chat, actions, { uploads: options.uploads === true })
  document.body.append(view.root)
  plugin.subscribe('WebChat.rejected', () => view.rejected())
  plugin.subscribe('WebChat.closed', () => view.closed())
  plugin.subscribe('WebChat.ready', () => {
    if (options.chatButton === false) return
    view.showLauncher()
    plugin.publish('chatButtonDisplayed')
  })
  return view
}
