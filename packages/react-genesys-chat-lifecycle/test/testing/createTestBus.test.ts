import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTestBus, type TestBus, type TestBusOptions } from '../../src/testing/index.ts'

let testBus: TestBus

function setUp(options: TestBusOptions = {}): TestBus {
  testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync, ...options })
  return testBus
}

async function startChat(options: TestBusOptions = {}): Promise<TestBus> {
  setUp(options).start()
  await testBus.settle()
  testBus.customer.open()
  await testBus.settle()
  testBus.agent.join()
  await testBus.settle()
  return testBus
}

const shownTexts = (): string[] => testBus.widget.state.transcript.map((entry) => entry.text)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  testBus.dispose()
  vi.useRealTimers()
})

describe('a chat from opening to closing', () => {
  test('opens, submits the form and shows who came and what was said', async () => {
    await startChat()
    testBus.agent.say('Hello')
    testBus.customer.say('Hi')
    await testBus.settle()
    expect(shownTexts()).toEqual(['Chat Started', 'Anna Connected', 'Hello', 'Hi'])
  })

  test('a closed segment is told by messageReceived only and not shown', async () => {
    await startChat({ async: true })
    const states: unknown[] = []
    testBus.bus.subscribe(
      'WebChatService.messageReceived',
      ({ data }: { data: { originalMessages: { data?: unknown }[] } }) => {
        states.push(...data.originalMessages.map((message) => message.data))
      },
    )
    testBus.agent.setState('Finalizing')
    await testBus.settle()
    expect(states).toEqual([{ interactionState: 'Finalizing' }])
    expect(shownTexts()).toEqual(['Chat Started', 'Anna Connected'])
    expect(testBus.widget.state.inputEnabled).toBe(true)
  })

  test('a notice is refused while the window is closed, and taken when it is open again', async () => {
    await startChat({ async: true })
    testBus.customer.close()
    await testBus.settle()
    testBus.bus.command('WebChat.injectMessage', { type: 'text', text: 'one' })
    testBus.bus.command('WebChat.open')
    await testBus.settle()
    testBus.bus.command('WebChat.injectMessage', { type: 'text', text: 'two' })
    await testBus.settle()
    expect(testBus.widget.notices).toEqual(['two'])
    expect(testBus.commandsNamed('WebChat.injectMessage')).toMatchObject([
      { outcome: 'rejected', value: 'No chat session to inject into.' },
      { outcome: 'resolved' },
    ])
  })

  test('closing the window of a regular chat that is alive brings it back, blank', async () => {
    await startChat()
    testBus.customer.close()
    await testBus.settle()
    expect(testBus.widget.state.open).toBe(true)
    expect(shownTexts()).toEqual([])
  })
})

describe('a reload', () => {
  test('restores the chat and delivers its history again', async () => {
    await startChat()
    testBus.reload()
    testBus.start()
    await testBus.settle()
    expect(shownTexts()).toEqual(['Chat Started', 'Anna Connected'])
  })

  test('leaves the page before behind: its timers do not stop the polling of the new one', async () => {
    await startChat()
    testBus.reload()
    testBus.start()
    await testBus.settle()
    testBus.agent.say('still there?')
    await testBus.settle()
    expect(shownTexts()).toEqual(['Chat Started', 'Anna Connected', 'still there?'])
  })

  test('takes the page’s subscriptions with it', async () => {
    await startChat()
    testBus.bus.subscribe('WebChatService.ended', () => {})
    expect(testBus.subscriberCount()).toBe(1)
    testBus.reload()
    expect(testBus.subscriberCount()).toBe(0)
  })
})

describe('the end of a chat', () => {
  test('by the server is never told: the input stays enabled, and only endChat tidies up', async () => {
    await startChat()
    const ended = vi.fn()
    testBus.bus.subscribe('WebChatService.ended', ended)
    testBus.server.end()
    await testBus.settle()
    expect(ended).not.toHaveBeenCalled()
    expect(testBus.widget.state.inputEnabled).toBe(true)
    testBus.customer.end()
    await testBus.settle()
    expect(ended).toHaveBeenCalledTimes(1)
    expect(testBus.commandsNamed('WebChatService.endChat')).toMatchObject([
      { outcome: 'rejected', value: 'There is no active chat session' },
    ])
    expect(testBus.widget.state.inputEnabled).toBe(false)
  })
})

describe('offline', () => {
  test('a message never settles, and the vendor’s exception is kept for the test to see', async () => {
    await startChat()
    testBus.server.offline()
    await testBus.settle()
    testBus.customer.say('hello?')
    testBus.server.online()
    await testBus.settle()
    expect(testBus.commandsNamed('WebChatService.sendMessage')).toMatchObject([{ outcome: 'pending' }])
    expect(testBus.vendorErrors).toHaveLength(1)
  })
})

describe('in Jest’s jsdom', () => {
  test('which has no structuredClone, no BroadcastChannel and no TextEncoder, messages arrive', async () => {
    for (const name of ['structuredClone', 'BroadcastChannel', 'TextEncoder', 'TextDecoder'])
      vi.stubGlobal(name, undefined)
    await startChat()
    testBus.agent.say('Hello')
    await testBus.settle()
    vi.unstubAllGlobals()
    expect(shownTexts()).toContain('Hello')
  })
})

describe('the transport', () => {
  test('is GMS on a page that asks for it: its session, its events, its silence of endChat', async () => {
    await startChat({ transport: 'gms' })
    testBus.agent.closeSegment('Bye')
    await testBus.settle()
    expect(shownTexts()).toEqual(['Chat Started', 'Anna Connected', 'Bye', 'Anna Disconnected'])
    testBus.customer.end()
    await testBus.settle()
    expect(testBus.commandsNamed('WebChatService.endChat')).toMatchObject([{ outcome: 'pending' }])
    expect(testBus.widget.state.inputEnabled).toBe(false)
  })

  test('is Genesys Cloud on a page that asks for it: each coming is told twice, and texts come late', async () => {
    await startChat({ transport: 'genesys-cloud' })
    const batches: unknown[] = []
    testBus.bus.subscribe('WebChatService.messageReceived', ({ data }: { data: unknown }) => {
      batches.push(data)
    })
    testBus.agent.say('Hello')
    await testBus.wait(600)
    expect(batches).toEqual([])
    await testBus.settle()
    testBus.agent.leave()
    await testBus.settle()
    expect(batches).toMatchObject([
      { messages: [{ text: 'Hello', from: { name: 'Anna' } }], originalMessages: [{ body: 'Hello' }] },
      { messages: [{ type: 'ParticipantLeft', from: { name: 'Anna' } }] },
      { originalMessages: [{ bodyType: 'member-leave', sender: { id: testBus.agent.participantId } }] },
    ])
    expect(shownTexts()).toEqual(['Chat Started', 'Anna Connected', 'Hello', 'Anna Disconnected'])
  })

  test.each(['gms', 'genesys-cloud'] as const)(
    'has no state of a segment on %s, and says what to do instead',
    async (transport) => {
      await startChat({ transport })
      const advice = `on the transport "${transport}" a segment has no state. Use agent.leave() or agent.closeSegment().`
      expect(() => testBus.agent.setState('Finalizing')).toThrow(`setState("Finalizing"): ${advice}`)
      expect(() => testBus.server.setState('Completed')).toThrow(`setState("Completed"): ${advice}`)
      expect(() => testBus.agent.closeSegment('Bye', 'Completed')).toThrow(advice)
    },
  )

  test.each(['gms', 'genesys-cloud'] as const)(
    'has no asynchronous chats on %s, and says so',
    (transport) => {
      expect(() => setUp({ transport, async: true })).toThrow(
        `createTestBus({ transport: "${transport}" }): its chats are regular.`,
      )
    },
  )
})
