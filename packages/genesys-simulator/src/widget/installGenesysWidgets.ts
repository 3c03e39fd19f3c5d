import {
  type AsyncTokenStore,
  callOnReady,
  createWidgetPage,
  type ModelPlugin,
  putSharedBus,
  removeFromWindow,
  type SharedBus,
  type WebChatWindow,
  type WidgetStore,
  type WidgetWindow,
} from 'genesys-models/widget'
import type { Fetch } from './answerTo.ts'
import { createBrowserStore } from './browserStore.ts'
import { connectors, type WidgetTransport } from './connectors.ts'
import { type ChatView, createChatView } from './view/chatView.ts'

/** What {@link installGenesysWidgets} takes. */
export interface InstallOptions {
  /**
   * The API's address: `https://HOST/nexus/v3/chat/sessions` on Digital Channels, `https://HOST/genesys/2/chat/SERVICE` on
   * GMS, `https://HOST` on Genesys Cloud.
   */
  readonly dataURL: string
  /**
   * Which of the vendor's transports it uses: Digital Channels v3, GMS Chat API v2 by polling, or Genesys Cloud web chat v2.
   * Default `digital-channels`.
   */
  readonly transport?: WidgetTransport
  /** The API key: the header `x-api-key`, on GMS `apikey`, on Genesys Cloud the deployment. */
  readonly apiKey?: string
  /**
   * The chat's endpoint in the contact centre. By default, the simulator treats an endpoint whose name contains "async" as
   * asynchronous.
   */
  readonly endpoint?: string
  /** Makes the chat asynchronous: one session, many segments. Only on Digital Channels. Default false. */
  readonly async?: boolean
  /** Where the page keeps the token of an asynchronous chat. Default: in memory, so a reload starts a new chat. */
  readonly tokens?: AsyncTokenStore
  /** Cookies and `localStorage`. Default: the page's. */
  readonly store?: WidgetStore
  /** Milliseconds between two polls, at least 100, on GMS 250. Nothing polls on Genesys Cloud. Default 3000. */
  readonly pollTimeout?: number
  /** How many messages a restore or an older page brings. Default 20, and at least 16; on Genesys Cloud 100. GMS brings all. */
  readonly maxMessagePageSize?: number
  /** Shows a button in the page's corner. Default true. */
  readonly chatButton?: boolean
  /** Shows a button that sends images, like the vendor's `uploadsEnabled`. Default false. */
  readonly uploads?: boolean
  /** `false` installs only the headless service, for your own UI. Default true. */
  readonly webChat?: boolean
  /** Milliseconds until the widget has booted. Default 50. */
  readonly bootMs?: number
  /** Milliseconds the window takes to open. Default 60: as on the real page, a restore is faster. */
  readonly openMs?: number
  /** Milliseconds the window takes to close. Default 500, like the vendor's animation. */
  readonly closeMs?: number
  /** How to reach the server. Default: the page's `fetch`. */
  readonly fetch?: Fetch
}

/** The widget on a page. */
export interface InstalledWidgets {
  /** `_genesys.widgets.bus`, once the widget has booted. */
  readonly bus: SharedBus
  /** The window as data, and what the customer can do to it. Undefined before the widget has booted. */
  readonly chat: WebChatWindow | undefined
  /** Removes the window and the bus from the page, for tests and hot reload. The real widget cannot be removed. */
  uninstall(): void
}

/**
 * Installs CXBus, WebChatService and WebChat on the page, as Genesys Widgets 9 does. `window.CXBus` exists immediately. After
 * the widget has booted, `_genesys.widgets.bus` exists, `App.ready` is published, and the page's own `onReady` is called.
 *
 * Import `genesys-simulator/widget.css` for its styles.
 *
 * @example
 * installGenesysWidgets({ dataURL: 'http://127.0.0.1:8090/nexus/v3/chat/sessions', apiKey: 'demo' })
 */
export function installGenesysWidgets(options: InstallOptions): InstalledWidgets {
  const target = window as unknown as WidgetWindow
  let view: ChatView | undefined
  const { transport = 'digital-channels' } = options
  if (options.async && transport !== 'digital-channels') {
    throw new Error(
      `installGenesysWidgets({ transport: "${transport}" }): its chats are regular. Remove "async", or use "digital-channels".`,
    )
  }
  const page = createWidgetPage({
    connect: connectors[transport](options),
    store: options.store ?? createBrowserStore(),
    async: options.async ?? false,
    serviceReadyMs: 20,
    windowReadyMs: options.webChat !== false && 40,
    openMs: options.openMs ?? 60,
    closeMs: options.closeMs ?? 500,
    createId: () => Math.random().toString(36).slice(2),
    onWindow(plugin, chatWindow) {
      view = drawWindow(plugin, chatWindow, options)
    },
    // The bus hides why a file failed, so say it in the console.
    onFileError: (error) => reportError(error),
    // The vendor's code throws in a timer: uncaught.
    onVendorError: (error) => reportError(error),
  })
  target.CXBus = page.facade
  const boot = setTimeout(() => {
    putSharedBus(target, page.bus)
    page.start((bus) => callOnReady(target, bus))
  }, options.bootMs ?? 50)

  return {
    bus: page.bus,
    get chat() {
      return view && page.chatWindow
    },
    uninstall() {
      clearTimeout(boot)
      page.dispose()
      view?.root.remove()
      removeFromWindow(target)
    },
  }
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
