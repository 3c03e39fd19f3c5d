import { createReplayBus } from 'genesys-models/replay'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createChatLifecycle } from '../../src/core.ts'
import { createTestBus } from '../../src/testing/index.ts'
import { mountApp, mountConversation } from '../support/app.tsx'
import { rawConversation } from '../support/rawBus.tsx'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  delete (window as { _genesys?: unknown })._genesys
  vi.useRealTimers()
})

describe('window', () => {
  it('follows the widget’s window', async () => {
    const app = await mountConversation({ guard: null, bus: { async: true } })
    expect(app.chat().window).toBe('open')
    app.testBus.customer.minimize(true)
    await app.settle()
    expect(app.chat().window).toBe('minimized')
    app.testBus.customer.minimize(false)
    await app.settle()
    expect(app.chat().window).toBe('open')
    app.testBus.customer.close()
    await app.settle()
    expect(app.chat()).toMatchObject({ window: 'closed', phase: 'active' })
  })

  it('is absent on a page without the plugin, and all the rest is told there, too', async () => {
    const app = await mountConversation({ guard: null, bus: { async: true, webChat: false } })
    app.testBus.agent.type()
    await app.settle()
    expect(app.chat()).toMatchObject({
      window: 'absent',
      phase: 'active',
      agentTyping: true,
      isAsync: true,
      canSend: true,
    })
  })

  it('can be opened and closed from outside, and what is so already is no error', async () => {
    const app = await mountApp()
    for (const [action, result] of [
      ['openWindow', 'open'],
      ['openWindow', 'open'],
      ['closeWindow', 'closed'],
      ['closeWindow', 'closed'],
    ] as const) {
      let settled = false
      await app.does(() => {
        void app
          .chat()
          [action]()
          .then(() => {
            settled = true
          })
      })
      await app.settle()
      expect(settled).toBe(true)
      expect(app.chat().window).toBe(result)
    }
  })
})

describe('agents', () => {
  it('come and go as the messages say, each with their role', async () => {
    const app = await mountConversation({ guard: null })
    const bea = app.testBus.centre.createAgent('Bea')
    const boss = app.testBus.centre.createAgent('Boss', 'Supervisor')
    bea.join()
    boss.join()
    await app.settle()
    expect(app.chat().agents.map(({ name, role }) => [name, role])).toEqual([
      [app.testBus.agent.name, 'agent'],
      ['Bea', 'agent'],
      ['Boss', 'supervisor'],
    ])
    app.testBus.agent.leave()
    bea.leave()
    await app.settle()
    // A supervisor who looks in serves nobody.
    expect(app.chat()).toMatchObject({ phase: 'waiting', agents: [{ name: 'Boss' }] })
  })

  it('are known by writing when they joined before the first message that we can see', async () => {
    const { chat, publish } = await rawConversation()
    await publish('WebChatService.messageReceived', {
      messages: [],
      originalMessages: [
        {
          type: 'Text',
          text: 'hi',
          index: '2000-1',
          from: { type: 'Bot', participantId: 'b', name: 'Robo' },
        },
      ],
    })
    expect(chat.getState().botActive).toBe(true)
  })

  it('get the role agent when a supervisor takes the chat over', async () => {
    const { chat, publish } = await rawConversation()
    const joins = (type: string, index: string) =>
      publish('WebChatService.messageReceived', {
        messages: [],
        originalMessages: [
          { type: 'ParticipantJoined', from: { type, participantId: 's1', name: 'Eve' }, index },
        ],
      })
    await joins('Supervisor', '2000-1')
    expect(chat.getState().agents).toContainEqual({
      id: 's1',
      name: 'Eve',
      role: 'supervisor',
      joinedAt: null,
    })
    await joins('Agent', '2000-2')
    expect(chat.getState().agents).toContainEqual({ id: 's1', name: 'Eve', role: 'agent', joinedAt: null })
  })

  it('are not brought back by a page of history in which they join', async () => {
    const { chat, publish } = await rawConversation()
    const from = { type: 'Agent', participantId: 'old', name: 'Old' }
    await publish('WebChatService.agentConnected', {
      message: { type: 'ParticipantJoined', from, index: '10-1' },
    })
    await publish('WebChatService.messageReceived', {
      oldMessages: true,
      messages: [],
      originalMessages: [
        { type: 'ParticipantLeft', from, index: '20-1' },
        { type: 'ParticipantJoined', from, index: '10-1' },
      ],
    })
    expect(chat.getState().agents.map(({ name }) => name)).toEqual(['Anna'])
  })
})

describe('agentTyping', () => {
  it('stops by itself, by a text, and with the agent', async () => {
    const app = await mountConversation({ guard: null })
    const isTyping = async (work: () => void): Promise<boolean> => {
      work()
      await app.settle(300)
      return app.chat().agentTyping
    }
    const { agent } = app.testBus
    expect(await isTyping(() => agent.type())).toBe(true)
    expect(await isTyping(() => agent.stopTyping())).toBe(false)
    expect(await isTyping(() => agent.type())).toBe(true)
    expect(await isTyping(() => agent.say('there'))).toBe(false)
    expect(await isTyping(() => agent.type())).toBe(true)
    expect(await isTyping(() => agent.leave())).toBe(false)
  })
})

describe('isAsync', () => {
  it('is read from the bus', async () => {
    const app = await mountConversation({ guard: null, bus: { async: true } })
    expect(app.chat().isAsync).toBe(true)
    await app.reload()
    expect(app.chat().isAsync).toBe(true)
  })

  it.each([
    ['transport.async', { transport: { async: { enabled: true } } }],
    ['async, as older pages have it', { async: { enabled: true } }],
  ])('is read from the page’s configuration, at webchat.%s', async (_, webchat) => {
    ;(window as { _genesys?: unknown })._genesys = { widgets: { webchat } }
    const { chat } = await rawConversation()
    expect(chat.getState().isAsync).toBe(true)
  })

  it('is what the page’s developer says, whatever the bus says', async () => {
    const app = await mountConversation({ guard: null, bus: { async: true }, provider: { asyncMode: false } })
    expect(app.chat().isAsync).toBe(false)
  })

  it.each([true, false])(
    'is read from the bus again when the developer says no more (async: %s)',
    async (async) => {
      const bus = createTestBus({ async, advanceTimers: vi.advanceTimersByTimeAsync })
      const chat = createChatLifecycle({ bus: bus.bus, asyncMode: !async })
      bus.start()
      await bus.settle()
      bus.customer.open()
      await bus.settle()
      expect(chat.getState().isAsync).toBe(!async)
      chat.setOptions({ asyncMode: 'auto' })
      expect(chat.getState().isAsync).toBe(async)
      chat.destroy()
    },
  )
})

describe('canSend', () => {
  it('is true where a text reaches somebody or opens a segment, else false', async () => {
    const asynchronous = await mountConversation({ guard: null, bus: { async: true } })
    asynchronous.testBus.agent.setState('Completed')
    await asynchronous.settle()
    expect(asynchronous.chat()).toMatchObject({ phase: 'closed', canSend: true })

    const regular = await mountConversation({ guard: null })
    regular.testBus.agent.setState('Completed')
    await regular.settle()
    expect(regular.chat()).toMatchObject({ phase: 'closed', canSend: false })
  })
})

describe('a fault of the service', () => {
  it('keeps its code and its text, and nothing of the response', async () => {
    const { chat, publish } = await rawConversation()
    await publish('WebChatService.error', {
      errors: [{ code: 'pureengage-v3-rest-ERROR', text: 'boom', response: { responseText: 'secret' } }],
    })
    expect(chat.getState().error).toMatchObject({ code: 'pureengage-v3-rest-ERROR', message: 'boom' })
    expect(JSON.stringify(chat.getState())).not.toContain('secret')
  })
})

describe('a chat that the page itself starts, without a window', () => {
  const headless = () => mountApp({ bus: { webChat: false }, guard: null })

  it('is starting until the service has it', async () => {
    const app = await headless()
    app.testBus.server.latency(500, 'create')
    await app.does(() => app.testBus.customer.start())
    expect(app.chat().phase).toBe('starting')
    await app.wait(1_000)
    expect(app.phases).toEqual(['connecting', 'idle', 'starting', 'waiting'])
    await app.wait(60_000)
    expect(app.chat().phase).toBe('waiting')
  })

  it('is not starting any more when the server refuses it', async () => {
    const app = await headless()
    app.testBus.server.fail(500, { only: ['create'] })
    await app.does(() => app.testBus.customer.start())
    await app.settle()
    expect(app.phases).toEqual(['connecting', 'idle', 'starting', 'idle'])
    expect(app.chat().error).not.toBeNull()
  })

  it('is not starting for good when a hook of the page stops it', async () => {
    const app = await headless()
    app.testBus.bus.before('WebChatService.startChat', () => false)
    await app.does(() => app.testBus.customer.start())
    expect(app.chat().phase).toBe('starting')
    await app.wait(30_000)
    expect(app.chat().phase).toBe('idle')
  })

  it('is not starting when one is on', async () => {
    const app = await headless()
    app.testBus.customer.start()
    await app.settle()
    app.phases.length = 0
    await app.does(() => app.testBus.customer.start())
    await app.settle()
    expect(app.phases).toEqual([])
  })
})

describe('a message of a session whose beginning was missed', () => {
  it('brings the session to light', async () => {
    const bus = createReplayBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    const chat = createChatLifecycle({ bus: bus.bus })
    for (const event of ['App.ready', 'WebChatService.ready']) bus.publish(event)
    await bus.wait(50)
    expect(chat.getState().phase).toBe('idle')
    // The service has a session all of a sudden, and nobody said `started` to us.
    chat.destroy()
    bus.publish('WebChatService.started', { data: { sessionId: 's1' } })
    bus.publish('WebChatService.data.sessionActive', { value: true })
    await bus.wait(50)
    const late = createChatLifecycle({ bus: bus.bus })
    bus.publish('WebChatService.messageReceived', {
      messages: [],
      originalMessages: [
        { type: 'ParticipantJoined', from: { type: 'Agent', participantId: 'a' }, index: '5-1' },
      ],
    })
    await bus.wait(50)
    expect(late.getState()).toMatchObject({ phase: 'active', sessionId: 's1' })
    late.destroy()
  })
})
