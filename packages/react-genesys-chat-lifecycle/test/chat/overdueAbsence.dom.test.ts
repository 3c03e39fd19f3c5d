import { createReplayBus, type ReplayBus } from 'genesys-models/replay'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  allAgentsLeft,
  type ChatLifecycleOptions,
  type ChatLifecycleStore,
  createChatLifecycle,
} from '../../src/core.ts'

const NOW = Date.parse('2026-11-22T12:00:00.000Z')
const closeSignals = [allAgentsLeft({ graceMs: 30_000 })]

let chat: ChatLifecycleStore
let bus: ReplayBus

beforeEach(() => {
  vi.useFakeTimers()
  vi.setSystemTime(NOW)
})
afterEach(() => {
  chat.destroy()
  vi.useRealTimers()
})

const anna = (index: string, type: string, at: number | null) => ({
  type,
  index,
  from: { type: 'Agent', participantId: 'a', name: 'Anna' },
  ...(at !== null && { utcTime: new Date(at).toISOString() }),
})

/** A page into which a chat is restored that Anna has left; what it showed, in order. */
async function restore(leftAt: number | null, options: ChatLifecycleOptions = {}): Promise<string[]> {
  const phases: string[] = []
  bus = createReplayBus({
    advanceTimers: vi.advanceTimersByTimeAsync,
    answers: { 'WebChatService.getSessionData': { resolve: { sessionId: 's' } } },
  })
  chat = createChatLifecycle({ bus: bus.bus, closeSignals, ...options })
  chat.subscribe(() => {
    if (phases.at(-1) !== chat.getState().phase) phases.push(chat.getState().phase)
  })
  bus.publish('App.ready')
  bus.publish('WebChatService.data.sessionActive', { value: true })
  bus.publish('WebChatService.ready')
  await bus.wait(50)
  bus.publish('WebChatService.restored', { async: true })
  const originalMessages = [
    anna('1000-0', 'ParticipantJoined', NOW - 600_000),
    anna('2000-0', 'ParticipantLeft', leftAt),
  ]
  bus.publish('WebChatService.messageReceived', { originalMessages, messages: [] })
  await bus.wait(50)
  return phases
}

it('a chat that everybody left longer ago than the wait is closed from the start, since the wait was over', async () => {
  const onSegmentClosed = vi.fn()
  expect(await restore(NOW - 60_000, { onSegmentClosed })).toEqual(['connecting', 'closed'])
  expect(chat.getState().closedSegment).toMatchObject({
    signal: 'allAgentsLeft',
    agentName: 'Anna',
    at: NOW - 30_000,
  })
  await bus.wait(60_000)
  expect(onSegmentClosed).toHaveBeenCalledTimes(1)
})

it.each([
  ['a moment ago', NOW - 1_000],
  ['nobody knows when', null],
  ['in the future, by a clock that is fast', NOW + 600_000],
])('one that everybody left %s waits', async (_, leftAt) => {
  expect(await restore(leftAt)).toEqual(['connecting', 'waiting'])
  await bus.wait(31_000)
  expect(chat.getState().phase).toBe('closed')
})

it('an agent who leaves later is waited for, whatever the message says of the time', async () => {
  await restore(NOW - 1_000)
  const originalMessages = [
    anna('3000-0', 'ParticipantJoined', NOW - 500_000),
    anna('4000-0', 'ParticipantLeft', NOW - 400_000),
  ]
  bus.publish('WebChatService.messageReceived', { originalMessages, messages: [] })
  await bus.wait(50)
  expect(chat.getState().phase).toBe('waiting')
})

it('restorePolicy `end-closed` ends such a chat', async () => {
  await restore(NOW - 60_000, { restorePolicy: 'end-closed' })
  await bus.wait(500)
  expect(bus.commandsNamed('WebChatService.endChat')).toHaveLength(1)
})
