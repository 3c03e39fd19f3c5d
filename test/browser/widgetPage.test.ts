import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type DemoUnderTest, startDemo } from './demo.ts'
import { agentOf, customerOf } from './people.ts'

let demo: DemoUnderTest
let page: Page

beforeAll(async () => {
  demo = await startDemo()
})
afterAll(() => demo.close())
afterEach(() => page.close())

describe('the options', () => {
  test('apply at once to the customer’s page, and are written down as JSX', async () => {
    page = await demo.open()
    const customer = customerOf(page)
    await customer.startChat()
    await agentOf(page).join()
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('textbox', { name: 'notice' }).fill('Bye, and thanks for the fish.')
    const jsx = page.getByRole('region', { name: 'JSX' })
    expect(await jsx.textContent()).toContain('<ChatEndGuard notice="Bye, and thanks for the fish." />')
    await agentOf(page).close('Finalizing')
    await customer.log.getByText('Bye, and thanks for the fish.').waitFor()
    await page.getByRole('button', { name: 'Defaults' }).click()
    expect(await jsx.textContent()).toContain('<ChatEndGuard />')
  })
})

describe('on a phone', () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

  test.each(['', 'custom.html', 'compare.html'])('nothing of /%s is wider than the screen', async (path) => {
    page = await demo.open(path, phone)
    await page.getByRole('banner').first().waitFor()
    const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    expect(content).toBeLessThanOrEqual(screen ?? 0)
  })

  test('the open chat covers the whole of the customer’s page', async () => {
    page = await demo.open('customer.html', phone)
    await page.getByRole('button', { name: 'Chat', exact: true }).tap()
    const box = await page.getByRole('dialog', { name: 'Chat with us' }).boundingBox()
    expect(box).toEqual({ x: 0, y: 0, width: 390, height: 844 })
  })
})

test('nothing went wrong on any page, and the strict policy refused nothing', () => {
  expect(demo.unexpectedTroubles).toEqual([])
})
