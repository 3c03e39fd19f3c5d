import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import {
  buildMessengerScript,
  type MessengerPageOptions,
  type MessengerShop,
  type MessengerTestPage,
  startMessengerShop,
} from '../chromium/messengerPage.ts'
import { launchBrowser } from '../chromium/startWidget.ts'

export interface ShopUnderTest extends Pick<MessengerShop, 'agent' | 'simulator'> {
  /** Opens a page. The pages of a test share a browser profile, which the first one chooses. */
  open(options?: MessengerPageOptions, contextOptions?: BrowserContextOptions): Promise<MessengerTestPage>
  /** Replaces the simulator, before the first page. */
  restart(options: Parameters<typeof startMessengerShop>[1]): Promise<void>
}

/** Gives each test of a file a shop with Messenger, and a browser profile. A test fails if one of its pages throws. */
export function shopForEachTest(): ShopUnderTest {
  let browser: Browser
  let script: string
  let shop: MessengerShop
  let context: BrowserContext | undefined
  const pages: MessengerTestPage[] = []

  beforeAll(async () => {
    ;[browser, script] = await Promise.all([launchBrowser(), buildMessengerScript()])
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    shop = await startMessengerShop(script)
  })
  afterEach(async () => {
    await context?.close()
    context = undefined
    await shop.close()
    expect(pages.splice(0).flatMap(({ pageErrors }) => pageErrors)).toEqual([])
  })

  return {
    get agent() {
      return shop.agent
    },
    get simulator() {
      return shop.simulator
    },
    async open(options, contextOptions = { viewport: { width: 1200, height: 800 } }) {
      context ??= await browser.newContext(contextOptions)
      const page = await shop.open(context, options)
      pages.push(page)
      return page
    },
    async restart(options) {
      await shop.close()
      shop = await startMessengerShop(script, options)
    },
  }
}
