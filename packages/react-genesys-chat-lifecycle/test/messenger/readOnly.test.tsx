import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ChatLifecycle } from '../../src/index.ts'
import { mountTalk, notice, settled } from '../support/messengerApp.tsx'
import { openRaw } from '../support/rawMessenger.tsx'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const readOnly = { messenger: { disconnect: 'read-only' } } as const

it('a disconnect that leaves a read-only conversation is an end by the server: nothing is sent, and no notice is shown', async () => {
  const app = await mountTalk(readOnly)
  expect(app.chat().isAsync).toBe(false)
  app.messenger.agent.disconnect()
  await app.wait(2_000)
  expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'server', canSend: false })
  expect(app.callbacks).toEqual(['ended server'])
  expect(notice(app)).toBeNull()
  for (const command of ['clearConversation', 'resetConversation', 'clearSession']) {
    expect(app.messenger.commandsNamed(`MessagingService.${command}`)).toEqual([])
  }
  expect(app.messages().map(({ text }) => text)).toEqual(['Hello', 'Hello Joe'])
  await expect(app.chat().send('Thanks')).rejects.toMatchObject({ kind: 'rejected' })
})

it('start() resets the conversation, and the next one knows nothing of the closing', async () => {
  const app = await mountTalk(readOnly)
  app.messenger.agent.disconnect()
  await app.settle()
  await settled(app, app.chat().start())
  expect(app.messenger.commandsNamed('MessagingService.resetConversation')).toHaveLength(1)
  expect(app.chat()).toMatchObject({ phase: 'waiting', closedSegment: null, endReason: null })
  await settled(app, app.chat().send('Hello again'))
  expect(app.messages().map(({ text }) => text)).toEqual(['Hello again'])
  app.messenger.agent.disconnect()
  await app.settle()
  expect(app.callbacks).toEqual(['ended server', 'ended server'])
})

it('after a reload it has ended, can be read and started anew, and is not told a second time', async () => {
  const app = await mountTalk(readOnly)
  app.messenger.agent.disconnect()
  await app.settle()
  await app.reload()
  await app.wait(1_000)
  expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'server' })
  expect(app.messages()).toHaveLength(2)
  expect(app.callbacks).toEqual(['ended server'])
  await settled(app, app.chat().start())
  expect(app.chat().phase).toBe('waiting')
  await app.reload()
  expect(app.chat().phase).toBe('waiting')
})

it('an end while the page was away is told after the reload, once', async () => {
  const app = await mountTalk(readOnly)
  app.page.unmount()
  app.messenger.agent.disconnect()
  await app.reload()
  expect(app.callbacks).toEqual(['ended server'])
  await app.reload()
  expect(app.callbacks).toEqual(['ended server'])
})

it('a reload of one that goes on is no end, although `readOnlyConversation` comes', async () => {
  const app = await mountTalk(readOnly)
  const heard: unknown[] = []
  await app.reload()
  app.messenger.genesys('subscribe', 'MessagingService.readOnlyConversation', () => heard.push('again'))
  expect(app.chat().phase).toBe('active')
  expect(app.callbacks).toEqual([])
  app.messenger.server.offline()
  await app.settle()
  app.messenger.server.online()
  await app.wait(2_000)
  expect(heard).toEqual(['again'])
  expect(app.chat().phase).toBe('active')
})

it('an end that nobody heard of, but the server refuses a text', async () => {
  const app = await mountTalk(readOnly)
  app.messenger.centre.model.faults.add({ status: 409, requests: ['send'], forMs: 60_000 })
  await settled(app, app.chat().send('Thanks'))
  expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'server', error: null })
})

it('an end while the network was away', async () => {
  const app = await mountTalk(readOnly)
  app.messenger.server.offline()
  await app.settle()
  app.messenger.agent.disconnect()
  app.messenger.server.online()
  await app.wait(2_000)
  expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'server' })
  expect(app.callbacks).toEqual(['ended server'])
  expect(app.messenger.commandsNamed('MessagingService.clearConversation')).toEqual([])
})

it.each([
  ['sendTyping', 'send a typing indicator', (chat: ChatLifecycle) => chat.sendTyping()],
  ['sendMessage', 'send a message', (chat: ChatLifecycle) => chat.send('Thanks')],
  ['requestUpload', 'upload a file', (chat: ChatLifecycle) => chat.sendFile(new File(['x'], 'a.png'))],
])('an end that nobody heard of, but %s is refused', async (command, what, act) => {
  const page = await openRaw()
  page.service.registerCommand(command, ({ reject }) =>
    reject(`Conversation session has ended, start a new session to ${what}.`),
  )
  await page.publish(['started', { newSession: true }])
  const answer = act(page.chat())
  await Promise.all([expect(answer).rejects.toMatchObject({ kind: 'rejected' }), page.publish()])
  expect(page.chat()).toMatchObject({ phase: 'ended', endReason: 'server' })
  expect(page.log).toEqual(['ended server'])
})

describe('reset() after the end', () => {
  it('leaves the next customer nothing to read, after a remount or a reload', async () => {
    const app = await mountTalk(readOnly)
    app.messenger.agent.disconnect()
    await app.settle()
    await settled(app, app.chat().reset())
    expect(app.messages()).toEqual([])
    app.page.unmount()
    app.mount()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'idle', endReason: null })
    expect(app.messages()).toEqual([])
    await app.reload()
    expect(app.chat().phase).toBe('idle')
    expect(app.messages()).toEqual([])
    expect(app.callbacks).toEqual(['ended server'])
    await settled(app, app.chat().start())
    expect(app.chat().phase).toBe('waiting')
  })

  it('rejects with the remedy where Conversation Clear is off, and shows nothing after a remount', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const app = await mountTalk({ messenger: { disconnect: 'read-only', clear: false } })
    app.messenger.agent.disconnect()
    await app.settle()
    await expect(settled(app, app.chat().reset())).rejects.toThrow(/Conversation Clear is off/)
    app.page.unmount()
    app.mount()
    await app.settle()
    expect(app.messages()).toEqual([])
    await settled(app, app.chat().start())
    expect(app.chat().phase).toBe('waiting')
  })
})
