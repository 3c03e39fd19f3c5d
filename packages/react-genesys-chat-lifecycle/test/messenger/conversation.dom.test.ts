import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createListeners } from '../../src/common/listeners.ts'
import { Conversation } from '../../src/platform/genesys-messenger/conversation.ts'
import type { PlatformEvent } from '../../src/platform/port.ts'

const NOW = Date.UTC(2026, 5, 1)
const IDS = 'react-genesys-chat-lifecycle/messenger'

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  delete (globalThis as { genesysEarlyEvents?: unknown }).genesysEarlyEvents
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const wait = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
const CONFIG = {
  id: 'd1',
  messenger: { apps: { conversations: { conversationDisconnect: { enabled: true, type: 'ReadOnly' } } } },
}
const HEADLESS = { ...CONFIG, headlessMode: { enabled: true } }
const text = (id: string, more: object = {}) => ({
  id,
  direction: 'Outbound',
  type: 'Text',
  text: `Text ${id}`,
  channel: { time: new Date(NOW - 60_000 + Number(id)).toISOString(), from: { nickname: 'Anna' } },
  ...more,
})
/** As the vendor keeps it. */
const store = (flag: 'gcmcsessionActive' | 'gcmcopn', id = 'd1') =>
  localStorage.setItem(`_${id}:${flag}`, JSON.stringify({ value: true }))

interface BusOptions {
  readonly data?: Record<string, unknown>
  readonly hasService?: boolean
  readonly hasSurvey?: boolean
  /** Whether the service answers, as one that is ready does. */
  readonly answers?: 'never' | 'at once' | 'rejects'
}

function listening({ data = {}, hasService = true, hasSurvey = false, answers = 'never' }: BusOptions = {}) {
  const events = new Map<string, ReturnType<typeof createListeners<[{ event: string; data: unknown }]>>>()
  const state = { hasService }
  const command = vi.fn((_name: string): Promise<unknown> => {
    if (answers === 'never') return new Promise(() => {})
    return answers === 'at once' ? Promise.resolve() : Promise.reject(new Error('no plugin'))
  })
  const conversation = new Conversation(
    {
      on: (event, listener) => {
        const known = events.get(event) ?? createListeners<[{ event: string; data: unknown }]>()
        events.set(event, known)
        return known.add(listener as never)
      },
      data: (key) => data[key],
      has: (plugin) => plugin === 'MessagingService' && state.hasService,
      command,
    },
    hasSurvey,
  )
  const reports: PlatformEvent[] = []
  conversation.reports.add((each) => reports.push(...each))
  const progress = vi.fn()
  conversation.progress.add(progress)
  const say = (event: string, value: unknown = {}) => {
    const name = event.includes('.') ? event : `MessagingService.${event}`
    events.get(name)?.notify({ event: name, data: value })
  }
  const types = () => reports.splice(0).map(({ type }) => type)
  const take = () => reports.splice(0)
  return { conversation, command, state, say, types, take, progress }
}
/** A conversation that has begun on this page. */
function begun(options: BusOptions = {}) {
  const page = listening(options)
  page.say('started', { newSession: true })
  page.take()
  return page
}

describe('a deployment', () => {
  it('is read when it is told, and known already where the page has it', () => {
    const { conversation, say, take } = listening()
    expect(conversation.deployment).toBe(undefined)
    say('GenesysJS.configurationReceived', { deploymentConfig: CONFIG })
    expect(conversation.deployment).toMatchObject({ id: 'd1', isHeadless: false })
    expect(take()).toEqual([
      { type: 'window', window: 'closed' },
      { type: 'mode', isAsync: false },
      { type: 'noSession' },
    ])
    expect(listening({ data: { 'GenesysJS.deploymentConfig': CONFIG } }).conversation.deployment?.id).toBe(
      'd1',
    )
    expect(listening({ data: { 'GenesysJS.deploymentConfig': 'd1' } }).conversation.deployment).toBe(
      undefined,
    )
  })

  it('that comes again says nothing new', () => {
    const { say, take, conversation } = listening()
    say('GenesysJS.configurationReceived', { deploymentConfig: CONFIG })
    take()
    say('GenesysJS.configurationReceived', { deploymentConfig: { ...CONFIG, id: 'd2' } })
    expect(take()).toEqual([])
    expect(conversation.deployment?.id).toBe('d2')
  })

  it('that is inactive says nothing', () => {
    const { say, take, conversation } = listening()
    say('GenesysJS.configurationReceived', { deploymentConfig: { ...CONFIG, status: 'Inactive' } })
    expect(take()).toEqual([])
    expect(conversation.deployment?.isActive).toBe(false)
  })

  it('with a window that was open has one that is', () => {
    store('gcmcopn')
    const { say, take, conversation } = listening()
    say('GenesysJS.configurationReceived', { deploymentConfig: CONFIG })
    expect(take()[0]).toEqual({ type: 'window', window: 'open' })
    expect(conversation.window).toBe('open')
  })

  it('keeps a window that has been moved already', () => {
    const { say, take } = listening()
    say('Messenger.opened')
    say('GenesysJS.configurationReceived', { deploymentConfig: CONFIG })
    expect(take()[1]).toEqual({ type: 'window', window: 'open' })
  })

  it('without a window has none, and waits for its service', async () => {
    const { say, take } = listening()
    say('GenesysJS.configurationReceived', { deploymentConfig: HEADLESS })
    expect(take()).toEqual([
      { type: 'window', window: 'absent' },
      { type: 'mode', isAsync: false },
    ])
    await wait(20_000)
    expect(take()).toEqual([])
  })

  it('whose browser has a conversation waits for that, ten seconds', async () => {
    store('gcmcsessionActive')
    const { say, types } = listening()
    say('GenesysJS.configurationReceived', { deploymentConfig: CONFIG })
    expect(types()).toEqual(['window', 'mode'])
    await wait(9_999)
    expect(types()).toEqual([])
    await wait(1)
    expect(types()).toEqual(['noSession'])
  })

  it('that comes when the conversation is on says nothing of it', () => {
    const { say, types } = begun()
    say('GenesysJS.configurationReceived', { deploymentConfig: CONFIG })
    expect(types()).toEqual(['window', 'mode'])
  })
})

describe('the service', () => {
  it.each([
    ['waits for the window where there is one, and nothing is there yet', CONFIG, false, true],
    ['does not wait for it where it is there', CONFIG, true, false],
    ['does not wait for it without a window', HEADLESS, false, false],
  ])('%s', (_, deploymentConfig, hasService, expected) => {
    const { conversation, say } = listening({ hasService })
    expect(conversation.isWaitingForWindow).toBe(false)
    say('GenesysJS.configurationReceived', { deploymentConfig })
    expect(conversation.isWaitingForWindow).toBe(expected)
  })

  it('that is ready without a conversation has none', () => {
    const { conversation, say, types } = listening()
    expect(conversation.isReady).toBe(false)
    say('ready')
    expect(conversation.isReady).toBe(true)
    expect(types()).toEqual(['noSession'])
    say('ready')
    expect(types()).toEqual([])
  })

  it('that is ready with one restores it, and gives up after ten seconds', async () => {
    store('gcmcsessionActive', 'messenger')
    const { conversation, say, types, take } = listening()
    say('ready')
    expect(types()).toEqual(['deciding'])
    await wait(9_999)
    expect(take()).toEqual([])
    await wait(1)
    expect(take()).toEqual([
      { type: 'joined', sessionId: 'messenger', origin: 'restored', isOver: false },
      { type: 'messages', messages: [], source: 'history' },
    ])
    expect(conversation.isOn).toBe(true)
  })

  it('that answers a late question was ready before: three seconds are enough, and developers are told', async () => {
    store('gcmcsessionActive', 'messenger')
    const { command, progress, types } = listening({ answers: 'at once' })
    expect(command).toHaveBeenCalledExactlyOnceWith('MessagingService.clearTypingTimeout')
    await wait()
    expect(types()).toEqual(['deciding'])
    expect(progress).toHaveBeenCalledTimes(1)
    await wait(2_999)
    expect(types()).toEqual([])
    await wait(1)
    expect(types()).toEqual(['joined', 'messages'])
    expect(console.error).toHaveBeenCalledWith(
      expect.stringContaining('before <GenesysMessengerProvider> was mounted'),
    )
  })

  it('is asked when its plugin is there, every half second, until it is ready', async () => {
    const { command, state, say } = listening({ hasService: false })
    await wait(499)
    state.hasService = true
    expect(command).not.toHaveBeenCalled()
    await wait(1)
    expect(command).toHaveBeenCalledTimes(1)
    say('ready')
    await wait(5_000)
    expect(command).toHaveBeenCalledTimes(1)
  })

  it('that is ready is not asked', async () => {
    const { command, state, say } = listening({ hasService: false })
    say('ready')
    state.hasService = true
    await wait(5_000)
    expect(command).not.toHaveBeenCalled()
  })

  it('that refuses the question is asked again', async () => {
    const { command } = listening({ answers: 'rejects' })
    await wait(1_000)
    expect(command).toHaveBeenCalledTimes(3)
  })
})

describe('a conversation', () => {
  it('that begins here has an id of its own, which the browser keeps', () => {
    const { say, take, conversation } = listening({
      data: { 'GenesysJS.snippetConfig': { deploymentId: 'd9' } },
    })
    say('started', { newSession: true })
    expect(take()).toEqual([{ type: 'joined', sessionId: `d9:${NOW}`, origin: 'started' }])
    expect(conversation.isOn).toBe(true)
    expect(JSON.parse(localStorage.getItem(IDS) ?? '')).toEqual({ d9: `d9:${NOW}` })
  })

  it.each([
    [{ 'GenesysJS.deploymentConfig': HEADLESS, 'GenesysJS.snippetConfig': { deploymentId: 'd9' } }, 'd1'],
    [{ 'GenesysJS.snippetConfig': { deploymentId: 7 } }, 'messenger'],
    [{}, 'messenger'],
  ])('is named after its deployment: %j', (data, name) => {
    const { say, take } = listening({ data })
    take()
    say('started', { newSession: true })
    expect(take()).toMatchObject([{ sessionId: `${name}:${NOW}` }])
  })

  it('that begins in place of one that nobody ended ends that', () => {
    const { say, take } = begun()
    vi.setSystemTime(NOW + 5)
    say('started', { newSession: true })
    expect(take()).toEqual([
      { type: 'ended', reason: 'session-lost' },
      { type: 'joined', sessionId: `messenger:${NOW + 5}`, origin: 'started' },
    ])
  })

  it('that goes on after a reconnect is online again', () => {
    const { say, take, conversation } = begun()
    say('offline')
    expect(conversation.isOnline).toBe(false)
    expect(take()).toEqual([{ type: 'connection', connection: 'offline' }])
    say('started', { newSession: false })
    expect(conversation.isOnline).toBe(true)
    expect(take()).toEqual([{ type: 'connection', connection: 'online' }, { type: 'recovered' }])
    say('restoring')
    expect(take()).toEqual([])
    expect(conversation.isOn).toBe(true)
  })

  it('that was made read-only meanwhile ends with its history, or five seconds later', async () => {
    for (const comes of [true, false]) {
      const { say, take, conversation } = begun()
      say('started', { newSession: false, readOnly: true })
      take()
      if (comes) say('restored', { messages: [text('1')] })
      else {
        await wait(4_999)
        expect(conversation.isOn).toBe(true)
        await wait(1)
      }
      expect(take().at(-1)).toEqual({ type: 'ended', reason: 'server' })
      expect(conversation.isReadOnly).toBe(true)
      await wait(10_000)
      expect(take()).toEqual([])
    }
  })

  it('of which a restore tells before it is ready is decided by that', async () => {
    const { say, take, conversation } = listening()
    say('restoring')
    expect(take()).toEqual([{ type: 'deciding' }])
    say('ready')
    expect(take()).toEqual([])
    say('restored', { messages: [text('1')] })
    expect(take()).toMatchObject([
      { type: 'joined', sessionId: 'messenger', origin: 'restored', isOver: false },
      { type: 'messages', messages: [{ text: 'Text 1' }], source: 'history' },
    ])
    expect(conversation.log.hasOlder).toBe(true)
    await wait(20_000)
    expect(take()).toEqual([])
    say('historyComplete')
    expect(conversation.log.hasOlder).toBe(false)
  })

  it('that a session continues is restored within five seconds', async () => {
    const { say, types } = listening()
    say('started', { newSession: false })
    expect(types()).toEqual(['deciding'])
    await wait(4_999)
    expect(types()).toEqual([])
    await wait(1)
    expect(types()).toEqual(['joined', 'messages'])
  })

  it('hears what was said while it was not known of', () => {
    const { say, take } = listening()
    say('messagesReceived', { messages: [text('2')] })
    say('restoring')
    say('messagesReceived', { messages: [text('3')] })
    take()
    say('restored', { messages: [text('1')] })
    expect(take()).toMatchObject([
      { type: 'joined' },
      { type: 'messages', messages: [{ text: 'Text 1' }], source: 'history' },
      { type: 'messages', messages: [{ text: 'Text 2' }], source: 'live' },
      { type: 'messages', messages: [{ text: 'Text 3' }], source: 'live' },
    ])
  })

  it('is found by what is said in it, where nobody knew of it', () => {
    const { say, take } = listening()
    say('ready')
    take()
    say('messagesReceived', { messages: [{ ...text('1'), type: 'Event', text: undefined }] })
    expect(take()).toEqual([])
    say('messagesReceived', { messages: [text('2')] })
    expect(take()).toMatchObject([
      { type: 'joined', sessionId: 'messenger', origin: 'found' },
      { type: 'messages', messages: [{ text: 'Text 2' }], source: 'live' },
    ])
  })

  it('was found by what was said before it was known that there is none', () => {
    const { say, types } = listening()
    say('messagesReceived', { messages: [text('2')] })
    say('ready')
    expect(types()).toEqual(['noSession', 'joined', 'messages'])
  })

  it('has older pages, and hears nothing after its end', () => {
    const { say, take } = begun()
    say('oldMessages', { messages: [text('1')] })
    expect(take()).toMatchObject([{ type: 'messages', source: 'page' }])
    say('sessionCleared')
    expect(take()).toEqual([{ type: 'ended', reason: null }])
    for (const event of ['messagesReceived', 'oldMessages', 'restored']) say(event, { messages: [text('2')] })
    expect(take()).toEqual([])
  })
})

describe('the end of a conversation', () => {
  it.each([
    ['conversationCleared', null],
    ['sessionCleared', null],
    ['Auth.loggedOut', null],
    ['sessionExpired', 'session-lost'],
  ])('is %s, with the reason %j', (event, reason) => {
    const { say, take, conversation } = begun()
    say(event)
    expect(take()).toEqual([{ type: 'ended', reason }])
    expect(conversation.isOn).toBe(false)
    expect(JSON.parse(localStorage.getItem(IDS) ?? '')).toEqual({})
    say(event)
    expect(take()).toEqual([{ type: 'noSession' }])
  })

  it('has the reason for which the page asked, once', () => {
    const { say, take, conversation } = begun()
    conversation.endReason = 'idle'
    say('conversationCleared')
    expect(take()).toEqual([{ type: 'ended', reason: 'idle' }])
    expect(conversation.endReason).toBe(null)
    conversation.endReason = 'agent'
    say('started', { newSession: true })
    expect(conversation.endReason).toBe(null)
  })

  it('is the server’s, where it takes no more', () => {
    const { say, take, conversation } = begun()
    conversation.noticeReadOnly()
    expect(take()).toEqual([{ type: 'ended', reason: 'server' }])
    expect([conversation.isOn, conversation.isReadOnly]).toEqual([false, true])
    conversation.noticeReadOnly()
    expect(take()).toEqual([])
    say('started', { newSession: false })
    expect(take()).toEqual([])
  })

  it('is nothing where there is no conversation', () => {
    const { say, take, conversation } = listening()
    conversation.noticeReadOnly()
    expect(conversation.isReadOnly).toBe(false)
    say('ready')
    take()
    conversation.noticeReadOnly()
    expect([take(), conversation.isReadOnly]).toEqual([[], false])
  })

  it('that is learnt during a restore is told with its messages', () => {
    const { say, take, conversation } = listening()
    say('restoring')
    conversation.noticeReadOnly()
    take()
    say('restored', { messages: [text('1')] })
    expect(take()).toMatchObject([
      { type: 'joined', isOver: true },
      { type: 'messages', source: 'history' },
      { type: 'ended', reason: 'server' },
    ])
    expect([conversation.isOn, conversation.isReadOnly]).toEqual([false, true])
  })

  it.each([
    [{ body: { readOnly: true } }, true],
    [{ body: { readOnly: 'true' } }, true],
    [{ body: { readOnly: false } }, false],
  ])('may be in the session’s answer: %j', (data, isOver) => {
    const { say, take } = listening()
    say('restoring')
    say('readOnlyConversation', data)
    take()
    say('restored', { messages: [] })
    expect(take()[0]).toMatchObject({ type: 'joined', isOver })
  })

  it.each([
    [{ events: [{}] }, true],
    [{ direction: 'Outbound' }, true],
    [{ events: [] }, false],
    [{}, false],
  ])('is a message that says so: %j', (data, isOver) => {
    const { say, types } = begun()
    say('readOnlyConversation', data)
    expect(types()).toEqual(isOver ? ['ended'] : [])
  })
})

describe('what a conversation tells of besides', () => {
  it.each([
    [{ typing: { duration: 2_000 } }, 2_000],
    [{ typing: { durationMs: 3_000, duration: 2_000 } }, 3_000],
    [{ typing: { duration: -1 } }, 5_000],
    [{ typing: { duration: '2000' } }, 5_000],
    [{}, 5_000],
  ])('typing lasts as long as it says: %j', async (data, ms) => {
    const { say, take } = begun()
    say('typingReceived', data)
    expect(take()).toEqual([{ type: 'typing', typing: true }])
    await wait(ms - 1)
    expect(take()).toEqual([])
    await wait(1)
    expect(take()).toEqual([{ type: 'typing', typing: false }])
    say('typingTimeout')
    expect(take()).toEqual([])
  })

  it.each([
    ['typingTimeout', {}],
    ['messagesReceived', { messages: [] }],
  ])('typing is over with %s', (event, data) => {
    const { say, take } = begun()
    say('typingReceived')
    take()
    say(event, data)
    expect(take()).toEqual([{ type: 'typing', typing: false }])
  })

  it('typing is over with the conversation, without a word', async () => {
    const { say, types } = begun()
    say('typingReceived')
    say('sessionCleared')
    types()
    await wait(10_000)
    expect(types()).toEqual([])
  })

  it.each([
    ['offline', 'offline'],
    ['reconnecting', 'offline'],
    ['reconnected', 'online'],
  ])('%s: it is %s', (event, connection) => {
    const { say, take, conversation } = begun()
    say(event)
    expect(take()[0]).toEqual({ type: 'connection', connection })
    expect(conversation.isOnline).toBe(connection === 'online')
  })

  it('the window', () => {
    const { say, take, conversation } = listening()
    say('Messenger.ready')
    say('Messenger.opened')
    say('Messenger.ready')
    say('Messenger.closed')
    say('Messenger.cleared')
    expect(take()).toEqual(
      ['closed', 'open', 'closed', 'absent'].map((window) => ({ type: 'window', window })),
    )
    expect(conversation.window).toBe('absent')
  })

  it('each event is progress', () => {
    const { say, progress, conversation } = listening()
    say('GenesysJS.ready')
    expect(conversation.hasStarted).toBe(true)
    expect(progress).toHaveBeenCalledTimes(1)
  })
})

describe('how things stand', () => {
  const online = { type: 'connection', connection: 'online' }
  const before = [
    { type: 'window', window: 'absent' },
    { type: 'mode', isAsync: true },
  ]

  it('before anything is known', () => {
    expect(listening().conversation.snapshot()).toEqual([...before, online])
  })

  it('without a conversation, offline', () => {
    const { say, conversation } = listening()
    say('ready')
    say('offline')
    expect(conversation.snapshot()).toEqual([
      ...before,
      { type: 'noSession' },
      { type: 'connection', connection: 'offline' },
    ])
  })

  it('while one is restored', () => {
    const { say, conversation } = listening()
    say('restoring')
    expect(conversation.snapshot()).toEqual([...before, { type: 'deciding' }, online])
  })

  it('in one', () => {
    const { say, conversation } = begun({ data: { 'GenesysJS.deploymentConfig': HEADLESS } })
    say('messagesReceived', { messages: [text('1')] })
    expect(conversation.snapshot()).toMatchObject([
      { type: 'window', window: 'absent' },
      { type: 'mode', isAsync: false },
      { type: 'joined', sessionId: `d1:${NOW}`, origin: 'found', isOver: false },
      { type: 'messages', messages: [{ text: 'Text 1' }], source: 'history' },
      online,
    ])
  })

  it('after one that can be read, and one that cannot', () => {
    const { say, conversation } = begun()
    conversation.noticeReadOnly()
    expect(conversation.snapshot()).toMatchObject([
      ...before,
      { type: 'joined', isOver: true },
      { type: 'messages' },
      { type: 'ended', reason: 'server' },
      online,
    ])
    say('conversationCleared')
    expect(conversation.snapshot()).toEqual([...before, { type: 'noSession' }, online])
  })
})

describe('what the page has kept for those who come late', () => {
  const early = (...events: unknown[]) =>
    Object.assign(globalThis, {
      genesysEarlyEvents: events.map((event) =>
        typeof event === 'string' ? { event, data: { messages: [text('1')] } } : event,
      ),
    })

  it('is taken in its order, and what the service repeats is not taken twice', async () => {
    early('MessagingService.restoring', 'MessagingService.restored', null, { event: 7 }, 'Other.event')
    const { conversation, say, take } = listening()
    expect(conversation.isOn).toBe(true)
    expect(conversation.log.all).toMatchObject([{ text: 'Text 1' }])
    say('restored', { messages: [text('2')] })
    expect(take()).toEqual([])
    await wait()
    say('restored', { messages: [text('2')] })
    expect(take()).toMatchObject([{ type: 'messages', messages: [{ text: 'Text 2' }], source: 'history' }])
  })

  it('is taken twice where nobody repeats it', () => {
    early('MessagingService.restoring', 'MessagingService.restored', 'MessagingService.messagesReceived')
    const { say, take } = listening()
    say('messagesReceived', { messages: [text('2')] })
    expect(take()).toMatchObject([{ type: 'messages', source: 'live' }])
  })
})

describe('the files that a conversation takes', () => {
  it('are not known before the session tells', () => {
    const { conversation, say } = begun()
    expect(conversation.fileLimits).toBe(undefined)
    say('allowedFileTypes', {
      allowedMedia: { inbound: { fileTypes: [{ type: 'image/png' }], maxFileSizeKB: 10 } },
    })
    expect(conversation.fileLimits).toMatchObject({ accept: ['image/png'] })
  })
})
