import type { WidgetKind } from '../chromium/widgetKind.ts'
import type { ScenarioTest } from './describeScenarios.ts'
import { leaves, textsOf } from './libraryPage.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** Who serves the customer, and what counts as content. */
export function peopleScenarios(test: ScenarioTest, kind: WidgetKind): void {
  test('a supervisor who takes a regular chat over keeps it going when the agent leaves', async ({
    converse,
    expect,
  }) => {
    const [shop, chat] = await converse('regular', {
      script: `window.options = ({ allAgentsLeft, interactionState }) => ({
        provider: { closeSignals: [interactionState(), allAgentsLeft({ graceMs: 1500 })] },
      })`,
    })
    await chat.join('Sue', 'Supervisor')
    await chat.say('I take over', 'Sue')
    await chat.leave('Anna')
    await chat.say('How can I help?', 'Sue')
    await shop.aWhile()
    await shop.aWhile()

    expect(await shop.state()).toMatchObject({
      phase: 'active',
      agents: [{ name: 'Sue', role: 'supervisor' }],
    })
    expect(shop.endRequests()).toEqual([])
    expect(await leaves(chat)).toBe(0)
  })

  test('a supervisor who asks a question reopens the segment, and the answer is sent', async ({
    converse,
    expect,
  }) => {
    const [shop, chat] = await converse('async', { guard: { followUps: 'confirm' } })
    await chat.state('Completed')
    await chat.leave()
    await shop.phase('closed')
    await chat.join('Sue', 'Supervisor')
    await chat.say('Is there anything else?', 'Sue')
    await shop.phase('active')
    await shop.write('yes')
    await expect.poll(() => textsOf(chat)).toEqual(['yes'])

    expect(await shop.overlay.count()).toBe(0)
  })

  test.for([true, false])(
    'a survey after Finalizing belongs to its segment, and gets its answer (the bot joins: %s)',
    async (joins, { converse, expect }) => {
      const [shop, chat] = await converse('async', { guard: { followUps: 'confirm' } })
      const session = shop.widget.simulator.centre.session(chat.sessionId)
      const say = (text: string) =>
        joins
          ? chat.say(text, 'Robo')
          : session.deliver({
              type: 'Text',
              text,
              from: { participantId: 'b1', type: 'Bot', nickname: 'Robo' },
            })
      await chat.state('Finalizing')
      await chat.leave()
      await shop.phase('closed')
      if (joins) await chat.join('Robo', 'Bot')
      await say('How was it, from 1 to 5?')
      await shop.page.locator(kind.parts.transcript).getByText('How was it').first().waitFor()
      await shop.write('5')
      await expect.poll(() => textsOf(chat)).toEqual(['5'])
      await say('Thank you!')
      if (joins) await chat.leave('Robo')
      await chat.state('Completed')
      await shop.page.waitForFunction(
        () =>
          (window as { chat?: { closedSegment?: { state: string } | null } }).chat?.closedSegment?.state ===
          'completed',
      )
      await shop.aWhile()

      expect(shop.notices()).toBe(1)
      expect(await shop.logged(/^(closed|reopened)/)).toHaveLength(1)
      await shop.write('one more thing')
      await shop.overlay.getByText('one more thing').waitFor()
      expect(await textsOf(chat)).toEqual(['5'])
    },
  )

  test('an image of the customer reopens a closed segment, and is in the transcript', async ({
    converse,
    expect,
  }) => {
    const [shop, chat] = await converse('async', { webchat: { uploadsEnabled: true } })
    await chat.state('Completed')
    await shop.phase('closed')
    await shop.page
      .locator(kind.parts.file)
      .setInputFiles({ name: 'cat.png', mimeType: 'image/png', buffer: PNG })
    await shop.page.waitForFunction(() => (window as { chat?: { phase: string } }).chat?.phase !== 'closed')
    const attachments = await shop.page.evaluate(() =>
      (window as unknown as { messages: { attachments?: { name: string }[] }[] }).messages.flatMap(
        (message) => message.attachments ?? [],
      ),
    )
    expect(attachments).toMatchObject([{ name: 'cat.png' }])
    await chat.join('Bea')
    await chat.state('Completed')
    await shop.phase('closed')
    await expect.poll(() => shop.notices()).toBe(2)
    expect(await shop.logged(/^reopened/)).toHaveLength(1)
  })
}
