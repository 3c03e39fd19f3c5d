import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type RunningSimulator, type ServeOptions, serve } from 'genesys-simulator/node'
import { type AgentClient, type AgentSession, createAgentClient } from 'genesys-simulator/server'
import type { BrowserContext, FrameLocator, Page } from 'playwright-core'
import { buildScript } from './buildScript.ts'

const ENTRY = join(import.meta.dirname, '../../packages/genesys-simulator/src/messenger/bootstrap.ts')

/** Builds the script that stands in for the vendor's. */
export function buildMessengerScript(): Promise<string> {
  return buildText(ENTRY, 'messenger')
}

/** Builds a classic script. Returns its text. */
export async function buildText(entry: string, name: string): Promise<string> {
  const script = await buildScript(entry, name)
  try {
    return await readFile(join(script.folder, script.file), 'utf8')
  } finally {
    await script.remove()
  }
}

/** What is heard on the bus, in order. */
export interface HeardEvent {
  readonly event: string
  readonly data: Record<string, unknown>
}

export interface MessengerPageOptions {
  readonly deploymentId?: string
  /** Appended to the script's address. */
  readonly query?: string
  /** The body of a function that runs before the script is loaded. `Genesys` is the snippet's. */
  readonly early?: string
  readonly headers?: Readonly<Record<string, string>>
  /** A script at the end of the page. */
  readonly script?: string
}

/** A simulator, and customers' pages with Messenger's snippet. */
export interface MessengerShop {
  readonly simulator: RunningSimulator
  readonly agent: AgentClient
  open(context: BrowserContext, options?: MessengerPageOptions): Promise<MessengerTestPage>
  close(): Promise<void>
}

export interface MessengerTestPage {
  readonly page: Page
  /** The vendor's window and launcher. */
  readonly ui: FrameLocator
  readonly pageErrors: readonly string[]
  events(): Promise<HeardEvent[]>
  names(): Promise<string[]>
  /** Resolves when an event has come for the nth time. */
  hear(event: string, times?: number): Promise<HeardEvent>
  /** What became of a command, given as pages give it: `never` after half a second. */
  command(
    name: string,
    options?: object,
  ): Promise<{ outcome: 'resolved' | 'rejected' | 'never'; value: unknown }>
  chat(): Promise<AgentSession>
}

const EVENTS = [
  'GenesysJS.configurationReceived GenesysJS.ready GenesysJS.domainNotAllowed',
  'MessagingService.ready started restoring restored messagesReceived sendingMessage oldMessages historyComplete typingReceived',
  'MessagingService.typingTimeout conversationDisconnected readOnlyConversation conversationCleared conversationReset sessionCleared',
  'MessagingService.sessionExpired sessionDurationConfigured sessionTimingUpdated sessionWarning offline reconnecting reconnected',
  'MessagingService.error allowedFileTypes fileUploaded fileUploadError Messenger.ready opened closed cleared',
  'Launcher.ready visible hidden Toaster.ready opened closed accepted declined Auth.authenticated loggedOut authError',
].flatMap((line) => {
  let plugin = ''
  return line.split(' ').map((name) => {
    if (name.includes('.')) plugin = name.split('.')[0] ?? ''
    return name.includes('.') ? name : `${plugin}.${name}`
  })
})

export async function startMessengerShop(script: string, options: ServeOptions = {}): Promise<MessengerShop> {
  const simulator = await serve({ messengerScript: () => script, messengerRates: {}, ...options })
  const agent = createAgentClient(simulator.url)
  const pages = await servePages((url, pageOptions) =>
    pageHtml(simulator.messengerScriptUrl, url, pageOptions),
  )
  return {
    simulator,
    agent,
    open: async (context, pageOptions = {}) => {
      const page = await context.newPage()
      const pageErrors: string[] = []
      page.on('pageerror', (error) => pageErrors.push(String(error)))
      await page.goto(pages.add(pageOptions))
      return describePage(page, pageErrors, agent)
    },
    close: async () => {
      await Promise.all([pages.close(), simulator.close()])
    },
  }
}

/** The shop is of another origin than the simulator. All its pages are of one. */
async function servePages(htmlOf: (url: string, options: MessengerPageOptions) => string) {
  const added: MessengerPageOptions[] = []
  const server = createServer(({ url = '' }, response) => {
    const [, at, isScript] = url.split('/')
    const options = added[Number(at)] ?? {}
    if (isScript) {
      response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' })
      response.end(options.script)
      return
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...options.headers })
    response.end(htmlOf(url, options))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    add: (options: MessengerPageOptions) => `http://127.0.0.1:${port}/${added.push(options) - 1}`,
    close: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function describePage(page: Page, pageErrors: string[], agent: AgentClient): MessengerTestPage {
  const events = () => page.evaluate(() => (window as unknown as { heard: HeardEvent[] }).heard)
  return {
    page,
    ui: page.frameLocator('#genesys-mxg-frame'),
    pageErrors,
    events,
    names: async () => (await events()).map(({ event }) => event.replace('MessagingService.', '')),
    async hear(event, times = 1) {
      const full = event.includes('.') ? event : `MessagingService.${event}`
      const found = await page.waitForFunction(
        ({ name, nth }) =>
          (window as unknown as { heard: HeardEvent[] }).heard.filter((each) => each.event === name)[nth - 1],
        { name: full, nth: times },
        { timeout: 30_000 },
      )
      return (await found.jsonValue()) as HeardEvent
    },
    command: (name, options = {}) =>
      page.evaluate(
        ([command, data]) =>
          new Promise((resolve) => {
            const { Genesys } = window as unknown as { Genesys(...call: unknown[]): void }
            setTimeout(() => resolve({ outcome: 'never', value: null }), 500)
            Genesys(
              'command',
              command,
              data,
              (value: unknown) => resolve({ outcome: 'resolved', value: value ?? null }),
              (value: unknown) => resolve({ outcome: 'rejected', value: value ?? null }),
            )
          }),
        [name.includes('.') ? name : `MessagingService.${name}`, options] as const,
      ) as ReturnType<MessengerTestPage['command']>,
    chat: () => agent.newest(),
  }
}

/** The vendor's snippet, in words of our own, and a page that listens from the start. */
function pageHtml(
  script: string,
  url: string,
  { deploymentId = 'shop', query = '', early = '', script: own }: MessengerPageOptions,
): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Shop</title><link rel="icon" href="data:,"><style>body { font: 16px/1.5 system-ui; margin: 40px; max-width: 60ch }</style>
<main><h1>Garden shop</h1><p>Spades, seeds and advice. Ask us anything.</p></main>
<script>
  window._genesysJs = 'Genesys';
  window.Genesys = window.Genesys || function () { (Genesys.q = Genesys.q || []).push(arguments) };
  Genesys.t = Date.now();
  Genesys.c = { environment: 'local', deploymentId: '${deploymentId}' };
  window.heard = [];
  for (const name of ${JSON.stringify(EVENTS)}) {
    Genesys('subscribe', name, ({ event, data }) => heard.push({ event, data }));
  }
  ${early}
</script><script async src="${script}${query}"></script>
${own === undefined ? '' : `<script src="${url}/script"></script>`}</html>`
}
