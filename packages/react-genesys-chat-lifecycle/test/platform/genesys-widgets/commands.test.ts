import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ChatLifecycleStore, type CXBusLike, createChatLifecycle } from '../../../src/core.ts'
import type { BusClient } from '../../../src/platform/genesys-widgets/client.ts'
import { connect } from '../../../src/platform/genesys-widgets/connection.ts'
import type { PlatformEvent } from '../../../src/platform/port.ts'
import { createTestBus, type TestBus, type TestBusOptions } from '../../../src/testing/index.ts'
import { commandsOf, runClient } from '../../support/client.ts'
import { outcome } from '../../support/outcome.ts'

let testBus: TestBus
let chat: ChatLifecycleStore
let client: BusClient
let stop: () => void = () => {}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  stop()
  chat?.destroy()
  vi.useRealTimers()
})

/** A page with a chat on it, and a client of the same bus. */
async function start(options: TestBusOptions = {}, { started = true } = {}): Promise<ChatLifecycleStore> {
  testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync, ...options })
  chat = createChatLifecycle({ bus: testBus.bus, commandTimeoutMs: 1_000 })
  ;({ client, stop } = runClient(testBus.bus))
  if (started) testBus.start()
  await testBus.settle()
  return chat
}

describe('a command', () => {
  it('given before App.ready waits for it, so that no plugin’s file is loaded ahead of the widget’s core', async () => {
    const loadPlugin = vi.fn(() => Promise.reject(new Error('no file')))
    await start({ loadPlugin, readyAfterMs: { webChatService: 10, webChat: 20 } }, { started: false })
    const early = outcome(client.run('WebChatService.getTranscript'))
    await testBus.wait(200)
    expect(testBus.commandsNamed('WebChatService.getTranscript')).toHaveLength(0)

    testBus.start()
    await testBus.settle()
    expect(early.value).toMatchObject({ messages: [] })
    expect(loadPlugin).not.toHaveBeenCalled()
  })

  it('given before App.ready by somebody who has gone meanwhile is not sent', async () => {
    await start({}, { started: false })
    const early = outcome(client.run('WebChat.open'))
    stop()
    testBus.start()
    await testBus.settle()
    expect(early.error).toMatchObject({ kind: 'cancelled', command: 'WebChat.open' })
    expect(testBus.commandsNamed('WebChat.open')).toHaveLength(0)
  })

  it('that does not exist never settles on the bus, and here times out', async () => {
    await start()
    const unknown = outcome(client.run('WebChatService.noSuchCommand'))
    await testBus.wait(1_100)
    expect(unknown.error).toMatchObject({ kind: 'timeout', command: 'WebChatService.noSuchCommand' })
  })

  it('of a plugin that never gets ready times out', async () => {
    await start({ readyAfterMs: { webChat: Number.POSITIVE_INFINITY } })
    const held = outcome(chat.actions.openWindow())
    await testBus.wait(1_100)
    expect(held.error).toMatchObject({ kind: 'timeout' })
  })

  it('of a plugin that is not there is unavailable, and loads nothing', async () => {
    const loadPlugin = vi.fn(() => Promise.reject(new Error('no file')))
    await start({ webChat: false, loadPlugin })
    await testBus.wait(2_000)
    await expect(chat.actions.injectNotice('hi')).rejects.toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining('WebChat'),
    })
    expect(loadPlugin).not.toHaveBeenCalled()
  })

  it('that a before hook of the page cancels is cancelled', async () => {
    await start()
    testBus.bus.before('WebChatService.startChat', () => undefined)
    const start_ = outcome(chat.actions.start())
    await testBus.settle()
    expect(start_.error).toMatchObject({ kind: 'cancelled' })
    expect(chat.getState().phase).toBe('idle')
  })

  it('whose hook throws is rejected, and throws nothing out of us', async () => {
    await start()
    testBus.bus.before('WebChatService.startChat', () => {
      throw new Error('the page’s own fault')
    })
    const start_ = outcome(chat.actions.start())
    await testBus.settle()
    expect(start_.error).toMatchObject({ kind: 'rejected', reason: 'the page’s own fault' })
  })

  it('rejected with an XHR object tells its status and none of its body', async () => {
    await start()
    testBus.server.fail(500)
    const start_ = outcome(chat.actions.start())
    await testBus.settle()
    expect(start_.error).toMatchObject({ kind: 'rejected', reason: 'the server answered 500' })
  })

  it('rejected with nothing at all has a reason all the same', async () => {
    const bus = {
      subscribe: () => false,
      command: () => Promise.reject(),
      data: () => true,
    } as unknown as CXBusLike
    await expect(connect(bus).run('X.y', undefined, { timeoutMs: 10 })).rejects.toMatchObject({
      kind: 'rejected',
      reason: 'no reason was given',
    })
  })

  it('that times out says after how long, and one of somebody who has gone says so', async () => {
    await start({ readyAfterMs: { webChat: Number.POSITIVE_INFINITY } })
    const late = outcome(connect(testBus.bus).run('WebChat.open', undefined, { timeoutMs: 250 }))
    await testBus.wait(250)
    expect(String(late.error)).toContain('the bus did not answer within 250 ms')
    await expect(
      connect(testBus.bus).run('WebChat.open', undefined, { timeoutMs: 250, isWanted: () => false }),
    ).rejects.toMatchObject({ kind: 'cancelled', reason: 'the provider was unmounted before it was sent' })
  })

  it('of a plugin that is not there is not let load it unless that is asked for', async () => {
    const loadPlugin = vi.fn(() => Promise.reject(new Error('no file')))
    await start({ webChat: false, loadPlugin })
    await testBus.wait(2_000)
    const run = (options: object) =>
      connect(testBus.bus).run('WebChat.open', undefined, { timeoutMs: 250, ...options })
    await expect(run({})).rejects.toMatchObject({ kind: 'unavailable' })
    expect(loadPlugin).not.toHaveBeenCalled()
    const loading = outcome(run({ mayLoad: true }))
    await testBus.settle()
    expect(loadPlugin).toHaveBeenCalledTimes(1)
    expect(loading.error).toMatchObject({ kind: 'rejected' })
  })

  it('that one interceptor stops is not shown to the next, and is cancelled', async () => {
    await start()
    const seen = vi.fn((data: unknown) => data)
    client.intercept('WebChat.open', () => false)
    client.intercept('WebChat.open', seen)
    const opening = outcome(chat.actions.openWindow())
    await testBus.settle()
    expect(opening.error).toMatchObject({ kind: 'cancelled' })
    expect(seen).not.toHaveBeenCalled()
  })
})

describe('an end that somebody else on the page asks for', () => {
  async function conversation() {
    await start()
    testBus.customer.open()
    await testBus.settle()
    const events: PlatformEvent[] = []
    const host = { emit: (event: PlatformEvent) => events.push(event), session: 'live' } as never
    const commands = commandsOf(client, host)
    return { events, commands }
  }

  it('is reported, and reported as withdrawn when a hook has stopped it', async () => {
    const { events } = await conversation()
    testBus.bus.before('WebChatService.endChat', () => false)
    testBus.bus.command('WebChatService.endChat')
    await testBus.wait(49)
    expect(events).toEqual([{ type: 'endRequested', reason: 'customer' }])
    await testBus.wait(1)
    expect(events.at(-1)).toEqual({ type: 'endWithdrawn' })
  })

  it('is not withdrawn when it takes its course', async () => {
    const { events } = await conversation()
    testBus.bus.command('WebChatService.endChat')
    await testBus.wait(1_000)
    expect(events).toEqual([{ type: 'endRequested', reason: 'customer' }])
  })

  it('is not reported to who asked for it', async () => {
    const { events, commands } = await conversation()
    const ended = outcome(commands.end('agent'))
    await testBus.settle()
    expect(ended.value).toEqual({ status: 'ended' })
    expect(events).toEqual([])
  })

  it('is sent also when the provider is unmounted meanwhile', async () => {
    const { commands } = await conversation()
    stop()
    const ended = outcome(commands.end('agent'))
    await testBus.settle()
    expect(ended.value).toEqual({ status: 'ended' })
  })
})

describe('openWindow with a form that is submitted at once', () => {
  const options = { form: { firstname: 'Joe', autoSubmit: true } }

  it('resolves when the chat has started', async () => {
    await start()
    const opened = outcome(chat.actions.openWindow(options))
    await testBus.settle()
    expect(opened).toHaveProperty('value')
    expect(chat.getState().hasSession).toBe(true)
  })

  /** The command has opened the window, and the test publishes what follows. */
  async function submitting() {
    const listeners = new Map<string, (envelope: object) => void>()
    const on = (event: string, listener: (envelope: object) => void) => {
      listeners.set(event, listener)
      return () => listeners.delete(event)
    }
    const fake = { on, intercept: () => () => {}, run: () => Promise.resolve(), connection: undefined }
    const commands = commandsOf(fake as never, {} as never)
    listeners.clear()
    const opened = outcome(commands.openWindow(options))
    await vi.advanceTimersByTimeAsync(0)
    const publish = async (event: string, data?: unknown) => {
      listeners.get(event)?.({ event, data })
      await vi.advanceTimersByTimeAsync(0)
    }
    return { opened, publish, listeners }
  }

  it.each([
    ['WebChat.cancelled', 'cancelled', 'the customer cancelled the form', undefined],
    ['WebChat.closed', 'cancelled', 'the customer closed the window', undefined],
    ['WebChatService.error', 'rejected', 'the chat was not started', undefined],
    ['WebChatService.error', 'rejected', '204: No.', { errors: [{ code: '204', text: 'No.' }] }],
  ])('rejects at %s: %s, %s', async (event, kind, reason, data) => {
    const { opened, publish, listeners } = await submitting()
    await publish('WebChat.opened')
    expect(opened).toStrictEqual({})
    await publish(event, data)
    expect(opened.error).toMatchObject({ kind, reason, command: 'WebChat.open' })
    expect(listeners.size).toBe(0)
  })

  it('rejects when the start is refused, with the reason that follows', async () => {
    const { opened, publish } = await submitting()
    await publish('WebChat.rejected')
    await vi.advanceTimersByTimeAsync(49)
    expect(opened).toStrictEqual({})
    await publish('WebChatService.error', { errors: [{ status: 500 }] })
    expect(opened.error).toMatchObject({ kind: 'rejected', reason: 'HTTP 500' })
  })

  it('rejects when the start is refused, also where no reason follows', async () => {
    const { opened, publish } = await submitting()
    await publish('WebChat.rejected')
    await vi.advanceTimersByTimeAsync(50)
    expect(opened.error).toMatchObject({ kind: 'rejected', reason: 'the chat was not started' })
  })

  it('resolves once the window is open where a chat goes on', async () => {
    await start()
    testBus.customer.open()
    await testBus.settle()
    const opened = outcome(chat.actions.openWindow(options))
    await testBus.settle()
    expect(opened).toHaveProperty('value')
  })
})

describe('openWindow and closeWindow in quick succession', () => {
  it.each([
    ['open, open', 'open'],
    ['open, close, open', 'open'],
    ['open, close', 'closed'],
    ['open, close, open, close', 'closed'],
  ])('%s: the window is %s', async (calls, window) => {
    await start()
    const { openWindow, closeWindow } = chat.actions
    const all = calls.split(', ').map((call) => outcome(call === 'open' ? openWindow() : closeWindow()))
    await testBus.settle()
    for (const one of all) expect(one).toHaveProperty('value')
    expect(chat.getState().window).toBe(window)
  })

  it('an open during an end that closes the window opens it afterwards', async () => {
    await start()
    testBus.customer.open()
    await testBus.settle()
    const ended = outcome(chat.actions.end({ closeWindow: true }))
    const opened = outcome(chat.actions.openWindow())
    await testBus.settle()
    expect(ended).toHaveProperty('value')
    expect(opened).toEqual({ value: { status: 'form' } })
    expect(chat.getState()).toMatchObject({ phase: 'idle', window: 'open' })
  })
})

describe('on the shared bus', () => {
  it('a listener that throws becomes an uncaught error and takes nothing from the others', async () => {
    const onUncaughtError = vi.fn()
    await start({ onUncaughtError })
    const thrown: unknown[] = []
    const realSetTimeout = globalThis.setTimeout
    vi.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void, ms?: number) =>
      realSetTimeout(() => {
        try {
          work()
        } catch (error) {
          thrown.push(error)
        }
      }, ms)) as typeof setTimeout)
    const heard = vi.fn()
    client.on('WebChat.opened', () => {
      throw new Error('mine')
    })
    client.on('WebChat.opened', heard)
    testBus.customer.open()
    await testBus.settle()
    vi.mocked(globalThis.setTimeout).mockRestore()

    expect(heard).toHaveBeenCalledTimes(1)
    expect(thrown).toEqual([new Error('mine')])
    expect(chat.getState().window).toBe('open')
  })

  it('the last listener of an event takes the subscription off, and the first puts it on', async () => {
    await start()
    const before = testBus.subscriberCount()
    const offs = [1, 2, 3].map(() => client.on('WebChatService.agentTypingStarted', () => {}))
    const more = client.on('WebChat.chatButtonDisplayed', () => {})
    expect(testBus.subscriberCount('WebChatService.agentTypingStarted')).toBe(1)
    expect(testBus.subscriberCount()).toBe(before + 1)
    more()
    for (const off of offs) off()
    expect(testBus.subscriberCount()).toBe(before)
  })

  it('a late listener of a sticky event gets it too', async () => {
    await start()
    const heard = vi.fn()
    client.on('WebChatService.ready', heard)
    await testBus.settle()
    expect(heard).toHaveBeenCalledTimes(1)
  })

  it('finds the chat although somebody has dropped the last subscriber of a sticky event, and with it the replay', async () => {
    testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    testBus.start()
    await testBus.settle()
    for (const event of ['App.ready', 'WebChatService.ready', 'WebChat.ready']) {
      testBus.bus.subscribe(event, () => {})
      await testBus.settle()
      testBus.bus.unsubscribe(event)
    }
    testBus.customer.open()
    await testBus.settle()
    testBus.agent.join()
    await testBus.settle()
    chat = createChatLifecycle({ bus: testBus.bus })
    await testBus.wait(500)

    expect(chat.getState()).toMatchObject({ phase: 'active', window: 'open' })
  })
})
