import { act } from '@testing-library/react'
import { createReplayBus, type ReplayBus, type ReplayBusOptions } from 'genesys-models/replay'
import { vi } from 'vitest'
import { type ChatLifecycleOptions, type ChatLifecycleStore, createChatLifecycle } from '../../src/core.ts'

/** A chat on a bus on which the test publishes whatever it likes, in the plugins' own names. */
export interface RawChat {
  bus: ReplayBus
  chat: ChatLifecycleStore
  publish: (event: string, data?: unknown) => Promise<void>
}

/** A session of that id, with an agent in it. */
export async function rawConversation(
  options: Omit<ChatLifecycleOptions, 'bus'> = {},
  sessionId = 'session-1',
  answers: NonNullable<ReplayBusOptions['answers']> = {},
): Promise<RawChat> {
  const bus = createReplayBus({ answers, advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)) })
  const chat = createChatLifecycle({ ...options, bus: bus.bus })
  const publish = async (event: string, data?: unknown): Promise<void> => {
    bus.publish(event, data)
    await bus.wait(5)
  }
  await publish('App.ready')
  await publish('WebChatService.data.sessionActive', { value: false })
  await publish('WebChatService.ready')
  await publish('WebChat.ready')
  await publish('WebChatService.started', { data: { sessionId, token: 'secret' } })
  await publish('WebChatService.data.sessionActive', { value: true })
  await publish('WebChatService.messageReceived', {
    messages: [],
    originalMessages: [
      {
        type: 'ParticipantJoined',
        from: { type: 'Agent', participantId: 'a1', name: 'Anna' },
        index: '1000-1',
      },
    ],
  })
  return { bus, chat, publish }
}
