import type { ReplayAnswer } from 'genesys-models/replay'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { rawConversation } from '../support/rawBus.tsx'
import { Channel } from '../support/tabs.ts'

beforeEach(() => {
  vi.useFakeTimers()
  // Node's own channel would reach the chats of other tests.
  vi.stubGlobal('BroadcastChannel', Channel)
})
afterEach(() => {
  Channel.all.clear()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const FORM = { form: { firstname: 'Joe' } }
const TAKEN = { reject: 'There is already an active chat session' }
const raw = (answers: Record<string, ReplayAnswer> = {}) =>
  rawConversation({ commandTimeoutMs: 2_000 }, 'session-1', answers)

/** How a promise ends, without waiting for it. */
function watch(promise: Promise<unknown>) {
  const seen = vi.fn()
  promise.then(
    () => seen('done'),
    (error) => seen(error),
  )
  return seen
}

describe('start', () => {
  /** The server has ended the chat, and nobody has told the bus: another tab has a chat that this would hit. */
  async function stale(answers: Record<string, ReplayAnswer>) {
    let session: object = { sessionId: 'session-1' }
    const all = await raw({ 'WebChatService.getSessionData': () => ({ resolve: session }), ...answers })
    const other = new Channel()
    other.onmessage = ({ data }) => {
      if ((data as { ask?: boolean }).ask) other.postMessage({ answer: 'a newer session' })
    }
    session = {}
    await all.publish('WebChatService.pollingStopped')
    await all.bus.wait(500)
    expect(all.chat.getState()).toMatchObject({ phase: 'ended', endReason: 'server' })
    expect(all.bus.commandsNamed('WebChatService.endChat')).toEqual([])
    const setSession = (next: object) => {
      session = next
    }
    return { ...all, setSession }
  }

  it('has the bus let go of a chat that the server has ended, and then starts', async () => {
    const answers = [TAKEN, { resolve: {} }]
    const { bus, chat } = await stale({ 'WebChatService.startChat': () => answers.shift() ?? 'never' })
    const started = watch(chat.actions.start(FORM))
    await bus.wait(100)
    expect(started).toHaveBeenCalledExactlyOnceWith('done')
    expect(bus.commandsNamed('WebChatService.endChat')).toHaveLength(1)
    // The names beside the form are for GMS, which looks for them there.
    const given = { ...FORM.form, ...FORM }
    expect(bus.commandsNamed('WebChatService.startChat').map(({ data }) => data)).toEqual([given, given])
    expect(chat.getState().phase).toBe('starting')
  })

  it('leaves a chat alone that is there after all', async () => {
    const { bus, chat, setSession } = await stale({ 'WebChatService.startChat': TAKEN })
    setSession({ sessionId: 'session-9' })
    const started = watch(chat.actions.start(FORM))
    await bus.wait(100)
    expect(started).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ kind: 'rejected', reason: TAKEN.reject }),
    )
    expect(bus.commandsNamed('WebChatService.endChat')).toEqual([])
    expect(chat.getState().phase).toBe('idle')
  })

  it('that is refused for another reason says so, and asks nothing', async () => {
    const { bus, chat } = await stale({ 'WebChatService.startChat': { reject: 'no' } })
    const asked = bus.commandsNamed('WebChatService.getSessionData').length
    const started = watch(chat.actions.start(FORM))
    await bus.wait(100)
    expect(started).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ reason: 'no' }))
    expect(bus.commandsNamed('WebChatService.getSessionData')).toHaveLength(asked)
    expect(bus.commandsNamed('WebChatService.startChat')).toHaveLength(1)
  })

  it('while a chat goes on is refused as the bus refuses it, and changes nothing', async () => {
    const { bus, chat } = await raw()
    const started = watch(chat.actions.start(FORM))
    await bus.wait(100)
    expect(started).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ reason: TAKEN.reject }))
    expect(chat.getState().phase).toBe('active')
    expect(bus.commandsNamed('WebChatService.endChat')).toEqual([])
  })
})

describe('end', () => {
  it('without a session sends nothing, and is done', async () => {
    const { bus, chat, publish } = await raw()
    await publish('WebChatService.ended')
    const ended = watch(chat.actions.end({ closeWindow: true }))
    await bus.wait(100)
    expect(ended).toHaveBeenCalledExactlyOnceWith('done')
    expect(bus.commandsNamed('WebChatService.endChat')).toEqual([])
    expect(bus.commandsNamed('WebChat.close')).toEqual([])
  })

  it('of a chat that the server has ended unheard sends nothing but what tidies that up', async () => {
    const { bus, chat } = await raw({ 'WebChatService.getSessionData': { resolve: {} } })
    const ended = watch(chat.actions.end())
    await bus.wait(100)
    expect(ended).toHaveBeenCalledExactlyOnceWith('done')
    expect(chat.getState()).toMatchObject({ phase: 'ended', endReason: 'server' })
    expect(bus.commandsNamed('WebChatService.endChat')).toHaveLength(1)
  })

  it('that the page has asked for already is waited for, and not asked for again', async () => {
    const { bus, chat, publish } = await raw({ 'WebChatService.endChat': 'never' })
    await publish('WebChatService.data.sessionActive', { value: false })
    const ended = watch(chat.actions.end())
    await bus.wait(100)
    expect(ended).not.toHaveBeenCalled()
    await publish('WebChatService.ended')
    expect(ended).toHaveBeenCalledExactlyOnceWith('done')
    expect(bus.commandsNamed('WebChatService.endChat')).toEqual([])
    expect(chat.getState()).toMatchObject({ phase: 'ended', endReason: 'customer' })
  })

  it('that the page has asked for, and that never comes, is a timeout', async () => {
    const { bus, chat, publish } = await raw()
    await publish('WebChatService.data.sessionActive', { value: false })
    const ended = watch(chat.actions.end())
    await bus.wait(2_100)
    expect(ended).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        command: 'end',
        kind: 'timeout',
        reason: 'the chat has not ended',
      }),
    )
  })

  it('that is asked for twice is one request, and one that has failed can be asked for again', async () => {
    const { bus, chat } = await raw({ 'WebChatService.endChat': 'never' })
    const first = watch(chat.actions.end())
    const second = watch(chat.actions.end())
    await bus.wait(2_100)
    for (const seen of [first, second]) {
      expect(seen).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: 'timeout' }))
    }
    expect(bus.commandsNamed('WebChatService.endChat')).toHaveLength(1)
    // It may still come: nothing is sent, and it is waited for.
    expect(chat.getState().phase).toBe('ending')
    const third = watch(chat.actions.end())
    await bus.wait(100)
    expect(third).not.toHaveBeenCalled()
    bus.publish('WebChatService.ended')
    await bus.wait(100)
    expect(third).toHaveBeenCalledExactlyOnceWith('done')
    expect(bus.commandsNamed('WebChatService.endChat')).toHaveLength(1)
  })

  it('that is under way is not asked for again because the window has restored the chat meanwhile', async () => {
    const { bus, chat, publish } = await raw({
      'WebChatService.endChat': 'never',
      'WebChatService.getSessionData': { resolve: { sessionId: 'session-1' } },
    })
    watch(chat.actions.end())
    await bus.wait(2_100)
    await publish('WebChatService.restored', { async: false })
    await bus.wait(100)
    watch(chat.actions.end())
    await bus.wait(100)
    expect(bus.commandsNamed('WebChatService.endChat')).toHaveLength(1)
  })

  it('closes the window when an end that took too long comes after all', async () => {
    const { bus, chat, publish } = await raw({ 'WebChatService.endChat': 'never' })
    await publish('WebChat.opened')
    const ended = watch(chat.actions.end({ closeWindow: true }))
    await bus.wait(2_100)
    expect(ended).toHaveBeenCalledTimes(1)
    expect(bus.commandsNamed('WebChat.close')).toEqual([])
    await publish('WebChatService.ended')
    await bus.wait(100)
    expect(bus.commandsNamed('WebChat.close')).toHaveLength(1)
  })

  it('leaves the window of a chat whose end was refused as it is', async () => {
    const { bus, chat, publish } = await raw({ 'WebChatService.endChat': { reject: 'not now' } })
    await publish('WebChat.opened')
    watch(chat.actions.end({ closeWindow: true }))
    await bus.wait(100)
    expect(chat.getState().phase).toBe('active')
    expect(bus.commandsNamed('WebChat.close')).toEqual([])
  })

  it('waits for a chat that is about to begin, and ends that', async () => {
    const { bus, chat, publish } = await raw({ 'WebChatService.startChat': { resolve: {} } })
    await publish('WebChatService.ended')
    await publish('WebChatService.data.sessionActive', { value: false })
    watch(chat.actions.start(FORM))
    await bus.wait(10)
    expect(chat.getState().phase).toBe('starting')
    const ended = watch(chat.actions.end())
    await bus.wait(500)
    expect(ended).not.toHaveBeenCalled()
    bus.publish('WebChatService.data.sessionActive', { value: true })
    bus.publish('WebChatService.started', { data: { sessionId: 'session-1' } })
    await bus.wait(100)
    expect(ended).toHaveBeenCalledExactlyOnceWith('done')
    expect(bus.commandsNamed('WebChatService.endChat')).toHaveLength(1)
  })

  it('of a chat that never begins is a timeout that says so', async () => {
    const { bus, chat, publish } = await raw({ 'WebChatService.startChat': { resolve: {} } })
    await publish('WebChatService.ended')
    await publish('WebChatService.data.sessionActive', { value: false })
    watch(chat.actions.start(FORM))
    await bus.wait(10)
    const ended = watch(chat.actions.end())
    await bus.wait(2_100)
    expect(ended).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ kind: 'timeout', reason: 'the chat has not begun' }),
    )
    expect(bus.commandsNamed('WebChatService.endChat')).toEqual([])
  })

  it('closes a window that is open, and asks for none that is closed or absent', async () => {
    const { bus, chat, publish } = await raw()
    await publish('WebChat.opened')
    watch(chat.actions.end({ closeWindow: true }))
    await bus.wait(100)
    expect(bus.commandsNamed('WebChat.close')).toHaveLength(1)

    const closed = await raw()
    await closed.publish('WebChat.opened')
    await closed.publish('WebChat.closed')
    watch(closed.chat.actions.end({ closeWindow: true }))
    await closed.bus.wait(100)
    expect(closed.chat.getState().endReason).toBe('customer')
    expect(closed.bus.commandsNamed('WebChat.close')).toEqual([])
  })

  it('leaves the window as it is unless that was asked for', async () => {
    const { bus, chat, publish } = await raw()
    await publish('WebChat.opened')
    watch(chat.actions.end())
    await bus.wait(100)
    expect(bus.commandsNamed('WebChat.close')).toEqual([])
  })

  it('that is refused though the session lives has not ended it', async () => {
    const { bus, chat, publish } = await raw({ 'WebChatService.endChat': { reject: 'not now' } })
    const ended = watch(chat.actions.end())
    await bus.wait(100)
    expect(ended).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ reason: 'not now' }))
    expect(chat.getState()).toMatchObject({ phase: 'active', endReason: null })

    const again = watch(chat.actions.end())
    await bus.wait(100)
    expect(bus.commandsNamed('WebChatService.endChat')).toHaveLength(2)
    expect(again).toHaveBeenCalled()
    await publish('WebChatService.ended')
    expect(chat.getState().phase).toBe('ended')
  })

  it('that is refused because the bus has forgotten the session has ended it', async () => {
    const { bus, chat } = await raw({
      'WebChatService.endChat': () => {
        bus.publish('WebChatService.data.sessionActive', { value: false })
        return { reject: 'gone' }
      },
    })
    const ended = watch(chat.actions.end())
    await bus.wait(100)
    expect(ended).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ reason: 'gone' }))
    expect(chat.getState()).toMatchObject({ phase: 'ended', endReason: 'customer' })
  })
})

describe('send', () => {
  it.each([
    ['WebChatService.disconnected', 'unavailable', /the page is offline\. Send it again later/],
    ['WebChatService.ended', 'rejected', /the chat is over\. Start a new one to send this/],
  ])('after %s sends nothing, and says what to do', async (event, kind, reason) => {
    const { bus, chat, publish } = await raw()
    await publish(event)
    const sent = watch(chat.actions.send('hello'))
    await bus.wait(100)
    expect(sent).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        command: 'send',
        kind,
        reason: expect.stringMatching(reason),
      }),
    )
    expect(bus.commandsNamed('WebChatService.sendMessage')).toEqual([])
  })

  it('sends the text as it is', async () => {
    const { bus, chat } = await raw()
    const sent = watch(chat.actions.send(' <b>hello</b> '))
    await bus.wait(100)
    expect(sent).toHaveBeenCalledExactlyOnceWith('done')
    expect(bus.commandsNamed('WebChatService.sendMessage').map(({ data }) => data)).toEqual([
      { message: ' <b>hello</b> ' },
    ])
  })
})

describe('injectNotice', () => {
  const injected = async (...bubble: [object?]) => {
    const { bus, chat, publish } = await raw()
    await publish('WebChat.opened')
    watch(chat.actions.injectNotice('Bye', ...(bubble as [never])))
    await bus.wait(100)
    return bus.commandsNamed('WebChat.injectMessage')[0]?.data
  }

  it('names no bubble unless one is given', async () => {
    expect(await injected()).toEqual({ type: 'text', text: 'Bye' })
  })

  it('gives of a bubble what is plain, and only what is there', async () => {
    const bubble = { fill: '#fff', radius: undefined, time: true, avatar: { icon: 'agent' } }
    expect(await injected(bubble)).toStrictEqual({
      type: 'text',
      text: 'Bye',
      bubble: { fill: '#fff', time: true, avatar: { icon: 'agent' } },
    })
  })

  it('leaves out what the widget would take for HTML', async () => {
    const bubble = { name: 'Shop', custom: '<img>', avatar: { custom: '<img>', icon: 7 } }
    expect(await injected(bubble)).toStrictEqual({ type: 'text', text: 'Bye', bubble: { name: 'Shop' } })
  })
})
