import { expect } from 'vitest'
import { textsOf } from '../scenarios/libraryPage.ts'
import type { BrowserTest } from './describeBrowsers.ts'
import { clickOn, until } from './until.ts'

const TEXT = 'And my order?'

export function followUpScenarios(test: BrowserTest): void {
  test('a follow-up is held in the overlay, and sent once', async ({ open, picture }) => {
    const shop = await open('async', { guard: { followUps: 'confirm' } })
    const chat = await shop.converse()
    await chat.state('Completed')
    await shop.phase('closed')
    await shop.write(TEXT)
    await shop.see(shop.inOverlay('*', TEXT))
    await picture(shop.tab, 'held-overlay')
    expect(await textsOf(chat)).toEqual([])
    await clickOn(shop.tab, shop.inOverlay('button', 'Send as a new request'))
    await until('the text to arrive', async () => (await textsOf(chat)).length > 0)
    await shop.gone(shop.inOverlay('*', TEXT))
    await chat.join('Bert')
    await shop.catchUp(chat)
    expect(await textsOf(chat)).toEqual([TEXT])
  })

  test('a follow-up is held in the page while the window is minimised, and discarded', async ({
    open,
    picture,
  }) => {
    const shop = await open('async', { guard: { followUps: 'confirm' } })
    const chat = await shop.converse()
    await chat.state('Completed')
    await shop.phase('closed')
    await shop.command('WebChat.minimize', { minimized: true })
    await shop.command('WebChatService.sendMessage', { message: TEXT })
    await shop.see(shop.inPage('*', TEXT))
    await picture(shop.tab, 'held-page')
    await clickOn(shop.tab, shop.inPage('button', 'Discard'))
    await shop.gone(shop.inPage('*', TEXT))
    expect(await textsOf(chat)).toEqual([])
  })

  test('a held text is kept over a reload', async ({ open }) => {
    const shop = await open('async', { guard: { followUps: 'confirm' } })
    const chat = await shop.converse()
    await chat.state('Completed')
    await shop.phase('closed')
    await shop.write(TEXT)
    await shop.see(shop.inOverlay('*', TEXT))
    await shop.reload()
    await shop.see({ css: '.genesys-chat-guard *', text: TEXT })
    expect(await textsOf(chat)).toEqual([])
  })

  test('a held text is sent once, although its tab was duplicated', async ({ open }) => {
    const shop = await open('async', { guard: { followUps: 'confirm' } })
    const chat = await shop.converse()
    await chat.state('Completed')
    await shop.phase('closed')
    await shop.write(TEXT)
    await shop.see(shop.inOverlay('*', TEXT))
    const second = await shop.duplicate()
    const anywhere = (text: string) => ({ css: '.genesys-chat-guard button', text })
    await shop.see(anywhere('Send as a new request'), second)
    await clickOn(shop.tab, anywhere('Send as a new request'))
    await shop.gone(anywhere('Send as a new request'))
    await shop.gone(anywhere('Send as a new request'), second)
    await until('the text to arrive', async () => (await textsOf(chat)).length > 0)
    await chat.join('Bert')
    await shop.catchUp(chat, second)
    expect(await textsOf(chat)).toEqual([TEXT])
  })

  test('a blocked follow-up says why', async ({ open }) => {
    const shop = await open('async', { guard: { followUps: 'block' } })
    const chat = await shop.converse()
    await chat.state('Completed')
    await shop.phase('closed')
    await shop.write(TEXT)
    await shop.see(shop.inOverlay('*', 'was not sent'))
    expect(await textsOf(chat)).toEqual([])
  })
}
