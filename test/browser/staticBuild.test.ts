import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type DemoUnderTest, startStaticDemo } from './demo.ts'
import { agentOf, customerOf, NOTICE, startOwnChat } from './people.ts'

let demo: DemoUnderTest
let page: Page

beforeAll(async () => {
  demo = await startStaticDemo()
})
afterAll(() => demo.close())
afterEach(() => page.close())

describe('without a server, the contact centre runs in the page', () => {
  test('and both sides meet there, also after a reload of the customer’s page', async () => {
    page = await demo.open()
    const customer = customerOf(page)
    await customer.startChat()
    await agentOf(page).join()
    await agentOf(page).closeSegment('Finalizing')
    await customer.notices.waitFor()
    await customer.reload()
    await customer.log.getByText('Anna Connected').waitFor()
    await customer.notices.waitFor()
    expect(await customer.notices.count()).toBe(1)
  })

  test('and the custom chat UI works the same', async () => {
    page = await demo.open('custom.html')
    await startOwnChat(page)
    await agentOf(page).closeSegment('Completed')
    await page.getByText(NOTICE).waitFor()
  })
})

test('nothing went wrong on any page', () => {
  expect(demo.unexpectedTroubles).toEqual([])
})
