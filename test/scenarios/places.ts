import type { Locator } from 'playwright-core'
import type { ChatLifecycle } from 'react-genesys-chat-lifecycle'
import type { WidgetKind } from '../chromium/widgetKind.ts'
import type { ScenarioTest } from './describeScenarios.ts'
import type { LibraryPage } from './libraryPage.ts'

const WIDTHS = [320, 390, 820, 1440, 1920]
const HEIGHT = 700
/** About as long as the widget's input allows. */
const LONG = 'Could you also tell me when it will arrive? '.repeat(12).slice(0, 490).trim()

/** What is wrong with the place of the page's buttons: nothing, if each can be clicked and is clear of the window. */
async function findFaults(shop: LibraryPage, windowSelector: string): Promise<string[]> {
  const buttons = shop.inPage.getByRole('button')
  const faults: string[] = []
  for (const button of await buttons.all()) {
    await button.scrollIntoViewIfNeeded()
    faults.push(...(await button.evaluate(judge, windowSelector)))
  }
  return faults
}

/** Runs in the page. */
function judge(button: Element, windowSelector: string): string[] {
  const name = button.textContent
  const box = button.getBoundingClientRect()
  const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  const faults: string[] = []
  if (!hit || !button.contains(hit)) faults.push(`${name}: covered by ${hit?.className}`)
  if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight)
    faults.push(`${name}: outside the viewport`)
  const other = document.querySelector(windowSelector)?.getBoundingClientRect()
  const hasRoom = other && !(other.width >= innerWidth && other.height >= innerHeight)
  const isCrossing =
    other &&
    box.left < other.right &&
    box.right > other.left &&
    box.top < other.bottom &&
    box.bottom > other.top
  if (hasRoom && isCrossing) faults.push(`${name}: over the window`)
  return faults
}

const settled = (locator: Locator) =>
  locator.evaluate((node) =>
    Promise.all(node.getAnimations({ subtree: true }).map(({ finished }) => finished)).then(() => undefined),
  )

/** Where the guard is shown, and in which language. */
export function placeScenarios(test: ScenarioTest, kind: WidgetKind): void {
  test.for([false, true])(
    'the page’s cards are clear of the window at every width (phone: %s)',
    async (phone, { converse, expect }) => {
      const [shop, chat] = await converse('async', {
        guard: { noticePlacement: 'page', followUps: 'confirm' },
        phone,
      })
      await chat.state('Completed')
      await shop.phase('closed')
      await shop.widget.command('WebChatService.sendMessage', { message: 'one more thing' })
      await shop.inPage.getByText('one more thing').waitFor()
      for (const width of WIDTHS) {
        await shop.page.setViewportSize({ width, height: HEIGHT })
        // The widget decides at load whether it is on a phone.
        await shop.widget.reload()
        await shop.page.waitForFunction(() =>
          ['open', 'minimized'].includes((window as { chat?: { window: string } }).chat?.window ?? ''),
        )
        await shop.inPage.getByText('one more thing').waitFor()
        for (const minimized of [false, true]) {
          await shop.widget.command('WebChat.minimize', { minimized })
          await expect.poll(async () => (await shop.state()).window).toBe(minimized ? 'minimized' : 'open')
          for (const dir of ['ltr', 'rtl']) {
            await shop.page.evaluate((value) => {
              document.documentElement.dir = value
            }, dir)
            await settled(shop.page.locator('body'))
            // The vendor's window comes to the front while the focus is in it.
            if (!minimized) await shop.input.click()
            expect(await shop.inPage.getByRole('button').count()).toBe(3)
            await expect
              .poll(() => findFaults(shop, kind.parts.window), {
                message: `${width} ${dir} ${minimized ? 'minimised' : 'open'}`,
              })
              .toEqual([])
          }
        }
      }
    },
  )

  test('two long held texts on a phone: their buttons can be reached', async ({ converse, expect }) => {
    const [shop, chat] = await converse('async', {
      guard: { followUps: 'confirm' },
      phone: true,
      viewport: { width: 390, height: HEIGHT },
    })
    await chat.state('Completed')
    await shop.phase('closed')
    await shop.widget.command('WebChat.minimize', { minimized: true })
    for (const number of [1, 2]) {
      await shop.widget.command('WebChatService.sendMessage', { message: `${number} ${LONG}` })
      await shop.inPage.getByText(`${number} ${LONG}`).waitFor()
    }
    await expect.poll(() => findFaults(shop, kind.parts.window)).toEqual([])
    await shop.inPage.getByRole('button', { name: 'Discard' }).click({ timeout: 5_000 })
    await shop.inPage.getByText(LONG).first().waitFor({ state: 'detached' })
  })

  test('the overlay is inside the viewport, although the window sticks out of it', async ({
    converse,
    expect,
  }) => {
    const [shop, chat] = await converse('regular', {
      guard: { endDelayMs: 60_000 },
      viewport: { width: 320, height: HEIGHT },
    })
    await chat.state('Finalizing')
    const card = shop.overlay.locator('.genesys-chat-guard__card')
    await card.waitFor()
    await expect.poll(async () => (await card.boundingBox())?.x).toBeGreaterThanOrEqual(0)
    await shop.overlay.getByRole('button', { name: 'Keep it open' }).click({ timeout: 5_000 })
  })

  test('openWindow shows a window that is minimised, or that the page hides', async ({
    converse,
    expect,
  }) => {
    const [shop] = await converse('async')
    const open = () =>
      shop.page.evaluate(() => (window as unknown as { chat: ChatLifecycle }).chat.openWindow())
    await shop.widget.command('WebChat.minimize', { minimized: true })
    await expect.poll(async () => (await shop.state()).window).toBe('minimized')
    expect(await open()).toEqual({ status: 'joined' })
    await expect.poll(async () => (await shop.state()).window).toBe('open')
    await shop.widget.command('WebChat.hide')
    await shop.input.waitFor({ state: 'hidden' })
    expect(await open()).toEqual({ status: 'joined' })
    await shop.input.waitFor()
  })

  test('a notice does not go into a window that the page hides, until it is shown', async ({
    converse,
    expect,
  }) => {
    const [shop, chat] = await converse('async')
    await shop.widget.command('WebChat.hide')
    await expect.poll(async () => (await shop.state()).window).toBe('hidden')
    await chat.state('Completed')
    await shop.inPage.getByText('Thank you for your query').waitFor()
    expect(shop.notices()).toBe(0)

    await shop.widget.command('WebChat.show')
    await shop.injected.waitFor()
    expect(await shop.inPage.textContent()).toBe('')
    await shop.aWhile()
    expect(shop.notices()).toBe(1)
  })

  test('an overlay that the page showed before the guard came stays where it is', async ({
    converse,
    expect,
  }) => {
    const [shop, chat] = await converse('regular', { guard: { endDelayMs: 60_000 }, mounted: false })
    await shop.widget.command('WebChat.showOverlay', { html: '<p>theirs</p>', mode: 'fit' })
    await shop.mount()
    await shop.phase('active')
    await chat.state('Finalizing')
    await shop.inPage.getByRole('timer').waitFor()
    expect(await shop.page.getByText('theirs', { exact: true }).isVisible()).toBe(true)
    expect(await shop.overlay.count()).toBe(0)

    await shop.widget.command('WebChat.hideOverlay')
    await shop.overlay.getByRole('timer').waitFor()
  })

  test('speaks the page’s language, and follows it', async ({ converse, expect }) => {
    const [shop, chat] = await converse('async', {
      guard: { noticePlacement: 'page', followUps: 'confirm' },
      script: `document.documentElement.lang = 'fr_FR'
        window.options = (_, { de, fr }) => ({ guard: { locale: [de, fr] } })`,
    })
    await chat.state('Completed')
    await shop.inPage.getByRole('button', { name: 'Fermer' }).waitFor()
    await shop.widget.command('WebChatService.sendMessage', { message: 'one more thing' })
    await shop.inPage.getByRole('button', { name: 'Envoyer comme nouvelle demande' }).waitFor()
    await shop.page.evaluate(() => {
      document.documentElement.lang = 'de'
    })
    await shop.inPage.getByRole('button', { name: 'Als neue Anfrage senden' }).waitFor()
    expect(await shop.faults('main')).toEqual([])
  })

  test('without a language of the page, speaks the one that its widget was configured with', async ({
    converse,
  }) => {
    const [shop, chat] = await converse('async', {
      guard: { noticePlacement: 'page' },
      scripts: [{ content: `_genesys.widgets.main.lang = 'fr'`, place: 'before' }],
      script: `document.documentElement.removeAttribute('lang')
        window.options = (_, { de, fr }) => ({ guard: { locale: [de, fr] } })`,
    })
    await chat.state('Completed')
    await shop.inPage.getByRole('button', { name: 'Fermer' }).waitFor()
  })
}
