import { render } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ChatLifecycle, GenesysChatProvider } from '../../src/index.ts'
import { type App, mountApp, mountConversation, Watch } from '../support/app.tsx'
import { rawConversation } from '../support/rawBus.tsx'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  delete (window as { _genesys?: unknown })._genesys
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('an end', () => {
  it('that is published twice is one end', async () => {
    const app = await mountConversation({ guard: null })
    app.testBus.customer.end()
    await app.settle()
    app.testBus.customer.end()
    await app.settle()
    expect(app.ended).toMatchObject([{ reason: 'customer' }])
    expect(app.phases.filter((phase) => phase === 'ended')).toHaveLength(1)
  })

  it('is not undone by the agentDisconnected that comes after it, without a message and stale', async () => {
    const { chat, publish } = await rawConversation()
    await publish('WebChatService.ended')
    await publish('WebChatService.agentDisconnected', { agents: { a1: { name: 'Anna', connected: true } } })
    expect(chat.getState()).toMatchObject({ phase: 'ended', agents: [] })
  })

  it('by the page’s own endChat is the customer’s', async () => {
    const app = await mountConversation({ guard: null })
    app.testBus.customer.end()
    await app.settle()
    expect(app.chat().endReason).toBe('customer')
  })

  it('that a transport publishes for the server is the server’s, where nobody on the page asked for it', async () => {
    ;(window as { _genesys?: unknown })._genesys = {
      widgets: { webchat: { dataURL: 'https://gms.example' } },
    }
    const { chat, publish } = await rawConversation()
    await publish('WebChatService.ended')
    expect(chat.getState()).toMatchObject({ phase: 'ended', endReason: 'server' })
  })

  it('leaves the state ended until the window closes, then idle', async () => {
    const app = await mountConversation({ guard: null })
    app.testBus.customer.end()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'ended', closedSegment: null, canSend: false })
    app.testBus.customer.close()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'idle', endReason: null, sessionId: null })
  })

  it('by the server is told although a closing came with it', async () => {
    const app = await mountConversation({ guard: null })
    app.testBus.agent.closeSegment('Bye', 'Finalizing')
    app.testBus.server.end()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'server' })
    expect(app.callbacks).toEqual(['closed', 'ended server'])
  })

  it.each([800, 20_000])(
    'by the server is found out though its first poll is told of it, after %d ms, and nobody else',
    async (latency) => {
      const app = await mountApp({ bus: { async: false }, guard: null })
      app.testBus.server.latency(latency, 'poll')
      app.testBus.customer.open()
      await app.settle(100)
      expect(app.chat().phase).toBe('waiting')
      app.testBus.server.end()
      await app.wait(2 * latency + 1_000)

      expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'server' })
      expect(app.sent('WebChatService.endChat')).toBe(1)
    },
  )

  it('by the server is found out though it came during a page of history, where nothing tells of it', async () => {
    const app = await mountConversation({ bus: { async: true, pageSize: 16 }, guard: null })
    for (let i = 0; i < 20; i++) app.testBus.agent.say(`remark ${i}`)
    await app.settle()
    await app.reload()
    app.testBus.server.latency(800, ['olderPage', 'poll'])
    const page = vi.fn()
    app.testBus.bus.command('WebChatService.fetchHistory').done(page)
    await app.wait(100)
    app.testBus.server.end()
    await app.wait(5_000)

    expect(page).toHaveBeenCalled()
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'server' })
    expect(app.sent('WebChatService.endChat')).toBe(1)
  })

  it('is not concluded from pollingStopped alone', async () => {
    const { bus, chat, publish } = await rawConversation()
    const asked = () => bus.commandsNamed('WebChatService.getSessionData').length
    const before = asked()
    await publish('WebChatService.data.sessionActive', { value: false })
    await publish('WebChatService.pollingStopped')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(asked()).toBeGreaterThan(before)
    expect(chat.getState().phase).toBe('active')
  })

  it.each([{}, '', null])('by the server is told by a getSessionData that answers %j', async (answer) => {
    const { chat, publish } = await rawConversation({}, 's', {
      'WebChatService.getSessionData': { resolve: answer },
    })
    await publish('WebChatService.pollingStopped')
    await vi.advanceTimersByTimeAsync(500)
    expect(chat.getState()).toMatchObject({ phase: 'ended', endReason: 'server' })
  })

  it('is not concluded from a question that failed', async () => {
    const { chat, publish } = await rawConversation({ commandTimeoutMs: 100 }, 's', {
      'WebChatService.getSessionData': 'never',
    })
    await vi.advanceTimersByTimeAsync(3_000)
    await publish('WebChatService.pollingStopped')
    await vi.advanceTimersByTimeAsync(500)
    expect(chat.getState().phase).toBe('active')
  })

  it('that a transport cannot be asked about delays one text, and none after it', async () => {
    const { chat, bus } = await rawConversation({}, 's', { 'WebChatService.getSessionData': 'never' })
    await vi.advanceTimersByTimeAsync(3_000)
    expect(chat.getState().phase).toBe('active')
    const sent = () => bus.commandsNamed('WebChatService.sendMessage').length
    void chat.actions.send('first')
    await vi.advanceTimersByTimeAsync(1_900)
    expect(sent()).toBe(0)
    await vi.advanceTimersByTimeAsync(200)
    expect(sent()).toBe(1)
    void chat.actions.send('second')
    await vi.advanceTimersByTimeAsync(10)
    expect(sent()).toBe(2)
  })

  it('by the server is found out before a text would be lost in a dead chat', async () => {
    const app = await mountConversation({ guard: null, bus: { webChat: false, pollMs: 60_000 } })
    const command = vi.spyOn(app.testBus.bus, 'command')
    app.testBus.server.end()
    // Another tab polled: this one has not heard of it, and its service has already forgotten the session.
    await app.wait(65_000)
    command.mockRestore()
    await expect(app.chat().send('hello?')).rejects.toMatchObject({ kind: 'rejected' })
    expect(app.sent('WebChatService.sendMessage')).toBe(0)
  })
})

describe('a session that is lost', () => {
  it('is over', async () => {
    const app = await mountConversation({ guard: null })
    app.testBus.server.forget()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'session-lost' })
    expect(app.callbacks).toEqual(['ended session-lost'])
  })
})

describe('two providers on one bus', () => {
  const withAnother = async () => {
    const app = await mountConversation({ guard: null })
    let latest: ChatLifecycle | undefined
    const onChange = (chat: ChatLifecycle) => {
      latest = chat
    }
    render(
      <GenesysChatProvider bus={app.testBus.bus}>
        <Watch onChange={onChange} />
      </GenesysChatProvider>,
    )
    await app.settle()
    return { app, another: () => latest }
  }

  it('that end at the same time send one endChat', async () => {
    const { app, another } = await withAnother()
    app.testBus.server.latency(500)
    let ends: unknown
    await app.does(() => {
      ends = Promise.all([app.chat().end(), another()?.end()])
    })
    await app.settle(5_000)
    await ends
    expect(app.sent('WebChatService.endChat')).toBe(1)
  })

  it('tidy up once after the server, and give the same reason', async () => {
    // No other tab has a chat of its own.
    vi.stubGlobal('BroadcastChannel', undefined)
    const { app, another } = await withAnother()
    app.testBus.server.end()
    await app.wait(1_000)
    expect(app.sent('WebChatService.endChat')).toBe(1)
    expect([app.chat().endReason, another()?.endReason]).toEqual(['server', 'server'])
  })

  it('give the same reason for an end by the guard of one of them', async () => {
    const { app, another } = await withAnother()
    app.rerender({})
    app.testBus.agent.setState('Finalizing')
    await app.settle()
    expect(app.sent('WebChatService.endChat')).toBe(1)
    expect([app.chat().endReason, another()?.endReason]).toEqual(['agent', 'agent'])
  })
})

describe('an end that the customer is already asking for', () => {
  it('is waited for, and stays the customer’s', async () => {
    const app = await mountConversation({ guard: null })
    app.testBus.server.latency(1_000)
    app.testBus.bus.command('WebChatService.endChat')
    await app.wait(100)
    let end: Promise<void> | undefined
    await app.does(() => {
      end = app.chat().end({ closeWindow: true })
    })
    await app.settle(5_000)
    await end
    expect(app.sent('WebChatService.endChat')).toBe(1)
    expect(app.ended).toMatchObject([{ reason: 'customer' }])
    expect(app.chat().window).toBe('closed')
  })

  it('is asked for again when a hook of the page has stopped it', async () => {
    const app = await mountConversation({ guard: null, provider: { commandTimeoutMs: 2_000 } })
    let refuses = true
    app.testBus.bus.before('WebChatService.endChat', (data) => (refuses ? false : data))
    app.testBus.bus.command('WebChatService.endChat')
    refuses = false
    let end: Promise<void> | undefined
    await app.does(() => {
      end = app.chat().end()
    })
    await app.wait(5_000)
    await end
    expect(app.chat().phase).toBe('ended')
  })
})

describe('an end that waits for the other tabs', () => {
  it('does not come when the segment is reopened meanwhile', async () => {
    const locks = {
      request: (name: string, _options: object, work: (lock: object) => unknown) =>
        new Promise((resolve) => {
          setTimeout(() => resolve(work({ name })), 1_000)
        }),
    }
    vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { locks }))
    const app = await mountConversation()
    app.testBus.agent.setState('Finalizing')
    await app.wait(300)
    expect(app.chat().phase).toBe('ending')
    app.testBus.agent.join()
    await app.wait(5_000)
    expect(app.chat()).toMatchObject({ phase: 'active', closedSegment: null })
    expect(app.sent('WebChatService.endChat')).toBe(0)
    expect(app.errors).toMatchObject([{ kind: 'cancelled' }])
  })
})

describe('another session that is joined while one goes on', () => {
  it('can be ended although the former one was asked to end already', async () => {
    const { bus, chat, publish } = await rawConversation({ commandTimeoutMs: 100 }, 's', {
      'WebChatService.endChat': 'never',
    })
    const end = async () => {
      const outcome = chat.actions.end().catch((error: unknown) => error)
      await bus.wait(500)
      return outcome
    }
    expect(await end()).toMatchObject({ kind: 'timeout' })
    await publish('WebChatService.started', { data: { sessionId: 'another' } })
    expect(chat.getState()).toMatchObject({ phase: 'waiting', sessionId: 'another' })
    await end()
    expect(bus.commandsNamed('WebChatService.endChat')).toHaveLength(2)
    chat.destroy()
  })
})

describe('a failed end', () => {
  it('is over all the same, told once and typed, and is not repeated', async () => {
    const app = await mountConversation({ guard: null })
    app.testBus.server.fail(500)
    const outcomes: unknown[] = []
    await app.does(() => {
      app
        .chat()
        .end()
        .catch((error: unknown) => outcomes.push(error))
    })
    await app.settle()
    expect(outcomes).toMatchObject([{ kind: 'rejected', command: 'WebChatService.endChat' }])
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'customer' })

    await app.does(() => app.chat().end())
    await app.settle()
    expect(app.sent('WebChatService.endChat')).toBe(1)
  })

  it('still closes the window that was to be closed, and only then', async () => {
    const app = await mountConversation({ guard: null })
    app.testBus.server.fail(500)
    await app.does(() => {
      app
        .chat()
        .end({ closeWindow: true })
        .catch(() => {})
    })
    await app.settle()
    expect(app.chat().window).toBe('closed')
    expect(app.sent('WebChat.close')).toBe(1)
  })

  it('of a request that was never sent leaves the chat as it was, and can be tried again', async () => {
    const app = await mountConversation({ guard: null })
    let refuses = true
    app.testBus.bus.before('WebChatService.endChat', (data) => (refuses ? false : data))
    const outcomes: unknown[] = []
    await app.does(() => {
      app
        .chat()
        .end()
        .catch((error: unknown) => outcomes.push(error))
    })
    await app.settle()
    expect(outcomes).toMatchObject([{ kind: 'cancelled' }])
    expect(app.chat().phase).toBe('active')
    refuses = false
    await app.does(() => {
      void app.chat().end()
    })
    await app.settle()
    expect(app.chat().phase).toBe('ended')
  })

  it('of a request that was never sent leaves the window of the chat that goes on alone', async () => {
    const app = await mountConversation({ guard: null })
    app.testBus.bus.before('WebChatService.endChat', () => false)
    const outcomes: unknown[] = []
    await app.does(() => {
      app
        .chat()
        .end({ closeWindow: true })
        .catch((error: unknown) => outcomes.push(error))
    })
    await app.settle()
    expect(outcomes).toMatchObject([{ kind: 'cancelled', command: 'WebChatService.endChat' }])
    expect(app.sent('WebChat.close')).toBe(0)
    expect(app.chat()).toMatchObject({ phase: 'active', window: 'open' })
  })

  it('of a request that was never sent does not lend its reason to a later end', async () => {
    const app = await mountConversation()
    let refuses = true
    app.testBus.bus.before('WebChatService.endChat', (data) => (refuses ? false : data))
    app.testBus.agent.setState('Finalizing')
    await app.settle()
    expect(app.chat().phase).toBe('closed')
    refuses = false
    app.testBus.customer.end()
    await app.settle()
    expect(app.chat().endReason).toBe('customer')
  })

  it('that takes longer than we wait rejects with a timeout, and closes the window when the end has come', async () => {
    const app = await mountConversation({ guard: null, provider: { commandTimeoutMs: 1_000 } })
    app.testBus.server.latency(5_000)
    const outcomes: unknown[] = []
    await app.does(() => {
      app
        .chat()
        .end({ closeWindow: true })
        .catch((error: unknown) => outcomes.push(error))
    })
    await app.wait(1_200)
    expect(outcomes).toMatchObject([{ kind: 'timeout' }])
    expect(app.chat()).toMatchObject({ phase: 'ending', window: 'open' })
    await app.wait(10_000)
    expect(app.chat()).toMatchObject({ window: 'closed' })
    expect(app.sent('WebChat.close')).toBe(1)
  })
})

describe('a text during an end', () => {
  it.each([
    ['by this page', (app: App) => app.chat().end()],
    ['by the customer', (app: App) => app.testBus.bus.command('WebChatService.endChat')],
  ])('%s is refused, because it would be lost, or open a new segment', async (_, end) => {
    const app = await mountConversation({ guard: null, bus: { async: true, webChat: false } })
    app.testBus.server.latency(500)
    const outcomes: unknown[] = []
    await app.does(() => {
      void end(app)
      app
        .chat()
        .send('one more thing')
        .catch((error: unknown) => outcomes.push(error))
    })
    await app.settle(5_000)
    expect(outcomes).toMatchObject([{ command: 'send', kind: 'rejected' }])
    expect(app.sent('WebChatService.sendMessage')).toBe(0)
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'customer' })
  })
})

describe('a new start', () => {
  it('waits for an end under way, so that the late ended does not end the new chat', async () => {
    const app = await mountConversation({ guard: null, bus: { webChat: false } })
    app.testBus.server.latency(500)
    await app.does(() => {
      void app.chat().end()
      void app.chat().start({ form: { firstname: 'Joe' } })
    })
    expect(app.sent('WebChatService.startChat')).toBe(1)
    await app.wait(400)
    expect(app.sent('WebChatService.startChat')).toBe(1)
    await app.wait(5_000)

    expect(app.sent('WebChatService.startChat')).toBe(2)
    expect(app.chat()).toMatchObject({ phase: 'waiting', endReason: null })
  })

  it('waits for an end that the page itself has asked for', async () => {
    const app = await mountConversation({ guard: null, bus: { webChat: false } })
    const first = app.chat().sessionId
    app.testBus.server.latency(1_000, 'leave')
    app.testBus.bus.command('WebChatService.endChat')
    await app.wait(100)
    await app.does(() => {
      void app.chat().start({ form: { firstname: 'Joe' } })
    })
    await app.wait(5_000)

    expect(app.sent('WebChatService.startChat')).toBe(2)
    expect(app.chat()).toMatchObject({ phase: 'waiting', endReason: null })
    expect(app.chat().sessionId).not.toBe(first)
  })

  it('waits for an end whose answer took too long', async () => {
    const provider = { commandTimeoutMs: 1_000 }
    const app = await mountConversation({ guard: null, bus: { webChat: false }, provider })
    app.testBus.server.latency(3_000, 'leave')
    await app.does(() => {
      app
        .chat()
        .end()
        .catch(() => {})
    })
    await app.wait(2_500)
    expect(app.chat().phase).toBe('ending')
    await app.does(() => {
      void app.chat().start({ form: { firstname: 'Joe' } })
    })
    await app.wait(5_000)

    expect(app.chat()).toMatchObject({ phase: 'waiting', endReason: null })
  })

  it('that is asked for twice, as by a double click, starts one chat', async () => {
    const app = await mountApp({ guard: null, bus: { webChat: false } })
    app.testBus.server.latency(500)
    let starts: unknown
    await app.does(() => {
      const start = () => app.chat().start({ form: { firstname: 'Joe' } })
      starts = Promise.all([start(), start()])
    })
    await app.settle(5_000)
    await starts
    expect(app.testBus.centre.sessions).toHaveLength(1)
    expect(app.phases).toEqual(['connecting', 'idle', 'starting', 'waiting'])
  })

  it('waits for a start by somebody else on the page, and is then refused', async () => {
    const app = await mountApp({ guard: null, bus: { webChat: false } })
    app.testBus.server.latency(500)
    app.testBus.bus.command('WebChatService.startChat', { form: { firstname: 'Ann' } })
    await app.wait(100)
    expect(app.chat().phase).toBe('starting')
    const outcomes: unknown[] = []
    await app.does(() => {
      app
        .chat()
        .start({ form: { firstname: 'Joe' } })
        .catch((error: unknown) => outcomes.push(error))
    })
    await app.wait(5_000)
    expect(outcomes).toMatchObject([{ reason: 'There is already an active chat session' }])
    expect(app.testBus.centre.sessions).toHaveLength(1)
    expect(app.phases).toEqual(['connecting', 'idle', 'starting', 'waiting'])
  })

  it.each([0, 100])(
    'that is thought better of %d ms later is ended when it has come about',
    async (after) => {
      const app = await mountApp({ guard: null, bus: { webChat: false } })
      app.testBus.server.latency(500)
      let end: Promise<void> | undefined
      await app.does(() => {
        void app.chat().start({ form: { firstname: 'Joe' } })
        if (after === 0) end = app.chat().end()
      })
      await app.wait(after)
      await app.does(() => {
        end ??= app.chat().end()
      })
      await app.settle(5_000)
      await end
      expect(app.phases).toEqual(['connecting', 'idle', 'starting', 'waiting', 'ending', 'ended'])
    },
  )

  it('after an end during a start is another chat', async () => {
    const app = await mountApp({ guard: null, bus: { webChat: false } })
    app.testBus.server.latency(500)
    let starts: unknown
    await app.does(() => {
      const start = () => app.chat().start({ form: { firstname: 'Joe' } })
      starts = Promise.all([start(), app.chat().end(), start(), start()])
    })
    await app.wait(5_000)
    await starts
    expect(app.phases.slice(2)).toEqual(['starting', 'waiting', 'ending', 'ended', 'starting', 'waiting'])
    expect(app.testBus.centre.sessions).toHaveLength(2)
  })

  it.each(['end', 'reset'] as const)(
    'that still waits for an end is cancelled by another %s',
    async (name) => {
      const app = await mountConversation({ guard: null, bus: { webChat: false } })
      app.testBus.server.latency(500)
      const outcomes: unknown[] = []
      await app.does(() => {
        void app.chat().end()
        app
          .chat()
          .start({ form: { firstname: 'Joe' } })
          .catch((error: unknown) => outcomes.push(error))
        void app.chat()[name]()
      })
      await app.wait(5_000)
      expect(outcomes).toMatchObject([{ command: 'start', kind: 'cancelled' }])
      expect(app.chat().phase).toBe(name === 'end' ? 'ended' : 'idle')
      expect(app.testBus.centre.sessions).toHaveLength(1)
    },
  )

  it('after the server’s end does not take what tidies that up for its own end', async () => {
    const app = await mountConversation({ guard: null, bus: { webChat: false } })
    app.testBus.server.end()
    while (app.chat().phase !== 'ended') await app.wait(10)
    await app.does(() => {
      void app.chat().start({ form: { firstname: 'Joe' } })
    })
    await app.settle(3_000)
    expect(app.phases.slice(-3)).toEqual(['ended', 'starting', 'waiting'])
  })

  it('on the same page is another session, with closings of its own', async () => {
    const app = await mountConversation({ guard: null, bus: { webChat: false } })
    const first = app.chat().sessionId
    await app.does(() => {
      void app.chat().end()
    })
    await app.settle()
    await app.does(() => {
      void app.chat().start({ form: { firstname: 'Joe' } })
    })
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'waiting', closedSegment: null, agents: [] })
    expect(app.chat().sessionId).not.toBe(first)
  })

  it('of an asynchronous chat joins the same session again, whose old closing is old news', async () => {
    const app = await mountConversation({ guard: null, bus: { async: true, webChat: false } })
    const first = app.chat().sessionId
    app.testBus.agent.closeSegment('Bye', 'Completed')
    await app.settle()
    await app.does(() => {
      void app.chat().end()
    })
    await app.settle()
    await app.does(() => {
      void app.chat().start({ form: { firstname: 'Joe' } })
    })
    await app.settle()

    expect(app.chat()).toMatchObject({ sessionId: first, phase: 'closed' })
    expect(app.callbacks).toEqual(['closed', 'ended customer'])
    expect(app.closed).toHaveLength(1)
  })

  it('is not closed a second time by a guard that closes asynchronous chats', async () => {
    const app = await mountConversation({
      guard: { asyncPolicy: 'end' },
      bus: { async: true, webChat: false },
    })
    app.testBus.agent.closeSegment('Bye', 'Completed')
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
    await app.does(() => {
      void app.chat().start({ form: { firstname: 'Joe' } })
    })
    await app.settle()

    expect(app.chat().phase).toBe('closed')
    expect(app.sent('WebChatService.endChat')).toBe(1)
  })

  it('that is refused leaves the page without a chat, and says why', async () => {
    const app = await mountConversation({ guard: null, bus: { webChat: false } })
    await app.does(() => {
      void app.chat().end()
    })
    await app.settle()
    const outcomes: unknown[] = []
    await app.does(() => {
      // The server wants a name.
      app
        .chat()
        .start()
        .catch((error: unknown) => outcomes.push(error))
    })
    await app.settle()
    expect(outcomes).toMatchObject([{ kind: 'rejected', command: 'WebChatService.startChat' }])
    expect(app.chat().phase).toBe('idle')
  })
})

describe('closing the window of a chat whose end is under way', () => {
  it('restores the session, and the end comes all the same', async () => {
    const app = await mountConversation({ guard: null })
    app.testBus.server.latency(1_000)
    await app.does(() => {
      void app.chat().end()
    })
    await app.wait(100)
    app.testBus.customer.close()
    await app.wait(10_000)
    expect(app.ended).toHaveLength(1)
    expect(['ended', 'idle']).toContain(app.chat().phase)
  })
})

describe('offline', () => {
  it('is told, and nothing can be sent until the network is back', async () => {
    const app = await mountConversation({ guard: null })
    app.testBus.server.offline()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'active', connection: 'offline', canSend: false })
    await expect(app.chat().send('hi')).rejects.toMatchObject({ kind: 'unavailable' })
    app.testBus.server.online()
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'active', connection: 'online', canSend: true })
  })
})
