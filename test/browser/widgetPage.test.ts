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
  test('apply to the customer’s page at once, and are shown as JSX', async () => {
    page = await demo.open()
    const customer = customerOf(page)
    await customer.startChat()
    await agentOf(page).join()
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('textbox', { name: 'notice' }).fill('Bye, and thanks for the fish.')
    const jsx = page.getByRole('region', { name: 'JSX' })
    expect(await jsx.textContent()).toContain('<ChatEndGuard notice="Bye, and thanks for the fish." />')
    await agentOf(page).closeSegment('Finalizing')
    await customer.log.getByText('Bye, and thanks for the fish.').waitFor()
    await page.getByRole('button', { name: 'Defaults' }).click()
    expect(await jsx.textContent()).toContain('<ChatEndGuard />')
  })
})

describe('the option closeSignal', () => {
  test('decides what closes the segment', async () => {
    page = await demo.open()
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('combobox', { name: 'closeSignals' }).selectOption('marker')
    const customer = customerOf(page)
    await customer.startChat()
    await agentOf(page).join()
    await agentOf(page).say('GenesysTerminateChat')
    await customer.notices.waitFor()
  })
})

describe('the guard’s options', () => {
  test('bubble colour, and a notice as a function of the closed segment', async () => {
    page = await demo.open()
    const customer = customerOf(page)
    await customer.startChat()
    await agentOf(page).join()
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByText('bubble', { exact: true }).click()
    await page.getByRole('textbox', { name: 'bubble.fill' }).fill('#112233')
    await page.getByRole('checkbox', { name: 'notice as a function' }).check()
    await agentOf(page).closeSegment('Finalizing')
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

  test('labels, noticePlacement and custom rendering', async () => {
    page = await demo.open()
    const customer = customerOf(page)
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('combobox', { name: 'noticePlacement' }).selectOption('page')
    await page.getByRole('checkbox', { name: 'children' }).check()
    await page.getByText('labels', { exact: true }).click()
    await page.getByRole('textbox', { name: 'labels.dismiss' }).fill('Got it')
    await customer.startChat()
    await agentOf(page).join()
    await agentOf(page).closeSegment('Finalizing')
    await customer.page.locator('.guard-bar').getByText(NOTICE).waitFor()
    await customer.page.getByRole('button', { name: 'Got it' }).click()
    await customer.page.getByText(NOTICE).waitFor({ state: 'detached' })
  })
})

describe('a follow-up', () => {
  test('is held, and sent as a new request when the customer confirms', async () => {
    page = await demo.open()
    const customer = customerOf(page)
    const agent = agentOf(page)
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('combobox', { name: 'followUps' }).selectOption('confirm')
    await customer.startChat()
    await agent.join()
    await agent.closeSegment('Finalizing')
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
  test('shows a countdown, and stays open when the customer stops it', async () => {
    page = await demo.open()
    const customer = customerOf(page)
    const agent = agentOf(page)
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('combobox', { name: 'asyncPolicy' }).selectOption('end')
    await page.getByRole('combobox', { name: 'endDelayMs' }).selectOption('5000')
    await customer.startChat()
    await agent.join()
    await page.clock.install()
    await agent.closeSegment('Finalizing')
    await customer.page.getByRole('timer').waitFor()
    await customer.page.getByRole('button', { name: 'Keep it open' }).click()
    await page.clock.runFor(6_000)
    expect(await phaseOf(page).textContent()).toBe('closed')
    expect(await customer.input.isEnabled()).toBe(true)
  })
})

describe('a segment closed while the window is closed', () => {
  test('shows its notice in the page, and in the window once that opens', async () => {
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
    await agent.closeSegment('Finalizing')
    await customer.page.getByRole('status').getByText(NOTICE).waitFor()
    await customer.page.getByRole('button', { name: 'Chat', exact: true }).click()
    await customer.notices.waitFor()
    expect(await customer.page.getByText(NOTICE).count()).toBe(1)
  })
})

describe('over GMS', () => {
  test('an agent who has left closes the segment, and the chat ends', async () => {
    page = await demo.open()
    await page.getByRole('radio', { name: 'GMS' }).check({ force: true })
    expect(await page.getByRole('radio', { name: 'Asynchronous' }).isDisabled()).toBe(true)
    const customer = customerOf(page)
    await customer.startChat()
    await agentOf(page).join()
    await customer.log.getByText('Anna Connected').waitFor()
    await agentOf(page).press('Leave')
    await customer.log.getByText('Chat Ended').waitFor()
    expect(await phaseOf(page).textContent()).toBe('ended')
  })
})

describe('on a phone', () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

  test.each(['', 'custom.html', 'compare.html'])('nothing on /%s is wider than the screen', async (path) => {
    page = await demo.open(path, phone)
    await page.getByRole('banner').first().waitFor()
    const [content, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    expect(content).toBeLessThanOrEqual(screen ?? 0)
  })

  test('the open chat covers the customer’s page', async () => {
    page = await demo.open('customer.html', phone)
    await page.getByRole('button', { name: 'Chat', exact: true }).tap()
    const box = await page.getByRole('dialog', { name: 'Chat with us' }).boundingBox()
    expect(box).toEqual({ x: 0, y: 0, width: 390, height: 844 })
  })
})

test('nothing went wrong on any page, and the strict policy refused nothing', () => {
  expect(demo.unexpectedTroubles).toEqual([])
})
