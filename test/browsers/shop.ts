import { serve } from 'genesys-simulator/node'
import { type AgentClient, type AgentSession, createAgentClient } from 'genesys-simulator/server'
import type { BuiltScript } from '../chromium/buildScript.ts'
import { serveFiles } from '../chromium/fileServer.ts'
import { pageHtml } from '../chromium/page.ts'
import { type CommandOutcome, sendCommand } from '../chromium/sendCommand.ts'
import type { WidgetKind } from '../chromium/widgetKind.ts'
import type { LibraryPageOptions } from '../scenarios/libraryPage.ts'
import type { BrowserOptions, Tab, Target, TestBrowser } from './engines/engine.ts'
import { count, fill, gone, see, until } from './until.ts'

export interface ShopOptions
  extends Pick<LibraryPageOptions, 'guard' | 'provider' | 'script' | 'phone' | 'pageHeaders'> {
  readonly width?: number
  readonly height?: number
  readonly browser?: BrowserOptions
  readonly dir?: 'ltr' | 'rtl'
}

/** Where the tests find what they need of a page. */
export interface ShopWindow {
  chat?: { phase: string; window: string; endReason: string | null; canSend: boolean; agents: unknown[] }
  log: string[]
  busEvents: string[]
  unmount(): void
}

/** What the widget and the tests need before anything else runs. */
const RECORDER = `window.busEvents = []
window.recordEnvelope = (json) => window.busEvents.push(JSON.parse(json).event)`
const PHONE = `Object.defineProperty(navigator, 'userAgent', {
  value: 'Mozilla/5.0 (Linux; Android 15; Pixel 7) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36',
})`
/** A page in a frame of the size that the query asks for, for windows that cannot be so small. */
const FRAMED = `<!doctype html><style>body { margin: 0 } iframe { border: 0 }</style><script>
  const query = new URLSearchParams(location.search)
  const frame = document.createElement('iframe')
  frame.src = query.get('url')
  frame.width = query.get('width')
  frame.height = query.get('height')
  addEventListener('DOMContentLoaded', () => document.body.append(frame))
</script>`

/** A shop's page with the widget and the library, in one tab or several. */
export class Shop {
  readonly kind: WidgetKind
  readonly agent: AgentClient
  readonly url: string
  readonly #browser: TestBrowser
  readonly #size: { width: number; height: number }
  readonly #close: () => Promise<void>
  #tab: Tab | undefined

  private constructor(
    kind: WidgetKind,
    browser: TestBrowser,
    size: { width: number; height: number },
    served: { url: string; agentUrl: string; close(): Promise<void> },
  ) {
    this.kind = kind
    this.agent = createAgentClient(served.agentUrl)
    this.url = served.url
    this.#browser = browser
    this.#size = size
    this.#close = served.close
  }

  static async open(
    launch: (options: BrowserOptions) => Promise<TestBrowser>,
    kind: WidgetKind,
    folders: Readonly<Record<string, string>>,
    app: BuiltScript,
    mode: 'async' | 'regular',
    options: ShopOptions = {},
  ): Promise<Shop> {
    const { width = 1280, height = 800, guard = {}, provider = {}, script = '', phone, dir = 'ltr' } = options
    const apiKey = 'shop-key'
    const simulator = await serve({ apiKey })
    const setUp = `window.guardOptions = ${JSON.stringify(guard)}
      window.providerOptions = ${JSON.stringify(provider)}
      document.documentElement.dir = '${dir}'
      ${script}`
    const files = await serveFiles(
      { ...folders, '/app/': app.folder },
      {
        '/': () =>
          pageHtml(kind, {
            mode,
            apiKey,
            dataUrl: simulator.dataUrl,
            gmsCometD: simulator.gmsCometD,
            endpoint: mode === 'async' ? 'shop-async' : 'shop',
            pollTimeout: 200,
            scripts: [{ content: phone ? `${RECORDER}\n${PHONE}` : RECORDER, place: 'before' }],
            body: `<meta name="viewport" content="width=device-width">
              <link rel="stylesheet" href="/app/${app.styles}"><h1>Shop</h1><a href="#help">Help</a>
              <script>${setUp}</script><script src="/app/${app.file}"></script>`,
          }),
        '/blank': () => '<!doctype html><title>Blank</title>',
        '/framed': () => FRAMED,
      },
      options.pageHeaders,
    )
    const browser = await launch(options.browser ?? {})
    const shop = new Shop(
      kind,
      browser,
      { width, height },
      {
        url: files.url,
        agentUrl: simulator.url,
        close: async () => {
          await browser.close()
          await Promise.all([files.close(), simulator.close()])
        },
      },
    )
    shop.#tab = await shop.openTab()
    return shop
  }

  /** The first tab. */
  get tab(): Tab {
    if (!this.#tab) throw new Error('The shop was not opened.')
    return this.#tab
  }

  async openTab(): Promise<Tab> {
    const tab = await this.#browser.openTab(this.#size)
    await tab.goto(this.url)
    await this.ready(tab)
    return tab
  }

  /** Duplicates the first tab, as a browser's menu does: the new one has a copy of its session storage. */
  async duplicate(): Promise<Tab> {
    const stored = await this.tab.evaluate(() => ({ ...sessionStorage }))
    const tab = await this.#browser.openTab(this.#size)
    await tab.goto(`${this.url}/blank`)
    await tab.evaluate((entries) => {
      for (const [key, value] of Object.entries(entries)) sessionStorage.setItem(key, value as string)
    }, stored)
    await tab.goto(this.url)
    await this.ready(tab)
    return tab
  }

  /** Waits until the widget can be used. */
  async ready(tab = this.tab): Promise<void> {
    await until('the widget to be ready', () =>
      tab.evaluate(() => {
        const { busEvents = [] } = window as unknown as Partial<ShopWindow>
        return ['App.ready', 'WebChatService.ready', 'WebChat.ready'].every((name) =>
          busEvents.includes(name),
        )
      }),
    )
  }

  async reload(): Promise<void> {
    await this.tab.reload()
    await this.ready()
  }

  /** Opens the window and starts a chat as Joe Doe, and Anna joins it. */
  async converse(): Promise<AgentSession> {
    const form = { autoSubmit: true, firstname: 'Joe', lastname: 'Doe' }
    await this.command('WebChat.open', { form })
    const chat = await until('a chat', () => this.agent.newest().catch(() => undefined))
    await chat.join('Anna')
    await this.phase('active')
    return chat
  }

  command(name: string, data?: unknown, tab = this.tab): Promise<CommandOutcome> {
    return tab.evaluate(sendCommand, { name, data, timeoutMs: 10_000 })
  }

  /** Waits for a phase. */
  async phase(wanted: string, tab = this.tab): Promise<void> {
    await until(`the phase ${wanted}`, () =>
      tab.evaluate((name) => (window as unknown as ShopWindow).chat?.phase === name, wanted),
    )
  }

  /** Waits for a state of the widget's window. */
  async windowIs(wanted: string): Promise<void> {
    await until(`the window to be ${wanted}`, () =>
      this.tab.evaluate((name) => (window as unknown as ShopWindow).chat?.window === name, wanted),
    )
  }

  state(tab = this.tab): Promise<NonNullable<ShopWindow['chat']>> {
    return tab.evaluate(() => JSON.parse(JSON.stringify((window as unknown as ShopWindow).chat)))
  }

  /** The callbacks that were called in this page load. */
  async called(name: string, tab = this.tab): Promise<number> {
    const log = await tab.evaluate(() => (window as unknown as ShopWindow).log)
    return log.filter((entry) => entry.startsWith(`${name} `)).length
  }

  get notice(): Target {
    return { css: this.kind.parts.injected, text: 'Please do not respond' }
  }

  get inputOff(): Target {
    return { css: this.kind.parts.inputOff }
  }

  inOverlay(css: string, text?: string): Target {
    return { css: `${this.kind.parts.overlay} .genesys-chat-guard--overlay ${css}`, ...(text && { text }) }
  }

  inPage(css: string, text?: string): Target {
    return { css: `main .genesys-chat-guard ${css}`, ...(text && { text }) }
  }

  /** The customer writes into the widget's input. */
  async write(text: string): Promise<void> {
    await fill(this.tab, { css: this.kind.parts.input }, text)
    await this.tab.press('Enter')
  }

  /**
   * Waits until something that the agent writes is in a transcript: what was sent before has arrived, too. With several tabs
   * it arrives in the one that polled.
   */
  async catchUp(chat: AgentSession, ...others: readonly Tab[]): Promise<void> {
    const text = `Still there? ${crypto.randomUUID().slice(0, 8)}`
    await chat.say(text)
    const tabs = [this.tab, ...others]
    await until(`"${text}" to be in a transcript`, async () => {
      const counts = await Promise.all(tabs.map((tab) => count(tab, { css: this.kind.parts.texts, text })))
      return counts.some((times) => times > 0)
    })
  }

  see = (target: Target, tab = this.tab): Promise<void> => see(tab, target)
  gone = (target: Target, tab = this.tab): Promise<void> => gone(tab, target)
  count = (target: Target, tab = this.tab): Promise<number> => count(tab, target)
  close = (): Promise<void> => this.#close()
}
