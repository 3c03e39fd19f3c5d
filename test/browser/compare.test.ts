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
      const situations = on
        .getByRole('navigation', { name: 'Situations' })
        .getByRole('listitem')
        .getByRole('button')
      await situations.first().waitFor()
      const snippet = on.getByRole('region', { name: 'The vendor’s snippet' }).getByRole('status')
      const library = on.getByRole('region', { name: 'react-genesys-chat-lifecycle' }).getByRole('status')
      for (const situation of (await situations.all()).filter((_, index) => wanted(index))) {
        await situation.click()
        await library.getByText(/Pass|Fail/).waitFor({ state: 'detached' })
        await library.getByText(/Pass|Fail/).waitFor()
        const title = (await situation.textContent()) ?? ''
        outcomes[title] = `${await snippet.textContent()} / ${await library.textContent()}`
      }
      await on.close()
    }
    // A situation mostly waits, so several are played at once.
    await Promise.all([0, 1, 2, 3].map((lane) => play((index) => index % 4 === lane)))
    expect(Object.keys(outcomes)).toHaveLength(11)
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['Fail / Pass']))
  })

  test('a link opens a situation, and all can be played, with a summary', async () => {
    const page = await demo.open('compare.html?situation=one-batch')
    await page.getByRole('heading', { name: 'Closed and reopened at once' }).waitFor()
    expect(await page.getByText('Expected: No notice').count()).toBe(1)
    const why = page.getByRole('link', { name: 'documentation' }).last()
    expect(await why.getAttribute('href')).toBe('docs/how-it-works.html#sessions-and-segments')
    await page.getByRole('button', { name: 'Play all' }).click()
    const row = page.getByRole('row', { name: 'Completed follows Finalizing' })
    await row.getByText('Fail').waitFor()
    expect(await row.getByText('Pass').count()).toBe(1)
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('1 of 11 played. The snippet passes 0, the library 1.').waitFor()

    await page.getByRole('button', { name: 'A second segment' }).click()
    expect(page.url()).toContain('?situation=second-segment')
    expect(await page.getByRole('button', { name: 'Play all' }).isEnabled()).toBe(true)
    await page.close()
  })
})

test('nothing went wrong on any page, and the strict policy refused nothing', () => {
  expect(demo.unexpectedTroubles).toEqual([])
})
