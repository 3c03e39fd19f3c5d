import { act } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ChatEndGuard } from '../../src/index.ts'
import { openRaw } from '../support/rawMessenger.tsx'

// Events as nobody has seen them yet, but as the vendor's code allows them.

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

const at = (second: number): string => new Date(Date.UTC(2026, 4, 31, 12, 0, second)).toISOString()
const text = (second: number, direction: 'Inbound' | 'Outbound', originatingEntity?: string): object => ({
  id: `t${second}`,
  direction,
  type: 'Text',
  text: `at ${second}`,
  channel: { time: at(second), from: {} },
  originatingEntity,
})
const disconnect = (second: number, metadata?: object): object => ({
  id: `d${second}`,
  direction: 'Outbound',
  type: 'Event',
  events: [{ eventType: 'Presence', presence: { type: 'Disconnect' } }],
  channel: { time: at(second) },
  metadata,
})
const started: [string, object] = ['started', { newSession: true }]

describe('a session that is restored', () => {
  it.each([
    [false, 'active', []],
    [true, 'ended', ['ended server']],
  ])('and whose frame alone says `readOnly: %s`', async (readOnly, phase, log) => {
    const page = await openRaw()
    const restored = [
      { messageType: 'outbound', type: 'text', text: 'Hi', time: at(1), originatingEntity: 'Human' },
    ]
    await page.publish(
      ['restoring'],
      ['readOnlyConversation', { type: 'response', class: 'SessionResponse', body: { readOnly } }],
      ['started', { newSession: false }],
      ['restored', { messages: restored }],
    )
    expect(page.chat().phase).toBe(phase)
    expect(page.log).toEqual(log)
  })

  it('and never brings its history is shown without it', async () => {
    const page = await openRaw()
    await page.publish(['restoring'], ['started', { newSession: false }])
    expect(page.chat().phase).toBe('connecting')
    await act(() => vi.advanceTimersByTimeAsync(5_000))
    expect(page.chat().phase).toBe('waiting')
  })
})

it.each([
  ['4006', { code: 4006, class: 'string', errorKey: 'error.4006' }],
  ['4007', { code: 4007, class: 'string' }],
  ['SessionExpiredEvent', { type: 'response', class: 'SessionExpiredEvent', code: 200, body: {} }],
])('a session that turns out to be expired while it is restored, by %s, is none', async (_, error) => {
  localStorage.setItem('react-genesys-chat-lifecycle/messenger', '{"messenger":"messenger:1"}')
  const page = await openRaw()
  await page.publish(['restoring'], ['error', { error }])
  await act(() => vi.advanceTimersByTimeAsync(11_000))
  expect(page.chat()).toMatchObject({ phase: 'idle', hasSession: false, error: null })
  expect(page.log).toEqual([])
  // The next one, whose beginning is missed, is not taken for it.
  await page.publish(['started', { newSession: false }], ['restored', { messages: [text(1, 'Inbound')] }])
  expect(page.chat()).toMatchObject({ phase: 'waiting', sessionId: 'messenger' })
})

describe('what is said while a session is restored', () => {
  const hi = { messageType: 'outbound', type: 'text', text: 'Hi', time: at(1), originatingEntity: 'Human' }
  const goodbye = { ...text(8, 'Outbound', 'Human'), text: 'Goodbye' }
  const restore: [string, object][] = [['restoring'] as never, ['started', { newSession: false }]]

  it.each([
    ['closes the segment', disconnect(9), [], 'closed'],
    ['ends the chat', disconnect(9, { readOnly: 'true' }), [], 'ended server'],
    [
      'ends the chat, as only an event tells',
      disconnect(9),
      [['conversationDisconnected', { message: disconnect(9), readOnly: true }]],
      'ended server',
    ],
    [
      'ends the chat, as its body tells',
      disconnect(9),
      [['readOnlyConversation', disconnect(9)]],
      'ended server',
    ],
  ] as [string, object, [string, object][], string][])('%s', async (_, message, told, word) => {
    const inHistory = { ...hi, type: 'event', text: '', time: at(9), presence: { type: 'Disconnect' } }
    for (const restored of [[hi], [inHistory, hi], undefined]) {
      localStorage.clear()
      const page = await openRaw()
      await page.publish(...restore, ['messagesReceived', { messages: [goodbye] }], ...told)
      await page.publish(['messagesReceived', { messages: [message] }])
      if (restored) await page.publish(['restored', { messages: restored }])
      else await act(() => vi.advanceTimersByTimeAsync(11_000))
      expect(page.log).toEqual([word])
      expect(page.chat().phase).toBe(word.split(' ')[0])
    }
  })

  it('ends nothing where it is told of an old disconnect, from before a reset', async () => {
    const page = await openRaw()
    const old = { message: disconnect(2), readOnly: true }
    const restored = [disconnect(2), text(1, 'Inbound')]
    await page.publish(...restore, ['conversationDisconnected', old], ['restored', { messages: restored }])
    expect(page.log).toEqual(['closed'])
  })

  it('belongs to no conversation that is begun instead', async () => {
    const page = await openRaw()
    await page.publish(...restore, ['messagesReceived', { messages: [disconnect(9)] }], started)
    await act(() => vi.advanceTimersByTimeAsync(11_000))
    expect(page.chat()).toMatchObject({ phase: 'waiting', closedSegment: null })
  })
})

describe('a disconnect', () => {
  it('without metadata closes the segment, also where nobody says who disconnected', async () => {
    const page = await openRaw()
    await page.publish(started, ['messagesReceived', { messages: [disconnect(1)] }])
    expect(page.chat().phase).toBe('closed')
    expect(page.log).toEqual(['closed'])
  })

  it('that only the event calls read-only is an end', async () => {
    const page = await openRaw()
    await page.publish(
      started,
      ['conversationDisconnected', { message: disconnect(1), readOnly: true }],
      ['messagesReceived', { messages: [disconnect(1)] }],
    )
    expect(page.log).toEqual(['ended server'])
  })

  it('that only the event calls read-only is an end, whatever its ids are', async () => {
    for (const more of [{ id: 77 }, { id: undefined }, { id: { toString: null } }]) {
      const page = await openRaw()
      const message = { ...disconnect(1), ...more }
      await page.publish(
        started,
        ['conversationDisconnected', { message, readOnly: true }],
        ['messagesReceived', { messages: [message] }],
      )
      expect(page.chat().phase).toBe('ended')
    }
  })

  it('that the event alone tells of does nothing, however often it comes', async () => {
    const page = await openRaw()
    await page.publish(started, ['messagesReceived', { messages: [text(5, 'Outbound', 'Human')] }])
    for (const readOnly of [true, false, undefined]) {
      await page.publish(['conversationDisconnected', { message: disconnect(1), readOnly }])
    }
    expect(page.chat().phase).toBe('active')
    expect(page.log).toEqual([])
  })

  it('that arrives after a later text of the customer closes nothing', async () => {
    const page = await openRaw()
    await page.publish(
      started,
      ['messagesReceived', { messages: [text(1, 'Outbound', 'Human')] }],
      ['messagesReceived', { messages: [text(9, 'Inbound')] }],
      ['messagesReceived', { messages: [disconnect(5)] }],
    )
    expect(page.chat().closedSegment).toBeNull()
    expect(page.log).toEqual([])
  })

  it.each(['Human', 'Bot'])(
    'in the millisecond of the last text of a %s closes the segment',
    async (entity) => {
      const page = await openRaw()
      const goodbye = { ...text(2, 'Outbound', entity), text: 'Goodbye' }
      await page.publish(
        started,
        ['messagesReceived', { messages: [text(1, 'Inbound')] }],
        ['messagesReceived', { messages: [goodbye] }],
        ['messagesReceived', { messages: [disconnect(2)] }],
      )
      expect(page.chat()).toMatchObject({ phase: 'closed', agents: [], botActive: false })
      await page.publish(['restored', { messages: [disconnect(2), goodbye, text(1, 'Inbound')] }])
      expect(page.chat()).toMatchObject({ phase: 'closed', agents: [], botActive: false })
      expect(page.log).toEqual(['closed'])
    },
  )

  it('of a conversation that is read-only from then on is followed by its body, which ends the chat', async () => {
    const page = await openRaw()
    await page.publish(
      started,
      ['messagesReceived', { messages: [disconnect(1)] }],
      ['readOnlyConversation', disconnect(1)],
    )
    expect(page.chat()).toMatchObject({ phase: 'ended', endReason: 'server' })
  })
})

it.each(['duration', 'durationMs'])('a typing lasts as long as its %s', async (name) => {
  const page = await openRaw()
  await page.publish(started, ['typingReceived', { typing: { type: 'On', [name]: 20_000 } }])
  await act(() => vi.advanceTimersByTimeAsync(19_000))
  expect(page.chat().agentTyping).toBe(true)
  await act(() => vi.advanceTimersByTimeAsync(2_000))
  expect(page.chat().agentTyping).toBe(false)
})

it('a disconnect without a time is told once, and is old after a reconnect', async () => {
  const page = await openRaw()
  const presence = { type: 'Disconnect' }
  const live = {
    id: 'd1',
    direction: 'Outbound',
    type: 'Event',
    events: [{ eventType: 'Presence', presence }],
  }
  const restored = { id: 'd1', messageType: 'outbound', type: 'event', eventType: 'Presence', presence }
  await page.publish(started, ['messagesReceived', { messages: [{ ...live, channel: { time: null } }] }])
  await page.publish(['messagesReceived', { messages: [text(1, 'Inbound')] }])
  expect(page.log).toEqual(['closed', 'reopened'])
  await page.publish(['restored', { messages: [restored] }])
  expect(page.log).toEqual(['closed', 'reopened'])
  expect(page.chat().phase).toBe('waiting')
})

it('a new session in place of one that nobody ended is an end and a beginning', async () => {
  const page = await openRaw()
  await page.publish(started, ['messagesReceived', { messages: [disconnect(1)] }], started)
  expect(page.log).toEqual(['closed', 'ended session-lost'])
  expect(page.chat()).toMatchObject({ phase: 'waiting', closedSegment: null })
})

it('a conversation whose beginning was missed is known by its first message', async () => {
  const page = await openRaw()
  await page.publish(['messagesReceived', { messages: [text(1, 'Outbound', 'Bot')] }])
  expect(page.chat()).toMatchObject({ phase: 'active', botActive: true })
})

it.each([[undefined], [null], ['text'], [{ messages: 5 }], [{ messages: [null, 7, {}] }], [{ error: null }]])(
  'events that carry %o do no harm',
  async (data) => {
    const page = await openRaw()
    await page.publish(started)
    const events = [
      'messagesReceived',
      'restored',
      'oldMessages',
      'typingReceived',
      'conversationDisconnected',
    ]
    for (const name of [...events, 'readOnlyConversation', 'error', 'started'])
      await page.publish([name, data])
    expect(page.chat().phase).toBe('waiting')
  },
)

it('an end that is refused when its provider has gone is no reason for a later one', async () => {
  const page = await openRaw({ children: <ChatEndGuard asyncPolicy="end" /> })
  let refuse = (_: string): void => {}
  page.service.registerCommand('clearConversation', ({ reject }) => {
    refuse = reject
  })
  await page.publish(started, ['messagesReceived', { messages: [disconnect(1)] }])
  expect(page.chat().phase).toBe('ending')
  page.unmount()
  refuse('Not now')
  await page.publish(['messagesReceived', { messages: [text(2, 'Inbound')] }])
  page.mount()
  await page.publish()
  await page.publish(['conversationCleared'])
  expect(page.log.at(-1)).toBe('ended customer')
})
