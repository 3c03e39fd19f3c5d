import { act, render } from '@testing-library/react'
import { type ComponentType, type ReactNode, useEffect } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  type ChatActions,
  ChatEndGuard,
  GenesysChatProvider,
  useGenesysChatActions,
  useGenesysChatLifecycle,
  useGenesysChatMessages,
} from '../../src/index.ts'
import { GenesysMessengerProvider } from '../../src/messenger.ts'
import { createTestBus, createTestMessenger } from '../../src/testing/index.ts'

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 5, 1) })
})
afterEach(() => {
  vi.useRealTimers()
})

/** What a page was told. */
interface Story {
  readonly log: string[]
  actions?: ChatActions
  texts: string[]
}

/** A chat UI of the page's own, which knows nothing of platforms. */
function Chat({ story }: { story: Story }): ReactNode {
  const phase = useGenesysChatLifecycle(({ phase }) => phase)
  const actions = useGenesysChatActions()
  const { messages } = useGenesysChatMessages()
  useEffect(() => {
    story.log.push(phase)
  }, [story, phase])
  useEffect(() => {
    story.actions = actions
    story.texts = messages.map(({ from, text }) => `${from.type}: ${text}`)
  }, [story, actions, messages])
  return <ChatEndGuard followUps="confirm" onNotice={() => story.log.push('notice')} />
}

interface OtherSide {
  say(text: string): void
  close(): void
}

/** Tells one story. It is the same on both platforms, but for what their agents do beside it. */
async function tell(
  Provider: ComponentType<Parameters<typeof GenesysMessengerProvider>[0] & { bus?: never }>,
  platform: object,
  anna: OtherSide,
): Promise<Story> {
  const story: Story = { log: [], texts: [] }
  const page = render(
    <Provider
      {...platform}
      onSegmentClosed={({ agentName }) => story.log.push(`closed by ${agentName}`)}
      onSegmentReopened={() => story.log.push('reopened')}
      onEnded={({ reason }) => story.log.push(`ended ${reason}`)}
    >
      <Chat story={story} />
    </Provider>,
  )
  const wait = (ms: number): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(ms))
  const settle = async (answer: Promise<unknown> | undefined): Promise<unknown> => {
    await wait(2_000)
    return answer
  }
  await wait(2_000)
  await settle(story.actions?.start({ form: { firstname: 'Joe' } }))
  await settle(story.actions?.send('Hello'))
  anna.say('Hello Joe')
  await wait(2_000)
  anna.close()
  await wait(2_000)
  const held = (await settle(story.actions?.send('Thank you'))) as { status: string }
  story.log.push(held.status)
  const send = document.querySelector<HTMLElement>('.genesys-chat-guard__button--main')
  await act(async () => send?.click())
  await wait(2_000)
  await settle(story.actions?.end())
  page.unmount()
  return story
}

it('one component tells the same story on both platforms', async () => {
  const testBus = createTestBus({ async: true, webChat: false, advanceTimers: vi.advanceTimersByTimeAsync })
  testBus.start()
  const widgets = await tell(
    GenesysChatProvider as never,
    { bus: testBus.bus },
    {
      say(text) {
        testBus.agent.join()
        testBus.agent.say(text)
      },
      close() {
        testBus.agent.setState('Completed')
        testBus.agent.leave()
      },
    },
  )
  localStorage.clear()
  sessionStorage.clear()

  const test = createTestMessenger({ advanceTimers: vi.advanceTimersByTimeAsync })
  test.start()
  const messenger = await tell(
    GenesysMessengerProvider,
    { genesys: () => test.genesys },
    { say: test.agent.say, close: () => test.agent.disconnect() },
  )
  expect(messenger.log).toEqual([
    'connecting',
    'idle',
    'starting',
    'waiting',
    'active',
    'closed by Anna',
    'closed',
    'notice',
    'held',
    'reopened',
    'waiting',
    'ending',
    'ended customer',
    'ended',
  ])
  expect(messenger.log).toEqual(widgets.log)
  expect(messenger.texts).toEqual(['customer: Hello', 'agent: Hello Joe', 'customer: Thank you'])
  expect(messenger.texts).toEqual(widgets.texts)
})
