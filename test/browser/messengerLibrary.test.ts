import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { buildText, type MessengerTestPage } from '../chromium/messengerPage.ts'
import type { MessengerTestPage as LibraryPage } from '../contract/messenger/app/page.tsx'
import { shopForEachTest } from './messengerShop.ts'
import { differences, HOSTILE, lookOf, VITE_TEMPLATE } from './pageStyles.ts'

const APP = join(import.meta.dirname, '../contract/messenger/app/page.tsx')
const GUIDE = join(import.meta.dirname, '../../docs/guides/quick-start-messenger.md')
const STYLES = join(import.meta.dirname, '../../packages/react-genesys-chat-lifecycle/src/styles.css')

// The library on the simulator's Messenger, with a network between the two.

const shop = shopForEachTest()
let script: string
beforeAll(async () => {
  script = await buildText(APP, 'page')
})

const open = (deploymentId: string): Promise<MessengerTestPage> => shop.open({ deploymentId, script })
const phase = ({ page }: MessengerTestPage, wanted: string) =>
  page.waitForFunction((name) => (window as unknown as LibraryPage).chat?.phase === name, wanted, {
    timeout: 30_000,
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

test('knows what was said before it was there, where the page has kept the events as the guide shows', async () => {
  const { joe, chat } = await talking()
  await chat.disconnect()
  await phase(joe, 'closed')
  await joe.page.close()

  const snippets = (await readFile(GUIDE, 'utf8')).split('<script>')
  const early = snippets.find((text) => text.includes('genesysEarlyEvents'))?.split('</script>')[0]
  const late = `const come = () => heard.some(({ event }) => event.endsWith('historyComplete')) ? app() : setTimeout(come, 50)
    const app = () => { ${script} }
    come()`
  const tab = await shop.open({ deploymentId: 'headless', early: early ?? '', script: late })
  await phase(tab, 'closed')
  await notices(tab).waitFor()
  const texts = await tab.page.evaluate(() =>
    (window as unknown as LibraryPage).messages?.map(({ text }) => text),
  )
  expect(texts).toEqual(['Hello', 'Hello Joe'])
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

test('sends a file, and what the customer chooses', async () => {
  const { joe, chat } = await talking()
  await joe.page.evaluate(async () => {
    const file = new File([new Uint8Array([137, 80, 78, 71])], 'fence.png', { type: 'image/png' })
    await (window as unknown as LibraryPage).chat?.sendFile(file)
  })
  await joe.page.waitForFunction(() =>
    (window as unknown as LibraryPage).messages?.some(
      ({ attachments }) => attachments[0]?.name === 'fence.png',
    ),
  )
  const limits = await joe.page.evaluate(() => (window as unknown as LibraryPage).chat?.getFileLimits())
  expect(limits).toMatchObject({ maxBytes: 10_485_760, accept: expect.arrayContaining(['image/png']) })

  await chat.offer({ text: 'Which one?', quickReplies: ['The small one', 'The large one'] })
  await joe.page.waitForFunction(
    () => (window as unknown as LibraryPage).messages?.at(-1)?.quickReplies.length === 2,
  )
  await joe.page.evaluate(async () => {
    const page = window as unknown as LibraryPage
    const [choice] = page.messages?.at(-1)?.quickReplies ?? []
    if (choice) await page.chat?.send(choice)
  })
  await joe.page.waitForFunction(
    () => (window as unknown as LibraryPage).messages?.at(-1)?.text === 'The small one',
  )
  const [last] = (await joe.events()).filter(({ event }) => event.endsWith('.messagesReceived')).slice(-1)
  expect(last?.data).toMatchObject({
    messages: [{ type: 'Structured', content: [{ contentType: 'ButtonResponse' }] }],
  })
})

test('what it shows in the page is clear of the window and of the launcher, at every width', async () => {
  const joe = await open('shop')
  await joe.page.addStyleTag({ path: STYLES })
  await joe.ui.getByRole('button', { name: 'Open Messenger' }).click()
  await joe.ui.getByRole('textbox', { name: 'Message' }).fill('Hello')
  await joe.ui.getByRole('button', { name: 'Send' }).click()
  await phase(joe, 'waiting')
  const chat = await joe.chat()
  await chat.join('Anna')
  await chat.disconnect()
  await phase(joe, 'closed')
  expect(await send(joe, 'Thanks')).toBe('held')
  const card = joe.page.getByRole('button', { name: 'Send as a new request' })
  await card.waitFor()
  for (const isOpen of [true, false]) {
    if (!isOpen) await joe.page.evaluate(() => (window as unknown as LibraryPage).chat?.closeWindow())
    for (const width of [320, 390, 820, 1440, 1920]) {
      await joe.page.setViewportSize({ width, height: 700 })
      for (const dir of ['ltr', 'rtl']) {
        await joe.page.evaluate((value) => {
          document.documentElement.dir = value
        }, dir)
        await expect
          .poll(() => card.evaluate(findFaults), { message: `${width} ${dir} ${isOpen ? 'open' : 'closed'}` })
          .toEqual([])
      }
    }
  }
})

test('what it shows looks the same in every page, whatever rules the page has for elements', async () => {
  const { joe, chat } = await talking()
  const { page } = joe
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.addStyleTag({ path: STYLES })
  await chat.disconnect()
  await phase(joe, 'closed')
  expect(await send(joe, 'Thanks')).toBe('held')
  await page.getByRole('button', { name: 'Send as a new request' }).waitFor()
  // The guard's lengths follow the page's font size, as they should.
  const pages = [
    [VITE_TEMPLATE, 'html { font-size: 18px }'],
    [HOSTILE, 'html { font-size: 62.5% }'],
  ]
  for (const [hostile = '', size = ''] of pages) {
    const plain = await look(page, size)
    const other = await look(page, hostile)
    expect(plain).toContain('genesys-chat-guard__button--main')
    // Nothing of it is a list.
    const seen = differences(plain, other).filter((declaration) => !declaration.includes('list-style'))
    expect(seen).toEqual([])
  }
})

/** Runs in the page. What is wrong with the place of a button, and of the card around it. */
function findFaults(button: Element): string[] {
  const faults: string[] = []
  const box = button.getBoundingClientRect()
  const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  if (!hit || !button.contains(hit)) faults.push(`covered by ${hit?.id || hit?.className}`)
  if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight)
    faults.push('outside')
  const frame = document.querySelector('#genesys-mxg-frame')?.getBoundingClientRect()
  const card = button.closest('.genesys-chat-guard__card')?.getBoundingClientRect() ?? box
  const isFull = frame && frame.width >= innerWidth && frame.height >= innerHeight
  const isCrossing =
    frame &&
    !isFull &&
    card.left < frame.right &&
    card.right > frame.left &&
    card.top < frame.bottom &&
    card.bottom > frame.top
  if (isCrossing) faults.push(`over the frame: ${JSON.stringify([card, frame])}`)
  return faults
}

async function look(page: MessengerTestPage['page'], content: string): Promise<string> {
  const sheet = await page.addStyleTag({ content })
  const found = await lookOf(page, '.genesys-chat-guard [class]')
  await sheet.evaluate((node) => (node as Element).remove())
  return found
}
