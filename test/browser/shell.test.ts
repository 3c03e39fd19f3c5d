import type { Locator, Page } from 'playwright-core'
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

const focused = (on: Page): Promise<string> =>
  on.evaluate(() => {
    const now = document.activeElement
    return now?.getAttribute('aria-label') || now?.textContent || now?.id || now?.tagName || ''
  })

describe('the guided tour', () => {
  test('walks from the start of a chat to its end, and is not offered again', async () => {
    page = await demo.open()
    const customer = customerOf(page)
    const agent = agentOf(page)
    const intro = page.getByRole('region', { name: 'About this page' })
    await intro.getByRole('button', { name: 'Take the tour' }).click()
    await intro.getByText('Start a chat.').waitFor()
    await customer.startChat()
    await intro.getByText('Answer as the agent.').waitFor()
    await agent.join()
    await intro.getByText('Close the segment.').waitFor()
    await agent.closeSegment('Finalizing')
    await intro.getByText('See the notice.').waitFor()
    await customer.notices.waitFor()
    await intro.getByRole('button', { name: 'Next' }).click()
    await intro.getByText('Write “thank you”.').waitFor()
    await customer.say('Thank you')
    await intro.getByText('The text is held.').waitFor()
    await intro.getByRole('button', { name: 'Next' }).click()
    await intro.getByText('End the chat.').waitFor()
    await agent.press('End the chat')
    await intro.getByText('That is all.').waitFor()
    await page.getByText('The contact centre ended it', { exact: true }).waitFor()
    await intro.getByRole('button', { name: 'Done' }).focus()
    await page.keyboard.press('Enter')
    await intro.getByRole('button', { name: 'Guided tour' }).waitFor()
    await expect.poll(() => focused(page)).toBe('Guided tour')

    await page.reload()
    await intro.getByRole('button', { name: 'Guided tour' }).waitFor()
  })
})

describe('a link', () => {
  test('opens the page with the kind of chat and the options, and follows what is changed', async () => {
    page = await demo.open('?mode=regular&regularPolicy=notify&notice=See%20you')
    expect(await page.getByRole('radio', { name: 'Regular' }).isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Options 2 changed' }).click()
    expect(await page.getByRole('textbox', { name: 'notice' }).inputValue()).toBe('See you')
    await page.getByRole('combobox', { name: 'followUps' }).selectOption('block')
    await expect
      .poll(() => page.url())
      .toContain('?mode=regular&regularPolicy=notify&followUps=block&notice=See+you')
    await customerOf(page).startChat()
    await agentOf(page).join()
    await agentOf(page).closeSegment('Finalizing')
    await customerOf(page).log.getByText('See you').waitFor()
    expect(await customerOf(page).page.getByText(NOTICE).count()).toBe(0)
  })
})

describe('the options', () => {
  test('say what they do and what the default is, and open as a complete example', async () => {
    page = await demo.open('?followUps=confirm')
    await page.getByRole('button', { name: 'Options' }).click()
    const followUps = page.getByRole('combobox', { name: 'Follow-ups' })
    expect(await followUps.evaluate((node) => node.ariaDescribedByElements?.[0]?.textContent)).toBe(
      'What happens to a text that is sent into a closed segment. Default: allow.',
    )
    const options = page.getByRole('region', { name: 'Options' })
    expect(await options.getByText('Changed').count()).toBe(1)
    expect(await page.getByRole('region', { name: 'JSX' }).textContent()).toContain(
      "import { ChatEndGuard, GenesysChatProvider } from 'react-genesys-chat-lifecycle'",
    )
    const opener = page.getByRole('button', { name: 'Complete example' })
    await opener.focus()
    await page.keyboard.press('Enter')
    const code = page.getByRole('dialog').getByRole('region', { name: 'src/App.tsx' })
    expect(await code.textContent()).toContain('<ChatEndGuard followUps="confirm" />')
    expect(await code.locator('pre').evaluate((node) => getComputedStyle(node).whiteSpace)).toBe('pre')
    await page.keyboard.press('Escape')
    await expect.poll(() => focused(page)).toBe('Complete example')
  })

  test.each([
    [1440, 900],
    [1200, 700],
    [980, 620],
    [390, 844],
  ])('leave the customer’s page 360 pixels at %i × %i', async (width, height) => {
    page = await demo.open('', { viewport: { width, height } })
    for (const panel of ['Options', 'Timeline']) {
      await page.getByRole('button', { name: panel }).click()
      const box = await page.locator('iframe').boundingBox()
      expect(box?.width).toBeGreaterThanOrEqual(360)
      expect(box?.height).toBeGreaterThanOrEqual(360)
    }
  })
})

const boxOf = async (found: Locator) => {
  const box = await found.boundingBox()
  if (!box) throw new Error('It is not shown.')
  return box
}

describe('the layout', () => {
  test('gives the state one row, or two of two, and does not move when the segment is closed', async () => {
    page = await demo.open()
    const bar = page.locator('.workbench-bar')
    await phaseOf(page).getByText('idle').waitFor()
    const { height } = await boxOf(bar)
    await customerOf(page).startChat()
    await agentOf(page).join()
    await agentOf(page).closeSegment('Finalizing')
    await phaseOf(page).getByText('closed').waitFor()
    expect((await boxOf(bar)).height).toBe(height)
    const top = async (name: string) => (await boxOf(page.getByRole('button', { name, exact: true }))).y
    const words = () => Promise.all(['phase', 'closedSegment', 'endReason', 'window'].map(top))
    for (const width of [1440, 1000, 820]) {
      await page.setViewportSize({ width, height: 900 })
      expect(new Set(await words()).size, `${width}`).toBe(1)
    }
    await page.setViewportSize({ width: 390, height: 844 })
    const [phase, closedSegment, endReason, window] = await words()
    expect([phase, endReason]).toEqual([closedSegment, window])
  })

  test('keeps both sides level while a panel is open, and no line of the JSX is cut', async () => {
    page = await demo.open()
    await page.getByRole('button', { name: 'Options' }).click()
    const { y } = await boxOf(page.locator('.browser'))
    expect(y).toBe((await boxOf(page.getByRole('region', { name: 'Agent’s desk' }))).y)
    expect(y).toBeGreaterThan((await boxOf(page.locator('.intro'))).y)
    const jsx = page.getByRole('region', { name: 'JSX' })
    expect(await jsx.evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0)
  })

  test('leaves the chat’s button free on a phone', async () => {
    page = await demo.open('', { viewport: { width: 390, height: 844 } })
    await page.locator('iframe').scrollIntoViewIfNeeded()
    await customerOf(page).startChat()
  })
})

describe('the words of the state', () => {
  test('are explained to the pointer, to the keyboard and to a finger', async () => {
    page = await demo.open('', { hasTouch: true })
    // Until then the words move, away from the pointer.
    await phaseOf(page).getByText('idle').waitFor()
    const word = page.getByRole('button', { name: 'endReason' })
    const explanation = page.getByRole('tooltip')
    await word.hover()
    expect(await explanation.textContent()).toBe(
      'Why the chat is over, and who ended it. Now: It is not over.',
    )
    await page.mouse.move(5, 5)
    await explanation.waitFor({ state: 'detached' })
    await word.focus()
    await explanation.waitFor()
    await page.keyboard.press('Escape')
    await explanation.waitFor({ state: 'detached' })
    await word.tap()
    await explanation.getByText('Why the chat is over').waitFor()
  })
})

describe('the focus', () => {
  test('goes on to the next thing when what had it disappears', async () => {
    page = await demo.open('?mode=regular')
    await customerOf(page).startChat()
    const desk = page.getByRole('region', { name: 'Agent’s desk' })
    const press = async (name: string): Promise<void> => {
      await desk.getByRole('button', { name, exact: true }).focus()
      await page.keyboard.press('Enter')
    }
    // The desk also lists the chats of the tests before.
    await customerOf(page).say('Is somebody there?')
    await desk.getByRole('log').getByText('Is somebody there?').waitFor()
    await press('Join as Anna')
    await expect.poll(() => focused(page)).toBe('agent-message')
    await press('Leave')
    await desk.getByRole('button', { name: 'Join as Anna' }).waitFor()
    await expect.poll(() => focused(page)).toBe('Join as Anna')
    await press('End the chat')
    await desk.getByText('This chat is over. The contact centre ended it.').waitFor()
    await expect.poll(() => focused(page)).toBe('Conversation with Joe')
    await phaseOf(page).getByText('ended').waitFor()
  })
})

describe('the menu of faults', () => {
  test('closes with Escape, and when something else is pressed', async () => {
    page = await demo.open()
    const menu = page.getByText('Faults', { exact: true })
    const entry = page.getByRole('button', { name: 'Answer 500' })
    await menu.click()
    await entry.focus()
    await page.keyboard.press('Escape')
    await entry.waitFor({ state: 'hidden' })
    expect(await focused(page)).toBe('Faults')
    await menu.click()
    await entry.waitFor()
    await page.getByRole('heading', { name: 'Agent’s desk' }).click()
    await entry.waitFor({ state: 'hidden' })
  })
})

describe('the documentation', () => {
  test('is served with the demo, with the page’s source', async () => {
    page = await demo.open()
    await page.getByRole('link', { name: 'Source' }).click()
    await page.getByText('export function GuardedPage').waitFor()
    await page.getByRole('link', { name: 'Documentation' }).click()
    await page.getByRole('link', { name: 'How it works' }).click()
    await page.getByRole('heading', { name: 'How a chat ends' }).waitFor()
    const links = await page
      .getByRole('main')
      .getByRole('link')
      .evaluateAll((all) =>
        all
          .map((link) => (link as HTMLAnchorElement).href)
          .filter((href) => href.startsWith(location.origin)),
      )
    expect(links.length).toBeGreaterThan(3)
    for (const link of new Set(links.map((href) => href.replace(/#.*/, ''))))
      expect((await page.request.get(link)).status(), link).toBe(200)
  })
})

test('nothing went wrong on any page, and the strict policy refused nothing', () => {
  expect(demo.unexpectedTroubles).toEqual([])
})
