import { act, render, screen } from '@testing-library/react'
import * as React from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ChatEndGuard,
  GenesysChatProvider,
  type GenesysChatProviderProps,
  useGenesysChatLifecycle,
  useGenesysChatMessages,
} from '../../src/index.ts'
import { createTestBus, type TestBus } from '../../src/testing/index.ts'
import { mountConversation } from '../support/app.tsx'
import { closeSegment, say } from '../support/guarded.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function Phase(): React.ReactNode {
  return <b>{useGenesysChatLifecycle(({ phase }) => phase)}</b>
}

function Transcript(): React.ReactNode {
  return useGenesysChatMessages().messages.map(({ id, text }) => <p key={id}>{text}</p>)
}

function Fresh({ onRender }: { onRender: () => void }): React.ReactNode {
  onRender()
  const { phase } = useGenesysChatLifecycle((chat) => ({ phase: chat.phase, all: [chat.agents] }))
  return <b>{phase}</b>
}

function Fragile(): React.ReactNode {
  const phase = useGenesysChatLifecycle((chat) => {
    if (chat.phase === 'closed') throw new Error('theirs')
    return chat.phase
  })
  return <b>{phase}</b>
}

class Boundary extends React.Component<{ children: React.ReactNode }, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError = () => ({ failed: true })
  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <button type="button" onClick={() => this.setState({ failed: false })}>
        again
      </button>
    )
  }
}

interface Arrival {
  promise: Promise<void>
  isThere: boolean
}
function Slow({ arrival }: { arrival: Arrival | null }): React.ReactNode {
  if (arrival && !arrival.isThere) throw arrival.promise
  return <i>{arrival ? 'there' : 'before'}</i>
}
function Inside({ arrival }: { arrival: Arrival }): React.ReactNode {
  const [on, setOn] = React.useState(false)
  const [, startTransition] = React.useTransition()
  return (
    <>
      <Phase />
      <button type="button" onClick={() => startTransition(() => setOn(true))}>
        go
      </button>
      <Slow arrival={on ? arrival : null} />
    </>
  )
}

describe('a selector', () => {
  it('that gives a new object each time renders no more often than the state changes', async () => {
    const onRender = vi.fn()
    const app = await mountConversation({ bus: { async: true }, children: <Fresh onRender={onRender} /> })
    onRender.mockClear()
    await closeSegment(app)
    expect(screen.getByText('closed')).toBeVisible()
    expect(onRender).toHaveBeenCalledTimes(1)
  })

  it('that throws is its boundary’s to catch, and keeps nothing from the guard', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const fragile = (
      <Boundary>
        <Fragile />
      </Boundary>
    )
    const app = await mountConversation({ bus: { async: true }, children: fragile })
    await closeSegment(app)
    expect(app.testBus.widget.notices).toHaveLength(1)
    await say(app, 'one more thing')
    await app.does(() => screen.getByRole('button', { name: 'again' }).click())

    expect(screen.getByText('active')).toBeVisible()
  })
})

it('a part of the page that suspends in a transition shows the newest state, and what is there when it is', async () => {
  let resolve: () => void = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  const arrival: Arrival = { promise, isThere: false }
  const children = (
    <React.Suspense fallback="wait">
      <Inside arrival={arrival} />
    </React.Suspense>
  )
  const app = await mountConversation({ bus: { async: true }, strict: true, children })
  await app.does(() => screen.getByRole('button', { name: 'go' }).click())
  await closeSegment(app)
  expect(screen.getByText('closed')).toBeVisible()
  arrival.isThere = true
  await app.does(resolve)

  expect(screen.getByText('there')).toBeVisible()
  expect(app.testBus.widget.notices).toHaveLength(1)
})

describe('a callback', () => {
  it('may unmount the provider that calls it', async () => {
    const app = await mountConversation({
      bus: { async: true },
      provider: { onSegmentClosed: () => app.page.unmount() },
    })
    await closeSegment(app)
    expect(app.testBus.widget.notices).toHaveLength(0)
    app.mount()
    await app.settle()

    expect(app.testBus.widget.notices).toHaveLength(1)
  })

  it('may end the chat that a guard is about to end, too', async () => {
    const app = await mountConversation({
      provider: { onSegmentClosed: () => void app.chat().end({ closeWindow: true }) },
    })
    await closeSegment(app)
    await app.wait(1_000)

    expect(app.sent('WebChatService.endChat')).toBe(1)
    expect(app.testBus.widget.state.open).toBe(false)
  })
})

describe('the bus of a provider', () => {
  it.each([false, true])('may come late, and may be another one (StrictMode: %s)', async (strict) => {
    const made = (): TestBus =>
      createTestBus({ async: true, advanceTimers: (ms) => act(() => vi.advanceTimersByTimeAsync(ms)) })
    const [first, second] = [made(), made()]
    const converse = async (bus: TestBus): Promise<void> => {
      bus.start()
      await bus.settle()
      bus.customer.open()
      await bus.settle()
      bus.agent.join()
      bus.agent.say('Hello')
      bus.agent.setState('Completed')
      await bus.settle()
    }
    const callbacks: string[] = []
    const Mode = strict ? React.StrictMode : React.Fragment
    const tree = (bus: GenesysChatProviderProps['bus']) => (
      <Mode>
        <GenesysChatProvider bus={bus} onSegmentClosed={() => callbacks.push('closed')}>
          <ChatEndGuard onNotice={() => callbacks.push('notice')} />
          <Phase />
          <Transcript />
        </GenesysChatProvider>
      </Mode>
    )
    const page = render(tree(undefined))
    await converse(first)
    expect(screen.getByText('connecting')).toBeVisible()
    page.rerender(tree(first.bus))
    await first.settle()
    expect(screen.getByText('closed')).toBeVisible()
    expect(screen.getAllByText('Hello')).toHaveLength(1)

    page.rerender(tree(second.bus))
    second.start()
    await second.settle()
    expect(screen.getByText('idle')).toBeVisible()
    expect(screen.queryByText('Hello')).toBeNull()
    await converse(second)
    expect(second.widget.notices).toHaveLength(1)

    page.rerender(tree(first.bus))
    await first.settle()
    expect(screen.getByText('closed')).toBeVisible()
    expect(first.widget.notices).toHaveLength(1)
    expect(callbacks).toEqual(['closed', 'notice', 'closed', 'notice'])
  })
})

it('two providers of different options each tell of one chat and of its closing once', async () => {
  const app = await mountConversation({ bus: { async: true }, provider: { closeSignals: [] }, guard: null })
  const told: string[] = []
  render(
    <GenesysChatProvider
      bus={app.testBus.bus}
      asyncMode={false}
      onSegmentClosed={({ isAsync }) => told.push(isAsync ? 'asynchronous' : 'regular')}
    >
      <ChatEndGuard />
    </GenesysChatProvider>,
  )
  await app.settle()
  await closeSegment(app)
  await app.settle()

  expect(told).toEqual(['regular'])
  // It reads no signals of its own, and hears of the closing from the other.
  expect(app.closed).toEqual([expect.objectContaining({ isAsync: false })])
  expect(app.ended).toEqual([expect.objectContaining({ reason: 'agent' })])
})
