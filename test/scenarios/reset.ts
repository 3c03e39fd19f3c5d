import type { Page } from 'playwright-core'
import type { WidgetKind } from '../chromium/widgetKind.ts'
import type { TestPage } from './app/main.tsx'
import type { ScenarioTest } from './describeScenarios.ts'
import { duplicate, type LibraryPage } from './libraryPage.ts'

type App = Required<TestPage>

/** Forgets the token that the test page keeps. */
const FORGET_TOKEN = `window.options = () => ({ provider: { forgetToken: () => localStorage.removeItem('shop.chat') } })`

const reset = (page: Page): Promise<string> =>
  page.evaluate(() =>
    (window as unknown as App).chat.reset().then(
      () => 'done',
      ({ message }: Error) => message,
    ),
  )

const startAs = (page: Page, firstname: string, userData?: Record<string, string>): Promise<void> =>
  page.evaluate((options) => (window as unknown as App).chat.start(options), {
    form: { firstname, lastname: 'Doe', nickname: firstname },
    ...(userData && { userData }),
  })

/** What the browser keeps that may be of a customer. */
const kept = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [localStorage, sessionStorage]
      .flatMap((storage) => Object.keys(storage))
      .filter((key) => /^(react-genesys|shop\.chat)/.test(key)),
  )

/** What the server was asked to start a chat with: the token, and the data that is attached. */
const starts = ({ widget }: LibraryPage, since: number) =>
  widget.requests
    .slice(since)
    .filter(({ method, path }) => method === 'POST' && !path.includes('messages') && !path.includes('typing'))
    .map(({ headers, body }) => `${headers['x-nexus-client-key'] ?? ''} ${decodeURIComponent(body ?? '')}`)

/** One customer leaves, and the next one comes to the same page. */
export function resetScenarios(test: ScenarioTest, kind: WidgetKind): void {
  test('after a reset the next customer finds nothing, and has a session of their own', async ({
    converse,
    expect,
  }) => {
    const [shop, chat] = await converse('async', { guard: { followUps: 'confirm' }, script: FORGET_TOKEN })
    await chat.say('Thank you, Joe')
    await chat.state('Completed')
    await shop.phase('closed')
    await shop.write('held: 4712')
    await shop.overlay.getByText('held: 4712').waitFor()

    expect(await reset(shop.page)).toBe('done')
    expect(await shop.state()).toMatchObject({ phase: 'idle', window: 'closed', sessionId: null })
    expect(await kept(shop.page)).toEqual([])
    expect(await shop.page.evaluate(() => (window as unknown as App).messages)).toEqual([])
    expect(shop.endRequests()).toHaveLength(1)

    await shop.widget.startChat()
    await shop.phase('waiting')
    expect(await shop.page.locator('body').textContent()).not.toMatch(/4712|Thank you/)
    expect(await shop.widget.agent.sessions()).toHaveLength(2)
  })

  test('a reset reaches the other tab, its window and its chat service', async ({ converse, expect }) => {
    const [shop, chat] = await converse('async', { guard: { followUps: 'confirm' }, script: FORGET_TOKEN })
    const second = await duplicate(shop)
    await shop.phase('active', second)
    await chat.say('Thank you, Joe')
    expect(await reset(shop.page)).toBe('done')
    await second.waitForFunction(() => {
      const { phase, window: widget } = (window as unknown as App).chat
      return phase === 'idle' && widget === 'closed'
    })
    await shop.aWhile()
    for (const page of [shop.page, second]) {
      expect(await kept(page)).toEqual([])
      expect(await page.locator('body').textContent()).not.toMatch(/Thank you/)
    }
    await startAs(second, 'Bob')
    await shop.phase('waiting', second)
    await shop.aWhile()
    expect((await shop.state(second)).phase).toBe('waiting')
    expect(await shop.widget.agent.sessions()).toHaveLength(2)
  })

  // The vendor's widget keeps more of a customer than the model does, and gives it to the next one.
  if (!kind.isVendors) return
  test('the widget keeps neither the token nor the attached data', async ({ open, expect }) => {
    const shop = await open('async', { script: FORGET_TOKEN })
    await shop.phase('idle')
    await startAs(shop.page, 'Ann', { account: 'A-1' })
    await shop.phase('waiting')
    await shop.widget.command('WebChatService.updateUserData', { basket: 'A-2' })
    await shop.page.evaluate(() => (window as unknown as App).chat.end())
    // She comes back: from here on the widget has her token in the page's configuration.
    await startAs(shop.page, 'Ann')
    await shop.phase('waiting')
    expect(await shop.widget.agent.sessions()).toHaveLength(1)

    expect(await reset(shop.page)).toBe('done')
    const since = shop.widget.requests.length
    await startAs(shop.page, 'Bob', { account: 'B-1' })
    await shop.phase('waiting')
    const [start] = starts(shop, since)
    expect(start).toContain('B-1')
    expect(start).not.toMatch(/A-[12]|eyJ/)
    expect(await shop.widget.agent.sessions()).toHaveLength(2)
  })

  test('a start does not send a token that the page has deleted', async ({ open, expect }) => {
    const shop = await open('async')
    await shop.phase('idle')
    for (const name of ['Ann', 'Ann']) {
      await startAs(shop.page, name)
      await shop.phase('waiting')
      await shop.page.evaluate(() => (window as unknown as App).chat.end())
    }
    await shop.page.evaluate(() => localStorage.removeItem('shop.chat'))
    const since = shop.widget.requests.length
    await startAs(shop.page, 'Bob')
    await shop.phase('waiting')
    expect(starts(shop, since)[0]).not.toContain('eyJ')
    expect(await shop.widget.agent.sessions()).toHaveLength(2)
  })
}
