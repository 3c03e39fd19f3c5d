import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type GenesysMessengerOptions,
  genesysMessenger,
} from '../../src/platform/genesys-messenger/createGenesysMessenger.ts'
import type { PlatformEvent, PlatformHost, SessionStage } from '../../src/platform/port.ts'
import { createFakeGenesys } from '../support/fakeGenesys.ts'
import { outcome } from '../support/outcome.ts'

const NOW = Date.UTC(2026, 5, 1)

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const wait = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
type Fake = ReturnType<typeof createFakeGenesys>

function createPlatform(more: object = {}) {
  const page: { genesys?: unknown } = {}
  const options = { genesys: () => page.genesys, ...more } as GenesysMessengerOptions
  const events: PlatformEvent[] = []
  const host = {
    session: 'none' as SessionStage,
    emit: (event: PlatformEvent) => void events.push(event),
    batch: (work: () => void) => work(),
    reportError: vi.fn((_error: unknown) => {}),
  }
  const platform = genesysMessenger(() => options)(host as unknown as PlatformHost)
  const come = async ({ genesys }: Fake) => {
    page.genesys = genesys
    await wait(500)
  }
  const statuses = () => events.splice(0).flatMap((event) => (event.type === 'status' ? [event.status] : []))
  return { platform, host, options, come, statuses }
}
/** A platform whose Messenger is there. */
async function attached(more: object = {}) {
  const parts = createPlatform(more)
  const detach = parts.platform.attach()
  const fake = createFakeGenesys()
  fake.say('MessagingService.ready')
  await parts.come(fake)
  fake.say('MessagingService.ready')
  return { ...parts, ...fake, detach }
}
/** What becomes of a text that the page sends. */
const sent = ({ plugin }: Fake) => {
  const hook = plugin.before.mock.calls.find(([command]) => command.endsWith('sendMessage'))?.[1]
  return hook?.({ message: 'Hi' }) === true ? 'held' : 'sent'
}

describe('a platform', () => {
  it('is Messenger, and can be asked before it is there', async () => {
    const { platform } = createPlatform()
    expect(platform).toMatchObject({ name: 'genesys-messenger', page: undefined })
    expect(platform.transport()).toBe(null)
    expect(platform.isSessionActive()).toBe(undefined)
    expect(platform.isWindowOpening()).toBe(false)
    expect(platform.languages()).toEqual([])
    expect(platform.onLanguage(() => {})).not.toThrow()
    expect(platform.takesFiles()).toBe(true)
    expect(platform.hasOlder()).toBe(false)
    await expect(platform.readTranscript()).resolves.toEqual([])
    expect(platform.reportsServerEnd()).toBe(false)
  })

  it('says what Messenger knows', async () => {
    const { platform, say, detach } = await attached()
    expect(platform.page).toEqual(new Map())
    expect(platform.isSessionActive()).toBe(false)
    expect(platform.languages()).toEqual([])
    say('GenesysJS.configurationReceived', { deploymentConfig: { defaultLanguage: '' } })
    expect(platform.languages()).toEqual([])
    say('GenesysJS.configurationReceived', { deploymentConfig: { defaultLanguage: 'de' } })
    expect(platform.languages()).toEqual(['de'])
    expect(platform.hasOlder()).toBe(false)
    say('MessagingService.restoring')
    say('MessagingService.restored', { messages: [{ id: '1', type: 'Text', text: 'Hi' }] })
    expect(platform.isSessionActive()).toBe(true)
    expect(platform.hasOlder()).toBe(true)
    await expect(platform.readTranscript()).resolves.toMatchObject([{ text: 'Hi' }])
    detach()
    expect(platform.page).toBe(undefined)
    expect(platform.isSessionActive()).toBe(undefined)
  })

  it('takes files unless Messenger says that it takes none', async () => {
    const { platform, say } = await attached()
    const allow = (...fileTypes: object[]) =>
      say('MessagingService.allowedFileTypes', { allowedMedia: { inbound: { fileTypes } } })
    expect(platform.takesFiles()).toBe(true)
    allow()
    expect(platform.takesFiles()).toBe(false)
    allow({ type: 'image/png' })
    expect(platform.takesFiles()).toBe(true)
  })

  it.each([
    ['live', true],
    ['ending', true],
    ['none', false],
    ['undecided', false],
    ['starting', false],
    ['ended', false],
  ] as const)('believes what is published of a session: %s', async (session, expected) => {
    const { platform, host } = createPlatform()
    host.session = session
    await expect(platform.checkSession()).resolves.toBe(expected)
  })
})

describe('options', () => {
  it.each([
    [undefined, 30_000],
    ['5s', 30_000],
    [5_000, 5_000],
  ])('busTimeoutMs %j: unavailable after %d ms', async (busTimeoutMs, ms) => {
    const { platform, statuses } = createPlatform({ busTimeoutMs })
    platform.attach()
    await wait(ms - 1)
    expect(statuses()).toEqual(['connecting'])
    await wait(1)
    expect(statuses()).toEqual(['unavailable'])
  })

  it.each([
    [undefined, 10_000],
    ['5s', 10_000],
    [5_000, 5_000],
  ])('commandTimeoutMs %j: a timeout after %d ms', async (commandTimeoutMs, ms) => {
    const { platform } = await attached({ commandTimeoutMs })
    const start = outcome(platform.commands.start({}))
    const send = outcome(platform.commands.send({ kind: 'text', text: 'Hi', data: {} }))
    await wait(ms - 1)
    expect([start, send]).toEqual([{}, {}])
    await wait(1)
    expect(start.error).toMatchObject({ kind: 'timeout' })
    expect(send.error).toMatchObject({ kind: 'timeout' })
  })

  it.each([
    [undefined, 'Completed'],
    [true, 'Finalizing'],
    ['yes', 'Completed'],
  ])('surveyAfterDisconnect %j: a disconnect means %s', async (surveyAfterDisconnect, expected) => {
    const { platform, say } = await attached({ surveyAfterDisconnect })
    say('MessagingService.started', { newSession: true })
    const disconnect = { direction: 'Outbound', originatingEntity: 'Human', presence: { type: 'Disconnect' } }
    say('MessagingService.messagesReceived', { messages: [disconnect] })
    await expect(platform.readTranscript()).resolves.toMatchObject([{ interactionState: expected }])
  })

  it('onSessionWarning is read when it is called', async () => {
    const { options, say } = await attached()
    const onSessionWarning = vi.fn()
    options.onSessionWarning = onSessionWarning
    say('MessagingService.sessionWarning', { expirationTime: NOW })
    expect(onSessionWarning).toHaveBeenCalledExactlyOnceWith({ expiresAt: NOW })
  })

  it.each([undefined, 'log'])('onSessionWarning %j is not called', async (onSessionWarning) => {
    const { host, say } = await attached({ onSessionWarning })
    say('MessagingService.sessionWarning', { expirationTime: NOW })
    expect(host.reportError).not.toHaveBeenCalled()
  })

  it('onSessionWarning that throws is reported', async () => {
    const error = new Error('theirs')
    const onSessionWarning = () => {
      throw error
    }
    const { host, say } = await attached({ onSessionWarning })
    say('MessagingService.sessionWarning', { expirationTime: NOW })
    expect(host.reportError).toHaveBeenCalledExactlyOnceWith(error)
  })
})

describe('what is done on every connection', () => {
  it('is done when there is one, once', async () => {
    const { platform, come } = createPlatform()
    const hold = vi.fn(() => true)
    platform.attach()
    platform.window.holdMessages(hold)
    const fake = createFakeGenesys()
    await come(fake)
    expect(sent(fake)).toBe('sent')
    fake.say('MessagingService.ready')
    expect(sent(fake)).toBe('held')
    expect(hold).toHaveBeenCalledTimes(1)
  })

  it('is done at once where there is one, and not again when Messenger is there', async () => {
    const { platform, come } = createPlatform()
    platform.attach()
    const fake = createFakeGenesys()
    await come(fake)
    const hold = vi.fn(() => false)
    platform.window.holdMessages(hold)
    fake.say('MessagingService.ready')
    sent(fake)
    expect(hold).toHaveBeenCalledTimes(1)
  })

  it('can be undone before there is one, and on it', async () => {
    const { platform, come } = createPlatform()
    platform.attach()
    const offBefore = platform.window.holdMessages(() => true)
    offBefore()
    const fake = createFakeGenesys()
    await come(fake)
    fake.say('MessagingService.ready')
    expect(sent(fake)).toBe('sent')
    const off = platform.window.holdMessages(() => true)
    expect(sent(fake)).toBe('held')
    off()
    expect(sent(fake)).toBe('sent')
  })

  it('moves to the next bus as soon as Messenger is there, and is undone on the one before', async () => {
    const { platform, come, ...first } = await attached()
    platform.window.holdMessages(() => true)
    expect(sent(first)).toBe('held')
    const second = createFakeGenesys()
    await come(second)
    expect(sent(first)).toBe('sent')
    expect(sent(second)).toBe('sent')
    const third = createFakeGenesys()
    await come(third)
    third.say('MessagingService.ready')
    expect(sent(second)).toBe('sent')
    expect(sent(third)).toBe('held')
  })

  it('is undone with the platform, and done again with it', async () => {
    const { platform, detach, ...fake } = await attached()
    platform.window.holdMessages(() => true)
    detach()
    expect(sent(fake)).toBe('sent')
    platform.attach()
    expect(sent(fake)).toBe('held')
  })
})
