import type { AgentSession } from 'genesys-simulator/server'
import type { ChatEndGuardProps, GenesysChatProviderProps } from 'react-genesys-chat-lifecycle'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type BuiltApp, buildApp } from './app/build.ts'
import type { TestPage } from './app/main.tsx'
import { type RealWidget, startRealWidget, whySkipped } from './harness.ts'

let app: BuiltApp
let widget: RealWidget

beforeAll(async () => {
  if (!whySkipped) app = await buildApp()
})
afterAll(() => app?.remove())
afterEach(() => widget?.close())

type Mode = 'async' | 'regular'
interface PageOptions {
  guard?: ChatEndGuardProps | null
  provider?: GenesysChatProviderProps
}

/** A page with the real widget and the library, and a chat with an agent in it. */
async function conversation(
  mode: Mode,
  { guard = {}, provider = {} }: PageOptions = {},
): Promise<AgentSession> {
  const options = `window.guardOptions = ${JSON.stringify(guard)}; window.providerOptions = ${JSON.stringify(provider)};`
  widget = await startRealWidget({
    mode,
    folders: { '/app/': app.folder },
    body: `<script>${options}</script><script src="/app/${app.file}"></script>`,
  })
  const chat = await widget.startChat()
  await chat.join('Anna')
  await phase('active')
  return chat
}

const state = () =>
  widget.page.evaluate(() => {
    const {
      phase,
      closing,
      endReason,
      isAsync,
      canSend,
      window: chatWindow,
    } = (window as unknown as Required<TestPage>).chat
    return { phase, closing, endReason, isAsync, canSend, window: chatWindow }
  })
const log = () => widget.page.evaluate(() => (window as unknown as Required<TestPage>).log)
const phase = (wanted: string) =>
  widget.page.waitForFunction((name) => (window as unknown as TestPage).chat?.phase === name, wanted, {
    timeout: 15_000,
  })
const notices = () =>
  widget.events.filter(({ event, data }) => event === 'WebChat.messageAdded' && isInjected(data))
const isInjected = (data: unknown): boolean =>
  (data as { data?: { type?: string } }).data?.type === 'injected'
const shown = (text: string) => widget.page.locator('.cx-transcript').getByText(text).count()
const deletes = async (chat: AgentSession) =>
  (await chat.messages()).messages.filter(
    ({ type, from }) => type === 'ParticipantLeft' && from.type === 'Customer',
  ).length
/** The widget takes its input out of reach; it does not set `disabled`. */
const inputIsOff = async () => (await widget.page.locator('#cx_input').getAttribute('aria-hidden')) === 'true'
/** Long enough for whatever should not happen to happen: a few polls. */
const aWhile = () => widget.page.waitForTimeout(1_500)

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
      expect(notices()).toHaveLength(1)
      expect(await shown(SENTENCE)).toBe(1)
      expect(await deletes(chat)).toBe(0)
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
      expect(await deletes(chat)).toBe(1)
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
      expect(await deletes(chat)).toBe(1)
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
      expect(notices()).toHaveLength(2)
      expect((await log()).filter((entry) => entry.startsWith('reopened'))).toHaveLength(1)
    })

    test('the window is closed when the agent closes: the notice is in the page, then in the widget', async () => {
      const chat = await conversation('async')
      await widget.command('WebChat.close')
      await widget.waitFor('WebChat.closed', { since: 0 })
      await chat.state('Finalizing')
      await phase('closed')
      await widget.page.getByRole('status').getByText(SENTENCE).waitFor()
      expect(notices()).toHaveLength(0)

      await widget.command('WebChat.open')
      await widget.waitFor('WebChat.messageAdded', { since: 0, where: isInjected })
      await aWhile()
      expect(notices()).toHaveLength(1)
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
      expect(await deletes(chat)).toBe(1)
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

      expect(notices()).toHaveLength(0)
      expect(widget.pageErrors).toEqual([])
    })
  },
)
