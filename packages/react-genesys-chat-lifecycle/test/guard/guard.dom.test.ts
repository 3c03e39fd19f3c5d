import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Chat } from '../../src/chat/chat.ts'
import { Guard } from '../../src/guard/guard.ts'
import type { GuardOptions } from '../../src/guard/options.ts'
import { isSending } from '../../src/guard/state.ts'
import type { BusClient } from '../../src/platform/genesys-widgets/client.ts'
import {
  type GenesysWidgets,
  genesysWidgets,
} from '../../src/platform/genesys-widgets/createGenesysWidgets.ts'
import { createTestBus, type TestBus, type TestBusOptions } from '../../src/testing/index.ts'

let testBus: TestBus
let chat: Chat
let client: BusClient
let guard: Guard
let stop: (() => void) | undefined

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  stop?.()
  stop = undefined
  chat.destroy()
  testBus.dispose()
  sessionStorage.clear()
  localStorage.clear()
  vi.useRealTimers()
})

/** A chat with an agent in it, and a guard that is not attached yet. */
async function talking(options: GuardOptions, bus: TestBusOptions = {}): Promise<void> {
  testBus = createTestBus({ async: true, advanceTimers: vi.advanceTimersByTimeAsync, ...bus })
  chat = new Chat(
    genesysWidgets(() => ({ bus: testBus.bus })),
    {},
  )
  client = (chat.platform as GenesysWidgets).client
  chat.attach()
  guard = new Guard(chat, options)
  testBus.start()
  if (bus.webChat === false) testBus.customer.start()
  else testBus.customer.open()
  await testBus.settle()
  testBus.agent.join()
  await testBus.settle()
}

async function closed(options: GuardOptions, bus: TestBusOptions = {}): Promise<void> {
  await talking(options, bus)
  stop = guard.attach()
  testBus.agent.setState('Completed')
  await testBus.settle()
}

const stored = () => sessionStorage.getItem('react-genesys-chat-lifecycle/guard')
const followUps = () => guard.getState().heldFollowUps

describe('hooks on commands, which stay on the bus for good', () => {
  const HOLDING = ['WebChatService.sendMessage', 'WebChatService.sendFile']
  const OVERLAY = ['WebChat.showOverlay', 'WebChat.hideOverlay']

  it.each<[GuardOptions, string[]]>([
    [{}, []],
    [{ followUps: 'allow', endDelayMs: 0, canUseOverlay: true }, []],
    [{ endDelayMs: 1 }, []],
    [{ endDelayMs: 1, canUseOverlay: true }, OVERLAY],
    [{ followUps: 'block' }, HOLDING],
    [{ followUps: 'confirm', canUseOverlay: true }, [...HOLDING, ...OVERLAY]],
  ])('are installed only where the options need them: %j', async (options, installed) => {
    await talking(options)
    const intercept = vi.spyOn(client, 'intercept')
    stop = guard.attach()
    expect(intercept.mock.calls.map(([command]) => command).sort()).toEqual([...installed].sort())
  })

  it('are installed once, when the options first need them, and not before the guard is attached', async () => {
    await talking({})
    const intercept = vi.spyOn(client, 'intercept')
    guard.setOptions({ followUps: 'block' })
    expect(intercept).not.toHaveBeenCalled()
    guard.setOptions({})
    stop = guard.attach()
    expect(intercept).not.toHaveBeenCalled()
    for (let n = 0; n < 2; n += 1) {
      guard.setOptions({ followUps: 'block', endDelayMs: 5, canUseOverlay: true })
    }
    expect(intercept.mock.calls.map(([command]) => command).sort()).toEqual([...HOLDING, ...OVERLAY].sort())
  })

  it('are installed again when a guard is attached again', async () => {
    await talking({ followUps: 'block' })
    guard.attach()()
    const intercept = vi.spyOn(client, 'intercept')
    stop = guard.attach()
    expect(intercept.mock.calls.map(([command]) => command).sort()).toEqual([...HOLDING].sort())
  })
})

describe('held follow-ups', () => {
  it('keep a text with its data, but nothing of a file', async () => {
    await closed({ followUps: 'confirm' })
    testBus.bus.command('WebChatService.sendMessage', { message: 'Thanks', meta: 1 })
    testBus.bus.command('WebChatService.sendFile', { files: ['secret'] })
    await testBus.settle()
    expect(followUps()).toEqual([
      {
        id: expect.any(String),
        status: 'held',
        kind: 'text',
        text: 'Thanks',
        data: { message: 'Thanks', meta: 1 },
        attempts: 0,
        after: expect.anything(),
      },
      {
        id: expect.any(String),
        status: 'blocked',
        kind: 'file',
        text: '',
        data: {},
        attempts: 0,
        after: expect.anything(),
      },
    ])
    expect(new Set(followUps().map(({ id }) => id)).size).toBe(2)
  })

  it('do not call onFollowUpHeld for a text that is blocked', async () => {
    const onFollowUpHeld = vi.fn()
    await closed({ followUps: 'block', onFollowUpHeld })
    testBus.bus.command('WebChatService.sendMessage', { message: 'Thanks' })
    await testBus.settle()
    expect(followUps()).toEqual([
      {
        id: expect.any(String),
        status: 'blocked',
        kind: 'text',
        text: 'Thanks',
        data: { message: 'Thanks' },
        attempts: 0,
        after: expect.anything(),
      },
    ])
    expect(onFollowUpHeld).not.toHaveBeenCalled()
  })

  it('let everything pass once the options allow it, and after the guard is gone', async () => {
    await closed({ followUps: 'block' })
    guard.setOptions({})
    testBus.bus.command('WebChatService.sendMessage', { message: 'allowed' })
    await testBus.settle()
    guard.setOptions({ followUps: 'block' })
    testBus.agent.setState('Completed')
    await testBus.settle()
    stop?.()
    testBus.bus.command('WebChatService.sendMessage', { message: 'unguarded' })
    await testBus.settle()
    const texts = testBus.centre.session.messages.map(({ text }) => text)
    expect(texts).toEqual(expect.arrayContaining(['allowed', 'unguarded']))
    expect(followUps()).toEqual([])
  })

  it('cannot be discarded while they are being sent', async () => {
    await closed({ followUps: 'confirm' })
    testBus.bus.command('WebChatService.sendMessage', { message: 'Thanks' })
    await testBus.settle()
    testBus.server.latency(500)
    guard.sendFollowUp()
    expect(isSending(guard.getState())).toBe(true)
    guard.discardFollowUp()
    expect(followUps()).toHaveLength(1)
    await testBus.wait(2_000)
    expect(followUps()).toEqual([])
    expect(testBus.centre.session.messages.map(({ text }) => text)).toContain('Thanks')
  })

  it('are discarded by id, or all of them without one', async () => {
    await closed({ followUps: 'confirm' })
    for (const message of ['1', '2', '3']) testBus.bus.command('WebChatService.sendMessage', { message })
    await testBus.settle()
    const texts = () => followUps().map(({ text }) => text)
    guard.discardFollowUp(followUps()[1]?.id)
    expect(texts()).toEqual(['1', '3'])
    guard.discardFollowUp('no such id')
    expect(texts()).toEqual(['1', '3'])
    guard.discardFollowUp()
    expect(texts()).toEqual([])
  })
})

describe('a subscriber', () => {
  it('is called only when something changed, and not after it unsubscribes', async () => {
    await talking({ noticePlacement: 'page' })
    const texts: unknown[] = []
    const listener = () => texts.push(guard.getState().text)
    const off = guard.subscribe(listener)
    guard.subscribe(listener)
    stop = guard.attach()
    testBus.agent.say('hello')
    testBus.customer.minimize(true)
    await testBus.settle()
    const before = texts.length
    guard.setOptions({ noticePlacement: 'page' })
    guard.dismissNotice()
    expect(texts).toHaveLength(before)
    testBus.agent.setState('Completed')
    await testBus.settle()
    const after = texts.length
    expect(after).toBeGreaterThan(before)
    off()
    guard.dismissNotice()
    expect(texts).toHaveLength(after + 1)
  })

  it.each<[string, GuardOptions]>([
    ['no options', {}],
    ['a delay that is no number', { endDelayMs: Number.NaN }],
    ['a new notice function each time', { notice: () => 'Bye' }],
  ])('is not called when the same options are set again: %s', async (_, options) => {
    await talking(options)
    stop = guard.attach()
    const state = guard.getState()
    guard.setOptions({ ...options, ...(options.notice && { notice: () => 'Bye' }) })
    expect(guard.getState()).toBe(state)
  })

  it('sees an idle guard before and after it is attached, and on a server', async () => {
    await closed({ noticePlacement: 'page' })
    expect(guard.getState()).not.toBe(guard.getInitialState())
    stop?.()
    expect(guard.getState()).toBe(guard.getInitialState())
    guard.dismissNotice()
    guard.keepOpen()
    guard.setOptions({ noticePlacement: 'page', endDelayMs: 5 })
    expect(guard.getState()).toBe(guard.getInitialState())
  })
})

describe('a notice that the widget refused', () => {
  it.each(['WebChat.opened', 'WebChat.messageAdded', 'WebChat.completed', 'WebChat.cancelled'])(
    'is tried again after %s',
    async (event) => {
      await talking({})
      let refusing = true
      testBus.bus.before('WebChat.injectMessage', (data) => !refusing && data)
      const on = vi.spyOn(client, 'on')
      stop = guard.attach()
      const listener = on.mock.calls.find(([name]) => name === event)?.[1]
      testBus.agent.setState('Completed')
      await testBus.settle()
      expect(testBus.widget.notices).toEqual([])
      refusing = false
      listener?.({ time: 0, publisher: 'WebChat', event, data: {} })
      await testBus.settle()
      expect(testBus.widget.notices).toHaveLength(1)
    },
  )
})

describe('the memory', () => {
  it('names no closed segment until there is one', async () => {
    await talking({})
    stop = guard.attach()
    testBus.agent.say('hello')
    await testBus.settle()
    expect(JSON.parse(stored() ?? '{}')).toMatchObject({ key: null, held: [] })
    testBus.agent.setState('Completed')
    await testBus.settle()
    expect(chat.getState().closedSegment).not.toBeNull()
    expect(JSON.parse(stored() ?? '{}')).toMatchObject({ key: chat.getState().closedSegment?.key })
  })
})

describe('the overlay’s element', () => {
  it('is made once, and announces politely what is new in it', async () => {
    await talking({})
    const element = guard.overlayElement
    expect(guard.overlayElement).toBe(element)
    expect(element.className).toBe('genesys-chat-guard genesys-chat-guard--overlay')
    expect(element.getAttribute('role')).toBe('status')
    expect(element.getAttribute('aria-atomic')).toBe('false')
  })
})

describe('closing the window at the end', () => {
  it('is the wish of the guard that acts, and of none when it is gone', async () => {
    await talking({ closeWindow: true })
    expect(chat.closesWindow).toBe(false)
    stop = guard.attach()
    await testBus.settle()
    expect(chat.closesWindow).toBe(true)
    stop()
    stop = undefined
    expect(chat.closesWindow).toBe(false)
  })

  it('is not changed by a guard that did not act', async () => {
    await talking({ closeWindow: true })
    stop = guard.attach()
    await testBus.settle()
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const detach = new Guard(chat, { closeWindow: false }).attach()
    await testBus.settle()
    expect(chat.closesWindow).toBe(true)
    detach()
    expect(chat.closesWindow).toBe(true)
  })

  it('is that of the next guard, which was attached in its place', async () => {
    await talking({ closeWindow: true })
    stop = guard.attach()
    await testBus.settle()
    stop()
    stop = new Guard(chat, { followUps: 'block' }).attach()
    await testBus.settle()
    expect(chat.closesWindow).toBe(false)
  })
})

describe('a guard that is detached', () => {
  it('holds nothing that the library sends', async () => {
    await closed({ followUps: 'block' })
    const isSent = async () => {
      const result = chat.actions.send('hello')
      await testBus.settle()
      return (await result).status
    }
    expect(await isSent()).toBe('blocked')
    stop?.()
    stop = undefined
    expect(await isSent()).toBe('sent')
  })
})
