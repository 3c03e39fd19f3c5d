import { expect } from 'vitest'
import type { TestPage } from './app/main.tsx'
import type { ScenarioTest } from './describeScenarios.ts'
import { isInjected, leaves } from './libraryPage.ts'

const SENTENCE = 'Please do not respond to this automated message'

/** The guard with its defaults, and the end of a chat. */
export function chatEndScenarios(test: ScenarioTest): void {
  test('asynchronous chat: Finalizing and Completed show one notice, and the session goes on', async ({
    converse,
  }) => {
    const [shop, chat] = await converse('async')
    await chat.say('Bye')
    await chat.state('Finalizing')
    await shop.phase('closed')
    await chat.leave()
    await chat.state('Completed')
    await shop.aWhile()

    expect(await shop.state()).toMatchObject({
      phase: 'closed',
      isAsync: true,
      canSend: true,
      closedSegment: { state: 'completed' },
    })
    expect(shop.notices()).toBe(1)
    expect(await shop.shown(SENTENCE)).toBe(1)
    expect(await leaves(chat)).toBe(0)
    expect((await shop.log()).filter((entry) => entry.startsWith('closed'))).toHaveLength(1)
  })

  test('regular chat: the agent closes the segment, the chat ends once, and its window stays open', async ({
    converse,
  }) => {
    const [shop, chat] = await converse('regular')
    await chat.say('Bye')
    await chat.state('Finalizing')
    await shop.phase('ended')
    await shop.aWhile()

    expect(await shop.state()).toMatchObject({
      phase: 'ended',
      endReason: 'agent',
      canSend: false,
      window: 'open',
    })
    expect(await leaves(chat)).toBe(1)
    expect(await shop.inputIsOff()).toBe(true)
    expect(shop.widget.events.filter(({ event }) => event === 'WebChatService.ended')).toHaveLength(1)
    expect((await shop.log()).filter((entry) => /^(closed|end|ended) /.test(entry))).toHaveLength(3)
  })

  test('regular chat with closeWindow: the window closes after the end and stays closed', async ({
    converse,
  }) => {
    const [shop, chat] = await converse('regular', { guard: { closeWindow: true } })
    await chat.state('Finalizing')
    await shop.widget.waitFor('WebChat.closed', { since: 0 })
    await shop.aWhile()

    expect(await shop.state()).toMatchObject({ phase: 'idle', window: 'closed' })
    expect(await leaves(chat)).toBe(1)
    expect(shop.widget.events.filter(({ event }) => event === 'WebChat.opened')).toHaveLength(1)
    expect(shop.widget.events.some(({ event }) => event === 'WebChatService.restored')).toBe(false)
  })

  test('asynchronous chat: a reload shows the notice once in the new transcript, and calls no callback', async ({
    converse,
  }) => {
    const [shop, chat] = await converse('async')
    await chat.state('Completed')
    await shop.phase('closed')
    const { closedSegment } = await shop.state()
    await shop.widget.waitFor('WebChat.messageAdded', { since: 0, where: isInjected })
    await shop.widget.reload()
    await shop.phase('closed')
    await shop.aWhile()

    expect((await shop.state()).closedSegment?.key).toBe(closedSegment?.key)
    expect(await shop.shown(SENTENCE)).toBe(1)
    expect((await shop.log()).filter((entry) => /^(closed|reopened|notice)/.test(entry))).toEqual([])
  })

  test('asynchronous chat: a follow-up opens a second segment, which shows its own notice when it is closed', async ({
    converse,
    transport,
  }) => {
    const [shop, chat] = await converse('async')
    await chat.state('Finalizing')
    await shop.phase('closed')
    await shop.widget.command('WebChatService.sendMessage', { message: 'one more thing' })
    // Where agents close a segment by leaving, nobody is there.
    const open = transport === 'digital-channels' ? 'active' : 'waiting'
    await shop.phase(open)
    await chat.state('Completed')
    await shop.aWhile()
    expect((await shop.state()).phase).toBe(open)

    await chat.say('Sure')
    await chat.state('Completed')
    await shop.phase('closed')
    await shop.aWhile()
    expect(shop.notices()).toBe(2)
    expect((await shop.log()).filter((entry) => entry.startsWith('reopened'))).toHaveLength(1)
  })

  test('a segment closed while the window is closed shows its notice in the page, then in the widget', async ({
    converse,
  }) => {
    const [shop, chat] = await converse('async')
    await shop.widget.command('WebChat.close')
    await shop.widget.waitFor('WebChat.closed', { since: 0 })
    await chat.state('Finalizing')
    await shop.phase('closed')
    await shop.widget.page.getByRole('status').getByText(SENTENCE).waitFor()
    expect(shop.notices()).toBe(0)

    await shop.widget.command('WebChat.open')
    await shop.widget.waitFor('WebChat.messageAdded', { since: 0, where: isInjected })
    await shop.aWhile()
    expect(shop.notices()).toBe(1)
    expect(await shop.shown(SENTENCE)).toBe(1)
    expect(await shop.widget.page.getByRole('status').getByText(SENTENCE).count()).toBe(0)
  })

  test.for(['async', 'regular'] as const)(
    'the server ends a chat (%s): it is over, the input is disabled, and a new chat can start',
    async (mode, { converse }) => {
      const [shop, chat] = await converse(mode)
      await chat.end()
      await shop.phase('ended')
      await shop.aWhile()

      expect(await shop.state()).toMatchObject({ phase: 'ended', endReason: 'server', canSend: false })
      expect((await shop.log()).filter((entry) => entry.startsWith('ended'))).toEqual(['ended server'])
      expect(await shop.inputIsOff()).toBe(true)

      await shop.page.evaluate(() => {
        // With the token of the old asynchronous session a start would be refused.
        localStorage.clear()
        return (window as unknown as Required<TestPage>).chat.start({ form: { firstname: 'Joe' } })
      })
      await shop.phase('waiting')
    },
  )

  test('regular chat: the server ends it while the page is away', async ({ converse, transport }) => {
    const [shop, chat] = await converse('regular')
    await shop.widget.page.goto('about:blank')
    await chat.end()
    await shop.widget.page.goBack()
    await shop.phase('ended')
    await shop.aWhile()

    const isRestored = transport === 'digital-channels'
    expect(await shop.state()).toMatchObject({ endReason: transport === 'gms' ? 'restore-failed' : 'server' })
    expect(await shop.inputIsOff()).toBe(isRestored)
  })

  test('regular chat: the server ends it at its first poll, which the widget does not report', async ({
    open,
  }) => {
    const shop = await open('regular')
    await shop.widget.agent.addFault({ requests: ['poll'], latencyMs: 800, forMs: 60_000 })
    await shop.widget.command('WebChatService.startChat', { form: { firstname: 'Joe' } })
    const chat = await shop.widget.agent.newest()
    await chat.end()
    await shop.phase('ended')

    expect(shop.widget.events.map(({ event }) => event)).not.toContain('WebChatService.pollingStopped')
    expect(await shop.state()).toMatchObject({ endReason: 'server' })
  })

  test('the session is lost', async ({ converse, transport }) => {
    const [shop, chat] = await converse('regular')
    await chat.forget()
    await shop.phase('ended')

    // Elsewhere the widget reports it as an end like any other.
    const endReason = transport === 'digital-channels' ? 'session-lost' : 'server'
    expect(await shop.state()).toMatchObject({ endReason, canSend: false })
  })

  test('the customer ends the chat in the widget', async ({ converse }) => {
    const [shop, chat] = await converse('regular')
    await shop.widget.command('WebChat.endChat')
    await shop.phase('ended')

    expect(await shop.state()).toMatchObject({ endReason: 'customer' })
    expect(await leaves(chat)).toBe(1)
  })

  test('the customer ends the chat while the page is too busy to answer', async ({ converse }) => {
    const [shop] = await converse('regular')
    await shop.page.evaluate(() => {
      const { command } = (window as unknown as { CXBus: { command(name: string): void } }).CXBus
      command('WebChat.endChat')
      const block = (): void => {
        const until = performance.now() + 100
        while (performance.now() < until);
      }
      for (let times = 0; times < 4; times++) setTimeout(block, times)
    })
    await shop.phase('ended')

    expect(await shop.state()).toMatchObject({ endReason: 'customer' })
    expect((await shop.logged(/^phase/)).slice(-2)).toEqual(['phase active', 'phase ended'])
  })

  test('unmounting leaves the page as it was: no error, and the widget goes on', async ({ converse }) => {
    const [shop, chat] = await converse('async')
    await shop.widget.page.evaluate(() => (window as unknown as Required<TestPage>).unmount())
    await chat.state('Completed')
    await chat.say('Still here')
    await shop.widget.waitFor('WebChat.messageAdded', {
      since: 0,
      where: (data) => JSON.stringify(data).includes('Still here'),
    })

    expect(shop.notices()).toBe(0)
    expect(shop.widget.pageErrors).toEqual([])
  })
}
