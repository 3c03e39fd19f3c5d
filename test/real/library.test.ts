import type { AgentSession } from 'genesys-simulator/server'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type BuiltApp, buildApp } from './app/build.ts'
import type { TestPage } from './app/main.tsx'
import { type RealWidget, whySkipped } from './harness.ts'
import {
  isInjected,
  type LibraryPage,
  type LibraryPageOptions,
  leaves,
  openLibraryPage,
} from './libraryPage.ts'

let app: BuiltApp
beforeAll(async () => {
  if (!whySkipped) app = await buildApp()
})
afterAll(() => app?.remove())
afterEach(() => widget?.close())

let opened: LibraryPage
let widget: RealWidget

/** A page with the real widget and the library, and a chat with an agent in it. */
async function conversation(
  mode: 'async' | 'regular',
  options: LibraryPageOptions = {},
): Promise<AgentSession> {
  opened = await openLibraryPage(app, mode, options)
  widget = opened.widget
  return opened.conversation()
}
const state = () => opened.state()
const log = () => opened.log()
const phase = (wanted: string) => opened.phase(wanted)
const notices = () => opened.notices()
const shown = (text: string) => opened.shown(text)
const inputIsOff = () => opened.inputIsOff()
const aWhile = () => opened.aWhile()

const SENTENCE = 'Please do not respond to this automated message'

describe.skipIf(whySkipped)(
  `the library on the real widget${whySkipped ? ` (skipped: ${whySkipped})` : ''}`,
  () => {
    test('asynchronous chat: Finalizing and Completed give one notice, and the session goes on', async () => {
      const chat = await conversation('async')
      await chat.say('Bye')
      await chat.state('Finalizing')
      await phase('closed')
      await chat.leave()
      await chat.state('Completed')
      await aWhile()

      expect(await state()).toMatchObject({
        phase: 'closed',
        isAsync: true,
        canSend: true,
        closing: { state: 'completed' },
      })
      expect(notices()).toBe(1)
      expect(await shown(SENTENCE)).toBe(1)
      expect(await leaves(chat)).toBe(0)
      expect((await log()).filter((entry) => entry.startsWith('closed'))).toHaveLength(1)
    })

    test('regular chat: the agent closes, and the chat is ended once, its window left to be read', async () => {
      const chat = await conversation('regular')
      await chat.say('Bye')
      await chat.state('Finalizing')
      await phase('ended')
      await aWhile()

      expect(await state()).toMatchObject({
        phase: 'ended',
        endReason: 'agent',
        canSend: false,
        window: 'open',
      })
      expect(await leaves(chat)).toBe(1)
      expect(await inputIsOff()).toBe(true)
      expect(widget.events.filter(({ event }) => event === 'WebChatService.ended')).toHaveLength(1)
      expect((await log()).filter((entry) => /^(closed|close|ended)/.test(entry))).toHaveLength(3)
    })

    test('regular chat with closeWindow: the window is closed after the end and stays closed', async () => {
      const chat = await conversation('regular', { guard: { closeWindow: true } })
      await chat.state('Finalizing')
      await widget.waitFor('WebChat.closed', { since: 0 })
      await aWhile()

      expect(await state()).toMatchObject({ phase: 'idle', window: 'closed' })
      expect(await leaves(chat)).toBe(1)
      expect(widget.events.filter(({ event }) => event === 'WebChat.opened')).toHaveLength(1)
      expect(widget.events.some(({ event }) => event === 'WebChatService.restored')).toBe(false)
    })

    test('asynchronous chat: after a reload the notice is shown once in the new transcript, and no callback fires', async () => {
      const chat = await conversation('async')
      await chat.state('Completed')
      await phase('closed')
      const { closing } = await state()
      await widget.waitFor('WebChat.messageAdded', { since: 0, where: isInjected })
      await widget.reload()
      await phase('closed')
      await aWhile()

      expect((await state()).closing?.key).toBe(closing?.key)
      expect(await shown(SENTENCE)).toBe(1)
      expect((await log()).filter((entry) => /^(closed|reopened|notice)/.test(entry))).toEqual([])
    })

    test('asynchronous chat: a follow-up opens a second segment, and its closing gets a notice of its own', async () => {
      const chat = await conversation('async')
      await chat.state('Finalizing')
      await phase('closed')
      await widget.command('WebChatService.sendMessage', { message: 'one more thing' })
      await phase('active')
      await chat.state('Completed')
      await aWhile()
      expect((await state()).phase).toBe('active')

      await chat.say('Sure')
      await chat.state('Completed')
      await phase('closed')
      await aWhile()
      expect(notices()).toBe(2)
      expect((await log()).filter((entry) => entry.startsWith('reopened'))).toHaveLength(1)
    })

    test('the window is closed when the agent closes: the notice is in the page, then in the widget', async () => {
      const chat = await conversation('async')
      await widget.command('WebChat.close')
      await widget.waitFor('WebChat.closed', { since: 0 })
      await chat.state('Finalizing')
      await phase('closed')
      await widget.page.getByRole('status').getByText(SENTENCE).waitFor()
      expect(notices()).toBe(0)

      await widget.command('WebChat.open')
      await widget.waitFor('WebChat.messageAdded', { since: 0, where: isInjected })
      await aWhile()
      expect(notices()).toBe(1)
      expect(await shown(SENTENCE)).toBe(1)
      expect(await widget.page.getByRole('status').getByText(SENTENCE).count()).toBe(0)
    })

    test.each(['async', 'regular'] as const)(
      'the server ends a chat (%s): it is over, the input is disabled, a new chat can start',
      async (mode) => {
        const chat = await conversation(mode)
        await chat.end()
        await phase('ended')
        await aWhile()

        expect(await state()).toMatchObject({ phase: 'ended', endReason: 'server', canSend: false })
        expect((await log()).filter((entry) => entry.startsWith('ended'))).toEqual(['ended server'])
        expect(await state()).toMatchObject({ endReason: 'server' })
      },
    )

    test('regular chat: the server ends it while the page is away', async () => {
      const chat = await conversation('regular')
      await widget.page.goto('about:blank')
      await chat.end()
      await widget.page.goBack()
      await phase('ended')

      expect(await state()).toMatchObject({ endReason: 'server' })
    })

    test('the session is lost', async () => {
      const chat = await conversation('regular')
      await chat.forget()
      await phase('ended')

      expect(await state()).toMatchObject({ endReason: 'session-lost', canSend: false })
    })

    test('the customer ends the chat by the widget', async () => {
      const chat = await conversation('regular')
      await widget.command('WebChat.endChat')
      await phase('ended')

      expect(await state()).toMatchObject({ endReason: 'customer' })
      expect(await leaves(chat)).toBe(1)
    })

    test('unmounting leaves the page as it was: no error, and the widget goes on', async () => {
      const chat = await conversation('async')
      await widget.page.evaluate(() => (window as unknown as Required<TestPage>).unmount())
      await chat.state('Completed')
      await chat.say('Still here')
      await widget.waitFor('WebChat.messageAdded', {
        since: 0,
        where: (data) => JSON.stringify(data).includes('Still here'),
      })

      expect(notices()).toBe(0)
      expect(widget.pageErrors).toEqual([])
    })
  },
)
