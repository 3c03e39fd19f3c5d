import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { connect } from '../../src/bus/connection.ts'
import { warnUnknown } from '../../src/bus/warnUnknown.ts'
import { createTestBus, type TestBus } from '../../src/testing/index.ts'

let testBus: TestBus

beforeEach(async () => {
  vi.useFakeTimers()
  testBus = createTestBus({ advanceTimers: vi.advanceTimersByTimeAsync })
  testBus.start()
  await testBus.settle()
})
afterEach(() => {
  testBus.dispose()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

function said(kind: 'events' | 'commands', name: string): string[] {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  warnUnknown(connect(testBus.bus), kind, name)
  warnUnknown(connect(testBus.bus), kind, name)
  return warn.mock.calls.map(([text]) => String(text))
}

it.each([
  ['events', 'WebChat.ended', 'WebChatService.ended'],
  ['events', 'WebChat.error', 'WebChatService.error'],
  ['events', 'WebChat.failed', 'WebChatService.error'],
  ['events', 'WebChat.agentConnected', 'WebChatService.agentConnected'],
  ['events', 'WebChat.chatEnded', 'WebChatService.ended'],
  ['events', 'WebChatService.opened', 'WebChat.opened'],
  ['events', 'WebChatService.closed', 'WebChat.closed'],
  ['events', 'WebChatService.cancelled', 'WebChat.cancelled'],
  ['commands', 'WebChat.get', 'WebChatService.getSessionData'],
  ['commands', 'WebChat.startChat', 'WebChatService.startChat'],
  ['commands', 'WebChat.unminimized', 'WebChat.minimize'],
  ['commands', 'WebChat.destroy', 'WebChat.close'],
  ['commands', 'WebChatService.sendMesage', 'WebChatService.sendMessage'],
] as const)('of the %s, %s does not exist: it is warned of once, and %s proposed', (kind, name, meant) => {
  expect(said(kind, name)).toEqual([expect.stringContaining(`Did you mean ${meant}?`)])
})

it('a name like no other is warned of without a proposal', () => {
  const [text = ''] = said('events', 'WebChat.qqqqqqqqqqqq')
  expect(text).toContain('is no event of WebChat.')
  expect(text).not.toContain('Did you mean')
})

it('what is on another bus is warned of there, too', () => {
  expect(said('events', 'WebChat.nothing')).toHaveLength(1)
  testBus.reload()
  testBus.start()
  vi.advanceTimersByTime(100)
  expect(said('events', 'WebChat.nothing')).toHaveLength(2)
})

it('nobody is warned in production', () => {
  vi.stubEnv('NODE_ENV', 'production')
  expect(said('events', 'WebChat.nothing')).toEqual([])
})
