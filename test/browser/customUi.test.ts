import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type DemoUnderTest, startDemo } from './demo.ts'
import { agentOf, happened, NOTICE, phaseOf, startOwnChat } from './people.ts'

let demo: DemoUnderTest
let page: Page

beforeAll(async () => {
  demo = await startDemo()
})
afterAll(() => demo.close())
afterEach(() => page.close())

describe('the chat with a UI of its own', () => {
  test('goes on after a closing, which it shows once, and which a reload does not repeat to anybody', async () => {
    page = await demo.open('custom.html')
    await page.getByRole('button', { name: 'Timeline' }).click()
    await startOwnChat(page)
    await agentOf(page).close('Finalizing')
    await page.getByText(NOTICE).waitFor()
    await agentOf(page).close('Completed')
    await page.getByText(/^completed, /).waitFor()
    expect(await page.getByText(NOTICE).count()).toBe(1)
    expect(await happened(page, 'onSegmentClosed').count()).toBe(1)

    await page.reload()
    await page.getByRole('button', { name: 'Timeline' }).click()
    await page.getByText(NOTICE).waitFor()
    expect(await page.getByRole('log', { name: 'Conversation' }).getByText('Hello <b>Joe</b>').count()).toBe(
      1,
    )
    expect(await happened(page, 'onSegmentClosed').count()).toBe(0)

    await page.getByRole('textbox', { name: 'Your message' }).fill('One more thing')
    await page.getByRole('button', { name: 'Send', exact: true }).first().click()
    await page.getByText(NOTICE).waitFor({ state: 'detached' })
    expect(await phaseOf(page).textContent()).not.toBe('closed')
  })

  test('is over when the agent closes a regular one, and another can be started', async () => {
    page = await demo.open('custom.html')
    await page.getByRole('radio', { name: 'Regular' }).check({ force: true })
    await startOwnChat(page)
    await agentOf(page).close('Finalizing')
    await page.getByText('This chat is over').first().waitFor()
    await page.getByRole('textbox', { name: 'Your name' }).fill('Joe')
    await page.getByRole('button', { name: 'Start another chat' }).click()
    await page.getByRole('textbox', { name: 'Your message' }).waitFor()
  })
})

test('nothing went wrong on any page, and the strict policy refused nothing', () => {
  expect(demo.unexpectedTroubles).toEqual([])
})
