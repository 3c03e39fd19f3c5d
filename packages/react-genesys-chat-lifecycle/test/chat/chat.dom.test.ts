import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Chat } from '../../src/chat/chat.ts'
import type { ChatCoreOptions } from '../../src/chat/options.ts'
import { readFields } from '../../src/platform/genesys-widgets/readFields.ts'
import type { ServerMessage } from '../../src/platform/message.ts'
import type { ChatPlatform } from '../../src/platform/port.ts'
import { createFakePlatform } from '../support/fakePlatform.ts'
import { Channel, stubTabs } from '../support/tabs.ts'

const NOW = 1_800_000_000_000
const chats: Chat[] = []

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  stubTabs({ locks: false })
})
afterEach(() => {
  for (const chat of chats.splice(0)) chat.destroy()
  Channel.all.clear()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const message = (
  type: string,
  from: string,
  at: number,
  fields: Partial<ServerMessage> = {},
): ServerMessage => ({
  ...readFields({
    type,
    text: type === 'Text' ? 'hello' : '',
    from: { type: from, nickname: from, participantId: from },
  }),
  at,
  order: [at, 0],
  ...fields,
})

function createChat(options: ChatCoreOptions = {}, more: Partial<ChatPlatform> = {}) {
  const parts = createFakePlatform(more)
  const chat = new Chat(parts.factory, options)
  chats.push(chat)
  chat.attach()
  parts.emit({ type: 'status', status: 'connected' })
  parts.emit({ type: 'noSession' })
  const join = (sessionId: string | null = 's', origin: 'started' | 'restored' | 'found' = 'started') =>
    parts.emit({ type: 'joined', sessionId, origin })
  const hear = (...messages: ServerMessage[]) => parts.emit({ type: 'messages', messages, source: 'live' })
  return { chat, ...parts, join, hear, phase: () => chat.getState().phase }
}

describe('a chat that the server has ended', () => {
  it('is let go of by the vendor’s product', async () => {
    const { join, emit, commands, phase } = createChat()
    join()
    emit({ type: 'ended', reason: 'server' })
    expect(phase()).toBe('ended')
    await wait(59)
    expect(commands.release).not.toHaveBeenCalled()
    await wait(1)
    expect(commands.release).toHaveBeenCalledTimes(1)
  })

  it.each(['customer', 'agent', 'session-lost'] as const)(
    'is none that ended for another reason: %s',
    async (reason) => {
      const { join, emit, commands } = createChat()
      join()
      emit({ type: 'ended', reason })
      await wait(1_000)
      expect(commands.release).not.toHaveBeenCalled()
    },
  )

  it('is left alone where another chat has begun meanwhile', async () => {
    const { join, emit, commands } = createChat()
    join('s')
    emit({ type: 'ended', reason: 'server' })
    join('t')
    await wait(1_000)
    expect(commands.release).not.toHaveBeenCalled()
  })

  it('is left alone where somebody else on the page asked for the end', async () => {
    const { join, emit, commands } = createChat()
    join()
    emit({ type: 'endRequested', reason: 'customer' })
    emit({ type: 'ended', reason: 'server' })
    emit({ type: 'endRequested', reason: 'customer' })
    await wait(60)
    expect(commands.release).not.toHaveBeenCalled()
  })

  it('is left alone while another tab has a chat of its own, and let go of while it has the same', async () => {
    const other = createChat()
    const own = createChat()
    other.join('other')
    own.join('s')
    own.emit({ type: 'ended', reason: 'server' })
    await wait(1_000)
    expect(own.commands.release).not.toHaveBeenCalled()
    own.join('t')
    other.emit({ type: 'ended', reason: 'customer' })
    other.join('t')
    own.emit({ type: 'ended', reason: 'server' })
    await wait(1_000)
    expect(own.commands.release).toHaveBeenCalledTimes(1)
    // The other tab heard of it.
    expect(other.phase()).toBe('ended')
    expect(other.commands.release).toHaveBeenCalledTimes(1)
  })

  it('of which another tab tells is let go of here only if the server ended it', async () => {
    const first = createChat()
    const second = createChat()
    for (const { join } of [first, second]) join('s')
    first.emit({ type: 'ended', reason: 'customer' })
    await wait(1_000)
    expect(second.phase()).toBe('ended')
    expect(second.commands.release).not.toHaveBeenCalled()
  })
})

describe('attaching', () => {
  it('is counted', () => {
    const { factory, platform, detach } = createFakePlatform()
    const chat = new Chat(factory, {})
    const [first, second] = [chat.attach(), chat.attach()]
    expect(platform.attach).toHaveBeenCalledTimes(1)
    first()
    first()
    expect(detach).not.toHaveBeenCalled()
    second()
    expect(detach).toHaveBeenCalledTimes(1)
    second()
    expect(detach).toHaveBeenCalledTimes(1)
    chat.attach()
    expect(platform.attach).toHaveBeenCalledTimes(2)
    chat.destroy()
    expect(detach).toHaveBeenCalledTimes(2)
    chat.destroy()
    expect(detach).toHaveBeenCalledTimes(2)
  })

  it('listens to the storage of other tabs, for what is this library’s, until it ends', () => {
    const { chat } = createChat()
    const heard = vi.fn()
    chat.decisions.add(heard)
    const change = (key: string | null) => window.dispatchEvent(new StorageEvent('storage', { key }))
    change('react-genesys-chat-lifecycle')
    change('react-genesys-chat-lifecycle/idle')
    expect(heard).toHaveBeenCalledTimes(2)
    change('theirs')
    change(null)
    expect(heard).toHaveBeenCalledTimes(2)
    chat.destroy()
    change('react-genesys-chat-lifecycle')
    expect(heard).toHaveBeenCalledTimes(2)
  })
})

describe('absence', () => {
  const left = { name: 'left', detectAbsence: () => true, graceMs: 5_000 }

  it('is watched while the chat is attached, by the options of now', async () => {
    const { chat, join, hear, phase } = createChat()
    join()
    hear(message('ParticipantJoined', 'Agent', NOW), message('ParticipantLeft', 'Agent', NOW + 1))
    chat.setOptions({ closeSignals: [left] })
    await wait(5_000)
    expect(phase()).toBe('closed')
  })

  it('is not watched by options that are set before it is attached, nor after', async () => {
    const { chat, join, hear } = createChat()
    join()
    hear(message('ParticipantJoined', 'Agent', NOW), message('ParticipantLeft', 'Agent', NOW + 1))
    chat.destroy()
    chat.setOptions({ closeSignals: [left] })
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('what the page asks for is shared', () => {
  it('with the other tabs of the session', async () => {
    const first = createChat()
    const second = createChat()
    for (const { join } of [first, second]) join('s')
    await wait(0)
    const heard = vi.fn()
    second.chat.decisions.add(heard)
    first.chat.share('name', { some: 'value' })
    await wait(0)
    expect(heard).toHaveBeenCalledTimes(1)
    expect(localStorage.getItem('react-genesys-chat-lifecycle/name')).toBe('{"some":"value"}')
    expect(await first.chat.decide('key')).toBe(true)
    await wait(0)
    expect(heard).toHaveBeenCalledTimes(2)
    expect(await first.chat.decide('key')).toBe(false)
    await wait(0)
    expect(heard).toHaveBeenCalledTimes(2)
  })
})

describe('a chat that was there before', () => {
  const closing = message('Event', 'System', NOW - 1_000, { interactionState: 'Completed' })
  const talk = [message('ParticipantJoined', 'Agent', NOW - 5_000), closing]

  function found(options: ChatCoreOptions, messages = talk) {
    const chat = createChat(options)
    chat.host()?.batch(() => {
      chat.join('s', 'restored')
      chat.emit({ type: 'messages', messages, source: 'history' })
    })
    return chat
  }

  it.each([
    ['end', talk, 'agent'],
    ['end', talk.slice(0, 1), 'customer'],
    ['resume', talk, null],
    ['end-closed', talk, 'agent'],
    ['end-closed', talk.slice(0, 1), null],
    [undefined, talk, null],
  ] as const)('with restorePolicy %j is ended, and why: %#', async (restorePolicy, messages, reason) => {
    const { commands } = found(restorePolicy ? { restorePolicy } : {}, messages)
    await wait(100)
    expect(commands.end.mock.calls).toEqual(reason ? [[reason]] : [])
  })

  it('is not ended when it is joined again on the same page', async () => {
    const { commands, join, emit } = createChat({ restorePolicy: 'end' })
    join('s', 'started')
    emit({ type: 'ended', reason: 'customer' })
    join('t', 'restored')
    await wait(100)
    expect(commands.end).not.toHaveBeenCalled()
  })
})

describe('the mode', () => {
  it.each([
    [undefined, false, true],
    ['auto', false, true],
    [true, true, true],
    [false, false, false],
  ])('asyncMode %j is %s at first, and %s on an asynchronous platform', (asyncMode, before, after) => {
    const { chat, emit } = createChat(asyncMode === undefined ? {} : ({ asyncMode } as ChatCoreOptions))
    expect(chat.getState().isAsync).toBe(before)
    emit({ type: 'mode', isAsync: true })
    expect(chat.getState().isAsync).toBe(after)
    chat.setOptions({})
    expect(chat.getState().isAsync).toBe(true)
  })
})
