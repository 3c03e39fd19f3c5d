import { createReplayBus } from 'genesys-models/replay'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createChatLifecycle } from '../../src/core.ts'
import { mountApp, mountConversation } from '../support/app.tsx'
import { rawConversation } from '../support/rawBus.tsx'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('a restored chat', () => {
  it.each([true, false])('is the chat it was, from the first render on (asynchronous: %s)', async (async) => {
    const app = await mountConversation({ bus: { async }, guard: null })
    const { sessionId } = app.chat()
    app.phases.length = 0
    await app.reload()

    expect(app.phases).toEqual(['connecting', 'active'])
    expect(app.chat()).toMatchObject({ sessionId, agents: [{ name: app.testBus.agent.name }] })
    expect(app.callbacks).toEqual([])
  })

  it.each([true, false])(
    'shows no idle where the service takes its time to start (asynchronous: %s)',
    async (async) => {
      // In the real widget a quarter of a second after `App.ready`, for instance.
      const app = await mountConversation({
        bus: { async, readyAfterMs: { webChatService: 240 } },
        guard: null,
      })
      app.phases.length = 0
      await app.reload()
      await app.wait(1_000)

      expect(app.phases).toEqual(['connecting', 'active'])
    },
  )

  it.each([true, false])(
    'that is closed stays closed, by the same key, and calls nobody again (asynchronous: %s)',
    async (async) => {
      const app = await mountConversation({ bus: { async }, guard: null })
      app.testBus.agent.closeSegment('Bye', 'Finalizing')
      await app.settle()
      const key = app.chat().closedSegment?.key
      app.phases.length = 0
      await app.reload()

      expect(app.phases).toEqual(['connecting', 'closed'])
      expect(app.chat().closedSegment?.key).toBe(key)
      expect(app.callbacks).toEqual(['closed'])
    },
  )

  it('keeps the key though the page of history begins behind the first signal', async () => {
    const app = await mountConversation({ bus: { async: true, pageSize: 16 }, guard: null })
    app.testBus.agent.setState('Finalizing')
    await app.settle()
    const key = app.chat().closedSegment?.key
    for (let i = 0; i < 20; i++) app.testBus.agent.say(`remark ${i}`)
    app.testBus.agent.setState('Completed')
    await app.settle()
    await app.reload()

    expect(app.chat().closedSegment).toMatchObject({ key, state: 'completed' })
    expect(app.callbacks).toEqual(['closed'])
  })

  it('that was closed while the page was away calls once', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: null })
    app.page.unmount()
    app.testBus.agent.setState('Completed')
    await app.reload()
    expect(app.callbacks).toEqual(['closed'])
    await app.reload()
    expect(app.callbacks).toEqual(['closed'])
  })

  it('makes good a closing that the widget dropped, together with the image ahead of it', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: null })
    const from = { type: 'System', participantId: '0', nickname: '' } as const
    const content = [{ type: 'image', url: '/picture.png', mime: 'image/png' }]
    app.testBus.server.deliver(
      { type: 'Structured', from: { ...from, type: 'Agent' }, content },
      { type: 'System', from, event: 'InteractionStateChange', data: { interactionState: 'Completed' } },
    )
    await app.settle()
    expect(app.chat().phase).toBe('active')
    await app.reload()
    expect(app.chat().phase).toBe('closed')
    expect(app.callbacks).toEqual(['closed'])
  })

  it('that was reopened while the page was away was never closed, as far as the page can see', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: null })
    app.testBus.agent.closeSegment('Bye', 'Completed')
    await app.settle()
    app.page.unmount()
    app.testBus.customer.say('one more thing')
    app.testBus.agent.join()
    app.phases.length = 0
    await app.reload()

    expect(app.phases).toEqual(['connecting', 'active'])
    expect(app.callbacks).toEqual(['closed', 'reopened'])
  })

  it('that was reopened and closed again while the page was away calls for both', async () => {
    const app = await mountConversation({ guard: null, bus: { async: true } })
    app.testBus.agent.setState('Completed')
    await app.settle()
    app.page.unmount()
    app.testBus.customer.say('one more thing')
    await app.wait(500)
    app.testBus.agent.setState('Completed')
    await app.reload()

    expect(app.callbacks).toEqual(['closed', 'reopened', 'closed'])
    expect(new Set(app.closed.map(({ key }) => key)).size).toBe(2)
  })

  it('whose tail is still due after a reload takes it for the tail', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: null })
    app.testBus.agent.closeSegment('Bye', 'Finalizing')
    await app.settle()
    app.testBus.customer.say('one more thing')
    await app.settle()
    await app.reload()
    app.testBus.agent.setState('Completed')
    await app.settle()

    expect(app.chat().phase).toBe('waiting')
    expect(app.callbacks).toEqual(['closed', 'reopened'])
  })

  it('whose segment was closed and reopened in one batch knows the tail again, though its page of history begins there', async () => {
    const { bus, chat, publish } = await rawConversation({ asyncMode: true })
    const state = (index: string, interactionState: string) => ({
      type: 'System',
      from: { type: 'System' },
      event: 'InteractionStateChange',
      data: { interactionState },
      index,
    })
    const tail = state('2000-2', 'Completed')
    const text = { type: 'Text', from: { type: 'Client' }, text: 'one more thing', index: '2000-1' }
    await publish('WebChatService.messageReceived', {
      messages: [],
      originalMessages: [state('2000-0', 'Finalizing'), text, tail],
    })
    chat.destroy()
    bus.reload()
    const again = createChatLifecycle({ bus: bus.bus, asyncMode: true })
    await publish('App.ready')
    await publish('WebChatService.data.sessionActive', { value: true })
    await publish('WebChatService.ready')
    await publish('WebChatService.restored', { async: true })
    await publish('WebChatService.messageReceived', { messages: [], originalMessages: [tail] })

    expect(again.getState()).toMatchObject({ phase: 'waiting', closedSegment: null })
    again.destroy()
  })

  it('whose storage holds nonsense is taken from its history', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: null })
    app.testBus.agent.setState('Completed')
    await app.settle()
    sessionStorage.setItem('react-genesys-chat-lifecycle', '{"segment":{"sessionId":7},"claims":"all"}')
    await app.reload()
    expect(app.chat().phase).toBe('closed')
  })

  it('does without a storage that is forbidden', async () => {
    const app = await mountConversation({ bus: { async: true }, guard: null })
    const get = vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
      throw new DOMException('forbidden', 'SecurityError')
    })
    const set = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    app.testBus.agent.setState('Completed')
    await app.settle()
    await app.reload()
    expect(app.chat().phase).toBe('closed')
    get.mockRestore()
    set.mockRestore()
  })
})

describe('an end that is asked for while it is not decided whether a chat is restored', () => {
  const endWhileLoading = async (withChat: boolean) => {
    const app = await (withChat ? mountConversation : mountApp)({ guard: null })
    app.page.unmount()
    app.testBus.reload()
    app.mount()
    app.testBus.start()
    expect(app.chat().phase).toBe('connecting')
    let end: Promise<void> | undefined
    await app.does(() => {
      end = app.chat().end()
    })
    await app.settle()
    await end
    return app
  }

  it('ends the chat that is', async () => {
    const app = await endWhileLoading(true)
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'customer' })
  })

  it('ends nothing where none is', async () => {
    const app = await endWhileLoading(false)
    expect(app.chat().phase).toBe('idle')
    expect(app.sent('WebChatService.endChat')).toBe(0)
  })
})

describe('restorePolicy', () => {
  it('end-closed: ends a chat that a page load restores with a closed segment', async () => {
    const app = await mountConversation({ guard: null, provider: { restorePolicy: 'end-closed' } })
    app.page.unmount()
    app.testBus.agent.setState('Finalizing')
    await app.reload()

    expect(app.sent('WebChatService.endChat')).toBe(1)
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
    expect(app.callbacks).toEqual(['closed', 'ended agent'])
  })

  describe('end-closed, where the library comes after the widget', () => {
    const comeLate = async (app: Awaited<ReturnType<typeof mountConversation>>): Promise<void> => {
      await app.wait(1_000)
      app.mount()
      await app.settle()
    }

    it('ends a chat that was closed before the page was loaded', async () => {
      const app = await mountConversation({ guard: null, provider: { restorePolicy: 'end-closed' } })
      app.testBus.agent.setState('Finalizing')
      await app.settle()
      app.page.unmount()
      await app.wait(1_000)
      vi.spyOn(performance, 'timeOrigin', 'get').mockReturnValue(Date.now())
      app.testBus.reload()
      app.testBus.start()
      await comeLate(app)

      expect(app.sent('WebChatService.endChat')).toBe(1)
      expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
    })

    it('leaves one that was closed on this page', async () => {
      const app = await mountConversation({ guard: null, provider: { restorePolicy: 'end-closed' } })
      app.page.unmount()
      vi.spyOn(performance, 'timeOrigin', 'get').mockReturnValue(Date.now())
      await app.wait(1_000)
      app.testBus.agent.setState('Finalizing')
      await comeLate(app)

      expect(app.sent('WebChatService.endChat')).toBe(0)
      expect(app.chat().phase).toBe('closed')
    })
  })

  it('end-closed: leaves a restored chat alone that is closed later', async () => {
    const app = await mountConversation({ guard: null, provider: { restorePolicy: 'end-closed' } })
    await app.reload()
    app.testBus.agent.setState('Finalizing')
    await app.settle()
    expect(app.sent('WebChatService.endChat')).toBe(0)
    expect(app.chat().phase).toBe('closed')
  })

  it('end-closed: lets a customer back into an asynchronous chat that was left', async () => {
    const app = await mountConversation({
      guard: null,
      bus: { async: true },
      provider: { restorePolicy: 'end-closed' },
    })
    app.testBus.agent.setState('Completed')
    await app.settle()
    await app.does(() => {
      void app.chat().end({ closeWindow: true })
    })
    await app.settle()
    app.testBus.customer.open()
    await app.settle()

    expect(app.chat().phase).toBe('closed')
    expect(app.sent('WebChatService.endChat')).toBe(1)
  })

  it('end-closed: leaves a restored chat alone whose segment is open', async () => {
    const app = await mountConversation({ guard: null, provider: { restorePolicy: 'end-closed' } })
    await app.reload()
    expect(app.chat()).toMatchObject({ phase: 'active', isRestored: true })
    expect(app.sent('WebChatService.endChat')).toBe(0)
  })

  it('end-closed: leaves a chat alone that was closed and reopened while the page was away', async () => {
    const app = await mountConversation({
      guard: null,
      bus: { async: true },
      provider: { restorePolicy: 'end-closed' },
    })
    app.page.unmount()
    app.testBus.agent.setState('Completed')
    app.testBus.customer.say('one more thing')
    app.testBus.agent.join()
    await app.reload()
    expect(app.chat().phase).toBe('active')
    expect(app.sent('WebChatService.endChat')).toBe(0)
  })

  describe('end', () => {
    const provider = { restorePolicy: 'end' } as const

    it.each([true, false])('ends a restored chat whose segment is open (asynchronous: %s)', async (async) => {
      const app = await mountConversation({ guard: null, bus: { async }, provider })
      await app.reload()
      expect(app.sent('WebChatService.endChat')).toBe(1)
      expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'customer' })
      expect(app.callbacks).toEqual(['ended customer'])
    })

    it('ends a restored chat whose segment is closed, for the agent', async () => {
      const app = await mountConversation({ guard: null, bus: { async: true }, provider })
      app.testBus.agent.setState('Completed')
      await app.settle()
      await app.reload()
      expect(app.sent('WebChatService.endChat')).toBe(1)
      expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
    })

    /** The library comes late to a chat of which the widget holds the end only. */
    async function found(utcTime: string) {
      const answers = {
        'WebChatService.getSessionData': { resolve: { sessionId: 'session-1' } },
        'WebChatService.getTranscript': {
          resolve: {
            messages: [{ type: 'Text', text: 'hi', index: '5-1', from: { type: 'Agent' }, utcTime }],
          },
        },
        'WebChatService.endChat': { resolve: {} },
      }
      const bus = createReplayBus({ answers, advanceTimers: vi.advanceTimersByTimeAsync })
      for (const event of ['App.ready', 'WebChatService.ready']) bus.publish(event)
      bus.publish('WebChatService.data.sessionActive', { value: true })
      const chat = createChatLifecycle({ bus: bus.bus, restorePolicy: 'end' })
      await bus.wait(500)
      chat.destroy()
      return bus.commandsNamed('WebChatService.endChat').length
    }

    it('ends a chat that is found late, when any of its messages is older than the page', async () => {
      expect(await found(new Date(performance.timeOrigin - 60_000).toISOString())).toBe(1)
    })

    it('leaves a chat alone that is found late, when all its messages are younger than the page', async () => {
      expect(await found(new Date(performance.timeOrigin + 60_000).toISOString())).toBe(0)
    })

    it('leaves a chat alone that began on this page, also when its segment is closed', async () => {
      const app = await mountConversation({ guard: null, bus: { async: true }, provider })
      expect(app.chat()).toMatchObject({ phase: 'active', isRestored: false })
      app.testBus.agent.setState('Completed')
      await app.settle()
      expect(app.chat().phase).toBe('closed')
      expect(app.sent('WebChatService.endChat')).toBe(0)
    })

    it('leaves a chat alone that begins after a restored one was ended', async () => {
      const app = await mountConversation({ guard: null, provider })
      await app.reload()
      await app.does(() => void app.chat().start({ form: { firstname: 'Joe' } }))
      await app.settle()
      expect(app.chat()).toMatchObject({ phase: 'waiting', isRestored: false })
      expect(app.sent('WebChatService.endChat')).toBe(1)
    })

    it('leaves an asynchronous chat alone that the customer leaves and opens again', async () => {
      const app = await mountConversation({ guard: null, bus: { async: true }, provider })
      await app.does(() => void app.chat().end({ closeWindow: true }))
      await app.settle()
      app.testBus.customer.open()
      await app.settle()
      expect(app.chat()).toMatchObject({ phase: 'active', isRestored: false })
      expect(app.sent('WebChatService.endChat')).toBe(1)
    })

    it.each([
      ['closes the window with a guard that closes windows', { closeWindow: true }, 'closed'],
      ['leaves the window open with any other guard', {}, 'open'],
      ['leaves the window open without a guard', null, 'open'],
    ] as const)('%s', async (_, guard, window) => {
      const app = await mountConversation({ guard, provider })
      expect(app.chat().window).toBe('open')
      await app.reload()
      await app.wait(2_000)
      expect(app.chat()).toMatchObject({ phase: window === 'closed' ? 'idle' : 'ended', window })
      expect(app.sent('WebChatService.endChat')).toBe(1)
    })

    it('ends a chat once that it finds late, if it began before the page was loaded', async () => {
      const app = await mountConversation({ guard: null, provider })
      app.page.unmount()
      await app.wait(1_000)
      vi.spyOn(performance, 'timeOrigin', 'get').mockReturnValue(Date.now())
      app.testBus.reload()
      app.testBus.start()
      await app.wait(1_000)
      app.mount()
      await app.settle()
      expect(app.sent('WebChatService.endChat')).toBe(1)
      expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'customer' })
    })

    it('leaves a chat alone that it finds late, if it began on this page', async () => {
      vi.spyOn(performance, 'timeOrigin', 'get').mockReturnValue(Date.now())
      const app = await mountConversation({ guard: null, provider })
      app.page.unmount()
      await app.wait(1_000)
      app.mount()
      await app.settle()
      expect(app.chat()).toMatchObject({ phase: 'active', isRestored: false })
      expect(app.sent('WebChatService.endChat')).toBe(0)
    })

    it('reports an end that fails, and leaves the chat as it is', async () => {
      const app = await mountConversation({ guard: null, provider })
      app.page.unmount()
      app.testBus.reload()
      app.testBus.bus.before('WebChatService.endChat', () => false)
      app.mount()
      app.testBus.start()
      await app.settle()
      expect(app.chat().phase).toBe('active')
      expect(app.errors).toEqual([expect.objectContaining({ kind: 'cancelled' })])
    })
  })

  it('resume: leaves a restored chat with a closed segment alone', async () => {
    const app = await mountConversation({ guard: null })
    app.page.unmount()
    app.testBus.agent.setState('Finalizing')
    await app.reload()
    expect(app.sent('WebChatService.endChat')).toBe(0)
  })
})

describe('startedAt and isRestored', () => {
  it('are the moment of the start and false, for a chat that begins on this page', async () => {
    const app = await mountApp({ guard: null })
    expect(app.chat()).toMatchObject({ hasSession: false, startedAt: null, isRestored: false })
    const before = Date.now()
    app.testBus.customer.open()
    await app.settle()
    expect(app.chat()).toMatchObject({ hasSession: true, isRestored: false })
    expect(app.chat().startedAt).toBeGreaterThanOrEqual(before)
    expect(app.chat().startedAt).toBeLessThanOrEqual(Date.now())
  })

  it('are the page’s moment of the start where no message tells it', async () => {
    const before = Date.now()
    const { chat } = await rawConversation()
    expect(chat.getState()).toMatchObject({ hasSession: true, isRestored: false })
    expect(chat.getState().startedAt).toBeGreaterThanOrEqual(before)
    chat.destroy()
  })

  it('are the server’s moment of the start and true, for a chat that a page load restores', async () => {
    const app = await mountConversation({ guard: null })
    const { startedAt } = app.chat()
    await app.wait(60_000)
    await app.reload()
    expect(app.chat()).toMatchObject({ hasSession: true, isRestored: true })
    expect(Math.abs(Number(app.chat().startedAt) - Number(startedAt))).toBeLessThan(1_000)
  })

  it('are null and true, for a restored chat whose first page of history begins later', async () => {
    const app = await mountConversation({ guard: null, bus: { async: true, pageSize: 16 } })
    for (let i = 0; i < 30; i++) app.testBus.agent.say(`${i}`)
    await app.settle()
    await app.reload()
    expect(app.chat()).toMatchObject({ hasSession: true, isRestored: true, startedAt: null })
    for (let page = 0; page < 3; page++) {
      app.testBus.bus.command('WebChatService.fetchHistory')
      await app.settle()
    }
    expect(app.chat().startedAt).toEqual(expect.any(Number))
  })

  it.each([
    ['on this page', 0, false],
    ['before the page was loaded', 60_000, true],
  ])('tell of a chat that is found late whether it began %s', async (_, laterMs, isRestored) => {
    const app = await mountConversation({ guard: null })
    const { startedAt } = app.chat()
    app.page.unmount()
    vi.spyOn(performance, 'timeOrigin', 'get').mockReturnValue(Number(startedAt) - 1_000 + laterMs)
    await app.wait(1_000)
    app.mount()
    await app.settle()
    expect(app.chat()).toMatchObject({ hasSession: true, isRestored })
    expect(Math.abs(Number(app.chat().startedAt) - Number(startedAt))).toBeLessThan(1_000)
  })

  it('are the session’s again when a chat that was left is opened again on the same page', async () => {
    const app = await mountConversation({ guard: null, bus: { async: true } })
    const { sessionId, startedAt } = app.chat()
    await app.does(() => void app.chat().end({ closeWindow: true }))
    await app.settle()
    expect(app.chat()).toMatchObject({ hasSession: false, startedAt: null, isRestored: false })
    await app.wait(60_000)
    app.testBus.customer.open()
    await app.settle()
    expect(app.chat()).toMatchObject({ sessionId, hasSession: true, isRestored: false })
    expect(Math.abs(Number(app.chat().startedAt) - Number(startedAt))).toBeLessThan(1_000)
  })

  it('are null and false after the end', async () => {
    const app = await mountConversation({ guard: null })
    await app.reload()
    app.testBus.customer.end()
    await app.settle()
    expect(app.chat()).toMatchObject({
      phase: 'ended',
      hasSession: false,
      startedAt: null,
      isRestored: false,
    })
  })

  it('go with `joinedAt` of the agents, which a reload keeps', async () => {
    const app = await mountConversation({ guard: null })
    const joinedAt = app.chat().agents[0]?.joinedAt
    expect(joinedAt).toBeGreaterThanOrEqual(Number(app.chat().startedAt))
    expect(joinedAt).toBeLessThanOrEqual(Date.now())
    await app.wait(60_000)
    await app.reload()
    expect(app.chat().agents).toMatchObject([{ role: 'agent', joinedAt }])
  })
})

describe('a restore that fails', () => {
  it('is an ended chat, for that reason', async () => {
    const app = await mountConversation({ guard: null })
    app.page.unmount()
    app.testBus.server.forget()
    await app.reload()

    expect(app.chat()).toMatchObject({ phase: 'ended', canSend: false })
    expect(['restore-failed', 'session-lost']).toContain(app.chat().endReason)
    expect(app.sent('WebChatService.endChat')).toBe(0)
  })

  it('is undecided while the server takes its time', async () => {
    const app = await mountConversation({ guard: null })
    app.testBus.server.latency(3_000)
    app.page.unmount()
    app.testBus.reload()
    app.phases.length = 0
    app.mount()
    app.testBus.start()
    await app.wait(2_500)
    expect(app.phases).toEqual(['connecting'])
    await app.wait(5_000)
    expect(app.chat().phase).toBe('active')
  })
})

describe('a page load without a chat', () => {
  it('is idle', async () => {
    const app = await mountApp()
    expect(app.phases).toEqual(['connecting', 'idle'])
  })
})
