import { expect } from 'vitest'
import type { ContractTest } from './describeContract.ts'
import { batchesSince, namesSince } from './reading.ts'
import type { ContractPage } from './subject.ts'

const POLL = 'WebChatService.pollingStarted'

/** Of so many tabs, those that poll. */
async function polling(tabs: readonly ContractPage[]): Promise<ContractPage[]> {
  const before = tabs.map(({ events }) => events.length)
  for (const tab of tabs) await tab.quiet()
  return tabs.filter(({ events }, n) => events.slice(before[n]).some(({ event }) => event === POLL))
}

/** Several tabs of one browser, which share the site's cookies and storage. */
export function tabsContract(test: ContractTest): void {
  test('a tab whose poll comes due while another one’s is under way polls no more, until it is told to', async ({
    open,
  }) => {
    const first = await open('regular')
    await first.customer.startChat()
    await first.agent.join('Anna')
    await first.quiet()
    const second = await first.openTab()
    await second.waitFor('WebChatService.restored', { since: 0 })
    const tabs = [first, second]
    // While polls are slow, every one of them is under way when another tab's comes due.
    await first.server.slow(600, 'GET')
    await first.quiet()
    // Two whose polls come due in the same moment both go on.
    await second.hang(1_000)
    for (const tab of tabs) await tab.quiet()
    await first.server.recover()
    for (const tab of tabs) await tab.quiet()

    const [alive, ...others] = await polling(tabs)
    expect(others).toHaveLength(0)
    const dead = alive === first ? second : first
    const since = dead.events.length
    await first.agent.say('to one tab only')
    await first.agent.state('Completed')
    for (const tab of tabs) await tab.quiet()
    expect(batchesSince(dead, since)).toEqual([])
    expect(namesSince(dead, since)).toEqual([])
    expect(await dead.command('WebChatService.getSessionData')).toMatchObject({
      value: { sessionId: expect.any(String) },
    })

    // Which it may find to be so at once.
    for (let tries = 0; tries < 10 && !(await polling([dead])).length; tries += 1) {
      expect(await dead.command('WebChatService.startPoll')).toMatchObject({ outcome: 'resolved' })
    }
    expect(dead.events.slice(since).map(({ event }) => event)).toContain(POLL)
    await second.close()
  })

  test('a chat that the server ended, tidied up late, takes another tab’s newer chat with it at the next page load', async ({
    open,
  }) => {
    const first = await open('regular')
    const second = await first.openTab()
    await first.customer.startChat()
    await first.agent.join('Anna')
    await first.quiet()
    const since = first.events.length
    await first.server.end()
    await first.waitFor('WebChatService.pollingStopped', { since })

    await second.customer.startChat()
    await second.customer.reload()
    await second.waitFor('WebChatService.restored', { since: 0 })

    await first.command('WebChatService.endChat')
    await first.quiet()
    const reloaded = second.events.length
    await second.customer.reload()
    await second.quiet()
    expect(namesSince(second, reloaded)).not.toContain('WebChatService.restored')
    expect(Object.keys((await second.command('WebChatService.getSessionData')).value ?? {})).toEqual([])
    await second.close()
  })
}
