import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { BusReader } from '../../../src/platform/genesys-widgets/busReader.ts'
import { CurrentTransport } from '../../../src/platform/genesys-widgets/currentTransport.ts'
import { noteEnd } from '../../../src/platform/genesys-widgets/endUnderWay.ts'
import type { PlatformEvent, SessionStage, WindowState } from '../../../src/platform/port.ts'
import { createFakeClient } from '../../support/fakeClient.ts'

beforeEach(() => void vi.useFakeTimers({ now: 1_800_000_000_000 }))
afterEach(() => {
  delete (window as { _genesys?: unknown })._genesys
  document.body.innerHTML = ''
  vi.restoreAllMocks()
  vi.useRealTimers()
})
const wait = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

const text = (index: string, fields: object = {}) => ({
  type: 'Text',
  index,
  text: `text ${index}`,
  from: { type: 'Agent', participantId: 'a', nickname: 'Ann' },
  ...fields,
})
const batch = (...originalMessages: object[]) => ({ originalMessages, messages: [] })

interface Options {
  readonly session?: SessionStage
  readonly window?: WindowState
  readonly data?: Record<string, unknown>
  readonly plugins?: readonly string[]
  /** Whether the service knows the question for a session. */
  readonly isReady?: boolean
  readonly transport?: object
}

/** A reader on a bus that was found, and what it reports. */
function reading(options: Options = {}) {
  const { session = 'undecided', window: shown = 'absent', plugins = ['WebChat', 'WebChatService'] } = options
  if (options.transport) Object.assign(window, { _genesys: { widgets: { webchat: options.transport } } })
  const data: Record<string, unknown> = { ...options.data }
  const answers: Record<string, unknown> = {}
  const registry = { WebChatService: { events: [], commands: options.isReady ? ['getSessionData'] : [] } }
  let ready = (): void => {}
  const bus = {
    data: (key: string) => data[key],
    has: (plugin: string) => plugins.includes(plugin),
    registry: () => registry,
    shared: new Map(),
    whenReady: (callback: () => void) => {
      ready = callback
      return () => {
        ready = () => {}
      }
    },
  }
  const fake = createFakeClient(bus, (command) => {
    const answer = answers[command.replace('WebChatService.', '')]
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  })
  const reports: PlatformEvent[] = []
  const host = {
    session,
    sessionId: 's' as string | null,
    window: shown,
    emit: (event: PlatformEvent) => {
      reports.push(event)
      if (event.type === 'joined') host.session = 'live'
    },
    batch: (work: () => void) => work(),
    reportError: vi.fn(),
  }
  const reader = new BusReader(fake.client, host as never, new CurrentTransport())
  const stop = reader.connected(bus as never)
  const take = () => reports.splice(0)
  const types = () => take().map(({ type }) => type)
  const happens = (event: string, value: unknown = {}) =>
    fake.happens(event.includes('.') ? event : `WebChatService.${event}`, value)
  return { ...fake, bus, data, answers, host, reader, stop, take, types, happens, ready: () => ready() }
}
type Page = ReturnType<typeof reading>

describe('a bus that was found', () => {
  it.each([
    [{ 'WebChatService.capabilities': { async: true } }, {}, true],
    [{ 'WebChatService.capabilities': { async: false } }, {}, false],
    [{ 'WebChatService.capabilities': { async: false } }, { transport: { async: { enabled: true } } }, true],
    [{}, {}, undefined],
    [{ 'WebChatService.capabilities': { async: 'yes' } }, {}, undefined],
  ])('tells whether chats are asynchronous: %j, %j', (data, transport, isAsync) => {
    expect(reading({ data, transport }).take()).toEqual(
      isAsync === undefined ? [] : [{ type: 'mode', isAsync }],
    )
  })

  it.each([
    [true, 'open'],
    [false, 'closed'],
    [undefined, 'closed'],
    ['true', 'closed'],
  ])('tells of its window when it is ready: %j', (open, window) => {
    const { ready, take } = reading({ data: { 'WebChat.open': open } })
    expect(take()).toEqual([])
    ready()
    expect(take()).toEqual([{ type: 'window', window }])
  })

  it('tells of no window that is not there, or known already', () => {
    const without = reading({ plugins: ['WebChatService'] })
    without.ready()
    expect(without.take()).toEqual([])
    const known = reading({ window: 'minimized' })
    known.ready()
    expect(known.take()).toEqual([])
  })

  it('that replaces another tells of its window all the same', () => {
    const { reader, bus, host, take } = reading()
    host.window = 'open'
    const whenReady = (callback: () => void) => {
      callback()
      return () => {}
    }
    reader.connected({ ...bus, whenReady } as never)
    expect(take()).toEqual([{ type: 'window', window: 'closed' }])
  })

  it('without a service has no session after two seconds, unless it comes', async () => {
    const plugins = ['WebChat']
    const { ready, types } = reading({ plugins })
    ready()
    types()
    await wait(1_999)
    expect(types()).toEqual([])
    await wait(1)
    expect(types()).toEqual(['noSession'])
    const late = [...plugins]
    const other = reading({ plugins: late })
    other.ready()
    other.types()
    late.push('WebChatService')
    await wait(5_000)
    expect(other.types()).toEqual([])
  })

  it('that preloads its service waits for it', async () => {
    const { ready, types } = reading({ plugins: [] })
    Object.assign(window, { _genesys: { widgets: { main: { preload: ['WebChatService'] } } } })
    ready()
    await wait(10_000)
    expect(types()).toEqual([])
  })

  it.each([
    [true, 'undecided', ['deciding', 'noSession']],
    [false, 'undecided', []],
    [true, 'none', []],
  ] as const)(
    'is asked, where its service was ready long ago: %j, %s',
    async (isReady, session, expected) => {
      const { ready, types, answers } = reading({ isReady, session })
      answers.getSessionData = {}
      ready()
      types()
      await wait(199)
      expect(types()).toEqual([])
      await wait(1)
      expect(types()).toEqual(expected)
    },
  )

  it('that is stopped says nothing any more', async () => {
    const { ready, stop, types } = reading({ plugins: ['WebChat'], isReady: true })
    ready()
    types()
    stop()
    await wait(60_000)
    expect(types()).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a service that is ready', () => {
  const askedFor = [
    'WebChatService.getSessionData',
    'WebChatService.getTranscript',
    'WebChatService.getAgents',
  ]

  async function found(options: Options, answers: Record<string, unknown>) {
    const page = reading(options)
    page.take()
    Object.assign(page.answers, answers)
    page.happens('ready')
    await wait()
    return page
  }

  it('is connected, and asked for a session', async () => {
    const { take, ran } = await found({}, { getSessionData: {} })
    expect(take()).toEqual([
      { type: 'status', status: 'connected' },
      { type: 'deciding' },
      { type: 'noSession' },
    ])
    expect(ran).toEqual(askedFor)
  })

  it('whose memory does not answer is not ready yet', async () => {
    const { types } = await found({}, {})
    expect(types()).toEqual(['status', 'deciding'])
    const rejecting = await found({}, { getSessionData: new Error('no'), getTranscript: new Error('no') })
    expect(rejecting.types()).toEqual(['status', 'deciding'])
  })

  it('has the session that it is in, with what was said', async () => {
    const data = { 'WebChatService.sessionActive': true }
    const { take } = await found(
      { data },
      { getSessionData: { sessionId: 's' }, getTranscript: batch(text('1-1')) },
    )
    expect(take().slice(2)).toMatchObject([
      { type: 'joined', sessionId: 's', origin: 'found' },
      { type: 'messages', messages: [{ text: 'text 1-1' }], source: 'history' },
      { type: 'presence', messages: [] },
    ])
  })

  it('knows agents of whom no message tells', async () => {
    const data = { 'WebChatService.sessionActive': true }
    const getAgents = {
      agents: { a: { name: 'Ann', connected: true }, b: { name: 'Bea', connected: false } },
    }
    const { take } = await found(
      { data },
      { getSessionData: { sessionId: 's' }, getTranscript: batch(text('1-1')), getAgents },
    )
    expect(take().at(-1)).toMatchObject({
      type: 'presence',
      messages: [{ from: { name: 'Ann', type: 'agent' } }],
    })
  })

  it('has none where the bus says so, whatever it remembers', async () => {
    const data = { 'WebChatService.sessionActive': false }
    const { types } = await found(
      { data },
      { getSessionData: { sessionId: 's' }, getTranscript: batch(text('1-1')) },
    )
    expect(types()).toEqual(['status', 'deciding', 'noSession'])
  })

  it('has one where the bus says nothing, if it remembers one', async () => {
    const { types } = await found(
      {},
      { getSessionData: { sessionId: 's' }, getTranscript: batch(text('1-1')) },
    )
    expect(types().slice(2)).toEqual(['joined', 'messages', 'presence'])
  })

  it('is over where one is on of which the bus knows nothing', async () => {
    const data = { 'WebChatService.sessionActive': false }
    const { take } = await found({ data, session: 'live' }, { getSessionData: {} })
    expect(take()).toEqual([
      { type: 'status', status: 'connected' },
      { type: 'ended', reason: null },
    ])
  })

  it('has one that the server has ended, where the bus calls active what it has no data of', async () => {
    const data = { 'WebChatService.sessionActive': true }
    const { take } = await found({ data }, { getSessionData: {}, getTranscript: batch(text('1-1')) })
    expect(take().slice(2)).toMatchObject([
      { type: 'joined', sessionId: 's', origin: 'found' },
      { type: 'messages' },
      { type: 'presence' },
      { type: 'ended', reason: 'server' },
    ])
  })

  it('tells why the session that is joined was asked to end', async () => {
    const data = { 'WebChatService.sessionActive': true }
    const page = reading({ data })
    page.take()
    noteEnd(page.bus as never, 'idle')
    Object.assign(page.answers, { getSessionData: { sessionId: 's' }, getTranscript: batch(text('1-1')) })
    page.happens('ready')
    await wait()
    expect(page.types().slice(2)).toEqual(['joined', 'endRequested', 'messages', 'presence'])
  })

  it('that restores one is given ten seconds, and then asked again', async () => {
    for (const [answer, expected] of [
      [{ sessionId: 's' }, { type: 'joined', sessionId: 's', origin: 'found' }],
      [{}, { type: 'noSession' }],
    ] as const) {
      const data = { 'WebChatService.sessionActive': true }
      const { take, answers } = await found(
        { data },
        { getSessionData: { sessionId: 's' }, getTranscript: {} },
      )
      take()
      answers.getSessionData = answer
      await wait(9_999)
      expect(take()).toEqual([])
      await wait(1)
      expect(take()).toEqual([expected])
    }
  })

  it('that restores one, and says so, is not asked again', async () => {
    const data = { 'WebChatService.sessionActive': true }
    const { take, host, ran } = await found(
      { data },
      { getSessionData: { sessionId: 's' }, getTranscript: {} },
    )
    take()
    host.session = 'live'
    await wait(10_000)
    expect(take()).toEqual([])
    expect(ran).toHaveLength(4)
  })

  it('keeps back what it says while it is asked', async () => {
    const page = reading({ session: 'live', data: { 'WebChatService.sessionActive': true } })
    page.take()
    Object.assign(page.answers, { getSessionData: { sessionId: 's' }, getTranscript: batch(text('1-1')) })
    page.happens('ready')
    page.happens('agentTypingStarted')
    expect(page.types()).toEqual(['status'])
    await wait()
    expect(page.types()).toEqual(['joined', 'messages', 'presence', 'typing'])
  })
})

describe('a chat that is started', () => {
  it('is under way from the command on, for thirty seconds', async () => {
    const { happens, passed, take } = reading()
    happens('startChat')
    expect(passed).toEqual(['data'])
    expect(take()).toEqual([{ type: 'starting' }])
    await wait(29_999)
    expect(take()).toEqual([])
    await wait(1)
    expect(take()).toEqual([{ type: 'startFailed' }])
  })

  it('is not, while the bus has one', async () => {
    const { happens, passed, take } = reading({ data: { 'WebChatService.sessionActive': true } })
    happens('startChat')
    expect(passed).toEqual(['data'])
    await wait(30_000)
    expect(take()).toEqual([])
  })

  it.each([
    [{ sessionId: 's1' }, 's1'],
    [{ data: { sessionId: 's2' } }, 's2'],
    [{ chatId: 'c' }, 'c'],
    [{}, null],
  ])('is joined by the id that it names: %j', async (data, sessionId) => {
    const { happens, take } = reading({ session: 'starting' })
    happens('startChat')
    take()
    happens('started', data)
    expect(take()).toEqual([{ type: 'joined', sessionId, origin: 'started' }])
    await wait(30_000)
    expect(take()).toEqual([])
  })

  it('forgets that another one was asked to end', () => {
    const { happens, bus } = reading()
    noteEnd(bus as never, 'customer')
    happens('started', { sessionId: 's' })
    expect(bus.shared.get('endAsked')).toEqual([undefined, Date.now()])
  })
})

describe('a chat that is restored', () => {
  async function restored(session: SessionStage, sessionData: unknown, published: object = {}) {
    const page = reading({ session, data: { 'WebChatService.sessionActive': true } })
    page.take()
    page.answers.getSessionData = sessionData
    page.happens('restored', published)
    return page
  }

  it('is told together with its history', async () => {
    const { happens, take } = await restored('undecided', { sessionId: 's' }, { async: true })
    expect(take()).toEqual([{ type: 'deciding' }])
    await wait(999)
    expect(take()).toEqual([])
    happens('messageReceived', batch(text('1-1')))
    await wait()
    expect(take()).toMatchObject([
      { type: 'mode', isAsync: true },
      { type: 'joined', sessionId: 's', origin: 'restored' },
      { type: 'messages', messages: [{ text: 'text 1-1' }], source: 'history' },
    ])
  })

  it('is told without it after a second', async () => {
    const { types } = await restored('undecided', { sessionId: 's' })
    await wait(1_000)
    expect(types()).toEqual(['deciding', 'joined'])
  })

  it('while it goes on is told at once', async () => {
    const { types } = await restored('live', { sessionId: 's' })
    await wait()
    expect(types()).toEqual(['joined'])
  })

  it('of which there is no data was ended by the server', async () => {
    const { take } = await restored('live', {})
    await wait()
    expect(take()).toMatchObject([{ type: 'joined' }, { type: 'ended', reason: 'server' }])
  })

  it('begins with history, until another batch or a second poll comes', async () => {
    for (const polls of [0, 1, 2]) {
      const { happens, take } = await restored('live', { sessionId: 's' })
      await wait()
      take()
      for (let n = 0; n < polls; n++) happens('pollingStarted')
      happens('messageReceived', batch(text('1-1')))
      happens('messageReceived', batch(text('1-2')))
      expect(take()).toMatchObject([{ source: polls === 2 ? 'live' : 'history' }, { source: 'live' }])
    }
  })

  it.each([
    ['undecided', { state: 'DISCONNECTED' }, 'server'],
    ['none', { state: 'DISCONNECTED' }, 'restore-failed'],
    ['undecided', { state: 'OTHER' }, 'restore-failed'],
    ['undecided', {}, 'restore-failed'],
  ] as const)('may fail: %s, %j', (session, data, reason) => {
    const { happens, take } = reading({ session })
    happens('restoreFailed', data)
    expect(take()).toEqual([{ type: 'ended', reason }])
  })
})

describe('messages', () => {
  it.each([
    ['live', {}, 'live'],
    ['live', { oldMessages: true }, 'page'],
    ['live', { oldMessages: 'true' }, 'live'],
    ['ended', {}, 'live'],
  ] as const)('of a chat that is %s are told: %j', (session, more, source) => {
    const { happens, take } = reading({ session })
    happens('messageReceived', { ...batch(text('1-1')), ...more })
    expect(take()).toMatchObject([{ type: 'messages', source }])
    happens('messageReceived', batch())
    happens('messageReceived', null)
    expect(take()).toEqual([])
  })

  it('of a chat that nobody knows of make the service be asked', async () => {
    const page = reading({ session: 'none', data: { 'WebChatService.sessionActive': true } })
    page.take()
    Object.assign(page.answers, { getSessionData: { sessionId: 's' }, getTranscript: batch(text('1-1')) })
    page.happens('messageReceived', batch(text('1-2')))
    await wait()
    expect(page.types()).toEqual(['deciding', 'joined', 'messages', 'presence', 'messages'])
  })

  it('of a chat that was reset are of none', async () => {
    const { happens, ran, types } = reading({
      session: 'none',
      data: { 'WebChatService.sessionActive': false },
    })
    types()
    happens('messageReceived', batch(text('1-2')))
    await wait()
    expect([types(), ran]).toEqual([[], []])
  })

  it('that another bus of the page received are told while the chat is on', () => {
    for (const session of ['live', 'ending', 'none'] as const) {
      const { client, take } = reading({ session, data: { 'WebChatService.sessionActive': false } })
      take()
      client.strayMessages.notify({
        event: 'WebChatService.messageReceived',
        data: batch(text('1-1')),
      } as never)
      expect(take()).toHaveLength(session === 'none' ? 0 : 1)
    }
  })
})

describe('whether the session is still there', () => {
  const alive = { session: 'live', data: { 'WebChatService.sessionActive': true } } as const

  it.each<[string, Partial<Options>, unknown, boolean]>([
    ['the service has its data', alive, { sessionId: 's' }, false],
    ['the service has none', alive, {}, true],
    ['the service does not answer', alive, undefined, false],
    [
      'the page is ending it',
      { session: 'live', data: { 'WebChatService.sessionActive': false } },
      {},
      false,
    ],
    ['it is over already', { session: 'ended' }, {}, false],
  ])('is asked: %s', async (_, options, answer, isEnd) => {
    const { reader, answers, take } = reading(options)
    answers.getSessionData = answer
    expect(await reader.checkSession()).toBe(options.session === 'live')
    expect(take()).toEqual(isEnd ? [{ type: 'ended', reason: 'server' }] : [])
  })

  it('is not asked again where nobody answers, until the reader begins anew', async () => {
    const { reader, answers, ran, stop } = reading(alive)
    answers.getSessionData = new Error('no')
    await reader.checkSession()
    await reader.checkSession()
    expect(ran).toHaveLength(1)
    stop()
    await reader.checkSession()
    expect(ran).toHaveLength(2)
  })

  it('says nothing of one that is another one by now', async () => {
    const { reader, answers, host, take } = reading(alive)
    answers.getSessionData = {}
    const checked = reader.checkSession()
    host.sessionId = 't'
    await checked
    expect(take()).toEqual([])
  })

  it('is asked when the polls stop, a moment later', async () => {
    const { happens, answers, ran, types } = reading(alive)
    answers.getSessionData = {}
    happens('pollingStopped')
    await wait(49)
    expect(ran).toEqual([])
    await wait(20)
    expect(types()).toEqual(['ended'])
  })

  it.each([
    ['live', false, ['ended']],
    ['live', true, []],
    ['ended', false, []],
  ] as const)('is told by the bus: %s, %s', async (session, active, expected) => {
    const transport = { dataURL: 'https://gms.example/genesys/2/chat' }
    const { happens, data, types } = reading({ session, transport })
    data['WebChatService.sessionActive'] = active
    types()
    happens('WebChatService.data.sessionActive', { value: false })
    await wait(100)
    expect(types()).toEqual(expected)
  })

  it('is not told by a bus that has become active', async () => {
    const { happens, data, types } = reading({ session: 'live' })
    data['WebChatService.sessionActive'] = false
    happens('WebChatService.data.sessionActive', { value: true })
    await wait(100)
    expect(types()).toEqual([])
  })
})

describe('an error', () => {
  it('is over after two polls without another one', () => {
    const { happens, take, types } = reading({ session: 'live' })
    happens('error', { errors: [{ code: 7, status: 500, text: 'Oops' }] })
    expect(take()).toMatchObject([{ type: 'error', error: { code: 'HTTP 500', kind: 'unavailable' } }])
    happens('pollingStarted')
    happens('error', { errors: [] })
    happens('pollingStarted')
    expect(types()).toEqual(['error'])
    happens('pollingStarted')
    expect(types()).toEqual(['recovered'])
    happens('pollingStarted')
    expect(types()).toEqual([])
  })
})

describe('the window', () => {
  function withWindow(isShown: boolean): void {
    const element = document.createElement('div')
    element.className = 'cx-webchat'
    document.body.append(element)
    vi.spyOn(element, 'getClientRects').mockReturnValue((isShown ? [{}] : []) as never)
  }

  it.each([
    ['WebChat.opened', 'open'],
    ['WebChat.minimized', 'minimized'],
    ['WebChat.closed', 'closed'],
  ])('%s: it is %s', (event, window) => {
    const { happens, take } = reading()
    happens(event)
    expect(take()).toEqual([{ type: 'window', window }])
  })

  it.each([
    ['absent', [{ type: 'window', window: 'closed' }]],
    ['open', []],
  ] as const)('that is ready is closed, unless it is known: %s', (shown, expected) => {
    const { happens, take } = reading({ window: shown })
    happens('WebChat.ready')
    expect(take()).toEqual(expected)
  })

  it.each<[WindowState, string, boolean | null, WindowState | null]>([
    ['open', 'WebChat.hide', null, 'hidden'],
    ['hidden', 'WebChat.show', null, 'open'],
    ['open', 'WebChat.hide', true, 'open'],
    ['open', 'WebChat.show', false, 'hidden'],
    ['minimized', 'WebChat.hide', null, 'hidden'],
    ['closed', 'WebChat.hide', null, null],
    ['absent', 'WebChat.show', null, null],
  ])('%s and %s: the document tells (%j), else the command', async (shown, command, inDocument, expected) => {
    if (inDocument !== null) withWindow(inDocument)
    const { happens, passed, take } = reading({ window: shown })
    happens(command)
    expect(passed).toEqual(['data'])
    expect(take()).toEqual([])
    await wait(100)
    expect(take()).toEqual(expected ? [{ type: 'window', window: expected }] : [])
  })

  it('that is open and not to be seen is hidden from the start', () => {
    withWindow(false)
    const { ready, take } = reading({ data: { 'WebChat.open': true } })
    ready()
    expect(take()).toEqual([{ type: 'window', window: 'hidden' }])
  })
})

describe('on Genesys Cloud', () => {
  const transport = { transport: { type: 'purecloud-v2-sockets' } }
  const event = (state: string) => ({ message: { id: 'm', displayName: 'Bea', role: 'AGENT', state } })

  async function learnt(change: (page: Page) => void = () => {}) {
    const page = reading({ session: 'live', transport })
    page.take()
    page.happens('agentConnected', event('CONNECTED'))
    await wait(1_999)
    expect(page.take()).toEqual([])
    change(page)
    await wait(1)
    return page.take()
  }

  it('a join whose message gets lost is told two seconds later', async () => {
    expect(await learnt()).toMatchObject([
      { type: 'messages', messages: [{ type: 'ParticipantJoined', from: { name: 'Bea' } }], source: 'live' },
    ])
  })

  it('it is not told of another session, nor when its message came, nor after a stop', async () => {
    expect(
      await learnt(({ host }) => {
        host.sessionId = 't'
      }),
    ).toEqual([])
    expect(await learnt(({ stop }) => stop())).toEqual([])
    const came = await learnt(({ happens }) =>
      happens('messageReceived', batch({ id: '1', sender: { id: 'm' }, bodyType: 'member-join' })),
    )
    expect(came).toHaveLength(1)
  })

  it.each(['agentDisconnected', 'botConnected', 'botDisconnected'])('%s is read, too', async (name) => {
    const page = reading({ session: 'live', transport })
    page.happens(name, event('DISCONNECTED'))
    await wait(2_000)
    expect(page.types()).toEqual(['messages'])
  })

  it('the customer’s leaving announces the end', () => {
    const { happens, types } = reading({ session: 'live', transport })
    const left = { id: '1', sender: { id: 'me' }, bodyType: 'member-leave', role: 'CUSTOMER' }
    happens('messageReceived', batch(left))
    expect(types()).toEqual(['endRequested', 'messages'])
    happens('messageReceived', { ...batch(left), oldMessages: true })
    expect(types()).toEqual(['messages'])
  })
})

it('a payload that throws is reported, and the next event is read', () => {
  const { happens, host, take } = reading({ session: 'live' })
  const error = new Error('theirs')
  const hostile = {
    get async() {
      throw error
    },
  }
  happens('capabilitiesChanged', hostile)
  expect(host.reportError).toHaveBeenCalledExactlyOnceWith(error)
  happens('capabilitiesChanged', { async: true })
  expect(take()).toEqual([{ type: 'mode', isAsync: true }])
})
