import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ChatLifecycleOptions, createChatLifecycle } from '../../src/core.ts'
import { type RawChat, rawConversation } from '../support/rawBus.tsx'

let raw: RawChat | undefined

const page = window as { _genesys?: unknown }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  delete page._genesys
  raw?.chat.destroy()
  raw = undefined
  vi.useRealTimers()
})

async function conversation(options: Omit<ChatLifecycleOptions, 'bus'> = {}): Promise<RawChat> {
  raw = await rawConversation(options)
  return raw
}

describe('a session of another transport', () => {
  it.each([
    ['GMS v2: the object directly', { sessionId: 'other', token: 'secret' }],
    ['purecloud: conversationId', { data: { conversationId: 'other', memberId: 'm', jwt: 'secret' } }],
    ['one that names it by chatId', { data: { chatId: 'other' } }],
  ])('is known by the id that `started` carries: %s', async (_, data) => {
    const { chat, publish } = await conversation()
    await publish('WebChatService.started', data)
    expect(chat.getState()).toMatchObject({ sessionId: 'other', phase: 'waiting' })
    expect(JSON.stringify(chat.getState())).not.toContain('secret')
  })

  it.each(['restoreFailed', 'restoreTimeout'])(
    'that %s is over, for that reason, and is not asked to end',
    async (event) => {
      const onEnded = vi.fn()
      const { bus, chat, publish } = await conversation({ onEnded })
      await publish(`WebChatService.${event}`)
      expect(chat.getState()).toMatchObject({ phase: 'ended', endReason: 'restore-failed' })
      expect(onEnded).toHaveBeenCalledTimes(1)
      expect(bus.commandsNamed('WebChatService.endChat')).toEqual([])
    },
  )

  it.each([
    ['disconnected', 'reconnected'],
    ['chatServerWentOffline', 'chatServerBackOnline'],
    ['restoredOffline', 'reconnected'],
  ])('is offline from %s to %s', async (gone, back) => {
    const { chat, publish } = await conversation()
    await publish(`WebChatService.${gone}`)
    expect(chat.getState()).toMatchObject({ connection: 'offline', canSend: false, phase: 'active' })
    await publish(`WebChatService.${back}`)
    expect(chat.getState()).toMatchObject({ connection: 'online', canSend: true })
  })

  it('goes on though it sleeps, and though people are announced by events alone', async () => {
    const { chat, publish } = await conversation()
    const before = chat.getState()
    const agents = { a1: { name: 'Anna', connected: false } }
    for (const name of ['sleeping', 'waking', 'clientConnected', 'clientDisconnected']) {
      await publish(`WebChatService.${name}`, {})
    }
    await publish('WebChatService.agentDisconnected', { agents })
    await publish('WebChatService.botConnected', { agents: { b: { name: 'Bot', connected: true } } })
    expect(chat.getState()).toBe(before)
  })
})

describe('platform and transport', () => {
  it.each([
    ['digital-channels', { transport: { type: 'pureengage-v3-rest', dataURL: 'https://shop.example' } }],
    ['genesys-cloud', { transport: { type: 'purecloud-v2-sockets', dataURL: 'https://api.example' } }],
    ['gms', { dataURL: 'https://gms.example/genesys/2/chat' }],
    ['gms', { cometD: { enabled: true, cometURL: 'https://gms.example/genesys/cometd' } }],
    // The session tells, where the configuration does not.
    ['digital-channels', {}],
    ['digital-channels', { transport: { type: 'a-transport-of-the-page' } }],
  ])('are genesys-widgets and %s, as the page is configured: %j', async (transport, webchat) => {
    page._genesys = { widgets: { webchat } }
    const { chat } = await conversation()
    expect(chat.getState()).toMatchObject({ platform: 'genesys-widgets', transport })
  })

  it.each([
    [{ sessionId: 's' }, 'digital-channels'],
    [{ sessionID: 's' }, 'gms'],
    [{ data: { conversationId: 's' } }, 'genesys-cloud'],
  ])('are told by the session %j where the page has no configuration', async (started, transport) => {
    const { chat, publish } = await conversation()
    await publish('WebChatService.started', started)
    expect(chat.getState()).toMatchObject({ platform: 'genesys-widgets', transport, sessionId: 's' })
  })

  it('are null until the bus was found', async () => {
    page._genesys = { widgets: { webchat: { transport: { type: 'pureengage-v3-rest' } } } }
    const chat = createChatLifecycle({ bus: () => undefined, busTimeoutMs: 1_000 })
    expect(chat.getState()).toMatchObject({ phase: 'connecting', platform: null, transport: null })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(chat.getState()).toMatchObject({ phase: 'unavailable', platform: null, transport: null })
    chat.destroy()
  })
})

describe('a message', () => {
  const receive = ({ publish }: RawChat, message: object): Promise<void> =>
    publish('WebChatService.messageReceived', { messages: [], originalMessages: [message] })

  it('that says a bot has joined is all that tells of it, and makes the chat active', async () => {
    const chat = await conversation()
    await receive(chat, {
      type: 'ParticipantLeft',
      from: { type: 'Agent', participantId: 'a1' },
      index: '2000-1',
    })
    expect(chat.chat.getState().phase).toBe('waiting')
    await receive(chat, {
      type: 'ParticipantJoined',
      from: { type: 'Bot', participantId: 'b' },
      index: '2000-2',
    })
    expect(chat.chat.getState()).toMatchObject({ phase: 'active', botActive: true, agents: [] })
  })

  it('of the customer’s that comes without its text reopens an asynchronous chat all the same', async () => {
    const chat = await conversation({ asyncMode: true })
    await receive(chat, {
      type: 'System',
      from: { type: 'System' },
      event: 'InteractionStateChange',
      data: { interactionState: 'Completed' },
      index: '2000-1',
    })
    expect(chat.chat.getState().phase).toBe('closed')
    await receive(chat, { type: 'Text', from: { type: 'Client' }, index: '2000-2' })
    expect(chat.chat.getState().phase).toBe('active')
  })

  it('that follows a fault takes the fault back; the same fault, told at each poll, is told once', async () => {
    const onError = vi.fn()
    const chat = await conversation({ onError })
    const fault = { errors: [{ code: 'pureengage-v3-rest-ERROR', text: 'Too many requests' }] }
    for (let poll = 0; poll < 5; poll++) await chat.publish('WebChatService.error', fault)
    expect(onError).toHaveBeenCalledTimes(1)
    await receive(chat, { type: 'Text', from: { type: 'Agent', participantId: 'a1' }, index: '2000-1' })
    expect(chat.chat.getState().error).toBeNull()
  })
})
