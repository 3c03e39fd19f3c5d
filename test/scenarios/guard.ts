import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { HOSTILE } from '../../packages/react-genesys-chat-lifecycle/test/support/hostile.ts'
import type { WidgetKind } from '../chromium/widgetKind.ts'
import type { ScenarioTest } from './describeScenarios.ts'
import { textsOf } from './libraryPage.ts'

/** The longest text that the widget's input takes. */
const LONG = `and ${'another '.repeat(62)}`.slice(0, 499).trim()

/** Whether a click at its centre would reach it. */
const isReachable = (target: Locator) =>
  target.evaluate((node) => {
    const { x, y, width, height } = node.getBoundingClientRect()
    return node.contains(document.elementFromPoint(x + width / 2, y + height / 2))
  })

/** Renderers treat spaces differently, and invisible characters are not compared. */
const squeeze = (text: string): string => text.replace(/[\s\p{Cc}\ufeff\ufffd\u2060]+/gu, '')

/** What the guard shows and holds. */
export function guardScenarios(test: ScenarioTest, kind: WidgetKind): void {
  test.for([false, true])(
    'a follow-up is held in the overlay, and sent once when the customer confirms (phone: %s)',
    async (phone, { converse, transport }) => {
      const [shop, chat] = await converse('async', { guard: { followUps: 'confirm' }, phone })
      await chat.state('Completed')
      await shop.phase('closed')
      await shop.write('one more thing')
      const send = shop.overlay.getByRole('button', { name: 'Send as a new request' })
      await send.waitFor()

      expect(await shop.input.inputValue()).toBe('')
      expect(await shop.overlay.getByText('one more thing').isVisible()).toBe(true)
      expect(await shop.inPage.textContent()).toBe('')
      expect(await isReachable(send)).toBe(true)
      expect(await isReachable(shop.page.locator('h1'))).toBe(!phone)
      expect(await shop.faults('.genesys-chat-guard--overlay')).toEqual([])
      expect(await shop.input.evaluate((node) => node === document.activeElement)).toBe(true)
      expect(await textsOf(chat)).toEqual([])

      await shop.write(LONG)
      await shop.overlay.getByText(LONG).waitFor()
      const bottom = await shop.overlay.evaluate((node) => node.getBoundingClientRect().bottom)
      const input = await shop.input.boundingBox()
      expect(bottom).toBeLessThan(input?.y ?? 0)
      await send.click()
      // Where agents close a segment by leaving, nobody is there.
      await shop.phase(transport === 'digital-channels' ? 'active' : 'waiting')
      await shop.aWhile()
      expect(await textsOf(chat)).toEqual(['one more thing', LONG])
      expect(await shop.overlay.count()).toBe(0)
      expect(await isReachable(shop.input)).toBe(true)
      expect(shop.widget.pageErrors).toEqual([])
    },
  )

  test('the overlay’s buttons work by keyboard, and the focus returns to where it was', async ({
    converse,
  }) => {
    const [shop, chat] = await converse('async', { guard: { followUps: 'confirm' } })
    await chat.state('Completed')
    await shop.phase('closed')
    await shop.write('never mind')
    const discard = shop.overlay.getByRole('button', { name: 'Discard' })
    await discard.waitFor()
    const focused = () => shop.page.evaluateHandle(() => document.activeElement)
    const inOverlay = () => shop.overlay.evaluate((node) => node.contains(document.activeElement))
    let before = await focused()
    for (let presses = 0; presses < 40 && !(await inOverlay()); presses++) {
      before = await focused()
      await shop.page.keyboard.press('Shift+Tab')
    }
    expect(await discard.evaluate((node) => node === document.activeElement)).toBe(true)
    await shop.page.keyboard.press('Enter')
    await discard.waitFor({ state: 'detached' })

    expect(await before.evaluate((node) => node !== document.body && node === document.activeElement)).toBe(
      true,
    )
    expect(await textsOf(chat)).toEqual([])
  })

  test('a held text survives a reload, and moves to the page while the window is minimised', async ({
    converse,
    transport,
  }) => {
    const [shop, chat] = await converse('async', { guard: { followUps: 'confirm' } })
    await chat.state('Completed')
    await shop.phase('closed')
    await shop.write('one more thing')
    await shop.overlay.getByText('one more thing').waitFor()
    await shop.widget.reload()
    await shop.overlay.getByText('one more thing').waitFor()
    await shop.widget.command('WebChat.minimize', { minimized: true })
    await shop.inPage.getByText('one more thing').waitFor()
    expect(await shop.overlay.count()).toBe(0)
    expect(await shop.faults('main')).toEqual([])
    await shop.widget.command('WebChat.minimize', { minimized: false })
    await shop.overlay.getByText('one more thing').waitFor()
    expect(await shop.inPage.textContent()).toBe('')

    await shop.overlay.getByRole('button', { name: 'Send as a new request' }).click()
    await shop.phase(transport === 'digital-channels' ? 'active' : 'waiting')
    expect(await textsOf(chat)).toEqual(['one more thing'])
  })

  test('block says why, keeps the text to be copied, and refuses a file', async ({ converse }) => {
    const [shop, chat] = await converse('async', { guard: { followUps: 'block' } })
    await chat.state('Completed')
    await shop.phase('closed')
    await shop.write('one more thing')
    await shop.overlay.getByText(/was not sent/).waitFor()

    expect(await shop.overlay.getByRole('textbox').inputValue()).toBe('one more thing')
    expect(await shop.widget.command('WebChatService.sendFile', { files: {} })).toMatchObject({
      outcome: 'rejected',
    })
    await shop.overlay.getByText(/Your file was not sent/).waitFor()
    expect(await shop.faults('.genesys-chat-guard--overlay')).toEqual([])
    expect(await textsOf(chat)).toEqual([])
  })

  test('leaves the page’s own overlay alone', async ({ converse }) => {
    const [shop, chat] = await converse('async', { guard: { followUps: 'confirm' } })
    await shop.widget.command('WebChat.showOverlay', { html: '<p>theirs</p>', mode: 'fit' })
    await chat.state('Completed')
    await shop.phase('closed')
    await shop.write('one more thing')
    await shop.inPage.getByText('one more thing').waitFor()
    expect(await shop.page.getByText('theirs', { exact: true }).isVisible()).toBe(true)

    await shop.widget.command('WebChat.hideOverlay')
    await shop.overlay.getByText('one more thing').waitFor()
    expect(await shop.overlay.isVisible()).toBe(true)
  })

  test.for([false, true])(
    'the countdown is visible, counts, and can be stopped (phone: %s)',
    async (phone, { converse, expect }) => {
      const [shop, chat] = await converse('regular', { guard: { endDelayMs: 20_000 }, phone })
      await chat.state('Finalizing')
      const timer = shop.overlay.getByRole('timer')
      await timer.waitFor()
      const seconds = async () => Number.parseInt((await timer.textContent()) ?? '', 10)
      const first = await seconds()
      await expect.poll(seconds, { timeout: 10_000 }).toBeLessThanOrEqual(first - 2)
      expect(await shop.faults('.genesys-chat-guard--overlay')).toEqual([])
      await shop.overlay.getByRole('button', { name: 'Keep it open' }).click()
      await timer.waitFor({ state: 'detached' })

      expect(shop.endRequests()).toEqual([])
      await shop.phase('closed')
    },
  )

  test('the countdown survives a reload, and ends the chat once', async ({ converse }) => {
    const [shop, chat] = await converse('regular', { guard: { endDelayMs: 5000 } })
    await chat.state('Finalizing')
    await shop.overlay.getByRole('timer').waitFor()
    await shop.widget.reload()
    await shop.phase('ended')
    await shop.aWhile()

    expect(shop.endRequests()).toHaveLength(1)
    expect(await shop.overlay.count()).toBe(0)
    expect((await shop.log()).filter((entry) => entry.startsWith('end '))).toHaveLength(1)
  })

  test.for([
    // Three seconds are too many for GMS.
    ['slow', { latencyMs: 2_500 }],
    ['failing', { status: 500 }],
    ['slow and failing', { status: 500, latencyMs: 2_000 }],
  ] as const)('the window closes after a %s end, and stays closed', async ([_, fault], { converse }) => {
    const [shop, chat] = await converse('regular', { guard: { closeWindow: true } })
    await shop.widget.agent.addFault({ ...fault, requests: ['leave'], forMs: 60_000 })
    await chat.state('Finalizing')
    await shop.widget.waitFor('WebChat.closed', { since: 0, timeoutMs: 15_000 })
    await shop.aWhile()

    const names = shop.widget.events.map(({ event }) => event)
    expect(names.indexOf('WebChat.closed')).toBeGreaterThan(names.indexOf('WebChatService.ended'))
    expect(names.filter((name) => name === 'WebChat.opened')).toHaveLength(1)
    expect(shop.endRequests()).toHaveLength(1)
    const errors = (await shop.log()).filter((entry) => entry.startsWith('guard error'))
    expect(errors).toHaveLength('status' in fault ? 1 : 0)
    expect(shop.widget.pageErrors).toEqual([])
  })

  test('after an asynchronous chat was ended, onEnd can forget the token and a new session starts', async ({
    converse,
  }) => {
    const [shop, chat] = await converse('async', {
      guard: { asyncPolicy: 'end' },
      script: `window.options = () => ({
        guard: { onEnd: ({ isAsync }) => isAsync && localStorage.removeItem('shop.chat') },
      })`,
    })
    await chat.state('Completed')
    await shop.phase('ended')
    await shop.widget.command('WebChat.close')
    await shop.widget.waitFor('WebChat.closed', { since: 0 })
    const next = await shop.widget.startChat()

    expect(next.sessionId).not.toBe(chat.sessionId)
  })

  const NOTICE = `window.options = () => ({
    guard: { notice: ({ agentName }) => '**' + agentName + '** closed this chat', followUps: 'confirm' },
  })`
  // Only the vendor's Markdown renderer can show that escaping for it works.
  test.for(kind.isVendors ? [false, true] : [false])(
    'hostile text stays text (Markdown: %s)',
    async (markdown, { converse }) => {
      const [shop, chat] = await converse('async', { script: NOTICE, webchat: { markdown } })
      const corpus = HOSTILE.filter((text) => text.length < 300)
      for (const [index, text] of corpus.entries()) {
        await chat.join(text)
        await shop.phase('active')
        await chat.state('Completed')
        await shop.phase('closed')
        const notice = shop.injected.nth(index)
        await notice.waitFor()

        const shown = squeeze((await notice.textContent()) ?? '')
        expect(shown).toBe(squeeze(markdown ? `${text}closed this chat` : `**${text}**closed this chat`))
        // Only the developer's own emphasis is left.
        const elements = await notice.evaluate((node) =>
          [...node.querySelectorAll('*')].map(({ tagName }) => tagName.toLowerCase()),
        )
        expect(elements.filter((tag) => !['p', 'strong'].includes(tag))).toEqual([])
        await notice.hover({ force: true })

        await shop.write(text.replace(/\s+/g, ' '))
        await shop.overlay.getByText('has not been sent yet').waitFor()
        const quote = (await shop.overlay.locator('.genesys-chat-guard__quote').textContent()) ?? ''
        expect(squeeze(quote)).toBe(squeeze(text))
        expect(await shop.overlay.locator('a, img, script, svg, b, strong').count()).toBe(0)
        await shop.overlay.getByRole('button', { name: 'Discard' }).click()
        await shop.overlay.waitFor({ state: 'detached' })
      }
      expect(await shop.page.evaluate(() => 'hacked' in window)).toBe(false)
    },
  )

  test("the guard in the page shifts no layout, and the library works under `default-src 'self'`", async ({
    converse,
  }) => {
    const [shop, chat] = await converse('async', {
      guard: { followUps: 'confirm', endDelayMs: 60_000, asyncPolicy: 'end' },
      pageHeaders: { 'content-security-policy-report-only': `default-src 'self'; connect-src *` },
    })
    await shop.page.addInitScript(() => {
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
    await shop.widget.reload()
    await shop.opened()
    await shop.widget.command('WebChat.minimize', { minimized: true })
    await chat.state('Completed')
    await shop.inPage.getByRole('timer').waitFor()
    await shop.widget.command('WebChatService.sendMessage', { message: 'held' })
    await shop.inPage.getByText('held').waitFor()
    await shop.aWhile()

    const { violations, shifts } = await shop.page.evaluate(() => {
      const page = window as unknown as { violations: string[]; shifts: string[] }
      return { violations: page.violations, shifts: page.shifts }
    })
    expect(violations.length).toBeGreaterThan(0)
    expect(violations.filter((entry) => entry.includes('/app/'))).toEqual([])
    expect(shifts.filter((html) => html.includes('<main') || html.includes('<h1'))).toEqual([])
  })
}
