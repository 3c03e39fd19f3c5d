import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type ChatLifecycleStore, type CXBusLike, createChatLifecycle } from '../../src/core.ts'

const throws = (): never => {
  throw new Error('theirs')
}
/** Whatever is read of it throws, but for what `await` looks at. */
const trap: object = new Proxy(
  {},
  { get: (_, key) => (key === 'then' ? undefined : throws()), ownKeys: throws },
)
const revoked = <Target extends object>(target: Target): Target => {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}
const endless: unknown[] = []
endless.push(endless, { data: endless, from: endless })

const closedSegment = {
  type: 'System',
  from: { type: 'System' },
  event: 'InteractionStateChange',
  data: { interactionState: 'Completed' },
  index: '9000-1',
}

let answer: (command: string) => unknown
let subscribers: Map<string, (envelope: object) => void>
let chat: ChatLifecycleStore
const onError = vi.fn()

const publish = async (event: string, data?: unknown): Promise<void> => {
  subscribers.get(event)?.({ event, data, time: 0, publisher: 'somebody' })
  await vi.advanceTimersByTimeAsync(15_000)
}

beforeEach(async () => {
  vi.useFakeTimers()
  onError.mockClear()
  answer = () => ({ sessionId: 'first' })
  subscribers = new Map()
  // The vendor's bus would look into what it is given itself.
  const bus = {
    registerPlugin: () => false,
    subscribe: (event: string, callback: (envelope: object) => void) => void subscribers.set(event, callback),
    command: (name: string) => Promise.resolve(answer(name)),
    registry: () => ({ WebChatService: { events: [], commands: [] } }),
    data: (key: string) => (key.endsWith('sessionActive') ? true : undefined),
  } as unknown as CXBusLike
  chat = createChatLifecycle({ bus: bus, onError })
  await publish('App.ready')
  await publish('WebChatService.ready')
})
afterEach(() => {
  chat.destroy()
  vi.useRealTimers()
})

it.each([
  ['a trap', trap],
  ['revoked', revoked({})],
  ['a batch that is revoked', { originalMessages: revoked([]), messages: [] }],
  ['a batch of traps', { originalMessages: [revoked({}), trap, { data: trap, from: trap }], messages: [] }],
  ['endless', { originalMessages: endless, messages: endless, errors: endless, data: endless }],
])(
  'takes a payload that is %s without an exception, and the next event for what it is',
  async (_, payload) => {
    const names = [
      'messageReceived',
      'error',
      'capabilitiesChanged',
      'restored',
      'started',
      'agentTypingStarted',
    ]
    for (const name of names) await publish(`WebChatService.${name}`, payload)
    await publish('WebChat.opened', payload)
    await publish('WebChatService.started', { data: { sessionId: 'second' } })
    await publish('WebChatService.messageReceived', { originalMessages: [closedSegment], messages: [] })

    expect(chat.getState()).toMatchObject({ phase: 'closed', sessionId: 'second' })
  },
)

it.each(['getSessionData', 'getTranscript', 'getAgents'])(
  'goes on when what %s answers cannot be read',
  async (command) => {
    answer = (name) => (name.endsWith(command) ? trap : { sessionId: 'second' })
    await publish('WebChatService.ready')
    await publish('WebChatService.restored', { async: true })
    await publish('WebChatService.pollingStopped')
    expect(['waiting', 'closed']).toContain(chat.getState().phase)
    await publish('WebChatService.messageReceived', { originalMessages: [closedSegment], messages: [] })

    expect(chat.getState().phase).toBe('closed')
  },
)

it('goes on when one of the agents cannot be read', async () => {
  answer = (name) => (name.endsWith('getAgents') ? { agents: { a: trap } } : { sessionId: 'second' })
  await publish('WebChatService.ready')
  await publish('WebChatService.messageReceived', { originalMessages: [closedSegment], messages: [] })

  expect(chat.getState().phase).toBe('closed')
  expect(onError).toHaveBeenCalledWith(new Error('theirs'))
})
