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
    const log = page.getByRole('log', { name: 'Conversation' })
    await log.getByText('Not sent yet.').waitFor()
    await page.getByRole('button', { name: 'Send as a new request' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText(NOTICE).waitFor({ state: 'detached' })
    await log.getByText('Not sent yet.').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Your message')
    await phaseOf(page).getByText('active').waitFor()
  })

  test('ends a regular chat when the agent closes the segment, and can start another', async () => {
    page = await demo.open('custom.html')
    await page.getByRole('radio', { name: 'Regular' }).check({ force: true })
    await startOwnChat(page)
    await agentOf(page).closeSegment('Finalizing')
    await page.getByText('This chat is over: your request was closed').first().waitFor()
    await page.getByRole('textbox', { name: 'Your name' }).fill('Joe')
    await page.getByRole('button', { name: 'Start another chat' }).click()
    await page.getByRole('textbox', { name: 'Your message' }).waitFor()
  })

  test('has nobody type at the desk when the chat is over', async () => {
    page = await demo.open('custom.html')
    await startOwnChat(page)
    const desk = page.getByRole('region', { name: 'Agent’s desk' })
    await page.getByRole('textbox', { name: 'Your message' }).fill('By the w')
    await desk.getByText('Joe is typing…').waitFor()
    await agentOf(page).press('End the chat')
    await desk.getByText('This chat is over.').waitFor()
    expect(await desk.getByText('Joe is typing…').count()).toBe(0)
  })

  test('keeps the focus when the kind of chat or the platform is changed', async () => {
    page = await demo.open('custom.html')
    for (const [from, to] of [
      ['Asynchronous', 'Regular'],
      ['Widgets', 'Messenger'],
    ] as const) {
      await page.getByRole('radio', { name: from }).focus()
      const loaded = page.waitForEvent('load')
      await page.keyboard.press('ArrowRight')
      await loaded
      const chosen = page.getByRole('radio', { name: to })
      await expect.poll(() => chosen.evaluate((node) => node === document.activeElement)).toBe(true)
    }
  })

  test('counts unread messages, saves the transcript, and forgets the customer', async () => {
    page = await demo.open('custom.html')
    const name = page.getByRole('textbox', { name: 'Your name' })
    await page.getByRole('button', { name: 'Start chat' }).click()
    await page.getByRole('alert').getByText('Please enter your name.').waitFor()
    await startOwnChat(page)
    await page.getByRole('button', { name: 'Minimise' }).focus()
    await page.keyboard.press('Enter')
    await agentOf(page).say('Are you there?')
    const launcher = page.getByRole('button', { name: 'Chat 1 new' })
    await launcher.waitFor()
    await launcher.click()
    await page.getByRole('log', { name: 'Conversation' }).getByText('Are you there?').waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('halbrook-chat.txt')
    await page.getByRole('button', { name: 'New customer' }).click()
    await name.waitFor()
    await page.getByText('Are you there?').first().waitFor()
    expect(await page.getByRole('log', { name: 'Conversation' }).textContent()).toBe('')
  })
})

test('nothing went wrong on any page, and the strict policy refused nothing', () => {
  expect(demo.unexpectedTroubles).toEqual([])
})
