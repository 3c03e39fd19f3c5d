import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type DemoUnderTest, startDemo } from './demo.ts'
import { agentOf, customerOf, startOwnChat } from './people.ts'

let demo: DemoUnderTest
let page: Page

beforeAll(async () => {
  demo = await startDemo()
})
afterAll(() => demo.close())
afterEach(() => page.close())

/** What axe finds. In dark mode only colours are checked, because all else is the same. */
async function violations(look: 'light' | 'dark'): Promise<string[]> {
  const axe = new AxeBuilder({ page })
  const { violations: found } = await (look === 'dark' ? axe.withRules('color-contrast') : axe).analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

describe.each(['light', 'dark'] as const)('axe finds nothing in %s mode on', (colorScheme) => {
  test('the widget, from its button to a closed segment', async () => {
    page = await demo.open('', { colorScheme })
    const customer = customerOf(page)
    await customer.page.getByRole('button', { name: 'Chat', exact: true }).waitFor()
    expect(await violations(colorScheme)).toEqual([])
    await customer.page.getByRole('button', { name: 'Chat', exact: true }).click()
    await customer.page.getByRole('textbox', { name: 'First name' }).fill('Joe')
    expect(await violations(colorScheme)).toEqual([])
    await customer.page.getByRole('button', { name: 'Start chat' }).click()
    await customer.say('Hello')
    await agentOf(page).join()
    await agentOf(page).say('Hello Joe')
    await customer.log.getByText('Hello Joe').waitFor()
    await agentOf(page).closeSegment('Finalizing')
    await customer.notices.waitFor()
    await page.getByRole('button', { name: 'Timeline' }).click()
    expect(await violations(colorScheme)).toEqual([])
    await page.getByRole('button', { name: 'Options' }).click()
    await page.getByRole('combobox', { name: 'followUps' }).selectOption('confirm')
    await customer.say('And my order?')
    await customer.page.getByRole('button', { name: 'Send as a new request' }).waitFor()
    expect(await violations(colorScheme)).toEqual([])
    await customer.page.getByRole('button', { name: 'Close chat' }).click()
    await customer.page.getByRole('alertdialog').waitFor()
    expect(await violations(colorScheme)).toEqual([])
  })

  test('the custom chat UI', async () => {
    page = await demo.open('custom.html', { colorScheme })
    await startOwnChat(page)
    expect(await violations(colorScheme)).toEqual([])
  })

  test('before and after', async () => {
    page = await demo.open('compare.html', { colorScheme })
    await page.getByText('Fail', { exact: true }).waitFor()
    expect(await violations(colorScheme)).toEqual([])
  })
})

test('a customer can start, use and end a chat by keyboard', async () => {
  page = await demo.open('customer.html')
  const launcher = page.getByRole('button', { name: 'Chat', exact: true })
  await launcher.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('textbox', { name: 'First name' }).waitFor()
  await page.keyboard.type('Joe')
  await page.keyboard.press('Enter')
  await page.getByText('Chat Started').waitFor()
  const input = page.getByRole('textbox', { name: 'Message', exact: true })
  await input.focus()
  await page.keyboard.type('Hello')
  await page.keyboard.press('Enter')
  await page.getByRole('log').getByText('Hello').waitFor()
  await page.getByRole('button', { name: 'Close chat' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('alertdialog', { name: 'End this chat?' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Chat Ended').waitFor()
  await page.getByRole('button', { name: 'Close chat' }).focus()
  await page.keyboard.press('Enter')
  await launcher.waitFor()
  expect(await launcher.evaluate((button) => button === document.activeElement)).toBe(true)
})
