import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Locator, Page } from 'playwright-core'
import type { ChatEndGuardProps, ChatLifecycle, GenesysChatProviderProps } from 'react-genesys-chat-lifecycle'
import type { BuiltScript } from '../chromium/buildScript.ts'
import type { OpenWidget, WidgetOptions, WidgetRequest } from '../chromium/startWidget.ts'
import type { WidgetKind } from '../chromium/widgetKind.ts'
import type { TestPage } from './app/main.tsx'
import { type SceneAgent, sceneAgent } from './sceneAgent.ts'

/** The application's setup. What is not JSON goes into `script`. */
export interface LibraryPageOptions extends Partial<WidgetOptions> {
  readonly guard?: ChatEndGuardProps | null
  readonly provider?: GenesysChatProviderProps
  /** Runs before the application. */
  readonly script?: string
  /** `false`: mount the application with `mount()`. */
  readonly mounted?: boolean
}

/** A page with the widget and the application. */
export interface LibraryPage {
  readonly widget: OpenWidget
  readonly page: Page
  state(page?: Page): Promise<Omit<ChatLifecycle, keyof TestPage>>
  /** Phases and callbacks, in order. */
  log(page?: Page): Promise<string[]>
  logged(pattern: RegExp): Promise<string[]>
  phase(wanted: string, page?: Page): Promise<void>
  /** Waits until the window is open. */
  opened(): Promise<void>
  mount(): Promise<void>
  /** Starts a chat, and an agent joins it. */
  conversation(agentName?: string): Promise<SceneAgent>
  /** The chat that was started last. */
  newest(): Promise<SceneAgent>
  /** How many notices the widget took, in all page loads. */
  notices(): number
  /** How often a text stands in the widget's transcript. */
  shown(text: string): Promise<number>
  inputIsOff(): Promise<boolean>
  /** The widget's own input. */
  readonly input: Locator
  /** The guard in the widget's overlay. */
  readonly overlay: Locator
  /** The guard in the page. */
  readonly inPage: Locator
  /** The injected texts in the transcript. */
  readonly injected: Locator
  /** Writes into the widget's own input, as the customer does. */
  write(text: string): Promise<void>
  /** What axe finds wrong in a part of the page. */
  faults(selector: string): Promise<string[]>
  /** Requests that end a chat. */
  endRequests(): WidgetRequest[]
  /** Several polls, or a silence: long enough for what should not happen to happen. */
  aWhile(): Promise<void>
}

/** How often the customer left, which is what `endChat` does to a session. */
export async function leaves(chat: SceneAgent): Promise<number> {
  const { messages } = await chat.messages()
  return messages.filter(({ type, from }) => type === 'ParticipantLeft' && from.type === 'Customer').length
}

export const isInjected = (data: unknown): boolean =>
  (data as { data?: { type?: string } }).data?.type === 'injected'

/** The texts of the customer that reached the server. */
export async function textsOf(chat: SceneAgent): Promise<(string | undefined)[]> {
  const { messages } = await chat.messages()
  return messages
    .filter(({ type, from }) => type === 'Text' && from.type === 'Customer')
    .map(({ text }) => text)
}

/** Whether a request ends a chat, on any transport. */
export function isEnd({ method, path, body }: Pick<WidgetRequest, 'method' | 'path' | 'body'>): boolean {
  return (
    method === 'DELETE' ||
    /\/[\w-]{36}\/disconnect$/.test(path) ||
    (body ?? '').includes('"operation":"disconnect"')
  )
}

/** Genesys Cloud has no asynchronous chats. A guard that notifies in regular ones stands in for what does not need them. */
function notifying(guard: ChatEndGuardProps | null, mode: 'async' | 'regular'): ChatEndGuardProps | null {
  return guard && mode === 'async' ? { regularPolicy: guard.asyncPolicy ?? 'notify', ...guard } : guard
}

/** Opens the page with the widget and the application. */
export async function openLibraryPage(
  kind: WidgetKind,
  app: BuiltScript,
  start: (options: WidgetOptions) => Promise<OpenWidget>,
  mode: 'async' | 'regular',
  { guard = {}, provider = {}, script = '', mounted = true, ...options }: LibraryPageOptions = {},
): Promise<LibraryPage> {
  const { transport = 'digital-channels' } = options
  const setUp = [
    `window.guardOptions = ${JSON.stringify(transport === 'genesys-cloud' ? notifying(guard, mode) : guard)}`,
    `window.providerOptions = ${JSON.stringify(provider)}`,
    `window.mountLater = ${!mounted}`,
    `window.closesByLeaving = ${transport !== 'digital-channels'}`,
  ]
  const widget = await start({
    ...options,
    mode,
    folders: { '/app/': app.folder },
    body: `<link rel="stylesheet" href="/app/${app.styles}"><h1>Shop</h1>
      <script>${setUp.join(';')};${script}</script><script src="/app/${app.file}"></script>`,
  })
  const { page } = widget
  const { parts } = kind
  const input = page.locator(parts.input)
  const opened: LibraryPage = {
    widget,
    page,
    state: (on = page) => on.evaluate(() => JSON.parse(JSON.stringify((window as unknown as TestPage).chat))),
    log: (on = page) => on.evaluate(() => (window as unknown as Required<TestPage>).log),
    logged: async (pattern) => (await opened.log()).filter((entry) => pattern.test(entry)),
    async phase(wanted, on = page) {
      const isThere = (name: string) => (window as unknown as TestPage).chat?.phase === name
      await on.waitForFunction(isThere, wanted, { timeout: 30_000 })
    },
    async opened() {
      await page.waitForFunction(() => (window as unknown as TestPage).chat?.window === 'open')
    },
    mount: () => page.evaluate(() => (window as unknown as Required<TestPage>).mount()),
    async conversation(agentName = 'Anna') {
      const chat = sceneAgent(await widget.startChat(), transport)
      await chat.join(agentName)
      if (mounted) await opened.phase('active')
      // On Genesys Cloud the widget asks who has joined. Of who has left by then it never learns anything.
      else await widget.waitFor('WebChatService.agentConnected', { since: 0 })
      return chat
    },
    newest: async () => sceneAgent(await widget.agent.newest(), transport),
    notices: () =>
      widget.events.filter(({ event, data }) => event === 'WebChat.messageAdded' && isInjected(data)).length,
    shown: (text) => page.locator(parts.transcript).getByText(text).count(),
    inputIsOff: async () => (await page.locator(parts.inputOff).count()) === 1,
    input,
    overlay: page.locator(parts.overlay).locator('.genesys-chat-guard--overlay'),
    inPage: page.locator('main .genesys-chat-guard'),
    injected: page.locator(parts.injected),
    async write(text) {
      await input.fill(text)
      await input.press('Enter')
    },
    faults: (selector) => findFaults(page, selector),
    endRequests: () => widget.requests.filter(isEnd),
    aWhile: () => widget.settled(1_500),
  }
  return opened
}

async function findFaults(page: Page, selector: string): Promise<string[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  // What fades in has no contrast yet.
  const cards = page.locator('.genesys-chat-guard__card')
  await cards.first().waitFor()
  await cards.evaluateAll(async (nodes) => {
    await Promise.all(nodes.flatMap((node) => node.getAnimations()).map(({ finished }) => finished))
  })
  return page.evaluate(async (target) => {
    const { violations } = await (
      window as unknown as {
        axe: { run(target: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
    ).axe.run(target)
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  }, selector)
}

/** Duplicates the tab, as the browser's menu does: the new one has a copy of the session storage. */
export async function duplicate(shop: LibraryPage): Promise<Page> {
  const opened = shop.widget.context.waitForEvent('page')
  await shop.page.evaluate(() => void window.open(location.href))
  const tab = await opened
  await tab.waitForFunction(() => {
    const { phase } = (window as unknown as TestPage).chat ?? {}
    return phase !== undefined && phase !== 'connecting' && phase !== 'idle'
  })
  return tab
}
