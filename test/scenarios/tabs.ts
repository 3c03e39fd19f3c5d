import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { TestPage } from './app/main.tsx'
import type { ScenarioTest } from './describeScenarios.ts'
import { duplicate, isEnd, type LibraryPage, textsOf } from './libraryPage.ts'

/** The requests of all tabs that the server takes for the customer's leaving. On Digital Channels a second one has no key. */
function watchLeaving(shop: LibraryPage): string[] {
  const valid: string[] = []
  shop.widget.context.on('request', (request) => {
    const end = { method: request.method(), path: new URL(request.url()).pathname, body: request.postData() }
    const { 'x-nexus-client-key': key, authorization } = request.headers()
    const isTaken = end.method !== 'DELETE' || key || authorization
    if (isEnd(end) && isTaken) valid.push(request.url())
  })
  return valid
}

const buttonsOf = (page: Page, name: string) =>
  page.locator('.genesys-chat-guard').getByRole('button', { name })

/** Two tabs with one session. */
export function tabScenarios(test: ScenarioTest): void {
  test.for([
    ['a regular chat', 'regular', {}],
    ['a regular chat after a countdown', 'regular', { endDelayMs: 1_500 }],
    ['an asynchronous chat', 'async', { asyncPolicy: 'end' }],
    ['an asynchronous chat after a countdown', 'async', { asyncPolicy: 'end', endDelayMs: 1_500 }],
  ] as const)('one of two tabs ends %s, once', async ([_, mode, guard], { converse }) => {
    const [shop, chat] = await converse(mode, { guard })
    const valid = watchLeaving(shop)
    const second = await duplicate(shop)
    await shop.phase('active', second)
    await chat.state('Finalizing')
    await shop.phase('ended')
    await shop.phase('ended', second)
    await shop.aWhile()

    expect(valid).toHaveLength(1)
    const logs = [...(await shop.log()), ...(await shop.log(second))]
    for (const callback of ['closed', 'end', 'ended'])
      expect(
        logs.filter((entry) => entry.startsWith(`${callback} `)),
        JSON.stringify(logs),
      ).toHaveLength(1)
  })

  test.for(['regular', 'async'] as const)(
    'what is kept open in one tab is kept open in the other (%s)',
    async (mode, { converse }) => {
      const [shop, chat] = await converse(mode, { guard: { asyncPolicy: 'end', endDelayMs: 6_000 } })
      const valid = watchLeaving(shop)
      const second = await duplicate(shop)
      await shop.phase('active', second)
      await chat.state('Finalizing')
      await buttonsOf(second, 'Keep it open').waitFor()
      await buttonsOf(shop.page, 'Keep it open').click()
      await buttonsOf(second, 'Keep it open').waitFor({ state: 'detached' })
      // Longer than the countdown was.
      for (let times = 0; times < 4; times++) await shop.aWhile()

      expect(valid).toEqual([])
      await shop.phase('closed')
      await shop.phase('closed', second)
    },
  )

  test('what comes before the end moves to another tab when its tab is closed, and the chat ends once', async ({
    converse,
  }) => {
    const [shop, chat] = await converse('regular', {
      script: `window.options = () => ({ guard: { beforeEnd: (_, { signal }) => new Promise((resolve) => {
        window.log.push('survey')
        window.answer = resolve
        signal.addEventListener('abort', () => window.log.push('survey over'))
      }) } })`,
    })
    const valid = watchLeaving(shop)
    const second = await duplicate(shop)
    await shop.phase('active', second)
    await chat.state('Finalizing')
    await shop.phase('closed')
    await shop.phase('closed', second)
    await shop.aWhile()
    const isAsked = async (page: Page) => (await shop.log(page)).includes('survey')
    const [asked, other] = (await isAsked(second)) ? [second, shop.page] : [shop.page, second]
    expect(await isAsked(other)).toBe(false)
    await asked.close()
    await other.waitForFunction(() => (window as unknown as Required<TestPage>).log.includes('survey'))
    expect(valid).toHaveLength(0)
    await other.evaluate(() => (window as unknown as { answer(): void }).answer())
    await shop.phase('ended', other)
    expect(valid).toHaveLength(1)
  })

  test('a held text is sent once, although its tab was duplicated', async ({ converse }) => {
    const [shop, chat] = await converse('async', { guard: { followUps: 'confirm' } })
    await chat.state('Completed')
    await shop.phase('closed')
    await shop.write('one more thing')
    await shop.overlay.getByText('one more thing').waitFor()
    const second = await duplicate(shop)
    await buttonsOf(second, 'Send as a new request').waitFor()
    await buttonsOf(shop.page, 'Send as a new request').click()
    await buttonsOf(second, 'Send as a new request').waitFor({ state: 'detached' })
    await shop.aWhile()

    expect(await textsOf(chat)).toEqual(['one more thing'])
    expect(await second.locator('.genesys-chat-guard__card').count()).toBe(0)
  })
}
