import type { AgentSession } from 'genesys-simulator/server'
import type { Page } from 'playwright-core'
import type { ChatEndGuardProps, ChatLifecycle, GenesysChatProviderProps } from 'react-genesys-chat-lifecycle'
import type { BuiltApp } from './app/build.ts'
import type { TestPage } from './app/main.tsx'
import { type RealWidget, type RealWidgetOptions, startRealWidget } from './harness.ts'

/** How the application on the page is set up. What cannot be written as JSON goes into `script`. */
export interface LibraryPageOptions extends Partial<RealWidgetOptions> {
  readonly guard?: ChatEndGuardProps | null
  readonly provider?: GenesysChatProviderProps
  /** Runs before the application, which is `window.testApp` then. */
  readonly script?: string
  /** `false`: the application is mounted by `mount()`. */
  readonly mounted?: boolean
}

/** The real widget, and an application of ours beside it. */
export interface LibraryPage {
  readonly widget: RealWidget
  readonly page: Page
  state(page?: Page): Promise<Omit<ChatLifecycle, keyof TestPage>>
  /** Phases and callbacks, in order. */
  log(page?: Page): Promise<string[]>
  logged(pattern: RegExp): Promise<string[]>
  phase(wanted: string, page?: Page): Promise<void>
  mount(): Promise<void>
  /** Starts a chat, and an agent joins it. */
  conversation(): Promise<AgentSession>
  /** Notices that the widget has taken, in all page loads. */
  notices(): number
  /** How often a text stands in the widget's transcript. */
  shown(text: string): Promise<number>
  inputIsOff(): Promise<boolean>
  /** A few polls: long enough for what should not happen to happen. */
  aWhile(): Promise<void>
}

/** How often the customer has left: what `endChat` does to a session. */
export async function leaves(chat: AgentSession): Promise<number> {
  const { messages } = await chat.messages()
  return messages.filter(({ type, from }) => type === 'ParticipantLeft' && from.type === 'Customer').length
}

export const isInjected = (data: unknown): boolean =>
  (data as { data?: { type?: string } }).data?.type === 'injected'

/** Opens the page with the widget and the application. */
export async function openLibraryPage(
  app: BuiltApp,
  mode: 'async' | 'regular',
  { guard = {}, provider = {}, script = '', mounted = true, ...options }: LibraryPageOptions = {},
): Promise<LibraryPage> {
  const setUp = [
    `window.guardOptions = ${JSON.stringify(guard)}`,
    `window.providerOptions = ${JSON.stringify(provider)}`,
    `window.mountLater = ${!mounted}`,
  ]
  const widget = await startRealWidget({
    ...options,
    mode,
    folders: { '/app/': app.folder },
    body: `<script>${setUp.join(';')};${script}</script><script src="/app/${app.file}"></script>`,
  })
  const { page } = widget
  const opened: LibraryPage = {
    widget,
    page,
    state: (on = page) => on.evaluate(() => JSON.parse(JSON.stringify((window as unknown as TestPage).chat))),
    log: (on = page) => on.evaluate(() => (window as unknown as Required<TestPage>).log),
    logged: async (pattern) => (await opened.log()).filter((entry) => pattern.test(entry)),
    async phase(wanted, on = page) {
      const isThere = (name: string) => (window as unknown as TestPage).chat?.phase === name
      await on.waitForFunction(isThere, wanted, { timeout: 15_000 })
    },
    mount: () => page.evaluate(() => (window as unknown as Required<TestPage>).mount()),
    async conversation() {
      const chat = await widget.startChat()
      await chat.join('Anna')
      if (mounted) await opened.phase('active')
      return chat
    },
    notices: () =>
      widget.events.filter(({ event, data }) => event === 'WebChat.messageAdded' && isInjected(data)).length,
    shown: (text) => page.locator('.cx-transcript').getByText(text).count(),
    // The widget takes its input out of reach; it does not set `disabled`.
    inputIsOff: async () => (await page.locator('#cx_input').getAttribute('aria-hidden')) === 'true',
    aWhile: () => page.waitForTimeout(1_500),
  }
  return opened
}
