import { expect } from 'vitest'
import type { BusContractTest } from './describeBus.ts'

/** What differs when a plugin lives in a frame, as Messenger's service does. */
export function framesContract(test: BusContractTest): void {
  test('the page hears a frame, with copies; a frame hears the page', async ({ open }) => {
    const page = await open()
    await page.run(async ({ register, Genesys, kept }) => {
      kept.page = await register('Page')
      const heard: unknown[] = []
      kept.heard = heard
      Genesys('subscribe', 'Service.said', ({ data, publisher }: { data: unknown; publisher: string }) =>
        heard.push([publisher, data]),
      )
    })
    const heardByFrame = await page.runInFrame(async ({ register, wait, kept }) => {
      const service = await register('Service')
      const heard: unknown[] = []
      kept.heard = heard
      service.subscribe('Page.said', ({ data }) => heard.push(data))
      await wait(50)
      service.publish('said', { text: 'hello' })
      let refused = ''
      try {
        service.publish('said', { callback: () => {} })
      } catch (error) {
        refused = (error as Error).name
      }
      return refused
    })
    expect(heardByFrame).toBe('DataCloneError')
    const heard = await page.run(async ({ kept, wait }) => {
      await wait(50)
      ;(kept.page as { publish(event: string, data: unknown): void }).publish('said', { text: 'welcome' })
      await wait(50)
      return kept.heard
    })
    expect(heard).toEqual([['Service', { text: 'hello' }]])
    expect(await page.runInFrame(({ kept }) => kept.heard)).toEqual([{ text: 'welcome' }])
  })

  test('what a frame keeps is not replayed to the page; what the page keeps is replayed to a frame', async ({
    open,
  }) => {
    const page = await open()
    await page.run(async ({ register, wait }) => {
      const plugin = await register('Page')
      plugin.republish('ready', { of: 'page' })
      await wait(20)
    })
    const inFrame = await page.runInFrame(async ({ register, wait }) => {
      const service = await register('Service')
      service.republish('ready', { of: 'frame' })
      await wait(50)
      const heard: unknown[] = []
      service.subscribe('Page.ready', ({ data }) => heard.push(data))
      service.subscribe('Service.ready', ({ data }) => heard.push(data))
      await wait(100)
      return heard
    })
    const inPage = await page.run(async ({ Genesys, wait }) => {
      const heard: unknown[] = []
      Genesys('subscribe', 'Service.ready', ({ data }: { data: unknown }) => heard.push(data))
      await wait(100)
      return heard
    })
    expect(inFrame).toHaveLength(2)
    expect(inFrame).toEqual(expect.arrayContaining([{ of: 'page' }, { of: 'frame' }]))
    expect(inPage).toEqual([])
  })

  test('commands of the page reach a frame, and its refusals come back; a plugin of a frame that is not there does not exist', async ({
    open,
  }) => {
    const page = await open()
    const early = await page.run(({ command, outcomeOf }) => outcomeOf(command('Service.sell', {})))
    await page.runInFrame(async ({ register, wait }) => {
      const service = await register('Service')
      service.registerCommand('sell', ({ data, resolve }) => resolve({ sold: data }))
      service.registerCommand('refuse', ({ reject }) => reject('sold out'))
      service.registerCommand('forget', () => {})
      service.ready()
      await wait(50)
    })
    const late = await page.run(async ({ command, outcomeOf }) => [
      (await outcomeOf(command('Service.sell', { what: 'tea' }))).value,
      (await outcomeOf(command('Service.refuse', {}))).value,
      (await outcomeOf(command('Service.unknown', {}))).value,
      (await outcomeOf(command('Service.forget', {}))).outcome,
    ])
    expect(early.value).toBe('Plugin does not exist')
    expect(late).toEqual([{ sold: { what: 'tea' } }, 'sold out', 'Command does not exist', 'never settled'])
  })

  test('the page knows the plugins of its frames by name', async ({ open }) => {
    const page = await open()
    const has = (): Promise<boolean> =>
      page.run(async ({ register, kept }) => {
        kept.page ??= await register('Page')
        return 'Service' in (kept.page as { registry(): object }).registry()
      })
    expect(await has()).toBe(false)
    await page.runInFrame(async ({ register, wait }) => {
      await register('Service')
      await wait(50)
    })
    expect(await has()).toBe(true)
  })

  test('a name is taken by a frame, too', async ({ open }) => {
    const page = await open()
    await page.runInFrame(async ({ register, wait }) => {
      await register('Service')
      await wait(50)
    })
    const outcome = await page.run(({ register, outcomeOf }) =>
      outcomeOf(register('Service').then(() => 'registered')),
    )
    expect(outcome).toMatchObject({ outcome: 'rejected', value: expect.stringMatching(/already taken/) })
  })

  test('a hook of the page stops what the page sends to a frame with `true`; with `false`, the frame is sent nothing instead', async ({
    open,
  }) => {
    const page = await open()
    await page.runInFrame(async ({ register, wait, kept }) => {
      const service = await register('Service')
      const sold: unknown[] = []
      kept.sold = sold
      service.registerCommand('sell', ({ data, resolve }) => {
        sold.push(data)
        resolve()
      })
      service.ready()
      await wait(50)
      kept.sell = () => service.command('Service.sell', { by: 'frame' })
    })
    const outcomes = await page.run(async ({ register, command, outcomeOf }) => {
      const guard = await register('Guard')
      let answer: unknown
      guard.before('Service.sell', () => answer)
      const all: unknown[] = []
      for (answer of [true, false, undefined, Promise.resolve({})]) {
        const { outcome, value } = await outcomeOf(command('Service.sell', { what: 'tea' }))
        all.push(`${outcome} ${value ?? ''}`)
      }
      return all
    })
    const sold = await page.runInFrame(async ({ kept, wait }) => {
      await (kept.sell as () => Promise<unknown>)()
      await wait(20)
      return kept.sold
    })
    expect(outcomes).toEqual([
      "rejected Command was cancelled by a 'before' function.",
      'resolved ',
      'resolved ',
      expect.stringMatching(/^rejected .*DataCloneError/),
    ])
    expect(sold).toEqual([{}, {}, { by: 'frame' }])
  })

  test('one frame does not hear another', async ({ open }) => {
    const page = await open()
    await page.runInOtherFrame(async ({ register, kept, wait }) => {
      const other = await register('Other')
      const heard: unknown[] = []
      kept.heard = heard
      other.subscribe('Service.said', ({ data }) => heard.push(data))
      await wait(50)
    })
    await page.runInFrame(async ({ register, wait }) => {
      const service = await register('Service')
      service.publish('said', { text: 'hello' })
      await wait(100)
    })
    expect(await page.runInOtherFrame(({ kept }) => kept.heard)).toEqual([])
  })

  test('a frame that is removed answers no more, and its name stays taken', async ({ open }) => {
    const page = await open()
    await page.runInFrame(async ({ register, wait }) => {
      const service = await register('Service')
      service.registerCommand('sell', ({ resolve }) => resolve('sold'))
      service.ready()
      await wait(50)
    })
    await page.removeFrame()
    const [sale, name] = await page.run(async ({ command, register, outcomeOf }) => [
      await outcomeOf(command('Service.sell', {})),
      await outcomeOf(register('Service').then(() => 'registered')),
    ])
    expect([sale?.outcome, name?.outcome]).toEqual(['never settled', 'rejected'])
  })
}
