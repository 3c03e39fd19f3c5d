import { join } from 'node:path'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  buildMessengerScript,
  buildText,
  type MessengerShop,
  type MessengerTestPage,
  startMessengerShop,
} from '../chromium/messengerPage.ts'
import { launchBrowser } from '../chromium/startWidget.ts'
import type { MessengerTestPage as LibraryPage } from '../contract/messenger/app/page.tsx'

// The library on the simulator's Messenger, with a network between the two.

let browser: Browser
let context: BrowserContext
let scripts: { messenger: string; app: string }
let shop: MessengerShop
const pages: MessengerTestPage[] = []

beforeAll(async () => {
  const app = join(import.meta.dirname, '../contract/messenger/app/page.tsx')
  const [launched, messenger, page] = await Promise.all([
    launchBrowser(),
    buildMessengerScript(),
    buildText(app, 'page'),
  ])
  browser = launched
  scripts = { messenger, app: page }
})
afterAll(() => browser?.close())
beforeEach(async () => {
  shop = await startMessengerShop(scripts.messenger)
  context = await browser.newContext({ viewport: { width: 1200, height: 800 } })
})
afterEach(async () => {
  await context.close()
  await shop.close()
  expect(pages.splice(0).flatMap(({ pageErrors }) => pageErrors)).toEqual([])
})

async function open(deploymentId: string): Promise<MessengerTestPage> {
  const page = await shop.open(context, { deploymentId, script: scripts.app })
  pages.push(page)
  return page
}
const phase = ({ page }: MessengerTestPage, wanted: string) =>
  page.waitForFunction((name) => (window as unknown as LibraryPage).chat?.phase === name, wanted, {
    timeout: 10_000,
  })
const log = ({ page }: MessengerTestPage) => page.evaluate(() => (window as unknown as LibraryPage).log)
const send = ({ page }: MessengerTestPage, text: string) =>
  page.evaluate(async (said) => (await (window as unknown as LibraryPage).chat?.send(said))?.status, text)
const notices = ({ page }: MessengerTestPage) =>
  page.locator('.genesys-chat-guard__text', { hasText: 'Thank you' })

/** A headless page on which the customer and an agent have talked. */
async function talking(deploymentId = 'headless') {
  const joe = await open(deploymentId)
  await phase(joe, 'idle')
  expect(await send(joe, 'Hello')).toBe('sent')
  await phase(joe, 'waiting')
  const chat = await joe.chat()
  await chat.join('Anna')
  await chat.say('Hello Joe')
  await phase(joe, 'active')
  return { joe, chat }
}

test('tells a closing once, also after a reload and in a second tab, and holds what follows', async () => {
  const { joe, chat } = await talking()
  await chat.disconnect()
  await phase(joe, 'closed')
  await notices(joe).waitFor()
  expect(await log(joe)).toEqual(['closed by Anna', 'notice'])
  expect(await send(joe, 'Thanks')).toBe('held')

  await joe.page.reload()
  await phase(joe, 'closed')
  const tab = await open('headless')
  await phase(tab, 'closed')
  expect([await log(joe), await log(tab)].flat().filter((line) => line !== 'notice')).toEqual([])
  expect((await chat.summary()).segments).toHaveLength(1)

  await joe.page.getByRole('button', { name: 'Send as a new request' }).first().click()
  await phase(joe, 'waiting')
  await phase(tab, 'waiting')
  expect((await chat.summary()).segments).toHaveLength(2)
})

test('takes a read-only closing for an end by the server, and starts anew', async () => {
  const { joe, chat } = await talking('headless-readonly')
  await chat.disconnect()
  await phase(joe, 'ended')
  expect((await log(joe)).at(-1)).toBe('ended server')
  await joe.page.evaluate(() => (window as unknown as LibraryPage).chat?.start())
  await phase(joe, 'waiting')
  expect(shop.simulator.centre.sessions).toHaveLength(2)
})

test('ends the chat for the customer', async () => {
  const { joe, chat } = await talking()
  await joe.page.evaluate(() => (window as unknown as LibraryPage).chat?.end())
  await phase(joe, 'ended')
  expect((await log(joe)).at(-1)).toBe('ended customer')
  expect(await chat.summary()).toMatchObject({ ended: true })
})

test('adds no notice where the window is open and says it by itself', async () => {
  const joe = await open('shop')
  await joe.ui.getByRole('button', { name: 'Open Messenger' }).click()
  await joe.ui.getByRole('textbox', { name: 'Message' }).fill('Hello')
  await joe.ui.getByRole('button', { name: 'Send' }).click()
  await phase(joe, 'waiting')
  const chat = await joe.chat()
  await chat.join('Anna')
  await chat.say('Hello Joe')
  await phase(joe, 'active')
  await chat.disconnect()
  await phase(joe, 'closed')
  await joe.ui.getByText('Your conversation has ended').waitFor()
  expect(await notices(joe).count()).toBe(0)
})
