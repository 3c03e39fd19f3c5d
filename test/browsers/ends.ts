import { expect } from 'vitest'
import { leaves } from '../scenarios/libraryPage.ts'
import type { BrowserTest } from './describeBrowsers.ts'
import type { Tab } from './engines/engine.ts'
import type { Shop } from './shop.ts'
import { clickOn, until } from './until.ts'

export function endScenarios(test: BrowserTest): void {
  test('a regular chat ends once when the agent closes its segment', async ({ open }) => {
    const shop = await open('regular')
    const chat = await shop.converse()
    await chat.state('Finalizing')
    await shop.phase('ended')
    await shop.see(shop.inputOff)

    expect(await shop.state()).toMatchObject({ endReason: 'agent', canSend: false, window: 'open' })
    expect(await calls(shop, 'end')).toBe(1)
    expect(await calls(shop, 'ended')).toBe(1)
    expect(await leaves(chat)).toBe(1)
  })

  test.for([
    ['slow', { latencyMs: 2_000 }],
    ['failing', { status: 500 }],
  ] as const)(
    'closeWindow closes the window after a %s end, and it stays closed',
    async ([_, fault], { open }) => {
      const shop = await open('regular', { guard: { closeWindow: true } })
      const chat = await shop.converse()
      await shop.agent.addFault({ ...fault, method: 'DELETE', forMs: 60_000 })
      await chat.state('Finalizing')
      await until('the window to close', () =>
        shop.tab.evaluate(() =>
          (window as unknown as { busEvents: string[] }).busEvents.includes('WebChat.closed'),
        ),
      )
      const events = await shop.tab.evaluate(() => (window as unknown as { busEvents: string[] }).busEvents)
      expect(events.indexOf('WebChat.closed')).toBeGreaterThan(events.indexOf('WebChatService.ended'))
      expect(events.filter((name) => name === 'WebChat.opened')).toHaveLength(1)
      expect(await shop.count({ css: shop.kind.parts.window })).toBe(0)
    },
  )

  test('the end by the server is an end', async ({ open }) => {
    const shop = await open('regular')
    const chat = await shop.converse()
    await chat.end()
    await shop.phase('ended')
    expect(await shop.state()).toMatchObject({ endReason: 'server' })
    expect(await calls(shop, 'ended')).toBe(1)
  })

  test('one of two tabs ends the chat, once', async ({ open }) => {
    const shop = await open('regular', { guard: { endDelayMs: 1_000 } })
    const chat = await shop.converse()
    const second = await shop.duplicate()
    await shop.phase('active', second)
    await chat.state('Finalizing')
    await shop.phase('ended')
    await shop.phase('ended', second)

    expect(await leaves(chat)).toBe(1)
    expect(await calls(shop, 'end', shop.tab, second)).toBe(1)
    expect(await calls(shop, 'ended', shop.tab, second)).toBe(1)
  })

  test('what is kept open in one tab is kept open in the other', async ({ open, picture }) => {
    const shop = await open('regular', { guard: { endDelayMs: 30_000 } })
    const chat = await shop.converse()
    const second = await shop.duplicate()
    await shop.phase('active', second)
    await chat.state('Finalizing')
    await shop.see(shop.inOverlay('[role=timer]'), second)
    await shop.see(shop.inOverlay('[role=timer]'))
    await picture(shop.tab, 'countdown')
    await clickOn(shop.tab, shop.inOverlay('button', 'Keep it open'))
    await shop.gone(shop.inOverlay('[role=timer]'))
    await shop.gone(shop.inOverlay('[role=timer]'), second)

    expect(await leaves(chat)).toBe(0)
    expect(await shop.state(second)).toMatchObject({ phase: 'closed' })
  })

  test('a countdown goes on after a reload, and ends the chat once', async ({ open }) => {
    const shop = await open('regular', { guard: { endDelayMs: 4_000 } })
    const chat = await shop.converse()
    await chat.state('Finalizing')
    await shop.see(shop.inOverlay('[role=timer]'))
    await shop.reload()
    await shop.phase('ended')
    expect(await leaves(chat)).toBe(1)
    expect(await calls(shop, 'end')).toBe(1)
  })
}

/** How often a callback was called in some tabs together, as soon as it was. The tabs agree first who calls it. */
async function calls(shop: Shop, name: string, ...tabs: Tab[]): Promise<number> {
  const count = async (): Promise<number> => {
    const counts = await Promise.all(
      (tabs.length > 0 ? tabs : [shop.tab]).map((tab) => shop.called(name, tab)),
    )
    return counts.reduce((sum, each) => sum + each, 0)
  }
  await until(`a call of ${name}`, count)
  return count()
}
