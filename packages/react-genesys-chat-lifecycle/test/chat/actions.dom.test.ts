import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Chat } from '../../src/chat/chat.ts'
import { gatesOf } from '../../src/chat/gate.ts'
import type { ChatCoreOptions } from '../../src/chat/options.ts'
import { ChatCommandError } from '../../src/platform/commandError.ts'
import type { ChatPlatform } from '../../src/platform/port.ts'
import { createFakePlatform } from '../support/fakePlatform.ts'
import { outcome } from '../support/outcome.ts'

const chats: Chat[] = []
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  for (const chat of chats.splice(0)) chat.destroy()
  vi.useRealTimers()
})
const wait = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

/** A connected page without a chat. */
function createPage(more: Partial<ChatPlatform> = {}, options: ChatCoreOptions = {}) {
  const parts = createFakePlatform(more)
  const chat = new Chat(parts.factory, options)
  chats.push(chat)
  const attach = () => chat.attach()
  const connect = () => {
    parts.emit({ type: 'status', status: 'connected' })
    parts.emit({ type: 'noSession' })
  }
  const join = (sessionId = 's') => parts.emit({ type: 'joined', sessionId, origin: 'started' })
  return { chat, ...parts, ...chat.actions, attach, connect, join, phase: () => chat.getState().phase }
}
function idle(more: Partial<ChatPlatform> = {}) {
  const page = createPage(more)
  page.attach()
  page.connect()
  return page
}
function talking(more: Partial<ChatPlatform> = {}) {
  const page = idle(more)
  page.join()
  return page
}
/** An answer that comes when the test says so. */
function answerLater<Value>(command: { mockImplementation: (answer: () => Promise<Value>) => unknown }) {
  let resolve = (_value: Value): void => {}
  let reject = (_error: unknown): void => {}
  command.mockImplementation(
    () =>
      new Promise<Value>((yes, no) => {
        resolve = yes
        reject = no
      }),
  )
  return { resolve: (value: Value) => resolve(value), reject: (error: unknown) => reject(error) }
}

describe('start', () => {
  it('begins at once, and is one for all who ask meanwhile', async () => {
    const { start, commands, phase } = idle()
    const answer = answerLater(commands.start)
    const first = start({ form: { firstname: 'Joe' }, userData: { basket: '42' } })
    expect(start()).toBe(first)
    expect(phase()).toBe('starting')
    expect(commands.start.mock.calls).toEqual([[{ form: { firstname: 'Joe' }, userData: { basket: '42' } }]])
    answer.resolve(undefined)
    await first
    expect(phase()).toBe('starting')
    void start()
    await wait()
    expect(start()).not.toBe(first)
  })

  it('that fails leaves no chat, and may be tried again', async () => {
    const { start, commands, phase } = idle()
    const error = new ChatCommandError('start', 'rejected', 'no')
    commands.start.mockRejectedValueOnce(error)
    await expect(start()).rejects.toBe(error)
    expect(phase()).toBe('idle')
    await start()
    expect(commands.start).toHaveBeenCalledTimes(2)
  })

  it.each([undefined, null, new Event('click'), { nativeEvent: new Event('click'), preventDefault() {} }])(
    'without options, or as a handler of a click, has none: %#',
    async (options) => {
      const { start, commands } = idle()
      await start(options as never)
      expect(commands.start.mock.calls).toEqual([[{}]])
    },
  )

  it('takes copies of what it is given, and leaves out what is nothing', async () => {
    const { start, commands } = idle()
    const form = { firstname: 'Joe' }
    await start({ form, userData: null } as never)
    const [given] = commands.start.mock.calls[0] as [{ form: object }]
    expect(given).toEqual({ form })
    expect(given.form).not.toBe(form)
    const other = idle()
    await other.start({ form: undefined, userData: { a: 1 } } as never)
    expect(other.commands.start.mock.calls).toEqual([[{ userData: { a: 1 } }]])
  })

  it.each<[unknown, string]>([
    [7, "expected an object such as { form: { firstname: 'Joe' } }, got 7"],
    ['Joe', "expected an object such as { form: { firstname: 'Joe' } }, got a string"],
    [[], "expected an object such as { form: { firstname: 'Joe' } }, got an array"],
    [{ form: 'Joe' }, "expected form to be an object such as { firstname: 'Joe' }, got a string"],
    [{ userData: 7 }, "expected userData to be an object such as { basket: '42' }, got 7"],
  ])('refuses %j, and says what it expects', async (options, reason) => {
    const { start, commands, phase } = idle()
    await expect(start(options as never)).rejects.toMatchObject({
      command: 'start',
      kind: 'rejected',
      reason,
    })
    expect(commands.start).not.toHaveBeenCalled()
    expect(phase()).toBe('idle')
  })

  it('waits until it is known whether there is a chat', async () => {
    const { start, attach, connect, commands } = createPage()
    attach()
    void start()
    await wait(1_000)
    expect(commands.start).not.toHaveBeenCalled()
    connect()
    await wait()
    expect(commands.start).toHaveBeenCalledTimes(1)
  })

  it.each([
    [{}, 10_000],
    [{ commandTimeoutMs: 500 }, 500],
  ])('waits for that no longer than for a command: %j', async (options, ms) => {
    const { start, attach, commands } = createPage({}, options)
    attach()
    void start()
    await wait(ms - 1)
    expect(commands.start).not.toHaveBeenCalled()
    await wait(1)
    expect(commands.start).toHaveBeenCalledTimes(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not wait for it where there is nobody who could know', async () => {
    const { start, commands } = createPage()
    void start()
    await wait()
    expect(commands.start).toHaveBeenCalledTimes(1)
    const unavailable = createPage()
    unavailable.attach()
    unavailable.emit({ type: 'status', status: 'unavailable' })
    void unavailable.start()
    await wait()
    expect(unavailable.commands.start).toHaveBeenCalledTimes(1)
  })

  it('before the provider is attached waits as if it were', async () => {
    const { start, attach, connect, commands } = createPage()
    void start()
    attach()
    await wait(1_000)
    expect(commands.start).not.toHaveBeenCalled()
    connect()
    await wait()
    expect(commands.start).toHaveBeenCalledTimes(1)
  })

  it('waits for an end that is under way, and is another chat', async () => {
    const { start, end, commands, phase } = talking()
    const answer = answerLater(commands.end)
    const ended = outcome(end())
    const started = outcome(start())
    await wait(100)
    expect(phase()).toBe('ending')
    expect(commands.start).not.toHaveBeenCalled()
    answer.resolve({ status: 'ended' })
    await wait()
    expect(ended).toHaveProperty('value')
    await wait()
    expect(commands.start).toHaveBeenCalledTimes(1)
    expect(started).toHaveProperty('value')
  })

  it('that waits is cancelled by an end, or a reset', async () => {
    for (const action of ['end', 'reset'] as const) {
      const page = createPage()
      page.attach()
      const started = outcome(page.start())
      await wait()
      const ended = outcome(page[action]())
      page.connect()
      await wait(20_000)
      expect(started.error, action).toMatchObject({
        command: 'start',
        kind: 'cancelled',
        reason: 'end() or reset() was called before this was sent',
      })
      expect(ended).toHaveProperty('value')
      expect(page.commands.start).not.toHaveBeenCalled()
    }
  })
})

describe('send', () => {
  it('sends the text, or the reply of a choice with its data', async () => {
    const { send, commands } = talking()
    expect(await send(' hello ')).toEqual({ status: 'sent' })
    const choice = { label: 'Yes', reply: 'yes', url: null, data: { postback: 1 } }
    expect(await send(choice as never)).toEqual({ status: 'sent' })
    expect(await send({ ...choice, data: 'x' } as never)).toEqual({ status: 'sent' })
    expect(commands.send.mock.calls).toMatchObject([
      [{ kind: 'text', text: ' hello ', data: {} }],
      [{ kind: 'text', text: 'yes', data: { postback: 1 } }],
      [{ kind: 'text', text: 'yes', data: {} }],
    ])
  })

  it.each<[unknown, string]>([
    ['', 'expected a text, got an empty one'],
    [' \n', 'expected a text, got an empty one'],
    [7, 'expected a text, got 7'],
    [null, 'expected a text, got null'],
    [{ label: 'x' }, 'expected a text, got an object'],
    [{ reply: '' }, 'this choice has no reply to send. Open its url instead'],
  ])('refuses %j', async (text, reason) => {
    const { send, commands } = talking()
    await expect(send(text as never)).rejects.toMatchObject({ command: 'send', kind: 'rejected', reason })
    expect(commands.send).not.toHaveBeenCalled()
  })

  it('says that the page is offline, and asks nothing', async () => {
    const { send, emit, platform } = talking()
    emit({ type: 'connection', connection: 'offline' })
    await expect(send('hello')).rejects.toMatchObject({
      kind: 'unavailable',
      reason: 'the page is offline. Send it again later',
    })
    expect(platform.checkSession).not.toHaveBeenCalled()
  })

  it('says that the chat is over, also where that is only found out now', async () => {
    const page = talking()
    page.platform.checkSession.mockImplementation(() => {
      page.emit({ type: 'ended', reason: 'server' })
      return Promise.resolve(false)
    })
    await expect(page.send('hello')).rejects.toMatchObject({
      kind: 'rejected',
      reason: 'the chat is over. Start a new one to send this',
    })
    expect(page.commands.send).not.toHaveBeenCalled()
  })

  it('sends nothing during an end', async () => {
    const { send, end, commands } = talking()
    answerLater(commands.end)
    void end()
    await expect(send('hello')).rejects.toMatchObject({ kind: 'rejected', reason: /over/ })
    expect(commands.send).not.toHaveBeenCalled()
  })

  it('sends nothing of a customer who left while it was asked for', async () => {
    const { send, chat, platform, commands } = talking()
    platform.checkSession.mockImplementation(() => {
      chat.reset.customer = {}
      return Promise.resolve(true)
    })
    await expect(send('hello')).rejects.toMatchObject({
      command: 'send',
      kind: 'cancelled',
      reason: 'reset() was called before this was sent',
    })
    expect(commands.send).not.toHaveBeenCalled()
  })

  it.each(['held', 'blocked'] as const)('is %s by who guards the chat', async (verdict) => {
    const { send, platform, commands } = talking()
    const gate = vi.fn((_message: object) => verdict)
    gatesOf(platform.page).add(() => 'pass')
    gatesOf(platform.page).add(gate)
    expect(await send('hello')).toEqual({ status: verdict })
    expect(gate.mock.calls).toMatchObject([[{ kind: 'text', text: 'hello', data: {} }]])
    expect(commands.send).not.toHaveBeenCalled()
  })

  it('fails as its command does', async () => {
    const { send, commands } = talking()
    const error = new ChatCommandError('send', 'timeout', 'no answer')
    commands.send.mockRejectedValueOnce(error)
    await expect(send('hello')).rejects.toBe(error)
  })
})

describe('sendFile', () => {
  const file = new File(['abc'], 'a.png', { type: 'image/png' })

  it('sends the file, and tells how far it has got', async () => {
    const { sendFile, commands } = talking()
    const onProgress = vi.fn()
    commands.sendFile.mockImplementation((_file, tell) => {
      tell(0.5)
      return Promise.resolve()
    })
    expect(await sendFile(file, { onProgress })).toEqual({ status: 'sent' })
    expect(commands.sendFile.mock.calls[0]?.[0]).toBe(file)
    expect(onProgress).toHaveBeenCalledExactlyOnceWith(0.5)
    expect(await sendFile(file)).toEqual({ status: 'sent' })
  })

  it.each([null, {}, 'a.png', new Blob(['abc'])])('refuses what is no file: %#', async (value) => {
    const { sendFile, commands } = talking()
    await expect(sendFile(value as never)).rejects.toMatchObject({
      command: 'sendFile',
      kind: 'rejected',
      reason: expect.stringContaining('expected a File, such as input.files[0], got'),
    })
    expect(commands.sendFile).not.toHaveBeenCalled()
  })

  it.each([
    [null, 'genesys-widgets takes no files'],
    ['genesys-cloud', 'genesys-cloud takes no files'],
  ] as const)(
    'is not supported where nobody takes files (%s), as are its limits',
    async (transport, reason) => {
      const page = talking({ takesFiles: () => false, transport: () => transport })
      const kind = 'unsupported'
      await expect(page.sendFile(file)).rejects.toMatchObject({ command: 'sendFile', kind, reason })
      await expect(page.getFileLimits()).rejects.toMatchObject({ command: 'getFileLimits', kind, reason })
    },
  )

  it('is refused by the limits, and not where they are not known', async () => {
    const { sendFile, commands } = talking()
    const limits = { maxBytes: 2, remaining: null, accept: null, blocked: [] }
    commands.readFileLimits.mockResolvedValueOnce(limits)
    await expect(sendFile(file)).rejects.toMatchObject({ kind: 'file-size' })
    commands.readFileLimits.mockRejectedValueOnce(new Error('theirs'))
    expect(await sendFile(file)).toEqual({ status: 'sent' })
  })

  it('sends nothing of a customer who left while the limits were asked for', async () => {
    const { sendFile, chat, commands } = talking()
    commands.readFileLimits.mockImplementation(() => {
      chat.reset.customer = {}
      return Promise.resolve(null)
    })
    await expect(sendFile(file)).rejects.toMatchObject({ command: 'sendFile', kind: 'cancelled' })
    expect(commands.sendFile).not.toHaveBeenCalled()
  })

  it('is held as a file without words', async () => {
    const { sendFile, platform } = talking()
    const gate = vi.fn((_message: object) => 'blocked' as const)
    gatesOf(platform.page).add(gate)
    expect(await sendFile(file)).toEqual({ status: 'blocked' })
    expect(gate.mock.calls).toMatchObject([[{ kind: 'file', text: '', data: {} }]])
  })

  it('gives the limits as the platform knows them', async () => {
    const { getFileLimits, commands } = talking()
    const limits = { maxBytes: 2, remaining: 1, accept: ['.png'], blocked: ['.exe'] }
    commands.readFileLimits.mockResolvedValueOnce(limits)
    expect(await getFileLimits()).toBe(limits)
  })
})

describe('what else can be done', () => {
  it('openWindow passes its options on, at once where nothing is under way', async () => {
    const { openWindow, commands } = idle()
    const opened = openWindow({ form: { autoSubmit: true }, markdown: true })
    expect(commands.openWindow.mock.calls).toEqual([[{ form: { autoSubmit: true }, markdown: true }]])
    expect(await opened).toEqual({ status: 'form' })
    await expect(openWindow(7 as never)).rejects.toMatchObject({ command: 'openWindow', kind: 'rejected' })
  })

  it('openWindow waits for an end, and for a reset', async () => {
    for (const action of ['end', 'reset'] as const) {
      const page = talking()
      const answer = answerLater(page.commands.end)
      void page[action]()
      void page.openWindow()
      await wait(100)
      expect(page.commands.openWindow, action).not.toHaveBeenCalled()
      answer.resolve({ status: 'ended' })
      await wait(100)
      expect(page.commands.openWindow, action).toHaveBeenCalledTimes(1)
    }
  })

  it('closeWindow and sendTyping are the platform’s', async () => {
    const { closeWindow, sendTyping, commands } = idle()
    expect(await closeWindow()).toEqual({ status: 'closed' })
    await sendTyping()
    expect(commands.sendTyping).toHaveBeenCalledTimes(1)
  })

  it.each([
    [undefined, false],
    [{}, false],
    [{ closeWindow: false }, false],
    [{ closeWindow: 'yes' }, false],
    [{ closeWindow: true }, true],
    [new Event('click'), false],
  ])('end closes the window only if that was asked for: %#', async (options, closes) => {
    const { end, emit, commands } = talking()
    emit({ type: 'window', window: 'open' })
    void end(options as never)
    await wait()
    expect(commands.end.mock.calls).toEqual([['customer']])
    expect(commands.closeWindow).toHaveBeenCalledTimes(closes ? 1 : 0)
  })

  it.each([null, 'x', 7, []])('updateUserData refuses what is no object: %j', async (data) => {
    const { updateUserData, commands } = talking()
    await expect(updateUserData(data as never)).rejects.toMatchObject({
      command: 'updateUserData',
      reason: expect.stringContaining("expected an object such as { basket: '42' }, got"),
    })
    expect(commands.updateUserData).not.toHaveBeenCalled()
    await updateUserData({ basket: '42' })
    expect(commands.updateUserData.mock.calls).toEqual([[{ basket: '42' }]])
  })

  it('injectNotice takes a text, and a bubble that is an object', async () => {
    const { injectNotice, commands } = talking()
    await injectNotice('Bye', { time: false })
    await injectNotice('Bye', 'red' as never)
    await injectNotice('Bye')
    expect(commands.injectNotice.mock.calls).toEqual([
      ['Bye', { time: false }],
      ['Bye', undefined],
      ['Bye', undefined],
    ])
    await expect(injectNotice(' ')).rejects.toMatchObject({ command: 'injectNotice', kind: 'rejected' })
  })
})
