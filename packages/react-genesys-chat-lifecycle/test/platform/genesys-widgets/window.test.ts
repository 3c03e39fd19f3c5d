import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { BusClient } from '../../../src/platform/genesys-widgets/client.ts'
import type { WidgetsCommands } from '../../../src/platform/genesys-widgets/commands.ts'
import { createWindow } from '../../../src/platform/genesys-widgets/window.ts'
import type { OutgoingMessage, PlatformWindow } from '../../../src/platform/port.ts'
import { createTestBus, type TestBus, type TestBusOptions } from '../../../src/testing/index.ts'
import { commandsOf, runClient } from '../../support/client.ts'
import { outcome } from '../../support/outcome.ts'

let testBus: TestBus
let client: BusClient
let window_: PlatformWindow
let commands: WidgetsCommands
let stop: () => void

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  stop()
  testBus.dispose()
  vi.useRealTimers()
})

/** A conversation in the widget's window. */
async function conversation(options: TestBusOptions = {}): Promise<void> {
  testBus = createTestBus({ async: true, advanceTimers: vi.advanceTimersByTimeAsync, ...options })
  ;({ client, stop } = runClient(testBus.bus))
  window_ = createWindow(client)
  commands = commandsOf(client, { emit() {} } as never)
  testBus.start()
  await testBus.settle()
  testBus.customer.open()
  await testBus.settle()
  testBus.agent.join()
  await testBus.settle()
}

const texts = (): (string | undefined)[] =>
  testBus.centre.session.messages.filter(({ type }) => type === 'Text').map(({ text }) => text)

describe('countOpenings', () => {
  it('grows when the window is opened anew, and not when it is open already', async () => {
    await conversation()
    const first = window_.countOpenings()
    expect(first).toBeGreaterThan(0)
    testBus.customer.open()
    await testBus.settle()
    testBus.customer.close()
    await testBus.settle()
    expect(window_.countOpenings()).toBe(first)
    testBus.customer.open()
    await testBus.settle()
    expect(window_.countOpenings()).toBeGreaterThan(first)
  })

  it('grows also while no client runs, and is the same for every client of the page', async () => {
    await conversation()
    const first = window_.countOpenings()
    stop()
    testBus.customer.close()
    await testBus.settle()
    testBus.customer.open()
    await testBus.settle()
    const again = runClient(testBus.bus)
    const opened = createWindow(again.client).countOpenings()
    expect(opened).toBeGreaterThan(first)
    expect(createWindow(again.client).countOpenings()).toBe(opened)
    again.stop()
  })

  it('is 0 without a bus', async () => {
    await conversation()
    const busless = runClient(() => undefined)
    expect(createWindow(busless.client).countOpenings()).toBe(0)
    busless.stop()
  })
})

describe('rendersMarkdown', () => {
  it.each([
    [{ markdown: true }, true],
    [{ markdown: false }, false],
    [{ markdown: 'true' }, false],
    [{}, false],
  ])('follows the data that the window is opened with: %j', async (data, expected) => {
    await conversation()
    testBus.customer.close()
    await testBus.settle()
    testBus.bus.command('WebChat.open', data)
    await testBus.settle()
    expect(window_.rendersMarkdown()).toBe(expected)
  })
})

describe('onChange', () => {
  it('calls back when the window opens or shows a message, until it is stopped', async () => {
    await conversation()
    const callback = vi.fn()
    const off = window_.onChange(callback)
    testBus.agent.say('hello')
    await testBus.settle()
    expect(callback).toHaveBeenCalled()
    callback.mockClear()
    testBus.customer.close()
    await testBus.settle()
    expect(callback).not.toHaveBeenCalled()
    testBus.customer.open()
    await testBus.settle()
    expect(callback).toHaveBeenCalled()
    off()
    callback.mockClear()
    testBus.agent.say('hello again')
    await testBus.settle()
    expect(callback).not.toHaveBeenCalled()
  })
})

describe('opening and closing', () => {
  const resultOf = async (work: Promise<unknown>) => {
    const result = outcome(work)
    await testBus.settle()
    return result
  }

  it('tells what they met', async () => {
    await conversation()
    expect(await resultOf(commands.openWindow({}))).toEqual({ value: { status: 'joined' } })
    expect(await resultOf(commands.closeWindow())).toEqual({ value: { status: 'closed' } })
    expect(await resultOf(commands.closeWindow())).toEqual({ value: { status: 'closed' } })
    expect(await resultOf(commands.openWindow({}))).toEqual({ value: { status: 'joined' } })
  })

  it('of a form that nobody has begun', async () => {
    testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
    ;({ client, stop } = runClient(testBus.bus))
    commands = commandsOf(client, { emit() {} } as never)
    testBus.start()
    await testBus.settle()
    expect(await resultOf(commands.openWindow({}))).toEqual({ value: { status: 'form' } })
    expect(await resultOf(commands.closeWindow())).toEqual({ value: { status: 'closed' } })
  })
})

describe('holdMessages', () => {
  it('does not send what is held, and sends the rest', async () => {
    await conversation()
    const asked: OutgoingMessage[] = []
    const off = window_.holdMessages((message) => {
      asked.push(message)
      return message.text === 'hold me'
    })
    for (const text of ['hold me', 'send me']) {
      testBus.customer.say(text)
      await testBus.settle()
    }
    expect(texts()).toEqual(['send me'])
    expect(asked).toEqual([
      { kind: 'text', text: 'hold me', data: expect.objectContaining({ message: 'hold me' }) },
      { kind: 'text', text: 'send me', data: expect.objectContaining({ message: 'send me' }) },
    ])
    off()
    testBus.customer.say('hold me')
    await testBus.settle()
    expect(texts()).toEqual(['send me', 'hold me'])
    expect(asked).toHaveLength(2)
  })

  it.each(['', '  \n', undefined, 7])('lets through what is no text: %j', async (message) => {
    await conversation()
    const hold = vi.fn(() => true)
    window_.holdMessages(hold)
    const sent = outcome(client.run('WebChatService.sendMessage', { message }))
    await testBus.settle()
    expect(hold).not.toHaveBeenCalled()
    expect(sent.error).not.toMatchObject({ kind: 'cancelled' })
  })

  it('asks about files, too', async () => {
    await conversation()
    const hold = vi.fn(() => true)
    window_.holdMessages(hold)
    const sent = outcome(client.run('WebChatService.sendFile', { files: [] }))
    await testBus.settle()
    expect(hold).toHaveBeenCalledExactlyOnceWith({ kind: 'file', text: '', data: {} })
    expect(sent.error).toMatchObject({ kind: 'cancelled' })
  })
})

describe('a text that is sent past the guard', () => {
  it('is sent with its data, without asking again', async () => {
    await conversation()
    const held: OutgoingMessage[] = []
    window_.holdMessages((message) => {
      held.push(message)
      return true
    })
    testBus.bus.command('WebChatService.sendMessage', { message: 'hello', extra: 1 })
    await testBus.settle()
    expect(texts()).toEqual([])
    const sent = outcome(commands.send(held[0] as OutgoingMessage))
    await testBus.settle()
    expect(sent).toHaveProperty('value')
    expect(texts()).toEqual(['hello'])
    expect(testBus.commandsNamed('WebChatService.sendMessage').at(-1)?.data).toEqual({
      message: 'hello',
      extra: 1,
    })
    expect(held).toHaveLength(1)
  })

  it('lets nothing else pass with it', async () => {
    await conversation()
    const held: string[] = []
    window_.holdMessages(({ text }) => {
      held.push(text)
      return true
    })
    void commands.send({ kind: 'text', text: 'mine', data: {} })
    testBus.customer.say('theirs')
    await testBus.settle()
    expect(texts()).toEqual(['mine'])
    expect(held).toEqual(['theirs'])
  })

  it('lets nothing pass later where nobody held messages at that moment', async () => {
    await conversation()
    void commands.send({ kind: 'text', text: 'mine', data: {} })
    window_.holdMessages(() => true)
    testBus.customer.say('theirs')
    await testBus.settle()
    expect(texts()).toEqual(['mine'])
  })

  it('lets nothing pass that a hook of the page sends meanwhile', async () => {
    await conversation()
    const held: string[] = []
    window_.holdMessages(({ text }) => {
      held.push(text)
      return true
    })
    let isFirst = true
    testBus.bus.before('WebChatService.sendMessage', (data) => {
      if (isFirst) {
        isFirst = false
        testBus.bus.command('WebChatService.sendMessage', { message: 'theirs' })
      }
      return data
    })
    void commands.send({ kind: 'text', text: 'mine', data: {} })
    await testBus.settle()
    expect(texts()).toEqual(['mine'])
    expect(held).toEqual(['theirs'])
  })
})
