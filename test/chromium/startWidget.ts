import { type RunningSimulator, type ServeOptions, serve } from 'genesys-simulator/node'
import { type AgentClient, type AgentSession, createAgentClient, GUEST_PATH } from 'genesys-simulator/server'
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
import { type Traffic, watchTraffic } from './traffic.ts'
import type { WidgetKind } from './widgetKind.ts'

export interface WidgetOptions
  extends Partial<
    Pick<
      PageOptions,
      'pollTimeout' | 'transport' | 'transportOptions' | 'webchat' | 'scripts' | 'atStart' | 'body'
    >
  > {
  readonly mode: 'async' | 'regular'
  /** Options of the simulator's server. */
  readonly server?: ServeOptions
  /** More folders to serve, by path prefix, such as `/lib/`. */
  readonly folders?: Readonly<Record<string, string>>
  /** A browser to share between tests, see {@link launchBrowser}. Default: a new one. */
  readonly browser?: Browser
  readonly viewport?: { readonly width: number; readonly height: number }
  /** Emulates a phone, where the widget covers the page. The widget looks at the browser's name and the screen's size. */
  readonly phone?: boolean
  /** Headers of the page, such as a Content Security Policy. */
  readonly pageHeaders?: Readonly<Record<string, string>>
}

/** A request of the widget to its chat server. */
export interface WidgetRequest {
  readonly method: string
  /** Below the address of all chats: `/{sessionId}/messages`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  /** As it was sent; null without one. */
  readonly body: string | null
}

/** A widget in a real browser, connected to the simulator's server. */
export interface OpenWidget {
  readonly page: Page
  /** The page's address. Events of a tab that a test opens there with `context.newPage()` are logged with the first one's. */
  readonly url: string
  readonly context: BrowserContext
  /** The contact centre's side. */
  readonly agent: AgentClient
  readonly simulator: RunningSimulator
  /** Everything that the bus published, over all page loads. */
  readonly events: readonly BusEnvelope[]
  /** The widget's requests, without preflights, over all page loads. */
  readonly requests: readonly WidgetRequest[]
  /** Uncaught errors of the page. */
  readonly pageErrors: readonly Error[]
  /** Sends a command on the bus. Without an answer within `timeoutMs` (default 5000) it counts as never settled. */
  command(name: string, data?: unknown, timeoutMs?: number): Promise<CommandOutcome>
  /** Waits for an event that is published from now on, or after the first `since` events. */
  waitFor(event: string, options?: WaitOptions): Promise<BusEnvelope<Record<string, unknown>>>
  /** Opens the window and starts a chat as Joe Doe. Resolves with the agent's side of it. */
  startChat(): Promise<AgentSession>
  /** Reloads the page and waits until the widget is ready. Returns the index of the new page's first event. */
  reload(): Promise<number>
  /** Goes back to the page and waits until the widget is ready. */
  goBack(): Promise<number>
  /** See {@link Traffic.settled}. */
  settled: Traffic['settled']
  /** Opens the page once more, beside this one, and waits until the widget is ready there. */
  openTab(): Promise<OpenWidget>
  close(): Promise<void>
}

/** Starts a browser that several tests can share, one after the other or side by side: each has a profile of its own. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, args } = await findChromium()
  // No network besides this computer: waiting for fonts is a waste of time. Intercepting requests would slow down each of them.
  const offline = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'
  return chromium.launch({ executablePath, args: [...args, offline] })
}

/**
 * Starts everything that a test of a widget in a browser needs, with its own server, because faults affect everybody on it.
 *
 * @param folders the folders that the widget's page needs, see {@link WidgetKind}
 */
export async function startWidget(
  kind: WidgetKind,
  folders: Readonly<Record<string, string>>,
  options: WidgetOptions,
): Promise<OpenWidget> {
  const apiKey = 'shop-key'
  const simulator = await serve({ apiKey, ...options.server })
  const { dataUrl, chatsUrl } = addressesOf(simulator, options)
  const files = await serveFiles(
    { ...folders, ...options.folders },
    {
      '/': () =>
        pageHtml(kind, {
          pollTimeout: 200,
          ...options,
          apiKey,
          dataUrl,
          gmsCometD: simulator.gmsCometD,
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
    // A tab that a test has opened itself is logged with the first one.
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
    const { settled } = watchTraffic(
      page,
      // What CometD holds open for hours says nothing about what is under way.
      (url) => url.startsWith(chatsUrl) && !url.endsWith('/cometd/connect'),
      (request) => requests.push(toWidgetRequest(request, chatsUrl)),
    )

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
      settled,
      openTab: () => openTab(() => page.close()),
      startChat: async () => {
        const since = events.length
        const form = { autoSubmit: true, firstname: 'Joe', lastname: 'Doe' }
        const { outcome, value } = await command('WebChat.open', { form })
        if (outcome !== 'resolved') throw new Error(`WebChat.open: ${outcome} ${JSON.stringify(value)}`)
        const started = await waitFor('WebChatService.started', { since })
        await waitFor('WebChat.messageAdded', { since })
        return agent.session(startedSession(started.data))
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

/** What the widget's `dataURL` is, and below which address all its requests are. Asynchronous chats on GMS need CometD. */
function addressesOf(
  { url, dataUrl, gmsDataUrl, gmsCometD }: RunningSimulator,
  { transport, mode }: Pick<WidgetOptions, 'transport' | 'mode'>,
): { dataUrl: string; chatsUrl: string } {
  if (transport === 'genesys-cloud') return { dataUrl: url, chatsUrl: url + GUEST_PATH }
  if (transport !== 'gms') return { dataUrl, chatsUrl: dataUrl }
  return { dataUrl: gmsDataUrl, chatsUrl: mode === 'async' ? gmsCometD.cometURL : gmsDataUrl }
}

/** The session's id in `WebChatService.started`. Each transport has a name for it, and GMS no `data` around it. */
function startedSession(started: Record<string, unknown>): string {
  const { sessionId, sessionID, conversationId } = (started.data ?? started) as Record<string, string>
  return sessionId ?? sessionID ?? conversationId ?? ''
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
