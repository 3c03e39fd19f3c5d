import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type DemoUnderTest, startDemo } from './demo.ts'
import { agentOf, customerOf, NOTICE, phaseOf } from './people.ts'

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

describe('every option of the guard', () => {
  test('the bubble’s colour, a word, and a notice made from the closing', async () => {
    page = await demo.open()
    const customer = customerOf(page)
    await customer.startChat()
    await agentOf(page).join()
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByText('bubble', { exact: true }).click()
    await page.getByRole('textbox', { name: 'bubble.fill' }).fill('#112233')
    await page.getByRole('checkbox', { name: 'notice as a function' }).check()
    await agentOf(page).close('Finalizing')
    const notice = customer.log.getByText('Anna closed your request. Thank you!')
    await notice.waitFor()
    const colours = await notice.evaluate((node) => {
      const seen = []
      for (let at: Element | null = node; at; at = at.parentElement)
        seen.push(getComputedStyle(at).backgroundColor)
      return seen
    })
    expect(colours).toContain('rgb(17, 34, 51)')
  })

  test('words, and a look of the page’s own', async () => {
    page = await demo.open()
    const customer = customerOf(page)
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('combobox', { name: 'render' }).selectOption('page')
    await page.getByRole('checkbox', { name: 'children' }).check()
    await page.getByText('labels', { exact: true }).click()
    await page.getByRole('textbox', { name: 'labels.dismiss' }).fill('Got it')
    await customer.startChat()
    await agentOf(page).join()
    await agentOf(page).close('Finalizing')
    await customer.page.locator('.own-look').getByText(NOTICE).waitFor()
    await customer.page.getByRole('button', { name: 'Got it' }).click()
    await customer.page.getByText(NOTICE).waitFor({ state: 'detached' })
  })
})

describe('a text that is written into a closed segment', () => {
  test('is held, and sent as a new request when the customer says so', async () => {
    page = await demo.open()
    const customer = customerOf(page)
    const agent = agentOf(page)
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('combobox', { name: 'followUps' }).selectOption('confirm')
    await customer.startChat()
    await agent.join()
    await agent.close('Finalizing')
    await customer.notices.waitFor()
    await customer.say('And my order?')
    await customer.page.getByText('your message has not been sent yet').waitFor()
    expect(await agent.transcript.getByText('And my order?').count()).toBe(0)
    await customer.page.getByRole('button', { name: 'Send as a new request' }).click()
    await agent.transcript.getByText('And my order?').waitFor()
    await phaseOf(page).getByText('closed').waitFor({ state: 'detached' })
  })
})

describe('a chat that is about to end', () => {
  test('says so, and stays when the customer wants it to', async () => {
    page = await demo.open()
    const customer = customerOf(page)
    const agent = agentOf(page)
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('combobox', { name: 'async', exact: true }).selectOption('close')
    await page.getByRole('combobox', { name: 'closeDelayMs' }).selectOption('5000')
    await customer.startChat()
    await agent.join()
    await page.clock.install()
    await agent.close('Finalizing')
    await customer.page.getByRole('timer').waitFor()
    await customer.page.getByRole('button', { name: 'Keep it open' }).click()
    await page.clock.runFor(6_000)
    expect(await phaseOf(page).textContent()).toBe('closed')
    expect(await customer.input.isEnabled()).toBe(true)
  })
})

describe('a closing while the window is closed', () => {
  test('is told in the page, and in the window when that opens', async () => {
    page = await demo.open()
    const customer = customerOf(page)
    const agent = agentOf(page)
    await customer.startChat()
    await agent.join()
    await customer.page.getByText('Anna Connected').waitFor()
    await customer.page.locator('body').evaluate(() => {
      const { _genesys } = window as unknown as {
        _genesys: { widgets: { bus: { command(name: string): void } } }
      }
      _genesys.widgets.bus.command('WebChat.close')
    })
    await customer.page.getByRole('button', { name: 'Chat', exact: true }).waitFor()
    await agent.close('Finalizing')
    await customer.page.getByRole('status').getByText(NOTICE).waitFor()
    await customer.page.getByRole('button', { name: 'Chat', exact: true }).click()
    await customer.notices.waitFor()
    expect(await customer.page.getByText(NOTICE).count()).toBe(1)
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
