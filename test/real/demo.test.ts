import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type DemoUnderTest, startDemo } from '../browser/demo.ts'
import { agentOf, happened, NOTICE, phaseOf, startOwnChat } from '../browser/people.ts'
import { whySkipped } from './harness.ts'

describe.skipIf(whySkipped)('the demo on the real widget', () => {
  let demo: DemoUnderTest
  let page: Page

  beforeAll(async () => {
    demo = await startDemo({ widgetsDir: process.env.GENESYS_WIDGETS_DIR ?? '' })
  })
  afterAll(() => demo?.close())
  afterEach(() => page?.close())

  async function startChat(): Promise<FrameLocator> {
    const customer = page.frameLocator('iframe')
    await page.getByRole('button', { name: 'Timeline' }).click()
    await customer.locator('.cx-webchat-chat-button').click()
    await customer.locator('.cx-webchat input[name=firstname]').fill('Joe')
    await customer.locator('.cx-webchat .cx-submit').click()
    await agentOf(page).join()
    await phaseOf(page).getByText('active').waitFor()
    return customer
  }

  test('shows one notice for a closed segment of an asynchronous chat, and again after a reload', async () => {
    page = await demo.open()
    const customer = await startChat()
    // The widget keeps a copy of everything for screen readers. The transcript itself has it once.
    const notices = customer.locator('.cx-transcript .cx-message-text').getByText(NOTICE)
    await agentOf(page).closeSegment('Finalizing')
    await notices.waitFor()
    await agentOf(page).closeSegment('Completed')
    await page.getByText(/^completed, /).waitFor()
    await demo.settled(page)
    expect(await notices.count()).toBe(1)
    expect(await happened(page, 'onSegmentClosed').count()).toBe(1)

    await page.getByRole('button', { name: 'Reload the customer’s page' }).click()
    await happened(page, 'WebChatService.restored').waitFor()
    await notices.waitFor()
    await demo.settled(page)
    expect(await notices.count()).toBe(1)
    expect(await happened(page, 'onSegmentClosed').count()).toBe(1)
  })

  test('ends a regular chat once, and leaves the window open', async () => {
    page = await demo.open()
    const deletes: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'DELETE') deletes.push(request.url())
    })
    await page.getByRole('radio', { name: 'Regular' }).check({ force: true })
    const customer = await startChat()
    await agentOf(page).closeSegment('Finalizing')
    await phaseOf(page).getByText('ended').waitFor()
    await demo.settled(page)
    expect(deletes).toHaveLength(1)
    // The widget disables its input without setting `disabled`.
    expect(await customer.locator('#cx_input').getAttribute('aria-hidden')).toBe('true')
    expect(await customer.locator('.cx-webchat').first().isVisible()).toBe(true)
  })

  test('runs the custom chat UI without the widget’s window', async () => {
    page = await demo.open('custom.html')
    await startOwnChat(page)
    await agentOf(page).closeSegment('Finalizing')
    await page.getByText(NOTICE).waitFor()
    expect(await page.locator('.cx-webchat').count()).toBe(0)
  })
})
