import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  type ChatMessage,
  type CXBusLike,
  createChatLifecycle,
  GenesysChatProvider,
} from '../../src/index.ts'
import { createTestBus } from '../../src/testing/index.ts'
import { type AppOptions, mountConversation } from '../support/app.tsx'
import { outcome } from '../support/outcome.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

/** A conversation, and what `onMessage` was called with. */
async function listening(options: AppOptions = {}) {
  const heard: ChatMessage[] = []
  const onMessage = (message: ChatMessage) => void heard.push(message)
  const app = await mountConversation({
    guard: null,
    ...options,
    provider: { onMessage, ...options.provider },
  })
  const texts = () => heard.map(({ from, text }) => `${from.type}: ${text}`)
  return { app, heard, texts, onMessage }
}

it('is called for each message that is said, by whomever, but not for joins and typing', async () => {
  const { app, texts, heard } = await listening()
  app.testBus.agent.type()
  app.testBus.agent.say('hi')
  await app.settle()
  await app.does(() => void outcome(app.chat().send('hello')))
  await app.settle()
  app.testBus.agent.leave()
  await app.settle()
  expect(texts()).toEqual(['agent: hi', 'customer: hello'])
  expect(heard[1]).toMatchObject({ delivery: 'sent', isHistoric: false })
})

it.each([true, false])('is never called for history: a reload (asynchronous: %s)', async (async) => {
  const { app, texts } = await listening({ bus: { async } })
  app.testBus.agent.say('before')
  await app.settle()
  await app.reload()
  await app.settle()
  expect(texts()).toEqual(['agent: before'])
  app.testBus.agent.say('after')
  await app.settle()
  expect(texts()).toEqual(['agent: before', 'agent: after'])
})

it('is never called for a page of history', async () => {
  const { app, texts } = await listening({ bus: { async: true, pageSize: 16 } })
  for (let number = 1; number <= 30; number++) app.testBus.agent.say(`text ${number}`)
  await app.settle()
  await app.reload()
  const before = texts().length
  await app.does(() => void app.testBus.bus.command('WebChatService.fetchHistory'))
  await app.settle()
  expect(texts()).toHaveLength(before)
})

it('is called for each provider of a page, and once in each under StrictMode', async () => {
  const second: string[] = []
  let later: Awaited<ReturnType<typeof listening>>['app'] | undefined
  const { app, texts } = await listening({
    strict: true,
    children: <SecondProvider onMessage={({ text }) => second.push(text)} bus={() => later?.testBus.bus} />,
  })
  later = app
  await app.wait(500)
  app.testBus.agent.say('hi')
  await app.settle()
  expect(texts()).toEqual(['agent: hi'])
  expect(second).toEqual(['hi'])
})

function SecondProvider({
  bus,
  onMessage,
}: {
  bus: () => CXBusLike | undefined
  onMessage: (message: ChatMessage) => void
}) {
  return (
    <GenesysChatProvider bus={bus} onMessage={onMessage}>
      {null}
    </GenesysChatProvider>
  )
}

it('counts the messages of the next session anew', async () => {
  const { app, texts } = await listening()
  app.testBus.agent.say('one')
  await app.settle()
  await app.does(() => void outcome(app.chat().end()))
  await app.settle()
  const started = outcome(app.chat().start({ form: { firstname: 'Joe' } }))
  await app.settle()
  expect(started).toStrictEqual({ value: undefined })
  app.testBus.agent.join()
  app.testBus.agent.say('two')
  await app.settle()
  expect(texts()).toEqual(['agent: one', 'agent: two'])
})

it('reports what the callback throws, and goes on', async () => {
  const heard: string[] = []
  const { app } = await listening({
    provider: {
      onMessage: ({ text }) => {
        heard.push(text)
        throw new Error('mine')
      },
    },
  })
  app.testBus.agent.say('one')
  app.testBus.agent.say('two')
  await app.settle()
  expect(heard).toEqual(['one', 'two'])
  expect(app.errors).toEqual([new Error('mine'), new Error('mine')])
})

it('store.on("message") hears the same, also where it begins to listen later', async () => {
  const testBus = createTestBus({ async: true, advanceTimers: vi.advanceTimersByTimeAsync })
  const store = createChatLifecycle({ bus: testBus.bus })
  testBus.start()
  await testBus.settle()
  testBus.customer.open()
  await testBus.settle()
  testBus.agent.join()
  testBus.agent.say('before')
  await testBus.settle()
  const heard: string[] = []
  const off = store.on('message', ({ text }) => heard.push(`${text}, ${store.getState().phase}`))
  testBus.agent.say('hi')
  await testBus.settle()
  testBus.agent.setState('Completed')
  testBus.agent.leave()
  await testBus.settle()
  testBus.customer.say('one more thing')
  await testBus.settle()
  off()
  testBus.agent.say('bye')
  await testBus.settle()
  // The state has changed before.
  expect(heard).toEqual(['hi, active', 'one more thing, waiting'])
  store.destroy()
})
