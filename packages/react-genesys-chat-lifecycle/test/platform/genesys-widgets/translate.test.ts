import { expect, it } from 'vitest'
import { readServiceError, TRANSLATIONS } from '../../../src/platform/genesys-widgets/translate.ts'

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
  ['WebChatService.ended', { type: 'ended', reason: null }],
  ['WebChatService.sessionLost', { type: 'ended', reason: 'session-lost' }],
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
])('an error with %j keeps its code and its text, and nothing else', (errors, error) => {
  expect(readServiceError({ errors })).toMatchObject(error)
})

it.each([undefined, null, 7, 'text'])('an error that is %j has neither', (data) => {
  expect(readServiceError(data)).toMatchObject({ code: '', message: '', kind: 'unknown' })
})

it.each([
  [0, 'unavailable'],
  [503, 'unavailable'],
  [401, 'unauthorized'],
  [403, 'unauthorized'],
  [429, 'rate-limited'],
  [400, 'rejected'],
  [undefined, 'unknown'],
])('an error with the status %s is of the kind "%s"', (status, kind) => {
  expect(readServiceError({ errors: [{ code: 'X', response: { status } }] }).kind).toBe(kind)
  expect(readServiceError({ errors: [{ status }] }).kind).toBe(kind)
  expect(readServiceError({ status }).kind).toBe(kind)
})
