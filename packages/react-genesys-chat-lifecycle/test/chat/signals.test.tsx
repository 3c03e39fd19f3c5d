import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  allAgentsLeft,
  type CloseSignal,
  createChatLifecycle,
  interactionState,
  textMarker,
} from '../../src/index.ts'
import { createTestBus } from '../../src/testing/index.ts'
import { mountConversation } from '../support/app.tsx'
import { rawConversation } from '../support/rawBus.tsx'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('interactionState', () => {
  it('knows states that it was not told of, and closes nothing because of them', async () => {
    const app = await mountConversation()
    app.testBus.agent.setState('Parked')
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'active', interactionState: 'Parked', closedSegment: null })
  })

  it('closes by the states it was given, and by no others', async () => {
    const app = await mountConversation({
      bus: { async: true },
      provider: { closeSignals: [interactionState(['Completed'])] },
    })
    app.testBus.agent.setState('Finalizing')
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'active', interactionState: 'Finalizing' })
    app.testBus.agent.setState('Completed')
    await app.settle()
    expect(app.chat()).toMatchObject({ phase: 'closed', closedSegment: { state: 'completed' } })
  })
})

describe('textMarker', () => {
  it('closes a chat whose workflow sends a marker', async () => {
    const app = await mountConversation({
      provider: { closeSignals: [textMarker(/^GenesysTerminateChat$/g)] },
    })
    app.testBus.agent.say('GenesysTerminateChat please')
    await app.settle()
    expect(app.chat().phase).toBe('active')
    app.testBus.agent.say('GenesysTerminateChat')
    await app.settle()
    expect(app.closed).toMatchObject([{ signal: 'textMarker', state: 'completed' }])
    expect(app.chat()).toMatchObject({ phase: 'ended', endReason: 'agent' })
  })

  it('never takes the customer’s own words for a marker', async () => {
    const app = await mountConversation({
      provider: { closeSignals: [textMarker(/^GenesysTerminateChat$/)] },
    })
    app.testBus.customer.say('GenesysTerminateChat')
    await app.settle()
    expect(app.chat().phase).toBe('active')
  })
})

describe('allAgentsLeft', () => {
  const provider = { closeSignals: [interactionState(), allAgentsLeft({ graceMs: 10_000 })] }

  it('closes when nobody has come for a while', async () => {
    const app = await mountConversation({ bus: { async: true }, provider })
    app.testBus.agent.leave()
    await app.wait(9_000)
    expect(app.chat().phase).toBe('waiting')
    await app.wait(2_000)
    expect(app.chat()).toMatchObject({
      phase: 'closed',
      closedSegment: { signal: 'allAgentsLeft', state: 'completed' },
    })
  })

  it('does not take a transfer for an end', async () => {
    const app = await mountConversation({ bus: { async: true }, provider })
    app.testBus.agent.leave()
    await app.wait(5_000)
    app.testBus.bot.join()
    await app.wait(20_000)
    expect(app.chat()).toMatchObject({ phase: 'active', botActive: true })
    expect(app.closed).toEqual([])
  })

  it.each([
    ['by a state', true],
    ['by nobody coming', false],
  ])(
    'waits for nobody in a segment that the customer reopened, after it was closed %s',
    async (_, byState) => {
      const app = await mountConversation({ bus: { async: true }, provider })
      app.testBus.agent.leave()
      if (byState) app.testBus.agent.setState('Completed')
      await app.wait(12_000)
      expect(app.chat().phase).toBe('closed')
      app.testBus.customer.say('one more thing')
      await app.settle()
      await app.wait(60_000)
      expect(app.chat().phase).toBe('waiting')
      await app.reload()
      await app.wait(60_000)
      expect(app.chat().phase).toBe('waiting')

      app.testBus.agent.join()
      await app.settle()
      app.testBus.agent.leave()
      await app.wait(12_000)
      expect(app.chat()).toMatchObject({ phase: 'closed', closedSegment: { signal: 'allAgentsLeft' } })
      expect(app.callbacks.filter((name) => name === 'closed')).toHaveLength(2)
    },
  )

  it('knows an agent who stayed while the segment was reopened', async () => {
    const app = await mountConversation({ bus: { async: true }, provider })
    app.testBus.agent.setState('Finalizing')
    await app.settle()
    app.testBus.customer.say('one more thing')
    await app.settle()
    app.testBus.bot.join()
    await app.settle()
    app.testBus.bot.leave()
    await app.wait(60_000)
    expect(app.chat().phase).toBe('active')
  })

  it('can be taken back, and be asked for, while nobody is there', async () => {
    const bus = createTestBus({ async: true, advanceTimers: vi.advanceTimersByTimeAsync })
    const chat = createChatLifecycle({ ...provider, bus: bus.bus })
    bus.start()
    await bus.settle()
    bus.customer.open()
    await bus.settle()
    bus.agent.join()
    await bus.settle()
    bus.agent.leave()
    await bus.wait(5_000)
    chat.setOptions({ closeSignals: undefined })
    await bus.wait(60_000)
    expect(chat.getState().phase).toBe('waiting')
    chat.setOptions(provider)
    await bus.wait(5_000)
    chat.setOptions(provider)
    await bus.wait(6_000)
    expect(chat.getState().phase).toBe('closed')
    chat.destroy()
  })

  it('waits as long as the latest options say', async () => {
    const bus = createTestBus({ async: true, advanceTimers: vi.advanceTimersByTimeAsync })
    const chat = createChatLifecycle({ closeSignals: [allAgentsLeft({ graceMs: 5_000 })], bus: bus.bus })
    bus.start()
    await bus.settle()
    bus.customer.open()
    await bus.settle()
    bus.agent.join()
    await bus.settle()
    bus.agent.leave()
    await bus.settle()
    chat.setOptions({ closeSignals: [allAgentsLeft({ graceMs: 60_000 })] })
    await bus.wait(50_000)
    expect(chat.getState().phase).toBe('waiting')
    await bus.wait(15_000)
    expect(chat.getState().phase).toBe('closed')
    chat.destroy()
  })

  it('waits for nobody before anybody came', async () => {
    const app = await mountConversation({ bus: { async: true }, provider })
    app.testBus.agent.leave()
    await app.settle()
    app.page.unmount()
    await app.wait(60_000)
    expect(app.closed).toEqual([])
  })
})

describe('a signal of one’s own', () => {
  it('closes by what it finds in a message', async () => {
    const survey: CloseSignal = {
      name: 'survey',
      detect: ({ from, text }) => (from.type === 'bot' && text === 'SURVEY' ? 'completed' : null),
    }
    const app = await mountConversation({ bus: { async: true }, provider: { closeSignals: [survey] } })
    app.testBus.bot.join()
    app.testBus.bot.say('SURVEY')
    await app.settle()
    expect(app.chat().closedSegment).toMatchObject({ signal: 'survey' })
  })

  it('that throws is reported, once a message, and closes nothing', async () => {
    const broken: CloseSignal = {
      name: 'broken',
      detect: () => {
        throw new Error('not mine')
      },
    }
    const app = await mountConversation({
      bus: { async: true },
      provider: { closeSignals: [broken, interactionState()] },
    })
    app.testBus.agent.setState('Completed')
    await app.settle()
    expect(app.chat().phase).toBe('closed')
    expect(app.errors).toContainEqual(new Error('not mine'))
  })

  it('whose detectAbsence throws is reported once, and the chat goes on', async () => {
    const broken: CloseSignal = {
      name: 'broken',
      detectAbsence: () => {
        throw new Error('not mine')
      },
    }
    const app = await mountConversation({
      bus: { async: true },
      provider: { closeSignals: [broken, interactionState()] },
    })
    expect(app.chat().phase).toBe('active')
    app.testBus.agent.setState('Completed')
    await app.settle()
    expect(app.chat().phase).toBe('closed')
    expect(app.errors).toEqual([new Error('not mine')])
  })

  it('that detects no absence does not keep the next one from it', async () => {
    const never: CloseSignal = { name: 'never', detectAbsence: () => false }
    const app = await mountConversation({
      bus: { async: true },
      provider: { closeSignals: [never, allAgentsLeft({ graceMs: 1_000 })] },
    })
    app.testBus.agent.leave()
    await app.wait(2_000)
    expect(app.chat().closedSegment).toMatchObject({ signal: 'allAgentsLeft' })
  })

  it.each(['30s', Number.NaN, -5, null])('with graceMs %s does not end the chat at once', async (graceMs) => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const signal = { ...allAgentsLeft(), name: `left ${graceMs}`, graceMs: graceMs as number }
    const app = await mountConversation({ provider: { closeSignals: [signal] } })
    app.testBus.agent.leave()
    await app.wait(20_000)
    expect(app.chat().phase).toBe('waiting')
    expect(said.mock.calls.join()).toContain(`expected graceMs of "left ${graceMs}"`)
    said.mockRestore()
    await app.wait(15_000)
    expect(app.chat().phase).toBe('ended')
  })
})

describe('messages of other shapes', () => {
  const system = {
    type: 'System',
    event: 'InteractionStateChange',
    data: { interactionState: 'Completed' },
    from: { type: 'System' },
  }

  it.each([
    [
      'originalMessages absent: the copies tell, whose index has lost its dash',
      { messages: [{ ...system, index: '99953433930917' }] },
    ],
    ['a numeric index', { originalMessages: [{ ...system, index: 9_999_999_999_999 }], messages: [] }],
    ['no index at all', { originalMessages: [system], messages: [] }],
    [
      'no sender',
      { originalMessages: [{ ...system, from: undefined, index: '9999999999999-0' }], messages: [] },
    ],
  ])('are understood: %s', async (_, payload) => {
    const { chat, publish } = await rawConversation()
    expect(chat.getState().phase).toBe('active')
    await publish('WebChatService.messageReceived', { originalMessages: [], ...payload })
    expect(chat.getState()).toMatchObject({ phase: 'closed', interactionState: 'Completed' })
  })

  it.each([
    ['a state that is no text', { ...system, data: { interactionState: 7 } }],
    ['no data', { ...system, data: null }],
    ['another event', { ...system, event: 'Typing' }],
    ['a customer who plays the system', { ...system, from: { type: 'Client' } }],
    ['an agent’s message of that shape', { ...system, from: { type: 'Agent' } }],
    [
      'a sender named after a method',
      { ...system, from: { type: 'constructor', name: '__proto__' }, type: 'toString' },
    ],
  ])('close nothing: %s', async (_, message) => {
    const { chat, publish } = await rawConversation()
    await publish('WebChatService.messageReceived', { originalMessages: [message], messages: [] })
    expect(chat.getState().phase).toBe('active')
  })
})
