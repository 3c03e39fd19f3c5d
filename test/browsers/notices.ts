import { expect } from 'vitest'
import type { BrowserTest } from './describeBrowsers.ts'
import { count, see, until } from './until.ts'

export function noticeScenarios(test: BrowserTest): void {
  test('Finalizing and Completed show one notice, and the chat goes on', async ({ open, picture }) => {
    const shop = await open('async')
    const chat = await shop.converse()
    await chat.state('Finalizing')
    await chat.state('Completed')
    await shop.see(shop.notice)
    await shop.phase('closed')
    await picture(shop.tab, 'notice')
    await shop.catchUp(chat)

    expect(await shop.count(shop.notice)).toBe(1)
    expect(await shop.called('closed')).toBe(1)
    expect(await shop.state()).toMatchObject({ phase: 'closed', canSend: true })
  })

  test('a reload shows the notice again, once, and calls no callback again', async ({ open }) => {
    const shop = await open('async')
    const chat = await shop.converse()
    await chat.state('Completed')
    await shop.see(shop.notice)
    await shop.reload()
    await shop.phase('closed')
    await shop.see(shop.notice)

    expect(await shop.count(shop.notice)).toBe(1)
    expect(await shop.called('closed')).toBe(0)
  })

  test('a follow-up opens a second segment, which has a notice of its own', async ({ open }) => {
    const shop = await open('async')
    const chat = await shop.converse()
    await chat.state('Completed')
    await shop.see(shop.notice)
    await shop.write('One more thing')
    await until('the follow-up to reopen the chat', async () => (await shop.state()).phase !== 'closed')
    await chat.say('Sure')
    await chat.state('Completed')
    await until('a second notice', async () => (await shop.count(shop.notice)) === 2)
    expect(await shop.called('closed')).toBe(2)
    expect(await shop.called('reopened')).toBe(1)
  })

  test('a minimised window takes the notice, which is there when it is opened', async ({ open }) => {
    const shop = await open('async')
    const chat = await shop.converse()
    await shop.command('WebChat.minimize', { minimized: true })
    await shop.windowIs('minimized')
    await chat.state('Completed')
    await shop.phase('closed')
    await shop.command('WebChat.minimize', { minimized: false })
    await shop.see(shop.notice)
    expect(await shop.count(shop.notice)).toBe(1)
    expect(await count(shop.tab, shop.inPage('*', 'Please do not respond'))).toBe(0)
  })

  test('a window that the page hides takes no notice until it is shown', async ({ open }) => {
    const shop = await open('async')
    const chat = await shop.converse()
    await shop.command('WebChat.hide')
    await shop.windowIs('hidden')
    await chat.state('Completed')
    await see(shop.tab, shop.inPage('*', 'Please do not respond'))
    await shop.command('WebChat.show')
    await shop.see(shop.notice)
    await shop.gone(shop.inPage('*', 'Please do not respond'))
    expect(await shop.count(shop.notice)).toBe(1)
  })

  test('two tabs show a notice each, and call back once', async ({ open }) => {
    const shop = await open('async')
    const chat = await shop.converse()
    const second = await shop.openTab()
    await shop.phase('active', second)
    await chat.state('Completed')
    await shop.see(shop.notice)
    await shop.phase('closed', second)
    await shop.see(shop.notice, second)
    expect((await shop.called('closed')) + (await shop.called('closed', second))).toBe(1)
  })
}
