import type { Browser, Page } from 'playwright-core'
import type { Browser as FirefoxBrowser, Page as FirefoxPage } from 'playwright-firefox'
import type { BrowserOptions, Key, Tab, Target, TestBrowser } from './engine.ts'
import { findIndex } from './findIndex.ts'

/** A browser that speaks one of Playwright's protocols. */
export async function playwrightBrowser(
  browser: Browser | FirefoxBrowser,
  { dark, reducedMotion }: BrowserOptions,
  isEmulating: boolean,
): Promise<TestBrowser> {
  // Firefox takes both from its preferences: this version of its protocol cannot emulate them.
  const emulated = isEmulating
    ? ({
        colorScheme: dark ? 'dark' : 'light',
        reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
      } as const)
    : {}
  let context: Awaited<ReturnType<typeof browser.newContext>> | undefined
  return {
    async openTab(viewport) {
      context ??= await browser.newContext({ viewport, ...emulated })
      const page = await context.newPage()
      await page.setViewportSize(viewport)
      return playwrightTab(page)
    },
    close: () => browser.close(),
  }
}

function playwrightTab(page: Page | FirefoxPage): Tab {
  const evaluate = (work: (argument: never) => unknown, argument?: unknown): Promise<unknown> =>
    page.evaluate(work as (given: unknown) => unknown, argument)
  return {
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    evaluate: evaluate as Tab['evaluate'],
    async click(target: Target) {
      const index = Number(await evaluate(findIndex as () => number, target))
      await page.locator(target.css).nth(index).click({ timeout: 5_000 })
    },
    type: (text) => page.keyboard.type(text),
    press: (key: Key) => page.keyboard.press(key),
    async resize(viewport) {
      await page.setViewportSize(viewport)
      await page.reload()
    },
    screenshot: () => page.screenshot(),
    close: () => page.close(),
  }
}
