import { expect } from 'vitest'
import type { BusContractTest } from './describeBus.ts'

/** The snippet, the global function, and what it hands out. */
export function pluginsContract(test: BusContractTest): void {
  test('the snippet returns nothing; the bootstrap replaces it, and answers true, or false for what it does not know', async ({
    open,
  }) => {
    const page = await open(({ Genesys, kept }) => {
      kept.early = [typeof Genesys('subscribe', 'Shop.event', () => {})]
    })
    const answers = await page.run(({ Genesys, kept }) => [
      kept.early,
      Genesys('subscribe', 'Shop.event', () => {}),
      Genesys('subscribe', 'Shop.event'),
      Genesys('command', 'Shop.buy', {}),
      Genesys('registerPlugin', 'Answers', () => {}),
      Genesys('unsubscribe', 'Shop.event'),
      Genesys('before', 'Shop.buy', () => {}),
    ])
    expect(answers).toEqual([['undefined'], true, false, true, true, false, false])
  })

  test('what the snippet was asked is done when the configuration is there: a plugin and a subscription count, a command comes too early', async ({
    open,
  }) => {
    const page = await open(({ Genesys, kept }) => {
      const seen: unknown[] = []
      kept.seen = seen
      Genesys('registerPlugin', 'Early', () => seen.push('plugin'))
      Genesys('subscribe', 'Shop.open', ({ data }: { data: unknown }) => seen.push(data))
      Genesys(
        'command',
        'Shop.buy',
        {},
        () => {},
        (reason: unknown) => seen.push(reason),
      )
    })
    const seen = await page.run(async ({ register, kept, wait }) => {
      const shop = await register('Shop')
      shop.publish('open', { at: 9 })
      await wait(20)
      return kept.seen as unknown[]
    })
    expect(seen).toHaveLength(3)
    expect(seen).toEqual(expect.arrayContaining(['plugin', 'Plugin does not exist', { at: 9 }]))
  })

  test('a plugin comes later than the call; a taken name calls the second function, and names differ by case', async ({
    open,
  }) => {
    const page = await open()
    const seen = await page.run(async ({ Genesys, wait }) => {
      const events: unknown[] = []
      Genesys('registerPlugin', 'Twice', () => events.push('first'))
      events.push('called')
      await wait(20)
      Genesys(
        'registerPlugin',
        'Twice',
        () => events.push('second'),
        (reason: unknown) => events.push(reason),
      )
      Genesys('registerPlugin', 'twice', () => events.push('other case'))
      await wait(20)
      return events
    })
    expect(seen).toEqual(['called', 'first', expect.stringMatching(/already taken/), 'other case'])
  })

  test('a plugin has what the library uses', async ({ open }) => {
    const page = await open()
    const methods = await page.run(async ({ register }) => {
      const plugin = await register('Methods')
      return Object.entries(plugin)
        .filter(([, member]) => typeof member === 'function')
        .map(([name]) => name)
        .sort()
    })
    expect(methods).toEqual(
      expect.arrayContaining(
        'before command data namespace publish publishDirect ready registerCommand registerEvents registry republish subscribe subscribers unsubscribe'.split(
          ' ',
        ),
      ),
    )
  })

  test('reads the data of other plugins of the same window', async ({ open }) => {
    const page = await open()
    const values = await page.run(async ({ register }) => {
      const owner = await register('Owner')
      const reader = await register('Reader')
      owner.data('colour', 'red')
      return [reader.data('Owner.colour'), reader.data('Owner.size') === undefined]
    })
    expect(values).toEqual(['red', true])
  })
}
