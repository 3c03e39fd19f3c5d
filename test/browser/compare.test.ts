import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DemoUnderTest, startDemo } from './demo.ts'

let demo: DemoUnderTest

beforeAll(async () => {
  demo = await startDemo()
})
afterAll(() => demo.close())

describe('before and after', () => {
  test('the snippet is wrong in all eleven situations, the library in none', {
    timeout: 180_000,
  }, async () => {
    const outcomes: Record<string, string> = {}
    const play = async (wanted: (index: number) => boolean): Promise<void> => {
      const on = await demo.open('compare.html')
      const situations = on.getByRole('navigation', { name: 'Situations' }).getByRole('button')
      await situations.first().waitFor()
      const snippet = on.getByRole('region', { name: 'The vendor’s snippet' }).getByRole('status')
      const library = on.getByRole('region', { name: 'react-genesys-chat-lifecycle' }).getByRole('status')
      for (const situation of (await situations.all()).filter((_, index) => wanted(index))) {
        await situation.click()
        await library.getByText('wanted').waitFor({ state: 'detached' })
        await library.getByText('wanted').waitFor()
        const title = (await situation.textContent()) ?? ''
        outcomes[title] = `${await snippet.textContent()} / ${await library.textContent()}`
      }
      await on.close()
    }
    // A situation mostly waits, so several are played at once.
    await Promise.all([0, 1, 2, 3].map((lane) => play((index) => index % 4 === lane)))
    expect(Object.keys(outcomes)).toHaveLength(11)
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['Not as wanted / As wanted']))
  })
})

test('nothing went wrong on any page, and the strict policy refused nothing', () => {
  expect(demo.unexpectedTroubles).toEqual([])
})
