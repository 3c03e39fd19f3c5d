import type { AgentSession } from 'genesys-simulator/server'
import type { Browser, Locator } from 'playwright-core'
import type { BusEnvelope } from 'react-genesys-chat-lifecycle/core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import {
  launchBrowser,
  type RealWidget,
  type RealWidgetOptions,
  startRealWidget,
  whySkipped,
} from './harness.ts'

/** A chat that was started in the real widget. */
export interface BegunChat {
  readonly widget: RealWidget
  /** The agent's side of it. */
  readonly chat: AgentSession
  /** Waits for a batch that contains a text. */
  hears(text: string, since?: number): Promise<BusEnvelope>
  /** The names of all events after the first `since`. */
  names(since?: number): string[]
  readonly transcript: Locator
  readonly input: Locator
}

/** One browser for the tests of a file, and a widget for each test, which is closed afterwards. */
export function prepareRealWidget(): {
  start(options: RealWidgetOptions): Promise<RealWidget>
  begin(mode: RealWidgetOptions['mode'], options?: Omit<RealWidgetOptions, 'mode'>): Promise<BegunChat>
} {
  let browser: Browser | undefined
  const open: RealWidget[] = []
  beforeAll(async () => {
    if (!whySkipped) browser = await launchBrowser()
  })
  afterAll(() => browser?.close())
  afterEach(async () => {
    for (const widget of open.splice(0)) await widget.close()
  })
  const start = async (options: RealWidgetOptions) => {
    const widget = await startRealWidget({ ...(browser && { browser }), ...options })
    open.push(widget)
    return widget
  }
  return {
    start,
    begin: async (mode, options) => {
      const widget = await start({ mode, ...options })
      return {
        widget,
        chat: await widget.startChat(),
        hears: (text, since = 0) =>
          widget.waitFor('WebChatService.messageReceived', {
            since,
            where: (data) => JSON.stringify(data).includes(text),
          }),
        names: (since = 0) => widget.events.slice(since).map(({ event }) => event),
        transcript: widget.page.locator('.cx-webchat .cx-transcript'),
        input: widget.page.locator('.cx-webchat textarea.cx-message-input'),
      }
    },
  }
}
