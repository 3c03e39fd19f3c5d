import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ChatCommandError } from '../../../src/platform/commandError.ts'
import { CurrentTransport } from '../../../src/platform/genesys-widgets/currentTransport.ts'
import { History } from '../../../src/platform/genesys-widgets/history.ts'
import { createFakeClient } from '../../support/fakeClient.ts'
import { outcome } from '../../support/outcome.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const MESSAGES = 'WebChatService.messageReceived'
const older = { oldMessages: true }

/** A chat that was restored, whose service answers as the test says. */
function restored(answer: () => Promise<unknown>, pagination: unknown = true, hasBus = true) {
  const bus = hasBus ? { data: () => ({ pagination }) } : undefined
  const { client, ran, happens, listeners } = createFakeClient(bus, answer)
  const history = new History(client, new CurrentTransport())
  happens('WebChatService.restored')
  const load = async () => {
    const loaded = outcome(history.load())
    await vi.advanceTimersByTimeAsync(0)
    return loaded
  }
  return { history, ran, load, happens, listeners: () => listeners(MESSAGES) }
}

const settles = () => Promise.resolve()

describe('an older page', () => {
  it('has come when it is published, after which there may be more', async () => {
    const { history, load, happens, listeners } = restored(settles)
    const loaded = await load()
    expect(loaded).toStrictEqual({})
    happens(MESSAGES, older)
    await vi.advanceTimersByTimeAsync(0)
    expect(loaded).toHaveProperty('value')
    expect(history.hasOlder).toBe(true)
    expect(listeners()).toBe(0)
  })

  it('may be published before the answer', async () => {
    let answer = (): void => {}
    const { history, load, happens } = restored(() => new Promise<void>((resolve) => (answer = resolve)))
    const loaded = await load()
    happens(MESSAGES, older)
    answer()
    await vi.advanceTimersByTimeAsync(0)
    expect(loaded).toHaveProperty('value')
    expect(history.hasOlder).toBe(true)
  })

  it.each([{}, { oldMessages: false }, { oldMessages: 'true' }, null])(
    'is not what else is published: %j',
    async (data) => {
      const { history, load, happens, listeners } = restored(settles)
      const loaded = await load()
      happens(MESSAGES, data)
      await vi.advanceTimersByTimeAsync(299)
      expect(loaded).toStrictEqual({})
      await vi.advanceTimersByTimeAsync(1)
      expect(loaded).toHaveProperty('value')
      expect(history.hasOlder).toBe(false)
      expect(listeners()).toBe(0)
    },
  )

  it('is the last one where the service says so', async () => {
    const { history, load, ran } = restored(() =>
      Promise.reject(
        new ChatCommandError('WebChatService.fetchHistory', 'rejected', 'No more messages to fetch'),
      ),
    )
    expect(await load()).toHaveProperty('value')
    expect(history.hasOlder).toBe(false)
    await load()
    expect(ran).toHaveLength(1)
  })

  it('that cannot be had may be asked for again', async () => {
    const { history, load, listeners } = restored(() =>
      Promise.reject(new ChatCommandError('WebChatService.fetchHistory', 'rejected', 'HTTP 500')),
    )
    expect((await load()).error).toMatchObject({ reason: 'HTTP 500' })
    expect(history.hasOlder).toBe(true)
    expect(listeners()).toBe(0)
  })

  it('says nothing of a session that has begun meanwhile', async () => {
    const { history, load, happens } = restored(settles)
    await load()
    happens('WebChatService.started')
    happens(MESSAGES, older)
    await vi.advanceTimersByTimeAsync(300)
    expect(history.hasOlder).toBe(false)
  })
})

describe('there is nothing older', () => {
  it('in a chat that was started here, or whose transport has no pages', async () => {
    const { history, happens, load, ran } = restored(settles)
    happens('WebChatService.started')
    expect(history.hasOlder).toBe(false)
    await load()
    expect(ran).toEqual([])
    expect(restored(settles, false).history.hasOlder).toBe(false)
  })

  it('that can be known of without a bus', () => {
    expect(restored(settles, true, false).history.hasOlder).toBe(false)
  })
})

describe('a chat that was there before', () => {
  const asked = ['WebChatService.getTranscript', 'WebChatService.fetchHistory']
  const customer = { type: 'ParticipantJoined', from: { type: 'Client', nickname: 'Joe' }, index: 1 }
  const agent = { type: 'ParticipantJoined', from: { type: 'Agent', nickname: 'Ann' }, index: 2 }

  function found(data: Record<string, unknown>, transcript: unknown = []) {
    const answers: Record<string, () => Promise<unknown>> = {
      'WebChatService.getTranscript': () => Promise.resolve(transcript),
    }
    const bus = { data: (key: string) => data[key] }
    const { client, ran, happens } = createFakeClient(
      bus,
      (command) => answers[command]?.() ?? Promise.resolve(),
    )
    const history = new History(client, new CurrentTransport())
    const load = async () => {
      const loaded = outcome(history.load())
      await vi.advanceTimersByTimeAsync(300)
      return loaded
    }
    return { history, ran, happens, load, answers }
  }
  const paged = { 'WebChatService.sessionActive': true, 'WebChatService.capabilities': { pagination: true } }

  it.each([
    [true, { pagination: true }, true],
    [true, { pagination: false }, false],
    [true, undefined, false],
    [false, { pagination: true }, false],
    [undefined, { pagination: true }, false],
    ['true', { pagination: true }, false],
  ])(
    'has older messages where it is active (%j), and there are pages (%j): %s',
    (active, capabilities, expected) => {
      const data = { 'WebChatService.sessionActive': active, 'WebChatService.capabilities': capabilities }
      expect(found(data).history.hasOlder).toBe(expected)
    },
  )

  it.each([
    ['the customer’s joining', [customer, agent], [], false],
    ['an agent’s joining', [agent, customer], asked.slice(1), false],
    ['a text of the customer', [{ ...customer, type: 'Text', text: 'hi' }], asked.slice(1), false],
    ['nothing', [], asked.slice(1), false],
  ])(
    'is asked for more unless it begins with the customer’s joining: %s',
    async (_, messages, then, hasOlder) => {
      const { history, ran, load } = found(paged, { messages })
      expect(await load()).toHaveProperty('value')
      expect(ran).toEqual([...asked.slice(0, 1), ...then])
      expect(history.hasOlder).toBe(hasOlder)
    },
  )

  it('is not asked for its beginning once it was restored or started here', async () => {
    const { ran, load, happens } = found(paged, { messages: [customer] })
    happens('WebChatService.restored', {})
    await load()
    expect(ran).toEqual(asked.slice(1))
  })

  it('says nothing of one that has begun while its beginning was asked for', async () => {
    const { history, ran, load, happens, answers } = found(paged)
    let answer = (_value: unknown): void => {}
    answers['WebChatService.getTranscript'] = () => new Promise((resolve) => (answer = resolve))
    const loading = load()
    happens('WebChatService.restored', {})
    answer({ messages: [customer] })
    await loading
    expect(history.hasOlder).toBe(true)
    expect(ran).toEqual(asked.slice(0, 1))
  })
})
