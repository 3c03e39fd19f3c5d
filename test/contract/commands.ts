import { expect } from 'vitest'
import type { ContractTest } from './describeContract.ts'

/** What becomes of a command, and the hooks ahead of it. */
export function commandsContract(test: ContractTest): void {
  test('then() of a command answers undefined, and await works all the same', async ({ open }) => {
    const page = await open('regular')
    const seen = await page.run(async ({ bus }) => {
      const command = bus.command('WebChatService.getAgents')
      const answers = [typeof command.then(), typeof (command as { catch?: unknown }).catch]
      return { answers, awaited: await command }
    })
    expect(seen).toEqual({ answers: ['undefined', 'undefined'], awaited: { agents: {} } })
  })

  test('a command that its plugin does not have never settles', async ({ open }) => {
    const page = await open('regular')
    expect(await page.command('WebChat.get', {}, 1000)).toMatchObject({ outcome: 'never settled' })
    expect(await page.command('WebChat.startChat', {}, 500)).toMatchObject({ outcome: 'never settled' })
  })

  test('a command of a plugin that is not ready waits until it is', async ({ open }) => {
    const page = await open('regular')
    const seen = await page.run(async ({ bus, outcomeOf, wait }) => {
      const plugin = bus.registerPlugin('Contract')
      if (!plugin) return
      plugin.registerCommand('ask', (call) => call.deferred.resolve('answer'))
      const asked = bus.command('Contract.ask')
      await wait(50)
      const before = asked.state()
      plugin.ready()
      return { before, after: await outcomeOf(asked) }
    })
    expect(seen).toEqual({ before: 'pending', after: { outcome: 'resolved', value: 'answer' } })
  })

  test('a command of a plugin that is not there makes the bus look for its file, and is rejected', async ({
    open,
  }) => {
    const page = await open('regular')
    expect(await page.command('Nobody.ask')).toEqual({
      outcome: 'rejected',
      value: 'Could not load plugin file in given location. Check your plugins path option.',
    })
  })

  test('the name of a plugin in other letters is not that plugin', async ({ open }) => {
    const page = await open('regular')
    expect(await page.command('webchat.open')).toMatchObject({ outcome: 'rejected' })
    expect((await page.see()).open).toBe(false)
  })

  test('a command with a text for its data counts as cancelled', async ({ open }) => {
    const page = await open('regular')
    expect(await page.command('WebChatService.getAgents', 'everybody')).toEqual({
      outcome: 'rejected',
      value: "Command was cancelled by a 'before' function.",
    })
  })

  test.for([
    ['nothing', undefined],
    ['false', false],
    ['null', null],
    ['true', true],
  ] as const)(
    'a before hook that returns %s cancels the command and skips the hooks after it',
    async ([_words, answer], { open }) => {
      const page = await open('regular')
      const seen = await page.run(
        async ({ bus, outcomeOf }, { given }) => {
          let second = 0
          bus.before('WebChatService.getAgents', () => given)
          bus.before('WebChatService.getAgents', (data) => {
            second += 1
            return data
          })
          return { outcome: await outcomeOf(bus.command('WebChatService.getAgents')), second }
        },
        answer === undefined ? {} : { given: answer },
      )
      expect(seen).toEqual({
        outcome: { outcome: 'rejected', value: "Command was cancelled by a 'before' function." },
        second: 0,
      })
    },
  )

  test('before hooks run at once, in order of registration, and may change what is sent', async ({
    open,
  }) => {
    const page = await open('regular')
    const seen = await page.run(async ({ bus, outcomeOf }) => {
      const plugin = bus.registerPlugin('Contract')
      if (!plugin) return
      plugin.registerCommand('ask', (call) => call.deferred.resolve(call.data))
      plugin.ready()
      const order: string[] = []
      bus.before('Contract.ask', (data) => {
        order.push('first')
        return { ...data, first: true }
      })
      bus.before('Contract.ask', (data) => {
        order.push('second')
        return { ...data, second: true }
      })
      const asked = bus.command('Contract.ask', { mine: true })
      order.push('sent')
      return { order, answer: await outcomeOf(asked) }
    })
    expect(seen).toEqual({
      order: ['first', 'second', 'sent'],
      answer: { outcome: 'resolved', value: { mine: true, first: true, second: true } },
    })
  })

  test('a before hook that throws throws out of command()', async ({ open }) => {
    const page = await open('regular')
    const thrown = await page.run(({ bus }) => {
      bus.before('WebChatService.getAgents', () => {
        throw new Error('thrown by a hook')
      })
      try {
        bus.command('WebChatService.getAgents')
        return 'nothing'
      } catch (error) {
        return String(error)
      }
    })
    expect(thrown).toContain('thrown by a hook')
  })
}
