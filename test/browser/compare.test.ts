import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type DemoUnderTest, startDemo } from './demo.ts'

let demo: DemoUnderTest
let page: Page

beforeAll(async () => {
  demo = await startDemo()
})
afterAll(() => demo.close())
afterEach(() => page.close())

describe('before and after', () => {
  test('the snippet goes wrong in all eleven situations, and the library in none', {
    timeout: 180_000,
  }, async () => {
    page = await demo.open('compare.html')
    const situations = page.getByRole('navigation', { name: 'Situations' }).getByRole('button')
    const snippet = page.getByRole('region', { name: 'The vendor’s snippet' }).getByRole('status')
    const library = page.getByRole('region', { name: 'react-genesys-chat-lifecycle' }).getByRole('status')
    const outcomes: Record<string, string> = {}
    for (const situation of await situations.all()) {
      await situation.click()
      await library.getByText('wanted').waitFor({ state: 'detached' })
      await library.getByText('wanted').waitFor()
      const title = (await situation.textContent()) ?? ''
      outcomes[title] = `${await snippet.textContent()} / ${await library.textContent()}`
    }
    expect(Object.keys(outcomes)).toHaveLength(11)
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['Not as wanted / As wanted']))
  })
})

test('nothing went wrong on any page, and the strict policy refused nothing', () => {
  expect(demo.unexpectedTroubles).toEqual([])
})
