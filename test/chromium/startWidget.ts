import { type RunningSimulator, type ServeOptions, serve } from 'genesys-simulator/node'
import { type AgentClient, type AgentSession, createAgentClient } from 'genesys-simulator/server'
import {
  type Browser,
  type BrowserContext,
  chromium,
  devices,
  type Page,
  type Request,
} from 'playwright-core'
import type { BusEnvelope } from 'react-genesys-chat-lifecycle/core'
import { findChromium } from '../../scripts/chromium.mjs'
import { createEventLog, type EventLog, type WaitOptions } from './eventLog.ts'
import { serveFiles } from './fileServer.ts'
import { type PageOptions, pageHtml } from './page.ts'
import { type CommandOutcome, sendCommand } from './sendCommand.ts'
import type { WidgetKind } from './widgetKind.ts'

export interface WidgetOptions
  extends Partial<
    Pick<PageOptions, 'pollTimeout' | 'transport' | 'webchat' | 'scripts' | 'atStart' | 'body'>
  > {
  readonly mode: 'async' | 'regular'
  /** How the simulator's server is set up. */
  readonly server?: ServeOptions
  /** Further folders to serve: what a path begins with, `/lib/`, and the folder. */
  readonly folders?: Readonly<Record<string, string>>
  /** A browser to share between tests, see {@link launchBrowser}. Default: one of its own. */
  readonly browser?: Browser
  readonly viewport?: { readonly width: number; readonly height: number }
  /** A phone: there the widget covers the whole page. It goes by the browser's name and the screen's size. */
  readonly phone?: boolean
  /** Sent with the page, a Content-Security-Policy for instance. */
  readonly pageHeaders?: Readonly<Record<string, string>>
}

/** A request of the widget to the Consumer Messaging API. */
export interface WidgetRequest {
  readonly method: string
  /** Below the API's base: `/{sessionId}/messages`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  /** As it was sent; null without one. */
  readonly body: string | null
}

/** A widget in a real browser, against the simulator's server. */
export interface OpenWidget {
  readonly page: Page
  /** Where the page is. A tab that goes there by itself, as `context.newPage()`, has its events among the first one's. */
  readonly url: string
  readonly context: BrowserContext
  /** The contact centre's side. */
  readonly agent: AgentClient
  readonly simulator: RunningSimulator
  /** Everything the bus published, over all page loads. */
  readonly events: readonly BusEnvelope[]
  /** What the widget asked the server for, preflights left out, over all page loads. */
  readonly requests: readonly WidgetRequest[]
  /** Uncaught errors of the page. */
  readonly pageErrors: readonly Error[]
  /** Sends a command on the bus; after `timeoutMs` (default 5000) without an answer it counts as never settled. */
  command(name: string, data?: unknown, timeoutMs?: number): Promise<CommandOutcome>
  /** Waits for an event that is published from now on, or since `since` events had been seen. */
  waitFor(event: string, options?: WaitOptions): Promise<BusEnvelope<Record<string, unknown>>>
  /** Opens the window and starts a chat as Joe Doe; resolves when it is started, with the agent's side of it. */
  startChat(): Promise<AgentSession>
  /** Loads the page again, and waits until the widget is ready. Gives where the new page's events begin. */
  reload(): Promise<number>
  /** Opens the page again after it was left, and waits until the widget is ready. */
  goBack(): Promise<number>
  /** Opens the page once more, beside this one, and waits until the widget is ready there. */
  openTab(): Promise<OpenWidget>
  close(): Promise<void>
}

/** Starts a browser that several tests can share, one after the other or side by side: each has a profile of its own. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, args } = await findChromium()
  // Nothing but this computer: fonts and the like are not worth a wait. (To intercept requests would slow down every one.)
  const offline = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'
  return chromium.launch({ executablePath, args: [...args, offline] })
}

/**
 * Starts everything that a test against a widget in a browser needs: a server of its own, since faults hit everybody on it.
 *
 * @param folders what the widget's page needs served, see {@link WidgetKind}
 */
export async function startWidget(
  kind: WidgetKind,
  folders: Readonly<Record<string, string>>,
  options: WidgetOptions,
): Promise<OpenWidget> {
  const apiKey = 'shop-key'
  const simulator = await serve({ apiKey, ...options.server })
  const files = await serveFiles(
    { ...folders, ...options.folders },
    {
      '/': () =>
        pageHtml(kind, {
          pollTimeout: 200,
          ...options,
          apiKey,
          dataUrl: simulator.dataUrl,
          endpoint: options.mode === 'async' ? 'shop-async' : 'shop',
        }),
    },
    options.pageHeaders,
  )
  const browser = options.browser ?? (await launchBrowser())
  const context = await browser.newContext({
    viewport:
      options.viewport ?? (options.phone ? { width: 390, height: 844 } : { width: 1280, height: 800 }),
    ...(options.phone && { userAgent: devices['Pixel 7'].userAgent, hasTouch: true }),
  })
  const agent = createAgentClient(simulator.url)
  const logs = new Map<Page, EventLog>()
  await context.exposeBinding('recordEnvelope', ({ page }, json: string) => {
    // A tab that a test has opened by itself is told of with the first one.
    const log = logs.get(page) ?? [...logs.values()][0]
    log?.add(JSON.parse(json))
  })

  async function openTab(close: OpenWidget['close']): Promise<OpenWidget> {
    const log = createEventLog()
    const { events, waitFor } = log
    const pageErrors: Error[] = []
    const page = await context.newPage()
    logs.set(page, log)
    page.on('pageerror', (error) => pageErrors.push(error))
    const requests: WidgetRequest[] = []
    page.on('request', (request) => {
      if (request.url().startsWith(simulator.dataUrl))
        requests.push(toWidgetRequest(request, simulator.dataUrl))
    })

    const whenReady = async (load: () => Promise<unknown>) => {
      const since = events.length
      await load()
      await waitFor('App.ready', { since })
      const begin = events.findLastIndex(({ event }) => event === 'App.ready')
      await Promise.all(
        ['WebChatService.ready', 'WebChat.ready'].map((ready) => waitFor(ready, { since: begin })),
      )
      return begin
    }
    const command: OpenWidget['command'] = (name, data, timeoutMs = 5000) =>
      page.evaluate(sendCommand, { name, data, timeoutMs })

    await whenReady(() => page.goto(files.url))
    return {
      page,
      url: files.url,
      context,
      agent,
      simulator,
      events,
      requests,
      pageErrors,
      command,
      waitFor,
      openTab: () => openTab(() => page.close()),
      startChat: async () => {
        const since = events.length
        const form = { autoSubmit: true, firstname: 'Joe', lastname: 'Doe' }
        const { outcome, value } = await command('WebChat.open', { form })
        if (outcome !== 'resolved') throw new Error(`WebChat.open: ${outcome} ${JSON.stringify(value)}`)
        const started = await waitFor('WebChatService.started', { since })
        await waitFor('WebChat.messageAdded', { since })
        const { sessionId } = started.data.data as { sessionId: string }
        return agent.session(sessionId)
      },
      reload: () => whenReady(() => page.reload()),
      goBack: () => whenReady(() => page.goto(files.url)),
      close,
    }
  }

  return openTab(async () => {
    await (options.browser ? context.close() : browser.close())
    await Promise.all([files.close(), simulator.close()])
  })
}

function toWidgetRequest(request: Request, base: string): WidgetRequest {
  const url = new URL(request.url())
  return {
    method: request.method(),
    path: url.pathname.slice(new URL(base).pathname.length),
    query: url.searchParams,
    headers: request.headers(),
    body: request.postData(),
  }
}
