import type { Page } from 'playwright-core'
import type { WidgetKind } from '../chromium/widgetKind.ts'
import type { TestPage } from './app/main.tsx'
import type { ScenarioTest } from './describeScenarios.ts'
import { type LibraryPage, leaves, textsOf } from './libraryPage.ts'

type App = Required<TestPage>

/** Loads the vendor's scripts once more, as a second tag does. */
const loadAgain = (page: Page) =>
  page.evaluate(async () => {
    await new Promise((resolve) => {
      const script = document.createElement('script')
      script.onload = resolve
      script.src = '/widgets/cxbus.min.js'
      document.head.append(script)
    })
    const { CXBus } = window as unknown as {
      CXBus: { configure(options: object): void; loadPlugin(name: string): void }
    }
    CXBus.configure({ pluginsPath: '/widgets/plugins/' })
    CXBus.loadPlugin('widgets-core')
  })

/** Ends the chat, window included, as soon as its session is restored. */
const END_ON_RESTORE = `CXBus.subscribe('WebChatService.restored', () => {
  if (sessionStorage.getItem('isReloaded')) chat.end({ closeWindow: true }).then(() => log.push('settled'))
})`

const openWindow = (shop: LibraryPage, page = shop.page) =>
  page.evaluate(() =>
    (window as unknown as App).chat
      .openWindow({
        form: { firstname: 'Joe', lastname: 'Doe', autoSubmit: true },
        userData: { basket: '42' },
      })
      .then(
        () => 'opened',
        ({ kind, message }: { kind: string; message: string }) => `${kind}: ${message}`,
      ),
  )

/** What becomes of what the customer and the application ask for. */
export function outcomeScenarios(test: ScenarioTest, kind: WidgetKind): void {
  test('a held text whose answer is late may have been sent, and goes when it was', async ({
    converse,
    expect,
  }) => {
    const [shop, chat] = await converse('async', {
      guard: { followUps: 'confirm' },
      provider: { commandTimeoutMs: 1_000 },
    })
    await chat.state('Completed')
    await shop.phase('closed')
    await shop.write('one more thing')
    await shop.overlay.getByText('one more thing').waitFor()
    await shop.widget.agent.addFault({ requests: ['send'], latencyMs: 4_000, times: 1, forMs: 60_000 })
    await shop.overlay.getByRole('button', { name: 'Send as a new request' }).click()
    await shop.overlay.getByText('may have been sent already').waitFor()
    expect(await shop.overlay.getByRole('button', { name: 'Send as a new request' }).count()).toBe(0)
    await shop.overlay.waitFor({ state: 'detached' })
    await shop.aWhile()

    expect(await textsOf(chat)).toEqual(['one more thing'])
  })

  test('in a regular chat there is no new request: a text is refused, and the end comes', async ({
    converse,
    expect,
  }) => {
    const [shop, chat] = await converse('regular', { guard: { followUps: 'confirm', endDelayMs: 4_000 } })
    await chat.state('Finalizing')
    await shop.overlay.getByRole('timer').waitFor()
    await shop.write('thanks!')
    await shop.overlay.getByText(/was not sent/).waitFor()
    expect(await shop.overlay.getByRole('button', { name: /^Send/ }).count()).toBe(0)
    await shop.phase('ended')

    expect(await textsOf(chat)).toEqual([])
    expect(shop.endRequests()).toHaveLength(1)
  })

  test.for(['at once', 'after the end'] as const)(
    'an end right after a reload closes the window that is still opening (it opens %s)',
    async (when, { converse, expect }) => {
      const [shop, chat] = await converse('regular', {
        guard: null,
        webchat: { chatButton: { enabled: false } },
        script: END_ON_RESTORE,
      })
      await shop.page.evaluate(() => sessionStorage.setItem('isReloaded', 'true'))
      const since = shop.widget.events.length
      if (when === 'after the end') {
        await shop.page.route(/windowmanager/, async (route) => {
          await shop.widget.waitFor('WebChatService.ended', { since })
          await shop.aWhile()
          await route.continue()
        })
      }
      await shop.widget.reload()
      await expect.poll(() => shop.logged(/settled/), { timeout: 15_000 }).toHaveLength(1)
      await shop.aWhile()

      expect(await shop.state()).toMatchObject({ window: 'closed' })
      expect(await shop.page.locator(kind.parts.window).isVisible()).toBe(false)
      expect(await leaves(chat)).toBe(1)
    },
  )

  test('openWindow passes form and user data, and settles when the chat has started', async ({
    open,
    expect,
  }) => {
    const shop = await open('regular')
    await shop.phase('idle')
    expect(await openWindow(shop)).toBe('opened')
    expect((await shop.state()).hasSession).toBe(true)
    expect(shop.widget.requests.find(({ method }) => method === 'POST')?.body).toContain('basket')
    expect(await openWindow(shop)).toBe('opened')
  })

  test('openWindow rejects when the start was refused', async ({ open, expect }) => {
    const shop = await open('regular')
    await shop.phase('idle')
    await shop.widget.agent.addFault({ requests: ['create'], status: 503, forMs: 60_000 })
    expect(await openWindow(shop)).toMatch(/^rejected: /)
  })

  test('openWindow joins the session of another tab', async ({ open, expect }) => {
    const shop = await open('regular')
    const second = await shop.widget.context.newPage()
    await second.goto(shop.widget.url)
    await shop.phase('idle', second)
    await shop.widget.startChat()
    expect(await openWindow(shop, second)).toBe('opened')
    await expect.poll(async () => (await shop.state(second)).sessionId).toBe((await shop.state()).sessionId)
  })

  test('an end with closeWindow closes it, although the provider was unmounted meanwhile', async ({
    converse,
    expect,
  }) => {
    const [shop, chat] = await converse('regular', { guard: null })
    await shop.widget.agent.addFault({ requests: ['leave'], latencyMs: 1_500, forMs: 60_000 })
    await shop.page.evaluate(() => {
      const { chat: actions, log } = window as unknown as App
      actions.end({ closeWindow: true }).finally(() => log.push('settled'))
    })
    await shop.phase('ending')
    await shop.page.evaluate(() => (window as unknown as App).unmount())
    await shop.mount()
    await shop.widget.waitFor('WebChat.closed', { since: 0 })
    await shop.aWhile()

    expect(await shop.state()).toMatchObject({ window: 'closed' })
    expect(shop.widget.events.filter(({ event }) => event === 'WebChat.opened')).toHaveLength(1)
    expect(await leaves(chat)).toBe(1)
  })

  // The simulator's widget is a module of the page, so there is nothing to load twice.
  test.runIf(kind.isVendors).for(['async', 'regular'] as const)(
    'the widget is loaded twice: the chat with a session is followed (%s)',
    async (mode, { open, expect }) => {
      const shop = await open(mode)
      const warnings: string[] = []
      shop.page.on('console', (message) => warnings.push(message.text()))
      await loadAgain(shop.page)
      await shop.page.waitForFunction(() => {
        const { _genesys } = window as unknown as {
          _genesys: { widgets: { bus: { registry(): { WebChat?: object } } } }
        }
        return _genesys.widgets.bus.registry().WebChat
      })
      await shop.page.locator('.cx-webchat-chat-button').click()
      await shop.page.getByLabel('First Name').fill('Joe')
      await shop.page.locator('.cx-webchat .cx-submit').click()
      await expect.poll(() => shop.widget.agent.sessions()).toHaveLength(1)
      const chat = await shop.newest()
      // On Genesys Cloud the widget learns of nobody who comes before it listens.
      await shop.phase('waiting')
      await chat.join('Anna')
      await shop.phase('active')
      await chat.state('Completed')
      await shop.phase(mode === 'async' ? 'closed' : 'ended')
      await shop.aWhile()

      await expect.poll(() => shop.notices()).toBe(mode === 'async' ? 1 : 0)
      expect(shop.endRequests()).toHaveLength(mode === 'async' ? 0 : 1)
      expect(warnings.filter((text) => text.includes('loaded twice'))).toHaveLength(1)
      expect(await shop.logged(/^closed/)).toHaveLength(1)
    },
  )

  test.runIf(kind.isVendors)(
    'the widget is replaced during a chat: the new one is followed',
    async ({ converse, expect }) => {
      const [shop, chat] = await converse('async')
      await shop.page.evaluate(() => {
        for (const element of document.querySelectorAll('.cx-widget')) element.remove()
        const page = window as unknown as { CXBus?: unknown; _genesys: { widgets: { bus?: unknown } } }
        delete page.CXBus
        delete page._genesys.widgets.bus
      })
      await loadAgain(shop.page)
      const injected = shop.page.locator(kind.parts.injected)
      await shop.page.locator(kind.parts.window).waitFor()
      await chat.state('Completed')
      await shop.phase('closed')
      await injected.waitFor()
      await shop.aWhile()

      expect(await injected.count()).toBe(1)
      expect(await shop.logged(/^closed/)).toHaveLength(1)
    },
  )
}
