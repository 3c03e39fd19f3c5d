import { expect } from 'vitest'
import { serveDemo } from '../../apps/demo/server/serveDemo.ts'
import type { BrowserTest, Scene } from './describeBrowsers.ts'
import type { Tab, Target } from './engines/engine.ts'
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

/** Reaches into the customer's page, which the demo has in a frame. Run in the page. */
const isShown = ({ css, text = '' }: Target): boolean =>
  [...(document.querySelector('iframe')?.contentDocument?.querySelectorAll(css) ?? [])].some((element) =>
    element.textContent?.includes(text),
  )
/** How far a customer's page reaches below what stands around it, in whole pixels. Run in the page. */
const overflowOf = (around: string): number =>
  Math.max(
    ...[...document.querySelectorAll('iframe')].map((frame) => {
      const below = frame.closest(around)?.querySelector('.side-facts')?.getBoundingClientRect().top
      const end = below ?? frame.closest(around)?.getBoundingClientRect().bottom ?? 0
      return Math.round(frame.getBoundingClientRect().bottom - end)
    }),
  )
const press = ({ css, text = '' }: Target): void =>
  [...(document.querySelector('iframe')?.contentDocument?.querySelectorAll<HTMLElement>(css) ?? [])]
    .find((element) => element.textContent?.includes(text))
    ?.click()
const enter = ({ css, text = '' }: Target): void => {
  const field = document.querySelector('iframe')?.contentDocument?.querySelector<HTMLInputElement>(css)
  if (!field) return
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

export function demoScenarios(test: BrowserTest): void {
  test('the custom chat UI shows a notice', async ({ engine, picture }) => {
    await withDemo(engine, 'custom.html', async (tab) => {
      await fill(tab, { css: 'input[aria-label="Your name"]' }, 'Joe')
      await clickOn(tab, { css: 'button', text: 'Start chat' })
      await clickOn(tab, { css: 'button', text: 'Join as Anna' })
      await until('Anna', () => tab.evaluate(() => document.body.textContent?.includes('active')))
      await clickOn(tab, { css: 'button', text: 'Close: Finalizing' })
      await see(tab, { css: '[role=status], .genesys-chat-guard, [role=log] *', text: NOTICE })
      await picture(tab, 'demo-custom')
    })
  })

  test('the customer’s page and the agent’s desk play a chat to its notice', async ({ engine, picture }) => {
    await withDemo(engine, '', async (tab) => {
      const seen = (target: Target) => until(JSON.stringify(target), () => tab.evaluate(isShown, target))
      const pressIt = async (target: Target) => {
        await seen(target)
        await tab.evaluate(press, target)
      }
      await pressIt({ css: 'button', text: 'Chat' })
      await seen({ css: '.gsim-window [name=firstname]' })
      await tab.evaluate(enter, { css: '.gsim-window [name=firstname]', text: 'Joe' })
      await pressIt({ css: '.gsim-window button', text: 'Start chat' })
      await clickOn(tab, { css: 'button', text: 'Join as Anna' })
      await seen({ css: '.gsim-transcript *', text: 'Anna Connected' })
      await clickOn(tab, { css: 'button', text: 'Close: Finalizing' })
      await seen({ css: '.gsim-transcript *', text: NOTICE })
      expect(await tab.evaluate(overflowOf, '.browser')).toBeLessThanOrEqual(0)
      await picture(tab, 'demo-live')
    })
  })

  test('“Before and after” plays a situation', async ({ engine, picture }) => {
    await withDemo(engine, 'compare.html', async (tab) => {
      await see(tab, { css: '[role=status]', text: 'Pass' })
      await see(tab, { css: '[role=status]', text: 'Fail' })
      expect(await tab.evaluate(overflowOf, '.side')).toBeLessThanOrEqual(0)
      await picture(tab, 'demo-compare')
    })
  })
}
