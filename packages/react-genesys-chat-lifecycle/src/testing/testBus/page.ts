import { type CXBusFacade, type CXBusModel, createCXBus, type SentCommand } from '../cxbus.ts'
import type { ServiceConfig } from '../service/sessionState.ts'
import type { ChatTransport } from '../transport.ts'
import { installWebChat, type WebChatWindow } from '../webChat.ts'
import { installWebChatService } from '../webChatService.ts'
import type { AsyncTokenStore, WidgetStore } from '../widgetStore.ts'
import { installApp, mustRegister, type SharedBus } from './appPlugin.ts'
import { createLatePlugin } from './latePlugin.ts'
import { createPageOutside } from './pageOutside.ts'

/** The part of `window` that the widget puts itself on. */
export interface WidgetWindow {
  /** Not used. Without it TypeScript would not take `window`, which has nothing else of this in common. */
  readonly document?: unknown
  CXBus?: unknown
  _genesys?: {
    widgets?: { bus?: unknown; onReady?: unknown; [key: string]: unknown }
    [key: string]: unknown
  }
}

/** What one page load needs. */
export interface PageOptions {
  async: boolean
  transport: ChatTransport
  store: WidgetStore
  tokens: AsyncTokenStore
  service: ServiceConfig
  /** Milliseconds from `App.ready`. `false`: the plugin is not on the page. */
  webChatServiceReadyMs: number | false
  webChatReadyMs: number | false
  closeMs: number
  createId(): string
  loadPlugin: ((name: string) => Promise<unknown>) | undefined
  onCommand(command: SentCommand): void
  onUncaughtError: ((error: unknown) => void) | undefined
  onVendorError(error: unknown): void
}

/** One page load: a bus with its plugins. Reloading makes another one. */
export interface Page {
  readonly cxbus: CXBusModel
  readonly facade: CXBusFacade
  readonly bus: SharedBus
  readonly chatWindow: WebChatWindow | undefined
  /** Something is under way: deliveries, a window that closes, a poll that waits longer after failed ones. */
  isBusy(isReachable: boolean): boolean
  /** Puts `CXBus` and `_genesys.widgets.bus` where a page finds them. Returns what takes them off. */
  install(target: WidgetWindow): () => void
  start(): void
  dispose(): void
}

export function createPage(options: PageOptions): Page {
  const { webChatServiceReadyMs, webChatReadyMs } = options
  const outside = createPageOutside(options.transport, options.store, options.tokens)
  const files = new Map<string, () => void>()
  const cxbus = createCXBus({
    async loadPlugin(name) {
      const run = files.get(name.toLowerCase())
      if (run) run()
      else await (options.loadPlugin?.(name) ?? Promise.reject(new Error('There is no such file.')))
    },
    onCommand: options.onCommand,
    onUncaughtError: options.onUncaughtError,
  })
  const app = installApp(cxbus)
  if (webChatServiceReadyMs !== false) {
    files.set('webchatservice', () =>
      installWebChatService(mustRegister(cxbus, 'WebChatService'), {
        transport: outside.transport,
        store: outside.store,
        tokens: outside.tokens,
        config: options.service,
        loadMs: webChatServiceReadyMs,
        reportVendorError: options.onVendorError,
      }),
    )
  }
  let chatWindow: WebChatWindow | undefined
  if (webChatReadyMs !== false) {
    const late = createLatePlugin('WebChat')
    chatWindow = installWebChat(late.plugin, {
      async: options.async,
      store: outside.store,
      readyMs: webChatReadyMs,
      closeMs: options.closeMs,
      createId: options.createId,
    })
    files.set('webchat', () => late.arrive(mustRegister(cxbus, 'WebChat')))
  }

  let target: WidgetWindow | undefined

  return {
    cxbus,
    facade: cxbus.facade,
    bus: app.bus,
    chatWindow,
    isBusy: (isReachable) =>
      cxbus.pending() > 0 || chatWindow?.state.closing === true || (outside.isBackingOff && isReachable),
    install(window) {
      target = window
      const hadSpace = window._genesys !== undefined
      const hadWidgets = window._genesys?.widgets !== undefined
      window.CXBus = cxbus.facade
      window._genesys ??= {}
      window._genesys.widgets ??= {}
      window._genesys.widgets.bus = app.bus
      return () => {
        target = undefined
        delete window.CXBus
        delete window._genesys?.widgets?.bus
        if (!hadWidgets) delete window._genesys?.widgets
        if (!hadSpace) delete window._genesys
      }
    },
    start() {
      const onReady = (bus: SharedBus): void => {
        const callback = target?._genesys?.widgets?.onReady
        if (typeof callback === 'function') callback(bus)
      }
      app.start(onReady, [...files.keys()])
    },
    dispose() {
      cxbus.dispose()
      outside.dispose()
    },
  }
}
