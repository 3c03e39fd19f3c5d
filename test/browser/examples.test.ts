import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type FrameLocator, type Page } from 'playwright-core'
import { build, type PreviewServer, preview } from 'vite'
import { afterAll, test as base, beforeAll, describe, expect } from 'vitest'
import { findChromium } from '../../scripts/chromium.mjs'

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

let browser: Browser
let outDir: string
const servers: PreviewServer[] = []

beforeAll(async () => {
  browser = await chromium.launch(await findChromium())
  outDir = await mkdtemp(join(tmpdir(), 'examples-'))
})
afterAll(async () => {
  await browser.close()
  for (const server of servers) await server.close()
  await rm(outDir, { recursive: true, force: true })
})

/** Builds an example as its own `npm run build` does, and opens it. Fails on an uncaught error. */
async function open(name: string, query = ''): Promise<{ page: Page; check: () => Promise<void> }> {
  const config = {
    root: fileURLToPath(new URL(`../../examples/${name}`, import.meta.url)),
    logLevel: 'error' as const,
    build: { outDir: join(outDir, name) },
    preview: { port: 0, host: '127.0.0.1' },
  }
  await build(config)
  const server = await preview(config)
  servers.push(server)
  const context = await browser.newContext({ viewport: { width: 900, height: 900 } })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  await page.goto(`${server.resolvedUrls?.local[0]}${query}`)
  return {
    page,
    async check() {
      expect(
        (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes]),
      ).toEqual([])
      expect(errors).toEqual([])
    },
  }
}

const button = (page: Page | FrameLocator, name: string | RegExp) => page.getByRole('button', { name })

/** Fills in the form of the widget's own window. */
async function startInWindow(page: Page | FrameLocator, launcher: string): Promise<void> {
  await button(page, launcher).click()
  await page.getByLabel('First name').fill('Joe')
  await button(page, 'Start chat').click()
}

const test = base.extend<{ open: typeof open }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest wants a pattern here
  open: async ({}, use) => {
    const pages: Page[] = []
    await use(async (name, query) => {
      const opened = await open(name, query)
      pages.push(opened.page)
      return opened
    })
    for (const page of pages) await page.context().close()
  },
})

describe.concurrent('the example', () => {
  test('portal asks before the chat, shows terms, counts what was not read, and tells of the end', async ({
    open,
  }) => {
    const { page, check } = await open('portal')
    await button(page, 'Chat with us').click()
    await page.getByLabel('Your name').fill('Joe')
    await check()
    await button(page, 'Start the chat').click()
    await button(page, 'I agree').click()
    await page.getByLabel('Premium').check()
    await button(page, /minimi/i).click()
    await button(page, /Back to the chat ?1 new/).click()
    await page.getByText('Please do not respond').waitFor()
    await check()
  })

  test('headless has replies to choose, files, a notice and a held text', async ({ open }) => {
    const { page, check } = await open('headless')
    await page.getByLabel('Your name').fill('Joe')
    await button(page, 'Start a chat').click()
    await page.getByText('Anna is typing').waitFor()
    await button(page, 'Order').click()
    const file = { name: 'cat.png', mimeType: 'image/png', buffer: Buffer.from(PNG, 'base64') }
    await page.getByLabel('Send a picture').setInputFiles(file)
    await page.getByText('cat.png').waitFor()
    await page.getByText('Please do not respond').waitFor()
    await page.getByLabel('Message', { exact: true }).fill('thank you')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('Send this as a new request?').waitFor()
    await check()
    const saved = page.waitForEvent('download')
    await button(page, 'Save the conversation').click()
    expect((await saved).suggestedFilename()).toBe('chat.txt')
  })

  test('marker ends a chat by a text that the customer does not read', async ({ open }) => {
    const { page, check } = await open('marker')
    await startInWindow(page, 'Chat')
    await page.getByText('We have answered your question.').waitFor()
    await button(page, 'Keep it open').waitFor()
    expect(await page.getByText('GenesysTerminateChat').count()).toBe(0)
    await check()
    await page.getByText('We closed the chat. Thank you!').waitFor()
  })

  test('restore brings the window back, and ends what a page load restores', async ({ open }) => {
    const { page, check } = await open('restore')
    const tab = page.frameLocator('iframe')
    await startInWindow(tab, 'Chat')
    await button(tab, 'Make room for a payment').click()
    await button(tab, 'Return to the chat').click()
    await tab.getByRole('textbox', { name: 'Message' }).waitFor()
    await button(page, 'Reload').click()
    await tab.getByText('For your safety').waitFor()
    await button(tab, 'Chat').waitFor()
    await check()
  })

  test('idle warns who does not answer, and ends the chat', async ({ open }) => {
    const { page, check } = await open('idle', '?always')
    await startInWindow(page, 'Chat with us')
    await page.getByRole('status').getByText('You are number 2 in the queue.').waitFor()
    await page.getByText('Are you still there?').waitFor()
    await check()
    await button(page, 'I am here').click()
    await page.getByText('Are you still there?').waitFor({ state: 'hidden' })
    await page.getByText('because nobody wrote').waitFor()
  })
})
