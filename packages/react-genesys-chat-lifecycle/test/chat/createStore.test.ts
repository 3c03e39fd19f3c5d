import { afterEach, expect, it, vi } from 'vitest'
import type { Chat } from '../../src/chat/chat.ts'
import { chatOf, createStore } from '../../src/chat/store.ts'
import { transcriptOf } from '../../src/chat/transcript.ts'
import { createListeners } from '../../src/common/listeners.ts'

afterEach(() => void vi.restoreAllMocks())

/** A store of a chat that only notes what it is asked. */
function createParts() {
  const off = vi.fn()
  const chat = {
    getState: vi.fn(() => 'state'),
    subscribe: vi.fn(() => off),
    announcer: { on: vi.fn(() => off) },
    actions: {},
    attach: vi.fn(() => off),
    destroy: vi.fn(),
    outbox: { held: [], heldChanges: createListeners() },
    reset: { listeners: createListeners() },
  }
  const setOptions = vi.fn()
  const store = createStore(chat as unknown as Chat, setOptions)
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const told = () => error.mock.calls.map(([message]) => message)
  return { chat, store, setOptions, off, told }
}

it('passes on what it is asked', () => {
  const { chat, store, setOptions, off, told } = createParts()
  const listener = () => {}
  expect(store.getState()).toBe('state')
  expect(store.actions).toBe(chat.actions)
  expect(store.subscribe(listener)).toBe(off)
  expect(store.attach()).toBe(off)
  store.destroy()
  store.setOptions({})
  expect(chat.subscribe.mock.calls).toEqual([[listener]])
  expect(chat.destroy).toHaveBeenCalledTimes(1)
  expect(setOptions.mock.calls).toEqual([[{}]])
  expect(told()).toEqual([])
})

it.each(['segmentClosed', 'segmentReopened', 'ended', 'message', 'error'] as const)(
  'listens to %s',
  (event) => {
    const { chat, store, off, told } = createParts()
    const listener = () => {}
    expect(store.on(event, listener)).toBe(off)
    expect(chat.announcer.on.mock.calls).toEqual([[event, listener]])
    expect(told()).toEqual([])
  },
)

it.each([
  [
    'close',
    () => {},
    'on(): expected one of segmentClosed, segmentReopened, ended, message, error, got close. The listener is never called.',
  ],
  [
    undefined,
    7,
    'on(): expected one of segmentClosed, segmentReopened, ended, message, error, got undefined. The listener is never called.',
  ],
  ['ended', 7, "on('ended'): expected a function, got 7. It is never called."],
])('listens to no %s with %s, and says so', (event, listener, words) => {
  const { chat, store, told } = createParts()
  expect(() => store.on(event as never, listener as never)()).not.toThrow()
  expect(chat.announcer.on).not.toHaveBeenCalled()
  expect(told()).toEqual([`[react-genesys-chat-lifecycle] ${words}`])
})

it('has no subscriber that is no function, and says so', () => {
  const { chat, store, told } = createParts()
  expect(() => store.subscribe('x' as never)()).not.toThrow()
  expect(chat.subscribe).not.toHaveBeenCalled()
  expect(told()).toEqual([
    '[react-genesys-chat-lifecycle] subscribe(): expected a function, got a string. It is never called.',
  ])
})

it('leads to its chat, and to one transcript', () => {
  const { chat, store } = createParts()
  expect(chatOf(store)).toBe(chat)
  expect(transcriptOf(store)).toBe(transcriptOf(store))
})

it.each([undefined, null, 7, {}, { getState() {}, subscribe() {} }])('is not anything else: %#', (store) => {
  expect(() => transcriptOf(store as never)).toThrow(
    new TypeError('transcriptOf: expected a store made by createChatLifecycle().'),
  )
})
