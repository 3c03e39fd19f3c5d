import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Gap } from '../../../src/common/gap.ts'
import { ChatCommandError, type ChatCommandErrorKind } from '../../../src/platform/commandError.ts'
import { WidgetsCommands } from '../../../src/platform/genesys-widgets/commands.ts'
import { endUnderWay, noteEnd } from '../../../src/platform/genesys-widgets/endUnderWay.ts'
import type { NoticeBubble, SessionStage } from '../../../src/platform/port.ts'
import { createFakeClient } from '../../support/fakeClient.ts'
import { outcome } from '../../support/outcome.ts'

const NOW = 1_800_000_000_000
beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => {
  delete (window as { _genesys?: unknown })._genesys
  vi.useRealTimers()
})
const wait = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

const ACTIVE = { 'WebChatService.sessionActive': true }
const ENDED = 'WebChatService.ended'
const never = () => new Promise(() => {})
const failure =
  (kind: ChatCommandErrorKind, reason = 'no') =>
  () =>
    Promise.reject(new ChatCommandError('theirs', kind, reason))

interface Options {
  readonly data?: Record<string, unknown>
  readonly session?: SessionStage
  readonly transport?: string
  readonly isConnected?: boolean
}

/** Commands on a page whose answers are those of the test. */
function commanding({ data = {}, session = 'none', transport = 'gms', isConnected = true }: Options = {}) {
  const shared = new Map<string, unknown>()
  const bus = {
    data: (key: string) => data[key],
    shared,
    on: (event: string, listener: () => void) => fake.client.on(event, listener),
  }
  const fake = createFakeClient(isConnected ? bus : undefined)
  const answers: Record<string, () => Promise<unknown>> = {}
  /** Why the session was said to be asked to end while each command was given. */
  const reasons: unknown[] = []
  const run = vi.fn((command: string, _data?: unknown, _options?: unknown): Promise<unknown> => {
    fake.happens(command)
    reasons.push(endUnderWay(fake.client.connection))
    return answers[command.slice(command.indexOf('.') + 1)]?.() ?? Promise.resolve()
  })
  Object.assign(fake.client, { run, last: fake.client.connection })
  const host = { session, emit: vi.fn() }
  const gaps = { opening: new Gap(), lastAnswer: new Gap() }
  const load = vi.fn(() => Promise.resolve())
  const commands = new WidgetsCommands({
    client: fake.client,
    host: host as never,
    transport: { name: transport } as never,
    history: { load } as never,
    ...gaps,
  })
  const names = () => run.mock.calls.map(([command]) => command.slice(command.indexOf('.') + 1))
  return { ...fake, ...gaps, data, shared, answers, reasons, run, host, load, commands, names, bus }
}

describe('a start', () => {
  const STALE = 'There is already an active chat'

  it('names the customer in the form and beside it, and may load the service', async () => {
    const { commands, run } = commanding()
    const options = { form: { firstname: 'Ann', subject: 'form' }, userData: { a: 1 }, subject: 'own' }
    await commands.start(options as never)
    expect(run.mock.calls).toEqual([
      ['WebChatService.startChat', { firstname: 'Ann', ...options }, { mayLoad: true }],
    ])
  })

  it('waits for the last answer to the chat before', async () => {
    const { commands, names, lastAnswer } = commanding()
    lastAnswer.begin(1_000)
    const started = outcome(commands.start({}))
    await wait(999)
    expect(names()).toEqual([])
    await wait(1)
    expect(names()).toEqual(['startChat'])
    expect('value' in started).toBe(true)
  })

  it.each([
    ['is over for the server', {}, 'starting', failure('rejected', STALE), true],
    ['goes on', { sessionId: 's' }, 'starting', failure('rejected', STALE), false],
    ['is known', {}, 'live', failure('rejected', STALE), false],
    ['has nothing to do with it', {}, 'starting', failure('rejected', 'no'), false],
    [
      'is none of the bus',
      {},
      'starting',
      () => Promise.reject(Object.assign(new Error(), { reason: STALE })),
      false,
    ],
  ] as const)(
    'that a chat stands in the way of, which %s',
    async (_, answer, session, refusal, isRepeated) => {
      const { commands, names, answers, run } = commanding({ session })
      answers.getSessionData = () => Promise.resolve(answer)
      answers.startChat = refusal
      answers.endChat = () => {
        answers.startChat = () => Promise.resolve()
        return Promise.reject(new Error('theirs'))
      }
      const started = outcome(commands.start({ form: { a: 1 } } as never))
      await wait()
      expect('error' in started).toBe(!isRepeated)
      expect(names().slice(-2)).toEqual(
        isRepeated ? ['endChat', 'startChat'] : names().includes('getSessionData') ? names() : ['startChat'],
      )
      if (isRepeated) {
        expect(run.mock.calls.at(-2)).toEqual(['WebChatService.endChat', undefined, { mustRun: true }])
        expect(run.mock.calls.at(-1)).toEqual(run.mock.calls[0])
      } else expect(names()).not.toContain('endChat')
    },
  )

  it('asks nothing where the chat in the way is known', async () => {
    const { commands, names, answers } = commanding({ session: 'live' })
    answers.startChat = failure('rejected', STALE)
    await expect(commands.start({})).rejects.toMatchObject({ reason: STALE })
    expect(names()).toEqual(['startChat'])
  })

  it('of anybody on the page sends no token of the last one', () => {
    const headers = { 'x-nexus-client-key': 'k', other: 'o' }
    Object.assign(window, { _genesys: { widgets: { webchat: { transport: { headers } } } } })
    const { happens, passed } = commanding()
    happens('WebChatService.startChat')
    expect(passed).toEqual(['data'])
    expect(headers).toEqual({ other: 'o' })
  })
})

describe('a text', () => {
  it('is sent with its data, past the guards', async () => {
    const { commands, run, shared, answers } = commanding()
    let isPassing: unknown
    answers.sendMessage = () => {
      isPassing = shared.get('isPassing')
      return Promise.resolve(null)
    }
    await commands.send({ kind: 'text', text: 'Hi', data: { a: 1, message: 'no' } })
    expect(run.mock.calls).toEqual([['WebChatService.sendMessage', { a: 1, message: 'Hi' }, undefined]])
    expect(isPassing).toBe(true)
    expect(shared.has('isPassing')).toBe(false)
  })

  it.each([undefined, null, {}, { statusCode: 0 }])('is sent, whatever was answered: %j', async (answer) => {
    const { commands, answers } = commanding()
    answers.sendMessage = () => Promise.resolve(answer)
    await expect(commands.send({ text: 'Hi' } as never)).resolves.toBe(undefined)
  })

  it('is lost where GMS is offline, and says so', async () => {
    const { commands, answers } = commanding()
    answers.sendMessage = () => Promise.resolve({ statusCode: 1 })
    await expect(commands.send({ text: 'Hi' } as never)).rejects.toMatchObject({
      command: 'WebChatService.sendMessage',
      kind: 'unavailable',
      reason: 'the server could not be reached',
    })
  })

  it('that is typed is told', async () => {
    const { commands, run } = commanding()
    await commands.sendTyping()
    expect(run.mock.calls).toEqual([['WebChatService.sendTyping', undefined, { mayLoad: false }]])
  })
})

describe('an end', () => {
  it('is given with its reason, and is not reported as somebody else’s', async () => {
    const { commands, run, reasons, host, bus, listeners } = commanding({ data: { ...ACTIVE } })
    await expect(commands.end('idle')).resolves.toEqual({ status: 'ended' })
    expect(run.mock.calls).toEqual([['WebChatService.endChat', undefined, { mustRun: true }]])
    expect(reasons).toEqual(['idle'])
    expect(host.emit).not.toHaveBeenCalled()
    expect(endUnderWay(bus as never)).toBe(undefined)
    expect(listeners(ENDED)).toBe(0)
  })

  it('has come when it is published, though the command is never answered', async () => {
    const { commands, answers, happens, bus, listeners } = commanding()
    answers.endChat = never
    const ended = outcome(commands.end('customer'))
    await wait(5_000)
    expect(ended).toStrictEqual({})
    expect(endUnderWay(bus as never)).toBe('customer')
    happens(ENDED)
    await wait()
    expect(ended.value).toEqual({ status: 'ended' })
    expect(endUnderWay(bus as never)).toBe(undefined)
    expect(listeners(ENDED)).toBe(0)
  })

  it('waits for its answer where there has been no bus', async () => {
    const { commands, answers } = commanding({ isConnected: false })
    answers.endChat = () => new Promise((resolve) => setTimeout(resolve, 100))
    const ended = outcome(commands.end('customer'))
    await wait(99)
    expect(ended).toStrictEqual({})
    await wait(1)
    expect(ended.value).toEqual({ status: 'ended' })
  })

  it.each([
    ['timeout', {}, {}, 'unknown', []],
    ['rejected', {}, {}, 'ended', []],
    ['rejected', ACTIVE, {}, 'ended', ['getSessionData']],
    ['rejected', ACTIVE, { sessionId: 's' }, 'not-sent', ['getSessionData']],
    ['rejected', ACTIVE, null, 'ended', ['getSessionData']],
    ['cancelled', {}, {}, 'not-sent', []],
  ] as const)('that fails (%s, %j, %j) is %s', async (kind, data, answer, status, asked) => {
    const { commands, answers, names, listeners } = commanding({ data })
    answers.endChat = failure(kind)
    answers.getSessionData = () => (answer ? Promise.resolve(answer) : Promise.reject(new Error('no')))
    await expect(commands.end('customer')).resolves.toMatchObject({ status, error: { kind } })
    expect(names().slice(1)).toEqual(asked)
    expect(listeners(ENDED)).toBe(0)
  })
})

describe('a session that the widget is to let go of', () => {
  it('is, also where it refuses', async () => {
    const { commands, answers, run, reasons, listeners } = commanding()
    answers.endChat = failure('rejected')
    await expect(commands.release()).resolves.toBe(undefined)
    expect(run.mock.calls).toEqual([['WebChatService.endChat', undefined, { mustRun: true }]])
    expect(reasons).toEqual(['server'])
    expect(listeners(ENDED)).toBe(0)
  })

  it('is when its end is published', async () => {
    const { commands, answers, happens, listeners } = commanding()
    answers.endChat = never
    const released = outcome(commands.release())
    await wait(1_000)
    expect(released).toStrictEqual({})
    happens(ENDED)
    await wait()
    expect('value' in released).toBe(true)
    expect(listeners(ENDED)).toBe(0)
  })
})

describe('an end that somebody else asks for', () => {
  const REQUESTED = { type: 'endRequested', reason: 'customer' }

  it('is reported, also after one of ours', async () => {
    const { commands, happens, passed, host } = commanding()
    await commands.end('idle')
    happens('WebChatService.endChat')
    expect(passed).toEqual(['data', 'data'])
    expect(host.emit.mock.calls).toEqual([[REQUESTED]])
  })

  it('where there is no session is not under way', async () => {
    const { happens, host, shared, listeners } = commanding()
    happens('WebChatService.endChat')
    expect(shared.has('endAsked')).toBe(false)
    expect(listeners('WebChatService.pollingStopped')).toBe(0)
    await wait(1_000)
    expect(host.emit.mock.calls).toEqual([[REQUESTED]])
  })

  it('has the reason of who asked for it', () => {
    const { happens, host, bus } = commanding({ data: { ...ACTIVE } })
    noteEnd(bus as never, 'idle')
    happens('WebChatService.endChat')
    expect(host.emit.mock.calls).toEqual([[{ type: 'endRequested', reason: 'idle' }]])
    expect(endUnderWay(bus as never)).toBe('idle')
  })

  it('is withdrawn where the session is active a moment later', async () => {
    const { happens, host, bus, listeners } = commanding({ data: { ...ACTIVE } })
    happens('WebChatService.endChat')
    expect(endUnderWay(bus as never)).toBe('customer')
    await wait(49)
    expect(host.emit).toHaveBeenCalledOnce()
    await wait(20)
    expect(host.emit.mock.calls).toEqual([[REQUESTED], [{ type: 'endWithdrawn' }]])
    expect(endUnderWay(bus as never)).toBe(undefined)
    expect(listeners('WebChatService.pollingStopped')).toBe(0)
  })

  it.each(['forgets the session', 'stops the polls'])('is not where it %s', async (how) => {
    const { happens, host, bus, data, listeners } = commanding({ data: { ...ACTIVE } })
    happens('WebChatService.endChat')
    if (how === 'stops the polls') happens('WebChatService.pollingStopped')
    else data['WebChatService.sessionActive'] = false
    await wait(1_000)
    expect(host.emit.mock.calls).toEqual([[REQUESTED]])
    expect(endUnderWay(bus as never)).toBe('customer')
    expect(listeners('WebChatService.pollingStopped')).toBe(0)
  })
})

describe('a customer who is forgotten', () => {
  it.each([
    [{}, ['updateUserData']],
    [ACTIVE, []],
  ])('leaves no token, and without a session no data: %j', async (data, ran) => {
    const headers = { 'x-nexus-client-key': 'k' }
    Object.assign(window, { _genesys: { widgets: { webchat: { transport: { headers } } } } })
    const { commands, names } = commanding({ data })
    await commands.forgetCustomer()
    expect(headers).toEqual({})
    expect(names()).toEqual(ran)
  })
})

describe('user data', () => {
  it.each([
    ['genesys-cloud', {}],
    ['gms', ACTIVE],
  ])('is taken: %s, %j', async (transport, data) => {
    const { commands, run } = commanding({ transport, data })
    await commands.updateUserData({ a: 1 })
    expect(run.mock.calls).toEqual([['WebChatService.updateUserData', { a: 1 }, { mayLoad: false }]])
  })

  it('is taken by Genesys Cloud with the start only', async () => {
    const { commands, run } = commanding({ transport: 'genesys-cloud', data: ACTIVE })
    await expect(commands.updateUserData({ a: 1 })).rejects.toMatchObject({
      command: 'WebChatService.updateUserData',
      kind: 'unsupported',
      reason: 'genesys-cloud takes user data only with the start',
    })
    expect(run).not.toHaveBeenCalled()
  })
})

describe('a window', () => {
  it('that is opening is neither opened nor closed', async () => {
    const { commands, names, opening } = commanding()
    opening.begin(1_000)
    const opened = outcome(commands.openWindow({}))
    const closed = outcome(commands.closeWindow())
    await wait(999)
    expect(names()).toEqual([])
    await wait(1)
    expect(names().sort()).toEqual(['close', 'open'])
    expect(opened.value).toEqual({ status: 'form' })
    expect(closed.value).toEqual({ status: 'closed' })
  })

  it('is closed after it was asked to open, once it is no more opening', async () => {
    const { commands, names, opening, lastAnswer } = commanding()
    lastAnswer.begin(500)
    const opened = outcome(commands.openWindow({}))
    outcome(commands.closeWindow())
    await wait(499)
    expect(names()).toEqual([])
    opening.begin(1_000)
    await wait(500)
    expect(names()).toEqual([])
    await wait(500)
    expect(names()).toEqual(['open', 'close'])
    expect(opened.value).toEqual({ status: 'form' })
  })

  it('that has closed lets nothing begin for a moment', async () => {
    const { commands, names, answers } = commanding()
    let close = (): void => {}
    answers.close = () =>
      new Promise<void>((resolve) => {
        close = resolve
      })
    outcome(commands.closeWindow())
    outcome(commands.start({}))
    await wait(1_000)
    expect(names()).toEqual(['close'])
    close()
    await wait(49)
    expect(names()).toEqual(['close'])
    await wait(20)
    expect(names()).toEqual(['close', 'startChat'])
  })

  it('that does not close is no obstacle', async () => {
    const { commands, names, answers } = commanding()
    answers.close = failure('timeout')
    const closed = outcome(commands.closeWindow())
    const opened = outcome(commands.openWindow({}))
    await wait(100)
    expect(closed.error).toMatchObject({ kind: 'timeout' })
    expect(names()).toEqual(['close', 'open'])
    expect(opened.value).toEqual({ status: 'form' })
  })

  it('that closes with a chat waits for the answer to its end', async () => {
    const { commands, lastAnswer } = commanding()
    lastAnswer.begin(2_000)
    outcome(commands.closeWindow())
    await wait(1_999)
    expect(lastAnswer.isUnderWay).toBe(true)
    await wait(1)
    expect(lastAnswer.isUnderWay).toBe(false)
  })
})

describe('a notice', () => {
  it.each<[object | undefined, object]>([
    [undefined, {}],
    [{}, { bubble: {} }],
    [
      { fill: '#fff', radius: '3px', time: true, name: 'Shop', direction: 'left', html: '<b>' },
      { bubble: { fill: '#fff', radius: '3px', time: true, name: 'Shop', direction: 'left' } },
    ],
    [{ fill: 3, radius: {}, time: null }, { bubble: {} }],
    [{ avatar: { icon: 'agent', custom: '<b>' } }, { bubble: { avatar: { icon: 'agent' } } }],
    [{ avatar: { custom: '<b>' } }, { bubble: {} }],
    [{ avatar: false, fill: '#fff' }, { bubble: { avatar: false, fill: '#fff' } }],
    [{ avatar: true }, { bubble: {} }],
  ])('has no HTML: %j', async (bubble, expected) => {
    const { commands, run } = commanding()
    await commands.injectNotice('Hi', bubble as NoticeBubble | undefined)
    expect(run.mock.calls).toEqual([
      ['WebChat.injectMessage', { type: 'text', text: 'Hi', ...expected }, { mayLoad: false }],
    ])
  })
})

it('files and older messages are those of the service', async () => {
  const { commands, names, load, answers } = commanding({ data: ACTIVE })
  answers.getFileLimits = () => Promise.resolve({})
  const onProgress = vi.fn()
  await commands.sendFile(new File([], 'a'), onProgress)
  expect(onProgress.mock.calls).toEqual([[0], [1]])
  expect(await commands.readFileLimits()).toMatchObject({ blocked: [] })
  expect(names()).toEqual(['sendFile', 'getFileLimits'])
  await commands.loadOlder()
  expect(load).toHaveBeenCalledExactlyOnceWith()
})
