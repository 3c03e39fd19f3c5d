import { expect } from 'vitest'
import type { BusContractTest } from './describeBus.ts'

export function commandsContract(test: BusContractTest): void {
  test('how a command ends: not there, unknown, thrown, forgotten, settled twice', async ({ open }) => {
    const page = await open()
    const outcomes = await page.run(async ({ register, command, outcomeOf }) => {
      const shop = await register('Shop')
      shop.registerCommand('sell', ({ data, resolve }) => resolve({ sold: data }))
      shop.registerCommand('refuse', ({ reject }) => reject('sold out'))
      shop.registerCommand('fail', () => {
        throw new Error('broken')
      })
      shop.registerCommand('forget', () => {})
      shop.registerCommand('twice', ({ resolve, reject }) => {
        resolve('first')
        reject('second')
      })
      shop.ready()
      return [
        await outcomeOf(command('Nobody.sell', {})),
        await outcomeOf(command('Shop.unknown', {})),
        await outcomeOf(command('Shop.sell', { what: 'tea' })),
        await outcomeOf(command('Shop.sell', undefined)),
        await outcomeOf(command('Shop.sell', null)),
        await outcomeOf(command('Shop.refuse', {})),
        await outcomeOf(command('Shop.fail', {})),
        await outcomeOf(command('Shop.forget', {})),
        await outcomeOf(command('Shop.twice', {})),
      ]
    })
    expect(outcomes.map(({ outcome, value }) => (value === null ? outcome : [outcome, value]))).toEqual([
      ['rejected', 'Plugin does not exist'],
      ['rejected', 'Command does not exist'],
      ['resolved', { sold: { what: 'tea' } }],
      ['resolved', { sold: {} }],
      ['resolved', { sold: {} }],
      ['rejected', 'sold out'],
      ['rejected', 'Error: broken'],
      'never settled',
      ['resolved', 'first'],
    ])
  })

  test('a plugin that is not ready keeps its commands, and can give some itself', async ({ open }) => {
    const page = await open()
    const seen = await page.run(async ({ register, command, outcomeOf }) => {
      const shop = await register('Shop')
      const late = await register('Late')
      shop.registerCommand('sell', ({ resolve }) => resolve('sold'))
      shop.ready()
      late.registerCommand('greet', ({ resolve }) => resolve('hello'))
      const greeting = command('Late.greet', {})
      const before = await outcomeOf(greeting)
      const own = await outcomeOf(late.command('Shop.sell', {}))
      late.ready()
      return [before.outcome, own.value, (await outcomeOf(greeting)).value]
    })
    expect(seen).toEqual(['never settled', 'sold', 'hello'])
  })

  test('without options, the function is taken for them, and nobody is called', async ({ open }) => {
    const page = await open()
    const seen = await page.run(async ({ register, command, outcomeOf, kept }) => {
      const shop = await register('Shop')
      shop.registerCommand('sell', ({ resolve }) => {
        kept.ran = true
        resolve('sold')
      })
      shop.ready()
      return [(await outcomeOf(command('Shop.sell'))).outcome, kept.ran ?? false]
    })
    expect(seen).toEqual(['never settled', false])
  })

  test('hooks run at the call, in their order, before the command, also for one that has to wait', async ({
    open,
  }) => {
    const page = await open()
    const seen = await page.run(async ({ register, command, wait }) => {
      const shop = await register('Shop')
      const guard = await register('Guard')
      const events: unknown[] = []
      shop.registerCommand('sell', ({ data, resolve }) => {
        events.push(data)
        resolve()
      })
      guard.before('Shop.sell', (data) => {
        events.push('first')
        return { ...(data as object), first: true }
      })
      guard.before('Shop.sell', (data) => {
        events.push('second')
        return data
      })
      void command('Shop.sell', { what: 'tea' })
      events.push('given')
      shop.ready()
      await wait(20)
      return events
    })
    expect(seen).toEqual(['first', 'second', 'given', { what: 'tea', first: true }])
  })

  test('a hook that returns no object stops the command and the hooks after it; one that throws, throws at the caller', async ({
    open,
  }) => {
    const page = await open()
    const seen = await page.run(async ({ register, command, Genesys, outcomeOf }) => {
      const shop = await register('Shop')
      const guard = await register('Guard')
      let sold = 0
      let isAskedAfter = false
      shop.registerCommand('sell', ({ resolve }) => {
        sold++
        resolve()
      })
      shop.ready()
      let answer: unknown
      guard.before('Shop.sell', () => answer)
      guard.before('Shop.sell', (data) => {
        isAskedAfter = true
        return data
      })
      const outcomes: string[] = []
      for (answer of [false, null, undefined, true, 'no']) {
        outcomes.push((await outcomeOf(command('Shop.sell', {}))).outcome)
      }
      guard.before('Shop.steal', () => {
        throw new Error('of a hook')
      })
      let thrown = ''
      try {
        Genesys('command', 'Shop.steal', {})
      } catch (error) {
        thrown = String(error)
      }
      return [outcomes.join(' '), sold, isAskedAfter, thrown]
    })
    expect(seen).toEqual(['rejected rejected rejected rejected rejected', 0, false, 'Error: of a hook'])
  })
}
