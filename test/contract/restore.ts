import { expect } from 'vitest'
import type { ContractTest } from './describeContract.ts'
import { batchesSince, dataOf, namesSince, readSeen } from './reading.ts'
import type { ContractPage } from './subject.ts'

async function talkAtLength(page: ContractPage, words: number): Promise<void> {
  for (let at = 0; at < words; at += 1) await page.agent.say(`word ${at}`)
  await page.quiet()
}

/** A page load that finds a chat, and pages of history. */
export function restoreContract(test: ContractTest): void {
  test.for(['regular', 'async'] as const)(
    'brings a chat that is %s back with all that was said',
    async (mode, { open }) => {
      const page = await open(mode)
      await page.customer.startChat()
      await page.agent.join('Anna')
      await page.agent.state('Completed')
      await page.quiet()
      const since = page.events.length
      await page.customer.reload()
      await page.waitFor('WebChat.opened', { since })
      await page.quiet()
      expect(dataOf(page, 'WebChatService.restored')).toEqual({ async: mode === 'async' })
      expect(batchesSince(page, since)).toEqual([['ParticipantJoined', 'ParticipantJoined', 'Completed']])
      expect(dataOf(page, 'WebChatService.messageReceived')).toMatchObject({
        restoring: false,
        oldMessages: false,
      })
      expect(namesSince(page, since).filter((name) => !/ready|sessionActive/.test(name))).toEqual([
        'WebChatService.restored',
        'WebChatService.agentConnected',
        'WebChatService.messageReceived',
        'WebChat.messageAdded',
        'WebChat.messageAdded',
        'WebChat.opened',
      ])
      expect((await page.see()).texts).toEqual(['Chat Started', 'Anna Connected'])
      expect(await page.command('WebChatService.getSessionData')).toMatchObject({
        value: { sessionId: expect.any(String) },
      })
    },
  )

  test('the service shows its commands when it is ready: what was asked before knows of no session to restore', async ({
    open,
  }) => {
    const page = await open('regular', (inPage) => {
      const seen: unknown[] = []
      Object.assign(globalThis, { seen })
      let isFirst = true
      const look = (when: string) => () => {
        if (when === 'active' && !isFirst) return
        isFirst = false
        seen.push([
          when,
          'registered',
          inPage.bus.registry().WebChatService?.commands.includes('getSessionData'),
        ])
        inPage.CXBus.command('WebChatService.getSessionData').done((data) => {
          seen.push([when, 'session', Object.keys(data as object).length > 0])
        })
      }
      inPage.CXBus.subscribe('WebChatService.data.sessionActive', look('active'))
      inPage.CXBus.subscribe('WebChatService.ready', look('ready'))
    })
    await page.customer.startChat()
    const since = page.events.length
    await page.customer.reload()
    await page.waitFor('WebChatService.restored', { since })
    expect(await page.run(readSeen)).toEqual([
      ['active', 'registered', false],
      ['active', 'session', false],
      ['ready', 'registered', true],
      ['ready', 'session', true],
    ])
  })

  test('a notice is gone after a reload', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.command('WebChat.injectMessage', { type: 'text', text: 'a notice' })
    const since = page.events.length
    await page.customer.reload()
    await page.waitFor('WebChat.opened', { since })
    await page.quiet()
    expect((await page.see()).texts).toEqual(['Chat Started'])
  })

  test('a long asynchronous chat comes back with its last 20 messages only, and then takes no notice', async ({
    open,
  }) => {
    const page = await open('async')
    await page.customer.startChat()
    await page.agent.join('Anna')
    await talkAtLength(page, 25)
    const since = page.events.length
    await page.customer.reload()
    await page.waitFor('WebChat.opened', { since })
    await page.quiet()
    expect(batchesSince(page, since)).toEqual([Array.from({ length: 20 }, (_, at) => `word ${at + 5}`)])
    expect(await page.command('WebChat.injectMessage', { type: 'text', text: 'a notice' })).toEqual({
      outcome: 'rejected',
      value: 'No chat session to inject into.',
    })
  })

  test('history comes by the page, newest first and marked as old, until there is no more', async ({
    open,
  }) => {
    const page = await open('async')
    await page.customer.startChat()
    await page.agent.join('Anna')
    await talkAtLength(page, 30)
    await page.customer.reload()
    await page.quiet()
    const since = page.events.length
    expect(await page.command('WebChatService.fetchHistory')).toMatchObject({ outcome: 'resolved' })
    await page.quiet()
    expect(namesSince(page, since)).toContain('WebChatService.waking')
    expect(dataOf(page, 'WebChatService.messageReceived')).toMatchObject({
      oldMessages: true,
      restoring: false,
    })
    expect(batchesSince(page, since)).toEqual([
      [...Array.from({ length: 10 }, (_, at) => `word ${9 - at}`), 'ParticipantJoined', 'ParticipantJoined'],
    ])
    await page.command('WebChatService.fetchHistory')
    await page.quiet()
    expect(await page.command('WebChatService.fetchHistory')).toEqual({
      outcome: 'rejected',
      value: 'No more messages to fetch',
    })
    await page.agent.say('still here')
    await page.quiet()
    expect(batchesSince(page, since).at(-1)).toEqual(['still here'])
  })

  test('history that was never restored is never answered', async ({ open }) => {
    const page = await open('async')
    await page.customer.startChat()
    expect(await page.command('WebChatService.fetchHistory', {}, 1500)).toMatchObject({
      outcome: 'never settled',
    })
  })

  test('an asynchronous chat whose window was closed is restored without one, and opens with what was said', async ({
    open,
  }) => {
    const page = await open('async')
    await page.customer.startChat()
    await page.command('WebChat.close')
    await page.waitFor('WebChat.closed', { since: 0 })
    const since = page.events.length
    await page.customer.reload()
    await page.waitFor('WebChatService.restored', { since })
    await page.quiet()
    expect(namesSince(page, since)).not.toContain('WebChat.opened')
    expect((await page.see()).open).toBe(false)
    expect(await page.command('WebChat.open')).toMatchObject({ outcome: 'resolved' })
    await page.quiet()
    expect(await page.see()).toMatchObject({ open: true, texts: ['Chat Started'] })
  })

  test('a regular chat, however long, comes back whole', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.agent.join('Anna')
    await talkAtLength(page, 25)
    const since = page.events.length
    await page.customer.reload()
    await page.waitFor('WebChat.opened', { since })
    await page.quiet()
    expect(batchesSince(page, since).flat()).toHaveLength(27)
  })

  test('a window that was minimised comes back minimised', async ({ open }) => {
    const page = await open('regular')
    await page.customer.startChat()
    await page.command('WebChat.minimize', { minimized: true })
    const since = page.events.length
    await page.customer.reload()
    await page.waitFor('WebChat.opened', { since })
    await page.quiet()
    expect((await page.see()).minimized).toBe(true)
    expect(namesSince(page, since)).toContain('WebChat.minimized')
  })

  test('a regular chat that the server has forgotten meanwhile: restoreFailed, and the window never opens again', async ({
    open,
  }) => {
    const page = await open('regular')
    await page.customer.startChat()
    // Away first: a poll would find out before the page is loaded again.
    await page.customer.leave()
    await page.server.forget()
    const since = page.events.length
    await page.customer.comeBack()
    await page.waitFor('WebChatService.restoreFailed', { since })
    await page.quiet()
    expect(namesSince(page, since).filter((name) => !/ready/.test(name))).toEqual([
      'WebChatService.data.sessionActive',
      'WebChatService.data.sessionActive',
      'WebChatService.error',
      'WebChatService.data.sessionActive',
      'WebChatService.restoreFailed',
      'WebChat.closed',
    ])
    expect(await page.command('WebChat.open', {}, 1500)).toMatchObject({ outcome: 'never settled' })
    expect(await page.command('WebChatService.startChat', { form: { firstname: 'Joe' } })).toMatchObject({
      outcome: 'resolved',
    })
  })

  test('an asynchronous chat that the server has forgotten meanwhile is lost, and the page’s token with it', async ({
    open,
  }) => {
    const page = await open('async')
    await page.customer.startChat()
    await page.command('WebChatService.endChat')
    await page.waitFor('WebChatService.ended', { since: 0 })
    await page.server.forget()
    const since = page.events.length
    await page.customer.reload()
    await page.waitFor('WebChatService.restoreFailed', { since })
    await page.waitFor('WebChatService.sessionLost', { since })
    await page.quiet()
    expect(await page.command('WebChat.open')).toMatchObject({ outcome: 'resolved' })
  })
}
