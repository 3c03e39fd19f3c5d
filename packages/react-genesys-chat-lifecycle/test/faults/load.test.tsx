import { useLayoutEffect } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useGenesysChatMessages } from '../../src/index.ts'
import { mountConversation } from '../support/app.tsx'
import { rawConversation } from '../support/rawBus.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const MANY = 10_000

const completed = (index: number): Record<string, unknown> => ({
  type: 'System',
  event: 'InteractionStateChange',
  data: { interactionState: 'Completed' },
  index: `${index}-1`,
})
const text = (index: number, type: 'Agent' | 'Customer'): Record<string, unknown> => ({
  type: 'Text',
  from: { type, participantId: type, name: type },
  text: `message ${index}`,
  index: `${index}-1`,
})

/** A conversation of that many texts, at the end of which the segment is closed. */
const history = (count: number): Record<string, unknown>[] => [
  ...Array.from({ length: count }, (_, i) => text(2_000 + i, i % 2 ? 'Customer' : 'Agent')),
  completed(2_000 + count),
]

describe(`a history of ${MANY} messages`, () => {
  it('is one change of the state, in one batch or the wrong way round', async () => {
    for (const messages of [history(MANY), history(MANY).reverse()]) {
      const { chat, publish } = await rawConversation({ asyncMode: true })
      const changed = vi.fn()
      chat.subscribe(changed)
      await publish('WebChatService.messageReceived', { messages: [], originalMessages: messages })

      expect(chat.getState()).toMatchObject({ phase: 'closed', closedSegment: { state: 'completed' } })
      expect(changed).toHaveBeenCalledTimes(1)
      chat.destroy()
    }
  })

  it('is a transcript of which each message is there once, also when it comes twice', async () => {
    const { chat, publish } = await rawConversation()
    const { transcriptOf } = await import('../../src/chat/transcript.ts')
    const transcript = transcriptOf(chat)
    const changed = vi.fn()
    const off = transcript.subscribe(changed)
    for (const originalMessages of [history(MANY), history(MANY)])
      await publish('WebChatService.messageReceived', { messages: [], originalMessages })

    expect(transcript.getMessages()).toHaveLength(MANY)
    expect(changed).toHaveBeenCalledTimes(1)
    off()
    chat.destroy()
  })
})

function Messages({ onChange }: { onChange: (count: number) => void }) {
  const { length } = useGenesysChatMessages().messages
  useLayoutEffect(() => {
    onChange(length)
  })
  return null
}

it('a flood of messages, each for itself, renders only what shows them', async () => {
  let shown = 0
  const children = <Messages onChange={(count) => (shown = count)} />
  const app = await mountConversation({ bus: { async: true }, children })
  const before = app.commits()
  for (let i = 0; i < 1_000; i++) app.testBus.agent.say(`message ${i}`)
  await app.settle(10_000)

  expect(shown).toBe(1_000)
  expect(app.commits()).toBe(before)
  expect(app.chat().phase).toBe('active')
})

it('a flood of closings and reopenings in one batch is what its last message says, and one change', async () => {
  const { chat, publish } = await rawConversation({ asyncMode: true })
  const changed = vi.fn()
  chat.subscribe(changed)
  const flood = Array.from({ length: 1_000 }, (_, i) => [
    completed(2_000 + 2 * i),
    text(2_001 + 2 * i, 'Customer'),
  ]).flat()
  await publish('WebChatService.messageReceived', {
    messages: [],
    originalMessages: [...flood, completed(9_000)],
  })

  expect(chat.getState()).toMatchObject({ phase: 'closed', closedSegment: { key: 'session-1:9000-1' } })
  expect(changed).toHaveBeenCalledTimes(1)
  chat.destroy()
})
