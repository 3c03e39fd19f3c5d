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

describe('the custom chat UI', () => {
  test('shows one notice for a closed segment, and calls no callback again after a reload', async () => {
    page = await demo.open('custom.html')
    await page.getByRole('button', { name: 'Timeline' }).click()
    await startOwnChat(page)
    await agentOf(page).closeSegment('Finalizing')
    await page.getByText(NOTICE).waitFor()
    await agentOf(page).closeSegment('Completed')
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

  test('ends a regular chat when the agent closes the segment, and can start another', async () => {
    page = await demo.open('custom.html')
    await page.getByRole('radio', { name: 'Regular' }).check({ force: true })
    await startOwnChat(page)
    await agentOf(page).closeSegment('Finalizing')
    await page.getByText('This chat is over').first().waitFor()
    await page.getByRole('textbox', { name: 'Your name' }).fill('Joe')
    await page.getByRole('button', { name: 'Start another chat' }).click()
    await page.getByRole('textbox', { name: 'Your message' }).waitFor()
  })
})

test('nothing went wrong on any page, and the strict policy refused nothing', () => {
  expect(demo.unexpectedTroubles).toEqual([])
})
