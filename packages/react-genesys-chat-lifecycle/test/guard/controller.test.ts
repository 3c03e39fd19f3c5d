import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createChatLifecycle, type ChatLifecycleStore } from '../../src/core.ts'
import { createGuard, type GuardController, type GuardOptions } from '../../src/guard/guard.ts'
import { createTestBus, type TestBus, type TestBusOptions } from '../../src/testing/index.ts'

let testBus: TestBus
let chat: ChatLifecycleStore
let guard: GuardController
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

/** A chat that an agent is in, and a guard that is not attached yet. */
async function talking(options: GuardOptions, bus: TestBusOptions = {}): Promise<void> {
  testBus = createTestBus({ async: true, advanceTimers: vi.advanceTimersByTimeAsync, ...bus })
  chat = createChatLifecycle({ bus: testBus.bus })
  guard = createGuard(chat, options)
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
const CONTROLS = 'genesys-chat-guard genesys-chat-guard--overlay'

describe('hooks, which stay on the bus for good, are laid only where they are needed', () => {
  const LOOKING = ['WebChat.open']
  const HOLDING = ['WebChatService.sendMessage', 'WebChatService.sendFile']
  const OVERLAY = ['WebChat.showOverlay', 'WebChat.hideOverlay']

  it.each<[GuardOptions, string[]]>([
    [{}, LOOKING],
    [{ followUps: 'allow', endDelayMs: 0, overlay: true }, LOOKING],
    [{ endDelayMs: 1 }, LOOKING],
    [{ endDelayMs: 1, overlay: true }, [...LOOKING, ...OVERLAY]],
    [{ followUps: 'block' }, [...LOOKING, ...HOLDING]],
    [{ followUps: 'confirm', overlay: true }, [...LOOKING, ...HOLDING, ...OVERLAY]],
  ])('with %j', async (options, laid) => {
    await talking(options)
    const intercept = vi.spyOn(chat.client, 'intercept')
    stop = guard.attach()
    expect(intercept.mock.calls.map(([command]) => command).sort()).toEqual([...laid].sort())
  })

  it('as soon as the options need them, once, and not before there is something to guard', async () => {
    await talking({})
    const intercept = vi.spyOn(chat.client, 'intercept')
    guard.setOptions({ followUps: 'block' })
    expect(intercept).not.toHaveBeenCalled()
    guard.setOptions({})
    stop = guard.attach()
    expect(intercept).toHaveBeenCalledTimes(1)
    for (let n = 0; n < 2; n += 1) guard.setOptions({ followUps: 'block', endDelayMs: 5, overlay: true })
    expect(intercept.mock.calls.map(([command]) => command)).toEqual(
      expect.arrayContaining([...LOOKING, ...HOLDING, ...OVERLAY]),
    )
    expect(intercept).toHaveBeenCalledTimes(5)
  })

  it('and again by the guard that comes after', async () => {
    await talking({ followUps: 'block' })
    guard.attach()()
    const intercept = vi.spyOn(chat.client, 'intercept')
    stop = guard.attach()
    expect(intercept).toHaveBeenCalledTimes(3)
  })
})

describe('what is held back', () => {
  it('is a text with what came along, or of a file only that it was one', async () => {
    await closed({ followUps: 'confirm' })
    testBus.bus.command('WebChatService.sendMessage', { message: 'Thanks', meta: 1 })
    testBus.bus.command('WebChatService.sendFile', { files: ['secret'] })
    await testBus.settle()
    expect(guard.getState().followUps).toEqual([
      { id: expect.any(String), text: 'Thanks', kind: 'held', data: { message: 'Thanks', meta: 1 } },
      { id: expect.any(String), text: '', kind: 'file', data: {} },
    ])
    expect(new Set(guard.getState().followUps.map(({ id }) => id)).size).toBe(2)
  })

  it('is not told as held where it is blocked', async () => {
    const onFollowUpHeld = vi.fn()
    await closed({ followUps: 'block', onFollowUpHeld })
    testBus.bus.command('WebChatService.sendMessage', { message: 'Thanks' })
    await testBus.settle()
    expect(guard.getState().followUps).toEqual([
      { id: expect.any(String), text: 'Thanks', kind: 'blocked', data: { message: 'Thanks' } },
    ])
    expect(onFollowUpHeld).not.toHaveBeenCalled()
  })

  it('is nothing any more once the options allow it, or nobody guards', async () => {
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
    expect(guard.getState().followUps).toEqual([])
  })

  it('is not put away while it is being sent', async () => {
    await closed({ followUps: 'confirm' })
    testBus.bus.command('WebChatService.sendMessage', { message: 'Thanks' })
    await testBus.settle()
    testBus.server.latency(500)
    guard.send()
    expect(guard.getState().sending).toBe(true)
    guard.discard()
    expect(guard.getState().followUps).toHaveLength(1)
    await testBus.wait(2_000)
    expect(guard.getState()).toMatchObject({ sending: false, followUps: [] })
    expect(testBus.centre.session.messages.map(({ text }) => text)).toContain('Thanks')
  })

  it('is put away by its id, and all without one', async () => {
    await closed({ followUps: 'confirm' })
    for (const message of ['1', '2', '3']) testBus.bus.command('WebChatService.sendMessage', { message })
    await testBus.settle()
    const texts = () => guard.getState().followUps.map(({ text }) => text)
    guard.discard(guard.getState().followUps[1]?.id)
    expect(texts()).toEqual(['1', '3'])
    guard.discard('no such id')
    expect(texts()).toEqual(['1', '3'])
    guard.discard()
    expect(texts()).toEqual([])
  })
})

describe('who looks at it', () => {
  it('is told of what changed only, in turn, and not after leaving', async () => {
    await talking({ noticePlacement: 'page' })
    const told: unknown[] = []
    const listener = () => told.push(guard.getState().text)
    const off = guard.subscribe(listener)
    guard.subscribe(listener)
    stop = guard.attach()
    testBus.agent.say('hello')
    testBus.customer.minimize(true)
    await testBus.settle()
    const before = told.length
    guard.setOptions({ noticePlacement: 'page' })
    guard.dismiss()
    expect(told).toHaveLength(before)
    testBus.agent.setState('Completed')
    await testBus.settle()
    const after = told.length
    expect(after).toBeGreaterThan(before)
    off()
    guard.dismiss()
    expect(told).toHaveLength(after + 1)
  })

  it('sees the idle guard before and after, and on a server', async () => {
    await closed({ noticePlacement: 'page' })
    expect(guard.getState()).not.toBe(guard.getInitialState())
    stop?.()
    expect(guard.getState()).toBe(guard.getInitialState())
    guard.dismiss()
    guard.keepOpen()
    guard.setOptions({ noticePlacement: 'page', endDelayMs: 5 })
    expect(guard.getState()).toBe(guard.getInitialState())
  })
})

describe('a notice that the widget refuses', () => {
  it.each(['WebChat.opened', 'WebChat.messageAdded', 'WebChat.completed', 'WebChat.cancelled'])(
    'is tried again with %s',
    async (event) => {
      await talking({})
      let refusing = true
      testBus.bus.before('WebChat.injectMessage', (data) => !refusing && data)
      const on = vi.spyOn(chat.client, 'on')
      stop = guard.attach()
      const heard = on.mock.calls.find(([name]) => name === event)?.[1]
      testBus.agent.setState('Completed')
      await testBus.settle()
      expect(testBus.widget.notices).toEqual([])
      refusing = false
      heard?.({ time: 0, publisher: 'WebChat', event, data: {} })
      await testBus.settle()
      expect(testBus.widget.notices).toHaveLength(1)
    },
  )
})

describe('what is remembered', () => {
  it('is nothing where nothing was said', async () => {
    await talking({})
    stop = guard.attach()
    testBus.agent.say('hello')
    await testBus.settle()
    expect(JSON.parse(stored() ?? '{}')).toMatchObject({ key: null, held: [] })
    testBus.agent.setState('Completed')
    await testBus.settle()
    expect(JSON.parse(stored() ?? '{}')).toMatchObject({ key: chat.getState().closedSegment?.key })
  })
})

describe('the overlay’s node', () => {
  it('is announced politely, and only what is new in it', async () => {
    await talking({})
    const node = guard.overlayNode()
    expect(guard.overlayNode()).toBe(node)
    expect(node.className).toBe(CONTROLS)
    expect([node.getAttribute('role'), node.getAttribute('aria-atomic')]).toEqual(['status', 'false'])
  })
})
