import { expect } from 'vitest'
import type { ContractTest } from './describeContract.ts'
import { batchesSince, dataOf, namesSince } from './reading.ts'

/** What goes wrong on the way. */
export function networkContract(test: ContractTest): void {
  test('the server fails: an error at each poll, later and later, and nothing is lost', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.agent.join('Anna')
    await page.quiet()
    const since = page.events.length
    await page.server.fail(500)
    await page.agent.say('still there?')
    let seen = since
    for (let failed = 0; failed < 8; failed += 1) {
      seen = page.events.indexOf(await page.waitFor('WebChatService.error', { since: seen })) + 1
    }
    await page.server.recover()
    await page.waitFor('WebChatService.messageReceived', { since })
    const errors = page.events.slice(since).filter(({ event }) => event === 'WebChatService.error')
    // From an error to the next poll, not to the next error: how long the server takes is no matter here.
    const pauses = errors.flatMap(({ time }) => {
      const next = page.events.find(
        (later) => later.event === 'WebChatService.pollingStarted' && later.time > time,
      )
      return next ? [next.time - time] : []
    })
    // Not one by one: on a busy computer a timer may come late.
    expect(Math.min(...pauses.slice(-2))).toBeGreaterThan(1.5 * Math.min(...pauses.slice(0, 3)))
    expect(errors[0]?.data).toMatchObject({
      errors: [{ code: expect.stringMatching(/^pureengage-v3-rest-/), response: { status: 500 } }],
    })
    expect(batchesSince(page, since)).toEqual([['still there?']])
  })

  test('the network goes and comes back: told once each, and a message in between never settles', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.quiet()
    const since = page.events.length
    await page.server.offline()
    await page.waitFor('WebChatService.disconnected', { since })
    expect(await page.command('WebChatService.sendMessage', { message: 'hi' }, 1500)).toMatchObject({
      outcome: 'never settled',
    })
    await page.server.online()
    await page.waitFor('WebChatService.reconnected', { since })
    await page.quiet()
    expect(namesSince(page, since)).toEqual(['WebChatService.disconnected', 'WebChatService.reconnected'])
    expect(page.uncaught()).toHaveLength(1)
  })

  test('a message that the server refuses is rejected without a reason, and told as an error', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.quiet()
    const since = page.events.length
    await page.server.fail(500, 'POST')
    expect(await page.command('WebChatService.sendMessage', { message: 'hi' })).toEqual({
      outcome: 'rejected',
      value: undefined,
    })
    await page.waitFor('WebChatService.error', { since })
    expect(dataOf(page, 'WebChatService.error')).toMatchObject({ errors: [{ status: 500 }] })
  })

  test('a start that fails: rejected with the response, and the window says so', async ({ open }) => {
    const page = await open('regular')
    await page.server.fail(500, 'POST')
    await page.command('WebChat.open', { form: { autoSubmit: true, firstname: 'Joe', lastname: 'Doe' } })
    await page.waitFor('WebChat.rejected', { since: 0 })
    await page.waitFor('WebChatService.error', { since: 0 })
    expect(await page.command('WebChatService.startChat', { form: { firstname: 'Joe' } })).toMatchObject({
      outcome: 'rejected',
      value: { status: 500 },
    })
  })

  test('an end that fails ends the chat all the same', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.server.fail(500, 'DELETE')
    expect(await page.command('WebChatService.endChat')).toEqual({ outcome: 'rejected', value: undefined })
    await page.waitFor('WebChatService.ended', { since: 0 })
    expect((await page.command('WebChatService.getSessionData')).value).toEqual({})
  })
}
