import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AgentSession } from 'genesys-simulator/server'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { HOSTILE } from '../../packages/react-genesys-chat-lifecycle/test/support/hostile.ts'
import { type BuiltApp, buildApp } from './app/build.ts'
import type { TestPage } from './app/main.tsx'
import {
  launchBrowser,
  type RealWidget,
  type RealWidgetOptions,
  startRealWidget,
  whySkipped,
} from './harness.ts'

let app: BuiltApp
let browser: Browser
let axe: string
let widget: RealWidget

beforeAll(async () => {
  if (whySkipped) return
  app = await buildApp()
  browser = await launchBrowser()
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
})
afterAll(async () => {
  await browser?.close()
  await app?.remove()
})
afterEach(() => widget?.close())

/** A page with the real widget and the guard, and a chat with an agent in it. */
async function conversation(
  /** The guard's options, as the page's script writes them. */
  guard: string,
  options: Partial<RealWidgetOptions> & { agentName?: string } = {},
): Promise<AgentSession> {
  const { agentName = 'Anna', ...rest } = options
  widget = await startRealWidget({
    mode: 'async',
    browser,
    folders: { '/app/': app.folder },
    body: `<link rel="stylesheet" href="/app/${app.styles}"><h1>Shop</h1>
      <script>window.guardOptions = ${guard}</script><script src="/app/${app.file}"></script>`,
    ...rest,
  })
  const chat = await widget.startChat()
  await chat.join(agentName)
  await phase('active')
  return chat
}

const phase = (wanted: string) =>
  widget.page.waitForFunction((name) => (window as unknown as TestPage).chat?.phase === name, wanted, {
    timeout: 15_000,
  })
const log = () => widget.page.evaluate(() => (window as unknown as Required<TestPage>).log)
const overlay = () => widget.page.locator('.cx-overlay .genesys-chat-guard--overlay')
const inPage = () => widget.page.locator('main .genesys-chat-guard')
const injected = () => widget.page.locator('.cx-transcript .cx-message.cx-injected .cx-message-text')
const texts = async (chat: AgentSession) =>
  (await chat.messages()).messages
    .filter(({ type, from }) => type === 'Text' && from.type === 'Customer')
    .map(({ text }) => text)
const deletes = () => widget.requests.filter(({ method }) => method === 'DELETE')
const hacked = () => widget.page.evaluate(() => 'hacked' in window)
/** As long as the widget's input takes. */
const LONG = `and ${'another '.repeat(62)}`.slice(0, 499).trim()
/** Long enough for whatever should not happen to happen: a few polls. */
const aWhile = () => widget.page.waitForTimeout(1_500)

/** Writes into the widget's own input, as the customer does. */
async function write(text: string): Promise<void> {
  await widget.page.locator('#cx_input').fill(text)
  await widget.page.locator('#cx_input').press('Enter')
}

async function faults(selector: string): Promise<string[]> {
  await widget.page.evaluate(axe)
  // What fades in has no contrast yet.
  await widget.page
    .locator('.genesys-chat-guard__card')
    .first()
    .evaluate(async (node) => {
      await Promise.all(node.getAnimations().map(({ finished }) => finished))
    })
  return widget.page.evaluate(async (target) => {
    const { violations } = await (
      window as unknown as {
        axe: { run(target: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
    ).axe.run(target)
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  }, selector)
}

/** Whether a press at the middle of it would reach it: that nothing lies over it. */
const isReachable = (target: Locator) =>
  target.evaluate((node) => {
    const { x, y, width, height } = node.getBoundingClientRect()
    return node.contains(document.elementFromPoint(x + width / 2, y + height / 2))
  })

describe.skipIf(whySkipped)(
  `the guard on the real widget${whySkipped ? ` (skipped: ${whySkipped})` : ''}`,
  () => {
    test.each([false, true])(
      'a follow-up is held in the overlay and sent once when the customer says so (phone: %s)',
      async (phone) => {
        const chat = await conversation(`{ followUps: 'confirm' }`, { phone })
        await chat.state('Completed')
        await phase('closed')
        await write('one more thing')
        const send = overlay().getByRole('button', { name: 'Send as a new request' })
        await send.waitFor()

        expect(await widget.page.locator('#cx_input').inputValue()).toBe('')
        expect(await overlay().getByText('one more thing').isVisible()).toBe(true)
        expect(await inPage().textContent()).toBe('')
        expect(await isReachable(send)).toBe(true)
        expect(await isReachable(widget.page.locator('h1'))).toBe(!phone)
        expect(await faults('.genesys-chat-guard--overlay')).toEqual([])
        expect(await widget.page.evaluate(() => document.activeElement?.id)).toBe('cx_input')
        expect(await texts(chat)).toEqual([])

        await write(LONG)
        await overlay().getByText(LONG).waitFor()
        const bottom = await overlay().evaluate((node) => node.getBoundingClientRect().bottom)
        const input = await widget.page.locator('#cx_input').boundingBox()
        expect(bottom).toBeLessThan(input?.y ?? 0)
        await send.click()
        await phase('active')
        await aWhile()
        expect(await texts(chat)).toEqual(['one more thing', LONG])
        expect(await overlay().count()).toBe(0)
        expect(await isReachable(widget.page.locator('#cx_input'))).toBe(true)
        expect(widget.pageErrors).toEqual([])
      },
    )

    test('the overlay’s buttons are reached and pressed by keyboard, and the focus goes back to the input', async () => {
      const chat = await conversation(`{ followUps: 'confirm' }`)
      await chat.state('Completed')
      await phase('closed')
      await write('never mind')
      const discard = overlay().getByRole('button', { name: 'Discard' })
      await discard.waitFor()
      const focused = () => widget.page.evaluate(() => document.activeElement?.id)
      const inOverlay = () => overlay().evaluate((node) => node.contains(document.activeElement))
      let before = await focused()
      for (let presses = 0; presses < 40 && !(await inOverlay()); presses++) {
        before = await focused()
        await widget.page.keyboard.press('Shift+Tab')
      }
      expect(await discard.evaluate((node) => node === document.activeElement)).toBe(true)
      await widget.page.keyboard.press('Enter')
      await discard.waitFor({ state: 'detached' })

      expect(before).toBeTruthy()
      expect(await focused()).toBe(before)
      expect(await texts(chat)).toEqual([])
    })

    test('a held text survives a reload, and goes to the page while the window is minimised', async () => {
      const chat = await conversation(`{ followUps: 'confirm' }`)
      await chat.state('Completed')
      await phase('closed')
      await write('one more thing')
      await overlay().getByText('one more thing').waitFor()
      await widget.reload()
      await overlay().getByText('one more thing').waitFor()
      await widget.command('WebChat.minimize', { minimized: true })
      await inPage().getByText('one more thing').waitFor()
      expect(await overlay().count()).toBe(0)
      expect(await faults('main')).toEqual([])
      await widget.command('WebChat.minimize', { minimized: false })
      await overlay().getByText('one more thing').waitFor()
      expect(await inPage().textContent()).toBe('')

      await overlay().getByRole('button', { name: 'Send as a new request' }).click()
      await phase('active')
      expect(await texts(chat)).toEqual(['one more thing'])
    })

    test('block says why and keeps the text; a file is refused', async () => {
      const chat = await conversation(`{ followUps: 'block' }`)
      await chat.state('Completed')
      await phase('closed')
      await write('one more thing')
      await overlay()
        .getByText(/was not sent/)
        .waitFor()

      expect(await overlay().getByRole('textbox').inputValue()).toBe('one more thing')
      expect(await widget.command('WebChatService.sendFile', { files: {} })).toMatchObject({
        outcome: 'rejected',
      })
      await overlay()
        .getByText(/Your file was not sent/)
        .waitFor()
      expect(await faults('.genesys-chat-guard--overlay')).toEqual([])
      expect(await texts(chat)).toEqual([])
    })

    test('an overlay of the page’s is left alone', async () => {
      const chat = await conversation(`{ followUps: 'confirm' }`)
      await widget.command('WebChat.showOverlay', { html: '<p id="theirs">theirs</p>', mode: 'fit' })
      await chat.state('Completed')
      await phase('closed')
      await write('one more thing')
      await inPage().getByText('one more thing').waitFor()
      expect(await widget.page.locator('#theirs').isVisible()).toBe(true)

      await widget.command('WebChat.hideOverlay')
      await overlay().getByText('one more thing').waitFor()
      expect(await overlay().isVisible()).toBe(true)
    })

    test.each([false, true])('the countdown is seen, stops, and counts (phone: %s)', async (phone) => {
      const chat = await conversation('{ closeDelayMs: 20000 }', { mode: 'regular', phone })
      await chat.state('Finalizing')
      const timer = overlay().getByRole('timer')
      await timer.waitFor()
      const first = Number.parseInt((await timer.textContent()) ?? '', 10)
      await widget.page.waitForTimeout(2_100)
      expect(Number.parseInt((await timer.textContent()) ?? '', 10)).toBeLessThanOrEqual(first - 2)
      expect(await faults('.genesys-chat-guard--overlay')).toEqual([])
      await overlay().getByRole('button', { name: 'Keep it open' }).click()
      await timer.waitFor({ state: 'detached' })

      expect(deletes()).toEqual([])
      await phase('closed')
    })

    test('the countdown goes on over a reload, and ends the chat once', async () => {
      const chat = await conversation('{ closeDelayMs: 5000 }', { mode: 'regular' })
      await chat.state('Finalizing')
      await overlay().getByRole('timer').waitFor()
      await widget.reload()
      await phase('ended')
      await aWhile()

      expect(deletes()).toHaveLength(1)
      expect(await overlay().count()).toBe(0)
      expect((await log()).filter((entry) => entry.startsWith('close '))).toHaveLength(1)
    })

    test.each([
      ['slow', { latencyMs: 3_000 }],
      ['failing', { status: 500 }],
      ['slow and failing', { status: 500, latencyMs: 2_000 }],
    ])('a %s end closes the window after it, and it stays closed', async (_, fault) => {
      const chat = await conversation('{ closeWindow: true }', { mode: 'regular' })
      await widget.agent.addFault({ ...fault, method: 'DELETE', forMs: 60_000 })
      await chat.state('Finalizing')
      await widget.waitFor('WebChat.closed', { since: 0, timeoutMs: 15_000 })
      await aWhile()

      const names = widget.events.map(({ event }) => event)
      expect(names.indexOf('WebChat.closed')).toBeGreaterThan(names.indexOf('WebChatService.ended'))
      expect(names.filter((name) => name === 'WebChat.opened')).toHaveLength(1)
      expect(deletes()).toHaveLength(1)
      const errors = (await log()).filter((entry) => entry.startsWith('guard error'))
      expect(errors).toHaveLength('status' in fault ? 1 : 0)
      expect(widget.pageErrors).toEqual([])
    })

    test('after an asynchronous chat was ended, onClose can forget the token and a new session starts', async () => {
      const chat = await conversation(
        `{ async: 'close', onClose: ({ isAsync }) => isAsync && localStorage.removeItem('shop.chat') }`,
      )
      await chat.state('Completed')
      await phase('ended')
      await widget.command('WebChat.close')
      await widget.waitFor('WebChat.closed', { since: 0 })
      const next = await widget.startChat()

      expect(next.sessionId).not.toBe(chat.sessionId)
    })

    const NOTICE = `{ notice: ({ agentName }) => '**' + agentName + '** closed this chat', followUps: 'confirm' }`
    test.each([false, true])('hostile text stays text (Markdown: %s)', async (markdown) => {
      const chat = await conversation(NOTICE, { webchat: { markdown } })
      const corpus = HOSTILE.filter((text) => text.length < 300)
      for (const [index, text] of corpus.entries()) {
        await chat.join(text)
        await phase('active')
        await chat.state('Completed')
        await phase('closed')
        const notice = injected().nth(index)
        await notice.waitFor()

        const shown = squeeze((await notice.textContent()) ?? '')
        expect(shown).toBe(squeeze(markdown ? `${text}closed this chat` : `**${text}**closed this chat`))
        // The developer's own emphasis is all there is.
        const elements = await notice.evaluate((node) =>
          [...node.querySelectorAll('*')].map(({ tagName }) => tagName.toLowerCase()),
        )
        expect(elements.filter((tag) => !['p', 'strong'].includes(tag))).toEqual([])
        await notice.hover({ force: true })

        await write(text.replace(/\s+/g, ' '))
        await overlay().getByText('has not been sent yet').waitFor()
        const quote = (await overlay().locator('.genesys-chat-guard__quote').textContent()) ?? ''
        expect(squeeze(quote)).toBe(squeeze(text))
        expect(await overlay().locator('a, img, script, svg, b, strong').count()).toBe(0)
        await overlay().getByRole('button', { name: 'Discard' }).click()
        await overlay().waitFor({ state: 'detached' })
      }
      expect(await hacked()).toBe(false)
    })

    test("the page’s notice moves nothing, and nothing of ours is against `default-src 'self'`", async () => {
      const chat = await conversation(`{ followUps: 'confirm', closeDelayMs: 60000, async: 'close' }`, {
        pageHeaders: { 'content-security-policy-report-only': `default-src 'self'; connect-src *` },
      })
      await widget.page.addInitScript(() => {
        const seen: string[] = []
        Object.assign(window, { violations: seen, shifts: [] })
        document.addEventListener('securitypolicyviolation', ({ sourceFile, violatedDirective }) =>
          seen.push(`${violatedDirective} ${sourceFile}`),
        )
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const { sources = [] } = entry as unknown as { sources?: { node?: Node }[] }
            ;(window as unknown as { shifts: string[] }).shifts.push(
              ...sources.map(({ node }) => (node as Element | null)?.outerHTML?.slice(0, 80) ?? ''),
            )
          }
        }).observe({ type: 'layout-shift', buffered: true })
      })
      await widget.reload()
      await phase('active')
      await widget.command('WebChat.minimize', { minimized: true })
      await chat.state('Completed')
      await inPage().getByRole('timer').waitFor()
      await widget.command('WebChatService.sendMessage', { message: 'held' })
      await inPage().getByText('held').waitFor()
      await aWhile()

      const { violations, shifts } = await widget.page.evaluate(() => {
        const page = window as unknown as { violations: string[]; shifts: string[] }
        return { violations: page.violations, shifts: page.shifts }
      })
      expect(violations.length).toBeGreaterThan(0)
      expect(violations.filter((entry) => entry.includes('/app/'))).toEqual([])
      expect(shifts.filter((html) => html.includes('<main') || html.includes('<h1'))).toEqual([])
    })
  },
)

/** Renderers differ in what they make of spaces, and what is invisible is not compared. */
const squeeze = (text: string): string => text.replace(/[\s\p{Cc}\ufeff\ufffd\u2060]+/gu, '')
