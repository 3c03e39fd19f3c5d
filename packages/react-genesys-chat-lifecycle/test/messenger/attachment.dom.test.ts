import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Attachment, type AttachmentOptions } from '../../src/platform/genesys-messenger/attachment.ts'
import type { MessengerClient } from '../../src/platform/genesys-messenger/client.ts'
import { MessengerConnection } from '../../src/platform/genesys-messenger/connection.ts'
import type { PlatformEvent, PlatformHost } from '../../src/platform/port.ts'
import { createFakeGenesys } from '../support/fakeGenesys.ts'

const NOW = Date.UTC(2026, 5, 1)

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const CONFIG = { id: 'd1', messenger: { apps: { conversations: { conversationClear: { enabled: true } } } } }
const INACTIVE =
  'The Messenger deployment is inactive. Activate it under Admin > Message > Messenger Deployments'

function createBus(options: Parameters<typeof createFakeGenesys>[0] = {}) {
  const fake = createFakeGenesys(options)
  const connection = new MessengerConnection(fake.plugin, false)
  const configure = (more: object = {}) =>
    fake.say('GenesysJS.configurationReceived', { deploymentConfig: { ...CONFIG, ...more } })
  return { ...fake, connection, configure }
}
type Bus = ReturnType<typeof createBus>

/** Attached to what the test says. */
function attached(more: Partial<AttachmentOptions> = {}) {
  const events: PlatformEvent[] = []
  /** How many events each batch had. */
  const batches: number[] = []
  const host = {
    emit: (event: PlatformEvent) => void events.push(event),
    batch: (work: () => void) => {
      const before = events.length
      work()
      batches.push(events.length - before)
    },
    reportError: vi.fn((_error: unknown) => {}),
  }
  const stopClient = vi.fn()
  const client = {
    hasGenesys: false,
    connection: undefined as MessengerConnection | undefined,
    start: vi.fn(
      (
        _survey: boolean,
        _onConnection: (each: MessengerConnection) => void,
        _onProblem: (e: Error) => void,
      ) => stopClient,
    ),
    resume: vi.fn(),
    giveUp: vi.fn((_reason: string) => {}),
  }
  const undo = vi.fn()
  const options = {
    busTimeoutMs: 30_000,
    surveyAfterDisconnect: false,
    onSessionWarning: vi.fn((_expiresAt: number) => {}),
    onConnection: vi.fn((_connection: MessengerConnection) => undo),
    ...more,
  }
  const attachment = new Attachment(
    host as unknown as PlatformHost,
    client as unknown as MessengerClient,
    options,
  )
  const connect = ({ connection }: Bus) => {
    client.hasGenesys = true
    client.connection = connection
    client.start.mock.calls[0]?.[1](connection)
  }
  const fail = (error: Error) => client.start.mock.calls[0]?.[2](error)
  const take = () => events.splice(0)
  const types = () => take().map((event) => (event.type === 'status' ? event.status : event.type))
  return { attachment, host, client, stopClient, undo, options, connect, fail, take, types, batches }
}
/** Attached to a Messenger that is there. */
function joined(more: Partial<AttachmentOptions> = {}) {
  const parts = attached(more)
  const bus = createBus()
  bus.say('MessagingService.ready')
  parts.connect(bus)
  parts.take()
  parts.batches.splice(0)
  return { ...parts, bus }
}
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('an attachment', () => {
  it.each([true, false])('connects; a survey after a disconnect: %s', (surveyAfterDisconnect) => {
    const { client, connect, take } = attached({ surveyAfterDisconnect })
    expect(take()).toEqual([{ type: 'status', status: 'connecting' }])
    expect(client.start).toHaveBeenCalledExactlyOnceWith(
      surveyAfterDisconnect,
      expect.any(Function),
      expect.any(Function),
    )
    const bus = createBus()
    bus.connection.conversation.hasSurvey = !surveyAfterDisconnect
    connect(bus)
    expect(bus.connection.conversation.hasSurvey).toBe(surveyAfterDisconnect)
  })

  it('tells what goes wrong', () => {
    const { fail, host, take } = attached()
    take()
    const error = new Error('no function')
    fail(error)
    expect(host.reportError).toHaveBeenCalledExactlyOnceWith(error)
    expect(console.error).toHaveBeenCalledExactlyOnceWith('[react-genesys-chat-lifecycle] no function')
    expect(take()).toEqual([])
  })
})

describe('Messenger', () => {
  it.each<[string, (bus: Bus) => void]>([
    ['whose service is ready', ({ say }) => say('MessagingService.ready')],
    ['with a window, whose service is loaded later', ({ configure }) => configure()],
  ])('%s is there, before or after the bus is', (_, come) => {
    for (const isBefore of [true, false]) {
      const { client, connect, types, batches, options } = attached()
      types()
      const bus = createBus()
      if (isBefore) come(bus)
      connect(bus)
      if (!isBefore) {
        expect(types()).toEqual([])
        expect(client.resume).not.toHaveBeenCalled()
        come(bus)
      }
      expect(types()).toEqual(['connected', 'window', 'mode', 'noSession', 'connection'])
      expect(batches).toEqual([5])
      expect(client.resume).toHaveBeenCalledTimes(1)
      expect(options.onConnection).toHaveBeenCalledExactlyOnceWith(bus.connection)
    }
  })

  it('without a window is there when its service is ready', () => {
    const { connect, types } = attached()
    const bus = createBus()
    connect(bus)
    types()
    bus.configure({ headlessMode: { enabled: true } })
    expect(types()).toEqual([])
    bus.say('MessagingService.ready')
    expect(types()[0]).toBe('connected')
  })

  it('that is there is not joined again, and is not given up', async () => {
    const { bus, client, types, options } = joined()
    bus.configure({ status: 'Inactive' })
    bus.say('MessagingService.typingTimeout')
    await wait(60_000)
    expect(types()).toEqual([])
    expect(options.onConnection).toHaveBeenCalledTimes(1)
    expect(client.giveUp).not.toHaveBeenCalled()
  })

  it('reports what happens together as one change', () => {
    const { bus, take, batches } = joined()
    bus.say('MessagingService.reconnected')
    expect(take()).toEqual([{ type: 'connection', connection: 'online' }, { type: 'recovered' }])
    expect(batches).toEqual([2])
  })

  it('reports what becomes of the sign-in, also before it is there', () => {
    const { connect, take } = attached()
    const bus = createBus()
    connect(bus)
    take()
    bus.say('Auth.authError', { message: 'Wrong code' })
    expect(take()).toMatchObject([{ type: 'error', error: { message: 'Wrong code', kind: 'unauthorized' } }])
    bus.say('Auth.authenticated')
    expect(take()).toEqual([{ type: 'recovered' }])
  })

  it('warns of the end of its session, where it says when', () => {
    const { bus, options } = joined()
    bus.say('MessagingService.sessionWarning', { expirationTime: NOW / 1_000 + 60 })
    expect(options.onSessionWarning).toHaveBeenCalledExactlyOnceWith(NOW + 60_000)
    bus.say('MessagingService.sessionWarning', {})
    bus.say('MessagingService.sessionWarning', null)
    expect(options.onSessionWarning).toHaveBeenCalledTimes(1)
  })
})

describe('a bus that takes the place of another one', () => {
  it('is joined, and the other one is left', () => {
    const { bus, connect, types, undo, options } = joined()
    const next = createBus()
    next.say('MessagingService.ready')
    connect(next)
    expect(undo).toHaveBeenCalledTimes(1)
    expect(options.onConnection).toHaveBeenLastCalledWith(next.connection)
    expect(types()[0]).toBe('connected')
    bus.say('MessagingService.reconnected')
    bus.say('Auth.authenticated')
    expect(types()).toEqual([])
    next.say('MessagingService.reconnected')
    expect(types()).toEqual(['connection', 'recovered'])
  })

  it('is waited for, and the other one does not come between', () => {
    const { connect, types } = attached()
    const bus = createBus()
    connect(bus)
    connect(createBus())
    types()
    bus.say('MessagingService.ready')
    expect(types()).toEqual([])
  })
})

describe('an attachment that is stopped', () => {
  it('hears nothing any more', async () => {
    const { attachment, bus, stopClient, undo, types } = joined()
    attachment.stop()
    expect(stopClient).toHaveBeenCalledTimes(1)
    expect(undo).toHaveBeenCalledTimes(1)
    bus.say('MessagingService.reconnected')
    bus.say('Auth.authenticated')
    expect(types()).toEqual([])
  })

  it('does not wait any more', async () => {
    const { attachment, client, connect, types } = attached()
    const bus = createBus()
    connect(bus)
    types()
    attachment.stop()
    bus.say('MessagingService.ready')
    await wait(60_000)
    expect(types()).toEqual([])
    expect(client.giveUp).not.toHaveBeenCalled()
  })
})

describe('Messenger is given up', () => {
  it.each([30_000, 5_000])(
    'when it is not there after %d ms, and is used when it comes',
    async (busTimeoutMs) => {
      const { client, host, connect, types } = attached({ busTimeoutMs })
      types()
      await wait(busTimeoutMs - 1)
      expect(types()).toEqual([])
      await wait(1)
      expect(types()).toEqual(['unavailable'])
      expect(client.giveUp).toHaveBeenCalledTimes(1)
      expect(host.reportError).toHaveBeenCalledTimes(1)
      const bus = createBus()
      bus.say('MessagingService.ready')
      connect(bus)
      expect(types()[0]).toBe('connected')
      expect(client.resume).toHaveBeenCalledTimes(1)
    },
  )

  it('where its deployment is inactive: at once, once, even if its service is ready', async () => {
    const { client, host, connect, types, options } = attached()
    const bus = createBus()
    bus.say('MessagingService.ready')
    bus.configure({ status: 'Inactive' })
    types()
    connect(bus)
    expect(types()).toEqual(['unavailable'])
    expect(client.giveUp).toHaveBeenCalledExactlyOnceWith(INACTIVE)
    expect(host.reportError.mock.calls).toEqual([[new Error(`${INACTIVE}.`)]])
    await wait(60_000)
    expect(types()).toEqual([])
    const next = createBus()
    next.configure({ status: 'Inactive' })
    connect(next)
    expect(types()).toEqual(['unavailable'])
    expect(client.giveUp).toHaveBeenCalledTimes(2)
    expect(host.reportError).toHaveBeenCalledTimes(1)
    expect(options.onConnection).not.toHaveBeenCalled()
  })

  const NOT_ALLOWED = 'the domain of this page is not allowed. See Admin > Message > Messenger Deployments'
  const headless = { headlessMode: { enabled: true } }
  it.each<[string, string, (parts: ReturnType<typeof attached>) => void]>([
    [
      'there is no snippet',
      'There is no Genesys() on this page. Add the snippet of your Messenger deployment',
      () => {},
    ],
    [
      'nobody answers',
      `Messenger did not start: genesys.min.js did not load, or ${NOT_ALLOWED}`,
      ({ client }) => {
        client.hasGenesys = true
      },
    ],
    [
      'it did not start',
      `Messenger did not start: ${NOT_ALLOWED}`,
      ({ connect }) => {
        const bus = createBus()
        bus.configure(headless)
        connect(bus)
      },
    ],
    [
      'it has no configuration',
      'The configuration of the Messenger deployment could not be loaded. Check deploymentId and environment in the snippet',
      ({ connect }) => {
        const bus = createBus()
        bus.say('GenesysJS.ready')
        connect(bus)
      },
    ],
    [
      'the customer did not sign in',
      'Messenger waits for the customer to sign in. Register the AuthProvider plugin, with a getAuthCode command that resolves with a code',
      ({ connect }) => {
        const bus = createBus()
        bus.say('GenesysJS.ready')
        bus.configure({ ...headless, auth: { enabled: true } })
        connect(bus)
      },
    ],
    [
      'its service is not ready',
      'Messenger started, but its MessagingService did not become ready',
      ({ connect }) => {
        const bus = createBus()
        bus.say('GenesysJS.ready')
        bus.configure(headless)
        connect(bus)
      },
    ],
  ])('with the reason: %s', async (_, reason, prepare) => {
    const parts = attached()
    prepare(parts)
    await wait(30_000)
    expect(parts.client.giveUp).toHaveBeenCalledExactlyOnceWith(reason)
    expect(parts.host.reportError.mock.calls).toEqual([[new Error(`${reason}.`)]])
    expect(console.error).toHaveBeenLastCalledWith(`[react-genesys-chat-lifecycle] ${reason}.`)
  })
})
