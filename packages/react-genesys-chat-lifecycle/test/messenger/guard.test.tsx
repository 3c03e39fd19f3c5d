import { act } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { MessengerApp } from '../support/messengerApp.tsx'
import { mountTalk, notice, settled } from '../support/messengerApp.tsx'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const customerTexts = ({ messenger }: MessengerApp): (string | undefined)[] =>
  messenger.centre.session.messages
    .filter(({ from, type }) => from.type === 'Customer' && type === 'Text')
    .map(({ text }) => text)

async function disconnect(app: MessengerApp): Promise<void> {
  app.messenger.agent.disconnect()
  await app.settle()
}

async function press(app: MessengerApp, name: string): Promise<void> {
  await act(async () => app.page.getByRole('button', { name }).click())
  await app.settle()
}

describe('the notice', () => {
  it('stands in the page, since Messenger takes none', async () => {
    const app = await mountTalk()
    await disconnect(app)
    expect(notice(app)).toMatch(/^Thank you/)
    await press(app, 'Dismiss')
    expect(notice(app)).toBeNull()
  })

  it('is one under StrictMode', async () => {
    const app = await mountTalk({ strict: true })
    await disconnect(app)
    expect(app.page.container.querySelectorAll('.genesys-chat-guard__text')).toHaveLength(1)
    expect(app.callbacks).toEqual(['closed', 'notice'])
  })

  it('is one for each closing', async () => {
    const app = await mountTalk()
    await disconnect(app)
    app.messenger.customer.say('One more thing')
    await app.settle()
    expect(notice(app)).toBeNull()
    app.messenger.agent.say('Yes?')
    await app.settle()
    await disconnect(app)
    expect(app.callbacks).toEqual(['closed', 'notice', 'reopened', 'closed', 'notice'])
    expect(app.closed[0]?.key).not.toBe(app.closed[1]?.key)
  })

  it('with "auto" is left to an open window, which says itself that the conversation has ended', async () => {
    const app = await mountTalk({ messenger: { headless: false } })
    expect(app.chat().window).toBe('open')
    await disconnect(app)
    await app.wait(1_500)
    expect(app.chat().phase).toBe('closed')
    expect(notice(app)).toBeNull()
    await settled(app, app.chat().closeWindow())
    await app.wait(1_500)
    expect(notice(app)).toBeNull()
    expect(app.callbacks).toEqual(['closed'])
  })

  it('with "auto" stands in the page while the window is closed, until it is opened', async () => {
    const app = await mountTalk({ messenger: { headless: false } })
    await settled(app, app.chat().closeWindow())
    await disconnect(app)
    expect(notice(app)).toMatch(/^Thank you/)
    await settled(app, app.chat().openWindow())
    expect(notice(app)).toBeNull()
    expect(app.callbacks).toEqual(['closed', 'notice'])
  })

  it('with "page" stands in the page, whatever the window says', async () => {
    const app = await mountTalk({ messenger: { headless: false }, guard: { noticePlacement: 'page' } })
    await disconnect(app)
    expect(notice(app)).toMatch(/^Thank you/)
  })

  it('with "widget" is shown nowhere, and developers are told so', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const app = await mountTalk({ messenger: { headless: false }, guard: { noticePlacement: 'widget' } })
    await disconnect(app)
    expect(notice(app)).toBeNull()
    expect(error.mock.calls.join()).toMatch(
      /noticePlacement="widget">: this vendor's window cannot show a notice/,
    )
  })
})

describe('a countdown to the end', () => {
  it('is in the page, and can be stopped', async () => {
    const app = await mountTalk({ guard: { asyncPolicy: 'end', endDelayMs: 10_000 } })
    await disconnect(app)
    expect(notice(app)).toMatch(/10 seconds|9 seconds/)
    await press(app, 'Keep it open')
    await app.wait(11_000)
    expect(app.chat().phase).toBe('closed')
    expect(app.messenger.commandsNamed('MessagingService.clearConversation')).toEqual([])
  })

  it('where Conversation Clear is off, reports that the chat cannot be ended', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const app = await mountTalk({ guard: { asyncPolicy: 'end' }, messenger: { clear: false } })
    await disconnect(app)
    await app.wait(1_000)
    expect(app.chat().phase).toBe('closed')
    expect(app.errors.join()).toMatch(/Conversation Clear is off/)
  })
})

describe('follow-ups', () => {
  it('that the page sends are held, and sent as a new request', async () => {
    const app = await mountTalk({ guard: { followUps: 'confirm' } })
    await disconnect(app)
    expect(await settled(app, app.chat().send('Thank you'))).toEqual({ status: 'held' })
    expect(customerTexts(app)).toEqual(['Hello'])
    await press(app, 'Send as a new request')
    expect(customerTexts(app)).toEqual(['Hello', 'Thank you'])
    expect(app.callbacks).toContain('reopened')
  })

  it.each([true, false])(
    'that the page gives to Messenger by a command are held, service in a frame: %s',
    async (framed) => {
      const app = await mountTalk({ guard: { followUps: 'confirm' }, messenger: { framed } })
      await disconnect(app)
      app.messenger.customer.say('Thank you')
      await app.settle()
      expect(customerTexts(app)).toEqual(['Hello'])
      expect(app.page.container.textContent).toContain('Thank you')
      await press(app, 'Send as a new request')
      expect(customerTexts(app)).toEqual(['Hello', 'Thank you'])
    },
  )

  it.each([
    ['a quick reply', { action: 'Message', text: 'Yes', payload: 'yes' }, 'Yes'],
    ['a button as the live shape has it', { contentType: 'B', buttonResponse: { text: 'No' } }, 'No'],
    ['a button without words', { payload: 'size-42' }, 'size-42'],
    ['a form', { values: { size: 42 } }, 'form'],
  ])(
    'that the customer chooses, and the page gives to Messenger, are held: %s',
    async (_, postback, words) => {
      const app = await mountTalk({ guard: { followUps: 'confirm' } })
      await disconnect(app)
      const chosen = { type: 'form', postback }
      app.messenger.genesys('command', 'MessagingService.sendMessage', chosen)
      await app.settle()
      expect(app.chat().phase).toBe('closed')
      expect(app.page.container.textContent).toContain(words)
      await press(app, 'Send as a new request')
      expect(app.messenger.commandsNamed('MessagingService.sendMessage').at(-1)?.data).toEqual(chosen)
      expect(app.chat().phase).toBe('waiting')
    },
  )

  it('are not made up of what Messenger does not send', async () => {
    const app = await mountTalk({ guard: { followUps: 'confirm' } })
    await disconnect(app)
    for (const options of [null, {}, { message: '' }, { message: ' ' }, { message: null }]) {
      app.messenger.genesys('command', 'MessagingService.sendMessage', options as never)
    }
    await app.settle()
    expect(app.chat().phase).toBe('closed')
    expect(app.page.container.textContent).not.toContain('Send as a new request')
  })

  it('are blocked', async () => {
    const app = await mountTalk({ guard: { followUps: 'block' } })
    await disconnect(app)
    expect(await settled(app, app.chat().send('Thank you'))).toEqual({ status: 'blocked' })
    expect(customerTexts(app)).toEqual(['Hello'])
  })

  it('are not held while the segment is open, and no hook sends an empty text', async () => {
    const app = await mountTalk({ guard: { followUps: 'confirm' } })
    app.messenger.customer.say('And another thing')
    await app.settle()
    expect(customerTexts(app)).toEqual(['Hello', 'And another thing'])
  })

  it('that are typed into the window cannot be held, and developers are told so', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const app = await mountTalk({ guard: { followUps: 'confirm' }, messenger: { headless: false } })
    await disconnect(app)
    app.messenger.customer.sayInWindow('Thank you')
    await app.settle()
    expect(customerTexts(app)).toEqual(['Hello', 'Thank you'])
    expect(app.chat().phase).toBe('waiting')
    expect(error.mock.calls.join()).toMatch(
      /followUps="confirm">: what the customer types into this vendor's window cannot be held/,
    )
  })
})

describe('a survey bot after the disconnect', () => {
  it('reopens the segment', async () => {
    const app = await mountTalk()
    await disconnect(app)
    app.messenger.bot.say('How was it?')
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'active', botActive: true })
  })

  it('with surveyAfterDisconnect belongs to the closed segment, and so do the answers', async () => {
    const app = await mountTalk({ provider: { surveyAfterDisconnect: true } })
    await disconnect(app)
    app.messenger.bot.say('How was it?')
    await app.settle()
    app.messenger.customer.say('Good')
    await app.settle()
    app.messenger.bot.say('Thanks')
    app.messenger.bot.disconnect()
    await app.settle()
    expect(app.chat().phase).toBe('closed')
    expect(app.callbacks).toEqual(['closed', 'notice'])
    app.messenger.customer.say('A new question')
    await app.settle()
    expect(app.chat().phase).toBe('waiting')
  })
})
