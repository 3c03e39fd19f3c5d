import { expect, it } from 'vitest'
import { readSignals } from '../../../src/chat/events.ts'
import { readMessage } from '../../../src/platform/genesys-widgets/readMessages.ts'
import { TRANSLATIONS } from '../../../src/platform/genesys-widgets/translate.ts'

const means = (event: string, data: Record<string, unknown> = {}) => TRANSLATIONS[event]?.(data)

it.each([
  ['WebChatService.agentTypingStarted', { type: 'typing', typing: true }],
  ['WebChatService.agentTypingStopped', { type: 'typing', typing: false }],
  ['WebChatService.agentTypingTimeout', { type: 'typing', typing: false }],
  ['WebChatService.disconnected', { type: 'connection', connection: 'offline' }],
  ['WebChatService.chatServerWentOffline', { type: 'connection', connection: 'offline' }],
  ['WebChatService.restoredOffline', { type: 'connection', connection: 'offline' }],
  ['WebChatService.reconnected', { type: 'connection', connection: 'online' }],
  ['WebChatService.chatServerBackOnline', { type: 'connection', connection: 'online' }],
  ['WebChatService.sessionLost', { type: 'ended', reason: 'session-lost' }],
  ['WebChatService.restoreFailed', { type: 'ended', reason: 'restore-failed' }],
  ['WebChatService.restoreTimeout', { type: 'ended', reason: 'restore-failed' }],
  ['WebChat.submitted', { type: 'starting' }],
  ['WebChat.rejected', { type: 'startFailed' }],
  ['WebChat.opened', { type: 'window', window: 'open' }],
  ['WebChat.unminimized', { type: 'window', window: 'open' }],
  ['WebChat.minimized', { type: 'window', window: 'minimized' }],
  ['WebChat.closed', { type: 'window', window: 'closed' }],
])('%s means %j', (event, meaning) => {
  expect(means(event)).toEqual(meaning)
})

it.each<[unknown, { code: string; message: string }]>([
  [[{ code: 'INVALID', text: 'No.' }], { code: 'INVALID', message: 'No.' }],
  [[{ code: 'a' }, { code: 'b' }], { code: 'a', message: '' }],
  [[{ status: 500, responseText: 'a token' }], { code: 'HTTP 500', message: '' }],
  [[{ code: '', status: 500 }], { code: '', message: '' }],
  [[{ code: 7, status: '500', text: {} }], { code: '', message: '' }],
  [[null], { code: '', message: '' }],
  [[], { code: '', message: '' }],
  ['no list', { code: '', message: '' }],
  [undefined, { code: '', message: '' }],
])('an error with %j is its code and its text, and nothing that comes beside them', (errors, error) => {
  expect(means('WebChatService.error', { errors })).toEqual({ type: 'error', error })
})

it('the first signal that knows a message says what it means; one that throws says nothing', () => {
  const message = readMessage({ type: 'Text', text: 'End', from: { type: 'Bot' } }) as never
  const faults: unknown[] = []
  const fault = new Error('no')
  const read = (...detects: (() => unknown)[]) =>
    readSignals(
      message,
      detects.map((detect, i) => ({ name: `${i}`, detect: detect as never })),
      (error) => faults.push(error),
    )
  const throws = () => {
    throw fault
  }
  expect(
    read(
      () => null,
      () => 'finalizing',
      () => 'completed',
    ),
  ).toEqual({ state: 'finalizing', signal: '1' })
  expect(read(throws, () => 'completed')).toEqual({ state: 'completed', signal: '1' })
  expect(
    read(
      () => 'closed',
      () => true,
      () => undefined,
    ),
  ).toBeNull()
  expect(readSignals(message, [{ name: 'allAgentsLeft', graceMs: 5 }], throws)).toBeNull()
  expect(faults).toEqual([fault])
  const own = readMessage({ type: 'Text', text: 'End', from: { type: 'Client' } }) as never
  expect(readSignals(own, [{ name: 'any', detect: () => 'completed' }], throws)).toBeNull()
})
