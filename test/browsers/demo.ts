import { expect } from 'vitest'
import { serveDemo } from '../../apps/demo/server/serveDemo.ts'
import type { BrowserTest, Scene } from './describeBrowsers.ts'
import type { Tab } from './engines/engine.ts'
import { clickOn, fill, see, until } from './until.ts'

async function withDemo(
  engine: Scene['engine'],
  path: string,
  work: (tab: Tab) => Promise<void>,
): Promise<void> {
  const demo = await serveDemo()
  const browser = await engine.launch({})
  try {
    const tab = await browser.openTab({ width: 1440, height: 900 })
    await tab.goto(demo.url + path)
    await work(tab)
  } finally {
    await browser.close()
    await demo.close()
  }
}

const NOTICE = 'Please do not respond'

/** The customer's page in the demo's frame. Runs in the page. */
const inFrame = (css: string): string | undefined =>
  document.querySelector('iframe')?.contentDocument?.querySelector(css)?.textContent ?? undefined

export function demoScenarios(test: BrowserTest): void {
  test('the custom chat UI shows a notice', async ({ engine }) => {
    await withDemo(engine, 'custom.html', async (tab) => {
      await fill(tab, { css: 'input[aria-label="Your name"]' }, 'Joe')
      await clickOn(tab, { css: 'button', text: 'Start chat' })
      await clickOn(tab, { css: 'button', text: 'Join as Anna' })
      await until('Anna', () => tab.evaluate(() => document.body.textContent?.includes('active')))
      await clickOn(tab, { css: 'button', text: 'Close: Finalizing' })
      await see(tab, { css: '[role=status], .genesys-chat-guard, [role=log] *', text: NOTICE })
    })
  })

  test('the customer’s page and the agent’s desk play a chat to its notice', async ({ engine }) => {
    await withDemo(engine, 'customer.html', async (tab) => {
      await clickOn(tab, { css: 'button', text: 'Chat' })
      await fill(tab, { css: '.gsim-window input' }, 'Joe')
      await tab.press('Enter')
      await see(tab, { css: '.gsim-transcript *', text: 'Chat Started' })
    })
    await withDemo(engine, '', async (tab) => {
      await until('the customer’s page', () => tab.evaluate(inFrame, 'button'))
      expect(await tab.evaluate(() => document.querySelectorAll('iframe').length)).toBe(1)
    })
  })

  test('“Before and after” plays a situation', async ({ engine }) => {
    await withDemo(engine, 'compare.html', async (tab) => {
      await see(tab, { css: '[role=status]', text: 'As wanted' })
      await see(tab, { css: '[role=status]', text: 'Not as wanted' })
    })
  })
}
