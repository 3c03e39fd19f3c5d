import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Channel, stubTabs } from '../support/tabs.ts'
import { openApp, openTalk } from './app.tsx'
import { createMessenger, createWidgets, type Side } from './side.ts'

// One app, changed only in its provider, tells the same story on both platforms. What differs is at the end, with the reasons.

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
  localStorage.clear()
  sessionStorage.clear()
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const CLOSED = ['closed by Anna', 'notice']
const platforms: readonly [string, () => Side][] = [
  ['Genesys Widgets', createWidgets],
  ['Genesys Cloud Messenger', createMessenger],
]

describe.each(platforms)('on %s', (_, createSide) => {
  let side: Side
  beforeEach(() => {
    side = createSide()
  })

  it('there is no chat at first', async () => {
    const app = await openApp(side)
    expect(app.chat()).toMatchObject({ phase: 'idle', hasSession: false, sessionId: null, agents: [] })
  })

  it('a chat begins, is answered, and its messages are there, once', async () => {
    const app = await openTalk(side)
    expect(app.chat()).toMatchObject({ phase: 'active', isAsync: true, agents: [{ name: 'Anna' }] })
    expect(app.messages().map(({ from, text }) => `${from.type}: ${text}`)).toEqual([
      'customer: Hello',
      'agent: Hello Joe',
    ])
  })

  it.each([false, true])('one closing shows one notice, strict: %s', async (isStrict) => {
    const app = await openTalk(side, { isStrict })
    side.close()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'closed', closedSegment: { agentName: 'Anna', isAsync: true } })
    expect(app.log).toEqual(CLOSED)
    expect(app.notice()).toMatch(/^Thank you/)
    await app.wait(60_000)
    expect(app.log).toEqual(CLOSED)
  })

  it('a reload keeps the closed segment and its notice, and tells nothing again', async () => {
    const app = await openTalk(side)
    side.close()
    await app.settle()
    const { sessionId, closedSegment } = app.chat()
    await app.reload()
    expect(app.chat()).toMatchObject({ phase: 'closed', isRestored: true, sessionId })
    expect(app.chat().closedSegment?.key).toBe(closedSegment?.key)
    expect(app.notice()).toMatch(/^Thank you/)
    expect(app.log.filter((line) => line !== 'notice')).toEqual(['closed by Anna'])
    await app.reload()
    expect(app.log.filter((line) => line !== 'notice')).toEqual(['closed by Anna'])
  })

  it('a remount tells nothing again', async () => {
    const app = await openTalk(side)
    side.close()
    await app.settle()
    await app.remount()
    expect(app.chat().phase).toBe('closed')
    expect(app.log.filter((line) => line !== 'notice')).toEqual(['closed by Anna'])
  })

  it('two tabs hear one closing, and one of them tells it; dismissed in one, it is gone in the other', async () => {
    Channel.all.clear()
    stubTabs({ locks: true })
    const first = await openTalk(side)
    const second = await openApp(side)
    await second.settle()
    expect(second.chat()).toMatchObject({ phase: 'active', sessionId: first.chat().sessionId })
    side.close()
    await second.settle()
    expect([...first.log, ...second.log].filter((line) => line !== 'notice')).toEqual(['closed by Anna'])
    await first.press('Dismiss')
    expect([first.notice(), second.notice()]).toEqual([null, null])
  })

  it('a text of the customer reopens the segment, and the next closing is another one', async () => {
    const app = await openTalk(side)
    side.close()
    await app.settle()
    const first = app.chat().closedSegment?.key
    await app.run((chat) => chat.send('One more thing'))
    expect(app.chat()).toMatchObject({ phase: 'waiting', closedSegment: null })
    side.say('Yes?')
    await app.settle()
    side.close()
    await app.settle()
    expect(app.log).toEqual([...CLOSED, 'reopened', ...CLOSED])
    expect(app.chat().closedSegment?.key).not.toBe(first)
  })

  it('a text of an agent reopens the segment', async () => {
    const app = await openTalk(side)
    side.close()
    await app.settle()
    side.say('I forgot something', 'Bert')
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'active', agents: [{ name: 'Bert' }] })
    expect(app.log).toEqual([...CLOSED, 'reopened'])
    expect(app.notice()).toBeNull()
  })

  it('a follow-up is held, kept over a reload, and sent once as a new request', async () => {
    const app = await openTalk(side, { guard: { followUps: 'confirm' } })
    side.close()
    await app.settle()
    expect(await app.run((chat) => chat.send('Thank you'))).toEqual({ status: 'held' })
    await app.reload()
    expect(side.said()).toEqual(['Hello'])
    await app.press('Send as a new request')
    expect(side.said()).toEqual(['Hello', 'Thank you'])
    expect(app.chat().phase).toBe('waiting')
  })

  it('a follow-up is blocked', async () => {
    const app = await openTalk(side, { guard: { followUps: 'block' } })
    side.close()
    await app.settle()
    expect(await app.run((chat) => chat.send('Thank you'))).toEqual({ status: 'blocked' })
    expect(side.said()).toEqual(['Hello'])
  })

  it('asyncPolicy="end" ends the chat, once', async () => {
    const app = await openTalk(side, { guard: { asyncPolicy: 'end' } })
    side.close()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
    expect(app.log.filter((line) => line.startsWith('ended'))).toEqual(['ended agent'])
  })

  it('a countdown can be stopped', async () => {
    const app = await openTalk(side, { guard: { asyncPolicy: 'end', endDelayMs: 30_000 } })
    side.close()
    await app.settle()
    await app.press('Keep it open')
    await app.wait(60_000)
    expect(app.chat()).toMatchObject({ phase: 'closed', endReason: null })
  })

  it('end() ends the chat, and calls during it share it', async () => {
    const app = await openTalk(side)
    side.close()
    await app.settle()
    await app.run((chat) => Promise.all([chat.end(), chat.end()]))
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'customer' })
    expect(app.log).toEqual([...CLOSED, 'ended customer'])
  })

  it('reset() leaves nothing for the next customer, who has a session of their own', async () => {
    const { forgetToken } = side
    const app = await openTalk(side, { provider: { forgetToken }, guard: { followUps: 'confirm' } })
    side.close()
    await app.settle()
    await app.run((chat) => chat.send('Thank you'))
    await app.run((chat) => chat.reset())
    expect(app.chat()).toMatchObject({ phase: 'idle', sessionId: null, closedSegment: null })
    expect(app.messages()).toEqual([])
    expect([...Object.keys(localStorage), ...Object.keys(sessionStorage)]).toEqual([])
    expect(side.said()).toEqual(['Hello'])
    await app.run((chat) => chat.start({ form: { firstname: 'Ann' } }))
    expect(app.chat()).toMatchObject({ phase: 'waiting', closedSegment: null })
    expect(app.notice()).toBeNull()
    expect(side.sessions()).toBe(2)
  })

  it('a session that is lost has ended', async () => {
    const app = await openTalk(side)
    side.loseSession()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'session-lost' })
    expect(app.log).toEqual(['ended session-lost'])
  })

  it('an end by the server is told as such', async () => {
    const app = await openTalk(side)
    side.endByServer()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'server' })
    expect(app.log).toEqual(['ended server'])
    await expect(app.run((chat) => chat.send('Hello?'))).rejects.toMatchObject({ kind: 'rejected' })
  })

  it('what happens without a network is known when it is back, once', async () => {
    const app = await openTalk(side)
    side.offline()
    await app.settle()
    expect(app.chat().connection).toBe('offline')
    await expect(app.run((chat) => chat.send('Hello?'))).rejects.toMatchObject({ kind: 'unavailable' })
    side.close()
    side.online()
    await app.wait(10_000)
    expect(app.chat()).toMatchObject({ phase: 'closed', connection: 'online' })
    expect(app.log).toEqual(CLOSED)
  })

  it('another agent takes over', async () => {
    const app = await openTalk(side)
    side.say('I take over', 'Bert')
    await app.settle()
    expect(app.chat().agents.map(({ name }) => name)).toEqual(['Bert'])
    expect(app.log).toEqual([])
  })

  it('an agent types, until there is a message', async () => {
    const app = await openTalk(side)
    side.type()
    await app.wait(500)
    expect(app.chat().agentTyping).toBe(true)
    side.say('There you are')
    await app.settle()
    expect(app.chat().agentTyping).toBe(false)
  })

  it('a bot is none of the agents', async () => {
    const app = await openApp(side)
    await app.run((chat) => chat.start({ form: { firstname: 'Joe' } }))
    side.botSays('I am a bot')
    await app.settle()
    expect(app.chat()).toMatchObject({ botActive: true, agents: [] })
  })

  it('typing, data and the limits of files settle', async () => {
    const app = await openTalk(side)
    await app.run((chat) => chat.sendTyping())
    await app.run((chat) => chat.sendTyping())
    await app.run((chat) => chat.updateUserData({ basket: '42' }))
    await app.run((chat) => chat.getFileLimits())
    expect(app.chat()).toMatchObject({ phase: 'active', error: null })
  })

  it('a file is sent, and shown once', async () => {
    const app = await openTalk(side)
    const file = new File([new Uint8Array([137, 80, 78, 71])], 'fence.png', { type: 'image/png' })
    expect(await app.run((chat) => chat.sendFile(file))).toEqual({ status: 'sent' })
    await app.settle()
    expect(app.messages().filter(({ attachments }) => attachments.length > 0)).toHaveLength(1)
  })

  it('an action of the wrong kind rejects', async () => {
    const app = await openTalk(side)
    for (const value of [undefined, null, 5, {}, [], Symbol('x')]) {
      await expect(app.run((chat) => chat.send(value as never))).rejects.toMatchObject({ kind: 'rejected' })
    }
    await expect(app.run((chat) => chat.sendFile({} as never))).rejects.toMatchObject({ kind: 'rejected' })
  })
})

describe('what differs', () => {
  it('a notice cannot be put into the transcript of Messenger, which has no command for it', async () => {
    const app = await openTalk(createMessenger())
    await expect(app.run((chat) => chat.injectNotice('Bye'))).rejects.toMatchObject({ kind: 'rejected' })
  })

  it('the session of Messenger has an id that the library makes: Messenger tells a page none', async () => {
    const app = await openTalk(createMessenger())
    expect(app.chat().sessionId).toMatch(/^deployment-\d+:\d+$/)
  })

  it('after an end, Messenger begins another conversation. An asynchronous chat of Widgets is joined again by its token', async () => {
    const messenger = createMessenger()
    const app = await openTalk(messenger)
    messenger.close()
    await app.settle()
    const { sessionId } = app.chat()
    await app.run((chat) => chat.end())
    await app.run((chat) => chat.start())
    expect(app.chat()).toMatchObject({ phase: 'waiting', closedSegment: null, endReason: null })
    expect(app.chat().sessionId).not.toBe(sessionId)
    expect(app.messages()).toEqual([])
    expect(messenger.sessions()).toBe(2)

    const widgets = createWidgets()
    const other = await openTalk(widgets)
    await other.run((chat) => chat.end())
    await other.run((chat) => chat.start({ form: { firstname: 'Joe' } }))
    expect(widgets.sessions()).toBe(1)
  })

  it('a segment of Messenger is never finalizing: there is one state', async () => {
    const side = createMessenger()
    const app = await openTalk(side)
    side.close()
    await app.settle()
    expect(app.chat().closedSegment).toMatchObject({ state: 'completed', signal: 'interactionState' })
  })

  it.each([0, 1, 2, 7])('the event for a closing may come %i times on Messenger', async (times) => {
    const side = createMessenger(times)
    const app = await openTalk(side)
    side.close()
    await app.settle()
    expect(app.log).toEqual(CLOSED)
  })
})
