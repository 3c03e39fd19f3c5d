import { act, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Chat } from '../../src/chat/chat.ts'
import { transcriptOfChat } from '../../src/chat/transcript.ts'
import {
  ChatEndGuard,
  type ChatLifecycle,
  type ChatMessage,
  createChatLifecycle,
  GenesysChatProvider,
  type GenesysChatProviderProps,
  useGenesysChatActions,
  useGenesysChatIdle,
  useGenesysChatLifecycle,
  useGenesysChatMessages,
  useGenesysChatUnread,
} from '../../src/index.ts'
import { genesysWidgets } from '../../src/platform/genesys-widgets/createGenesysWidgets.ts'
import type { ServerMessage } from '../../src/platform/message.ts'
import type { PlatformHost } from '../../src/platform/port.ts'
import { createTestBus, type TestBus } from '../../src/testing/index.ts'
import { type App, type AppOptions, mountApp, mountConversation } from '../support/app.tsx'
import { arrived, closeSegment, say } from '../support/guarded.tsx'
import { outcome } from '../support/outcome.ts'
import { Channel, stubTabs } from '../support/tabs.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  Channel.all.clear()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const PACKAGE = 'react-genesys-chat-lifecycle'
/** What this library keeps in the storages of the page. */
const stored = (): string[] =>
  [localStorage, sessionStorage]
    .flatMap((storage) => Object.keys(storage))
    .filter((key) => key.startsWith(PACKAGE))

let messages: readonly ChatMessage[] = []
function Everything() {
  messages = useGenesysChatMessages().messages
  useGenesysChatIdle({ warnAfterMs: 60_000 })
  return <output data-testid="unread">{useGenesysChatUnread({ isVisible: false })}</output>
}
const texts = (): string[] => messages.map(({ text }) => text)

/** An asynchronous chat of Ann's, with a text of hers held in a closed segment. */
async function annsChat(options: AppOptions = {}) {
  const forgetToken = vi.fn(() => app.testBus.tokens.remove?.())
  const app: App = await mountConversation({
    bus: { async: true },
    guard: { followUps: 'confirm' },
    children: <Everything />,
    ...options,
    provider: { forgetToken, ...options.provider },
  })
  await say(app, 'my card is 4711')
  app.testBus.agent.say('Thank you, Ann')
  await app.settle()
  await closeSegment(app)
  await say(app, 'held: 4712')
  return { app, forgetToken }
}

describe('reset', () => {
  it('ends the chat, closes the window, forgets the token, and deletes everything', async () => {
    const { app, forgetToken } = await annsChat()
    const before = app.chat().sessionId
    expect(stored().length).toBeGreaterThan(2)
    const result = outcome(app.chat().reset())
    await app.settle()
    await app.wait(1_000)

    expect(result).toStrictEqual({ value: undefined })
    expect(app.chat()).toMatchObject({ phase: 'idle', window: 'closed', sessionId: null, endReason: null })
    expect(app.sent('WebChatService.endChat')).toBe(1)
    expect(forgetToken).toHaveBeenCalledTimes(1)
    expect(app.testBus.tokens.read()).toBeUndefined()
    expect(stored()).toEqual([])
    expect(texts()).toEqual([])
    expect(screen.getByTestId('unread')).toHaveTextContent('0')
    expect(document.body).not.toHaveTextContent(/471[12]/)
    expect(app.callbacks).toContain('ended customer')

    app.testBus.customer.open({ firstname: 'Bob' })
    await app.settle()
    expect(app.chat().sessionId).not.toBe(before)
    expect(app.chat()).toMatchObject({ phase: 'waiting', closedSegment: null, isRestored: false })
    expect(texts()).toEqual([])
    expect(document.body).not.toHaveTextContent(/471[12]|Ann/)
  })

  it('takes what is on the screen away at once', async () => {
    const { app } = await annsChat({ bus: { async: true, webChat: false } })
    expect(screen.getByText('held: 4712')).toBeVisible()
    app.testBus.server.latency(3_000, 'leave')
    const result = outcome(app.chat().reset())
    await app.wait(100)
    expect(document.body).not.toHaveTextContent('4712')
    expect(texts()).toEqual([])
    expect(result).toStrictEqual({})
    await app.wait(5_000)
    expect(result).toStrictEqual({ value: undefined })
    expect(arrived(app)).not.toContain('held: 4712')
  })

  it('is ready for the next customer, who is asked, warned and told as the first one', async () => {
    const { app } = await annsChat()
    void app.chat().reset()
    await app.wait(2_000)
    app.callbacks.length = 0
    app.testBus.customer.open({ firstname: 'Bob' })
    await app.settle()
    app.testBus.agent.join()
    await app.settle()
    await closeSegment(app)
    void app.chat().end({ closeWindow: true })
    await app.wait(2_000)
    expect(app.callbacks).toEqual(['closed', 'notice', 'ended customer'])
  })

  it('without a chat deletes what there is, and resolves', async () => {
    const forgetToken = vi.fn()
    const app = await mountApp({ bus: { async: true }, provider: { forgetToken } })
    localStorage.setItem(`${PACKAGE}/read`, '{}')
    localStorage.setItem('another', 'stays')
    const result = outcome(app.chat().reset())
    await app.wait(200)
    expect(result).toStrictEqual({ value: undefined })
    expect(forgetToken).toHaveBeenCalledTimes(1)
    expect(stored()).toEqual([])
    expect(localStorage.getItem('another')).toBe('stays')
    expect(app.sent('WebChatService.endChat')).toBe(0)
  })

  it('of an ended chat takes its texts and its transcript away, also from the widget', async () => {
    const { app } = await annsChat()
    app.testBus.server.end()
    await app.settle()
    expect(app.chat().phase).toBe('ended')
    const result = outcome(app.chat().reset())
    await app.wait(2_000)
    expect(result).toStrictEqual({ value: undefined })
    expect(app.chat()).toMatchObject({ phase: 'idle', window: 'closed' })
    expect(document.body).not.toHaveTextContent(/471[12]/)
  })

  it('that is called twice is one', async () => {
    const { app, forgetToken } = await annsChat()
    const results = [outcome(app.chat().reset()), outcome(app.chat().reset())]
    await app.wait(2_000)
    expect(results).toStrictEqual([{ value: undefined }, { value: undefined }])
    expect(forgetToken).toHaveBeenCalledTimes(1)
    expect(app.sent('WebChatService.endChat')).toBe(1)
  })

  it('makes a start wait for it', async () => {
    const { app } = await annsChat({ bus: { async: true, webChat: false } })
    app.testBus.server.latency(1_000, 'leave')
    const { sessionId } = app.chat()
    void app.chat().reset()
    const started = outcome(app.chat().start({ form: { firstname: 'Bob' } }))
    await app.wait(500)
    expect(app.sent('WebChatService.startChat')).toBe(1)
    await app.wait(3_000)
    expect(started).toStrictEqual({ value: undefined })
    expect(app.chat()).toMatchObject({ phase: 'waiting' })
    expect(app.chat().sessionId).not.toBe(sessionId)
  })

  it('keeps held texts that were being sent from the next customer’s chat', async () => {
    const { app } = await annsChat({ bus: { async: true, webChat: false } })
    await app.does(() => void outcome(app.chat().send('held: 4713')))
    await app.settle()
    app.testBus.server.latency(3_000, 'send')
    fireEvent.click(screen.getAllByRole('button', { name: /send/i })[0] as HTMLElement)
    await app.wait(500)
    const before = app.sent('WebChatService.sendMessage')
    await app.does(() => void outcome(app.chat().reset()))
    expect(texts()).toEqual([])
    await app.wait(1_000)
    const started = outcome(app.chat().start({ form: { firstname: 'Bob' } }))
    await app.wait(10_000)
    expect(started).toStrictEqual({ value: undefined })
    expect(app.sent('WebChatService.sendMessage')).toBe(before)
  })

  it('keeps a message or a file whose sending had begun from the next customer’s chat', async () => {
    const testBus = createTestBus({ async: true, webChat: false, advanceTimers: vi.advanceTimersByTimeAsync })
    const options = { bus: () => testBus.bus, forgetToken: () => testBus.tokens.remove?.() }
    const chat = new Chat(
      genesysWidgets(() => options),
      options,
    )
    const detach = chat.attach()
    testBus.start()
    testBus.customer.start()
    await testBus.settle()
    const slowly = () => new Promise<never>((resolve) => setTimeout(resolve, 3_000))
    vi.spyOn(chat.platform, 'checkSession').mockImplementationOnce(slowly)
    const text = outcome(chat.actions.send('my card is 4714'))
    vi.spyOn(chat.platform.commands, 'readFileLimits').mockImplementationOnce(slowly)
    const file = outcome(chat.actions.sendFile(new File(['a'], 'passport.png', { type: 'image/png' })))
    await testBus.wait(10)
    void chat.actions.reset()
    const started = outcome(chat.actions.start({ form: { firstname: 'Bob' } }))
    await testBus.wait(10_000)
    expect(started).toStrictEqual({ value: undefined })
    expect([text, file]).toMatchObject([{ error: { kind: 'cancelled' } }, { error: { kind: 'cancelled' } }])
    expect(testBus.commandsNamed('WebChatService.sendMessage')).toEqual([])
    expect(testBus.commandsNamed('WebChatService.sendFile')).toEqual([])
    detach()
  })

  it('drops messages that were still on their way', async () => {
    const options = { bus: () => testBus.bus, forgetToken: () => testBus.tokens.remove?.() }
    const testBus = createTestBus({ async: true, webChat: false, advanceTimers: vi.advanceTimersByTimeAsync })
    let emit: PlatformHost['emit'] = () => {}
    const chat = new Chat((host) => {
      emit = host.emit
      return genesysWidgets(() => options)(host)
    }, options)
    const transcript = transcriptOfChat(chat)
    const said: ServerMessage[] = []
    const offs = [
      chat.attach(),
      transcript.subscribe(() => {}),
      chat.messages.add((messages) => said.push(...messages)),
    ]
    testBus.start()
    testBus.customer.start()
    await testBus.settle()
    testBus.agent.say('Thank you, Ann')
    await testBus.settle()
    expect(transcript.getMessages()).toHaveLength(1)

    void chat.actions.reset()
    await testBus.wait(2_000)
    emit({ type: 'messages', messages: said, source: 'live' })
    expect(transcript.getMessages()).toEqual([])
    for (const off of offs) off()
  })
})

describe('a reset of which something fails', () => {
  async function failing(provider: GenesysChatProviderProps, breaks: (bus: TestBus) => void = () => {}) {
    const { app } = await annsChat({ provider })
    breaks(app.testBus)
    const result = outcome(app.chat().reset())
    await app.wait(30_000)
    expect(result).not.toStrictEqual({})
    expect(stored()).toEqual([])
    expect(document.body).not.toHaveTextContent(/471[12]/)
    return { app, error: result.error as { kind: string; message: string } }
  }

  it.each<[string, GenesysChatProviderProps['forgetToken'], string, RegExp]>([
    [
      'throws',
      () => {
        throw new Error('no storage')
      },
      'rejected',
      /no storage/,
    ],
    ['rejects', () => Promise.reject(new Error('no storage')), 'rejected', /no storage/],
    [
      'never settles',
      () => new Promise(() => {}),
      'timeout',
      /forgetToken: its promise did not settle in time/,
    ],
    ['is missing', undefined, 'rejected', /the provider has no forgetToken/],
  ])('says so when forgetToken %s, and does the rest', async (_, forgetToken, kind, message) => {
    const { app, error } = await failing({ forgetToken })
    expect(error).toMatchObject({ command: 'reset', kind })
    expect(error.message).toMatch(message)
    expect(app.chat().phase).toBe('idle')
  })

  it('waits for forgetToken for as long as the commands may take, also without a limit', async () => {
    const forgetToken = () => new Promise<void>((resolve) => setTimeout(resolve, 20_000))
    const { error } = await failing({ forgetToken, commandTimeoutMs: Number.POSITIVE_INFINITY })
    expect(error).toBeUndefined()
  })

  it('says so when the chat could not be ended, and does the rest', async () => {
    const forgetToken = vi.fn()
    const { app, error } = await failing({ forgetToken }, ({ bus }) =>
      bus.before('WebChatService.endChat', () => false),
    )
    expect(error).toMatchObject({ command: 'reset', kind: 'cancelled' })
    expect(forgetToken).toHaveBeenCalledTimes(1)
    // It would be a lie to say that there is no chat.
    expect(app.chat().hasSession).toBe(true)
  })

  it('says everything that failed', async () => {
    const { error } = await failing(
      { forgetToken: () => Promise.reject(new Error('no storage')) },
      ({ bus }) => bus.before('WebChatService.endChat', () => false),
    )
    expect(error.message).toMatch(/endChat.*; no storage/)
  })

  it('needs no forgetToken for a regular chat', async () => {
    const app = await mountConversation()
    const result = outcome(app.chat().reset())
    await app.wait(2_000)
    expect(result).toStrictEqual({ value: undefined })
    expect(app.chat().phase).toBe('idle')
  })

  it('settles where there is no bus, and where the provider is not mounted', async () => {
    const forgetToken = vi.fn()
    const chat = createChatLifecycle({ bus: () => undefined, busTimeoutMs: 1_000, forgetToken })
    const missing = outcome(chat.actions.reset())
    await vi.advanceTimersByTimeAsync(3_000)
    expect(missing).toStrictEqual({ value: undefined })
    chat.destroy()

    const away = createChatLifecycle({ bus: createTestBus().bus, forgetToken })
    away.destroy()
    const unmounted = outcome(away.actions.reset())
    await vi.advanceTimersByTimeAsync(15_000)
    expect(unmounted).not.toStrictEqual({})
    expect(forgetToken).toHaveBeenCalledTimes(2)
  })
})

describe('two tabs', () => {
  async function twoTabs(options: { async: boolean; sameSession: boolean }) {
    stubTabs({ locks: true })
    const { app: first } = await annsChat({ bus: { async: options.async } })
    const { centre, store, tokens } = first.testBus
    const advanceTimers = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))
    const own = options.sameSession ? { centre, store, tokens } : {}
    const bus = createTestBus({ async: options.async, ...own, advanceTimers })
    const forgetToken = vi.fn(() => tokens.remove?.())
    const errors: unknown[] = []
    const seen: Seen = { chat: undefined, texts: [] }
    render(
      <GenesysChatProvider bus={bus.bus} forgetToken={forgetToken} onError={(error) => errors.push(error)}>
        <Second seen={seen} />
        <ChatEndGuard followUps="confirm" noticePlacement="page" />
      </GenesysChatProvider>,
    )
    bus.start()
    await bus.settle()
    if (!options.sameSession) {
      bus.customer.open()
      await bus.settle()
    }
    bus.bus.command('WebChatService.sendMessage', { message: 'other tab: 4714' })
    await bus.settle()
    return { first, bus, seen, forgetToken, errors }
  }

  it.each([true, false])('are both ready for the next customer (asynchronous: %s)', async (async) => {
    const { first, bus, seen, forgetToken, errors } = await twoTabs({ async, sameSession: true })
    const result = outcome(first.chat().reset())
    await first.wait(5_000)

    expect(result).toStrictEqual({ value: undefined })
    for (const chat of [first.chat(), seen.chat])
      expect(chat).toMatchObject({ phase: 'idle', window: 'closed' })
    expect(seen.texts).toEqual([])
    expect(document.body).not.toHaveTextContent(/471\d/)
    expect(forgetToken).toHaveBeenCalledTimes(1)
    expect(bus.bus.data('WebChatService.sessionActive')).toBe(false)
    expect(stored()).toEqual([])
    const { requests, session } = first.testBus.centre
    const left = requests.filter(({ kind, sessionId }) => kind === 'leave' && sessionId === session.id)
    expect(left.length).toBeGreaterThan(0)
    expect(errors).toEqual([])
  })

  it('each end their own chat', async () => {
    const { first, bus, seen, errors } = await twoTabs({ async: false, sameSession: false })
    void first.chat().reset()
    await first.wait(5_000)
    expect(seen.chat).toMatchObject({ phase: 'idle', window: 'closed' })
    expect(bus.commandsNamed('WebChatService.endChat')).toHaveLength(1)
    expect(errors).toEqual([])
  })

  it('a tab that hears of it much later leaves the next customer’s token alone', async () => {
    const { bus, seen, forgetToken } = await twoTabs({ async: true, sameSession: true })
    const mallory = new Channel()
    mallory.postMessage({ reset: { isOver: true, sessionId: seen.chat?.sessionId, at: Date.now() - 60_000 } })
    await bus.wait(5_000)
    expect(forgetToken).not.toHaveBeenCalled()
    expect(seen.chat?.hasSession).toBe(false)
  })
})

interface Seen {
  chat: ChatLifecycle | undefined
  texts: string[]
}

function Second({ seen }: { seen: Seen }) {
  seen.chat = useGenesysChatLifecycle()
  seen.texts = useGenesysChatMessages().messages.map(({ text }) => text)
  return null
}

describe('without a reset', () => {
  it('a blocked text of an ended chat can be copied, until the next chat begins', async () => {
    const { app } = await annsChat({ bus: { async: true, webChat: false } })
    app.testBus.server.end()
    await app.settle()
    expect(screen.getByDisplayValue('held: 4712')).toBeVisible()
    app.testBus.tokens.remove?.()
    app.testBus.server.latency(2_000, 'create')
    void app.chat().start({ form: { firstname: 'Bob' } })
    await app.wait(500)
    expect(app.chat().phase).toBe('starting')
    expect(screen.queryByDisplayValue('held: 4712')).toBeNull()
  })

  it('it is gone when the window shows the form of the next chat', async () => {
    const { app } = await annsChat({ guard: { followUps: 'confirm', noticePlacement: 'page' } })
    app.testBus.customer.end()
    await app.settle()
    app.testBus.customer.close()
    await app.settle()
    expect(screen.getByDisplayValue('held: 4712')).toBeVisible()
    app.testBus.tokens.remove?.()
    app.testBus.customer.open(false)
    await app.settle()
    expect(screen.queryByDisplayValue('held: 4712')).toBeNull()
  })

  it('it is gone from the other tabs when the next chat begins in one', async () => {
    vi.stubGlobal('BroadcastChannel', Channel)
    const { app } = await annsChat({ bus: { async: true, webChat: false } })
    app.testBus.server.end()
    await app.settle()
    expect(screen.getByDisplayValue('held: 4712')).toBeVisible()
    const other = createTestBus({ advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)) })
    const store = createChatLifecycle({ bus: other.bus })
    other.start()
    await other.settle()
    other.customer.open({ firstname: 'Bob' })
    await other.settle()
    await app.wait(500)
    expect(store.getState().phase).toBe('waiting')
    expect(screen.queryByDisplayValue('held: 4712')).toBeNull()
    store.destroy()
  })

  it('it does not survive a reload', async () => {
    const { app } = await annsChat({ bus: { async: true, webChat: false } })
    app.testBus.server.end()
    await app.settle()
    await app.reload()
    expect(document.body).not.toHaveTextContent('4712')
    expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toContain('4712')
  })
})

it('reset is among the actions, and never changes', async () => {
  const app = await mountApp({ children: <Logout /> })
  expect(logout).toBe(app.chat().reset)
})

let logout: (() => Promise<void>) | undefined
function Logout() {
  logout = useGenesysChatActions().reset
  return null
}
