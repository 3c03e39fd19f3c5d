import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createListeners } from '../../src/common/listeners.ts'
import { ChatCommandError, type ChatCommandErrorKind } from '../../src/platform/commandError.ts'
import type { MessengerClient } from '../../src/platform/genesys-messenger/client.ts'
import { MessengerCommands } from '../../src/platform/genesys-messenger/commands.ts'
import { outcome } from '../support/outcome.ts'

const START_MS = 8_000
const NOW = 1_800_000_000_000
type Answer = () => Promise<unknown>

beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => void vi.useRealTimers())
const wait = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
const fails =
  (kind: ChatCommandErrorKind, reason = 'no', command = 'theirs'): Answer =>
  () =>
    Promise.reject(new ChatCommandError(command, kind, reason))
const failure = (command: string, kind: ChatCommandErrorKind, reason: string): object =>
  expect.objectContaining({ name: 'ChatCommandError', command, kind, reason })

/** A Messenger whose commands answer what the test says. */
function createMessenger(more: object = {}, hasConnection = true) {
  const answers: Record<string, Answer> = {}
  const events = new Map<string, ReturnType<typeof createListeners<[{ event: string; data: unknown }]>>>()
  const conversation = {
    isOn: true,
    isOnline: true,
    isReadOnly: false,
    endReason: null as unknown,
    deployment: { canClear: true } as object | undefined,
    fileLimits: undefined as unknown,
    log: { hasOlder: true, clear: vi.fn() },
    ...more,
  }
  const connection = {
    conversation,
    upload: Promise.resolve(),
    has: vi.fn((_plugin: string): boolean | undefined => true),
    command: () => Promise.resolve(),
    on: (event: string, listener: () => void) => {
      const known = events.get(event) ?? createListeners<[{ event: string; data: unknown }]>()
      events.set(event, known)
      return known.add(listener)
    },
  }
  interface Options {
    readonly onGive?: (given: typeof connection) => void
  }
  const run = vi.fn((name: string, _data?: object, options?: Options): Promise<unknown> => {
    options?.onGive?.(connection)
    return answers[name]?.() ?? Promise.resolve()
  })
  const client = { run, connection: hasConnection ? connection : undefined }
  const commands = new MessengerCommands(client as unknown as MessengerClient, () => START_MS)
  const say = (event: string): void => events.get(`MessagingService.${event}`)?.notify({ event, data: {} })
  const listening = (): number => [...events.values()].reduce((sum, { size }) => sum + size, 0)
  const given = (): unknown[][] =>
    run.mock.calls.splice(0).map(([name, data]) => (data ? [name, data] : [name]))
  return { answers, client, commands, connection, conversation, given, listening, run, say }
}

describe('start()', () => {
  it.each([
    [false, 'startConversation'],
    [true, 'resetConversation'],
  ])('where a conversation is over: %s, is %s, and waits until one began', async (isReadOnly, name) => {
    const { commands, given, listening, say } = createMessenger({ isReadOnly })
    const result = outcome(commands.start({}).then(() => 'begun'))
    await wait()
    expect(given()).toEqual([[`MessagingService.${name}`, {}]])
    expect(result).toStrictEqual({})
    say('started')
    await wait()
    expect(result).toEqual({ value: 'begun' })
    expect(listening()).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([
    [false, 'MessagingService.startConversation'],
    [true, 'MessagingService.resetConversation'],
  ])('where nothing begins gives up in time: %s', async (isReadOnly, name) => {
    const { commands, listening } = createMessenger({ isReadOnly })
    const result = outcome(commands.start({}))
    await wait(START_MS - 1)
    expect(result).toStrictEqual({})
    await wait(1)
    expect(result).toEqual({ error: failure(name, 'timeout', 'no conversation began within 8000 ms') })
    expect(listening()).toBe(0)
  })

  it('before Messenger is there begins the time when it is', async () => {
    const { commands, run, client, connection, say } = createMessenger({}, false)
    run.mockImplementation(() => new Promise(() => {}))
    const result = outcome(commands.start({}).then(() => 'begun'))
    await wait(START_MS * 2)
    expect(run.mock.lastCall?.[0]).toBe('MessagingService.startConversation')
    expect(result).toStrictEqual({})
    expect(client.connection).toBe(undefined)
    run.mock.lastCall?.[2]?.onGive?.(connection)
    say('started')
    await wait()
    expect(result).toEqual({ value: 'begun' })
  })

  it('that is refused before it is given rejects with that', async () => {
    const { commands, run } = createMessenger()
    run.mockImplementation(fails('unavailable'))
    await expect(commands.start({})).rejects.toMatchObject({ kind: 'unavailable' })
  })

  it('that is refused rejects with that, and leaves nothing behind', async () => {
    const { answers, commands, listening } = createMessenger()
    answers['MessagingService.startConversation'] = fails('rejected')
    await expect(commands.start({})).rejects.toMatchObject({ command: 'theirs' })
    expect(listening()).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('gives what is known of the customer first', async () => {
    const { answers, commands, given } = createMessenger()
    answers['Database.update'] = fails('rejected')
    const form = { firstname: 'Zoe', shop: 'a' }
    await expect(commands.start({ form, userData: { shop: 'b' } } as object)).rejects.toMatchObject({
      command: 'theirs',
    })
    expect(given()).toEqual([
      ['Database.update', { messaging: { customAttributes: { firstname: 'Zoe', shop: 'b' } } }],
    ])
  })
})

describe('what is known of the customer', () => {
  it('is nothing where it is empty', async () => {
    const { commands, given } = createMessenger()
    await commands.updateUserData({})
    expect(given()).toEqual([])
  })

  it.each([
    ['2048 bytes are taken', 'x'.repeat(2_048 - 8), true],
    ['2049 bytes are refused', 'x'.repeat(2_048 - 7), false],
    ['2050 bytes of fewer letters are refused', 'é'.repeat(1_021), false],
  ])('has a size: %s', async (_, a, isTaken) => {
    const { commands, given } = createMessenger()
    const result = outcome(commands.updateUserData({ a }))
    await wait()
    expect(given()).toHaveLength(isTaken ? 1 : 0)
    expect(result).toEqual(
      isTaken
        ? { value: undefined }
        : { error: failure('Database.update', 'rejected', 'expected at most 2048 bytes of attributes') },
    )
  })

  it('is left to the bus where it cannot be written', async () => {
    const { commands, given } = createMessenger()
    await commands.updateUserData({ big: 1n })
    expect(given()).toEqual([['Database.update', { messaging: { customAttributes: { big: 1n } } }]])
  })
})

describe('send()', () => {
  it.each([
    ['a text, with its data', { channel: 'a' }, { channel: 'a', message: 'Hi' }],
    ['a choice without a text', { type: 'card', postback: {} }, { type: 'card', postback: {} }],
  ])('sends %s, past the guard', async (_, data, message) => {
    const { commands, run } = createMessenger()
    await commands.send({ kind: 'text', text: 'Hi', data })
    expect(run.mock.calls).toEqual([['MessagingService.sendMessage', message, { isPassing: true }]])
  })
})

describe('sendTyping()', () => {
  const TYPING = ['MessagingService.sendTyping', {}, { timeoutMs: 1_000 }]

  it('is given every five seconds', async () => {
    const { commands, run } = createMessenger()
    await commands.sendTyping()
    expect(run.mock.calls).toEqual([TYPING])
    await wait(4_999)
    await commands.sendTyping()
    expect(run).toHaveBeenCalledTimes(1)
    await wait(1)
    await commands.sendTyping()
    expect(run.mock.calls).toEqual([TYPING, TYPING])
  })

  it('needs no answer, but takes a refusal', async () => {
    const { answers, commands } = createMessenger()
    answers['MessagingService.sendTyping'] = fails('timeout')
    await expect(commands.sendTyping()).resolves.toBe(undefined)
    await wait(5_000)
    answers['MessagingService.sendTyping'] = fails('rejected')
    await expect(commands.sendTyping()).rejects.toMatchObject({ kind: 'rejected' })
    await wait(5_000)
    answers['MessagingService.sendTyping'] = () => Promise.reject({ kind: 'timeout' })
    await expect(commands.sendTyping()).rejects.toEqual({ kind: 'timeout' })
  })
})

describe('end()', () => {
  const CLEAR = 'MessagingService.clearConversation'

  it('clears the conversation, which knows why', async () => {
    const { commands, conversation, given } = createMessenger()
    await expect(commands.end('idle')).resolves.toEqual({ status: 'ended' })
    expect(given()).toEqual([[CLEAR]])
    expect(conversation.endReason).toBe('idle')
  })

  it.each([
    ['where there is none any more', fails('rejected', 'There is No Active Conversation'), 'ended', 'idle'],
    ['without an answer', fails('timeout'), 'unknown', 'idle'],
    ['that is refused', fails('rejected'), 'not-sent', null],
    ['that fails otherwise', () => Promise.reject({ reason: 'no active conversation' }), 'not-sent', null],
  ])('%s: %#', async (_, answer, status, reason) => {
    const { answers, commands, conversation } = createMessenger()
    answers[CLEAR] = answer
    const error = await answer().catch((thrown) => thrown)
    const ended = await commands.end('idle')
    expect(ended).toEqual(status === 'ended' ? { status } : { status, error })
    expect(conversation.endReason).toBe(reason)
  })

  it('before Messenger is there has no conversation to tell', async () => {
    const { answers, commands, conversation } = createMessenger({}, false)
    await expect(commands.end('idle')).resolves.toEqual({ status: 'ended' })
    answers[CLEAR] = fails('rejected')
    await expect(commands.end('idle')).resolves.toMatchObject({ status: 'not-sent' })
    expect(conversation.endReason).toBe(null)
  })

  it('is not sent where the deployment has it off', async () => {
    const { commands, conversation, given } = createMessenger({ deployment: { canClear: false } })
    await expect(commands.end('idle')).resolves.toEqual({
      status: 'not-sent',
      error: failure(
        CLEAR,
        'rejected',
        'Conversation Clear is off in this Messenger configuration, so a page cannot end a conversation. Switch it on under Messenger Configurations > Apps > Conversation Clear',
      ),
    })
    expect(given()).toEqual([])
    expect(conversation.endReason).toBe(null)
  })

  it('is sent where nothing is known of the deployment', async () => {
    const { commands, given } = createMessenger({ deployment: undefined })
    await commands.end('idle')
    expect(given()).toEqual([[CLEAR]])
  })

  it('by the server needs nothing', () => {
    const { commands, given } = createMessenger()
    expect(commands.release()).toBe(undefined)
    expect(given()).toEqual([])
  })
})

describe('the window', () => {
  it.each([
    [true, true, 'joined'],
    [false, true, 'form'],
    [true, false, 'form'],
  ])('opens: conversation %s, Messenger %s, is %s', async (isOn, hasConnection, status) => {
    const { commands, given } = createMessenger({ isOn }, hasConnection)
    await expect(commands.openWindow({ userData: { a: 'b' } })).resolves.toEqual({ status })
    expect(given()).toEqual([
      ['Database.update', { messaging: { customAttributes: { a: 'b' } } }],
      ['Messenger.open'],
    ])
  })

  it('closes', async () => {
    const { commands, given } = createMessenger()
    await expect(commands.closeWindow()).resolves.toEqual({ status: 'closed' })
    expect(given()).toEqual([['Messenger.close']])
  })

  it.each([
    ['Messenger.open', 'Messenger is Already Open', true],
    ['Messenger.open', 'Messenger is already closed', false],
    ['Messenger.close', 'Messenger is Already Closed', true],
    ['Messenger.close', 'Messenger is already open', false],
  ])('that is as it should be is fine: %s, %s', async (name, reason, isFine) => {
    const { answers, commands } = createMessenger()
    answers[name] = fails('rejected', reason)
    const work = name === 'Messenger.open' ? commands.openWindow({}) : commands.closeWindow()
    const result = outcome(work)
    await wait()
    expect('error' in result).toBe(!isFine)
  })
})

describe('sendFile()', () => {
  const file = new File(['x'], 'a.txt')

  it('sends it in the conversation that is on', async () => {
    const { commands, given, say } = createMessenger()
    const onProgress = vi.fn()
    const result = outcome(commands.sendFile(file, onProgress).then(() => 'sent'))
    await wait()
    expect(given()).toEqual([['MessagingService.requestUpload', { file: [file] }]])
    say('fileUploaded')
    await wait()
    expect(onProgress).toHaveBeenCalledExactlyOnceWith(1)
    expect(result).toEqual({ value: 'sent' })
  })

  it('begins one first where none is', async () => {
    const { commands, given, say } = createMessenger({ isOn: false })
    outcome(commands.sendFile(file, () => {}))
    await wait()
    expect(given()).toEqual([['MessagingService.startConversation', {}]])
    say('started')
    await wait()
    expect(given()).toEqual([['MessagingService.requestUpload', { file: [file] }]])
  })

  it('is cancelled where the provider has gone meanwhile', async () => {
    const { commands, client, given, say } = createMessenger({}, false)
    const result = outcome(commands.sendFile(file, () => {}))
    await wait()
    expect(given()).toEqual([['MessagingService.startConversation', {}]])
    expect(client.connection).toBe(undefined)
    say('started')
    await wait()
    expect(result).toEqual({ error: failure('sendFile', 'cancelled', 'the provider was unmounted') })
  })

  it.each([
    [{ maxBytes: 1 }, true, { maxBytes: 1 }],
    [undefined, true, null],
    [{ maxBytes: 1 }, false, null],
  ])('has the limits of the conversation: %j, %s', async (fileLimits, hasConnection, expected) => {
    const { commands } = createMessenger({ fileLimits }, hasConnection)
    await expect(commands.readFileLimits()).resolves.toEqual(expected)
  })
})

describe('forgetCustomer()', () => {
  const FORGET = ['Database.set', { messaging: { customAttributes: {} } }]
  const CLEAR = ['MessagingService.clearConversation']

  it.each([
    [true, [FORGET]],
    [undefined, [FORGET]],
    [false, []],
  ])('forgets what would ride on the next message, where there is a database: %s', async (has, expected) => {
    const { commands, connection, conversation, given } = createMessenger()
    connection.has.mockReturnValue(has)
    await commands.forgetCustomer()
    expect(connection.has).toHaveBeenCalledExactlyOnceWith('Database')
    expect(given()).toEqual(expected)
    expect(conversation.log.clear).not.toHaveBeenCalled()
  })

  it('also before Messenger is there', async () => {
    const { commands, given } = createMessenger({ isReadOnly: true }, false)
    await commands.forgetCustomer()
    expect(given()).toEqual([FORGET])
  })

  it('clears a conversation that the server has ended', async () => {
    const { commands, conversation, given } = createMessenger({ isReadOnly: true })
    await commands.forgetCustomer()
    expect(given()).toEqual([FORGET, CLEAR])
    expect(conversation.log.clear).toHaveBeenCalledTimes(1)
  })

  it('lets the next one type at once', async () => {
    const { commands, given } = createMessenger()
    await commands.sendTyping()
    await commands.forgetCustomer()
    await commands.sendTyping()
    expect(given()).toHaveLength(3)
  })
})

describe('loadOlder()', () => {
  const HISTORY = 'MessagingService.fetchHistory'

  it.each([
    ['words', 'no more', true, false],
    ['none', undefined, true, true],
    ['words of a page that went offline', 'no more', false, true],
  ])('with an answer of %s', async (_, answer, staysOnline, hasOlder) => {
    const { answers, commands, conversation, given } = createMessenger()
    answers[HISTORY] = () => {
      conversation.isOnline = staysOnline
      return Promise.resolve(answer)
    }
    await commands.loadOlder()
    expect(given()).toEqual([[HISTORY]])
    expect(conversation.log.hasOlder).toBe(hasOlder)
  })

  it('is not given offline', async () => {
    const { commands, given } = createMessenger({ isOnline: false })
    const result = outcome(commands.loadOlder())
    await wait()
    expect(result).toEqual({ error: failure(HISTORY, 'unavailable', 'the page is offline') })
    expect(given()).toEqual([])
  })

  it('before Messenger is there waits for it', async () => {
    const { answers, commands, given } = createMessenger({}, false)
    answers[HISTORY] = () => Promise.resolve('no more')
    await commands.loadOlder()
    expect(given()).toEqual([[HISTORY]])
  })
})

it('a notice has no place in Messenger', async () => {
  const { commands } = createMessenger()
  await expect(commands.injectNotice()).rejects.toEqual(
    failure(
      'injectNotice',
      'rejected',
      'Messenger has no transcript that a page can write into. Show the notice in your page',
    ),
  )
})
