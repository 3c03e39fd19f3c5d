import { expect } from 'vitest'
import type { BusContractTest } from './describeBus.ts'

export function eventsContract(test: BusContractTest): void {
  test('an envelope names the event with its plugin, and its data is an object if none was given', async ({
    open,
  }) => {
    const page = await open()
    const seen = await page.run(async ({ register, wait }) => {
      const shop = await register('Shop')
      const reader = await register('Reader')
      const envelopes: unknown[] = []
      reader.subscribe('Shop.open', (envelope) => envelopes.push(envelope))
      shop.publish('open')
      shop.publish('open', { at: 9 })
      await wait(20)
      return envelopes
    })
    expect(seen).toEqual([
      expect.objectContaining({ time: expect.any(Number), publisher: 'Shop', event: 'Shop.open', data: {} }),
      expect.objectContaining({ event: 'Shop.open', data: { at: 9 } }),
    ])
  })

  test('every callback runs later, in order, in a task of its own; who throws stops nobody', async ({
    open,
  }) => {
    const page = await open()
    const seen = await page.run(async ({ register, Genesys, wait }) => {
      const shop = await register('Shop')
      const events: string[] = []
      Genesys('subscribe', 'Shop.open', () => {
        events.push('first')
        throw new Error('of the page')
      })
      const twice = (): number => events.push('second')
      Genesys('subscribe', 'Shop.open', twice)
      Genesys('subscribe', 'Shop.open', twice)
      Genesys('subscribe', 'shop.open', () => events.push('other case'))
      Genesys('subscribe', 'Shop.*', () => events.push('wildcard'))
      shop.publish('open')
      events.push('published')
      await wait(20)
      return events
    })
    expect(seen).toEqual(['published', 'first', 'second', 'second'])
    expect(page.uncaught().join()).toContain('of the page')
  })

  test('a sticky event is replayed to who comes late, a plain one is not and does not replace it', async ({
    open,
  }) => {
    const page = await open()
    const seen = await page.run(async ({ register, wait }) => {
      const shop = await register('Shop')
      const reader = await register('Reader')
      shop.republish('open', { at: 9 })
      shop.publish('open', { at: 10 })
      shop.publish('closed', {})
      await wait(20)
      const events: unknown[] = []
      reader.subscribe('Shop.open', ({ data }) => events.push(data))
      reader.subscribe('Shop.closed', ({ data }) => events.push(data))
      await wait(20)
      return events
    })
    expect(seen).toEqual([{ at: 9 }])
  })

  test('unsubscribing takes back all of one plugin, and of nobody else; after the last one a sticky event is gone', async ({
    open,
  }) => {
    const page = await open()
    const seen = await page.run(async ({ register, Genesys, wait }) => {
      const shop = await register('Shop')
      const reader = await register('Reader')
      const events: unknown[] = []
      reader.subscribe('Shop.open', () => events.push('reader'))
      reader.subscribe('Shop.open', () => events.push('reader again'))
      Genesys('subscribe', 'Shop.open', () => events.push('page'))
      const answers = [reader.unsubscribe('Shop.open'), reader.unsubscribe('Shop.unknown')]
      shop.publish('open')
      await wait(20)
      shop.republish('ready')
      reader.subscribe('Shop.ready', () => events.push('ready'))
      await wait(20)
      reader.unsubscribe('Shop.ready')
      reader.subscribe('Shop.ready', () => events.push('ready after the last one'))
      await wait(20)
      return [answers, events]
    })
    expect(seen).toEqual([
      [true, false],
      ['page', 'ready'],
    ])
  })
}
