import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildScript } from '../chromium/buildScript.ts'
import { launchBrowser } from '../chromium/startWidget.ts'
import type { MessengerTestFrame } from '../contract/messenger/app/frame.ts'
import type { MessengerTestPage } from '../contract/messenger/app/page.tsx'
import { answerRequests, ORIGIN } from '../contract/messenger/bootstrapSubject.ts'

/** The vendor's `genesys.min.js`, which cannot be part of this project. */
const file = process.env.GENESYS_MESSENGER_BOOTSTRAP ?? ''
const whySkipped = existsSync(file) ? undefined : 'GENESYS_MESSENGER_BOOTSTRAP names no file'
const app = join(import.meta.dirname, '../contract/messenger/app')

async function built(entry: string, name: string): Promise<string> {
  const script = await buildScript(join(app, entry), name)
  try {
    return await readFile(join(script.folder, script.file), 'utf8')
  } finally {
    await script.remove()
  }
}

type InPage = Window & MessengerTestPage & { Genesys(...call: unknown[]): void }

describe.skipIf(whySkipped)(
  whySkipped ? `skipped: ${whySkipped}` : "the library on the vendor's bootstrap",
  () => {
    let browser: Browser
    let scripts: { bootstrap: string; page: string; frame: string }
    beforeAll(async () => {
      const [launched, bootstrap, page, frame] = await Promise.all([
        launchBrowser(),
        readFile(file, 'utf8'),
        built('page.tsx', 'page'),
        built('frame.ts', 'frame'),
      ])
      browser = launched
      scripts = { bootstrap, page, frame }
    })
    afterAll(() => browser?.close())

    async function open(): Promise<Page> {
      const page = await (await browser.newContext()).newPage()
      await answerRequests(page, scripts.bootstrap, '() => {}', scripts)
      await page.goto(`${ORIGIN}/`)
      return page
    }
    const phase = (page: Page, wanted: string): Promise<unknown> =>
      page.waitForFunction((name) => (window as unknown as InPage).chat?.phase === name, wanted, {
        timeout: 10_000,
      })
    const log = (page: Page): Promise<string[]> => page.evaluate(() => (window as unknown as InPage).log)
    const agent = (page: Page, what: 'say' | 'disconnect'): Promise<void> | undefined =>
      page.frame('first')?.evaluate((does) => {
        const session = (window as unknown as MessengerTestFrame).centre.sessions.at(-1)
        if (does === 'disconnect') session?.disconnect()
        else {
          session?.join('Anna')
          session?.say({ type: 'Text', text: 'Hello Joe' })
        }
      }, what)
    const send = (page: Page, text: string): Promise<string | undefined> =>
      page.evaluate(async (said) => (await (window as unknown as InPage).chat?.send(said))?.status, text)

    it('shows one notice, holds a follow-up of the page’s own and one given to Messenger, and ends the chat', async () => {
      const page = await open()
      await phase(page, 'idle')
      expect(await send(page, 'Hello')).toBe('sent')
      await phase(page, 'waiting')
      await agent(page, 'say')
      await phase(page, 'active')
      await agent(page, 'disconnect')
      await phase(page, 'closed')
      await page.locator('.genesys-chat-guard__text', { hasText: 'Thank you' }).waitFor()
      expect(await log(page)).toEqual(['closed by Anna', 'notice'])

      expect(await send(page, 'Thanks')).toBe('held')
      const raw = await page.evaluate(
        () =>
          new Promise((resolve) => {
            const { Genesys } = window as unknown as InPage
            const command = ['command', 'MessagingService.sendMessage', { message: 'Thanks again' }]
            Genesys(
              ...command,
              () => resolve('sent'),
              (reason: unknown) => resolve(String(reason)),
            )
          }),
      )
      expect(raw).toMatch(/cancelled by a 'before' function/)
      await page.getByRole('button', { name: 'Send as a new request' }).click()
      await phase(page, 'waiting')
      await page.waitForFunction(() => (window as unknown as InPage).messages?.length === 4)
      const texts = await page.evaluate(() => (window as unknown as InPage).messages?.map(({ text }) => text))
      expect(texts).toEqual(['Hello', 'Hello Joe', 'Thanks', 'Thanks again'])

      await page.evaluate(() => (window as unknown as InPage).chat?.end())
      await phase(page, 'ended')
      expect(await log(page)).toEqual(['closed by Anna', 'notice', 'reopened', 'ended customer'])
      await page.context().close()
    })

    it('sends a file and attaches data through it, and takes the data back', async () => {
      const page = await open()
      await phase(page, 'idle')
      const sent = await page.evaluate(async () => {
        const file = new File([new Uint8Array([137, 80, 78, 71])], 'fence.png', { type: 'image/png' })
        return (window as unknown as InPage).chat?.sendFile(file)
      })
      expect(sent).toEqual({ status: 'sent' })
      await page.waitForFunction(() =>
        (window as unknown as InPage).messages?.some(
          ({ attachments }) => attachments[0]?.name === 'fence.png',
        ),
      )
      const database = (): Promise<unknown> =>
        page.evaluate(
          () =>
            new Promise((resolve) => {
              const { Genesys } = window as unknown as InPage
              Genesys('command', 'Database.get', { name: 'messaging.customAttributes' }, resolve, resolve)
            }),
        )
      const attach = (data: Record<string, unknown>): Promise<unknown> =>
        page.evaluate(
          (given) =>
            (window as unknown as InPage).chat?.updateUserData(given).catch((error: Error) => error.message),
          data,
        )
      await attach({ basket: '42' })
      await attach({ page: 'checkout' })
      expect(await database()).toEqual({ basket: '42', page: 'checkout' })
      expect(await attach({ basket: { id: 42 } })).toMatch(/Nested object is not supported/)
      await page.evaluate(() => (window as unknown as InPage).chat?.reset())
      await phase(page, 'idle')
      expect(await database()).toEqual({})
      await page.context().close()
    })

    it('tells a closing once, also when it is taken off the page and put back', async () => {
      const page = await open()
      await phase(page, 'idle')
      await send(page, 'Hello')
      await phase(page, 'waiting')
      await agent(page, 'say')
      await agent(page, 'disconnect')
      await phase(page, 'closed')
      await page.locator('.genesys-chat-guard__text', { hasText: 'Thank you' }).waitFor()
      // Taken off the page and put back, as a module that is replaced does.
      await page.evaluate(() => (window as unknown as InPage).remount())
      await phase(page, 'closed')
      await page.locator('.genesys-chat-guard__text', { hasText: 'Thank you' }).waitFor()
      expect((await log(page)).filter((line) => line !== 'notice')).toEqual(['closed by Anna'])
      await page.context().close()
    })
  },
)
