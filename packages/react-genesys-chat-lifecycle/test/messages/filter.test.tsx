import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type ChatMessage, textMarker } from '../../src/index.ts'
import { mountChatUi } from './support.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

it('hides a message from the transcript, not from signals and onMessage', async () => {
  const heard: string[] = []
  const app = await mountChatUi(
    {
      bus: { async: true },
      provider: {
        closeSignals: [textMarker('GenesysTerminateChat')],
        onMessage: ({ text }) => heard.push(text),
      },
    },
    { filter: ({ text }) => text !== 'GenesysTerminateChat' },
  )
  app.testBus.agent.say('bye')
  app.testBus.agent.say('GenesysTerminateChat')
  await app.settle()
  expect(app.lines()).toEqual(['bye'])
  expect(heard).toEqual(['bye', 'GenesysTerminateChat'])
  expect(app.chat()).toMatchObject({ phase: 'closed', closedSegment: { signal: 'textMarker' } })
})

it('keeps the array while nothing that is shown changes', async () => {
  const app = await mountChatUi({}, { filter: ({ from }) => from.type === 'agent' })
  app.testBus.agent.say('hi')
  await app.settle()
  const before = app.view()
  await app.does(() => void app.chat().send('hello'))
  await app.settle()
  expect(app.view()).toBe(before)
})

it('that is no function hides nothing, and development says so', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const app = await mountChatUi({}, { filter: 'bye' as unknown as (message: ChatMessage) => boolean })
  app.testBus.agent.say('bye')
  await app.settle()
  expect(app.lines()).toEqual(['bye'])
  expect(error.mock.calls.flat().join()).toContain(
    'useGenesysChatMessages({ filter: "bye" }): expected a function, got a string. Every message is shown.',
  )
})
