import { createCXBus } from '../bus/createCXBus.ts'
import { installApp, mustRegister, type SharedBus } from '../bus/installApp.ts'
import type { CXBusFacade, CXBusModel, ModelPlugin, SentCommand } from '../bus/types.ts'
import { installWebChatService } from '../service/installWebChatService.ts'
import type { ServiceCore } from '../service/serviceCore.ts'
import type { CreateServiceTransport } from '../service/serviceTransport.ts'
import type { WebChatWindow } from '../window/customerHand.ts'
import { installWebChat } from '../window/installWebChat.ts'
import { createLatePlugin } from './latePlugin.ts'
import { createPageOutside, type PageOutside } from './pageOutside.ts'
import type { WidgetStore } from './widgetStore.ts'

export interface WidgetPageOptions {
  /** Which of the vendor's transports the widget uses, and how a page load reaches the server through it. */
  connect(outside: PageOutside): CreateServiceTransport
  store: WidgetStore
  /** One long session of many segments. */
  async: boolean
  /** Milliseconds from `App.ready` until WebChatService is ready. `false`: the plugin is not on the page. */
  serviceReadyMs: number | false
  /** The same for WebChat. */
  windowReadyMs: number | false
  /** How long the window takes to open, in milliseconds. Default 0. */
  openMs?: number
  /** How long the window takes to close, in milliseconds. */
  closeMs: number
  createId(): string
  /** Called when the window's plugin is registered. */
  onWindow?: (plugin: ModelPlugin, chatWindow: WebChatWindow) => void
  /** Loads plugins that are not the widget's own. */
  loadPlugin?: ((name: string) => Promise<unknown>) | undefined
  /** Called when one of the widget's own files throws. To the bus that is the same as a missing file. */
  onFileError?: (error: unknown) => void
  onCommand?: (command: SentCommand) => void
  onUncaughtError?: ((error: unknown) => void) | undefined
  onVendorError(error: unknown): void
}

/** One page load: a bus with its plugins. A reload makes another one. */
export interface WidgetPage {
  readonly cxbus: CXBusModel
  readonly facade: CXBusFacade
  readonly bus: SharedBus
  readonly chatWindow: WebChatWindow | undefined
  /** Something is under way: a delivery, a closing window, or a poll that waits longer after failures. */
  isBusy(isReachable: boolean): boolean
  /** Publishes `App.ready`, calls `onReady`, then loads the plugins. */
  start(onReady: (bus: SharedBus) => void): void
  /** Ends the page. Nothing that was scheduled or requested comes back. */
  dispose(): void
}

/** Creates a page with the widget on it: the bus, its core, WebChatService and WebChat. */
export function createWidgetPage(options: WidgetPageOptions): WidgetPage {
  const outside = createPageOutside(options.store)
  let service: ServiceCore | undefined
  const files = new Map<string, () => void>()
  const cxbus = createCXBus({
    loadPlugin: (name) => loadFile(name, files, options),
    ...(options.onCommand && { onCommand: options.onCommand }),
    onUncaughtError: options.onUncaughtError,
  })
  const app = installApp(cxbus)
  const { serviceReadyMs, windowReadyMs } = options
  if (serviceReadyMs !== false) {
    files.set('webchatservice', () => {
      service = addService(cxbus, outside, serviceReadyMs, options)
    })
  }
  const late = windowReadyMs === false ? undefined : addWindow(cxbus, outside, windowReadyMs, options)
  if (late) files.set('webchat', late.arrive)
  const isClosing = (): boolean => late?.chatWindow.state.isClosing === true

  return {
    cxbus,
    facade: cxbus.facade,
    bus: app.bus,
    chatWindow: late?.chatWindow,
    isBusy: (isReachable) =>
      cxbus.pending() > 0 || isClosing() || (isReachable && service?.transport.isBusy === true),
    start: (onReady) => app.start(onReady, [...files.keys()]),
    dispose() {
      files.clear()
      cxbus.dispose()
      outside.dispose()
      service?.transport.dispose()
    },
  }
}

async function loadFile(
  name: string,
  files: ReadonlyMap<string, () => void>,
  { loadPlugin, onFileError }: WidgetPageOptions,
): Promise<void> {
  const run = files.get(name.toLowerCase())
  if (!run) {
    await (loadPlugin?.(name) ?? Promise.reject(new Error('There is no such file.')))
    return
  }
  try {
    run()
  } catch (error) {
    onFileError?.(error)
    throw error
  }
}

function addService(
  cxbus: CXBusModel,
  outside: PageOutside,
  loadMs: number,
  { connect, onVendorError }: WidgetPageOptions,
): ServiceCore {
  return installWebChatService(mustRegister(cxbus, 'WebChatService'), {
    createTransport: connect(outside),
    store: outside.store,
    loadMs,
    reportVendorError: onVendorError,
  })
}

/** Creates the window ahead of its plugin, so that a test can hold it before the page has loaded it. */
function addWindow(
  cxbus: CXBusModel,
  { store }: PageOutside,
  readyMs: number,
  { async, openMs = 0, closeMs, createId, onWindow }: WidgetPageOptions,
): { chatWindow: WebChatWindow; arrive(): void } {
  const late = createLatePlugin('WebChat')
  const chatWindow = installWebChat(late.plugin, { async, store, readyMs, closeMs, createId })
  return {
    chatWindow,
    arrive() {
      const plugin = mustRegister(cxbus, 'WebChat')
      late.arrive(openMs > 0 ? delayOpening(plugin, openMs) : plugin)
      onWindow?.(plugin, chatWindow)
    },
  }
}

/** The modelled window opens within a turn of the bus. The real one has to be drawn and docked first. */
function delayOpening(plugin: ModelPlugin, openMs: number): ModelPlugin {
  return {
    ...plugin,
    registerCommand: (name, handler) =>
      plugin.registerCommand(
        name,
        name === 'open' ? (call) => void setTimeout(() => handler(call), openMs) : handler,
      ),
  }
}
